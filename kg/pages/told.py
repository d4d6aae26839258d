"""What each source tells of an event or agreement, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.store.base import Reader, Solution, Term, value_of
from kg.terms import EA

_MOST: Final = 2_000
_SIDES: Final = 6
_CLAIMS: Final = """SELECT DISTINCT ?document ?predicate ?object ?quote ?start {
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
  GRAPH ?graph {
    ?claim rdf:subject ?member ; a ?class ; rdf:predicate ?predicate ; rdf:object ?object ;
      ea:evidence ?span .
    ?span oa:hasSource ?version ; oa:exact ?exact ; oa:start ?start .
    ?document dcterms:hasVersion ?version
    FILTER (?class = ea:Claim)  # as a pattern, all claims there are would be walked through
  }  # and so would they be if there were anything optional in this group
  OPTIONAL { GRAPH ?graph { ?span ea:normalizedText ?repaired } }
  BIND (COALESCE(?repaired, ?exact) AS ?quote)
} LIMIT %(most)d"""
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
    query = _CLAIMS % {"identity": namespace.identity, "thing": thing, "most": _MOST}
    rows = reader.select(PREFIX_LINES + query)
    documents = _documents(reader, {str(row["document"]) for row in rows})
    found = Told(documents)

    def place(row: Solution) -> tuple[str, str, int, str]:
        document = value_of(row["document"])
        return documents[document][1], document, int(value_of(row["start"])), str(row["object"])

    for (issued, document, start, _), row in sorted(
        ((place(row), row) for row in rows), key=itemgetter(0)
    ):
        predicate, value = value_of(row["predicate"]), row["object"]
        values = found.values.setdefault(predicate, {}).setdefault(document, [])
        if value not in values:
            values.append(value)
        if predicate == EA.status.value:
            stage = Stage(value_of(value), document, issued, value_of(row["quote"]), start)
            found.stages.append(stage)
    return found


def _documents(reader: Reader, wanted: Iterable[str]) -> dict[str, tuple[Literal | None, str]]:
    """Return the titles and days of documents, the oldest first."""
    found = {}
    for row in reader.select(PREFIX_LINES + _DOCUMENTS % " ".join(sorted(wanted))):
        title = row.get("title")
        named = title if isinstance(title, Literal) else None
        found[value_of(row["document"])] = named, value_of(row.get("issued", ""))
    return dict(sorted(found.items(), key=lambda each: (each[1][1], each[0])))
