"""Titles of laws, plans and treaties in German: compounds, and nouns with what they are about."""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span

_KINDS: Final = (
    (r"verordnung(?:en)?|gesetze?s?|gesetzbuch(?:e?s)?|richtlinien?|erlass(?:es)?", "law"),
    (r"konvention|übereinkommens?|vertrag(?:e?s)?(?<=staatsvertrag)", "convention"),
    (r"deklaration|charta", "declaration"),
    (
        r"(?:management|aktions|bewirtschaftungs|maßnahmen|schutz|rahmen|landes|vorsorge"
        r"|hochwasser)plan(?:e?s)?",
        "national-plan",
    ),
    (
        r"strategie|(?:arbeits|aktions|schutz|klimaschutz|rahmen|förder|sofort"
        r"|monitoring)programms?",
        "action-plan",
    ),
)
# Compounds that stand for no one law or plan.
_COMMON: Final = re.compile(
    r"(?:Rechts|Durchführungs|Ausführungs|Landes|Bundes|Rahmen|Natur|Änderungs|Einzel|Stamm|Muster"
    r"|Gesamt|Geschäfts|Kommunikations|Doppel|Erfolgs|Anpassungs|Unternehmens|Förder|Verwaltungs"
    r"|Umsetzungs|Gerichts|Jagd|Überlebens|Verhandlungs|Zeit|Stunden|Arbeits|Aktions|Maßnahmen"
    r"|Rahmen|Rahmenarbeits|Sofort|Landesentwicklungs|Management|Bewirtschaftungs|Schutz|Mehrjahres"
    r"|Jahres|Tages|Bundesrahmen|Klein|Raum|Gesetzes|Vor|Neben|Un|Haupt|Straf|Schul|Tagungs"
    r"|Rahmenprogramm|Kultur|Besuchs|Begleit|Abend|Exkursions|Veranstaltungs)"
    r"(?:verordnung|gesetz|richtlinie|strategie|konvention|plan|programm|erlass|vertrag"
    r"|arbeitsprogramm|förderprogramm|rahmenprogramm)(?:e?s|en)?$"
)
_FIRST: Final = r"[A-ZÄÖÜ][\wäöüß]{2,}(?:-[A-ZÄÖÜ]?[\wäöüß]+)*?-?"
_WORD: Final = r"[A-ZÄÖÜ][\wäöüß-]+"
_SMALL: Final = (
    r"(?:d(?:er|es|ie|as|en|em)|im|in|am|an|und|von|vor|mit|bei|auf|aus|sowie|für|zum|zur|zu|gegen)"
)
_ABOUT: Final = rf"(?:(?: {_SMALL}){{0,2}}(?: [a-zäöüß-]{{4,}}e[nrsm]?){{0,2}} {_WORD}){{1,8}}"
_ACT: Final = r"(?:EU-|Rahmen)?(?:Verordnung|Richtlinie|(?:Bundes|Landes)?[gG]esetz(?:es)?)"
_TREATY: Final = r"(?:Abkommens?|Übereinkommens?|Konvention|Vertrag(?:e?s)?|Vereinbarung)"
_DATED: Final = r"(?= (?:von|aus dem Jahre?) (?:19|20)\d\d| \([A-Z][A-Za-z]{2,9}\))"
_TITLES: Final = (
    *((re.compile(rf"(?<![\w-]){_FIRST}(?:{ends})(?![\w-])"), kind) for ends, kind in _KINDS),
    (re.compile(rf"(?<![\w-]){_ACT} (?:über|zum|zur|gegen|betreffend){_ABOUT}"), "law"),
    (re.compile(rf"(?<![\w-]){_TREATY} (?:über|zum|zur|gegen){_ABOUT}{_DATED}"), "treaty"),
)


def titles_german(text: str, sentence: Span) -> Iterator[tuple[Span, str]]:
    """Yield what laws, plans and treaties are called, with their kind."""
    for pattern, kind in _TITLES:
        for match in pattern.finditer(text, *sentence):
            if _COMMON.match(match.group()) is None:
                yield Span(*match.span()), kind
