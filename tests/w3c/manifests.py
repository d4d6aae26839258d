"""The test manifests of the W3C, as far as these suites need them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import SHARED
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SUITES = SHARED / "w3c" / "sparql"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True)
class Exchange:
    """A request and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]  # such as 2xx, Created
    boolean: bool | None
    format: str | None
    graph: str | None  # Turtle
    location: str | None


@dataclass(frozen=True)
class Case:
    name: str
    data: tuple[tuple[str, Path], ...]  # graphs to begin with
    exchanges: tuple[Exchange, ...]


def cases(*manifest: str) -> list[Case]:
    """Return the cases of a manifest, none where the suites are not there."""
    path = SUITES.joinpath(*manifest)
    if not path.exists():
        return []
    graph = Graph().parse(path, publicID=path.as_uri())
    return [_case(graph, node) for node in _all_of_type(graph)]


def _all_of_type(graph: Graph) -> list[Node]:
    kinds = (MF.ProtocolTest, MF.GraphStoreProtocolTest)
    return sorted(node for kind in kinds for node in graph.subjects(RDF.type, kind))


def _case(graph: Graph, node: Node) -> Case:
    data = tuple(
        (str(graph.value(each, RDFS_LABEL)), _path(graph.value(each, UT.graph)))
        for each in graph.objects(node, UT.graphData)
    )
    requests = graph.value(graph.value(node, MF.action), HT.requests)
    exchanges = tuple(_exchange(graph, each) for each in Collection(graph, requests))
    return Case(str(node).partition("#")[2], data, exchanges)


def _exchange(graph: Graph, node: Node) -> Exchange:
    answer = graph.value(node, HT.resp)
    boolean = graph.value(answer, MF.expectedBoolean)
    form = graph.value(answer, MF.expectedFormat)
    expected = graph.value(answer, HT.body)
    location = graph.value(answer, MF.expectedLocation)
    return Exchange(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        dict(_headers(graph, node)),
        _body(graph, node),
        frozenset(
            str(s).rpartition("#")[2].removeprefix("StatusCode")
            for s in graph.objects(answer, MF.expectedStatus)
        ),
        None if boolean is None else bool(boolean.toPython()),
        None if form is None else str(form),
        None if expected is None else str(graph.value(expected, CNT.chars)),
        None if location is None else str(location),
    )


def _headers(graph: Graph, node: Node) -> Iterator[tuple[str, str]]:
    headers = graph.value(node, HT.headers)
    if headers is not None:
        for each in Collection(graph, headers):
            yield str(graph.value(each, HT.fieldName)), str(graph.value(each, HT.fieldValue))


def _body(graph: Graph, node: Node) -> bytes | None:
    body = graph.value(node, HT.body)
    if body is None:
        return None
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def _path(iri: Node | None) -> Path:
    return Path(str(iri).removeprefix("file://"))
