"""Whatever happens in whatever order, the store ends up as if it had all happened at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from kg.commit import initial, plan
from kg.graph.document import DocumentGraph
from kg.graph.lines import Lines, date, edtf, iri, plain, tagged
from kg.graph.statement import Statement, statements
from kg.graph.view import curated_statements, merged
from kg.identity import index
from kg.identity.decision import Decision
from kg.identity.decisions import quads
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.iris import Namespace
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import DCTERMS, EA, OWL, RDF, SKOS, concept

NAMES: Final = Namespace("https://example.org/")
IDENTITY, MATCHING, VIEW = map(NamedNode, (NAMES.identity, NAMES.matching, NAMES.view))
KEYS: Final = "abcd"


def thing(kind: str, key: str) -> str:
    return NAMES.thing(kind, key)


class ByName:
    """Agencies with a name in common are one; those that share a word might be."""

    kind = "agency"
    references = frozenset[str]()
    accept, propose = 0.9, 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for each in said.things(self.kind):
            labels = [*said.of(each, SKOS.prefLabel), *said.of(each, SKOS.altLabel)]
            yield Profile(each, {"label": frozenset(labels), DAY: frozenset(said.days)})

    def names(self, profile: Profile) -> frozenset[str]:
        return profile["label"]

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(f"word {word}" for label in profile["label"] for word in label.split())

    def compare(self, one: Profile, other: Profile) -> Comparison:
        if one["label"] & other["label"]:
            return Comparison(0.9 + len(one["label"] & other["label"]) / 100, "name", "a name")
        shares = self.blocks(one) & self.blocks(other)
        return Comparison(0.6 if shares else 0.0, "word", "a word")


class ByParty:
    """Events on one day with a party in common are one."""

    kind = "event"
    references = frozenset({"party"})
    accept, propose = 0.9, 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for each in said.things(self.kind):
            agents = [
                agent
                for part in said.to(each, EA.inEvent)
                for agent in said.of(part, EA.participant)
            ]
            values = {"party": agents, "date": said.of(each, EA.dateEdtf), DAY: said.days}
            yield Profile(each, {name: frozenset(found) for name, found in values.items()})

    def names(self, profile: Profile) -> frozenset[str]:
        return frozenset({profile.thing})

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(f"party {party}" for party in profile["party"])

    def compare(self, one: Profile, other: Profile) -> Comparison:
        if not one["party"] & other["party"]:
            return Comparison(0.0, "", "")
        is_same_day = one["date"] == other["date"]
        return Comparison(0.92 if is_same_day else 0.6, "party", "a party")


class ByTitle:
    """Documents with one title are one source."""

    kind = "document"
    references = frozenset[str]()
    accept, propose = 0.9, 0.9

    def profiles(self, said: Said) -> Iterator[Profile]:
        titles = said.of(said.document, DCTERMS.title)
        yield Profile(said.document, {"title": frozenset(titles), DAY: frozenset(said.days)})

    def names(self, profile: Profile) -> frozenset[str]:
        return profile["title"]

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(f"word {title}" for title in profile["title"])  # as agencies have

    def compare(self, one: Profile, other: Profile) -> Comparison:
        return Comparison(1.0 if one["title"] & other["title"] else 0.0, "title", "a title")


MATCHERS: Final = (ByName(), ByParty(), ByTitle())
AGENCIES: Final = ("x-heron", "x-crane", "x-stork", "unep")
LABELS: Final = ("Heron Office", "Crane Office", "Crane Bureau", "Stork Bureau")
THINGS: Final = tuple(
    NamedNode(each)
    for each in (
        *(thing("agency", key) for key in AGENCIES),
        *(thing("document", key) for key in KEYS),
        *(thing("event", f"{key}{number}") for key in KEYS for number in (1, 2)),
    )
)


@dataclass(frozen=True)
class Meeting:
    """An event as a document tells it; its number makes its IRI with the document's key."""

    number: int
    parties: tuple[tuple[str, str], ...]  # agency and role
    when: str


