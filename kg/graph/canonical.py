"""Which things are one, as `graph/identity` has it, and as a commit is about to change it."""

from collections import defaultdict

from pyoxigraph import NamedNode, Quad

from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA


class StoredCanonical:
    """What `property` says in the identity graph: `ea:canonical`, or `ea:duplicateOf`."""

    def __init__(
        self, reader: Reader, namespace: Namespace, property: NamedNode = EA.canonical
    ) -> None:
        self._reader, self._property = reader, property
        self._graph = NamedNode(namespace.identity)
        self._known: dict[NamedNode, NamedNode | None] = {}

    def of(self, thing: NamedNode) -> NamedNode:
        return self._found(thing) or thing

    def has(self, thing: NamedNode) -> bool:
        """Tell whether anything is written down of a thing: no document names others."""
        return self._found(thing) is not None

    def written(self, thing: NamedNode) -> list[Quad]:
        """Return the quad that says what stands for a thing, if there is one."""
        found = self._found(thing)
        return [] if found is None else [Quad(thing, self._property, found, self._graph)]

    def _found(self, thing: NamedNode) -> NamedNode | None:
        if thing not in self._known:
            quads = self._reader.quads(thing, self._property, None, self._graph)
            found = (quad.object for quad in quads if isinstance(quad.object, NamedNode))
            self._known[thing] = next(found, None)
        return self._known[thing]

    def members(self, thing: NamedNode) -> frozenset[NamedNode]:
        quads = self._reader.quads(None, self._property, thing, self._graph)
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return frozenset(found | {thing} if self.of(thing) == thing else found - {thing})


class ChangedCanonical:
    """The same, but for what `stand` has changed."""

    def __init__(self, stored: StoredCanonical) -> None:
        self.stored = stored
        self.changes: dict[NamedNode, NamedNode] = {}
        self._arrived: dict[NamedNode, set[NamedNode]] = defaultdict(set)

    def stand(self, canonical: NamedNode, thing: NamedNode) -> None:
        """Let one thing stand for another from now on."""
        former = self.changes.get(thing)
        if former is not None:
            self._arrived[former].discard(thing)
        self.changes[thing] = canonical
        self._arrived[canonical].add(thing)

    def of(self, thing: NamedNode) -> NamedNode:
        return self.changes.get(thing) or self.stored.of(thing)

    def members(self, thing: NamedNode) -> frozenset[NamedNode]:
        stayed = {m for m in self.stored.members(thing) if m not in self.changes}
        return frozenset(stayed | self._arrived.get(thing, set()))

    def moving(self) -> list[NamedNode]:
        """Return the things for which something else stands than before."""
        return [thing for thing, now in self.changes.items() if self.stored.of(thing) != now]

    def moving_known(self) -> list[NamedNode]:
        """Return those of them that documents named before."""
        return [thing for thing in self.moving() if self.stored.has(thing)]
