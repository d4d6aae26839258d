"""Bodies in other languages that the words beside a name tell: legal forms, heads of parks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.extract.languages import Language
from kg.extract.names_lexicon import HEADS_EN, UNIT_CLASSES
from kg.extract.names_parts import BodyName
from kg.model import Span

ACADEMIC: Final = frozenset({"institute", "college", "laboratory", "centre", "station"})
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_UNTIL: Final = re.compile(
    rf"(?:(?: (?:del?|las?|los|el|y|e|d[aeo]s?|para|en|em))* {_CAPITAL}){{1,6}}"
    r"(?= \((?P<short>[A-ZÀ-Þ][\w’'/-]{2,20})\))"
)


def told_beside(text: str, sentence: Span, spoken: Language) -> Iterator[BodyName]:
    """Yield names before a legal form ("Amigos del Lago, A.C.") and of parks that have heads."""
    for form, noun in _forms(spoken):
        for match in form.finditer(text, sentence.start, sentence.end):
            group, kind = HEADS_EN[noun]
            words = tuple(match["name"].lower().split())
            yield BodyName(Span(*match.span("all")), group, kind, words, None, noun)


@cache
def _forms(spoken: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    link = f"(?:{spoken.either('of')}|{spoken.either('and')})"
    within = (
        " (?:für|zur|zum|im|of|for|and|&)" if spoken.code == "de" else f" {spoken.either('of')}"
    )
    name = rf"{_CAPITAL}(?:(?:{within})? {_CAPITAL}){{0,6}}"
    forms = [
        (re.compile(rf"(?<!\w)(?P<all>(?P<name>{name}),? (?:{form})(?!\w))"), noun)
        for form, noun in spoken.rows("suffixes")
    ]
    run = [
        (
            re.compile(
                rf"(?<!\w){spoken.either('run by')} (?P<all>{head} {link} (?P<name>{name}))"
            ),
            noun,
        )
        for head, noun in spoken.rows("run")
    ]
    bare = [
        (re.compile(rf"(?<!\w){spoken.either('run by')} (?P<all>{head} (?P<name>{name}))"), noun)
        for head, noun in spoken.rows("run")
    ]
    plain = rf"{_CAPITAL}(?:(?: {spoken.either('of')})? {_CAPITAL}){{0,5}}"
    called = [  # "a ONG Amigos da Serra"
        (re.compile(rf"(?<!\w)(?:{word}) [“\"]?(?P<all>(?P<name>{plain}))"), noun)
        for word, noun in spoken.rows("called")
    ]
    return (*forms, *run, *bare, *called)


def to_brackets(text: str, name: BodyName, head: re.Pattern[str]) -> BodyName:
    """Let a name run on to the brackets with its short form: "Red de Ríos y Gentes (Rerige)"."""
    match = _UNTIL.match(text, name.span.end)
    if match is None or match["short"][0] != text[name.span.start].upper():
        return name
    if head.search(text, name.span.end, match.end()):
        return name
    words = (word.lower() for word in re.findall(_CAPITAL, match.group()))
    return replace(name, span=Span(name.span.start, match.end()), words=(*name.words, *words))


def joined(
    text: str, names: Sequence[BodyName], link: re.Pattern[str], *, code: str
) -> Iterator[BodyName]:
    """Give units the body that follows them: "Directorate A of the Ministry B"."""
    later: BodyName | None = None
    for name in reversed(names):
        unit = name.group in UNIT_CLASSES or name.group == "bureau"
        unit = unit or (code == "es" and name.group in ACADEMIC and _is_university(later))
        if later is not None and unit and not name.entries and not name.place:
            between = text[name.span.end : later.span.start]
            if link.fullmatch(between):
                whole = Span(name.span.start, later.span.end)
                name = replace(name, span=whole, parent=later.span)
        yield name
        later = name


def _is_university(name: BodyName | None) -> bool:
    if name is None:
        return False
    return name.group == "university" or any(e.type == "university" for e in name.entries)


def any_case(word: str) -> str:
    """Return an expression for a head noun written small or with a capital, "ong" as ONG too."""
    parts = (rf"[{part[0].upper()}{part[0]}]{re.escape(part[1:])}" for part in word.split())
    if word == "ong":
        return "ONG|[Oo]ng"
    return r"\s".join(parts)
