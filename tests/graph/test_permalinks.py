"""IRIs outlive new bytes, new rules and new files; what is gone leads to what took its place."""

from dataclasses import replace

from graph.graph_examples import (
    WORDS,
    a_document,
    an_extraction,
    day,
    minted,
    readable,
    seen,
    with_event,
)
from pyoxigraph import Literal, NamedNode

from kg.commit import initial, plan
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.iris import Namespace
from kg.model import Extraction, LinkedMention, Sourced
from kg.store.embedded import EmbeddedStore, memory_store
from kg.terms import DCTERMS, EA, OWL, RDF

NAMES = Namespace()
URL = "https://news.example/heron"
NEW_FOOTER = WORDS.replace("© Heron Coast 2024", "© Heron Coast 2025")
LASTING = (EA.Event, EA.Agreement, EA.Agency, EA.EventSeries, EA.Person, EA.Participation)


def graph_of(words: str, source_key: str | None = None, **event: object) -> DocumentGraph:
    document = a_document(words, source_key)
    extraction = an_extraction(words, document.source_key)
    if event:
        extraction = with_event(extraction, 0, **event)
    return document_quads(document, readable(words), extraction, NAMES)


def store_with(*graphs: DocumentGraph) -> EmbeddedStore:
    store = memory_store(NAMES)
    store.apply(initial(NAMES))
    for graph in graphs:
        store.apply(plan(store, NAMES, [graph]))
    return store


def lasting(store: EmbeddedStore, graph: DocumentGraph) -> set[str]:
    return {
        str(quad.subject)
        for cls in LASTING
        for quad in store.quads(None, RDF.type, cls, NamedNode(graph.graph))
    }


def successor(store: EmbeddedStore, iri: str) -> str | None:
    quads = store.quads(NamedNode(iri), DCTERMS.isReplacedBy, None, NamedNode(NAMES.identity))
    return next((str(quad.object.value) for quad in quads), None)


def things_of(store: EmbeddedStore, graph: DocumentGraph, cls: NamedNode) -> dict[str, str]:
    """Return the things of a class by their title."""
    return {
        str(label.object.value): quad.subject.value
        for quad in store.quads(None, RDF.type, cls, NamedNode(graph.graph))
        for label in store.quads(quad.subject, None, None, NamedNode(graph.graph))
        if label.predicate.value.endswith("prefLabel")
    }


def test_a_changed_footer_keeps_every_iri() -> None:
    before, after = graph_of(WORDS, URL), graph_of(NEW_FOOTER, URL)
    store = store_with(before)
    kept = lasting(store, before)
    store.apply(plan(store, NAMES, [after]))
    assert before.digest != after.digest
    assert lasting(store, after) == kept
    assert not list(store.quads(None, DCTERMS.isReplacedBy))
    assert not list(store.quads(None, OWL.deprecated, Literal(True), NamedNode(NAMES.identity)))


def test_a_better_date_rule_keeps_every_iri() -> None:
    before = graph_of(WORDS, URL)
    better = Sourced(day("2024-04-02"), seen(WORDS, "On 3 April 2024"))
    after = graph_of(WORDS, URL, date=better, title=replace(an_extraction().events[1].title))
    store = store_with(before)
    kept = lasting(store, before)
    store.apply(plan(store, NAMES, [after]))
    assert lasting(store, after) == kept
    (event,) = {q.subject for q in store.quads(None, EA.dateEdtf, None, NamedNode(NAMES.view))
                if "2024-04-02" in str(q.object)}  # fmt: skip
    assert str(event) in kept


