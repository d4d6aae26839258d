"""What awaits a person's decision: pairs of things that may be one, and facts that may be true.

What would change most comes first. Whatever was decided already is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, TypeVar

from pyoxigraph import NamedNode

from kg.facts import terms, text_of
from kg.identity.decision import Decision, DecisionKind
from kg.iris import PREFIX_LINES, SEPARATOR, Namespace, h16
from kg.query.names import Names, look_up
from kg.store.base import Reader, Solution
from kg.terms import EA, RDF

_PAIRS: Final = """SELECT ?one ?other ?score ?rule ?reason {
  GRAPH %(identity)s {
    ?link a ea:Proposal ; rdf:subject ?one ; rdf:predicate ea:sameEntityAs ; rdf:object ?other ;
      ea:confidence ?score ; ea:rule ?rule .
    OPTIONAL { ?link dcterms:description ?reason }
    OPTIONAL { ?one ea:canonical ?first } OPTIONAL { ?other ea:canonical ?second }
    FILTER (COALESCE(?first, ?one) != COALESCE(?second, ?other))
  }
}"""
_FACTS: Final = """SELECT DISTINCT ?subject ?predicate ?object ?graph ?score ?rule {
  GRAPH ?graph {
    ?claim a ea:Proposal ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      ea:confidence ?score ; ea:rule ?rule ; ea:evidence ?span .
  }
} ORDER BY ?subject ?predicate ?object ?graph"""
# How many documents, events, agreements and other things lead to each: their pages would change.
_LEADING: Final = """SELECT ?thing (COUNT(DISTINCT ?from) AS ?number) {
  VALUES ?thing { %(things)s }
  OPTIONAL { GRAPH %(identity)s { ?thing ea:canonical ?canonical } }
  BIND (COALESCE(?canonical, ?thing) AS ?node)
  ?from ?by ?node .
} GROUP BY ?thing"""
_TOGETHER: Final = 500

# Parts of a statement on who took part; that it was in the event stands for all of them.
_OF_PARTICIPATION: Final = frozenset(
    str(term) for term in (EA.participant, EA.representing, EA.role, EA.positionHeld)
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that may be one."""

    one: str
    other: str
    score: float
    rule: str
    reason: str
    impact: int = 0

    @property
    def key(self) -> str:
        return self.decisions(same=True)[0].key

    @property
    def things(self) -> tuple[str, ...]:
        return self.one, self.other

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self) | {"key": self.key}

    def decisions(self, *, same: bool) -> tuple[Decision, ...]:
        """Return what would decide it; nobody has signed it yet."""
        kind: DecisionKind = "same-as" if same else "different-from"
        return (Decision(kind, f"<{self.one}>", object=f"<{self.other}>"),)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that was read with too little confidence to be asserted."""

    subject: str
    predicate: str
    object: str  # as in N-Triples
    sources: tuple[str, ...]  # IRIs of the documents that it was read in
    score: float
    rule: str
    parts: frozenset[tuple[str, str]] = frozenset()  # what else is read of a participation
    impact: int = 0

    @property
    def key(self) -> str:
        return h16(SEPARATOR.join((self.subject, self.predicate, self.object)))

    @property
    def who(self) -> str:
        """Return the subject, or whose part in an event it is."""
        agents = (value[1:-1] for name, value in self.parts if name == str(EA.participant))
        return min(agents, default=self.subject)

    @property
    def things(self) -> tuple[str, ...]:
        return (self.subject, self.object[1:-1]) if self.object[0] == "<" else (self.subject,)

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self) | {"key": self.key, "parts": sorted(self.parts)}

    def decisions(self, *, same: bool) -> tuple[Decision, ...]:
        """Return what would confirm or reject it in each document; nobody has signed it yet."""
        fact = Decision("confirm" if same else "reject", f"<{self.subject}>")
        fact = replace(fact, predicate=f"<{self.predicate}>", object=self.object)
        told = (replace(fact, source=f"<{source}>") for source in self.sources)
        return tuple(each for one in told for each in (one, *with_parts(one, self.parts)))


def with_parts(fact: Decision, parts: Iterable[tuple[str, str]]) -> Iterator[Decision]:
    """Yield what is confirmed together with somebody's part in an event: all that makes it one.

    Rejecting that it was in the event rejects the rest by itself.
    """
    if fact.kind == "confirm" and fact.predicate == str(EA.inEvent):
        whole = (*sorted(parts), (str(RDF.type), str(EA.Participation)))
        yield from (replace(fact, predicate=name, object=value) for name, value in whole)


Proposed = TypeVar("Proposed", Pair, Doubt)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proposals; what is empty admits all."""

    kind: str = ""
    rule: str = ""
    least: float = 0.0
    text: str = ""


