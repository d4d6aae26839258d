"""What became of things that there are no more: `graph/identity`.

What is gone keeps its
IRI: it is replaced by its successor, or, when its document was removed, marked as deprecated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.canonical import StoredCanonical
from kg.graph.catalog import Untouched
from kg.graph.content import ENTITY_KINDS, Content, is_made_from_documents
from kg.iris import SEPARATOR, Namespace, fold
from kg.store.base import Reader
from kg.terms import DCTERMS, EA, OWL

_KEY: Final = EA.key


class Things:
    """What one document graph speaks of."""

    def __init__(self, content: Content, namespace: Namespace) -> None:
        self.entities: set[NamedNode] = set()
        self.lasting: set[NamedNode] = set()  # made from documents: their IRIs lead on for ever
        self.keys: dict[NamedNode, str] = {}
        self.by_key: dict[str, NamedNode] = {}
        named: set[NamedNode] = set(content.mentioned)
        for subject, predicate, object in content.statements:
            named.add(subject)
            if isinstance(object, NamedNode):
                named.add(object)
            elif predicate == _KEY:
                self.keys[subject] = object.value
                self.by_key[object.value] = subject
        for term in named:
            if local := namespace.split(term.value):
                if local[0] in ENTITY_KINDS:
                    self.entities.add(term)
                if is_made_from_documents(*local):
                    self.lasting.add(term)


@dataclass(frozen=True, slots=True)
class Departure:
    """A document whose graph goes, and the document that takes its place, if any."""

    document: NamedNode
    things: Things
    heir: NamedNode | None = None
    heirs_things: Things | None = None

    def successor(self, thing: NamedNode) -> NamedNode | None:
        """Return what stands for a thing that is gone: its like in the heir, else the heir."""
        if self.heirs_things is None or self.heir is None:
            return None
        key = self.things.keys.get(thing, "")
        old, new = self.things.keys.get(self.document), self.heirs_things.keys.get(self.heir)
        if key and old and new and thing != self.document:
            parts = [fold(new) if part == fold(old) else part for part in key.split(SEPARATOR)]
            return self.heirs_things.by_key.get(SEPARATOR.join(parts), self.heir)
        return self.heir


class IdentityDelta:
    """What documents that come or go change in `graph/identity`."""

    def __init__(
        self,
        reader: Reader,
        namespace: Namespace,
        departures: Sequence[Departure],
        arriving: Mapping[NamedNode, Things],
    ) -> None:
        self._reader = reader
        self._graph = NamedNode(namespace.identity)
        self._departures = departures
        self._present = {
            thing for things in arriving.values() for thing in things.entities | things.lasting
        }
        documents = (*arriving, *(each.document for each in departures))
        keys = (document.value.rpartition("/")[2] for document in documents)
        touched = (NamedNode(namespace.document_graph(key)) for key in keys)
        self._is_other = Untouched(namespace, touched).holds

    @cached_property
    def gone(self) -> set[NamedNode]:
        """Return the entities that no document names any more."""
        return {thing for thing in self._ended if thing in self._ended[thing].things.entities}

    def changes(self, canonical: StoredCanonical) -> tuple[set[Quad], set[Quad]]:
        """Return what is written down of successors, and what is so no more."""
        deleted = {
            quad
            for thing in self._present
            if not canonical.has(thing)  # then it was there all the time
            for quad in self._reader.quads(thing, graph=self._graph)
            if quad.predicate in (DCTERMS.isReplacedBy, OWL.deprecated)  # it is back
        }
        inserted = set[Quad]()
        for thing, departure in self._ended.items():
            inserted |= self._end(departure, thing)
        return deleted, inserted

    @cached_property
    def _ended(self) -> dict[NamedNode, Departure]:
        """Return what nobody names any more, with the document that was the last to do so."""
        found: dict[NamedNode, Departure] = {}
        seen = set(self._present)
        for departure in self._departures:
            things = departure.things.entities | departure.things.lasting
            for thing in things - seen:
                if not self._is_named_elsewhere(thing):
                    found[thing] = departure
            seen |= things
        return found

    def _end(self, departure: Departure, thing: NamedNode) -> set[Quad]:
        if thing not in departure.things.lasting:
            return set()
        if successor := departure.successor(thing):
            return {Quad(thing, DCTERMS.isReplacedBy, successor, self._graph)}
        return {Quad(thing, OWL.deprecated, Literal(True), self._graph)}

    def _is_named_elsewhere(self, thing: NamedNode) -> bool:
        quads = chain(self._reader.quads(thing), self._reader.quads(object=thing))
        return any(map(self._is_other, quads))