@dataclass(frozen=True)
class Page:
    key: str
    called: tuple[tuple[str, str], ...]
    meetings: tuple[Meeting, ...]
    issued: str | None
    title: str

    def graph(self) -> DocumentGraph:
        lines, document = Lines(), iri(thing("document", self.key))
        lines.add(document, RDF.type, EA.Document)
        lines.add(document, EA.key, plain(f"source of {self.key}"))
        lines.add(document, DCTERMS.title, tagged(self.title, "en"))
        if self.issued:
            lines.add(document, DCTERMS.issued, date(self.issued))
        for agency, label in self.called:
            self._describe(lines, agency, label)
        for meeting in self.meetings:
            self._tell(lines, meeting)
        graph = NAMES.document_graph(self.key)
        source = f"source of {self.key}"
        return DocumentGraph(self.key, source, "0", self.key, self.key, graph, lines.nquads(graph))

    def _describe(self, lines: Lines, agency: str, label: str) -> None:
        node = iri(thing("agency", agency))
        lines.add(iri(thing("document", self.key)), EA.reports, node)
        if agency.startswith("x-"):
            lines.add(node, RDF.type, EA.Agency)
            lines.add(node, EA.key, plain(agency))
            lines.add(node, SKOS.prefLabel, tagged(label, "en"))

    def _tell(self, lines: Lines, meeting: Meeting) -> None:
        event = iri(thing("event", f"{self.key}{meeting.number}"))
        lines.add(event, RDF.type, EA.Event)
        lines.add(event, EA.key, plain(event))
        lines.add(event, EA.dateEdtf, edtf(meeting.when))
        lines.add(event, SKOS.prefLabel, tagged(f"Meeting {meeting.number}", "en"))
        lines.add(iri(thing("document", self.key)), EA.reports, event)
        for agency, role in meeting.parties:
            part = iri(thing("participation", f"{self.key}{meeting.number}-{agency}-{role}"))
            lines.add(part, EA.inEvent, event)
            lines.add(part, EA.participant, iri(thing("agency", agency)))
            lines.add(part, EA.role, str(concept("role", role)))
            claim = iri(thing("claim", f"{self.key}-{meeting.number}-{agency}-{role}"))
            lines.add(claim, RDF.subject, part)
            lines.add(claim, RDF.object, event)


MEETINGS = st.builds(
    Meeting,
    st.integers(1, 2),
    st.lists(
        st.tuples(st.sampled_from(AGENCIES), st.sampled_from(["host", "visitor"])), max_size=2
    ).map(tuple),
    st.sampled_from(["2024-05-03", "2024-05"]),
)
PAGES = st.builds(
    Page,
    st.sampled_from(KEYS),
    st.lists(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(LABELS)), max_size=3).map(tuple),
    st.lists(MEETINGS, max_size=2, unique_by=lambda each: each.number).map(tuple),
    st.sampled_from([None, "2024-01-01", "2024-06-01"]),
    st.sampled_from(["Office", "Bureau"]),
)
PAIRS = st.sampled_from(
    [
        *((thing("agency", a), thing("agency", b)) for a in AGENCIES for b in AGENCIES if a < b),
        (thing("event", "a1"), thing("event", "b1")),
        (thing("event", "a1"), thing("event", "a2")),
    ]
)


def on_pair(kind: str, pair: tuple[str, str], when: int) -> Decision:
    one, other = (f"<{each}>" for each in pair)
    return Decision(kind, one, object=other, who="ann", when=moment(when))  # type: ignore[arg-type]


def on_date(kind: str, key: str, when: int) -> Decision:
    return Decision(
        kind,  # type: ignore[arg-type]
        f"<{thing('event', f'{key}1')}>",
        str(EA.dateEdtf),
        edtf("2024-05"),
        source=f"<{thing('document', key)}>",
        replacement=edtf("2024-05-09") if kind == "correct" else "",
        who="ann",
        when=moment(when),
    )


def on_type(key: str, when: int) -> Decision:
    event, source = f"<{thing('event', f'{key}1')}>", f"<{thing('document', key)}>"
    return Decision("reject", event, str(RDF.type), str(EA.Event), source, when=moment(when))


def moment(number: int) -> str:
    return f"2026-01-01T00:00:{number:02}Z"


DECISIONS = st.one_of(
    st.builds(on_pair, st.sampled_from(["same-as", "different-from"]), PAIRS, st.integers(0, 59)),
    st.builds(
        on_date,
        st.sampled_from(["reject", "correct", "confirm"]),
        st.sampled_from(KEYS),
        st.integers(0, 59),
    ),
    st.builds(on_type, st.sampled_from(KEYS), st.integers(0, 59)),
)


@dataclass
class World:
    """What was done to a store, and the store."""

    store: EmbeddedStore
    pages: dict[str, Page] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def load(self, *pages: Page) -> None:
        self.pages.update((page.key, page) for page in pages)
        self._apply(documents=[self.pages[key].graph() for key in {page.key for page in pages}])

    def remove(self, key: str) -> None:
        self.pages.pop(key, None)
        self._apply(removed=[key])

    def decide(self, decision: Decision) -> None:
        former = self.decisions.get(decision.key)
        self.decisions[decision.key] = decision
        self._decide([former] if former else [], [decision])

    def retract(self, key: str) -> None:
        self._decide([self.decisions.pop(key)], [])

    def _decide(self, gone: Iterable[Decision], new: Iterable[Decision]) -> None:
        delete, insert = ([q for d in side for q in quads(d, NAMES)] for side in (gone, new))
        self._apply(decisions=Change(delete=delete, insert=insert))

    def _apply(self, **what: object) -> None:
        self.store.apply(plan(self.store, NAMES, matchers=MATCHERS, **what))  # type: ignore[arg-type]

    def empty(self) -> None:
        for key in list(self.decisions):
            self.retract(key)
        for key in KEYS:
            self.remove(key)

    def identity(self) -> set[Quad]:
        history = (DCTERMS.isReplacedBy, OWL.deprecated)
        return {q for q in self.store.quads(graph=IDENTITY) if q.predicate not in history}

    def view(self) -> set[Statement]:
        """Return what the view says beyond the curated data."""
        known = (EA.inEvent, RDF.subject, RDF.object)
        found = (quad.subject for p in known for quad in self.store.quads(None, p, None, VIEW))
        subjects = {*THINGS, *(each for each in found if isinstance(each, NamedNode))}
        quads = (quad for each in subjects for quad in self.store.quads(each, graph=VIEW))
        shown = set(statements(quads))
        return {each for each in shown if each not in curated_statements(each.subject, NAMES)}


