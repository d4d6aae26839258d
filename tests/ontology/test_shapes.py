"""The shapes, read as plain checks and by pySHACL: one verdict on whole and on broken graphs."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from graph.graph_examples import (
    HERON,
    UNEP,
    WORDS,
    a_document,
    an_extraction,
    readable,
    seen,
    with_event,
)
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.mapping import document_quads
from kg.graph.shapes import CODED, SHACL, Violation
from kg.graph.validate import check_extraction, check_quads, shacl_report
from kg.iris import Namespace
from kg.model import Extraction, PartialDate, Participant, Sourced, Span
from kg.terms import DCTERMS, EA, EDTF, GEO, OA, RDF, SKOS, XSD, concept

NAMES = Namespace()
TEXT = readable(WORDS)


def graph_of(extraction: Extraction) -> list[Quad]:
    graph = document_quads(a_document(), TEXT, extraction, NAMES)
    return list(ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS))


def verdict(violations: list[Violation]) -> set[tuple[str, str, str]]:
    return {(v.focus, v.path, v.severity) for v in violations}


def refused(violations: list[Violation]) -> set[str]:
    """Return the last part of the path of every violation."""
    paths = (v.path for v in violations if v.severity == "violation")
    return {re.split("[#/]", path)[-1] for path in paths}


@pytest.fixture(scope="module")
def whole() -> list[Quad]:
    return graph_of(an_extraction())


def test_a_whole_graph_breaks_nothing(whole: list[Quad]) -> None:
    assert refused(check_quads(whole)) == set()
    assert verdict(check_quads(whole)) == verdict(shacl_report(whole))


# Ways to break a graph: what to add, what to drop, and what is then wrong.

MEETING = concept("event-type", "Meeting")


def first(quads: list[Quad], predicate: NamedNode, object: NamedNode | None = None) -> Quad:
    return next(
        quad
        for quad in quads
        if quad.predicate == predicate and (object is None or quad.object == object)
    )


def without(
    predicate: NamedNode, object: NamedNode | None = None
) -> Callable[[list[Quad]], list[Quad]]:
    return lambda quads: [quad for quad in quads if quad != first(quads, predicate, object)]


def changed(predicate: NamedNode, value: NamedNode | Literal) -> Callable[[list[Quad]], list[Quad]]:
    def change(quads: list[Quad]) -> list[Quad]:
        old = first(quads, predicate)
        kept = [quad for quad in quads if quad != old]
        return [*kept, Quad(old.subject, predicate, value, old.graph_name)]

    return change


def added(predicate: NamedNode, value: NamedNode | Literal) -> Callable[[list[Quad]], list[Quad]]:
    """Add a second value beside the first one."""

    def add(quads: list[Quad]) -> list[Quad]:
        old = first(quads, predicate)
        return [*quads, Quad(old.subject, predicate, value, old.graph_name)]

    return add


def typed(
    cls: NamedNode, predicate: NamedNode, value: NamedNode | Literal
) -> Callable[[list[Quad]], list[Quad]]:
    """Add a statement about the first instance of a class."""

    def add(quads: list[Quad]) -> list[Quad]:
        one = first(quads, RDF.type, cls)
        return [*quads, Quad(one.subject, predicate, value, one.graph_name)]

    return add


def itself(cls: NamedNode, predicate: NamedNode) -> Callable[[list[Quad]], list[Quad]]:
    def add(quads: list[Quad]) -> list[Quad]:
        one = first(quads, RDF.type, cls)
        return [*quads, Quad(one.subject, predicate, one.subject, one.graph_name)]

    return add


def year(text: str) -> Literal:
    return Literal(text, datatype=EDTF.EDTF)


def a_framework(quads: list[Quad]) -> list[Quad]:
    """Add a framework of the document's own."""
    node, graph = NamedNode(NAMES.thing("framework", "x-lagoons")), quads[0].graph_name
    return [
        *quads,
        Quad(node, RDF.type, EA.Framework, graph),
        Quad(node, EA.adoptedOn, year("1999"), graph),
    ]


