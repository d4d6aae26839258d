"""What the index says of things, read from a checkpoint many at a time."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.query.names import choose
from kg.store.base import Reader

KINDS: Final = (
    "agency", "framework", "element", "agreement", "event", "series", "person", "place", "document",
)  # fmt: skip
_LANGUAGES: Final = ("en", "zh-hans")
_MOST_TEXT: Final = 20_000  # characters of a document's quotes

_CATALOG: Final = """SELECT ?graph ?digest ?pipeline { GRAPH <%s> {
  ?graph foaf:primaryTopic ?document ; ea:contentDigest ?digest ;
    ea:pipelineVersion ?pipeline } }"""
_EDITION: Final = "SELECT ?edition { GRAPH <%s> { <%s> ea:pipelineVersion ?edition } }"
_CURATED: Final = """SELECT ?thing {
  VALUES ?class { ea:Agency ea:Framework ea:FrameworkElement ea:Place ea:EventSeries }
  ?thing a ?class }"""
_TOUCHED: Final = """SELECT DISTINCT ?graph ?thing { VALUES ?graph { %s }
  { GRAPH ?graph { ?named ea:key ?key } } UNION { GRAPH ?graph { ?document ea:reports ?named } }
  UNION { GRAPH ?graph { ?event ea:place ?named } }
  GRAPH <%s> { ?named ea:canonical ?thing } }"""
_MERGED: Final = """SELECT ?thing ?canonical { GRAPH <%s> {
  ?thing ea:canonical ?canonical FILTER (?thing != ?canonical) } }"""
_DECIDED: Final = """SELECT ?decision ?when ?thing { GRAPH <%s> {
  ?decision dcterms:created ?when ; rdf:subject|rdf:object ?thing FILTER isIRI(?thing) } }"""
_NAMES: Final = """SELECT ?thing ?label ?is_preferred { VALUES ?thing { %s }
  { ?thing skos:prefLabel|dcterms:title ?label BIND (true AS ?is_preferred) }
  UNION { ?thing skos:altLabel|ea:abbreviation ?label BIND (false AS ?is_preferred) } }"""
_FACTS: Final = """SELECT ?thing ?sources ?day ?type ?place ?framework { VALUES ?thing { %s }
  { ?thing ea:sourceCount ?sources } UNION { ?thing ea:startsNotBefore|dcterms:issued ?day }
  UNION { ?thing ea:place|ea:jurisdiction ?place }
  UNION { ?thing ea:concerns|ea:underFramework ?framework }
  UNION { ?thing
    ea:eventType|ea:agreementType|ea:agencyKind|ea:frameworkKind|ea:placeKind ?type } }"""
_QUOTES: Final = """SELECT ?thing ?quote { VALUES ?thing { %s } ?thing dcterms:hasVersion ?version .
  GRAPH ?graph { ?span oa:hasSource ?version ; oa:exact|ea:normalizedText ?quote } }"""

T = TypeVar("T")


@dataclass(slots=True)
class Thing:
    """`weight` makes what many documents tell of stand before its namesakes."""

    iri: str
    kind: str
    name: str = ""
    other: str = ""
    names: list[str] = field(default_factory=list)
    text: str = ""
    sources: int = 0
    facets: set[tuple[str, str]] = field(default_factory=set)

    @property
    def weight(self) -> float:
        return 1.0 + math.log1p(self.sources) / 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What there is: documents by graph, and the edition of what is curated."""

    digests: dict[str, str]
    edition: str


def documents(reader: Reader, namespace: Namespace) -> Wanted:
    rows = reader.select(PREFIX_LINES + _CATALOG % namespace.catalog)
    digests = {
        _text(row["graph"]): f"{_text(row['digest'])} {_text(row['pipeline'])}" for row in rows
    }
    editions = reader.select(PREFIX_LINES + _EDITION % (namespace.catalog, namespace.view))
    edition = _text(editions[0]["edition"]) if editions else "none"
    return Wanted(digests, edition)


def merged(reader: Reader, namespace: Namespace) -> dict[str, str]:
    """Return what stands for each thing that does not stand for itself."""
    rows = reader.select(PREFIX_LINES + _MERGED % namespace.identity)
    return {_text(row["thing"]): _text(row["canonical"]) for row in rows}


def decided(reader: Reader, namespace: Namespace) -> set[tuple[str, str, str]]:
    """Return on which things people decided: decision, when, thing."""
    rows = reader.select(PREFIX_LINES + _DECIDED % namespace.decisions)
    return {(_text(r["decision"]), _text(r["when"]), _text(r["thing"])) for r in rows}


def curated(reader: Reader) -> list[str]:
    """Return the things of the authority data, whether a document tells of them or not."""
    found = (_text(row["thing"]) for row in reader.select(PREFIX_LINES + _CURATED))
    return [iri for iri in found if "/x-" not in iri]


def touched(
    reader: Reader, namespace: Namespace, graphs: Sequence[str]
) -> Mapping[str, Sequence[str]]:
    """Return the things that each document tells of, as they are called now."""
    found: dict[str, list[str]] = {graph: [] for graph in graphs}
    for some in batched(graphs, 20):
        query = _TOUCHED % (_nodes(some), namespace.identity)
        for row in reader.select(PREFIX_LINES + query):
            thing = _text(row["thing"])
            if _kind(namespace, thing):
                found[_text(row["graph"])].append(thing)
    for graph in graphs:
        found[graph].append(namespace.thing("document", graph.rpartition("/")[2]))
    return {graph: list(dict.fromkeys(iris)) for graph, iris in found.items()}


def things(reader: Reader, namespace: Namespace, iris: Sequence[str]) -> Iterator[Thing]:
    """Yield what is said of things in the view; those that have no name there are not there."""
    kinds = {iri: _kind(namespace, iri) for iri in iris}
    found = {iri: Thing(iri, kind) for iri, kind in kinds.items() if kind}
    labels: dict[str, list[Literal]] = {}
    nodes = _nodes(found)
    for row in reader.select(PREFIX_LINES + _NAMES % nodes):
        label, thing = row["label"], found[_text(row["thing"])]
        if isinstance(label, Literal):
            thing.names.append(label.value)
            if _text(row["is_preferred"]) == "true":
                labels.setdefault(thing.iri, []).append(label)
    for row in reader.select(PREFIX_LINES + _FACTS % nodes):
        thing = found[_text(row["thing"])]
        if "sources" in row:
            thing.sources = int(_text(row["sources"]))
        thing.facets |= set(_facets(row))
    told = _nodes(iri for iri, thing in found.items() if thing.kind == "document")
    for row in reader.select(PREFIX_LINES + _QUOTES % told) if told else ():
        thing = found[_text(row["thing"])]
        if len(thing.text) < _MOST_TEXT:
            thing.text += f"{_text(row['quote'])}\n"
    for iri, thing in found.items():
        if preferred := labels.get(iri):
            name = choose(preferred, _LANGUAGES)
            thing.name, thing.other = name.text, name.other or ""
            yield thing


def batched(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the values, so many at a time."""
    waiting = iter(values)
    while some := tuple(islice(waiting, size)):
        yield some


def _facets(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for facet in ("type", "place", "framework"):
        if facet in row:
            yield facet, _text(row[facet])
    if "day" in row:
        yield "year", _text(row["day"])[:4]


def _kind(namespace: Namespace, iri: str) -> str:
    parts = namespace.split(iri)
    return parts[0] if parts and parts[0] in KINDS else ""


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
