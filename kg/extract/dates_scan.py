"""Goes through a text once and reads every date that one of the grammars knows."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from kg.extract import dates_en, dates_mt, dates_numeric, dates_zh
from kg.extract.dates_languages import grammar
from kg.extract.dates_readings import Pattern, Reading, either
from kg.model import Span, Text

SKIPPED: Final = frozenset({"nav", "legal", "noise"})
_WIDE_DIGITS: Final = {ord("０") + n: str(n) for n in range(10)}  # one to one, so offsets stay
_HAN_WORDS: Final = (*dates_zh.WORDS.years, *dates_zh.WORDS.month_moves, *dates_zh.WORDS.days)
_HAN_FIRST: Final = "".join(sorted({word[0] for word in _HAN_WORDS}))
_ENGLISH: Final = (
    *dates_en.MONTHS, *dates_en.WEEKDAYS, *dates_en.WORDS.years, *dates_en.WORDS.month_moves,
    *dates_en.WORDS.days, *dates_en.WORDS.parts, "last", "this", "next", "earlier", "later",
)  # fmt: skip
_START: Final = (
    r"[0-9]+|[〇零○一二两三四五六七八九十廿]{1,4}\s?[年月日号號天]"
    rf"|(?=[{_HAN_FIRST}]){either(_HAN_WORDS)}|(?:[上下本这這]个?)?(?:周|星期)[一二三四五六日天]"
    r"|(?<![A-Za-z])(?=[A-Za-z])(?i:"
    rf"{either(_ENGLISH)}|(?:from\s|on\s)?the\s(?=\d)|from\s(?=\d)|of\s(?:this|last|next|that|the)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten)\sdays?\b)"
)
_ALL: Final = (
    *dates_en.PATTERNS, *dates_mt.PATTERNS, *dates_numeric.PATTERNS, *dates_zh.PATTERNS,
)  # fmt: skip


def plain(text: Text) -> str:
    """Return the clean text with ASCII digits, at the same offsets."""
    return text.clean.translate(_WIDE_DIGITS)


def readings(text: Text) -> tuple[Reading, ...]:
    """Return the readings of the article, in order, none overlapping; menus are skipped."""
    spans = tuple(block.span for block in text.blocks if block.kind not in SKIPPED)
    whole = (Span(0, len(text.clean)),)
    languages = frozenset({text.language, *(block.language for block in text.blocks)})
    return _scanned(plain(text), spans if text.blocks else whole, languages)


@lru_cache(maxsize=2)  # publication and events are asked for one after the other
def _scanned(clean: str, spans: tuple[Span, ...], languages: frozenset[str]) -> tuple[Reading, ...]:
    starts, patterns = _grammars(languages)
    return tuple(found for span in spans for found in _scan(clean, span, starts, patterns))


Dispatch = dict[str, tuple[Pattern, ...]]


@cache
def _grammars(languages: frozenset[str]) -> tuple[re.Pattern[str], Dispatch]:
    """Return where a date may start, and what to try there: at digits, Latin, other letters."""
    more = [g for language in sorted(languages) if (g := grammar(language))]
    starts = "|".join((_START, *(rf"(?<!\w)(?i:{g.starts})" for g in more)))
    patterns = (*_ALL, *(pattern for g in more for pattern in g.patterns))
    kinds = {kind: tuple(p for p in patterns if kind in p.starts) for kind in "9a"}
    return re.compile(starts), kinds | {"一": tuple(p for p in patterns if "一" in p.starts)}


def _kind(first: str) -> str:
    return "9" if first.isdigit() else "一" if "一" <= first <= "鿿" or first == "〇" else "a"


def _scan(
    clean: str, within: Span, starts: re.Pattern[str], patterns: Dispatch
) -> Iterator[Reading]:
    """Yield the longest reading at each place where a date may start."""
    at = within.start
    while start := starts.search(clean, at, within.end):
        best: Reading | None = None
        for pattern in patterns[_kind(start[0][0])]:
            found = pattern.read(clean, start.start())
            if found and (best is None or found.span.end > best.span.end):
                best = found
        if best is not None:
            yield best
        unread = start.end() if start[0].isdigit() else start.start() + 1
        at = best.span.end if best else unread
