"""Triples without blank nodes and nested triples: all that document graphs and the view hold."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad


class Statement(NamedTuple):
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal

    def quad(self, graph: NamedNode) -> Quad:
        return Quad(self.subject, self.predicate, self.object, graph)


def statements(quads: Iterable[Quad]) -> Iterator[Statement]:
    """Yield the triples of `quads`, passing over blank nodes and nested triples."""
    for quad in quads:
        subject, object = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(object, (NamedNode, Literal)):
            yield Statement(subject, quad.predicate, object)
