"""What people decided on single facts: those of `graph/decisions`, applied to what documents say.

Later decisions override earlier ones. The graph of the document keeps what was read in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.extract.dates_edtf import parse_edtf, partial_date
from kg.graph.content import shortcuts
from kg.graph.merging import Contribution
from kg.graph.picks import DATES
from kg.graph.statement import Statement
from kg.iris import Namespace
from kg.terms import DCTERMS, EA, RDF, XSD, concept

_BOUNDS: Final = (
    (EA.startsNotBefore, "starts_not_before"),
    (EA.startsNotAfter, "starts_not_after"),
    (EA.endsNotBefore, "ends_not_before"),
    (EA.endsNotAfter, "ends_not_after"),
)


@dataclass(frozen=True, slots=True)
class _Correction:
    kind: str
    statement: Statement
    replacement: NamedNode | Literal | None

    def apply(self, said: set[Statement], decided: set[Statement]) -> None:
        if self.kind != "confirm":
            gone = self._gone(said | decided)
            said -= gone
            decided -= gone
        if self.kind == "confirm":
            decided.add(self.statement)
        elif self.kind == "correct" and self.replacement is not None:
            decided |= _with_bounds(self.statement._replace(object=self.replacement))

    def _gone(self, present: Iterable[Statement]) -> set[Statement]:
        subject, predicate, _ = self.statement
        if predicate in (RDF.type, EA.inEvent) and self.kind == "reject":
            parts = {
                s.subject for s in present if s.predicate == EA.inEvent and s.object == subject
            }
            whole = {subject, *parts}
            return {s for s in present if s.subject in whole or s.object in whole}
        if predicate == EA.dateEdtf:
            return {s for s in present if s.subject == subject and s.predicate in DATES}
        return {self.statement}


class Corrections:
    """The decisions on facts, by the document that each fact was read in."""

    def __init__(self, quads: Iterable[Quad], namespace: Namespace) -> None:
        self._by_graph: dict[NamedNode, list[_Correction]] = defaultdict(list)
        self.subjects: set[NamedNode] = set()  # that somebody decided something on
        # By statement and by each of its ends, the graphs in which people asserted it.
        self.asserted: dict[Statement, set[NamedNode]] = defaultdict(set)
        self.asserted_of: dict[NamedNode | Literal, set[NamedNode]] = defaultdict(set)
        decisions: dict[str, dict[NamedNode, NamedNode | Literal]] = defaultdict(dict)
        for quad in quads:
            if isinstance(quad.object, (NamedNode, Literal)):
                decisions[str(quad.subject)][quad.predicate] = quad.object
        kinds = {concept("decision-kind", kind): kind for kind in ("reject", "correct", "confirm")}
        for _, values in sorted(decisions.items(), key=_when):
            kind = kinds.get(values[DCTERMS.type])  # type: ignore[arg-type]
            subject, predicate = values.get(RDF.subject), values.get(RDF.predicate)
            if kind and isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                statement = Statement(subject, predicate, values[RDF.object])
                document = values[DCTERMS.source].value.rpartition("/")[2]
                graph = NamedNode(namespace.document_graph(document))
                correction = _Correction(kind, statement, values.get(RDF.value))
                self._by_graph[graph].append(correction)
                self.subjects.add(subject)
                decided: set[Statement] = set()
                correction.apply(set(), decided)
                for each in decided:
                    self.asserted[each].add(graph)
                    self.asserted_of[each.subject].add(graph)
                    self.asserted_of[each.object].add(graph)

    def concern(self, graph: NamedNode) -> bool:
        return graph in self._by_graph

    def applied(self, graph: NamedNode, statements: frozenset[Statement]) -> Contribution:
        """Return what a document contributes to the view after all decisions."""
        said, decided = set(statements), set[Statement]()
        for correction in self._by_graph.get(graph, ()):
            correction.apply(said, decided)
        said |= shortcuts(said | decided)
        return Contribution(frozenset(said), frozenset(decided))


def _when(item: tuple[str, dict[NamedNode, NamedNode | Literal]]) -> tuple[str, str]:
    decision, values = item
    return values[DCTERMS.created].value, decision


def _with_bounds(statement: Statement) -> set[Statement]:
    """Return a statement, and of a date also what follows from it."""
    subject, predicate, object = statement
    if predicate != EA.dateEdtf:
        return {statement}
    first, last = parse_edtf(object.value)
    date = partial_date(first, last, "explicit")
    found = {statement}
    if date:
        for name, field in _BOUNDS:
            if value := getattr(date, field):
                found.add(Statement(subject, name, Literal(value, datatype=XSD.date)))
        found.add(Statement(subject, EA.datePrecision, concept("precision", date.precision)))
        found.add(Statement(subject, EA.dateCertainty, concept("date-certainty", date.certainty)))
    return found
