"""Counts solutions in what the engine writes, and ends a result after as many as asked for.

The engine's results cannot be cut or counted themselves; its TSV has one line for each solution.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

import pyoxigraph as ox

T = TypeVar("T")

_TSV: Final = ox.QueryResultsFormat.TSV
# Solutions in JSON begin so, but the first, and those that bind nothing; no string holds it:
# there the quote would be escaped, or end the string and stand before a comma or a bracket.
_NEXT_IN_JSON: Final = re.compile(rb'\},\{"[^,}]')


class TooManySolutions(Exception):
    """A result has more solutions or triples than the service allows."""


class _EnoughError(Exception):
    """As many solutions as asked for have been written."""


def bounded(form: ox.QueryResultsFormat, most: int) -> Callable[[bytes], None]:
    """Return what is shown block after block, and raises TooManySolutions at one too many.

    A block with fewer bytes than there is room for solutions is counted only if another follows.
    """
    count, found, before = counter(form), 0, b""

    def check(block: bytes) -> None:
        nonlocal found, before
        if before:
            found = count(before)
        before = block
        if found + len(block) > most:
            found, before = count(block), b""
            if found > most:
                raise TooManySolutions(f"the result has more than {most} solutions")

    return check


def counter(form: ox.QueryResultsFormat) -> Callable[[bytes], int]:
    """Return what tells, block after block, how many solutions there were up to here."""
    if form == ox.QueryResultsFormat.CSV:
        return _outside_quotes()
    return _marked(*_MARKS[form])


def _marked(mark: "re.Pattern[bytes]", length: int, found: int) -> Callable[[bytes], int]:
    tail = b""

    def count(block: bytes) -> int:
        nonlocal tail, found
        seen = tail + block
        found += len(mark.findall(seen))
        tail = seen[max(0, len(seen) - length + 1) :]
        return found

    return count


def _outside_quotes() -> Callable[[bytes], int]:
    is_quoted, found = False, -1  # the first line is the heading

    def count(block: bytes) -> int:
        nonlocal is_quoted, found
        parts = block.split(b'"')
        found += sum(part.count(b"\n") for part in parts[is_quoted::2])
        is_quoted ^= len(parts) % 2 == 0
        return found

    return count


class _Lines:
    """Takes lines up to a number, and no more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._found = 0

    def write(self, piece: bytes) -> int:
        self._parts.append(piece)
        self._found += piece.count(b"\n")
        if self._found > self._most:
            raise _EnoughError
        return len(piece)

    def flush(self) -> None:
        """Everything is here already."""

    def first(self) -> bytes:
        return b"".join(b"".join(self._parts).splitlines(keepends=True)[: self._most])


def first_solutions(solutions: Any, most: int) -> tuple[Any, bool]:
    """Return the first solutions as a result of its own, and whether there were more."""
    lines = _Lines(most + 1)  # the heading is one
    is_cut = False
    try:
        solutions.serialize(lines, _TSV)
    except _EnoughError:
        is_cut = True
    return ox.parse_query_results(lines.first(), format=_TSV), is_cut


def first_triples(triples: Iterable[T], most: int) -> tuple[list[T], bool]:
    """Return the first triples, and whether there were more."""
    rest = iter(triples)
    first = list(islice(rest, most))
    return first, next(rest, None) is not None


def counted(triples: Iterable[T], most: int) -> Iterator[T]:
    """Yield triples.

    Raises: TooManySolutions instead of the one that is too much.
    """
    for number, triple in enumerate(triples, 1):
        if number > most:
            raise TooManySolutions(f"the result has more than {most} triples")
        yield triple


# What marks a solution, its length, and what to add: a heading, or the first in JSON.
_MARKS: Final = {
    _TSV: (re.compile(rb"\n"), 1, -1),
    ox.QueryResultsFormat.XML: (re.compile(rb"<result>"), 8, 0),
    ox.QueryResultsFormat.JSON: (_NEXT_IN_JSON, 5, 1),
}