def pairs(
    reader: Reader, namespace: Namespace, decided: Iterable[Decision], wanted: Wanted
) -> list[Pair]:
    """Return the pairs that await a decision."""
    rows = reader.select(PREFIX_LINES + _PAIRS % {"identity": NamedNode(namespace.identity)})
    known = {
        frozenset((each.subject, each.object))
        for each in decided
        if each.kind in ("same-as", "different-from")
    }
    found = (
        Pair(
            text_of(r, "one"),
            text_of(r, "other"),
            _number(r),
            text_of(r, "rule"),
            text_of(r, "reason"),
        )
        for r in rows
    )
    open_ones = [p for p in found if frozenset((f"<{p.one}>", f"<{p.other}>")) not in known]
    return _ranked(reader, namespace, _chosen(reader, namespace, open_ones, wanted))


def doubts(
    reader: Reader, namespace: Namespace, decided: Iterable[Decision], wanted: Wanted
) -> list[Doubt]:
    """Return the facts that await a decision, each once with all documents that it was read in."""
    known = {(each.subject, each.predicate, each.object, each.source) for each in decided}
    found: dict[tuple[str, str, str], Doubt] = {}
    parts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in reader.select(PREFIX_LINES + _FACTS):
        subject, predicate, object = (str(row[name]) for name in ("subject", "predicate", "object"))
        source = namespace.thing("document", text_of(row, "graph").rpartition("/")[2])
        if predicate in _OF_PARTICIPATION:
            parts[subject].add((predicate, object))
        elif (subject, predicate, object, f"<{source}>") not in known:
            fact = subject[1:-1], predicate[1:-1], object
            new = Doubt(*fact, (source,), _number(row), text_of(row, "rule"))
            old = found.get(fact, new)
            best = max(old, new, key=lambda each: each.score)
            found[fact] = replace(best, sources=tuple(dict.fromkeys((*old.sources, source))))
    whole = [replace(d, parts=frozenset(parts[f"<{d.subject}>"])) for d in found.values()]
    return _ranked(reader, namespace, _chosen(reader, namespace, whole, wanted))


def _chosen(
    reader: Reader, namespace: Namespace, found: list[Proposed], wanted: Wanted
) -> list[Proposed]:
    chosen = [
        each
        for each in found
        if each.score >= wanted.least
        and wanted.rule in ("", each.rule)
        and wanted.kind in ("", kind_of(namespace, each.things[0]))
    ]
    if not wanted.text:
        return chosen
    names = look_up(reader, {thing for each in chosen for thing in each.things}, ("en",))
    sought = wanted.text.casefold()
    return [each for each in chosen if sought in "\n".join(_names(names, each.things))]


def _names(names: Names, things: Iterable[str]) -> Iterator[str]:
    for thing in things:
        name = names[thing]
        yield f"{name.text}\n{name.other or ''}\n{thing}".casefold()


def _ranked(reader: Reader, namespace: Namespace, found: list[Proposed]) -> list[Proposed]:
    numbers = _leading(reader, namespace, sorted({t for each in found for t in each.things}))
    weighed = [replace(each, impact=sum(numbers.get(t, 0) for t in each.things)) for each in found]
    return sorted(weighed, key=lambda each: (-each.impact, -each.score, each.things))


def _leading(reader: Reader, namespace: Namespace, things: list[str]) -> dict[str, int]:
    """Return how many things lead to each."""
    numbers: dict[str, int] = {}
    for start in range(0, len(things), _TOGETHER):
        some = terms(things[start : start + _TOGETHER])
        query = _LEADING % {"things": some, "identity": NamedNode(namespace.identity)}
        for row in reader.select(PREFIX_LINES + query):
            numbers[text_of(row, "thing")] = int(text_of(row, "number"))
    return numbers


def kind_of(namespace: Namespace, thing: str) -> str:
    return (namespace.split(thing) or ("", ""))[0]


def _number(row: Solution) -> float:
    return float(text_of(row, "score"))
