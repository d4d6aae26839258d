"""Goes through a text once and reads every date that one of the grammars knows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from kg.extract import dates_en, dates_mt, dates_numeric, dates_zh
from kg.extract.dates_languages import grammar
from kg.extract.dates_readings import Pattern, Reading, either
from kg.model import Span, Text
from kg.text.literals import literals
from kg.text.sifting import Sieve, automaton_of, found_by, lowered

SKIPPED: Final = frozenset({"nav", "legal", "noise"})
_WIDE_DIGITS: Final = {ord("０") + n: str(n) for n in range(10)}  # one to one, so offsets stay
_WIDE_DIGIT: Final = re.compile("[０-９]")
_HAN_WORDS: Final = (*dates_zh.WORDS.years, *dates_zh.WORDS.month_moves, *dates_zh.WORDS.days)
_LETTERS: Final = "A-Za-zÀ-ɏḀ-ỿЀ-ӿ"
_COUNTING: Final = "〇零○一二两三四五六七八九十廿"
_WEEK: Final = tuple(
    f"{which}{each}{week}"
    for which in ("", *"上下本这這")
    for each in (("", "个") if which else ("",))
    for week in ("周", "星期")
)
_NUMBER: Final = (
    rf"[0-9]+|[{_COUNTING}]{{1,4}}\s?[年月日号號天]"
    rf"|[{_COUNTING}]{{1,3}}[、和至到—-][{_COUNTING}]{{1,3}}[两兩]?[日号號]"
    rf"|{either(_HAN_WORDS)}|(?:[上下本这這]个?)?(?:周|星期)[一二三四五六日天末]"
)
# What `_NUMBER` may begin with.
_NUMBERS: Final = (*"0123456789", *_COUNTING, *_HAN_WORDS, *_WEEK)
_SPACES: Final = tuple(filter(str.isspace, map(chr, range(0x3001))))
# Words too common to try every grammar at, unless something like a date goes on.
_COMMON: Final = frozenset(("the", "a", "of", "on", "from", "for", "one", "end", *dates_en.COUNTED))
_GOES_ON: Final = re.compile(
    rf"\s(?:the\s)?(?:\d|{either(dates_en.ORDINALS)}\s|days?\b|same|following|previous|next|end"
    r"|beginning|start|middle|this|last|that)"
)
_BEYOND: Final = 200  # characters that a date may reach into the lines below
_ALL: Final = (
    *dates_en.PATTERNS, *dates_mt.PATTERNS, *dates_numeric.PATTERNS, *dates_zh.PATTERNS,
)  # fmt: skip


def plain(text: Text) -> str:
    """Return the clean text with ASCII digits, at the same offsets."""
    return _plain(text.clean)


@lru_cache(maxsize=2)
def _plain(clean: str) -> str:
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
    low = lowered(clean)
    automaton, begins, signs_of = _sought(languages)
    hits = sorted([(start, end, number) for number, start, end in found_by(automaton, low)])
    found: list[Reading] = []
    for span in spans:
        reach = span.end + _BEYOND
        signs, places = 1, dict[int, None]()
        for at, end, n in hits[bisect_left(hits, (span.start,)) : bisect_left(hits, (reach,))]:
            if end <= reach:
                signs |= signs_of[n]
            if begins[n] and at < span.end:
                places[at] = None
        if places:
            found.extend(_scan(clean, low, span, places, _bearing(languages, signs)))
    return tuple(found)


_SIEVE: Final = Sieve()


@cache
def _sign_of(regex: re.Pattern[str]) -> int:
    return _SIEVE.admit(literals(regex.pattern, regex.flags & ~re.UNICODE))


class Grammars(NamedTuple):
    """Where a date may begin, and what to try at digits, Latin and other letters."""

    words: frozenset[str]
    patterns: Mapping[str, tuple[Pattern, ...]]

    def bearing(self, signs: int) -> "Grammars":
        """Return what is worth trying in a text that bears some signs."""
        patterns = {
            kind: tuple(pattern for pattern in some if _sign_of(pattern.regex) & signs)
            for kind, some in self.patterns.items()
        }
        return Grammars(self.words if patterns["a"] else frozenset(), patterns)


@cache
def _grammars(languages: frozenset[str]) -> Grammars:
    more = [g for language in sorted(languages) if (g := grammar(language))]
    patterns = (*_ALL, *(pattern for g in more for pattern in g.patterns))
    kinds = {kind: tuple(p for p in patterns if kind in p.starts) for kind in "9a一"} | {"": ()}
    starts = (*dates_en.STARTS, *(word for g in more for word in g.starts))
    firsts = (re.match(rf"[{_LETTERS}]+", word.lower()) for word in starts)
    return Grammars(frozenset(first[0] for first in firsts if first), kinds)


@lru_cache(maxsize=1_024)
def _bearing(languages: frozenset[str], signs: int) -> Grammars:
    return _grammars(languages).bearing(signs)


@cache
def _starts(words: frozenset[str]) -> re.Pattern[str]:
    """Return an expression for all that may begin a date, in text in lower case."""
    if not words:
        return re.compile(_NUMBER)
    return re.compile(rf"{_NUMBER}|(?<![{_LETTERS}]){either(words)}(?![{_LETTERS}])")


def _kind(clean: str, start: "re.Match[str]") -> str | None:
    """Return which patterns to try here: at digits, at a Latin word, at Chinese characters."""
    first = start[0][0]
    if first.isdigit():
        return "9"
    if "一" <= first <= "鿿" or first in "〇○":
        return "一"
    return None if start[0] in _COMMON and not _GOES_ON.match(clean, start.end()) else "a"


class Sought(NamedTuple):
    """Words to look for: which of them may begin a date, and what patterns they are signs of."""

    automaton: AhoCorasick
    begins: tuple[bool, ...]
    signs: tuple[int, ...]


@cache
def _sought(languages: frozenset[str]) -> Sought:
    """Return what to look for; common words begin a date with a space behind them only."""
    grammars = _grammars(languages)
    wanted = reduce(or_, (_sign_of(p.regex) for some in grammars.patterns.values() for p in some))
    signs = {word: bits & wanted for word, bits in _SIEVE.bits.items() if bits & wanted}
    common = (word + space for word in grammars.words & _COMMON for space in _SPACES)
    begins = {*_NUMBERS, *(grammars.words - _COMMON), *common}
    words = sorted(begins | signs.keys())
    return Sought(
        automaton_of(words),
        tuple(word in begins for word in words),
        tuple(signs.get(word, 0) for word in words),
    )


def _scan(
    clean: str, low: str, within: Span, places: Iterable[int], grammars: Grammars
) -> Iterator[Reading]:
    """Yield the longest reading at each of the places where a date may start."""
    words, patterns = grammars
    if not any(patterns.values()):
        return
    starts, at = _starts(words), within.start
    for place in places:
        start = starts.match(low, place, within.end) if place >= at else None
        if start is None:
            continue
        at = start.end() if start[0].isascii() else place + 1
        best: Reading | None = None
        for pattern in patterns[_kind(clean, start) or ""]:
            match = pattern.regex.match(clean, place)
            if match is None or (best and match.end() <= best.span.end):
                continue
            found = pattern.read(clean, match)
            if found and (best is None or found.span.end > best.span.end):
                best = found
        if best is not None:
            yield best
            at = best.span.end
