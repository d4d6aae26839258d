"""Towns and houses of events in German, which writes all nouns with capitals.

A noun behind "in" or "nach" is a town where nothing shows that it is a common noun.
"""

import re
from typing import Final

from kg.extract.languages import Language

# Endings of common nouns, and of their plurals after "in".
_ABSTRACT: Final = (
    "ung|heit|keit|schaft|tion|tät|nis|nisse|ismus|weise|form|arbeit|führung|zeit|jahr|jahre|woche"
    "|tag|fall|hand|sicht|ruhe|frage|auftrag|hinsicht|höhe|kürze|person|natur|betrieb|rat|enz|anz"
    "|ität|ik|ie|iv|e"
)
_PLURALS: Final = "innen|ungen|heiten|keiten|schaften|tionen|ern|eln|en"
_TOWN_ENDS: Final = (
    "ingen|ungen|hausen|kirchen|felden|hafen|haven|münden|staden|hagen|wangen|angen|baden|bergen"
    "|brücken|leben|lingen|weiden|wiesen|sachsen|bremen|essen|zabern|xanten|aachen|norden|emden"
    "|minden|verden|dresden|eschen|gallen|luzern|bern|siegen|hameln|rügen|meißen|hofen|sassen|itzen"
)
_E_TOWNS: Final = (
    "halle|karlsruhe|jade|celle|ahlbeck|lübbecke|elze|barnstorfe|fulde|aue|werbe|warnemünde"
    "|travemünde|peenemünde|tangermünde|ueckermünde|eberswalde|luckenwalde|fürstenwalde"
    "|finsterwalde|buchenwalde|geestemünde|soltaue|herne|bünde|vechte|wesele|brake|syke|melle|wedel"
    "|itzehoe|oldesloe|schleswige|birkenwerde|hildesheime|brügge|lüttiche|genève"
)
_COMMON: Final = (
    "Kraft|Anspruch|Angriff|Betracht|Bezug|Bau|Rechnung|Teilen|Gang|Gruppen|Summe|Europa|Deutsch"
    "|Englisch|Planung|Hause|Haus|Abschluss|Ablauf|Angaben|Ansicht|Maßgabe|Vorbild|Plan|Wunsch"
    "|Stand|Vertretung|Absprache|Rücksprache|Bedarf|Eingang|Erhalt|Auskunft|Artikel|Paragraf"
    "|Internet|Medien|Praxis|Schulen|Wort|Bild|Ton|Schritt|Hinblick|Zukunft|Gegenwart|Begleitung"
    "|Absicht|Bund|Freien|Gefahr|Ordnung|Sachen|Sache|Zusammenhang|Form|Wasser|Luft|Not|Verzug"
    "|Brand|Aussicht|Aktion|Erinnerung|Frieden|Freiheit|Wirklichkeit|Beschlag|Kauf|Umlauf|Verkehr"
    "|Nord|Süd|Ost|West|Norden|Süden|Osten|Westen|Mai|April|Juni|Juli|August|Wien-"
)
_NAME: Final = (
    r"(?:(?:Bad|Sankt|St\.|Groß|Klein|Neu|Alt|Burg|Schloss) )?[A-ZÄÖÜ][a-zäöüßéèóøå]{2,}"
    r"(?:-[A-ZÄÖÜ][a-zäöüß]+)*(?: (?:am|an der|im|ob der|in der|vor der|auf der|bei)"
    r" [A-ZÄÖÜ][a-zäöüß]+)?"
)
_NOT_COMMON: Final = (
    rf"(?!(?:{_COMMON})\b)"
    rf"(?=[A-ZÄÖÜ][a-zäöüß]*(?:{_TOWN_ENDS})\b|(?i:{_E_TOWNS})\b|Bad |St\. |Sankt "
    rf"|(?!\w*(?:{_ABSTRACT}|{_PLURALS})\b))"
)
# Compounds that need a name behind them.
_NO_HOUSE: Final = (
    r"(?!(?:Nationalpark|Naturpark|Krankenhaus|Treibhaus|Gewächshaus|Naturschutzgebiet|Schutzgebiet"
    r"|Landschaftsschutzgebiet|Kindergarten|Rathaus|Parkhaus|Regenwald|Mischwald|Laubwald|Bergwald"
    r"|Nadelwald|Stadtwald|Urwald|Biosphärenreservat|Hochmoor|Stausee|Hausgarten|Haushalt)(?:e?s)?\b"
    r"(?! [A-ZÄÖÜ„“]))"
)
ISLANDS: Final = (
    "Juist|Sylt|Föhr|Amrum|Norderney|Borkum|Langeoog|Spiekeroog|Wangerooge|Baltrum|Helgoland|Rügen"
    "|Usedom|Fehmarn|Hiddensee|Pellworm|Nordstrand|Poel|Neuwerk|Texel|Terschelling|Vlieland|Ameland"
    "|Schiermonnikoog|Fanø|Rømø|Bornholm|Gotland|Öland|Vilm|Mainau|Reichenau|Mallorca|Menorca|Kreta"
    "|Sizilien|Sardinien|Korsika|Zypern|Malta|Madeira|Island|Grönland|Spitzbergen|Bali|Java|Sumatra"
    "|Borneo|Sansibar|Hawaii|Jamaika|Kuba|Jeju|Hainan"
)


def town_pattern(spoken: Language) -> re.Pattern[str]:
    """Return where a text names a town: behind "in", in a dateline, on an island."""
    common = "|".join(
        sorted({w[:1].upper() + w[1:] for w, _ in (*spoken.rows("heads"), *spoken.rows("words"))})
    )
    month = r"[A-ZÄ][a-zä]{2,8}\.? "
    day = rf", (?:den |am )?\d{{1,2}}\. ?(?:{month}|\d)| [–—] "
    filed = rf"(?m:^)(?={_NAME}(?: \([^()\n]{{2,20}}\))?(?:{day}))"
    inside = rf"\b(?:[Ii]n|[Nn]ach) (?!(?:{common})\b){_NOT_COMMON}(?={_NAME}(?![\w-]| [A-ZÄÖÜ]))"
    island = rf"\b[Aa]uf (?=(?:{ISLANDS})\b)"
    return re.compile(
        rf"(?:\b{spoken.either('ranks')} |{filed}|{island}|{inside})(?P<town>{_NAME})(?!\w)"
    )


def venue_pattern(spoken: Language) -> re.Pattern[str]:
    """Return what names a house: a compound, or a noun with a name behind it."""
    ends = spoken.either("venues")
    capital = r" (?:[„“\"«])?[A-ZÄÖÜ][\w’'-]*(?:[“”\"»])?"
    link = r"(?: (?:am|an der|der|des|im|für))?"
    first = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*-?"
    own = rf"(?:{link}{capital}){{1,3}}"
    compound = rf"{_NO_HOUSE}{first}(?i:{ends})(?:{own})?"
    named = rf"(?=[A-ZÄÖÜ])(?i:{ends}){own}"
    after = rf"(?<!\w){spoken.either('venue after')} (?:[a-zäöüß]+e[nrs]? )?"
    return re.compile(rf"{after}(?P<name>{compound}|{named})(?!\w)")
