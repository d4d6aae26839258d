"""The graph tells back, through SPARQL, what was read in each document."""

from dataclasses import asdict, replace

import pytest
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

from kg.commit import initial, plan
from kg.errors import NotFound
from kg.facts import facts, stats
from kg.graph.lines import edtf
from kg.graph.mapping import document_quads
from kg.identity.decision import Decision
from kg.identity.decisions import quads
from kg.iris import Namespace, h16
from kg.model import PartialDate, Sourced
from kg.reasons import explain
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import EA, RDF

NAMES = Namespace()
OTHER = WORDS + "A second telling.\n"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """Two documents with almost the same words, as files `one.txt` and `two.txt`."""
    store = memory_store(NAMES)
    store.apply(initial(NAMES))
    for name, words in (("one.txt", WORDS), ("two.txt", OTHER)):
        document = a_document(words, name=name)
        extraction = an_extraction(words, document.source_key)
        graph = document_quads(document, readable(words), extraction, NAMES)
        version = NamedNode(NAMES.thing("version", f"{document.key}-{h16(document.digest)}"))
        path = Literal(f"/news/{name}")
        store.apply(plan(store, NAMES, [graph]))
        store.apply(Change(insert=[Quad(version, EA.sourcePath, path, NamedNode(NAMES.runs))]))
    return store


def test_every_document_is_told_by_its_file_name(store: EmbeddedStore) -> None:
    found = facts(store, NAMES)
    assert list(found) == ["one.txt", "two.txt"]
    assert found["one.txt"]["lang"] == "en"
    assert found["one.txt"]["published"] == "2024-04-04"


@pytest.mark.parametrize("name", ["two.txt", "news/two.txt", a_document(OTHER).key])
def test_documents_can_be_chosen(store: EmbeddedStore, name: str) -> None:
    assert list(facts(store, NAMES, [name])) == ["two.txt"]


def test_a_document_that_is_not_there_is_named(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match=r"three\.txt"):
        facts(store, NAMES, ["one.txt", "three.txt"])


def test_labels_are_those_of_the_thing_and_of_the_document(store: EmbeddedStore) -> None:
    unep, heron = sorted(facts(store, NAMES)["one.txt"]["agencies"], key=len, reverse=True)
    assert unep[0] == "United Nations Environment Programme"
    assert {"UNEP", "联合国环境规划署"} <= set(unep)
    assert heron == ["Heron Coast Environment Office"]


def test_an_event_comes_with_all_its_parts(store: EmbeddedStore) -> None:
    told = facts(store, NAMES)["one.txt"]
    meeting, dialogue = told["events"]
    (memorandum,) = told["agreements"]
    assert (meeting["type"], meeting["tense"]) == ("Meeting", "held")
    assert (meeting["start"], meeting["end"]) == ("2024-04-03", "2024-04-03")
    assert meeting["partial_date"] is None
    assert [place[0] for place in meeting["places"]] == ["Nairobi"]
    assert {(p["labels"][0], p["role"]) for p in meeting["participants"]} == {
        ("Heron Coast Environment Office", "host"),
        ("United Nations Environment Programme", "visitor"),
    }
    (person,) = meeting["people"]
    assert person == {
        "labels": ["Mira Solen"],
        "position": "Director",
        "affiliation": ["Heron Coast Environment Office"],
    }
    assert meeting["frameworks"][0][0] == "Kunming-Montreal Global Biodiversity Framework"
    assert meeting["agreements"] == dialogue["agreements"] == [memorandum["id"]]
    assert dialogue["start"] == dialogue["end"] == "2024-05"


def test_an_agreement_comes_with_status_date_and_parties(store: EmbeddedStore) -> None:
    (memorandum,) = facts(store, NAMES)["one.txt"]["agreements"]
    assert memorandum["type"] == "memorandum"
    assert memorandum["status"] == "renewed"
    assert memorandum["date"] == "2024-04-03"
    assert {party[0] for party in memorandum["parties"]} == {
        "Heron Coast Environment Office",
        "United Nations Environment Programme",
    }


