"""What documents say, as people corrected it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import NamedNode

from kg.graph.content import content, is_evidence, shortcuts
from kg.graph.corrections import Corrections
from kg.graph.merging import Contribution
from kg.graph.statement import Statement, statements
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import DCTERMS, EA


class Documents:
    """The documents of a store but for those that a commit replaces or removes."""

    def __init__(
        self,
        reader: Reader,
        namespace: Namespace,
        corrections: Corrections,
        touched: Iterable[NamedNode] = (),
    ) -> None:
        self._reader, self._namespace, self._corrections = reader, namespace, corrections
        self._prefix = namespace.document_graph("")
        self._touched = frozenset(touched)
        self._corrected: dict[NamedNode, dict[NamedNode, list[tuple[Statement, bool]]]] = {}
        self._days: dict[NamedNode, str] = {}
        self._on: dict[NamedNode, list[tuple[NamedNode, Statement]]] = {}

    def contribution(self, graph: NamedNode) -> Contribution:
        """Return all that one document adds to the view."""
        found = content(self._reader.quads(graph=graph), self._namespace).statements
        return self._corrections.applied(graph, found) if found else Contribution(found)

    def graphs_of(self, subject: NamedNode) -> set[NamedNode]:
        """Return the graphs that say something of a thing."""
        graphs = (quad.graph_name for quad in self._reader.quads(subject))
        found = {g for g in graphs if isinstance(g, NamedNode) and self.holds(g)}
        return found | self._asserting(subject)

    def of(self, subject: NamedNode) -> Iterator[tuple[NamedNode, Statement, bool]]:
        """Yield what is said of a thing: graph, statement, and whether a person confirmed it."""
        corrected = self._asserting(subject)
        for quad in self._reader.quads(subject):
            graph = quad.graph_name
            if not isinstance(graph, NamedNode) or not self.holds(graph):
                continue
            if self._corrections.concern(graph):
                corrected.add(graph)
            else:
                for statement in statements([quad]):
                    yield graph, statement, False
        for graph in corrected:
            for statement, is_decided in self._as_corrected(graph).get(subject, ()):
                yield graph, statement, is_decided

    def state(self, statement: Statement) -> bool:
        """Tell whether any document says so."""
        for quad in self._reader.quads(*statement):
            graph = quad.graph_name
            if not isinstance(graph, NamedNode) or not self.holds(graph):
                continue
            if not self._corrections.concern(graph) or self._states(graph, statement):
                return True
        graphs = self._corrections.asserted.get(statement, ())
        return any(self._states(graph, statement) for graph in graphs if self.holds(graph))

    def speak_of(self, thing: NamedNode) -> Iterator[tuple[NamedNode, Statement]]:
        """Yield where a thing is the object, but for evidence."""
        corrected = self._asserting(thing)
        for quad in self._reader.quads(object=thing):
            graph = quad.graph_name
            if is_evidence(quad.subject, self._namespace):
                continue
            if isinstance(graph, NamedNode) and self.holds(graph):
                if self._corrections.concern(graph):
                    corrected.add(graph)
                else:
                    yield from ((graph, each) for each in statements([quad]))
        for graph in corrected:
            for found in self._as_corrected(graph).values():
                yield from ((graph, each) for each, _ in found if each.object == thing)

    def on(self, thing: NamedNode) -> list[tuple[NamedNode, Statement]]:
        """Return graph and statement of what names a thing, with all of participations in it."""
        if thing not in self._on:
            self._on[thing] = [*self._read_on(thing)]
        return self._on[thing]

    def _read_on(self, thing: NamedNode) -> Iterator[tuple[NamedNode, Statement]]:
        own = ((graph, statement) for graph, statement, _ in self.of(thing))
        parts: set[tuple[NamedNode, NamedNode]] = set()
        for graph, statement in chain(own, self.speak_of(thing)):
            yield graph, statement
            if statement.predicate in (EA.inEvent, EA.participant, EA.representing):
                parts.add((graph, statement.subject))
        for graph, part in parts:
            yield from ((g, each) for g, each, _ in self.of(part) if g == graph)

    def name(self, thing: NamedNode) -> bool:
        """Tell whether a document names a thing, in a mention at least."""
        quads = chain(self._reader.quads(thing), self._reader.quads(object=thing))
        graphs = (quad.graph_name for quad in quads)
        is_named = any(isinstance(graph, NamedNode) and self.holds(graph) for graph in graphs)
        return is_named or any(map(self._as_corrected, self._asserting(thing)))

    def are_decided(self, things: Iterable[NamedNode]) -> bool:
        """Tell whether people decided anything on these things."""
        return not self._corrections.subjects.isdisjoint(things)

    def holds(self, graph: NamedNode) -> bool:
        return graph.value.startswith(self._prefix) and graph not in self._touched

    def restricted(self, graph: NamedNode, said: Iterable[Statement]) -> Contribution:
        """Return part of what a document contributes, and what follows from that part."""
        found = frozenset(said)
        if not self._corrections.concern(graph):
            return Contribution(found | shortcuts(found))
        whole = self.contribution(graph)
        return Contribution((found & whole.said) | shortcuts(found), found & whole.decided)

    def published(self, graph: NamedNode) -> str:
        """Return the day on which a document was published, "" where it is unknown."""
        if graph not in self._days:
            document = self.document(graph)
            issued = self._reader.quads(document, DCTERMS.issued, None, graph)
            self._days[graph] = min((s.object.value for s in statements(issued)), default="")
        return self._days[graph]

    def document(self, graph: NamedNode) -> NamedNode:
        return NamedNode(self._namespace.thing("document", graph.value.rpartition("/")[2]))

    def graph(self, document: NamedNode) -> NamedNode:
        return NamedNode(self._namespace.document_graph(document.value.rpartition("/")[2]))

    def reports(self, document: NamedNode) -> set[NamedNode]:
        """Return what a document deals with; nothing for one that is not among these."""
        graph = self.graph(document)
        if not self.holds(graph):
            return set()
        if self._corrections.concern(graph):
            said = [statement for statement, _ in self._as_corrected(graph).get(document, ())]
        else:
            said = [*statements(self._reader.quads(document, EA.reports, None, graph))]
        return {
            object
            for _, predicate, object in said
            if predicate == EA.reports and isinstance(object, NamedNode)
        }

    def _asserting(self, thing: NamedNode) -> set[NamedNode]:
        return {
            graph for graph in self._corrections.asserted_of.get(thing, ()) if self.holds(graph)
        }

    def _states(self, graph: NamedNode, statement: Statement) -> bool:
        found = self._as_corrected(graph).get(statement.subject, ())
        return any(each == statement for each, _ in found)

    def _as_corrected(self, graph: NamedNode) -> dict[NamedNode, list[tuple[Statement, bool]]]:
        if graph not in self._corrected:
            found: dict[NamedNode, list[tuple[Statement, bool]]] = defaultdict(list)
            contribution = self.contribution(graph)
            for statement in contribution.all:
                is_decided = statement in contribution.decided
                found[statement.subject].append((statement, is_decided))
            self._corrected[graph] = found
        return self._corrected[graph]
