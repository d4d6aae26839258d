"""Bodies in other languages that the words beside a name tell: legal forms, heads of parks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.extract.languages import Language
from kg.extract.names_lexicon import HEADS_EN
from kg.extract.names_parts import BodyName
from kg.model import Span

_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"


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
    name = rf"{_CAPITAL}(?:(?: {spoken.either('of')})? {_CAPITAL}){{0,6}}"
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
