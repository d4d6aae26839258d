"""What a decision is made on, so that two people at once do not overwrite each other.

Whoever reads a proposal gets the tag of its standing, and sends it back with the decision; when it
has another standing by then, the decision is refused.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import NotFound, PreconditionFailed
from kg.identity.decision import Decision, DecisionKind
from kg.identity.decisions import check, get
from kg.iris import Namespace, h16
from kg.store.base import Reader
from kg.terms import EA, RDF

_PAIRS: Final[tuple[DecisionKind, ...]] = ("same-as", "different-from")
_FACTS: Final[tuple[DecisionKind, ...]] = ("reject", "correct", "confirm")


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided on the same question, what stands for the things, and if it is said."""

    decided: tuple[str, ...]
    canonical: tuple[str, ...]
    claimed: tuple[str, ...]

    @property
    def tag(self) -> str:
        return h16(json.dumps([self.decided, self.canonical, self.claimed]))

    @property
    def words(self) -> str:
        if self.decided:
            return f"decided meanwhile: {'; '.join(self.decided)}"
        if not self.canonical:
            return "the document says something else now"
        return f"its things are others now: {', '.join(self.canonical)}"


def standing(reader: Reader, namespace: Namespace, decision: Decision) -> Standing:
    """Return what a decision on this question is made on."""
    found = get(reader, namespace, sorted({each.key for each in _alternatives(decision)}))
    is_pair, is_fact = decision.kind in _PAIRS, decision.kind in _FACTS
    return Standing(
        tuple(f"{found[key].kind} by {found[key].who}, {found[key].when}" for key in sorted(found)),
        _canonical(reader, namespace, decision) if is_pair else (),
        _claimed(reader, namespace, decision) if is_fact else (),
    )


def _alternatives(decision: Decision) -> Iterator[Decision]:
    """Yield every other decision on the same question."""
    if decision.kind in _PAIRS:
        yield from (replace(decision, kind=kind) for kind in _PAIRS)
    elif decision.kind in _FACTS:
        yield from (replace(decision, kind=kind) for kind in _FACTS)
    else:
        yield decision


def _canonical(reader: Reader, namespace: Namespace, pair: Decision) -> tuple[str, ...]:
    """Return what stands for the things now."""
    rows = reader.select(
        f"SELECT DISTINCT ?now {{ VALUES ?thing {{ {pair.subject} {pair.object} }} "
        f"GRAPH <{namespace.identity}> {{ ?thing {EA.canonical} ?now }} }}"
    )
    return tuple(sorted(str(row["now"]) for row in rows))


def _claimed(reader: Reader, namespace: Namespace, fact: Decision) -> tuple[str, ...]:
    """Return the claims of the fact in its document."""
    graph = namespace.document_graph(fact.source.strip("<>").rpartition("/")[2])
    rows = reader.select(
        f"SELECT ?claim {{ GRAPH <{graph}> {{ ?claim {RDF.subject} {fact.subject} ; "
        f"{RDF.predicate} {fact.predicate} ; {RDF.object} {fact.object} }} }}"
    )
    return tuple(sorted(str(row["claim"]) for row in rows))


def refuse_outdated(
    reader: Reader,
    namespace: Namespace,
    add: Sequence[Decision],
    retract: Sequence[str],
    if_unchanged: Mapping[str, str],
) -> list[Decision]:
    """Return the decisions that are taken back, if all can be done as it was meant.

    `if_unchanged` has, by key of a decision, the tag of the standing that it was made on.
    Raises: BadDecision, NotFound, PreconditionFailed
    """
    rows = [json.loads(decision.entry) for decision in add if decision.entry]
    keys = {(row.get("kind", ""), row.get("key", "")) for row in rows}
    for decision in add:
        check(decision, namespace, keys)
    gone = get(reader, namespace, retract)
    for key in retract:
        if key not in gone:
            raise NotFound(f"there is no decision {key}; it was taken back perhaps")
    for decision in (*add, *gone.values()):
        if decision.key in if_unchanged:
            present = standing(reader, namespace, decision)
            if if_unchanged[decision.key] != present.tag:
                raise PreconditionFailed(f"it has changed since it was read; {present.words}")
    return list(gone.values())