DAY = Literal("2031-01-01", datatype=XSD.date)
EARLIER = Literal("2020-01-01", datatype=XSD.date)
UNEP_NODE = NamedNode(NAMES.thing("agency", "unep"))
MEE = NamedNode(NAMES.thing("agency", "cn-mee"))
ADA = NamedNode(NAMES.thing("person", "ada-1"))
OTHER = Literal("Other", language="en")
BREAKS = {
    "no type": (without(EA.eventType, MEETING), "eventType"),
    "two types": (added(EA.eventType, concept("event-type", "Visit")), "eventType"),
    "a type of another scheme": (changed(EA.eventType, concept("role", "host")), "eventType"),
    "no factuality": (without(EA.factuality), "factuality"),
    "a begin after the end": (changed(EA.startsNotBefore, DAY), "startsNotBefore"),
    "no such day": (
        changed(EA.startsNotAfter, Literal("2024-02-31", datatype=XSD.date)),
        "startsNotAfter",
    ),
    "a day that is several": (changed(EA.startsNotAfter, DAY), "DayIsOneDay"),
    "an agency in two roles": (changed(EA.participant, UNEP_NODE), "OneRoleInEvent"),
    "in force before it was adopted": (
        lambda quads: typed(EA.Framework, EA.inForceFrom, year("1990"))(a_framework(quads)),
        "AdoptedBeforeInForce",
    ),
    "a date as text": (changed(EA.dateEdtf, Literal("2024-04-03")), "dateEdtf"),
    "held after the news": (changed(DCTERMS.issued, EARLIER), "HeldBeforePublication"),
    "a place that is an agency": (changed(EA.place, MEE), "place"),
    "part of itself": (itself(EA.Event, EA.subEventOf), "NotPartOfItself"),
    "a session number of nought": (changed(EA.seriesNumber, Literal(0)), "seriesNumber"),
    "no role": (without(EA.role), "RoleOfAgencies"),
    "two participants": (added(EA.participant, MEE), "participant"),
    "no status": (without(EA.status), "status"),
    "a party that is a person": (added(EA.party, ADA), "party"),
    "renews itself": (itself(EA.Agreement, EA.renews), "NotItsOwnSuccessor"),
    "no key": (without(EA.key), "key"),
    "two labels of one language": (typed(EA.Event, SKOS.prefLabel, OTHER), "prefLabel"),
    "a digest too short": (changed(EA.contentDigest, Literal("abc")), "contentDigest"),
    "a language that is none": (changed(DCTERMS.language, Literal("English!")), "language"),
    "a span that ends before it starts": (changed(OA.end, Literal(0)), "start"),
    "a quote too long": (changed(OA.exact, Literal("x" * 301)), "exact"),
    "a mention of nothing": (without(EA.refersTo), "refersTo"),
    "a claim without evidence": (without(EA.evidence), "evidence"),
    "too much confidence": (
        changed(EA.confidence, Literal("1.5", datatype=XSD.decimal)),
        "confidence",
    ),
    "a claim that is not asserted": (changed(RDF.object, Literal("nothing")), "ClaimIsAsserted"),
    "a latitude alone": (typed(EA.Place, GEO.lat, Literal(1.5)), "WholeCoordinates"),
    "an undeclared term": (
        typed(EA.Event, NamedNode(f"{EA.namespace}colour"), Literal("red")),
        "colour",
    ),
}


def with_place(quads: list[Quad]) -> list[Quad]:
    """Add a place of the document's own, so that every class has an instance."""
    graph = quads[0].graph_name
    place = NamedNode(NAMES.thing("place", "x-heron-coast"))
    return [
        *quads,
        Quad(place, RDF.type, EA.Place, graph),
        Quad(place, EA.key, Literal("place/heron coast"), graph),
        Quad(place, SKOS.prefLabel, Literal("Heron Coast", language="en"), graph),
    ]


@pytest.mark.parametrize("which", BREAKS)
def test_a_broken_graph_is_refused_for_the_right_reason(which: str, whole: list[Quad]) -> None:
    change, path = BREAKS[which]
    assert path in refused(check_quads(change(with_place(whole))))


@pytest.mark.parametrize(
    "group", [0, *(pytest.param(group, marks=pytest.mark.full) for group in (1, 2, 3))]
)
def test_pyshacl_comes_to_the_same_verdict(group: int, whole: list[Quad]) -> None:
    for which in sorted(BREAKS)[group::4]:
        broken = BREAKS[which][0](with_place(whole))
        assert verdict(check_quads(broken)) == verdict(shacl_report(broken)), which


