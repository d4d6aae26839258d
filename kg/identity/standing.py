"""What a decision is made on, so that two people at once do not overwrite each other.

Whoever reads a proposal gets the tag of its standing, and sends it back with the decision; when it
has another standing by then, the decision is refused.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound, PreconditionFailed
from kg.identity.decision import Decision, DecisionKind
from kg.identity.decisions import check, get, term
from kg.iris import Namespace, h16
from kg.store.base import Reader
from kg.terms import EA, RDF

_PAIRS: Final[tuple[DecisionKind, ...]] = ("same-as", "different-from")
_FACTS: Final[tuple[DecisionKind, ...]] = ("reject", "correct", "confirm")


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided on the same question, what stands for the things, and who says it."""

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
        if self.claimed:
            return f"other documents say it now: {', '.join(self.claimed)}"
        return f"its things are others now: {', '.join(self.canonical) or 'there are none'}"


def standing(reader: Reader, namespace: Namespace, decision: Decision) -> Standing:
    """Return what a decision on this question is made on."""
    keys = {each.key for each in _alternatives(decision)}
    found = [known for key in sorted(keys) if (known := get(reader, namespace, key))]
    things = [decision.subject, decision.object] if decision.kind in _PAIRS else []
    return Standing(
        tuple(f"{each.kind} by {each.who}, {each.when} {each.replacement}" for each in found),
        tuple(name for thing in sorted(things) for name in _canonical(reader, namespace, thing)),
        tuple(_claimed(reader, namespace, decision)) if decision.kind in _FACTS else (),
    )


def _alternatives(decision: Decision) -> Iterator[Decision]:
    """Yield every other decision on the same question."""
    if decision.kind in _PAIRS:
        yield from (replace(decision, kind=kind) for kind in _PAIRS)
    elif decision.kind in _FACTS:
        for kind in _FACTS:
            yield replace(decision, kind=kind)
            yield replace(decision, kind=kind, source="")
    else:
        yield decision


def _canonical(reader: Reader, namespace: Namespace, thing: str) -> Iterator[str]:
    graph = NamedNode(namespace.identity)
    for quad in reader.quads(_node(thing), EA.canonical, None, graph):
        yield str(quad.object)


def _claimed(reader: Reader, namespace: Namespace, decision: Decision) -> list[str]:
    """Return the graphs in which the fact is claimed."""
    key = decision.source.strip("<>").rpartition("/")[2]
    graph = NamedNode(namespace.document_graph(key)) if key else None
    predicate, object = term(decision.predicate), term(decision.object)
    return sorted(
        str(quad.graph_name)
        for quad in reader.quads(None, RDF.subject, _node(decision.subject), graph)
        if isinstance(quad.subject, NamedNode)
        and any(reader.quads(quad.subject, RDF.predicate, predicate, graph))
        and any(reader.quads(quad.subject, RDF.object, object, graph))
    )


def _node(text: str) -> NamedNode:
    return NamedNode(text[1:-1])


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
    gone = [_known(reader, namespace, key) for key in retract]
    for decision in (*add, *gone):
        present = standing(reader, namespace, decision)
        if if_unchanged.get(decision.key, present.tag) != present.tag:
            raise PreconditionFailed(f"it has changed since it was read; {present.words}")
    return gone


def _known(reader: Reader, namespace: Namespace, key: str) -> Decision:
    decision = get(reader, namespace, key)
    if decision is None:
        raise NotFound(f"there is no decision {key}; it was taken back perhaps")
    return decision
