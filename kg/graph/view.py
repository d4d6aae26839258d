"""The merged graph that queries see: every fact of the active documents once.

`rebuild` says what it is; kg.graph.delta keeps it so without reading it all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.authority import authority_quads
from kg.graph.catalog import active_graphs
from kg.graph.content import content, is_made_from_documents
from kg.graph.picks import Published, group_of, settle
from kg.graph.statement import Statement, statements
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import DCTERMS, EA, vocabulary_quads

Contributions: TypeAlias = Mapping[NamedNode, frozenset[Statement]]  # by document graph


@cache
def curated(namespace: Namespace) -> Mapping[NamedNode, frozenset[Statement]]:
    """Return what the vocabulary and the authority data say in the view, by subject."""
    view = NamedNode(namespace.view)
    quads = (*vocabulary_quads(view), *authority_quads(namespace))
    found: dict[NamedNode, set[Statement]] = {}
    for statement in statements(quad for quad in quads if quad.graph_name == view):
        found.setdefault(statement.subject, set()).add(statement)
    return {subject: frozenset(group) for subject, group in found.items()}


def curated_statements(subject: NamedNode, namespace: Namespace) -> frozenset[Statement]:
    """Return what the authority data says of one thing; reads it only for what it may list."""
    local = namespace.split(subject.value)
    if local and is_made_from_documents(*local):
        return frozenset()
    return curated(namespace).get(subject, frozenset())


def rebuild(reader: Reader, namespace: Namespace) -> Iterator[Quad]:
    """Yield the whole view from scratch: the reference that the incremental way must equal."""
    base, view = curated(namespace), NamedNode(namespace.view)
    touched: set[NamedNode] = set()
    for statement in merged(reader, namespace):
        touched.add(statement.subject)
        yield statement.quad(view)
    for subject in base.keys() - touched:
        yield from (each.quad(view) for each in base[subject])


def merged(reader: Reader, namespace: Namespace) -> Iterator[Statement]:
    """Yield all that the view says of whatever the documents say something of."""
    contributions = {
        graph: content(reader.quads(graph=graph), namespace).statements
        for graph in active_graphs(reader, namespace)
    }
    said: dict[NamedNode, dict[NamedNode, set[Statement]]] = {}
    counts: Counter[NamedNode] = Counter()
    for graph, found in contributions.items():
        counts.update(reported(found))
        for statement in found:
            said.setdefault(statement.subject, {}).setdefault(graph, set()).add(statement)
    published = Days(reader, namespace, contributions).published
    for subject in said.keys() | counts.keys():
        yield from _shown(subject, said.get(subject, {}), namespace, published)
        if counts[subject]:
            yield Statement(subject, EA.sourceCount, Literal(counts[subject]))


def _shown(
    subject: NamedNode,
    by_graph: Mapping[NamedNode, Iterable[Statement]],
    namespace: Namespace,
    published: Published,
) -> Iterator[Statement]:
    """Yield what the view says of a thing, but for the number of its sources."""
    base = curated_statements(subject, namespace)
    single, is_contested = settle(by_graph, base, published)
    yield from single
    yield from (each for each in base.union(*by_graph.values()) if not group_of(each))
    if is_contested:
        yield contested(subject)


def renewed(reader: Reader, namespace: Namespace) -> tuple[set[Statement], set[Statement]]:
    """Return what the view loses and gains when it takes on the curated data of this program.

    It looks at curated things alone; what documents say of them is in other graphs' quads.
    """
    view, documents = NamedNode(namespace.view), namespace.document_graph("")
    published = Days(reader, namespace, {}).published
    keyed = {quad.subject for quad in reader.quads(None, EA.key, None, view)}
    subjects = {s for s in keyed if isinstance(s, NamedNode) and _is_listed(s, namespace)}
    gone: set[Statement] = set()
    new: set[Statement] = set()
    for subject in subjects | curated(namespace).keys():
        by_graph: dict[NamedNode, set[Statement]] = {}
        for quad in reader.quads(subject):
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and graph.value.startswith(documents):
                by_graph.setdefault(graph, set()).update(statements([quad]))
        stored = set(statements(reader.quads(subject, None, None, view)))
        counted = {each for each in stored if each.predicate == EA.sourceCount}
        expected = {*_shown(subject, by_graph, namespace, published), *counted}
        gone |= stored - expected
        new |= expected - stored
    return gone, new


def _is_listed(subject: NamedNode, namespace: Namespace) -> bool:
    local = namespace.split(subject.value)
    return local is not None and not is_made_from_documents(*local)


def reported(found: Iterable[Statement]) -> set[NamedNode]:
    """Return the things that a document deals with."""
    return {
        object
        for _, predicate, object in found
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
