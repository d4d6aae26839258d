"""The record of each document graph: a function of its content."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA, FOAF, VOID


def record(document: DocumentGraph, namespace: Namespace) -> Iterator[Quad]:
    """Yield the record of a graph.

    Shape: <graph> foaf:primaryTopic <document> ; ea:contentDigest … ; ea:pipelineVersion … ;
                   void:triples n ; ea:rejectedFrames n .
    """
    graph, catalog = NamedNode(document.graph), NamedNode(namespace.catalog)
    for predicate, value in (
        (FOAF.primaryTopic, NamedNode(namespace.thing("document", document.key))),
        (EA.contentDigest, Literal(document.digest)),
        (EA.pipelineVersion, Literal(document.pipeline)),
        (VOID.triples, Literal(document.nquads.count(b"\n"))),
        (EA.rejectedFrames, Literal(len(document.rejected))),
    ):
        yield Quad(graph, predicate, value, catalog)


class Untouched:
    """The graphs of the documents that a change leaves as they are."""

    def __init__(self, namespace: Namespace, touched: Iterable[NamedNode]) -> None:
        self._documents = namespace.document_graph("")
        self._touched = frozenset(touched)

    def holds(self, quad: Quad) -> bool:
        graph = quad.graph_name
        return (
            isinstance(graph, NamedNode)
            and graph.value.startswith(self._documents)
            and graph not in self._touched
        )


def active_graphs(reader: Reader, namespace: Namespace) -> Iterator[NamedNode]:
    """Yield the graphs of all documents that the store holds."""
    for quad in reader.quads(None, FOAF.primaryTopic, None, NamedNode(namespace.catalog)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject
