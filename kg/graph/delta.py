"""What a few documents that come or go change in the view, without reading the rest of it.

A triple leaves when no other document states it, which takes one look-up each. All that documents
say of a thing is read only where a choice loses its last source, or depends on who says what.
"""

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.catalog import Untouched
from kg.graph.picks import choose, depends_on_sources, group_of, is_dispute, settle
from kg.graph.statement import Statement, statements
from kg.graph.view import Contributions, Days, contested, curated_statements, reported
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA

_Said = dict[NamedNode, dict[NamedNode, set[Statement]]]  # by subject, then graph


class ViewDelta:
    """Compares what documents contributed before (`leaving`) with what they do now (`arriving`)."""

    def __init__(
        self,
        reader: Reader,
        namespace: Namespace,
        leaving: Contributions,
        arriving: Contributions,
    ) -> None:
        self._reader, self._namespace = reader, namespace
        self._view = NamedNode(namespace.view)
        self._is_other = Untouched(namespace, leaving.keys() | arriving.keys()).holds
        self._published = Days(reader, namespace, arriving).published
        self._old, self._new = _by_subject(leaving), _by_subject(arriving)
        self._counts = _reports(arriving)
        self._counts.subtract(_reports(leaving))

    def changes(self) -> tuple[set[Statement], set[Statement]]:
        """Return the statements that leave the view and those that enter it."""
        deleted: set[Statement] = set()
        inserted: set[Statement] = set()
        for subject in self._old.keys() | self._new.keys():
            before = self._shown(subject)
            after = self._after(subject, before)
            deleted |= before - after
            inserted |= after - before
        for thing, difference in self._counts.items():
            if difference:
                self._count(thing, difference, deleted, inserted)
        return deleted, inserted

    def _shown(self, subject: NamedNode) -> set[Statement]:
        quads = self._reader.quads(subject, graph=self._view)
        return {each for each in statements(quads) if each.predicate != EA.sourceCount}

    def _after(self, subject: NamedNode, before: set[Statement]) -> set[Statement]:
        old = _union(self._old.get(subject, {}))
        new = _union(self._new.get(subject, {}))
        came = new - old
        lost = {statement for statement in old - new if not self._is_supported(statement)}
        after = before - lost | {statement for statement in came if not group_of(statement)}
        if before and not self._must_settle(subject, old | new, lost):
            self._compete(subject, after, came)
            return after
        single, is_contested = settle(
            self._statements(subject, has_others=bool(before)),
            self._curated(subject),
            self._published,
        )
        mark = {contested(subject)}
        many = {each for each in after if not group_of(each)} - mark
        return many | single | (mark if is_contested else set())

    def _must_settle(
        self, subject: NamedNode, touched: Iterable[Statement], lost: Iterable[Statement]
    ) -> bool:
        return (
            bool(self._curated(subject))
            or any(group_of(statement) for statement in lost)
            or any(depends_on_sources(group) for t in touched if (group := group_of(t)))
        )

    def _compete(
        self, subject: NamedNode, after: set[Statement], came: Iterable[Statement]
    ) -> None:
        """Let new values compete with the ones shown; nothing that was there has gone."""
        for statement in came:
            if group := group_of(statement):
                shown = {other for other in after if group_of(other) == group}
                options = {frozenset({each}): () for each in (*shown, statement)}
                after -= shown
                after |= choose(group, options, self._published)
                if is_dispute(group, options):
                    after.add(contested(subject))

    def _statements(
        self, subject: NamedNode, *, has_others: bool
    ) -> dict[NamedNode, set[Statement]]:
        found = {graph: set(made) for graph, made in self._new.get(subject, {}).items()}
        if has_others:
            for quad in filter(self._is_other, self._reader.quads(subject)):
                if isinstance(quad.graph_name, NamedNode):
                    found.setdefault(quad.graph_name, set()).update(statements([quad]))
        return found

    def _is_supported(self, statement: Statement) -> bool:
        """Whether anything but the documents that change states a statement."""
        if statement.predicate == EA.hasParticipant:
            parts = filter(self._is_other, self._reader.quads(None, EA.inEvent, statement.subject))
            return any(self._is_part(part, statement.object) for part in parts)
        return statement in self._curated(statement.subject) or self._is_stated(statement)

    def _curated(self, subject: NamedNode) -> frozenset[Statement]:
        return curated_statements(subject, self._namespace)

    def _is_part(self, part: Quad, agent: NamedNode | Literal) -> bool:
        """Whether the document that has this participation says that it is the agent's."""
        subject, graph = part.subject, part.graph_name
        if not isinstance(subject, NamedNode) or not isinstance(graph, NamedNode):
            return False
        return any(True for _ in self._reader.quads(subject, EA.participant, agent, graph))

    def _is_stated(self, statement: Statement) -> bool:
        return any(self._is_other(quad) for quad in self._reader.quads(*statement))

    def _count(
        self, thing: NamedNode, difference: int, deleted: set[Statement], inserted: set[Statement]
    ) -> None:
        count = difference
        for before in statements(self._reader.quads(thing, EA.sourceCount, None, self._view)):
            count += int(before.object.value)
            deleted.add(before)
        if count:
            inserted.add(Statement(thing, EA.sourceCount, Literal(count)))


def _by_subject(contributions: Contributions) -> _Said:
    found: _Said = {}
    for graph, made in contributions.items():
        for statement in made:
            found.setdefault(statement.subject, {}).setdefault(graph, set()).add(statement)
    return found


def _union(by_graph: dict[NamedNode, set[Statement]]) -> set[Statement]:
    return set().union(*by_graph.values())


def _reports(contributions: Contributions) -> Counter[NamedNode]:
    return Counter(thing for made in contributions.values() for thing in reported(made))
