"""Decisions as triples of `graph/decisions`, and as lines of a file that people can read.

Shape:  <decision> a ea:Decision ; dcterms:type <kind> ; rdf:subject … ; rdf:predicate … ;
                   rdf:object … ; rdf:value <replacement or row> ; dcterms:source <document> ;
                   dcterms:creator "who" ; dcterms:created "when" ; dcterms:description "why" .
A line of a file is a JSON object with sorted names; those with nothing to say are left out.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.authority import row_problem
from kg.errors import BadDecision, nearest
from kg.extract.dates_edtf import parse_edtf
from kg.identity.decision import DECISION_KINDS, Decision
from kg.iris import Namespace, is_key
from kg.store.base import Reader, Term
from kg.terms import DCTERMS, EA, EDTF, RDF, XSD, concept

_KINDS: Final = {concept("decision-kind", kind): kind for kind in DECISION_KINDS}
_NAMES: Final = tuple(field.name for field in fields(Decision))
_TERMS: Final = {
    "subject": RDF.subject,
    "predicate": RDF.predicate,
    "object": RDF.object,
    "source": DCTERMS.source,
    "replacement": RDF.value,
}
_TEXTS: Final = {"entry": RDF.value, "who": DCTERMS.creator, "why": DCTERMS.description}
_PAIR: Final = frozenset({"subject", "object"})
_FACT: Final = frozenset({"subject", "predicate", "object", "source"})
_NEEDED: Final = {
    "same-as": _PAIR,
    "different-from": _PAIR,
    "reject": _FACT,
    "correct": _FACT | {"replacement"},
    "confirm": _FACT,
    "add-entry": frozenset({"subject", "entry"}),
}
_ABOUT: Final = frozenset({"subject", "predicate", "object", "source", "replacement", "entry"})
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
Keys: TypeAlias = Collection[tuple[str, str]]  # kinds and keys of authority entries


def now() -> str:
    """Return the time as decisions have it."""
    return datetime.now(UTC).strftime(_TIME)


def quads(decision: Decision, namespace: Namespace) -> Iterator[Quad]:
    """Yield a decision as it stands in the graph of decisions."""
    node = NamedNode(namespace.thing("decision", decision.key))
    graph = NamedNode(namespace.decisions)
    yield Quad(node, RDF.type, EA.Decision, graph)
    yield Quad(node, DCTERMS.type, concept("decision-kind", decision.kind), graph)
    for name, predicate in _TERMS.items():
        if text := getattr(decision, name):
            yield Quad(node, predicate, term(text), graph)
    for name, predicate in _TEXTS.items():
        if text := getattr(decision, name):
            yield Quad(node, predicate, Literal(text), graph)
    yield Quad(node, DCTERMS.created, Literal(decision.when, datatype=XSD.dateTime), graph)


def read(reader: Reader, namespace: Namespace) -> list[Decision]:
    """Return all decisions, in the order of their time."""
    return of_quads(reader.quads(graph=NamedNode(namespace.decisions)))


def of_quads(quads: Iterable[Quad]) -> list[Decision]:
    """Return the decisions that quads of the graph describe, in the order of their time."""
    found = _gathered((quad.subject, quad.predicate, quad.object) for quad in quads)
    return sorted(found, key=lambda each: (each.when, each.key))


def entry_rows(decisions: Iterable[Decision]) -> list[str]:
    """Return the rows that decisions add to the authority data, in the order of their time."""
    return [each.entry for each in decisions if each.kind == "add-entry"]


def get(reader: Reader, namespace: Namespace, keys: Iterable[str]) -> dict[str, Decision]:
    """Return the decisions that there are with these keys, by key."""
    nodes = " ".join(f"<{namespace.thing('decision', key)}>" for key in keys if is_key(key))
    query = "SELECT ?s ?p ?o { VALUES ?s { %s } GRAPH <%s> { ?s ?p ?o } }"
    rows = reader.select(query % (nodes, namespace.decisions))
    found = _gathered((row["s"], row["p"], row["o"]) for row in rows)
    return {decision.key: decision for decision in found}


def _gathered(triples: Iterable[tuple[Term, Term, Term]]) -> Iterator[Decision]:
    found: dict[str, dict[Term, NamedNode | Literal]] = {}
    for subject, predicate, object in triples:
        if isinstance(subject, NamedNode) and isinstance(object, NamedNode | Literal):
            found.setdefault(subject.value, {})[predicate] = object
    return map(_decision, found.values())


def _decision(said: dict[Term, NamedNode | Literal]) -> Decision:
    kind = _KINDS[said[DCTERMS.type]]  # type: ignore[index]
    skipped = "replacement" if kind == "add-entry" else "entry"  # both are its rdf:value
    values = {name: str(said[p]) for name, p in _TERMS.items() if p in said and name != skipped}
    values |= {name: said[p].value for name, p in _TEXTS.items() if p in said and name != skipped}
    return Decision(kind=kind, when=said[DCTERMS.created].value, **values)


@lru_cache(maxsize=4096)
def term(text: str) -> NamedNode | Literal:
    """Return a term as it is written in N-Triples.

    Raises: ValueError
    """
    try:
        triples = list(parse(f"<s:s> <p:p> {text} .", format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"{text!r} is no IRI in <> and no literal") from error
    if len(triples) != 1 or not isinstance(triples[0].object, NamedNode | Literal):
        raise ValueError(f"{text!r} is not one IRI in <> or one literal")
    return triples[0].object


def written(decisions: Iterable[Decision]) -> str:
    """Return decisions as lines of a file."""
    return "".join(_dumped(plain(each)) + "\n" for each in decisions)


def plain(decision: Decision) -> dict[str, Any]:
    """Return a decision as JSON has it."""
    values: dict[str, Any] = {name: text for name, text in asdict(decision).items() if text}
    if decision.entry:
        values["entry"] = json.loads(decision.entry)
    return values


def parsed(text: str, namespace: Namespace) -> list[Decision]:
    """Read the lines of a file.

    Raises: BadDecision with the number of the line, and with what is allowed there.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    found: list[tuple[int, Decision]] = []
    for number, line in lines:
        with _at(number):
            found.append((number, _shaped(_loaded(line))))
    entries = [json.loads(each.entry) for _, each in found if each.kind == "add-entry"]
    keys = {(row.get("kind", ""), row.get("key", "")) for row in entries}
    for number, decision in found:
        with _at(number):
            check(decision, namespace, keys)
    return [decision for _, decision in found]


