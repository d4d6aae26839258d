"""What is read in a document stands in its graph, with the words behind it, the same everywhere."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import rdflib
from graph.graph_examples import (
    HERON,
    KMGBF,
    UNEP,
    WORDS,
    a_document,
    an_extraction,
    day,
    readable,
    seen,
    with_event,
)
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph.claims import LONGEST_SPAN
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.graph.validate import check_quads, shacl_report
from kg.iris import Namespace
from kg.model import (
    Anchor,
    Document,
    Edit,
    Evidence,
    Extraction,
    FrameworkUse,
    Label,
    LinkedMention,
    OffsetMap,
    Sourced,
    Span,
    Text,
)
from kg.store.base import Change
from kg.store.embedded import memory_store
from kg.terms import DCTERMS, EA, OA, RDF, SKOS, concept

NAMES = Namespace()


def graph_of(
    extraction: Extraction | None = None,
    document: Document | None = None,
    text: Text | None = None,
) -> DocumentGraph:
    document = document or a_document()
    return document_quads(
        document,
        text or readable(document.text),
        an_extraction(document.text, document.source_key) if extraction is None else extraction,
        NAMES,
    )


def quads_of(graph: DocumentGraph) -> list[Quad]:
    return list(parse(graph.nquads, format=RdfFormat.N_QUADS))


def values(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {str(q.object.value) for q in quads if q.subject == subject and q.predicate == predicate}


def the_one(quads: list[Quad], predicate: NamedNode, object: NamedNode | Literal) -> NamedNode:
    (found,) = {q.subject for q in quads if q.predicate == predicate and q.object == object}
    assert isinstance(found, NamedNode)
    return found


def test_lines_are_sorted_unique_and_what_a_store_gives_back() -> None:
    graph = graph_of()
    lines = graph.nquads.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    store = memory_store()
    store.apply(Change(insert=quads_of(graph)))
    assert sorted(f"{quad} .\n".encode() for quad in store.quads()) == lines


def test_another_spelling_of_an_office_is_no_second_one() -> None:
    document = a_document()
    extraction = an_extraction(document.text, document.source_key)
    event, *others = extraction.events
    (told,) = event.people
    shouted = replace(told, value=replace(told.value, position=Label("DIRECTOR", "en")))
    both = replace(event, people=(told, shouted))
    graph = graph_of(extraction.replace(events=(both, *others)))
    assert graph.nquads.count(b"positionHeld") == 1
    assert not [v for v in check_quads(quads_of(graph)) if v.severity == "violation"]


def test_bytes_are_the_same_in_any_process(root: Path) -> None:
    """Hash seeds order sets and dictionaries differently; nothing of that may show."""
    program = (
        "import sys; sys.path[:0] = ['.', 'tests']\n"
        "from graph.test_mapping import graph_of; sys.stdout.buffer.write(graph_of().nquads)"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout == graph_of().nquads


def test_another_base_renames_nothing() -> None:
    """Keys do not depend on the base IRI."""
    document = a_document()
    other = document_quads(document, readable(WORDS), an_extraction(), Namespace("http://x.org/"))
    renamed = graph_of().nquads.replace(NAMES.base.encode(), b"http://x.org/")
    vocabulary = b"http://x.org/ns"
    renamed = renamed.replace(vocabulary, NAMES.base.encode() + b"ns")
    assert sorted(renamed.splitlines()) == sorted(other.nquads.splitlines())


def test_rdflib_reads_the_same_triples() -> None:
    graph = graph_of()
    triples = graph.nquads.decode().replace(f" <{graph.graph}> .", " .")
    theirs = rdflib.Graph().parse(data=triples, format="nt")
    assert len(theirs) == len(quads_of(graph))
    ours = {quad.object.value for quad in quads_of(graph) if isinstance(quad.object, Literal)}
    assert {str(each) for each in theirs.objects() if isinstance(each, rdflib.Literal)} == ours


def test_graph_conforms_to_the_published_shapes() -> None:
    quads = quads_of(graph_of())
    assert [v for v in check_quads(quads) if v.severity == "violation"] == []
    assert [v for v in shacl_report(quads) if v.severity == "violation"] == []


def test_every_quote_is_the_raw_text_at_its_offsets() -> None:
    quads = quads_of(graph_of())
    quotes = {q.subject: q.object.value for q in quads if q.predicate == OA.exact}  # type: ignore[union-attr]
    assert quotes
    for span, quote in quotes.items():
        assert isinstance(span, NamedNode)
        (start,), (end,) = values(quads, span, OA.start), values(quads, span, OA.end)
        assert WORDS[int(start) : int(end)] == quote


def test_every_claim_is_asserted_and_has_evidence() -> None:
    quads = quads_of(graph_of())
    triples = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    claims = {q.subject for q in quads if q.object == EA.Claim}
    assert len(claims) > 20
    for claim in claims:
        said = {q.predicate: str(q.object) for q in quads if q.subject == claim}
        assert (said[RDF.subject], said[RDF.predicate], said[RDF.object]) in triples
        assert EA.evidence in said


def test_a_triple_read_twice_is_one_claim_with_both_sentences() -> None:
    uses = tuple(
        Sourced(FrameworkUse(KMGBF), seen(WORDS, phrase, confidence))
        for phrase, confidence in (("They renewed", 0.5), ("Kunming-Montreal", 0.8))
    )
    quads = quads_of(graph_of(with_event(an_extraction(), 0, frameworks=uses)))
    framework = NamedNode(NAMES.thing("framework", "kmgbf"))
    concerns = {
        q.subject for q in quads if q.predicate == RDF.predicate and q.object == EA.concerns
    }
    (claim,) = concerns & {q.subject for q in quads if q.object == framework}
    assert isinstance(claim, NamedNode)
    assert values(quads, claim, EA.confidence) == {"0.8"}
    assert len(values(quads, claim, EA.evidence)) == 2


def test_long_evidence_is_cut_and_not_only_its_quote() -> None:
    words = WORDS + "long " * 200
    whole = Evidence((Span(10, 10 + 3 * LONGEST_SPAN),), "example.rule", 0.5)
    extraction = with_event(an_extraction(words), 0, type=Sourced("Visit", whole))
    quads = quads_of(graph_of(extraction, a_document(words)))
    ends = {q.subject: q.object.value for q in quads if q.predicate == OA.end}  # type: ignore[union-attr]
    assert str(10 + LONGEST_SPAN) in ends.values()
    quotes = [q.object.value for q in quads if q.predicate == OA.exact]  # type: ignore[union-attr]
    assert max(map(len, quotes)) == LONGEST_SPAN


def test_quotes_of_damaged_text_come_with_the_repaired_words() -> None:
    raw, clean = "the 環(huán)境 office met", "the 环境 office met"
    offsets = OffsetMap(
        (
            (Span(0, 4), Span(0, 4)),
            (Span(4, 5), Span(4, 11)),
            (Span(5, 19), Span(11, 25)),
        )
    )
    edits = (Edit(Span(4, 11), Span(4, 5), "pinyin", "exact"),)
    text = Text(raw, clean, offsets, edits, (), (), "en")
    met = text.evidence(Span(4, 19), rule="example.met", confidence=0.9)
    untouched = text.evidence(Span(7, 13), rule="example.met", confidence=0.9)
    extraction = with_event(
        Extraction(events=an_extraction().events[1:]),
        0,
        type=Sourced("Meeting", met),
        factuality=Sourced("held", untouched),
        date=None, series=None, number=None, under=(),
    )  # fmt: skip
    quads = quads_of(graph_of(extraction, a_document(raw), text))
    repaired = the_one(quads, EA.normalizedText, Literal("环境 office met"))
    assert values(quads, repaired, OA.exact) == {"環(huán)境 office met"}
    assert not values(quads, the_one(quads, OA.exact, Literal("office")), EA.normalizedText)


def test_an_implemented_framework_is_also_one_that_is_concerned() -> None:
    quads = quads_of(graph_of())
    meeting = the_one(quads, EA.eventType, concept("event-type", "Meeting"))
    kmgbf = {NAMES.thing("framework", "kmgbf")}
    assert values(quads, meeting, EA.implements) == values(quads, meeting, EA.concerns) == kmgbf


def test_documents_report_what_they_name_but_places_and_persons() -> None:
    quads = quads_of(graph_of())
    document = the_one(quads, RDF.type, EA.Document)
    kinds = [NAMES.split(iri)[0] for iri in values(quads, document, EA.reports)]  # type: ignore[index]
    assert sorted(kinds) == [
        "agency",
        "agency",
        "agreement",
        "event",
        "event",
        "framework",
        "series",
    ]


def test_links_to_frames_that_were_dropped_go_with_them() -> None:
    lost = (Sourced(Anchor("a sentence that gave no agreement", 1), seen(WORDS, "They")),)
    quads = quads_of(graph_of(with_event(an_extraction(), 0, agreements=lost)))
    meeting = the_one(quads, EA.eventType, concept("event-type", "Meeting"))
    assert not values(quads, meeting, EA.affects)


def test_only_a_whole_day_is_a_date_of_issue() -> None:
    extraction = an_extraction()
    month = replace(day("2024-04"), precision="month")
    vague = replace(extraction, published=Sourced(month, seen(WORDS, "in May")))
    quads = quads_of(graph_of(vague))
    assert not values(quads, the_one(quads, RDF.type, EA.Document), DCTERMS.issued)


def test_an_address_becomes_an_iri_or_nothing() -> None:
    for url, expected in (
        ("https://a.example/b c", {"https://a.example/b%20c"}),
        ("https://a.example/新闻?x=1", {"https://a.example/%E6%96%B0%E9%97%BB?x=1"}),
        ("no address", set()),
        (None, set()),
    ):
        quads = quads_of(graph_of(document=replace(a_document(), url=url)))
        assert values(quads, the_one(quads, RDF.type, EA.Document), DCTERMS.source) == expected


def test_the_first_label_of_a_language_is_preferred() -> None:
    labels = (Label("苍鹭海岸", "zh-Hans"), Label("Heron Coast", "en"), Label("Heron", "en"))
    quads = quads_of(graph_of(replace(an_extraction(), minted=(replace(HERON, labels=labels),))))
    heron = NamedNode(NAMES.thing("agency", HERON.ref.key))
    assert values(quads, heron, SKOS.prefLabel) == {"苍鹭海岸", "Heron Coast"}
    assert values(quads, heron, SKOS.altLabel) == {"Heron"}


NASTY = st.sampled_from(
    [
        "\\",
        "\\u0041",
        "\x00",
        "\x7f",
        "\n",
        '"',
        f" <{NAMES.document_graph('a')}> .\n",
        "\U0001f41f",
    ]
)
WILD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(st.lists(st.one_of(NASTY, WILD), min_size=1, max_size=5).map("".join), st.data())
def test_any_text_survives_the_way_into_a_store(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(words))))
    extraction = Extraction(
        title=Label(words, "en"), mentions=(LinkedMention(span, UNEP, span.of(words)),)
    )
    graph = graph_of(extraction, a_document(words))
    store = memory_store()
    store.apply(Change(load=[graph.nquads]))
    quads = list(store.quads(graph=NamedNode(graph.graph)))
    assert values(quads, the_one(quads, RDF.type, EA.Document), DCTERMS.title) == {words}
    mention = the_one(quads, RDF.type, EA.Mention)
    assert values(quads, mention, OA.exact) == {span.of(words)}
    assert sorted(f"{quad} .\n".encode() for quad in quads) == graph.nquads.splitlines(True)
