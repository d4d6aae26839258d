"""What each source tells of an event or agreement, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES, Namespace
from kg.store.base import Reader, Term, value_of
from kg.terms import EA

_MOST: Final = 600
_SIDES: Final = 6
_CLAIMS: Final = """SELECT DISTINCT ?document ?title ?issued ?predicate ?object ?quote ?start {
  GRAPH <%(identity)s> { %(thing)s ea:canonical ?canonical . ?member ea:canonical ?canonical }
  GRAPH ?graph {
    ?claim rdf:subject ?member ; a ?class ; rdf:predicate ?predicate ; rdf:object ?object ;
      ea:evidence ?span .
    ?span oa:hasSource ?version ; oa:exact ?exact ; oa:start ?start .
    ?document dcterms:hasVersion ?version
    FILTER (?class = ea:Claim)  # as a pattern, all claims there are would be walked through
  }  # and so would they be if there were anything optional in this group
  OPTIONAL { GRAPH ?graph { ?span ea:normalizedText ?repaired } }
  OPTIONAL { GRAPH ?graph { ?document dcterms:title ?title } }
  OPTIONAL { GRAPH ?graph { ?document dcterms:issued ?issued } }
  BIND (COALESCE(?repaired, ?exact) AS ?quote)
} ORDER BY ?issued ?document ?start LIMIT %(most)d"""


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
    found = Told()
    for row in reader.select(PREFIX_LINES + query):
        document, issued = value_of(row["document"]), value_of(row.get("issued", ""))
        title = row.get("title")
        found.documents.setdefault(
            document, (title if isinstance(title, Literal) else None, issued)
        )
        predicate, value = value_of(row["predicate"]), row["object"]
        values = found.values.setdefault(predicate, {}).setdefault(document, [])
        if value not in values:
            values.append(value)
        if predicate == EA.status.value:
            place = int(value_of(row["start"]))
            stage = Stage(value_of(value), document, issued, value_of(row["quote"]), place)
            found.stages.append(stage)
    return found