def of_plain(values: object, namespace: Namespace) -> Decision:
    """Return the decision that JSON describes, once it is known to be one.

    Raises: BadDecision
    """
    decision = _shaped(values)
    check(decision, namespace)
    return decision


@contextmanager
def _at(line: int) -> Iterator[None]:
    try:
        yield
    except BadDecision as error:
        raise BadDecision(f"line {line}: {error}", error.hint, line) from error


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadDecision(f"it is no JSON: {error}", "one JSON object a line") from error


def _shaped(values: object) -> Decision:
    """Return what JSON describes as a decision, each term in the form that the store gives it."""
    if not isinstance(values, dict):
        raise BadDecision("it is no JSON object", f"names: {', '.join(_NAMES)}")
    for name in values:
        if name not in _NAMES:
            raise BadDecision(f"a decision has no {name!r}", _near(str(name), _NAMES))
    given = {"subject": "", **values}
    if "entry" in given:
        given["entry"] = entry_text(given["entry"])
    for name, value in given.items():
        if not isinstance(value, str):
            raise BadDecision(f"{name} is no text", "text in quotation marks")
        if name in _TERMS and value:
            given[name] = str(_term(name, value))
    kind = given.pop("kind", "")
    if kind not in DECISION_KINDS:
        raise BadDecision(f"there is no kind {kind!r}", _near(kind, DECISION_KINDS))
    return Decision(kind=kind, **given)


def entry_text(row: object) -> str:
    """Return a row of an authority table in the one form that keys are made of.

    Raises: BadDecision
    """
    if not isinstance(row, dict) or not all(isinstance(cell, str) for cell in row.values()):
        raise BadDecision("entry is no row", "an object of column names and texts")
    return _dumped({name: cell for name, cell in row.items() if cell})


