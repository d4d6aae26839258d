"""What the service says about itself: SPARQL 1.1 Service Description and VoID statistics.

Source: https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import StoreProblem
from kg.iris import PREFIXES, VOCABULARY, Namespace
from kg.query.formats import FORMATS, Format
from kg.store.base import Reader

_FORMATS_IRI: Final = "http://www.w3.org/ns/formats/"
_COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "documents": f"SELECT (COUNT(*) AS ?n) {{ ?d a <{VOCABULARY}Document> }}",
}
_CLASSES: Final = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES: Final = (
    "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
)


def _in(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


_TYPE: Final = _in("rdf", "type")


def describe(
    reader: Reader, namespace: Namespace, endpoint: str, *, is_managed: bool
) -> list[Triple]:
    """Return the description of the service at `endpoint` and of what it holds now."""
    return [*_service(namespace, endpoint, is_managed=is_managed), *_dataset(reader, endpoint)]


def serialized(triples: Iterable[Triple] | Iterable[Quad], form: Format) -> bytes:
    """Return RDF in a format of the table, with the usual prefixes."""
    engine: Any = form.engine
    return ox.serialize(triples, format=engine, prefixes=PREFIXES) or b""


def _service(namespace: Namespace, endpoint: str, *, is_managed: bool) -> Iterator[Triple]:
    service, dataset = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    yield Triple(service, _TYPE, _in("sd", "Service"))
    yield Triple(service, _in("sd", "endpoint"), NamedNode(endpoint))
    yield Triple(service, _in("sd", "supportedLanguage"), _in("sd", "SPARQL11Query"))
    update = f"{endpoint.removesuffix('/sparql')}/update"
    yield Triple(NamedNode(f"{endpoint}#update"), _TYPE, _in("sd", "Service"))
    yield Triple(NamedNode(f"{endpoint}#update"), _in("sd", "endpoint"), NamedNode(update))
    language = _in("sd", "SPARQL11Update")
    yield Triple(NamedNode(f"{endpoint}#update"), _in("sd", "supportedLanguage"), language)
    for form in FORMATS:
        if form.iri:
            yield Triple(service, _in("sd", "resultFormat"), NamedNode(_FORMATS_IRI + form.iri))
    yield Triple(service, _in("sd", "defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _in("sd", "Dataset"))
    default = NamedNode(f"{endpoint}#default-graph")
    yield Triple(dataset, _in("sd", "defaultGraph"), default)
    yield Triple(default, _TYPE, _in("sd", "Graph"))
    if is_managed:
        named = NamedNode(f"{endpoint}#view")
        yield Triple(dataset, _in("sd", "namedGraph"), named)
        yield Triple(named, _TYPE, _in("sd", "NamedGraph"))
        yield Triple(named, _in("sd", "name"), NamedNode(namespace.view))
        yield Triple(named, _in("sd", "graph"), default)


def _dataset(reader: Reader, endpoint: str) -> Iterator[Triple]:
    """Describe the default graph; nothing to say before the first load."""
    graph = NamedNode(f"{endpoint}#default-graph")
    try:
        counts = {name: _count(reader, query) for name, query in _COUNTS.items()}
        classes, properties = reader.select(_CLASSES), reader.select(_PROPERTIES)
    except StoreProblem:
        return
    yield Triple(graph, _TYPE, _in("void", "Dataset"))
    yield Triple(graph, _in("void", "vocabulary"), NamedNode(VOCABULARY))
    for name, count in counts.items():
        yield Triple(graph, _in("void", name), count)
    for row in classes:
        yield from _partition(endpoint, graph, "class", row["class"], row["n"])
    for row in properties:
        yield from _partition(endpoint, graph, "property", row["property"], row["n"])


def _partition(
    endpoint: str, graph: NamedNode, kind: str, term: object, count: object
) -> Iterator[Triple]:
    if not isinstance(term, NamedNode) or not isinstance(count, Literal):
        return
    total = "entities" if kind == "class" else "triples"
    part = NamedNode(f"{endpoint}#{kind}={term.value.replace('#', '/')}")
    yield Triple(graph, _in("void", f"{kind}Partition"), part)
    yield Triple(part, _in("void", kind), term)
    yield Triple(part, _in("void", total), count)


def _count(reader: Reader, query: str) -> Literal:
    found = reader.select(query)[0]["n"]
    return found if isinstance(found, Literal) else Literal(0)
