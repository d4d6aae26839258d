"""A text cut into stretches: which facts rest on each, what it names, and how it was repaired.

All offsets count code points; nothing is left for a browser to count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.model import Span


class Repair(NamedTuple):
    """A damaged stretch of a text, and what it was read as."""

    span: Span
    text: str
    certainty: str  # restored or guessed


class Mention(NamedTuple):
    span: Span
    thing: str  # IRI


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text under the same marks."""

    text: str
    evidence: tuple[Span, ...] = ()  # the sentences it is part of
    thing: str | None = None
    anchor: int | None = None  # where a sentence begins
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a document that can be shown; all of it, or where sentences are."""

    start: int
    text: str


def windows(quotes: Iterable[tuple[Span, str]]) -> list[Window]:
    """Return the parts of a text that quotes let be known; those that touch are one."""
    found: list[Window] = []
    for span, text in sorted(quotes):
        last = found[-1] if found else None
        end = last.start + len(last.text) if last else -1
        if last is None or span.start > end:
            found.append(Window(span.start, text))
        elif span.end > end:
            found[-1] = Window(last.start, last.text + text[end - span.start :])
    return found


def marked(
    window: Window,
    evidence: Sequence[Span],
    mentions: Sequence[Mention] = (),
    repairs: Sequence[Repair] = (),
) -> list[Stretch]:
    """Cut a window wherever a mark begins or ends; its stretches together are its text."""
    first, last = window.start, window.start + len(window.text)
    whole = [span for span in evidence if first <= span.start and span.end <= last]
    named = [each for each in mentions if first <= each.span.start and each.span.end <= last]
    edges = {first, last, *(place for span in whole for place in span)}
    edges |= {place for each in named for place in each.span}
    kept = {r.span.start: r for r in _atomic(repairs, edges) if first <= r.span.start < last}
    edges |= {place for each in kept.values() for place in each.span if place <= last}
    begins = {span.start for span in whole}
    at_evidence, at_mentions = _Sweep(whole), _Sweep([each.span for each in named])
    things = {each.span: each.thing for each in named}
    stretches = []
    for start, end in pairwise(sorted(edges)):
        inside = at_mentions.covering(start)
        repair = kept.get(start)
        stretches.append(
            Stretch(
                window.text[start - first : end - first],
                tuple(at_evidence.covering(start)),
                things[min(inside, key=lambda span: span.end - span.start)] if inside else None,
                start if start in begins else None,
                repair if repair and repair.span.end == end else None,
            )
        )
    return stretches


def _atomic(repairs: Sequence[Repair], edges: set[int]) -> list[Repair]:
    """Return the repairs that no mark begins or ends within."""
    places = sorted(edges)
    found, at = [], 0
    for repair in sorted(repairs):
        while at < len(places) and places[at] <= repair.span.start:
            at += 1
        if repair.span.start < repair.span.end and (
            at == len(places) or places[at] >= repair.span.end
        ):
            found.append(repair)
    return found


class _Sweep:
    """Finds the spans over a place; places have to be asked for in ascending order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._waiting = sorted(set(spans), reverse=True)
        self._open: list[Span] = []

    def covering(self, place: int) -> list[Span]:
        while self._waiting and self._waiting[-1].start <= place:
            self._open.append(self._waiting.pop())
        self._open = [span for span in self._open if span.end > place]
        return sorted(self._open)
