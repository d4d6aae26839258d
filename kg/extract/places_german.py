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
    "|ik|ie|iv|e|umfeld|vorfeld|sfeld|wald|amt|park|garten|haus|zentrum|gebiet|raum|bau|land"
)
_PLURALS: Final = "innen|ungen|heiten|keiten|schaften|tionen|ern|eln|en"
# Endings that hardly a common noun has.
_TOWN_ENDS: Final = (
    "ingen|hausen|kirchen|felden|hafen|haven|münden?|staden|hagen|wangen|baden|bergen|kirch"
    "|saarbrücken|zweibrücken|brück|leben|weiler|sachsen|bremen|zabern|aachen|emden|verden|dresden|gallen|luzern"
    "|bern|siegen|hameln|meißen|hofen|sassen|itzen|nitz|witz|litz|ritz|stedt|büttel|furt|reuth"
    "|rode|roda|zell|walde|burg|born|stetten|heim|ow|kow|beck|husen|borstel|wedel|loh|rath|ach"
    "|egg|eck|nau|sau|tau|kau|lau|bruck|fels|ried|holm|köping|borg|sund|by|stad|berga"
    "|grad|gorod|burgh|ville|mouth|ford|ton|bury|minster|holmen|havn|dam|voort|hoven|wijk"
)
_COMMON_ENDS: Final = (
    "altersheim|wohnheim|tierheim|pflegeheim|geheim|daheim|hauptstadt|innenstadt|altstadt|bach"
    "|fach|dach|sprach|bauern|see|stau|ufersee|gestein|baustein|meilenstein|grundstein|kalkstein"
    "|sandstein|ton|karton|beton|plankton|sediment|dreieck|viereck|grund|fund|bund|mund|hund|rund"
    "|zweck|fleck|schreck|show|gelingen|springen|hobby|tierleben|pflanzenleben|bodenleben"
    "|arbeitsleben|berufsleben|zusammenleben|seehafen|flughafen|binnenhafen|fischereihafen"
    "|yachthafen|heimathafen|weinbergen|unbehagen|tagebau|erstau|aufstau|einstau"
)
_COMMON: Final = (
    "Kraft|Anspruch|Angriff|Betracht|Bezug|Bau|Rechnung|Teilen|Gang|Gruppen|Summe|Europa|Deutsch"
    "|Englisch|Planung|Hause|Haus|Abschluss|Ablauf|Angaben|Ansicht|Maßgabe|Vorbild|Plan|Wunsch"
    "|Stand|Vertretung|Absprache|Rücksprache|Bedarf|Eingang|Erhalt|Auskunft|Artikel|Paragraf"
    "|Internet|Medien|Praxis|Schulen|Wort|Bild|Ton|Schritt|Hinblick|Zukunft|Gegenwart|Begleitung"
    "|Absicht|Bund|Freien|Gefahr|Ordnung|Sachen|Sache|Zusammenhang|Form|Wasser|Luft|Not|Verzug"
    "|Brand|Aussicht|Aktion|Erinnerung|Frieden|Freiheit|Wirklichkeit|Beschlag|Kauf|Umlauf|Verkehr"
    "|Nord|Süd|Ost|West|Norden|Süden|Osten|Westen|Mai|April|Juni|Juli|August|Wien-|Anwesenheit"
    "|Gegenwart|Trägerschaft|Eigenregie|Abwesenheit|Präsenz|Prüfung|Auftrag|Verbindung|Vorort|Saal"
    "|Raum|Gebäude|Sitzungssaal|Person|Echtzeit|Personalunion|Bälde|Kürze|Bayern|Teilzeit|Uniform"
    "|Flammen|Scharen|Stein|Holz|Beton|Zürichsee|Schlössern|Wäldern|Mooren|Flüssen|Seen|Gärten"
)
# Towns that the news of environmental bodies is often from.
_TOWNS: Final = (
    "Kassel|Göttingen|Osnabrück|Greifswald|Rostock|Stralsund|Wismar|Schwerin|Lübeck|Kiel|Flensburg"
    "|Husum|Tönning|Büsum|Cuxhaven|Emden|Norden|Wilhelmshaven|Oldenburg|Bremerhaven|Stade|Celle"
    "|Lüneburg|Hildesheim|Braunschweig|Wolfsburg|Goslar|Hameln|Münster|Bielefeld|Paderborn|Detmold"
    "|Dortmund|Essen|Bochum|Duisburg|Wuppertal|Düsseldorf|Köln|Bonn|Aachen|Trier|Koblenz|Mainz"
    "|Worms|Speyer|Kaiserslautern|Saarbrücken|Wiesbaden|Darmstadt|Gießen|Marburg|Fulda|Wetzlar"
    "|Frankfurt|Hanau|Heidelberg|Mannheim|Karlsruhe|Stuttgart|Tübingen|Ulm|Freiburg|Konstanz"
    "|Ravensburg|Lindau|Kempten|Augsburg|München|Freising|Regensburg|Passau|Landshut|Straubing"
    "|Rosenheim|Berchtesgaden|Garmisch-Partenkirchen|Nürnberg|Erlangen|Bamberg|Bayreuth|Hof|Coburg"
    "|Würzburg|Schweinfurt|Aschaffenburg|Ansbach|Jena|Weimar|Erfurt|Gotha|Eisenach|Suhl|Gera|Leipzig"
    "|Dresden|Chemnitz|Zwickau|Görlitz|Bautzen|Freiberg|Pirna|Meißen|Halle|Magdeburg|Dessau"
    "|Dessau-Roßlau|Wittenberg|Stendal|Wernigerode|Potsdam|Cottbus|Eberswalde|Angermünde|Neuruppin"
    "|Rathenow|Lenzen|Templin|Neustrelitz|Müritz|Prerow|Zingst|Wien|Graz|Linz|Salzburg"
    "|Innsbruck|Klagenfurt|Villach|Bregenz|Eisenstadt|Krems|Melk|Steyr|Wels|Leoben|Admont|Lienz"
    "|Mittersill|Hainburg|Orth|Neusiedl|Illmitz|Zürich|Bern|Basel|Genf|Lausanne|Luzern|Winterthur"
    "|Chur|Davos|Zernez|Aarau|Solothurn|Olten|Biel|Thun|Schaffhausen|Zug|Sion|Sitten|Bellinzona"
    "|Lugano|Neuenburg|Birmensdorf|Wädenswil|Vaduz|Bozen|Meran|Brixen|Bruneck|Straßburg|Eupen|Kufstein|Kitzbühel"
    "|Schwaz|Reutte|Landeck|Imst|Galtür|Dornbirn|Bludenz|Mödling|Tulln|Amstetten|Spittal|Liezen"
)
_ACCENTS: Final = "éèêáàâíìîóòôúùûščžćđęąłńśźżěřůýőűăîșțøåæñãõçğış"
_NAME: Final = (
    r"(?:(?:Bad|Sankt|St\.|Groß|Klein|Neu|Alt|Burg|Schloss) )?[A-ZÄÖÜŠČŽĆŁŚŻØÅÉ]"
    rf"[a-zäöüß{_ACCENTS}]{{2,}}(?:-[A-ZÄÖÜ][a-zäöüß]+)*(?: (?:am|an der|im|ob der|in der|vor der"
    r"|auf der|bei) [A-ZÄÖÜ][a-zäöüß]+)?"
)
_MONTH: Final = r"(?: [A-ZÄ][a-zä]{2,8}\.?)?"
_MONTHS: Final = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
_DAY: Final = (
    rf"(?:am |vom |ab |den )?\d{{1,2}}\.(?:{_MONTH}(?: \d{{4}})?|\d{{1,2}}\.(?:\d{{2,4}})?)"
)
# What is done in a town, right behind it.
_DONE: Final = (
    r"(?:statt\b|stattfinde\w*|stattf[aä]nd\w*|stattgefunden|zusammen\w*|tag(?:t|te|ten|en)\b|getagt"
    r"|(?:an|weiter|ein)?ge(?:reist|troffen|kommen|flogen)|eingetroffen|unterzeichnet\w*|eröffnet\w*"
    r"|eingeweiht|veranstaltet\w*|ausgerichtet|abgehalten|empfangen|begrüßt|begonnen|gestartet"
    r"|geladen|eingeladen|fortgesetzt|ein\b|zu Ende|zu Gast|zu Besuch)"
)
# A name whose form or neighbours show that it is a town.
_TOLD: Final = (
    rf"(?=(?:{_TOWNS})\b(?!-)|(?!\w*(?:{_COMMON_ENDS})\b)[\w-]*\w{{2}}(?:{_TOWN_ENDS})\b"
    rf"|Bad |St\. |Sankt |\w*[{_ACCENTS}]|\w+ (?:am|an der|ob der|vor der) [A-ZÄÖÜ]"
    rf"|(?!\w*(?:{_ABSTRACT}|{_PLURALS})\b){_NAME}"
    rf"(?:,? {_DAY}| {_DONE}| (?:die|das|den|dem|eine?[mn]?) [a-zA-ZÄÖÜ]"
    rf"| \((?:[A-ZÄÖÜ][\w-]+|[A-Z]{{1,3}})\)))"
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
    filed_day = r", (?:den |am )?\d{1,2}\. ?(?:[A-ZÄ][a-zä]{2,8}\.? |\d)| [–—] "
    filed = rf"(?m:^)(?={_NAME}(?: \([^()\n]{{2,20}}\))?(?:{filed_day}))"
    no_noun = rf"(?!(?:{common}|{_COMMON})\b)"
    ends = rf"(?={_NAME}(?![\w-]| [A-ZÄÖÜ]))"
    inside = rf"\b(?:[Ii]n|[Nn]ach|[Bb]ei) {no_noun}{_TOLD}{ends}"
    plain = rf"(?!\w*(?:{_ABSTRACT}|{_PLURALS})\b){ends}"
    month = rf"(?:{_MONTHS})(?: \d{{4}})?"
    dated = rf"(?:{_DAY}|{month}) (?:in|nach) {no_noun}{plain}"
    travelled = (
        rf"\b(?:[Rr]eis\w*|[Ff](?:ahr|uhr)\w*|flog\w*|kam\w*|[Ee]xkursion) nach {no_noun}{plain}"
    )
    inside = rf"(?:{inside}|{dated}|{travelled})"
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
