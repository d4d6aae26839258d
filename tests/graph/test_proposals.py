"""Facts below the threshold stand in the document's graph with their evidence, and nowhere else."""

from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
from graph.graph_examples import a_document, an_extraction, readable

from kg.commit import initial, plan
from kg.errors import NotFound
from kg.facts import facts
from kg.graph.content import content_of_lines
from kg.graph.document import PIPELINE_VERSION, DocumentGraph, pipeline
from kg.graph.mapping import document_quads
from kg.graph.validate import check_quads, shacl_report
from kg.iris import Namespace
from kg.model import Extraction, Policy, Sourced
from kg.reasons import explain
from kg.settings import Settings
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import EA, RDF

NAMES = Namespace()
DOCUMENT = a_document()
SURE = an_extraction(DOCUMENT.text, DOCUMENT.source_key)


def unsure(sourced: Sourced[Any]) -> Sourced[Any]:
    return replace(sourced, evidence=replace(sourced.evidence, confidence=0.3))


def graph_of(extraction: Extraction, least: float = 0.5) -> DocumentGraph:
    return document_quads(
        DOCUMENT, readable(DOCUMENT.text), extraction, NAMES, Policy(min_confidence=least)
    )


def quads_of(graph: DocumentGraph) -> list[ox.Quad]:
    return list(ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS))


def loaded(graph: DocumentGraph) -> EmbeddedStore:
    store = memory_store(NAMES)
    store.apply(initial(NAMES))
    store.apply(plan(store, NAMES, [graph]))
    return store


def with_unsure_event() -> Extraction:
    event, *others = SURE.events
    return SURE.replace(events=(replace(event, type=unsure(event.type)), *others))


def with_unsure_details() -> Extraction:
    event, *others = SURE.events
    doubtful = replace(
        event,
        date=unsure(event.date) if event.date else None,
        participants=tuple(map(unsure, event.participants)),
        people=tuple(map(unsure, event.people)),
    )
    return SURE.replace(events=(doubtful, *others))


@pytest.mark.parametrize("extraction", [SURE, with_unsure_event(), with_unsure_details()])
def test_shapes_hold_with_proposals(extraction: Extraction) -> None:
    quads = quads_of(graph_of(extraction))
    assert not [v for v in check_quads(quads) if v.severity == "violation"]
    assert not [v for v in shacl_report(quads) if v.severity == "violation"]


def test_what_is_sure_is_the_same_with_and_without_a_threshold() -> None:
    assert graph_of(SURE).nquads == graph_of(SURE, least=0.0).nquads


def test_a_proposed_event_is_only_explained() -> None:
    graph = graph_of(with_unsure_event())
    (event,) = {
        quad.subject.value for quad in quads_of(graph_of(SURE)) if quad.predicate == EA.eventType
    } - {quad.subject.value for quad in quads_of(graph) if quad.predicate == EA.eventType}
    stated = content_of_lines(graph.nquads, NAMES).statements
    assert all(event not in (s.subject.value, s.object.value) for s in stated)
    store = loaded(graph)
    (told,) = facts(store, NAMES).values()
    assert event not in {each["id"] for each in told["events"]}
    reasons = explain(store, NAMES, event)
    assert reasons
    assert all(reason.is_proposal and reason.quote for reason in reasons)


def test_unsure_details_leave_the_event_and_are_explained_with_it() -> None:
    graph = graph_of(with_unsure_details())
    store = loaded(graph)
    (told,) = facts(store, NAMES).values()
    event = next(each for each in told["events"] if not each["participants"])
    assert (event["start"], event["people"]) == (None, [])
    reasons = explain(store, NAMES, event["id"])
    assert {reason.is_proposal for reason in reasons} == {True, False}
    unep = explain(store, NAMES, NAMES.thing("agency", "unep"))
    assert any(reason.is_proposal and reason.confidence == 0.3 for reason in unep)


def test_a_claim_is_a_proposal_exactly_when_its_triple_is_missing() -> None:
    quads = quads_of(graph_of(with_unsure_details()))
    stated = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    for quad in quads:
        if quad.predicate == RDF.type and quad.object in (EA.Claim, EA.Proposal):
            parts = {q.predicate: q.object for q in quads if q.subject == quad.subject}
            triple = parts[RDF.subject], parts[RDF.predicate], parts[RDF.object]
            assert (triple in stated) == (quad.object == EA.Claim)


def test_another_threshold_is_another_pipeline() -> None:
    assert pipeline(Policy()) == PIPELINE_VERSION == graph_of(SURE).pipeline
    assert pipeline(Policy(min_confidence=0.8)) != PIPELINE_VERSION
    assert Settings().min_confidence == Policy().min_confidence


def test_nothing_is_known_of_what_was_never_told() -> None:
    with pytest.raises(NotFound):
        explain(loaded(graph_of(SURE)), NAMES, NAMES.thing("event", "aaaa"))
