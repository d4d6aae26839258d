"""Looking nothing up on things that nothing in the store names yet."""

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.graph.content import MADE_KINDS, Content
from kg.iris import Namespace
from kg.store.base import Reader, Solution, Term


class NewsReader:
    """Reads a store to which documents are added; `new` things are in none of its quads."""

    def __init__(self, reader: Reader, new: Collection[NamedNode]) -> None:
        self._reader, self._new = reader, new

    def select(self, query: str) -> list[Solution]:
        return self._reader.select(query)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        if subject in self._new or object in self._new:
            return iter(())
        return self._reader.quads(subject, predicate, object, graph)


def news(
    reader: Reader, namespace: Namespace, arriving: Iterable[Content], decided: Iterable[Quad]
) -> frozenset[NamedNode]:
    """Return what arriving documents make and nothing in the store names.

    What documents make is named by them alone, by what follows from them, and by decisions.
    """
    named = {quad.object for quad in decided}
    subjects = {statement.subject for content in arriving for statement in content.statements}
    return frozenset(
        thing
        for thing in subjects - named
        if (local := namespace.split(thing.value))
        and local[0] in MADE_KINDS
        and not any(reader.quads(thing))
    )
