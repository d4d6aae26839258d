"""What the index says of things, read from a checkpoint many at a time."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias, TypeVar

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.query.names import choose
from kg.store.base import Reader, value_of

KINDS: Final = (
    "agency", "framework", "element", "agreement", "event", "series", "person", "place", "document",
)  # fmt: skip
_TOLD: Final = ("agreement", "event", "person", "document")  # none of them is curated
_LANGUAGES: Final = ("en", "zh-hans")
_MOST_TEXT: Final = 200_000  # characters of a document

_PRESENT: Final = """SELECT DISTINCT ?thing {
  VALUES ?class { ea:Agency ea:Framework ea:FrameworkElement ea:Agreement ea:Event ea:EventSeries
    ea:Person ea:Place ea:Document }
  ?thing a ?class }"""
_NAMES: Final = """SELECT ?thing ?label ?is_preferred { VALUES ?thing { %s }
  { ?thing skos:prefLabel|dcterms:title ?label BIND (true AS ?is_preferred) }
  UNION { ?thing skos:altLabel|ea:abbreviation ?label BIND (false AS ?is_preferred) } }"""
_FACTS: Final = """SELECT ?thing ?sources ?day ?type ?date ?place ?framework ?agency {
  VALUES ?thing { %s }
  { ?thing ea:sourceCount ?sources } UNION { ?thing ea:startsNotBefore|dcterms:issued ?day }
  UNION { ?thing ea:dateEdtf|dcterms:issued ?date }
  UNION { ?thing ea:place|ea:jurisdiction ?place }
  UNION { ?thing ea:concerns|ea:underFramework ?framework }
  UNION { ?thing ea:hasParticipant|ea:party ?agency }
  UNION { ?thing
    ea:eventType|ea:agreementType|ea:agencyKind|ea:frameworkKind|ea:placeKind ?type } }"""
_DIGESTS: Final = """SELECT ?thing ?digest { VALUES ?thing { %s }
  GRAPH <%s> { ?graph foaf:primaryTopic ?thing ; ea:contentDigest ?digest } }"""
_QUOTES: Final = """SELECT ?thing ?quote { VALUES ?thing { %s } ?thing dcterms:hasVersion ?version .
  GRAPH ?graph { ?span oa:hasSource ?version ; oa:exact|ea:normalizedText ?quote } }"""

_USES: Final = """SELECT ?term (COUNT(*) AS ?uses) (SAMPLE(?thing) AS ?example) {
  { ?thing a ?term FILTER STRSTARTS(STR(?term), STR(ea:)) }
  UNION { ?thing ?term ?value FILTER STRSTARTS(STR(?term), STR(ea:)) }
  UNION { VALUES ?property { ea:eventType ea:agreementType ea:agencyKind ea:frameworkKind
      ea:placeKind ea:factuality ea:status ea:role ea:datePrecision ea:dateCertainty ea:topic }
    ?thing ?property ?term }
} GROUP BY ?term"""

Texts: TypeAlias = Callable[[str], str | None]
T = TypeVar("T")


@dataclass(slots=True)
class Thing:
    """`day` is the first that `date` may mean; `weight` makes what many documents tell of stand
    before its namesakes.
    """

    iri: str
    kind: str
    name: str = ""
    other: str = ""
    names: list[str] = field(default_factory=list)
    text: str = ""
    day: str = ""
    date: str = ""
    sources: int = 0
    facets: set[tuple[str, str]] = field(default_factory=set)

    @property
    def is_told(self) -> bool:
        """Tell whether it is in a document, and not only in the authority data."""
        return self.sources > 0 or self.kind in _TOLD

    @property
    def weight(self) -> float:
        return 1.0 + math.log1p(self.sources) / 4


def present(reader: Reader, namespace: Namespace) -> Iterator[str]:
    """Yield everything that can be found."""
    found = (value_of(row["thing"]) for row in reader.select(PREFIX_LINES + _PRESENT))
    return (iri for iri in found if kind_of(namespace, iri))


def uses(reader: Reader) -> dict[str, tuple[int, str]]:
    """Return how often the view uses each term of the vocabulary, and something that has it."""
    rows = reader.select(PREFIX_LINES + _USES)
    return {
        value_of(row["term"]): (int(value_of(row["uses"])), value_of(row["example"]))
        for row in rows
        if "term" in row
    }


def things(
    reader: Reader, namespace: Namespace, iris: Sequence[str], texts: Texts | None = None
) -> Iterator[Thing]:
    """Yield what is said of things in the view; those that have no name there are not there.

    The text of a document is what `texts` gives for its digest, else its quotes.
    """
    kinds = {iri: kind_of(namespace, iri) for iri in iris}
    found = {iri: Thing(iri, kind) for iri, kind in kinds.items() if kind}
    labels = _named(reader, found)
    for row in reader.select(PREFIX_LINES + _FACTS % _nodes(found)):
        thing = found[value_of(row["thing"])]
        if "sources" in row:
            thing.sources = int(value_of(row["sources"]))
        if "day" in row:
            thing.day = max(thing.day, value_of(row["day"]))
        if "date" in row:
            thing.date = max(thing.date, value_of(row["date"]))
        thing.facets |= set(_facets(namespace, row))
    _give_texts(reader, namespace, found, texts)
    for iri, thing in found.items():
        if preferred := labels.get(iri):
            name = choose(preferred, _LANGUAGES)
            thing.name, thing.other = name.text, name.other or ""
            if not thing.day and thing.date[:4].isdecimal():
                thing.day = thing.date
            yield thing


def _named(reader: Reader, found: Mapping[str, Thing]) -> dict[str, list[Literal]]:
    """Give things all their names; return the preferred ones."""
    labels: dict[str, list[Literal]] = {}
    for row in reader.select(PREFIX_LINES + _NAMES % _nodes(found)):
        label, thing = row["label"], found[value_of(row["thing"])]
        if isinstance(label, Literal):
            thing.names.append(label.value)
            if value_of(row["is_preferred"]) == "true":
                labels.setdefault(thing.iri, []).append(label)
    return labels


def _give_texts(
    reader: Reader, namespace: Namespace, found: Mapping[str, Thing], texts: Texts | None
) -> None:
    documents = {iri: thing for iri, thing in found.items() if thing.kind == "document"}
    if documents and texts:
        query = _DIGESTS % (_nodes(documents), namespace.catalog)
        for row in reader.select(PREFIX_LINES + query):
            documents[value_of(row["thing"])].text = texts(value_of(row["digest"])) or ""
    quoted = [iri for iri, thing in documents.items() if not thing.text]
    for row in reader.select(PREFIX_LINES + _QUOTES % _nodes(quoted)) if quoted else ():
        documents[value_of(row["thing"])].text += f"{value_of(row['quote'])}\n"
    for thing in documents.values():
        thing.text = thing.text[:_MOST_TEXT]


def batched(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the values, so many at a time."""
    waiting = iter(values)
    while some := tuple(islice(waiting, size)):
        yield some


def kind_of(namespace: Namespace, iri: str) -> str:
    """Return the kind of a thing that can be found, else nothing."""
    parts = namespace.split(iri)
    return parts[0] if parts and parts[0] in KINDS else ""


def _facets(namespace: Namespace, row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for facet in ("type", "place", "framework"):
        if facet in row:
            yield facet, value_of(row[facet])
    if "agency" in row and kind_of(namespace, agency := value_of(row["agency"])) == "agency":
        yield "agency", agency
    if "day" in row:
        yield "year", value_of(row["day"])[:4]


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)
