"""Goes through a text once and reads every date that one of the grammars knows."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from kg.extract import dates_en, dates_mt, dates_numeric, dates_zh
from kg.extract.dates_languages import grammar
from kg.extract.dates_readings import Pattern, Reading, either
from kg.model import Span, Text

SKIPPED: Final = frozenset({"nav", "legal", "noise"})
_WIDE_DIGITS: Final = {ord("０") + n: str(n) for n in range(10)}  # one to one, so offsets stay
_WIDE_DIGIT: Final = re.compile("[０-９]")
_HAN_WORDS: Final = (*dates_zh.WORDS.years, *dates_zh.WORDS.month_moves, *dates_zh.WORDS.days)
_HAN_FIRST: Final = "".join(sorted({word[0] for word in _HAN_WORDS}))
_LETTERS: Final = "A-Za-zÀ-ɏḀ-ỿЀ-ӿ"
_START: Final = re.compile(
    rf"[0-9]+|(?<![{_LETTERS}])[{_LETTERS}]+|[〇零○一二两三四五六七八九十廿]{{1,4}}\s?[年月日号號天]"
    rf"|(?=[{_HAN_FIRST}]){either(_HAN_WORDS)}|(?:[上下本这這]个?)?(?:周|星期)[一二三四五六日天]"
)
# Words too common to try every grammar at, unless something like a date goes on.
_COMMON: Final = frozenset(("the", "a", "of", "on", "from", "one", "end", *dates_en.WORDS.numbers))
_GOES_ON: Final = re.compile(
    r"\s(?:the\s)?(?:\d|days?\b|same|following|previous|next|end|beginning|start|middle|this|last|that)"
)
_ALL: Final = (
    *dates_en.PATTERNS, *dates_mt.PATTERNS, *dates_numeric.PATTERNS, *dates_zh.PATTERNS,
)  # fmt: skip


def plain(text: Text) -> str:
    """Return the clean text with ASCII digits, at the same offsets."""
    clean = text.clean
    return clean.translate(_WIDE_DIGITS) if _WIDE_DIGIT.search(clean) else clean


def readings(text: Text) -> tuple[Reading, ...]:
    """Return the readings of the article, in order, none overlapping; menus are skipped."""
    spans = tuple(block.span for block in text.blocks if block.kind not in SKIPPED)
    whole = (Span(0, len(text.clean)),)
    languages = frozenset({text.language, *(block.language for block in text.blocks)})
    return _scanned(plain(text), spans if text.blocks else whole, languages)


def read(passage: str) -> tuple[Reading, ...]:
    """Return the readings of a passage that is no document, in English, Chinese or digits."""
    return _scanned(passage, (Span(0, len(passage)),), frozenset())


@lru_cache(maxsize=2)  # publication and events are asked for one after the other
def _scanned(clean: str, spans: tuple[Span, ...], languages: frozenset[str]) -> tuple[Reading, ...]:
    grammars = _grammars(languages)
    return tuple(found for span in spans for found in _scan(clean, span, grammars))


class Grammars(NamedTuple):
    """Words that may begin a date, and what to try at digits, Latin and other letters."""

    words: frozenset[str]
    patterns: Mapping[str, tuple[Pattern, ...]]


@cache
def _grammars(languages: frozenset[str]) -> Grammars:
    more = [g for language in sorted(languages) if (g := grammar(language))]
    patterns = (*_ALL, *(pattern for g in more for pattern in g.patterns))
    kinds = {kind: tuple(p for p in patterns if kind in p.starts) for kind in "9a一"}
    starts = (*dates_en.STARTS, *(word for g in more for word in g.starts))
    firsts = (re.match(rf"[{_LETTERS}]+", word.lower()) for word in starts)
    return Grammars(frozenset(first[0] for first in firsts if first), kinds)


def _may_begin(clean: str, start: "re.Match[str]", words: frozenset[str]) -> str | None:
    """Return which patterns to try here: at digits, at a Latin word, at Chinese characters."""
    first = start[0][0]
    if first.isdigit():
        return "9"
    if "一" <= first <= "鿿" or first in "〇○":
        return "一"
    word = start[0].lower()
    if word not in words or (word in _COMMON and not _GOES_ON.match(clean, start.end())):
        return None
    return "a"


def _scan(clean: str, within: Span, grammars: Grammars) -> Iterator[Reading]:
    """Yield the longest reading at each place where a date may start."""
    at = within.start
    while start := _START.search(clean, at, within.end):
        at = start.end() if start[0].isascii() else start.start() + 1
        kind = _may_begin(clean, start, grammars.words)
        if kind is None:
            continue
        best: Reading | None = None
        for pattern in grammars.patterns[kind]:
            found = pattern.read(clean, start.start())
            if found and (best is None or found.span.end > best.span.end):
                best = found
        if best is not None:
            yield best
            at = best.span.end
