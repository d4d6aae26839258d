"""What a name of a body consists of; what two names must share to be one body's."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.authority import Entry
from kg.model import Span

T = TypeVar("T")


@dataclass(slots=True)  # freezing would make the making take three times as long
class BodyName:
    """A name as the grammar reads it, before anything is linked or minted."""

    span: Span
    group: str  # class of its head noun, such as "bureau"; empty for a known name
    kind: str  # notation in agency-kind
    words: tuple[str, ...]  # content words without head, place and ranks; Chinese: one string
    place: str | None = None  # a label of the place in the name, or of the country of a demonym
    head: str = ""  # the head noun
    parent: Span | None = None  # the body that this is a unit of
    entries: tuple[Entry, ...] = ()  # what the authority data knows under this name
    plural: str | None = None  # the singular of a head that stands for several bodies
    english: str | None = None  # the words of a name in another language, if all are known
    listed: bool = False  # one of several bodies that share the words; write its name out
    rank: str = ""  # "provincial", 省 and the like, of a place that is named elsewhere


def longest_first(names: Sequence[BodyName]) -> list[BodyName]:
    """Keep of names that overlap the longer one; a known name before one just read."""
    kept: list[BodyName] = []
    for name in sorted(names, key=lambda n: (n.span.start - n.span.end, not n.entries)):
        if all(name.span.end <= k.span.start or k.span.end <= name.span.start for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.span)


class Cover:
    """Which stretches are taken; answers in logarithmic time, nested stretches included."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._outer: list[Span] = []
        start = end = -1
        for span in sorted(spans):
            if span.end > end:
                if span.start == start:
                    self._outer.pop()  # it begins as this one, and ends before
                self._outer.append(span)
                start, end = span
        self._starts = [span.start for span in self._outer]
        self._ends = [span.end for span in self._outer]

    def covers(self, span: Span) -> bool:
        """Is `span` inside one of the stretches?"""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]

    def is_outermost(self, span: Span) -> bool:
        """Is `span` itself one of the stretches that no other holds?"""
        at = bisect_left(self._starts, span.start)
        return at < len(self._outer) and self._outer[at] == span

    def overlaps(self, span: Span) -> bool:
        at = bisect_right(self._ends, span.start)
        return at < len(self._outer) and self._starts[at] < span.end


class BySentence(Generic[T]):
    """Things with a span, found again by the sentence they stand in."""

    def __init__(self, things: Iterable[T], span: Callable[[T], Span]) -> None:
        self._things = sorted(things, key=span)
        spans = [span(thing) for thing in self._things]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, sentence: Span) -> list[T]:
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end, first)
        if first == last:
            return []
        return [self._things[i] for i in range(first, last) if self._ends[i] <= sentence.end]
