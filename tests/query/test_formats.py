"""Content negotiation and the table of formats."""

import contextlib

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadParameter, NotAcceptable
from kg.query.formats import FORMATS, Kind, named, negotiate, of_kind, prefers_page

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

CASES = [
    # nothing said, or anything goes
    (None, "solutions", JSON),
    ("", "solutions", JSON),
    ("*/*", "solutions", JSON),
    (None, "graph", "text/turtle"),
    ("*/*;q=0.1", "graph", "text/turtle"),
    # by name
    ("text/csv", "solutions", "text/csv"),
    ("TEXT/CSV", "solutions", "text/csv"),
    ("text/tab-separated-values", "solutions", "text/tab-separated-values"),
    ("application/n-triples", "graph", "application/n-triples"),
    ("application/rdf+xml", "graph", "application/rdf+xml"),
    ("application/ld+json", "graph", "application/ld+json"),
    ("application/trig", "graph", "application/trig"),
    # by another name, which is then the one sent
    ("application/json", "solutions", "application/json"),
    ("application/json", "graph", "application/json"),
    ("text/xml", "solutions", "text/xml"),
    ("text/plain", "graph", "text/plain"),
    # weights
    ("text/csv;q=0.5, application/json;q=0.7", "solutions", "application/json"),
    ("text/foo;q=0.9,text/csv", "solutions", "text/csv"),
    ("text/csv;q=0, */*", "solutions", JSON),
    (f"{JSON};q=0,{XML};q=0,*/*", "solutions", "text/csv"),
    ("text/csv ; q = 0.5 , text/tab-separated-values ; q=0.4", "solutions", "text/csv"),
    ("text/csv;q=nonsense, text/tab-separated-values;q=0.1", "solutions",
     "text/tab-separated-values"),
    # families, and what is named before what is meant along
    ("text/*", "solutions", "text/xml"),
    ("application/*", "graph", "application/x-turtle"),
    ("*/*, text/csv", "solutions", "text/csv"),
    ("text/*;q=0.9, text/turtle;q=0.1, application/n-triples;q=0.5", "graph", "text/n3"),
    # other parameters are of no matter
    ("text/csv;charset=utf-8", "solutions", "text/csv"),
    ("application/sparql-results+json;charset=utf-8;q=0.2, text/csv;q=0.1", "solutions", JSON),
    ('text/csv;header="a/b"', "solutions", "text/csv"),
    # broken parts are passed over
    ("nonsense, text/csv", "solutions", "text/csv"),
    (",,;q=1,text/csv", "solutions", "text/csv"),
    # what common clients send
    ("application/sparql-results+xml,application/rdf+xml", "solutions", XML),
    ("application/sparql-results+json,application/json,text/javascript,application/javascript",
     "solutions", JSON),
    ("text/turtle,application/turtle,application/x-turtle;q=0.9,application/rdf+xml;q=0.8",
     "graph", "text/turtle"),
]  # fmt: skip


@pytest.mark.parametrize("accept, kind, media_type", CASES)
def test_the_best_format_is_chosen(accept: str | None, kind: Kind, media_type: str) -> None:
    assert negotiate(accept, kind).media_type == media_type


@pytest.mark.parametrize("accept", ["application/foo", "text/csv;q=0", "image/*", "*/*;q=0"])
def test_what_is_not_there_is_not_acceptable(accept: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        negotiate(accept, "solutions")
    assert JSON in caught.value.available


@pytest.mark.parametrize(
    "accept, page",
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/turtle, text/html;q=0.5", False),
        ("*/*", False),
        (None, False),
    ],
)
def test_browsers_are_told_from_programs(accept: str | None, page: bool) -> None:
    assert prefers_page(accept) is page


def test_at_equal_weight_the_first_kind_is_preferred() -> None:
    assert negotiate("text/html, text/turtle", "page", "graph").format.kind == "page"
    assert negotiate("text/html;q=0.9, text/turtle", "page", "graph").format.kind == "graph"


@given(st.text(st.sampled_from("*/;,=q.0159tex cvapliton+jsrhmld-"), max_size=60))
def test_any_header_gives_an_offered_format_or_a_refusal(accept: str) -> None:
    with contextlib.suppress(NotAcceptable):
        assert negotiate(accept, "graph").format in of_kind("graph")


@pytest.mark.parametrize(
    "name, kind, suffix",
    [("json", "solutions", "json"), ("JSON", "graph", "jsonld"), ("xml", "graph", "rdf"),
     ("turtle", "graph", "ttl"), ("n3", "graph", "ttl"), ("text/csv", "solutions", "csv")],
)  # fmt: skip
def test_formats_have_names(name: str, kind: Kind, suffix: str) -> None:
    assert named(name, kind).format.suffix == suffix


def test_a_name_of_another_kind_is_not_acceptable_and_an_unknown_one_is_wrong() -> None:
    with pytest.raises(NotAcceptable):
        named("csv", "graph")
    with pytest.raises(BadParameter, match="no format 'xls'") as caught:
        named("xls", "graph")
    assert caught.value.hint and "csv" in caught.value.hint


def test_text_says_its_charset() -> None:
    assert negotiate("text/csv", "solutions").content_type == "text/csv; charset=utf-8"
    assert negotiate(None, "solutions").content_type == JSON


SOLUTIONS = """SELECT ?a ?b { VALUES (?a ?b) {
  ("上海 \\"said\\"\\t, <b>"@zh-Hans 1.5) (<http://example.org/x> UNDEF) ("" true)
  ("2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> "line\\nbreak") } }"""
GRAPH = """CONSTRUCT { ?s <http://example.org/p> ?o } { VALUES (?s ?o) {
  (<http://example.org/a> "上海 \\"x\\""@zh-Hans) (<http://example.org/b> 1.50)
  (<http://example.org/c> "2024"^^<http://id.loc.gov/datatypes/edtf/EDTF>) } }"""


@pytest.mark.parametrize("suffix", ["json", "xml", "tsv"])
def test_every_lossless_format_of_solutions_gives_the_same_back(suffix: str) -> None:
    form = named(suffix, "solutions").format
    rows = [list(row) for row in ox.Store().query(SOLUTIONS)]  # type: ignore[union-attr]
    body = ox.Store().query(SOLUTIONS).serialize(format=form.engine)  # type: ignore[call-overload]
    results = ox.parse_query_results(body, format=form.engine)  # type: ignore[arg-type]
    assert [list(row) for row in results] == rows  # type: ignore[union-attr]


@pytest.mark.parametrize("form", of_kind("graph"), ids=lambda form: form.suffix)
def test_every_format_of_graphs_gives_the_same_back(form) -> None:  # type: ignore[no-untyped-def]
    triples = set(ox.Store().query(GRAPH))  # type: ignore[arg-type]
    body = ox.Store().query(GRAPH).serialize(format=form.engine)
    assert {quad.triple for quad in ox.parse(body, format=form.engine)} == triples


def test_every_format_of_the_store_has_one_row_and_one_suffix() -> None:
    suffixes = [form.suffix for form in FORMATS]
    assert len(set(suffixes)) == len(suffixes)
    assert {form.engine for form in of_kind("solutions")} == {
        ox.QueryResultsFormat.JSON,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
    }
