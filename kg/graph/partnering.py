"""Which agencies become partners by a commit, and which are none any more."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from pyoxigraph import NamedNode

from kg.graph.statement import Statement
from kg.graph.view import MOST_PARTNERS, partners
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA

_TOGETHER = (EA.hasParticipant, EA.party)


class Partnering:
    """Gathers what events and agreements show before and after, then tells what follows."""

    def __init__(self, reader: Reader, namespace: Namespace) -> None:
        self._reader, self._namespace = reader, namespace
        self._view = NamedNode(namespace.view)
        self._meetings: set[NamedNode] = set()  # that changed
        self._old: set[Statement] = set()
        self._new: set[Statement] = set()

    def note(self, subject: NamedNode, before: set[Statement], after: set[Statement]) -> None:
        if any(statement.predicate in _TOGETHER for statement in before ^ after):
            self._meetings.add(subject)
            self._old |= partners(before, self._namespace)
            self._new |= partners(after, self._namespace)

    def changes(self) -> Iterator[tuple[Statement, bool]]:
        """Yield the edges that go, with False, and those that come, with True."""
        for statement in self._old - self._new:
            if not self._met_elsewhere(statement):
                yield statement, False
        for statement in self._new - self._old:
            if not any(True for _ in self._reader.quads(*statement, self._view)):
                yield statement, True

    def _met_elsewhere(self, statement: Statement) -> bool:
        """Tell whether another event or agreement has both; a small agency tells of a large one."""
        one, _, other = statement
        if not isinstance(other, NamedNode):
            return False
        for pair in zip_longest(self._meetings_of(one), self._meetings_of(other)):
            for meeting, agency in zip(pair, (other, one), strict=True):
                if meeting is None:
                    return False  # the one with fewer has none with the other
                if self._counts(meeting, agency):
                    return True
        return False

    def _meetings_of(self, agency: NamedNode) -> Iterator[NamedNode]:
        found = chain(*(self._reader.quads(None, p, agency, self._view) for p in _TOGETHER))
        for quad in found:
            if isinstance(quad.subject, NamedNode) and quad.subject not in self._meetings:
                yield quad.subject

    def _counts(self, meeting: NamedNode, agency: NamedNode) -> bool:
        agencies = self._namespace.thing("agency", "")
        there = {
            quad.object
            for predicate in _TOGETHER
            for quad in self._reader.quads(meeting, predicate, None, self._view)
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(agencies)
        }
        return agency in there and len(there) <= MOST_PARTNERS
