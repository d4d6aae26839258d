"""What a commit changes in the view, without reading the rest of it.

A triple leaves when no other document states it, which takes one look-up each. All that documents
say of a thing is read only where a choice loses its last source, or depends on who says what.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.graph.content import CONTEST
from kg.graph.merging import Canonical, Contributions, Source, Translation
from kg.graph.partnering import Partnering
from kg.graph.picks import Group, choose, depends_on_sources, group_of, is_dispute, settle
from kg.graph.said import Documents
from kg.graph.statement import Statement, statements
from kg.graph.view import contested_marks, curated_statements, said_of
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import DCTERMS, EA, RDF

_Said = dict[NamedNode, dict[Source, set[Statement]]]  # by canonical subject
_COUNTED = (EA.sourceCount, EA.partner)


@dataclass(frozen=True, slots=True)
class Sides:
    """One thing before a commit, and after it."""

    before: Canonical
    after: Canonical


@dataclass(frozen=True, slots=True)
class Movement:
    """What a commit moves.

    `moved` are statements of documents that stay, about things that another thing stands for now;
    `regrouped` are documents of another family now.
    """

    leaving: Contributions
    arriving: Contributions
    moved: Contributions
    canonical: Sides
    families: Sides
    regrouped: frozenset[NamedNode]


class ViewDelta:
    """Compares what documents contributed before with what they do now."""

    def __init__(
        self, reader: Reader, namespace: Namespace, movement: Movement, others: Documents
    ) -> None:
        self._reader, self._namespace, self._others = reader, namespace, others
        self._view = NamedNode(namespace.view)
        self._movement = movement
        before = Translation(movement.canonical.before, namespace)
        self._after_it = Translation(movement.canonical.after, namespace)
        self._old = _translated(before, movement.leaving, movement.moved)
        self._new = _translated(self._after_it, movement.arriving, movement.moved)
        self._issued = {
            graph: min(_days(contribution.all), default="")
            for graph, contribution in movement.arriving.items()
        }

    def changes(self) -> tuple[set[Statement], set[Statement]]:
        """Return the statements that leave the view and those that enter it."""
        deleted: set[Statement] = set()
        inserted: set[Statement] = set()
        partnering = Partnering(self._reader, self._namespace)
        for subject in self._old.keys() | self._new.keys():
            before = self._shown(subject)
            after = self._after(subject, before)
            partnering.note(subject, before, after)
            deleted |= before - after
            inserted |= after - before
        for statement, is_new in (*self._copies(), *self._counts(), *partnering.changes()):
            (inserted if is_new else deleted).add(statement)
        return deleted - inserted, inserted - deleted

    def _shown(self, subject: NamedNode) -> set[Statement]:
        found = statements(self._reader.quads(subject, graph=self._view))
        return {s for s in found if s.predicate not in _COUNTED and s.predicate != EA.duplicateOf}

    def _after(self, subject: NamedNode, before: set[Statement]) -> set[Statement]:
        old, new = _union(self._old, subject), _union(self._new, subject)
        came = new - old
        lost = {statement for statement in old - new if not self._is_supported(statement)}
        after = before - lost | {statement for statement in came if not group_of(statement)}
        if before and not self._must_settle(subject, before, came, lost):
            self._compete(subject, after, came)
            return after
        single, contested = settle(
            self._said(subject, has_others=bool(before)), self._curated(subject), self._published
        )
        many = {s for s in after if not group_of(s) and s.predicate not in CONTEST}
        return many | single | contested_marks(subject, contested)

    def _must_settle(
        self,
        subject: NamedNode,
        before: set[Statement],
        came: Iterable[Statement],
        lost: Iterable[Statement],
    ) -> bool:
        """Tell whether to look at all that documents say, since what came does not tell enough."""
        if any(group_of(statement) for statement in lost):
            return True
        if any(self._stands_less_firmly(subject, before)):
            return True
        shown = _by_group(before)
        for made in self._new.get(subject, {}).values():
            if any(shown.get(group) != option for group, option in _by_group(made).items()):
                return True  # while one more source for what is shown changes no choice
        members = self._after_it.canonical.members(subject)
        return self._others.are_decided(members)

    def _stands_less_firmly(self, subject: NamedNode, before: set[Statement]) -> Iterator[bool]:
        """Yield, of all that was said, whether what is shown may have lost weight with it."""
        for source, made in self._old.get(subject, {}).items():
            yield source.is_decided
            for statement in made:
                group = group_of(statement)
                if group and depends_on_sources(group):
                    yield True
                elif group and source.member == subject and statement in before:
                    yield not self._own(statement)

    def _compete(
        self, subject: NamedNode, after: set[Statement], came: Iterable[Statement]
    ) -> None:
        """Let new values compete with the ones shown; nothing that was there has gone."""
        curated = self._curated(subject)
        for statement in came:
            if (group := group_of(statement)) and statement not in after:
                shown = {other for other in after if group_of(other) == group}
                options = {frozenset({each}): self._own(each) for each in (*shown, statement)}
                if not shown & curated:
                    after -= shown
                    after |= choose(group, options, self._published)
                if is_dispute(group, options):
                    after |= contested_marks(subject, {group[0]})

    def _own(self, statement: Statement) -> list[Source]:
        """Return a source that says so of the canonical thing itself, if there is one."""
        subject = statement.subject
        for source, made in self._new.get(subject, {}).items():
            if source.member == subject and statement in made:
                return [source]
        return [Source(self._view, subject)] if self._others.state(statement) else []

    def _said(self, subject: NamedNode, *, has_others: bool) -> dict[Source, set[Statement]]:
        found = {source: set(made) for source, made in self._new.get(subject, {}).items()}
        if has_others:
            others = said_of(subject, self._others, self._after_it.canonical, self._namespace)
            for source, made in others.items():
                found.setdefault(source, set()).update(made)
        return found

    def _is_supported(self, statement: Statement) -> bool:
        """Whether anything but the documents that change states a statement."""
        if statement.predicate == EA.hasParticipant:
            return self._takes_part(statement)
        if statement in self._curated(statement.subject):
            return True
        return any(map(self._others.state, self._after_it.said_as(statement)))

    def _takes_part(self, statement: Statement) -> bool:
        canonical = self._after_it.canonical
        for event in canonical.members(statement.subject):
            for graph, part in self._others.speak_of(event):
                if part.predicate == EA.inEvent:
                    agents = self._agents(part.subject, graph)
                    if any(canonical.of(agent) == statement.object for agent in agents):
                        return True
        return False

    def _agents(self, part: NamedNode, graph: NamedNode) -> Iterator[NamedNode]:
        for found, statement, _ in self._others.of(part):
            is_agent = found == graph and statement.predicate == EA.participant
            if is_agent and isinstance(statement.object, NamedNode):
                yield statement.object

    def _curated(self, subject: NamedNode) -> frozenset[Statement]:
        return curated_statements(subject, self._namespace)

    def _published(self, graph: NamedNode) -> str:
        known = self._issued.get(graph)
        return self._others.published(graph) if known is None else known

    def _copies(self) -> Iterator[tuple[Statement, bool]]:
        """Yield which documents are copies of others no more, and which ones are now."""
        families = self._movement.families
        for document in self._documents():
            for side, is_new in ((families.before, False), (families.after, True)):
                original = side.of(document)
                present = self._is_present(document, is_new=is_new)
                if original != document and present:
                    yield Statement(document, EA.duplicateOf, original), is_new

    def _counts(self) -> Iterator[tuple[Statement, bool]]:
        """Yield how many independent sources things have no more, and have now."""
        counts = Counter(thing for thing, _ in self._reports(is_new=True))
        counts.subtract(thing for thing, _ in self._reports(is_new=False))
        for thing, difference in counts.items():
            if difference:
                count = difference
                for former in statements(
                    self._reader.quads(thing, EA.sourceCount, None, self._view)
                ):
                    count += int(former.object.value)
                    yield former, False
                if count:
                    yield Statement(thing, EA.sourceCount, Literal(count)), True

    def _reports(self, *, is_new: bool) -> set[tuple[NamedNode, NamedNode]]:
        """Return what the families that a commit touches report, each with the family."""
        sides = self._movement.families
        families, canonical = (
            (sides.after, self._movement.canonical.after)
            if is_new
            else (sides.before, self._movement.canonical.before)
        )
        touched = {
            side.of(each) for each in self._documents() for side in (sides.before, sides.after)
        }
        relatives = {
            member
            for family in touched
            for side in (sides.before, sides.after)
            for member in side.members(family)
        }
        return {
            (canonical.of(thing), families.of(document))
            for document in relatives | self._documents()
            for thing in self._reported(document, is_new=is_new)
        }

    def _reported(self, document: NamedNode, *, is_new: bool) -> set[NamedNode]:
        whole = self._movement.arriving if is_new else self._movement.leaving
        if contribution := whole.get(self._others.graph(document)):
            return {
                statement.object
                for statement in contribution.all
                if statement.predicate == EA.reports and isinstance(statement.object, NamedNode)
            }
        return self._others.reports(document)

    def _is_present(self, document: NamedNode, *, is_new: bool) -> bool:
        graph = self._others.graph(document)
        whole = self._movement.arriving if is_new else self._movement.leaving
        return graph in whole or self._others.holds(graph)

    def _documents(self) -> set[NamedNode]:
        """Return the documents that change, or speak of what changes."""
        movement = self._movement
        graphs = {*movement.leaving, *movement.arriving, *movement.moved}
        return {self._others.document(graph) for graph in graphs} | movement.regrouped


def _translated(translation: Translation, *contributions: Contributions) -> _Said:
    found: _Said = defaultdict(lambda: defaultdict(set))
    for made in contributions:
        for graph, contribution in made.items():
            for source, statement in translation.translated(graph, contribution):
                found[statement.subject][source].add(statement)
    return found


def _union(said: _Said, subject: NamedNode) -> set[Statement]:
    return set[Statement]().union(*said.get(subject, {}).values())


def _by_group(said: Iterable[Statement]) -> dict[Group, set[Statement]]:
    """Return, of what is chosen by who says it and when, the statements that belong together."""
    found: dict[Group, set[Statement]] = defaultdict(set)
    for statement in said:
        if (group := group_of(statement)) and depends_on_sources(group):
            found[group].add(statement)
    return found


def _days(said: Iterable[Statement]) -> Iterator[str]:
    """Yield the day of publication that a document states of itself."""
    documents = {s.subject for s in said if s.predicate == RDF.type and s.object == EA.Document}
    for subject, predicate, object in said:
        if predicate == DCTERMS.issued and subject in documents:
            yield object.value
