"""Patterns that are tried only on texts that hold the letters they cannot do without.

Each pattern is parsed for literals of which every match holds at least one. One automaton finds
the literals of all patterns in a stretch of text, so that one pass tells which of a hundred
expressions are worth running there; most are not.
"""

import re
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Final, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation

from kg.model import Span
from kg.text.literals import Literals, beginnings, literals, matches_nothing, says_little

_Found: TypeAlias = tuple[int, int, re.Match[str]]

_ANYWHERE: Final = 1  # the bit of patterns without literals, which every text has
_EVERY: Final = -1  # all bits
_LONG: Final = 4_000  # longer stretches hold most literals anyway, and are not kept
_KEPT: Final = 512  # stretches, about as many as a document has sentences
# Ignoring case, these match letters whose lower case they are not.
_MEETS: Final = str.maketrans("ıſİ", "isi")
_ODD: Final = "ıſİ\u0307"
_APART: Final = "\0"  # between stretches that are looked at together
_HALVES: Final = re.compile("[\ud800-\udfff]")
_END: Final = (sys.maxsize, 0, None)


def automaton_of(words: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.ContiguousNFA)


def found_by(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Return (number of a word, where it begins, where it ends), those inside others too."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # half of a pair of surrogates
        return automaton.find_matches_as_indexes(_HALVES.sub("\ufffd", text), overlapping=True)


class _Kept(dict[str, tuple[int, str]]):
    """What is asked of a sieve, kept for the next pattern that asks."""

    def __init__(self, sieve: "Sieve") -> None:
        self._sieve = sieve

    def __missing__(self, text: str) -> tuple[int, str]:
        if len(text) > _LONG:
            return _EVERY, lowered(text).translate(_MEETS)
        if len(self) >= _KEPT:
            self.clear()
        low = text.lower()
        signs = self._sieve.signs(low)
        if signs == _EVERY:
            low = lowered(text).translate(_MEETS)
        self[text] = signs, low
        return signs, low


class Sieve:
    """An automaton of the literals of all patterns that it admitted so far."""

    def __init__(self) -> None:
        self.bits: dict[str, int] = dict.fromkeys(_ODD, _EVERY)
        self._patterns = 0
        self._automaton: AhoCorasick | None = None
        self._by_number: list[int] = []  # the bits of each literal of the automaton
        self.kept = _Kept(self)

    def admit(self, found: Literals | None) -> int:
        """Return the bit of a new pattern."""
        if found is None or any(map(says_little, found)):
            return _ANYWHERE
        self._patterns += 1
        bit = 1 << self._patterns
        for literal in found:
            self.bits[literal] = self.bits.get(literal, 0) | bit
        self._automaton = None
        self.kept.clear()
        return bit

    def signs(self, low: str) -> int:
        """Return the bits of the patterns of which a lower-case text holds a literal."""
        signs = _ANYWHERE
        for number, _, _ in found_by(self._ready(), low):
            signs |= self._by_number[number]
        return signs

    def signs_within(self, low: str, bounds: Sequence[int]) -> list[int]:
        """Return what `signs` gives for each part of a text; `bounds` are their ends."""
        signs = [_ANYWHERE] * len(bounds)
        part = 0
        for number, _, end in found_by(self._ready(), low):
            while end > bounds[part]:
                part += 1
            signs[part] |= self._by_number[number]
        return signs

    def sift(self, stretches: Iterable[str]) -> None:
        """Look at many stretches at once that will be asked about.

        Each on its own would find little of the automaton in the caches of the processor.
        """
        kept = self.kept
        if len(kept) >= _KEPT:
            kept.clear()
        fresh = [s for s in dict.fromkeys(stretches) if len(s) <= _LONG and s not in kept]
        joined = _APART.join(fresh)
        low = joined.lower()
        if len(low) != len(joined):
            return
        end = -1
        bounds = [end := end + 1 + len(each) for each in fresh]
        for text, bound, signs in zip(fresh, bounds, self.signs_within(low, bounds), strict=True):
            if signs != _EVERY:
                kept[text] = signs, low[bound - len(text) : bound]

    def _ready(self) -> AhoCorasick:
        if self._automaton is None:
            self._automaton = automaton_of(self.bits)
            self._by_number = list(self.bits.values())
        return self._automaton


def lowered(text: str) -> str:
    """Return `text` in lower case, but for the letters that would become two."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_SIEVE: Final = Sieve()
sift: Final = _SIEVE.sift


def stretch(text: str) -> tuple[int, str]:
    """Return which patterns may match a text, and the text in lower case at the same offsets."""
    return _SIEVE.kept[text]


class Sifted:
    """A pattern like those of `re`, tried where its literals stand; made once, as tables are."""

    def __init__(self, source: str, flags: int = 0, sieve: Sieve = _SIEVE) -> None:
        self.sign = sieve.admit(literals(source, flags))
        self._kept = sieve.kept
        self._written = source, flags

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(*self._written)  # many are never tried

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.expression.search(text, start, end) if self.may(text) else None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        return self.expression.finditer(text, start, end) if self.may(text) else iter(())

    def within(self, text: str, span: Span) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of a longer text."""
        return self.bearing(self._kept[text[span.start : span.end]][0], text, span)

    def bearing(self, signs: int, text: str, span: Span) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of a longer text that has some signs."""
        return self.expression.finditer(text, *span) if signs & self.sign else iter(())

    def may(self, text: str) -> bool:
        """Tell whether a text holds what every match needs."""
        return len(text) > _LONG or bool(self._kept[text][0] & self.sign)


def signs_of(patterns: Iterable[Sifted]) -> int:
    """Return bits of which `stretch` gives one to every text in which a pattern matches."""
    return reduce(or_, (pattern.sign for pattern in patterns))


class _Rows(dict[int, re.Pattern[str]]):
    """Patterns by number, each compiled when it is first tried: many never are."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = sources

    def __missing__(self, number: int) -> re.Pattern[str]:
        row = self[number] = re.compile(self._sources[number])
        return row


class Rows:
    """Patterns side by side; of those that match at the same place the earlier row wins.

    Finds what one expression would find that joins the rows by `|`. Rows for any case are tried
    where one of their beginnings stands; others, and rows that may begin with anything, are
    searched for in texts that hold their literals.
    """

    def __init__(self, sources: Sequence[str], *, any_case: bool = False) -> None:
        """Rows for `any_case` are in lower case, and read the text in lower case."""
        self._rows = _Rows(sources)
        self._bits: list[int] = []
        begins: list[Literals | None] = []
        for source in sources:
            if matches_nothing(source):
                raise ValueError(f"matches nothing at all: {source}")
            self._bits.append(_SIEVE.admit(literals(source)))
            begins.append(beginnings(source) if any_case else None)
        self._sign = reduce(or_, self._bits, 0)
        self._any_case = any_case
        self._searched = [number for number, words in enumerate(begins) if not words]
        self._by_signs: dict[int, tuple[int, ...]] = {}
        rows_of: dict[str, tuple[int, ...]] = {}
        for number, words in enumerate(begins):
            for word in words or ():
                rows_of[word] = (*rows_of.get(word, ()), number)
        self._of_word = list(rows_of.values())
        self._words = automaton_of(rows_of)

    def finditer(
        self,
        text: str,
        start: int = 0,
        end: int = sys.maxsize,
        among: Container[int] | None = None,
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield (number of the row, match), as if only the rows `among` those were there."""
        signs, low = _SIEVE.kept[text]
        return self.bearing(signs, low if self._any_case else text, start, end, among)

    def count(self, text: str) -> int:
        """Return how many matches a long text has, in lower case for rows in any case."""
        return sum(1 for _ in self._found(_EVERY, text, 0, len(text)))

    def bearing(
        self, signs: int, text: str, start: int, end: int, among: Container[int] | None = None
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield what is found in a stretch of a text that has some signs, as it is written."""
        return self._found(signs, text, start, end, among) if signs & self._sign else iter(())

    def _found(
        self, signs: int, text: str, start: int, end: int, among: Container[int] | None = None
    ) -> Iterator[tuple[int, re.Match[str]]]:
        waiting = [
            (found.start(), number, found)
            for number in self._worth_searching(signs & self._sign)
            if (among is None or number in among)
            and (found := self._rows[number].search(text, start, end))
        ]
        begun = self._begun(text, start, end, among) if self._of_word else []
        if not waiting:  # as mostly
            for place, row, found in begun:
                if place >= start:
                    yield row, found
                    start = found.end()
            return
        for at, number, match in [*begun, _END]:
            while waiting and (first := min(waiting))[:2] < (at, number):
                yield first[1:]
                start = first[2].end()
                waiting = self._later(waiting, text, start, end)
            if match is not None and at >= start:
                yield number, match
                start = match.end()
                waiting = self._later(waiting, text, start, end)

    def _worth_searching(self, signs: int) -> Sequence[int]:
        """Return the rows that are searched for in a text of some of their signs."""
        known = self._by_signs.get(signs)
        if known is None:
            if len(self._by_signs) >= _KEPT:
                self._by_signs.clear()
            known = tuple(number for number in self._searched if signs & self._bits[number])
            self._by_signs[signs] = known
        return known

    def _begun(self, text: str, start: int, end: int, among: Container[int] | None) -> list[_Found]:
        """Return the matches of rows at all places where one of their beginnings stands."""
        hits = found_by(self._words, text[start:end] if start or end < len(text) else text)
        places = sorted([(start + at, row) for word, at, _ in hits for row in self._of_word[word]])
        return [
            (at, row, match)
            for at, row in places
            if (among is None or row in among) and (match := self._rows[row].match(text, at, end))
        ]

    def _later(self, waiting: list[_Found], text: str, start: int, end: int) -> list[_Found]:
        return [
            (again.start(), row, again)
            for at, row, old in waiting
            if (again := old if at >= start else self._rows[row].search(text, start, end))
        ]