def test_every_claim_about_an_event_can_be_read_with_its_words(store: EmbeddedStore) -> None:
    event = facts(store, NAMES)["one.txt"]["events"][0]["id"]
    reasons = explain(store, NAMES, event)
    told = {(reason.predicate.rpartition("#")[2], reason.quote) for reason in reasons}
    assert ("dateEdtf", "On 3 April 2024") in told
    assert ("inEvent", "received a UNEP delegation") in told
    for reason in reasons:
        assert WORDS[reason.start : reason.end] == reason.quote
        assert reason.title == "Heron Coast office and UNEP renew their memorandum"
    assert {reason.rule for reason in reasons} == {"example.rule"}
    assert asdict(reasons[0])["certainty"] == "exact"


def test_reasons_can_be_read_page_by_page(store: EmbeddedStore) -> None:
    unep = NAMES.thing("agency", UNEP.key)
    every = explain(store, NAMES, unep)
    pages = [explain(store, NAMES, unep, first=first, most=3) for first in range(0, len(every), 3)]
    assert [reason for page in pages for reason in page] == every


def test_a_date_without_a_year_has_neither_begin_nor_end() -> None:
    may = PartialDate("XXXX-05-24/XXXX-05-28", None, None, None, None, "day", "unknown")
    dated = Sourced(may, seen(WORDS, "in May"))
    extraction = with_event(an_extraction(), 1, date=dated)
    (agreement,) = extraction.agreements
    extraction = replace(extraction, agreements=(replace(agreement, date=dated),))
    store = memory_store(NAMES)
    document = a_document()
    graph = document_quads(document, readable(WORDS), extraction, NAMES)
    store.apply(plan(store, NAMES, [graph]))
    (told,) = facts(store, NAMES).values()
    event = next(each for each in told["events"] if each["type"] == "Forum")
    assert (event["start"], event["end"]) == (None, None)
    assert event["partial_date"] == "XXXX-05-24/XXXX-05-28"
    assert told["agreements"][0]["date"] is None


def test_a_thing_of_the_authority_data_is_explained_over_all_documents(
    store: EmbeddedStore,
) -> None:
    reasons = explain(store, NAMES, NAMES.thing("agency", UNEP.key))
    assert len({reason.document for reason in reasons}) == 2
    assert {reason.predicate.rpartition("#")[2] for reason in reasons} == {"party", "inEvent"}


def test_nothing_is_known_of_strangers(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound):
        explain(store, NAMES, NAMES.thing("event", "stranger"))
    assert explain(store, NAMES, NAMES.thing("place", "cn-fj")) == []


def test_counts_are_of_what_documents_name(store: EmbeddedStore) -> None:
    counts = stats(store, NAMES)
    assert counts["documents"] == 2
    assert counts["events"] == 2
    assert counts["agreements"] == 1
    assert counts["agencies"] == len({UNEP.key, HERON.ref.key})
    assert counts["places"] == 1
    assert counts["triples"] > 600


def test_an_empty_store_counts_nothing() -> None:
    empty = memory_store(NAMES)
    empty.apply(initial(NAMES))
    assert facts(empty, NAMES) == {}
    assert set(stats(empty, NAMES).values()) == {0}


def test_facts_are_as_people_corrected_them() -> None:
    store = memory_store(NAMES)
    store.apply(initial(NAMES))
    document = a_document()
    graph = document_quads(document, readable(WORDS), an_extraction(), NAMES)
    store.apply(plan(store, NAMES, [graph]))
    before = facts(store, NAMES)[document.key]["events"]
    kept, rejected = before[0], before[1]
    source = f"<{NAMES.thing('document', document.key)}>"
    when = "2026-01-01T00:00:00Z"
    (said,) = store.quads(NamedNode(kept["id"]), EA.dateEdtf, None, NamedNode(graph.graph))
    decisions = [
        Decision("reject", f"<{rejected['id']}>", str(RDF.type), str(EA.Event), source, when=when),
        Decision(
            "correct",
            f"<{kept['id']}>",
            str(EA.dateEdtf),
            str(said.object),
            source,
            replacement=edtf("2024-04-02"),
            when=when,
        ),
    ]
    insert = [quad for each in decisions for quad in quads(each, NAMES)]
    store.apply(plan(store, NAMES, decisions=Change(insert=insert)))
    (event,) = facts(store, NAMES)[document.key]["events"]
    assert (event["id"], event["start"]) == (kept["id"], "2024-04-02")
    store.apply(plan(store, NAMES, [graph]))
    assert facts(store, NAMES)[document.key]["events"] == [event]