def check(decision: Decision, namespace: Namespace, also: Keys = ()) -> None:
    """See whether a decision makes sense; its entry may refer to `also`, beside those known.

    Raises: BadDecision with what would be allowed.
    """
    needed = _NEEDED[decision.kind]
    for name in sorted(_ABOUT):
        text = getattr(decision, name)
        if name in needed and not text:
            raise BadDecision(f"{decision.kind} needs {name}", f"it has {_all(needed)}")
        if name not in needed and text:
            raise BadDecision(f"{decision.kind} has no {name}", f"it has {_all(needed)}")
    terms = {name: _term(name, text) for name in _TERMS if (text := getattr(decision, name))}
    for name in {"subject", "predicate", "source"} & terms.keys():
        if not isinstance(terms[name], NamedNode):
            raise BadDecision(f"{name} is no IRI", "an IRI in <>")
    if not decision.who:
        raise BadDecision("nobody is named who decided it", "who: a name")
    _check_time(decision.when)
    if needed == _PAIR:
        _check_pair(terms["subject"], terms["object"], namespace)
    elif decision.kind == "correct":
        _check_replacement(terms["object"], terms["replacement"], namespace)
    elif decision.kind == "add-entry":
        _check_entry(decision, namespace, also)


def _term(name: str, text: str) -> NamedNode | Literal:
    try:
        return term(text)
    except ValueError as error:
        allowed = '<https://...>, "text", "text"@en, "2024-05-01"^^<datatype>'
        raise BadDecision(f"{name}: {error}", allowed) from error


def _check_time(text: str) -> None:
    try:
        datetime.strptime(text, _TIME)
    except ValueError as error:
        raise BadDecision(f"when is {text!r}", "a time in UTC: 2026-01-31T12:00:00Z") from error


def _check_pair(one: NamedNode | Literal, other: NamedNode | Literal, namespace: Namespace) -> None:
    kinds = [namespace.split(each.value) for each in (one, other) if isinstance(each, NamedNode)]
    if len(kinds) != 2 or None in kinds:
        raise BadDecision("it is not about two things", f"IRIs that begin with {namespace.base}id/")
    if one == other:
        raise BadDecision("both things are the same one", "two things")
    if len({kind[0] for kind in kinds if kind}) != 1:
        raise BadDecision("the two things are of two kinds", "two things of one kind")


def _check_replacement(
    old: NamedNode | Literal, new: NamedNode | Literal, namespace: Namespace
) -> None:
    if old == new:
        raise BadDecision("the replacement is what it replaces", "another value, or confirm")
    if isinstance(old, NamedNode) and isinstance(new, NamedNode):
        kinds = [
            namespace.split(each.value) or (each.value.partition("#")[0],) for each in (old, new)
        ]
        if kinds[0][0] != kinds[1][0]:
            raise BadDecision("the replacement is of another kind", f"like {old}")
    elif not (isinstance(old, Literal) and isinstance(new, Literal)):
        raise BadDecision("the replacement is no value of this property", f"like {old}")
    elif old.datatype != new.datatype:
        raise BadDecision("the replacement is of another type", f"like {old}")
    elif new.datatype == EDTF.EDTF and not _is_edtf(new.value):
        raise BadDecision(
            f"{new.value!r} is no date", "2024, 2024-05, 2024-05-01, 2024-05-01/2024-05-03"
        )


def _is_edtf(text: str) -> bool:
    try:
        points = [point for point in parse_edtf(text) if point]
    except ValueError:
        return False
    return all(point.exists() for point in points) and text == "/".join(p.edtf for p in points)


def _check_entry(decision: Decision, namespace: Namespace, also: Keys) -> None:
    row = json.loads(decision.entry)
    if problem := row_problem(row, also):
        raise BadDecision(f"entry: {problem.words}", problem.allowed)
    iri = f"<{namespace.thing(row['kind'], row['key'])}>"
    if decision.subject != iri:
        raise BadDecision("subject is not the thing that the entry describes", iri)


def _dumped(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _near(name: str, known: Iterable[str]) -> str:
    return nearest(name, known) or f"allowed: {_all(known)}"


def _all(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
