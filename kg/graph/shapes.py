"""The shapes of `ontology/shapes.ttl` as plain functions, a hundred times faster than pySHACL.

Read once: SHACL Core becomes closures, a SPARQL constraint the function of its name below.
`tests/ontology` holds both ways to the same verdict.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.iris import PREFIXES, SCHEMES
from kg.store.base import Term
from kg.terms import DCTERMS, EA, GEO, ONTOLOGY, RDF, SKOS, concept, notations, schemes

Severity = Literal["violation", "warning"]
Check: TypeAlias = Callable[[list[Term], Mapping[NamedNode, list[Term]]], bool]

SHACL: Final = "http://www.w3.org/ns/shacl#"
_DATE: Final = NamedNode(PREFIXES["xsd"] + "date")
_NUMBERS: Final = frozenset(NamedNode(PREFIXES["xsd"] + n) for n in ("integer", "decimal"))


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What does not hold: `path` is a property, or the name of a constraint, or empty."""

    focus: str
    path: str
    severity: Severity
    message: str


class Index:
    """The triples of one graph, looked up from both ends."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.outgoing: dict[Term, dict[NamedNode, list[Term]]] = {}
        self.incoming: dict[Term, list[tuple[NamedNode, Term]]] = {}
        for quad in quads:
            values = self.outgoing.setdefault(quad.subject, {}).setdefault(quad.predicate, [])
            if quad.object not in values:
                values.append(quad.object)
                self.incoming.setdefault(quad.object, []).append((quad.predicate, quad.subject))

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return self.outgoing.get(subject, {}).get(predicate, [])

    def subjects(self, predicate: NamedNode, object: Term) -> Iterator[Term]:
        return (s for p, s in self.incoming.get(object, ()) if p == predicate)


def _order(term: Term) -> str | Decimal | None:
    """Return a value that compares like the literal, None for one that is ill-formed."""
    if not isinstance(term, ox.Literal):
        return None
    try:
        if term.datatype == _DATE:
            return date.fromisoformat(term.value).isoformat()
        return Decimal(term.value)
    except (ValueError, ArithmeticError):
        return None


def _compares(term: Term, other: Term, *, strictly: bool) -> bool:
    left, right = _order(term), _order(other)
    if isinstance(left, str) and isinstance(right, str):
        return left < right or (left == right and not strictly)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left < right or (left == right and not strictly)
    return False


def _has_datatype(term: Term, datatype: NamedNode) -> bool:
    if not isinstance(term, ox.Literal) or term.datatype != datatype:
        return False
    return _order(term) is not None if datatype == _DATE or datatype in _NUMBERS else True


def _languages_differ(values: list[Term]) -> bool:
    languages = [v.language for v in values if isinstance(v, ox.Literal) and v.language]
    return len(languages) == len(set(languages))


def _text(term: Term) -> str:
    return "" if isinstance(term, ox.Triple | ox.BlankNode) else term.value


def _before(argument: NamedNode, *, strictly: bool) -> Check:
    return lambda values, own: all(
        _compares(v, other, strictly=strictly) for v in values for other in own.get(argument, ())
    )


def _within(bound: Term, *, above: bool) -> Check:
    def check(values: list[Term], own: Mapping[NamedNode, list[Term]]) -> bool:
        pairs = ((bound, v) if above else (v, bound) for v in values)
        return all(_compares(low, high, strictly=False) for low, high in pairs)

    return check


def _in_scheme(scheme: str) -> Check:
    concepts = {concept(scheme, notation) for notation in notations(scheme)}
    return lambda values, own: concepts.issuperset(values)


def _each(holds: Callable[[Term], bool]) -> Check:
    return lambda values, own: all(map(holds, values))


def _matches(pattern: str) -> Check:
    search = re.compile(pattern).search
    return _each(lambda value: search(_text(value)) is not None)


def _length(holds: Callable[[int], bool]) -> Check:
    return _each(lambda value: holds(len(_text(value))))


def _count(holds: Callable[[int], bool]) -> Check:
    return lambda values, own: holds(len(values))


_PARAMETERS: Final[Mapping[str, Callable[[Term], Check]]] = {
    "minCount": lambda term: _count(int(_text(term)).__le__),
    "maxCount": lambda term: _count(int(_text(term)).__ge__),
    "minLength": lambda term: _length(int(_text(term)).__le__),
    "maxLength": lambda term: _length(int(_text(term)).__ge__),
    "nodeKind": lambda term: _each(lambda v: isinstance(v, NamedNode)),
    "datatype": lambda term: _each(lambda v: _has_datatype(v, NamedNode(_text(term)))),
    "uniqueLang": lambda term: lambda values, own: _languages_differ(values),
    "pattern": lambda term: _matches(_text(term)),
    "lessThan": lambda term: _before(NamedNode(_text(term)), strictly=True),
    "lessThanOrEquals": lambda term: _before(NamedNode(_text(term)), strictly=False),
    "minInclusive": lambda term: _within(term, above=True),
    "maxInclusive": lambda term: _within(term, above=False),
    "node": lambda term: _in_scheme(_text(term).rpartition("#")[2]),
}
_DESCRIBING: Final = frozenset(
    ("path", "severity", "message", "property", "sparql", "targetClass", "targetSubjectsOf")
)


# The constraints that the shapes state in SPARQL: whether they hold of a node.


def _day_is_one_day(node: Term, index: Index) -> bool:
    if concept("precision", "day") not in index.objects(node, EA.datePrecision):
        return True
    if concept("date-certainty", "unknown") in index.objects(node, EA.dateCertainty):
        return True
    latest = index.objects(node, EA.startsNotAfter)
    return all(x == y for x in index.objects(node, EA.startsNotBefore) for y in latest)


def _held_before_publication(node: Term, index: Index) -> bool:
    if concept("factuality", "held") not in index.objects(node, EA.factuality):
        return True
    issued = [
        day
        for document in index.subjects(EA.reports, node)
        for day in index.objects(document, DCTERMS.issued)
    ]
    begins = index.objects(node, EA.startsNotBefore)
    return not any(_compares(day, begin, strictly=True) for begin in begins for day in issued)


def _held_has_participation(node: Term, index: Index) -> bool:
    held = concept("factuality", "held") in index.objects(node, EA.factuality)
    return not held or any(index.subjects(EA.inEvent, node))


def _not_part_of_itself(node: Term, index: Index) -> bool:
    return node not in index.objects(node, EA.subEventOf)


def _role_of_agencies(node: Term, index: Index) -> bool:
    has_role = bool(index.objects(node, EA.role))
    who = index.objects(node, EA.participant)
    return all(has_role == ("/id/agency/" in _text(each)) for each in who)


def _one_role_in_event(node: Term, index: Index) -> bool:
    if not index.objects(node, EA.role):
        return True
    return not any(
        other != node
        and index.objects(other, EA.role)
        and set(index.objects(other, EA.participant)) & set(index.objects(node, EA.participant))
        for event in index.objects(node, EA.inEvent)
        for other in index.subjects(EA.inEvent, event)
    )


def _person_represents(node: Term, index: Index) -> bool:
    is_person = any("/id/person/" in _text(p) for p in index.objects(node, EA.participant))
    return not is_person or bool(index.objects(node, EA.representing))


def _not_its_own_successor(node: Term, index: Index) -> bool:
    both = index.objects(node, EA.renews) + index.objects(node, EA.underAgreement)
    return node not in both


def _done_has_event(node: Term, index: Index) -> bool:
    done = {concept("status", "signed"), concept("status", "renewed")}
    is_done = not done.isdisjoint(index.objects(node, EA.status))
    return not is_done or any(index.subjects(EA.affects, node))


def _adopted_before_in_force(node: Term, index: Index) -> bool:
    later = index.objects(node, EA.inForceFrom)
    return all(_text(x) <= _text(y) for x in index.objects(node, EA.adoptedOn) for y in later)


def _whole_coordinates(node: Term, index: Index) -> bool:
    return bool(index.objects(node, GEO.lat)) == bool(index.objects(node, GEO.long))


def _claim_is_asserted(node: Term, index: Index) -> bool:
    if EA.Proposal in index.objects(node, RDF.type):
        return True
    return all(
        isinstance(p, NamedNode) and o in index.objects(s, p)
        for s in index.objects(node, RDF.subject)
        for p in index.objects(node, RDF.predicate)
        for o in index.objects(node, RDF.object)
    )


CODED: Final[Mapping[str, Callable[[Term, Index], bool]]] = {
    "DayIsOneDay": _day_is_one_day,
    "HeldBeforePublication": _held_before_publication,
    "HeldHasParticipation": _held_has_participation,
    "NotPartOfItself": _not_part_of_itself,
    "RoleOfAgencies": _role_of_agencies,
    "OneRoleInEvent": _one_role_in_event,
    "PersonRepresents": _person_represents,
    "NotItsOwnSuccessor": _not_its_own_successor,
    "DoneHasEvent": _done_has_event,
    "AdoptedBeforeInForce": _adopted_before_in_force,
    "WholeCoordinates": _whole_coordinates,
    "ClaimIsAsserted": _claim_is_asserted,
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """The Core constraints of one property, or of the node itself where `path` is None."""

    path: NamedNode | None
    severity: Severity
    message: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    classes: frozenset[Term]
    subjects_of: NamedNode | None
    rules: tuple[_Rule, ...]
    coded: tuple[tuple[str, Severity, str], ...]  # name, severity, message

    def violations(self, node: Term, index: Index) -> Iterator[Violation]:
        own = index.outgoing[node]
        for rule in self.rules:
            values = own.get(rule.path, []) if rule.path else [node]
            if not all(check(values, own) for check in rule.checks):
                path = rule.path.value if rule.path else ""
                yield Violation(_text(node), path, rule.severity, rule.message)
        for name, severity, message in self.coded:
            if not CODED[name](node, index):
                yield Violation(_text(node), name, severity, message)


@cache
def shapes() -> tuple[Shape, ...]:
    """Return the shapes that have targets."""
    index = Index(ox.parse((ONTOLOGY / "shapes.ttl").read_bytes(), format=RdfFormat.TURTLE))
    nodes = index.subjects(RDF.type, NamedNode(f"{SHACL}NodeShape"))
    targets = ("targetClass", "targetSubjectsOf")
    return tuple(
        _shape(node, index) for node in nodes if any(_all(index, node, each) for each in targets)
    )


def _shape(node: Term, index: Index) -> Shape:
    subjects_of = _all(index, node, "targetSubjectsOf")
    return Shape(
        classes=frozenset(_all(index, node, "targetClass")),
        subjects_of=subjects_of[0] if subjects_of else None,  # type: ignore[arg-type]
        rules=(
            _rule(node, index),
            *(_rule(each, index) for each in _all(index, node, "property")),
        ),
        coded=tuple(
            (_text(each).rpartition("#")[2], _severity(node, index), _message(each, index))
            for each in _all(index, node, "sparql")
        ),
    )


def _rule(node: Term, index: Index) -> _Rule:
    parameters = (
        (predicate.value.removeprefix(SHACL), argument)
        for predicate, arguments in index.outgoing[node].items()
        for argument in arguments
        if predicate.value.startswith(SHACL)
    )
    path = _all(index, node, "path")
    return _Rule(
        path=path[0] if path else None,  # type: ignore[arg-type]
        severity=_severity(node, index),
        message=_message(node, index),
        checks=tuple(
            _PARAMETERS[name](argument) for name, argument in parameters if name not in _DESCRIBING
        ),
    )


def _all(index: Index, node: Term, name: str) -> list[Term]:
    return index.objects(node, NamedNode(SHACL + name))


def _severity(node: Term, index: Index) -> Severity:
    is_warning = NamedNode(f"{SHACL}Warning") in _all(index, node, "severity")
    return "warning" if is_warning else "violation"


def _message(node: Term, index: Index) -> str:
    return next((_text(m) for m in _all(index, node, "message")), "not a well-made IRI")


def scheme_triples() -> Iterator[ox.Triple]:
    """Yield which concept stands in which scheme: what pySHACL needs beside a graph."""
    for scheme in schemes():
        for notation in notations(scheme):
            yield ox.Triple(concept(scheme, notation), SKOS.inScheme, NamedNode(SCHEMES + scheme))
