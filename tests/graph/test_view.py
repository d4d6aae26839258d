"""The view that commits keep up to date is the view that a rebuild from scratch would give."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from graph.graph_examples import WORDS, a_document, an_extraction, readable
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.commit import initial, plan
from kg.graph.catalog import active_graphs
from kg.graph.content import content
from kg.graph.document import DocumentGraph
from kg.graph.identity import Things
from kg.graph.lines import Lines, date, decimal, edtf, iri, plain, tagged
from kg.graph.mapping import document_quads
from kg.graph.statement import Statement, statements
from kg.graph.view import curated, merged, rebuild, renewed
from kg.iris import Namespace
from kg.store.base import Change, Reader
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import DCTERMS, EA, ORG, RDF, SKOS, concept

NAMES = Namespace("https://example.org/")
VIEW = NamedNode(NAMES.view)
BASE = curated(NAMES)


def thing(kind: str, key: str) -> str:
    return iri(NAMES.thing(kind, key))


SHARED_AGENCIES = [thing("agency", "x-heron"), thing("agency", "x-crane")]
AGENTS = [*SHARED_AGENCIES, thing("agency", "unep"), thing("person", "mira-1")]
EVENTS = [thing("event", "talk"), thing("event", "walk")]
AGREEMENT = thing("agreement", "memo")
PARTS = [thing("participation", "p1"), thing("participation", "p2")]

DOCUMENTS = [thing("document", key) for key in "abcd"]
SUBJECTS = {NamedNode(each[1:-1]) for each in (*AGENTS, *EVENTS, *PARTS, *DOCUMENTS, AGREEMENT)}

# What documents may say: few values of few things, so that they agree, differ and overlap.
STATEMENTS: list[tuple[str, NamedNode, str]] = [
    *((a, RDF.type, str(EA.Agency)) for a in SHARED_AGENCIES),
    *(
        (a, SKOS.prefLabel, tagged(name, "en"))
        for a in SHARED_AGENCIES
        for name in ("Heron Office", "HERON OFFICE", "heron office")
    ),
    *((a, SKOS.altLabel, tagged(name, "en")) for a in AGENTS for name in ("Heron", "Crane")),
    *(
        (a, EA.agencyKind, str(concept("agency-kind", kind)))
        for a in [*SHARED_AGENCIES, thing("agency", "unep")]
        for kind in ("ministry", "un-body", "company")
    ),
    *(
        (SHARED_AGENCIES[0], ORG.subOrganizationOf, parent)
        for parent in (thing("agency", "unep"), SHARED_AGENCIES[1])
    ),
    *(
        (AGREEMENT, EA.status, str(concept("status", status)))
        for status in ("mentioned", "preliminary", "signed", "renewed")
    ),
    *((AGREEMENT, EA.party, agency) for agency in AGENTS[:3]),
    *((e, EA.confidence, decimal(sure)) for e in EVENTS for sure in (0.65, 0.8, 0.95)),
    *((e, EA.dateEdtf, edtf(when)) for e in EVENTS for when in ("2024-05", "2024-05-03")),
    *((e, EA.startsNotBefore, date(day)) for e in EVENTS for day in ("2024-05-01", "2024-05-03")),
    *((e, EA.endsNotAfter, date(day)) for e in EVENTS for day in ("2024-05-31", "2024-05-03")),
    *(
        (EVENTS[0], EA.dateCertainty, str(concept("date-certainty", certainty)))
        for certainty in ("explicit", "year-inferred")
    ),
    *((e, EA.concerns, thing("framework", key)) for e in EVENTS for key in ("kmgbf", "x-fens")),
    *((part, EA.inEvent, event) for part in PARTS for event in EVENTS),
    *((part, EA.participant, agent) for part in PARTS for agent in AGENTS),
]


@dataclass(frozen=True)
class Step:
    loaded: tuple[DocumentGraph, ...] = ()
    superseded: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()


def graph_of(
    key: str,
    said: Iterable[tuple[str, NamedNode, str]],
    reported: Iterable[str],
    issued: str | None,
) -> DocumentGraph:
    lines, document = Lines(), thing("document", key)
    lines.add(document, RDF.type, EA.Document)
    lines.add(document, EA.key, plain(f"source of {key}"))
    if issued:
        lines.add(document, DCTERMS.issued, date(issued))
    for agency in reported:
        lines.add(document, EA.reports, agency)
    for statement in said:
        lines.add(*statement)
    span = thing("span", f"{key}-1")
    lines.add(span, EA.refersTo, thing("place", "cn-fj"))
    graph = NAMES.document_graph(key)
    return DocumentGraph(key, f"source of {key}", "0", key, key, graph, lines.nquads(graph))


KEYS = st.sampled_from(["a", "b", "c", "d"])
GRAPHS = st.builds(
    graph_of,
    KEYS,
    st.lists(st.sampled_from(STATEMENTS), max_size=16),
    st.lists(st.sampled_from([*AGENTS[:3], AGREEMENT, *EVENTS]), max_size=3),
    st.sampled_from([None, "2024-01-01", "2024-06-01"]),
)
STEPS = st.one_of(
    st.builds(Step, st.lists(GRAPHS, min_size=1, max_size=3).map(tuple)),
    st.builds(Step, removed=st.lists(KEYS, max_size=2).map(tuple)),
    st.builds(lambda graph, old: Step((graph,), ((old, graph.key),)), GRAPHS, KEYS),
)


def everything_curated() -> set[Quad]:
    return {each.quad(VIEW) for found in BASE.values() for each in found}


def shown(reader: Reader) -> set[Quad]:
    return set(reader.quads(graph=VIEW))


def fresh() -> EmbeddedStore:
    store = memory_store(NAMES)
    store.apply(initial(NAMES))
    return store


def take(store: EmbeddedStore, step: Step) -> None:
    store.apply(
        plan(store, NAMES, step.loaded, superseded=dict(step.superseded), removed=step.removed)
    )


@pytest.fixture(scope="module")
def used() -> Iterator[EmbeddedStore]:
    """A store that tests leave empty of documents: without them, it shows what it did at first."""
    store = fresh()
    yield store
    assert shown(store) == set(rebuild(store, NAMES)) == everything_curated()


@contextmanager
def emptied(store: EmbeddedStore) -> Iterator[EmbeddedStore]:
    try:
        yield store
    finally:
        take(store, Step(removed=("a", "b", "c", "d")))


def said_of_documents(store: EmbeddedStore) -> set[Statement]:
    """Return what the view says of the few things that these tests speak of."""
    return {each for subject in SUBJECTS for each in statements(store.quads(subject, graph=VIEW))}


@given(st.lists(STEPS, max_size=6))
def test_view_equals_rebuild_after_any_commits(used: EmbeddedStore, steps: Sequence[Step]) -> None:
    with emptied(used) as store:
        for step in steps:
            take(store, step)
            expected = set(merged(store, NAMES))
            touched = {each.subject for each in expected}
            assert touched <= SUBJECTS
            untouched = {each for s in SUBJECTS - touched for each in BASE.get(s, ())}
            assert said_of_documents(store) == expected | untouched


@given(st.lists(STEPS, max_size=6))
def test_canonical_map_is_total_and_retired_things_lead_on(
    used: EmbeddedStore, steps: Sequence[Step]
) -> None:
    with emptied(used) as store:
        for step in steps:
            take(store, step)
            check_identity(store)


def check_identity(store: EmbeddedStore) -> None:
    entities: set[NamedNode] = set()
    for graph in active_graphs(store, NAMES):
        entities |= Things(content(store.quads(graph=graph), NAMES), NAMES).entities
    identity = list(store.quads(graph=NamedNode(NAMES.identity)))
    canonical = {q.subject: q.object for q in identity if q.predicate == EA.canonical}
    assert canonical == {entity: entity for entity in entities}
    ended = {q.subject for q in identity if q.predicate != EA.canonical}
    assert not ended & entities


@given(st.permutations([("a", 0), ("b", 5), ("c", 9), ("d", 14)]))
def test_order_of_loading_does_not_matter(
    used: EmbeddedStore, order: Sequence[tuple[str, int]]
) -> None:
    def view_of(keys: Iterable[tuple[str, int]]) -> set[Statement]:
        with emptied(used) as store:
            for key, first in keys:
                said = STATEMENTS[first::3]
                take(store, Step((graph_of(key, said, AGENTS[:2], f"2024-0{first % 7 + 1}-01"),)))
            return said_of_documents(store)

    assert view_of(order) == view_of(sorted(order))


def said_of(store: EmbeddedStore, subject: str, predicate: NamedNode) -> set[str]:
    quads = store.quads(NamedNode(subject[1:-1]), predicate, None, VIEW)
    return {str(quad.object.value).rpartition("#")[2] for quad in quads}


def load_statuses(*statuses: tuple[str, str | None]) -> EmbeddedStore:
    store = fresh()
    for number, (status, issued) in enumerate(statuses):
        said = [(AGREEMENT, EA.status, str(concept("status", status)))]
        take(store, Step((graph_of(f"d{number}", said, [AGREEMENT], issued),)))
    return store


def test_later_publication_decides_the_status() -> None:
    store = load_statuses(("renewed", "2024-03-01"), ("in-force", "2024-06-01"), ("signed", None))
    assert said_of(store, AGREEMENT, EA.status) == {"in-force"}
    assert said_of(store, AGREEMENT, EA.contested) == {"true"}
    assert said_of(store, AGREEMENT, EA.contestedProperty) == {"status"}
    assert said_of(store, AGREEMENT, EA.sourceCount) == {"3"}


def test_mentions_and_intentions_never_override_what_was_signed() -> None:
    store = load_statuses(
        ("signed", "2024-01-01"), ("preliminary", "2024-05-01"), ("mentioned", "2024-06-01")
    )
    assert said_of(store, AGREEMENT, EA.status) == {"signed"}


def test_a_date_is_taken_whole_from_the_most_exact_source() -> None:
    store = fresh()
    for key, when, first, last in (
        ("a", "2024-05", "2024-05-01", "2024-05-31"),
        ("b", "2024-05-03", "2024-05-03", "2024-05-03"),
    ):
        said = [
            (EVENTS[0], EA.dateEdtf, edtf(when)),
            (EVENTS[0], EA.startsNotBefore, date(first)),
            (EVENTS[0], EA.endsNotAfter, date(last)),
        ]
        take(store, Step((graph_of(key, said, [], None),)))
    assert said_of(store, EVENTS[0], EA.dateEdtf) == {"2024-05-03"}
    assert said_of(store, EVENTS[0], EA.startsNotBefore) == {"2024-05-03"}
    assert said_of(store, EVENTS[0], EA.contestedProperty) == {"dateEdtf"}


def test_a_view_of_an_earlier_edition_learns_on_what_sources_differ() -> None:
    store = load_statuses(("renewed", "2024-03-01"), ("in-force", "2024-06-01"))
    marks = set(store.quads(None, EA.contestedProperty, None, VIEW))
    store.apply(Change(delete=marks))
    gone, new = renewed(store, NAMES)
    assert {each.quad(VIEW) for each in new} == marks
    assert marks and not gone


def test_documents_never_override_authority_data() -> None:
    store = fresh()
    unep = thing("agency", "unep")
    kind = said_of(store, unep, EA.agencyKind)
    said = [(unep, EA.agencyKind, str(concept("agency-kind", "company")))]
    take(store, Step((graph_of("a", said, [unep], None),)))
    assert said_of(store, unep, EA.agencyKind) == kind
    assert said_of(store, unep, EA.contested) == {"true"}
    assert said_of(store, unep, EA.contestedProperty) == {"agencyKind"}


def test_a_name_in_capitals_gives_way() -> None:
    store = fresh()
    heron = SHARED_AGENCIES[0]
    for key, name in (("a", "HERON OFFICE"), ("b", "Heron Office")):
        take(store, Step((graph_of(key, [(heron, SKOS.prefLabel, tagged(name, "en"))], [], None),)))
    assert said_of(store, heron, SKOS.prefLabel) == {"Heron Office"}
    assert not said_of(store, heron, EA.contested)


def test_the_surest_source_says_how_sure_an_event_is() -> None:
    store = fresh()
    for key, sure in (("a", 0.8), ("b", 0.95), ("c", 0.65)):
        take(store, Step((graph_of(key, [(EVENTS[0], EA.confidence, decimal(sure))], [], None),)))
    assert said_of(store, EVENTS[0], EA.confidence) == {"0.95"}
    assert not said_of(store, EVENTS[0], EA.contested)


def test_a_participant_leaves_with_the_one_document_that_says_so() -> None:
    store = fresh()
    whole = [(PARTS[0], EA.inEvent, EVENTS[0]), (PARTS[0], EA.participant, AGENTS[0])]
    for key, said in (("a", whole), ("b", whole[:1]), ("c", whole[1:])):
        take(store, Step((graph_of(key, said, [], None),)))
    assert said_of(store, EVENTS[0], EA.hasParticipant) == {AGENTS[0][1:-1]}
    take(store, Step(removed=("a",)))
    assert not said_of(store, EVENTS[0], EA.hasParticipant)


def test_view_holds_facts_and_no_evidence() -> None:
    store = fresh()
    document = a_document()
    store.apply(
        plan(store, NAMES, [document_quads(document, readable(WORDS), an_extraction(), NAMES)])
    )
    facts = shown(store) - everything_curated()
    kinds = {
        NAMES.split(term.value)[0]  # type: ignore[index]
        for quad in facts
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and NAMES.split(term.value)
    }
    assert not kinds & {"claim", "span", "version"}
    event = next(q.subject for q in facts if q.object == EA.Event and q.predicate == RDF.type)
    assert isinstance(event, NamedNode)
    meeting = Quad(event, EA.eventType, concept("event-type", "Meeting"), VIEW)
    forum = Quad(event, EA.eventType, concept("event-type", "Forum"), VIEW)
    assert meeting in facts or forum in facts
    assert {str(q.object.value) for q in facts if q.predicate == EA.hasParticipant} >= {
        NAMES.thing("agency", "unep")
    }


def test_loading_the_same_again_changes_nothing() -> None:
    store = fresh()
    graph = document_quads(a_document(), readable(WORDS), an_extraction(), NAMES)
    store.apply(plan(store, NAMES, [graph]))
    before = set(store.quads())
    store.apply(plan(store, NAMES, [replace(graph, path="elsewhere.txt")]))
    assert set(store.quads()) == before


def test_counts_fall_to_nothing() -> None:
    store = fresh()
    unep = NamedNode(NAMES.thing("agency", "unep"))
    for key in ("a", "b"):
        take(store, Step((graph_of(key, [], [str(unep)], None),)))
    assert said_of(store, str(unep), EA.sourceCount) == {"2"}
    take(store, Step(removed=("a",)))
    assert list(store.quads(unep, EA.sourceCount)) == [Quad(unep, EA.sourceCount, Literal(1), VIEW)]
    take(store, Step(removed=("b",)))
    assert not list(store.quads(unep, EA.sourceCount))
