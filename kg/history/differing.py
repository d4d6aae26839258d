"""What two sets of statements have that the other has not, thing by thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, TypeAlias

from pyoxigraph import NamedNode

from kg.history.moves import Move, described
from kg.store.base import Reader
from kg.store.sorting import sorted_lines

Sign: TypeAlias = Literal["-", "+"]


@dataclass(slots=True)
class Difference:
    """Statements are N-Triples."""

    thing: str
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def between(before: Reader, after: Reader, view: NamedNode) -> Iterator[Move]:
    """Yield what the view of one store says differently from that of another."""
    old, new = (
        sorted_lines(quad.triple for quad in reader.quads(graph=view)) for reader in (before, after)
    )
    for each in differences(old, new):
        removed, added = (
            [line.partition(" ")[2].removesuffix(" .") for line in lines]
            for lines in (each.removed, each.added)
        )
        kept = described(each.thing, after, view).difference(added)
        yield Move(each.thing, tuple(removed), tuple(added), tuple(sorted(kept)))


def differences(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Difference]:
    """Yield what differs between two sorted sets of lines."""
    changed = ((line.decode().rstrip("\n"), sign) for line, sign in _changed(before, after))
    for subject, lines in groupby(changed, key=lambda pair: pair[0].partition(" ")[0]):
        difference = Difference(subject.strip("<>"))
        for line, sign in lines:
            (difference.added if sign == "+" else difference.removed).append(line)
        yield difference


def _changed(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[tuple[bytes, Sign]]:
    """Merge two sorted sets of lines, leaving out what both have."""
    olds, news = iter(before), iter(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if old == new:
            old, new = next(olds, None), next(news, None)
        elif new is None or (old is not None and old < new):
            yield old or b"", "-"
            old = next(olds, None)
        else:
            yield new, "+"
            new = next(news, None)
