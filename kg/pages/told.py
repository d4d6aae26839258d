"""What each source tells of an event or agreement, side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.pages.listing import Part
from kg.store.base import Reader, Term, value_of

_MOST: Final = 2_000
_SIDES: Final = 6
_SOURCES: Final = """SELECT ?document (MIN(?day) AS ?issued) {
  ?document ea:reports %s OPTIONAL { ?document dcterms:issued ?day }
} GROUP BY ?document LIMIT %d"""
_CLAIMS: Final = """SELECT ?graph ?predicate ?object {
  VALUES ?graph { %(graphs)s }
  GRAPH ?graph { ?document ea:reports ?member }
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
  GRAPH ?graph { ?claim rdf:subject ?member ; rdf:predicate ?predicate ; rdf:object ?object }
}"""
_STATUSES: Final = """SELECT ?graph ?claim ?object {
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
  GRAPH ?graph { ?claim rdf:subject ?member ; rdf:predicate ea:status ; rdf:object ?object }
  FILTER STRSTARTS(STR(?graph), %(documents)s)
} LIMIT %(most)d"""
_QUOTES: Final = """SELECT ?claim ?quote ?start {
  VALUES (?graph ?claim) { %s }
  GRAPH ?graph { ?claim ea:evidence ?span . ?span oa:exact ?exact ; oa:start ?start }
  OPTIONAL { GRAPH ?graph { ?span ea:normalizedText ?repaired } }
  BIND (COALESCE(?repaired, ?exact) AS ?quote)
}"""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a source says of the status of an agreement, with its sentence."""

    status: str
    document: str
    issued: str
    quote: str
    start: int


@dataclass(slots=True)
class Told:
    """`days` of all sources, the earliest first; `values` of some, by property and document."""

    days: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Sequence[Term]]] = field(default_factory=dict)
    stages: Sequence[Stage] = ()

    @property
    def sides(self) -> Sequence[str]:
        """Return the documents that are compared; none where there is only one."""
        return list(self.days)[:_SIDES] if len(self.days) > 1 else []

    def differs(self, predicate: str) -> bool:
        """Tell whether those that speak of a property do not say the same."""
        said = [sorted(map(str, each)) for each in self.values[predicate].values()]
        return any(each != said[0] for each in said)

    def iris(self) -> Iterator[str]:
        """Yield what has to be named."""
        yield from (*self.sides, *self.values)
        for stage in self.stages:
            yield from (stage.status, stage.document)
        for columns in self.values.values():
            for values in columns.values():
                yield from (value.value for value in values if isinstance(value, NamedNode))


def told(
    reader: Reader, namespace: Namespace, thing: NamedNode, sources: Part, *, has_stages: bool
) -> Told:
    """Return what the earliest sources claim of a thing, and all of its stages if it has some.

    `sources` is the first part of the list of all that report it.
    """
    dated = [(row.date or "", row.iri) for row in sources.rows]
    if len(dated) < sources.total or sources.is_capped:
        rows = reader.select(PREFIX_LINES + _SOURCES % (thing, _MOST))
        dated = [(value_of(row.get("issued", "")), value_of(row["document"])) for row in rows]
    found = Told({document: day for day, document in sorted(dated)})
    found.values = _values(reader, namespace, thing, found.sides)
    if has_stages:
        found.stages = list(_stages(reader, namespace, thing, found.days))
    return found


def _values(
    reader: Reader, namespace: Namespace, thing: NamedNode, documents: Sequence[str]
) -> Mapping[str, Mapping[str, Sequence[Term]]]:
    """Return what some documents say of each property, in their order."""
    if not documents:
        return {}
    graphs = {
        namespace.document_graph(document.rpartition("/")[2]): document for document in documents
    }
    query = _CLAIMS % {
        "graphs": " ".join(f"<{graph}>" for graph in graphs),
        "identity": namespace.identity,
        "thing": thing,
    }
    order = list(graphs)
    values: dict[str, dict[str, list[Term]]] = {}
    for row in sorted(
        reader.select(PREFIX_LINES + query),
        key=lambda row: (order.index(value_of(row["graph"])), str(row["object"])),
    ):
        columns = values.setdefault(value_of(row["predicate"]), {})
        known = columns.setdefault(graphs[value_of(row["graph"])], [])
        if row["object"] not in known:
            known.append(row["object"])
    return values


def _stages(
    reader: Reader, namespace: Namespace, thing: NamedNode, days: Mapping[str, str]
) -> Iterator[Stage]:
    """Yield what was said of a status, where it stands and in the order of its documents."""
    graphs = namespace.document_graph("")
    query = _STATUSES % {
        "identity": namespace.identity,
        "thing": thing,
        "documents": Literal(graphs),
        "most": _MOST,
    }
    claims = {
        value_of(row["claim"]): (value_of(row["graph"]).removeprefix(graphs), row)
        for row in reader.select(PREFIX_LINES + query)
    }
    if not claims:
        return
    wanted = " ".join(f"({row['graph']} {row['claim']})" for _, row in claims.values())
    quotes = defaultdict[str, list[tuple[int, str]]](list)
    for row in reader.select(PREFIX_LINES + _QUOTES % wanted):
        quotes[value_of(row["claim"])].append((int(value_of(row["start"])), value_of(row["quote"])))
    order = {document: number for number, document in enumerate(days)}
    places = [
        (order[document], start, value_of(row["object"]), document, quote)
        for claim, (key, row) in claims.items()
        for start, quote in quotes[claim]
        if (document := namespace.thing("document", key)) in order
    ]
    for _, start, status, document, quote in sorted(places):
        yield Stage(status, document, days[document], quote, start)