Step = Callable[[World], None]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.lists(PAGES, min_size=1, max_size=3).map(lambda pages: lambda world: world.load(*pages)),
    st.sampled_from(KEYS).map(lambda key: lambda world: world.remove(key)),
    DECISIONS.map(lambda decision: lambda world: world.decide(decision)),
    DECISIONS.map(lambda decision: lambda world: world.decide(decision)),
    st.just(lambda world: world.decisions and world.retract(min(world.decisions))),
)


@pytest.fixture(scope="module")
def stores() -> tuple[EmbeddedStore, EmbeddedStore]:
    """Two stores that tests leave empty."""
    made = (memory_store(NAMES), memory_store(NAMES))
    for store in made:
        store.apply(initial(NAMES))
    return made


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the few things of these tests crowd their blocks."""
    monkeypatch.setattr(index, "ALL_PAIRS", 2)
    monkeypatch.setattr(index, "ANCHORS", 1)


def check(world: World, other: World) -> None:
    expected = merged(world.store, NAMES)
    unep = curated_statements(NamedNode(thing("agency", "unep")), NAMES)
    assert world.view() == expected - unep, "the view is what a rebuild gives"
    try:
        for decision in world.decisions.values():
            other.decide(decision)
        other.load(*reversed(world.pages.values()))
        assert other.identity() == world.identity()
        assert set(other.store.quads(graph=MATCHING)) == set(world.store.quads(graph=MATCHING))
        assert other.view() == world.view()
    finally:
        other.empty()


@given(steps=st.lists(STEPS, min_size=1, max_size=7))
def test_any_history_gives_what_its_outcome_gives(
    stores: tuple[EmbeddedStore, EmbeddedStore], steps: Sequence[Step]
) -> None:
    world, other = (World(store) for store in stores)
    try:
        for step in steps:
            step(world)
        check(world, other)
    finally:
        world.empty()


@pytest.fixture
def worlds(stores: tuple[EmbeddedStore, EmbeddedStore]) -> Iterator[tuple[World, World]]:
    """A world for what happens, and one for its outcome alone."""
    world, rebuilt = (World(store) for store in stores)
    yield world, rebuilt
    world.empty()


def test_a_rejected_event_is_counted_for_no_source_when_it_leaves_others(
    worlds: tuple[World, World],
) -> None:
    world, rebuilt = worlds
    meetings = tuple(Meeting(number, (("x-crane", "host"),), "2024-05") for number in (1, 2))
    world.load(Page("a", (), meetings, None, "A"))
    world.decide(on_pair("same-as", (thing("event", "a1"), thing("event", "a2")), 0))
    world.decide(on_type("a", 1))
    world.decide(on_date("correct", "a", 2))
    world.retract(next(iter(world.decisions)))
    check(world, rebuilt)


def test_a_name_gives_way_when_only_another_member_still_bears_it(
    worlds: tuple[World, World],
) -> None:
    world, rebuilt = worlds
    crane, heron = "x-crane", "x-heron"
    world.load(Page("d", ((crane, "Crane Bureau"), (crane, "Crane Office")), (), None, "D"))
    world.decide(on_pair("same-as", (thing("agency", crane), thing("agency", heron)), 0))
    world.load(
        Page("b", ((heron, "Crane Bureau"), (crane, "Crane Office")), (), None, "B"),
        Page("d", ((crane, "Stork Bureau"),), (), None, "D"),
    )
    check(world, rebuilt)


def test_what_no_page_names_still_stands_for_what_one_does(
    worlds: tuple[World, World],
) -> None:
    world, rebuilt = worlds
    world.decide(on_pair("same-as", (thing("agency", "unep"), thing("agency", "x-heron")), 0))
    world.load(Page("a", (("unep", "Heron Office"), ("x-heron", "Crane Bureau")), (), None, "A"))
    world.load(Page("a", (("x-heron", "Crane Bureau"),), (), None, "A"))
    check(world, rebuilt)
