"""The merged graph that queries see: every fact of the active documents once.

`rebuild` says what it is; kg.graph.delta keeps it so without reading it all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.authority import authority_quads
from kg.graph.catalog import active_graphs
from kg.graph.picks import DERIVED, group_of, settle
from kg.graph.statement import Statement, statements
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import DCTERMS, EA, vocabulary_quads

Contributions: TypeAlias = Mapping[NamedNode, frozenset[Statement]]  # by document graph

_EVIDENCE_KINDS: Final = ("claim", "span", "version")


def contribution(quads: Iterable[Quad], namespace: Namespace) -> frozenset[Statement]:
    """Return what one document graph adds to the view."""
    evidence = tuple(namespace.thing(kind, "") for kind in _EVIDENCE_KINDS)
    found = {
        statement
        for statement in statements(quads)
        if not statement.subject.value.startswith(evidence)
        and statement.predicate != DCTERMS.hasVersion
        and statement.predicate not in DERIVED
    }
    return frozenset(found | _shortcuts(found))


def _shortcuts(found: Iterable[Statement]) -> set[Statement]:
    """Return `event ea:hasParticipant agent` for each participation."""
    participations: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
    for subject, predicate, object in found:
        if predicate in (EA.inEvent, EA.participant) and isinstance(object, NamedNode):
            ends = participations.setdefault(subject, {EA.inEvent: [], EA.participant: []})
            ends[predicate].append(object)
    return {
        Statement(event, EA.hasParticipant, agent)
        for ends in participations.values()
        for event in ends[EA.inEvent]
        for agent in ends[EA.participant]
    }


@cache
def curated(namespace: Namespace) -> Mapping[NamedNode, frozenset[Statement]]:
    """Return what the vocabulary and the authority data say in the view, by subject."""
    view = NamedNode(namespace.view)
    quads = (*vocabulary_quads(view), *authority_quads(namespace))
    found: dict[NamedNode, set[Statement]] = {}
    for statement in statements(quad for quad in quads if quad.graph_name == view):
        found.setdefault(statement.subject, set()).add(statement)
    return {subject: frozenset(group) for subject, group in found.items()}


def rebuild(reader: Reader, namespace: Namespace) -> Iterator[Quad]:
    """Yield the whole view from scratch: the reference that the incremental way must equal."""
    contributions = {
        graph: contribution(reader.quads(graph=graph), namespace)
        for graph in active_graphs(reader, namespace)
    }
    said: dict[NamedNode, dict[NamedNode, set[Statement]]] = {}
    counts: Counter[NamedNode] = Counter()
    for graph, found in contributions.items():
        counts.update(reported(found))
        for statement in found:
            said.setdefault(statement.subject, {}).setdefault(graph, set()).add(statement)
    base, view = curated(namespace), NamedNode(namespace.view)
    published = Days(reader, namespace, contributions).published
    for subject in base.keys() - said.keys():
        yield from (each.quad(view) for each in base[subject])
    for subject, by_graph in said.items():
        everything = base.get(subject, frozenset()).union(*by_graph.values())
        single, is_contested = settle(by_graph, base.get(subject, ()), published)
        yield from (each.quad(view) for each in everything if not group_of(each))
        yield from (each.quad(view) for each in single)
        if is_contested:
            yield contested(subject).quad(view)
    for thing, count in counts.items():
        yield Quad(thing, EA.sourceCount, Literal(count), view)


def reported(contribution: Iterable[Statement]) -> set[NamedNode]:
    """Return the things that a document deals with."""
    return {
        object
        for _, predicate, object in contribution
        if predicate == EA.reports and isinstance(object, NamedNode)
    }


def contested(subject: NamedNode) -> Statement:
    """Return the mark of a thing whose sources differ."""
    return Statement(subject, EA.contested, Literal(True))


class Days:
    """On which day a document was published."""

    def __init__(self, reader: Reader, namespace: Namespace, contributions: Contributions) -> None:
        self._reader, self._namespace = reader, namespace
        self._contributions = contributions
        self._known: dict[NamedNode, str] = {}

    def published(self, graph: NamedNode) -> str:
        if graph not in self._known:
            self._known[graph] = min(self._issued(graph), default="")
        return self._known[graph]

    def _issued(self, graph: NamedNode) -> Iterator[str]:
        document = NamedNode(self._namespace.thing("document", graph.value.rpartition("/")[2]))
        stored = statements(self._reader.quads(document, DCTERMS.issued, None, graph))
        for subject, predicate, object in self._contributions.get(graph, stored):
            if subject == document and predicate == DCTERMS.issued:
                yield object.value
