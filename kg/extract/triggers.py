"""What announces an event: nouns and verbs per event type, and the verbs that bear a noun out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kg.extract.any_case import AnyCase
from kg.extract.languages import Language
from kg.extract.scene import Line, pattern
from kg.extract.triggers_lexicon import (
    EN_BEARS,
    EN_NOUNS,
    EN_VERBS,
    ZH_BEARS,
    ZH_NOUNS,
    ZH_VERBS,
)

Manner = Literal["noun", "verb"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words in a masked line that announce an event."""

    type: str
    manner: Manner
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    name: str
    expression: re.Pattern[str] | AnyCase
    rows: tuple[tuple[str, Manner], ...]
    bears: re.Pattern[str] | AnyCase

    def find(self, text: str) -> Iterator[Trigger]:
        for found in self.expression.finditer(text):
            number = int((found.lastgroup or "x0")[1:])
            kind, manner = self.rows[number]
            yield Trigger(kind, manner, found.start(), found.end(), f"{kind}.{self.name}")


_Rows = Iterable[tuple[str, str]]


def _lexicon(name: str, nouns: _Rows, verbs: _Rows, bears: str) -> _Lexicon:
    """Join a language's tables into one expression, so that a line is read once."""
    rows: list[tuple[str, Manner]] = []
    parts = []
    for table, manner in ((nouns, "noun"), (verbs, "verb")):
        for kind, source in table:
            parts.append(f"(?P<x{len(rows)}>{source})")
            rows.append((kind, "noun" if manner == "noun" else "verb"))
    either = "|".join(parts)
    if name == "zh":
        return _Lexicon(name, pattern(either), tuple(rows), pattern(bears))
    # English triggers begin with a letter: ends of words need not be tried.
    border = r"\b(?=\w)" if name == "en" else r"\b"
    bearing = AnyCase(rf"{border}(?:{bears})\b")
    return _Lexicon(name, AnyCase(rf"{border}(?:{either})"), tuple(rows), bearing)


_ZH: Final = _lexicon("zh", ZH_NOUNS, ZH_VERBS, ZH_BEARS)
_EN: Final = _lexicon("en", EN_NOUNS, EN_VERBS, EN_BEARS)
_NONE: Final = _lexicon("none", (("Other", "(?!)"),), (), "(?!)")


@cache
def _spoken(language: Language) -> _Lexicon:
    nouns, verbs = (
        [(kind, rf"(?:{source})(?:(?<=\s)|(?!\w))") for kind, source in language.rows(section)]
        for section in ("event nouns", "event verbs")
    )
    return _lexicon(language.code, nouns, verbs, language.either("bears"))


def find_triggers(line: Line) -> list[Trigger]:
    return list(_of(line).find(line.text))


def borne_out(line: Line, start: int, end: int) -> bool:
    """Whether a stretch of a line holds a verb of taking place."""
    return bool(_of(line).bears.search(line.text, start, end))


def _of(line: Line) -> _Lexicon:
    if line.cjk:
        return _ZH
    if line.spoken:
        return _spoken(line.spoken)
    return _EN if line.sentence.language.split("-")[0] in ("en", "und") else _NONE