def test_things_of_a_file_that_was_superseded_lead_to_their_like_in_the_new_one() -> None:
    before, after = graph_of(WORDS), graph_of(NEW_FOOTER)
    assert before.key != after.key
    store = store_with(before)
    old = {cls: things_of(store, before, cls) for cls in (EA.Event, EA.Agreement, EA.Person)}
    store.apply(plan(store, NAMES, [after], superseded={before.key: after.key}))
    for cls, things in old.items():
        new = things_of(store, after, cls)
        assert things.keys() == new.keys()
        for title, iri in things.items():
            assert iri != new[title]
            assert successor(store, iri) == new[title]
    new_document = NAMES.thing("document", after.key)
    assert successor(store, NAMES.thing("document", before.key)) == new_document
    assert not list(store.quads(graph=NamedNode(before.graph)))


def test_what_has_no_like_leads_to_the_new_document() -> None:
    before = graph_of(WORDS)
    words = NEW_FOOTER
    fewer = replace(an_extraction(words, a_document(words).source_key), events=())
    after = document_quads(a_document(words), readable(words), fewer, NAMES)
    store = store_with(before)
    events = things_of(store, before, EA.Event)
    store.apply(plan(store, NAMES, [after], superseded={before.key: after.key}))
    for iri in events.values():
        assert successor(store, iri) == NAMES.thing("document", after.key)


def test_what_a_replaced_document_no_longer_tells_leads_to_the_document() -> None:
    before = graph_of(WORDS, URL)
    document = a_document(NEW_FOOTER, URL)
    fewer = replace(an_extraction(NEW_FOOTER, URL), events=(), agreements=())
    store = store_with(before)
    event = next(iter(things_of(store, before, EA.Event).values()))
    store.apply(plan(store, NAMES, [document_quads(document, readable(NEW_FOOTER), fewer, NAMES)]))
    assert successor(store, event) == NAMES.thing("document", before.key)


def test_going_back_to_the_former_file_brings_its_things_back() -> None:
    before, after = graph_of(WORDS), graph_of(NEW_FOOTER)
    store = store_with(before)
    events = things_of(store, before, EA.Event)
    store.apply(plan(store, NAMES, [after], superseded={before.key: after.key}))
    later = things_of(store, after, EA.Event)
    store.apply(plan(store, NAMES, [before], superseded={after.key: before.key}))
    for title, iri in events.items():
        assert successor(store, iri) is None
        assert successor(store, later[title]) == iri


def test_a_file_superseded_by_a_document_that_is_there_already() -> None:
    before, after = graph_of(WORDS), graph_of(NEW_FOOTER)
    store = store_with(before, after)
    events = things_of(store, before, EA.Event)
    store.apply(plan(store, NAMES, [], superseded={before.key: after.key}))
    for title, iri in events.items():
        assert successor(store, iri) == things_of(store, after, EA.Event)[title]


def test_things_of_a_removed_document_are_marked_and_come_back_with_it() -> None:
    graph = graph_of(WORDS)
    store = store_with(graph)
    gone = lasting(store, graph)
    identity = NamedNode(NAMES.identity)
    store.apply(plan(store, NAMES, [], removed=[graph.key]))
    marked = {str(quad.subject) for quad in store.quads(None, OWL.deprecated, None, identity)}
    assert gone <= marked
    store.apply(plan(store, NAMES, [graph]))
    assert not list(store.quads(None, OWL.deprecated, None, identity))


def test_what_another_document_names_is_not_gone() -> None:
    shared = minted("agency", "Office of Shared Shores", "ke")
    words = "The Office of Shared Shores met nobody."
    documents = []
    for name in ("a", "b"):
        document = a_document(words + name)
        mention = LinkedMention(seen(words, "Office of Shared Shores").spans[0], shared.ref, "it")
        extraction = Extraction(mentions=(mention,), minted=(shared,))
        documents.append(document_quads(document, readable(words + name), extraction, NAMES))
    store = store_with(*documents)
    store.apply(plan(store, NAMES, [], removed=[documents[0].key]))
    agency = NamedNode(NAMES.thing("agency", shared.ref.key))
    assert list(store.quads(agency, EA.canonical, agency))
    assert list(store.quads(agency, RDF.type, EA.Agency, NamedNode(NAMES.view)))
