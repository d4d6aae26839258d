"""The classes of the vocabulary and the properties between them, laid out on a ring."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_WIDTH, _HEIGHT = 960, 620
_RADII: Final = 380, 255
_BOX: Final = 150, 30


class Node(NamedTuple):
    iri: str
    x: float
    y: float


class Line(NamedTuple):
    """A line between two classes, for all properties that lead from one to the other."""

    start: Node
    end: Node
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Coordinates are pixels of `width` by `height`; the class with most lines is in the middle."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    box: tuple[int, int] = _BOX

    @classmethod
    def of(
        cls, classes: Sequence[str], links: Iterable[tuple[list[str], list[str], str]]
    ) -> "Diagram":
        """Lay out classes and what links them: domains, ranges, and the property."""
        found: dict[tuple[str, str], list[str]] = {}
        for domains, ranges, name in links:
            for pair in ((one, other) for one in domains for other in ranges):
                if set(pair) <= set(classes):
                    found.setdefault(pair, []).append(name)
        degrees = Counter(iri for pair in found for iri in pair if pair[0] != pair[1])
        nodes = _placed([iri for iri, _ in degrees.most_common()])
        lines = (
            Line(nodes[one], nodes[other], tuple(names))
            for (one, other), names in found.items()
            if one != other
        )
        return cls(tuple(nodes.values()), tuple(lines))


def _placed(iris: Sequence[str]) -> dict[str, Node]:
    """Put the first one in the middle and the others around it."""
    if not iris:
        return {}
    middle, *others = iris
    placed = {middle: Node(middle, _WIDTH / 2, _HEIGHT / 2)}
    for at, iri in enumerate(others):
        angle = 2 * math.pi * at / len(others)
        x, y = math.cos(angle) * _RADII[0], math.sin(angle) * _RADII[1]
        placed[iri] = Node(iri, round(_WIDTH / 2 + x, 1), round(_HEIGHT / 2 + y, 1))
    return placed
