"""What a document graph says, apart from its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph.statement import Statement
from kg.iris import Namespace
from kg.terms import DCTERMS, EA

ENTITY_KINDS: Final = frozenset(
    {"agency", "framework", "element", "agreement", "event", "series", "person", "place"}
)
CONTEST: Final = frozenset({EA.contested, EA.contestedProperty})
DERIVED: Final = frozenset(
    {EA.sourceCount, EA.canonical, EA.hasParticipant, EA.partner, EA.duplicateOf} | CONTEST
)

MADE_KINDS: Final = frozenset({"agreement", "event", "person", "document", "participation"})
_EVIDENCE_KINDS: Final = ("claim", "span", "version")
_NOT_SAID: Final = DERIVED | {DCTERMS.hasVersion}
_IN_EVENT: Final = EA.inEvent
_PARTICIPANT: Final = EA.participant
_REFERS_TO: Final = EA.refersTo
_REFERS_TO_BYTES: Final = f" {EA.refersTo} <".encode()


@dataclass(frozen=True, slots=True)
class Content:
    """`statements` are what a document adds to the view, `mentioned` what its mentions name."""

    statements: frozenset[Statement]
    mentioned: frozenset[NamedNode]


def content_of_lines(nquads: bytes, namespace: Namespace) -> Content:
    """Read the N-Quads of a document; most of them are evidence, which need not be parsed."""
    evidence = tuple(f"<{prefix}".encode() for prefix in _evidence(namespace))
    own, mentions = [], set()
    for line in nquads.splitlines(keepends=True):
        if not line.startswith(evidence):
            own.append(line)
        elif _REFERS_TO_BYTES in line:
            mentions.add(line.split(b" ", 3)[2])
    found = content(parse(b"".join(own), format=RdfFormat.N_QUADS), namespace)
    mentioned = {NamedNode(each[1:-1].decode()) for each in mentions}
    return Content(found.statements, found.mentioned | mentioned)


def content(quads: Iterable[Quad], namespace: Namespace) -> Content:
    """Read the graph of one document, passing over blank nodes and nested triples."""
    evidence = _evidence(namespace)
    found: set[Statement] = set()
    mentioned: set[NamedNode] = set()
    for quad in quads:
        subject, predicate = quad.subject, quad.predicate
        if not isinstance(subject, NamedNode):
            continue
        if subject.value.startswith(evidence):
            if predicate == _REFERS_TO and isinstance(quad.object, NamedNode):
                mentioned.add(quad.object)
        elif predicate not in _NOT_SAID:
            object = quad.object
            if isinstance(object, (NamedNode, Literal)):
                found.add(Statement(subject, predicate, object))
    return Content(frozenset(found), frozenset(mentioned))


def is_evidence(subject: object, namespace: Namespace) -> bool:
    """Tell whether something is a claim, a span or a version: how documents say it, not what."""
    return isinstance(subject, NamedNode) and subject.value.startswith(_evidence(namespace))


@cache
def _evidence(namespace: Namespace) -> tuple[str, ...]:
    return tuple(namespace.thing(kind, "") for kind in _EVIDENCE_KINDS)


def is_made_from_documents(kind: str, key: str) -> bool:
    """Whether a thing comes from documents alone, so that authority data cannot describe it."""
    return kind in MADE_KINDS or (kind in ENTITY_KINDS and key.startswith("x-"))


def shortcuts(found: Iterable[Statement]) -> set[Statement]:
    """Return `event ea:hasParticipant agent` for each participation."""
    events: dict[NamedNode, list[NamedNode]] = {}
    agents: dict[NamedNode, list[NamedNode]] = {}
    for subject, predicate, object in found:
        if isinstance(object, NamedNode):
            if predicate == _IN_EVENT:
                events.setdefault(subject, []).append(object)
            elif predicate == _PARTICIPANT:
                agents.setdefault(subject, []).append(object)
    return {
        Statement(event, EA.hasParticipant, agent)
        for part, hosts in events.items()
        for event in hosts
        for agent in agents.get(part, ())
    }