@pytest.mark.full
@pytest.mark.parametrize("seed", range(40))
def test_both_agree_on_graphs_broken_at_random(seed: int, whole: list[Quad]) -> None:
    chance = random.Random(seed)
    quads = list(with_place(whole))
    for _ in range(chance.randint(1, 12)):
        one, other = chance.sample(quads, 2)
        match chance.randrange(3):
            case 0:
                quads.remove(one)
            case 1:
                quads.append(Quad(one.subject, one.predicate, other.object, one.graph_name))
            case 2:
                quads.append(Quad(one.subject, other.predicate, other.object, one.graph_name))
    assert verdict(check_quads(quads)) == verdict(shacl_report(quads))


def test_every_sparql_constraint_has_its_function(root) -> None:  # type: ignore[no-untyped-def]
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    constraints = shapes.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SHACL}SPARQLConstraint"))
    assert {str(constraint).rpartition("#")[2] for constraint in constraints} == set(CODED)


# Extractions


def test_a_sound_extraction_is_returned_as_it_is() -> None:
    assert check_extraction(an_extraction(), TEXT) == an_extraction()


def test_an_event_of_an_unknown_type_goes_whole() -> None:
    proof = seen(WORDS, "received a UNEP delegation")
    checked = check_extraction(with_event(an_extraction(), 0, type=Sourced("Party", proof)), TEXT)
    assert len(checked.events) == 1
    assert checked.rejected == ("event: Party is no event-type",)


def test_a_second_role_of_an_agency_goes_alone() -> None:
    proof = seen(WORDS, "received a UNEP delegation")
    parts = (*an_extraction().events[0].participants, Sourced(Participant(UNEP, "host"), proof))
    checked = check_extraction(with_event(an_extraction(), 0, participants=parts), TEXT)
    assert checked.events[0].participants == an_extraction().events[0].participants
    assert checked.rejected == ("participant: unep is visitor and host",)


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        (("2024-04-03", "2024-04-03", "2024-04-03", "2024-04-01", "2024-04-01"), "ends before"),
        (("2024-05-03", "2024-05-03", "2024-05-03", "2024-05-03", "2024-05-03"), "held after"),
        (("2024-04-03", "2024-04-01", "2024-04-03", "2024-04-03", "2024-04-03"), "with several"),
    ],
)
def test_a_date_that_cannot_be_goes_alone(date: tuple[str, ...], problem: str) -> None:
    proof = seen(WORDS, "On 3 April 2024")
    wrong = Sourced(PartialDate(*date, "day", "explicit"), proof)  # type: ignore[call-arg, arg-type]
    checked = check_extraction(with_event(an_extraction(), 0, date=wrong), TEXT)
    assert checked.events[0].date is None
    assert problem in checked.rejected[0]


def test_evidence_outside_the_text_is_none() -> None:
    beyond = replace(seen(WORDS, "UNEP"), spans=(Span(0, len(WORDS) + 1),))
    place = Sourced(an_extraction().events[0].places[0].value, beyond)
    checked = check_extraction(with_event(an_extraction(), 0, places=(place,)), TEXT)
    assert checked.events[0].places == ()
    assert "not in the text" in checked.rejected[0]


def test_a_party_is_an_agency_or_a_place() -> None:
    proof = seen(WORDS, "UNEP")
    extraction = an_extraction()
    person = next(m.ref for m in extraction.minted if m.ref.kind == "person")
    frame = replace(
        extraction.agreements[0], parties=(Sourced(person, proof), Sourced(HERON.ref, proof))
    )
    checked = check_extraction(replace(extraction, agreements=(frame,)), TEXT)
    assert [party.value for party in checked.agreements[0].parties] == [HERON.ref]


def test_what_was_checked_breaks_no_shape_when_mapped() -> None:
    proof = seen(WORDS, "UNEP")
    wild = with_event(
        an_extraction(), 0, participants=(Sourced(Participant(UNEP, "king"), proof),),
        number=Sourced(-3, proof), places=(Sourced(UNEP, proof),),
    )  # fmt: skip
    assert refused(check_quads(graph_of(check_extraction(wild, TEXT)))) == set()
