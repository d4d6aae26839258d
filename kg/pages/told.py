"""What each source tells of an event or agreement, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.store.base import Reader, Solution, Term, value_of
from kg.terms import EA

_MOST: Final = 2_000
_SIDES: Final = 6
_CLAIMS: Final = """SELECT ?graph ?claim ?predicate ?object {
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
  GRAPH ?graph { ?claim rdf:subject ?member ; rdf:predicate ?predicate ; rdf:object ?object }
  FILTER STRSTARTS(STR(?graph), %(documents)s)
} LIMIT %(most)d"""
_QUOTES: Final = """SELECT ?claim ?quote ?start {
  VALUES (?graph ?claim) { %s }
  GRAPH ?graph { ?claim ea:evidence ?span . ?span oa:exact ?exact ; oa:start ?start }
  OPTIONAL { GRAPH ?graph { ?span ea:normalizedText ?repaired } }
  BIND (COALESCE(?repaired, ?exact) AS ?quote)
}"""
_DOCUMENTS: Final = """SELECT ?document (MIN(?name) AS ?title) (MIN(?day) AS ?issued) {
  VALUES ?document { %s }
  OPTIONAL { ?document dcterms:title ?name } OPTIONAL { ?document dcterms:issued ?day }
} GROUP BY ?document"""


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
    """`values` by property and document; documents in the order of their dates."""

    documents: dict[str, tuple[Literal | None, str]] = field(default_factory=dict)
    values: dict[str, dict[str, list[Term]]] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)

    @property
    def sides(self) -> Sequence[str]:
        """Return the documents that are compared; none where there is only one."""
        return list(self.documents)[:_SIDES] if len(self.documents) > 1 else []

    def differs(self, predicate: str) -> bool:
        """Tell whether those that speak of a property do not say the same."""
        said = [sorted(map(str, each)) for each in self.values[predicate].values()]
        return any(each != said[0] for each in said)

    @property
    def rows(self) -> Mapping[str, Mapping[str, Sequence[Term]]]:
        return self.values if self.sides else {}


def told(reader: Reader, namespace: Namespace, thing: NamedNode) -> Told:
    """Return what all documents claim of a thing."""
    graphs = namespace.document_graph("")
    query = _CLAIMS % {
        "identity": namespace.identity,
        "thing": thing,
        "documents": Literal(graphs),
        "most": _MOST,
    }
    said = defaultdict[str, list[Solution]](list)
    for row in reader.select(PREFIX_LINES + query):
        key = value_of(row["graph"]).removeprefix(graphs)
        said[namespace.thing("document", key)].append(row)
    found = Told(_documents(reader, said))
    for document in found.documents:
        for row in sorted(said[document], key=lambda row: str(row["object"])):
            values = found.values.setdefault(value_of(row["predicate"]), {})
            if row["object"] not in (known := values.setdefault(document, [])):
                known.append(row["object"])
    found.stages += _stages(reader, found.documents, said)
    return found


def _stages(
    reader: Reader,
    documents: Mapping[str, tuple[Literal | None, str]],
    said: Mapping[str, Iterable[Solution]],
) -> Iterator[Stage]:
    """Yield what was said of a status, where it stands and in the order of its documents."""
    claims = {
        value_of(row["claim"]): (document, row)
        for document in documents
        for row in said[document]
        if row["predicate"] == EA.status
    }
    if not claims:
        return
    wanted = " ".join(f"({row['graph']} {row['claim']})" for _, row in claims.values())
    quotes = defaultdict[str, list[tuple[int, str]]](list)
    for row in reader.select(PREFIX_LINES + _QUOTES % wanted):
        quotes[value_of(row["claim"])].append((int(value_of(row["start"])), value_of(row["quote"])))
    places = [
        (list(documents).index(document), start, value_of(row["object"]), document, quote)
        for claim, (document, row) in claims.items()
        for start, quote in quotes[claim]
    ]
    for _, start, status, document, quote in sorted(places):
        yield Stage(status, document, documents[document][1], quote, start)


def _documents(reader: Reader, wanted: Iterable[str]) -> dict[str, tuple[Literal | None, str]]:
    """Return the titles and days of documents, the oldest first."""
    found = {}
    for row in reader.select(PREFIX_LINES + _DOCUMENTS % " ".join(f"<{iri}>" for iri in wanted)):
        title = row.get("title")
        named = title if isinstance(title, Literal) else None
        found[value_of(row["document"])] = named, value_of(row.get("issued", ""))
    return dict(sorted(found.items(), key=lambda each: (each[1][1], each[0])))
