"""Facts read with little confidence: listed once, and whole in the view when they are confirmed."""

from dataclasses import replace

import pytest
from graph.graph_examples import a_document, an_extraction, readable
from pyoxigraph import NamedNode

from kg.commit import initial, plan
from kg.graph.mapping import document_quads
from kg.identity.decision import Decision
from kg.identity.decisions import quads, read
from kg.identity.standing import standing
from kg.iris import Namespace
from kg.proposals import Doubt, Wanted, doubts
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import EA, RDF

NAMES = Namespace()
VIEW = NamedNode(NAMES.view)
SIGNED = {"who": "ann", "when": "2026-01-31T12:00:00Z"}


@pytest.fixture
def store() -> EmbeddedStore:
    """A document whose event is sure, but not who took part in it."""
    document = a_document()
    extraction = an_extraction(document.text, document.source_key)
    event, *others = extraction.events
    unsure = tuple(
        replace(each, evidence=replace(each.evidence, confidence=0.3))
        for each in event.participants
    )
    doubtful = extraction.replace(events=(replace(event, participants=unsure), *others))
    made = memory_store(NAMES)
    made.apply(initial(NAMES))
    graph = document_quads(document, readable(document.text), doubtful, NAMES)
    made.apply(plan(made, NAMES, [graph]))
    return made


def decide(store: EmbeddedStore, *decisions: Decision) -> None:
    insert = [quad for each in decisions for quad in quads(each, NAMES)]
    store.apply(plan(store, NAMES, decisions=Change(insert=insert)))


def listed(store: EmbeddedStore) -> list[Doubt]:
    return doubts(store, NAMES, read(store, NAMES), Wanted())


def signed(doubt: Doubt, *, same: bool) -> list[Decision]:
    return [replace(each, **SIGNED) for each in doubt.decisions(same=same)]


def test_who_took_part_is_one_question(store: EmbeddedStore) -> None:
    found = listed(store)
    assert found and {each.predicate for each in found} == {EA.inEvent.value}
    assert all(len(each.sources) == 1 and len(each.parts) == 2 for each in found)


def test_what_is_confirmed_stands_whole_in_the_view(store: EmbeddedStore) -> None:
    first, *rest = listed(store)
    part = NamedNode(first.subject)
    assert not list(store.quads(part, graph=VIEW))
    decide(store, *signed(first, same=True))
    said = {quad.predicate for quad in store.quads(part, graph=VIEW)}
    assert said >= {RDF.type, EA.inEvent, EA.participant, EA.role}
    event = NamedNode(first.object[1:-1])
    assert list(store.quads(event, EA.hasParticipant, None, VIEW))
    assert [each.key for each in listed(store)] == [each.key for each in rest]


def test_what_is_rejected_asks_no_more(store: EmbeddedStore) -> None:
    first, *rest = listed(store)
    before = standing(store, NAMES, first.decisions(same=True)[0])
    assert before == standing(store, NAMES, first.decisions(same=False)[0])
    decide(store, *signed(first, same=False))
    assert not list(store.quads(NamedNode(first.subject), graph=VIEW))
    assert [each.key for each in listed(store)] == [each.key for each in rest]
    after = standing(store, NAMES, first.decisions(same=True)[0])
    assert after.tag != before.tag and "reject by ann" in after.words
