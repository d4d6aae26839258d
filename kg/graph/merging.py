"""From what documents say to what that says of canonical things."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from kg.graph.statement import Statement
from kg.iris import Namespace, h16, identity_key
from kg.terms import EA, SKOS

_PREFERRED, _ALTERNATIVE = SKOS.prefLabel, SKOS.altLabel
_IN_EVENT, _PARTICIPANT, _BODY = EA.inEvent, EA.participant, EA.representing
_PART: Final = frozenset({_IN_EVENT, _PARTICIPANT, _BODY, EA.role, EA.positionHeld})


class Canonical(Protocol):
    """Which things are one."""

    def of(self, thing: NamedNode) -> NamedNode:
        """Return what stands for a thing: itself where nothing else does."""

    def members(self, thing: NamedNode) -> frozenset[NamedNode]:
        """Return all that a thing stands for."""


class Source(NamedTuple):
    """Who says something of a canonical thing, and which member of it that was said of."""

    graph: NamedNode
    member: NamedNode
    is_decided: bool = False  # a person confirmed it


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one document adds to the view: as it says it, and as people corrected it."""

    said: frozenset[Statement]
    decided: frozenset[Statement] = frozenset()

    @property
    def all(self) -> frozenset[Statement]:
        return self.said | self.decided if self.decided else self.said


Contributions = Mapping[NamedNode, Contribution]  # by document graph


class Translation:
    """Puts canonical things in place of those that documents speak of."""

    def __init__(self, canonical: Canonical, namespace: Namespace) -> None:
        self.canonical = canonical
        self._namespace = namespace
        self._things = f"{namespace.base}id/"
        self._participations = namespace.thing("participation", "")

    def translated(
        self, graph: NamedNode, contribution: Contribution
    ) -> Iterator[tuple[Source, Statement]]:
        parts = self.participations(contribution.all)
        for found, is_decided in ((contribution.said, False), (contribution.decided, True)):
            for statement in found:
                source = Source(graph, statement.subject, is_decided)
                subject = statement.subject
                if subject.value.startswith(self._participations):
                    subject = parts.get(subject, subject)
                else:
                    subject = self._of(subject)
                for each in self.statement(statement, subject):
                    yield source, each

    def statement(self, statement: Statement, subject: NamedNode) -> Iterator[Statement]:
        """Yield what a statement says of `subject`, which stands for its own."""
        member, predicate, object = statement
        if predicate == EA.textSketch:
            return
        if isinstance(object, NamedNode):
            object = self._of(object)
        if subject == member:
            yield Statement(subject, predicate, object)
        elif predicate != EA.key:
            yield Statement(subject, predicate, object)
            if predicate == _PREFERRED:
                yield Statement(subject, _ALTERNATIVE, object)

    def said_as(self, statement: Statement) -> Iterator[Statement]:
        """Yield what a document may say so that the view says this."""
        subject, predicate, object = statement
        members = self.canonical.members(subject)
        objects: Iterable[NamedNode | Literal] = [object]
        if isinstance(object, NamedNode) and object.value.startswith(self._things):
            objects = self.canonical.members(object)
        for member in members:
            for each in objects:
                yield Statement(member, predicate, each)
                if predicate == _ALTERNATIVE and member != subject:
                    yield Statement(member, _PREFERRED, each)

    def participations(self, said: Iterable[Statement]) -> dict[NamedNode, NamedNode]:
        """Return those of a document that another one stands for: who and what is canonical.

        The participations of one agency in one role, told by several documents, are one.
        """
        parts: dict[NamedNode, dict[NamedNode, NamedNode | Literal]] = {}
        for subject, predicate, object in said:
            if predicate in _PART:
                parts.setdefault(subject, {})[predicate] = object
        found = {}
        for part, values in parts.items():
            event, agent = values.get(_IN_EVENT), values.get(_PARTICIPANT)
            if isinstance(event, NamedNode) and isinstance(agent, NamedNode):
                body = values.get(_BODY)
                named = [t for t in (event, agent, body) if isinstance(t, NamedNode)]
                if any(self._of(thing) != thing for thing in named):
                    found[part] = self._participation(event, agent, values)
        return found

    def _participation(
        self, event: NamedNode, agent: NamedNode, values: Mapping[NamedNode, NamedNode | Literal]
    ) -> NamedNode:
        role, position, body = (values.get(p) for p in (EA.role, EA.positionHeld, _BODY))
        if role:
            more = [role.value.rpartition("#")[2]]
        else:
            named = self._name(body) if isinstance(body, NamedNode) else ""
            more = [position.value if position else "", named]
        key = identity_key(
            "participation", self._of(event).value.rpartition("/")[2], self._name(agent), *more
        )
        return NamedNode(self._namespace.thing("participation", h16(key)))

    def _name(self, thing: NamedNode) -> str:
        return self._of(thing).value.removeprefix(self._things)

    def _of(self, thing: NamedNode) -> NamedNode:
        return self.canonical.of(thing) if thing.value.startswith(self._things) else thing
