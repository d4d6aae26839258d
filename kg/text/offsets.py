"""Rewriting a text step by step without losing the way back to the original."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.model import Certainty, Edit, OffsetMap, Span, len_of

Piece = tuple[Span, Span]


class Patch(NamedTuple):
    """`text` is to stand where `span` of the present text stands."""

    span: Span
    text: str
    op: str
    certainty: Certainty = "exact"


def apart(patches: Iterable[Patch]) -> list[Patch]:
    """Return patches in order; the first, or the longest there, of those that overlap."""
    kept: list[Patch] = []
    for patch in sorted(patches, key=lambda patch: (patch.span.start, -patch.span.end)):
        if not kept or patch.span.start >= kept[-1].span.end:
            kept.append(patch)
    return kept


@dataclass(frozen=True, slots=True)
class View:
    """One state of a text under repair; `offsets` leads from it to the original."""

    text: str
    offsets: OffsetMap
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, raw: str) -> "View":
        return cls(raw, OffsetMap.identity(len(raw)))

    def patched(self, patches: Iterable[Patch]) -> "View":
        """Apply patches, which must be in order and must not overlap."""
        wanted = [p for p in patches if p.span.of(self.text) != p.text]
        if not wanted:
            return self
        step = OffsetMap(tuple(_pieces(wanted, len(self.text))))
        text = "".join(_parts(self.text, wanted))
        onward = turned(step)
        moved = [replace(edit, clean=onward.raw(edit.clean)) for edit in self.edits]
        fresh = list(_edits(wanted, self.offsets))
        edits = tuple(sorted(moved + fresh, key=lambda e: (e.clean, e.raw)))
        return View(text, compose(self.offsets, step), edits)

    def respelt(self, text: str) -> "View":
        """Put a text of the same length in place of this one, character for character."""
        if len(text) != len(self.text):
            raise ValueError("respelling changed the length")
        return View(text, self.offsets, self.edits)


def _pieces(patches: list[Patch], length: int) -> Iterator[Piece]:
    clean = raw = 0
    for span, text, _, _ in patches:
        if span.start > raw:
            same = span.start - raw
            yield Span(clean, clean + same), Span(raw, span.start)
            clean += same
        yield Span(clean, clean + len(text)), span
        clean, raw = clean + len(text), span.end
    if length > raw:
        yield Span(clean, clean + length - raw), Span(raw, length)


def _parts(text: str, patches: list[Patch]) -> Iterator[str]:
    at = 0
    for span, replacement, _, _ in patches:
        yield text[at : span.start]
        yield replacement
        at = span.end
    yield text[at:]


def _edits(patches: list[Patch], before: OffsetMap) -> Iterator[Edit]:
    shift = 0
    for span, text, op, certainty in patches:
        start = span.start + shift
        yield Edit(before.raw(span), Span(start, start + len(text)), op, certainty)
        shift += len(text) - len_of(span)


def turned(offsets: OffsetMap) -> OffsetMap:
    """Return the map of the other direction: its `raw` leads from raw spans to clean ones."""
    return OffsetMap(tuple((old, new) for new, old in offsets.pieces))


def compose(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """Return the map of two steps in one: `first` was made from raw, `second` from `first`.

    Cuts are made only where both steps know the position exactly; between two cuts a piece maps
    as a whole.
    """
    if all(clean == raw for clean, raw in first.pieces):  # nothing was rewritten yet
        return second
    raw_at, clean_at = _positions(first, middle=0), _positions(second, middle=1)
    marks = sorted(raw_at.keys() | clean_at.keys())
    raws = _at_marks(first.pieces, raw_at, marks, middle=0)
    cleans = _at_marks(second.pieces, clean_at, marks, middle=1)
    cuts = [(c, r) for c, r in zip(cleans, raws, strict=True) if c and r]
    return OffsetMap(tuple(_between(cuts)))


def _between(cuts: list[tuple[Span, Span]]) -> Iterator[Piece]:
    last: tuple[int, int] | None = None
    for clean, raw in cuts:
        if last and last != (clean.start, raw.start):
            yield Span(last[0], clean.start), Span(last[1], raw.start)
        if len_of(clean) or len_of(raw):
            yield clean, raw
        last = clean.end, raw.end


def _positions(offsets: OffsetMap, middle: int) -> dict[int, Span]:
    """Return, for each border in the middle text, where it lies in the other text.

    A stretch of the other text that has nothing in the middle lies at a border as a whole.
    """
    found: dict[int, Span] = {}
    for piece in offsets.pieces:
        inner, outer = piece[middle], piece[1 - middle]
        begin = found.get(inner.start, Span(outer.start, outer.start))
        found[inner.start] = Span(begin.start, begin.end)
        if inner.start == inner.end:
            found[inner.start] = Span(begin.start, outer.end)
        else:
            found[inner.end] = Span(outer.end, outer.end)
    return found or {0: Span(0, 0)}


def _at_marks(
    pieces: tuple[Piece, ...], known: dict[int, Span], marks: list[int], middle: int
) -> Iterator[Span | None]:
    """Yield the place of each mark in the other text; None inside a piece that maps as a whole."""
    ordered = iter(pieces)
    inner = outer = Span(0, 0)
    for mark in marks:
        if mark in known:
            yield known[mark]
            continue
        while mark >= inner.end:
            piece = next(ordered)
            inner, outer = piece[middle], piece[1 - middle]
        even = len_of(inner) == len_of(outer)
        place = outer.start + mark - inner.start
        yield Span(place, place) if even else None
