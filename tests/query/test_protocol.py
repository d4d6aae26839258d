"""The parts of a request become an operation, or an error that says what is wrong."""

from urllib.parse import unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import (
    BadParameter,
    BadRequest,
    KgError,
    NotAcceptable,
    Refused,
    UnsupportedMediaType,
)
from kg.query.protocol import FORM, QUERY, UPDATE, Operation, Parts, parse

ASK = "ASK {}"


def get(*pairs: tuple[str, str], accept: str | None = None) -> Operation | None:
    return parse(Parts("GET", urlencode(pairs), accept=accept), 30)


def post(body: bytes, content_type: str | None, query: str = "") -> Operation | None:
    return parse(Parts("POST", query, content_type, body), 30)


def form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


@pytest.mark.parametrize(
    "operation",
    [
        get(("query", ASK)),
        post(form(("query", ASK)), FORM),
        post(form(("query", ASK)), "Application/X-WWW-Form-Urlencoded; charset=UTF-8"),
        post(ASK.encode(), QUERY),
        post(ASK.encode(), f'{QUERY}; charset="UTF-8"'),
    ],
)
def test_all_ways_of_asking_are_one(operation: Operation | None) -> None:
    assert operation == Operation(ASK, 30)


def test_a_percent_sign_and_chinese_survive() -> None:
    text = "SELECT * { ?s ?p '100 % 上海+北京' }"
    for operation in (get(("query", text)), post(form(("query", text)), FORM)):
        assert operation and operation.text == text


@given(st.text("%=+Aa0fF \n\ré上", max_size=12))
def test_parameters_are_decoded_as_the_library_does(encoded: str) -> None:
    try:
        expected = unquote_plus(encoded, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(BadRequest):
            parse(Parts("GET", f"query={encoded}"), 30)
    else:
        operation = parse(Parts("GET", f"query={encoded}"), 30)
        assert operation and operation.text == expected


def test_without_a_query_there_is_no_operation() -> None:
    assert get() is None
    assert get(("default-graph-uri", "http://g")) is None


def test_the_dataset_may_stand_in_the_address_or_in_the_form() -> None:
    graphs = [
        ("default-graph-uri", "http://a"),
        ("default-graph-uri", "http://b"),
        ("named-graph-uri", "http://c"),
    ]
    for operation in (
        get(("query", ASK), *graphs),
        post(form(("query", ASK), *graphs), FORM),
        post(ASK.encode(), QUERY, urlencode(graphs)),
    ):
        assert operation
        assert operation.default_graphs == ("http://a", "http://b")
        assert operation.named_graphs == ("http://c",)


def test_from_in_the_query_is_noted() -> None:
    operation = get(("query", "ASK FROM <http://g> {}"))
    assert operation and operation.has_dataset and operation.default_graphs is None


@pytest.mark.parametrize(
    "pairs, accept, expected",
    [
        ([], None, ("json", "ttl")),
        ([], "text/csv", ("csv", None)),
        ([], "application/n-triples", (None, "nt")),
        ([], "application/sparql-results+xml, application/rdf+xml", ("xml", "rdf")),
        ([("format", "json")], "text/csv", ("json", "jsonld")),
        ([("format", "xml")], None, ("xml", "rdf")),
        ([("format", "tsv")], None, ("tsv", None)),
        ([("format", "turtle")], None, (None, "ttl")),
    ],
)
def test_formats_are_chosen_for_both_kinds_of_result(
    pairs: list[tuple[str, str]], accept: str | None, expected: tuple[str | None, str | None]
) -> None:
    operation = get(("query", ASK), *pairs, accept=accept)
    assert operation and (operation.solutions, operation.graph) == expected


@pytest.mark.parametrize("asked, granted", [("2.5", 2.5), ("1000", 30), ("1e1", 10)])
def test_a_caller_may_ask_for_less_time_never_for_more(asked: str, granted: float) -> None:
    operation = get(("query", ASK), ("timeout", asked))
    assert operation and operation.timeout_s == granted


def test_without_a_limit_the_callers_holds() -> None:
    operation = parse(Parts("GET", urlencode([("query", ASK), ("timeout", "99")])), 0)
    assert operation and operation.timeout_s == 99


@pytest.mark.parametrize(
    "parts, error",
    [
        (Parts("GET", "query=ASK{}&query=ASK{}"), BadRequest),
        (Parts("GET", "query=ASK{}&timeout=soon"), BadParameter),
        (Parts("GET", "query=ASK{}&timeout=-1"), BadParameter),
        (Parts("GET", "query=ASK{}&timeout=nan"), BadParameter),
        (Parts("GET", "query=ASK{}&default-graph-uri=relative"), BadParameter),
        (Parts("GET", "query=ASK{}&format=xls"), BadParameter),
        (Parts("GET", "query=%ff"), BadRequest),
        (Parts("GET", "update=CLEAR+ALL"), BadRequest),
        (Parts("GET", "query=ASK{}", accept="image/png"), NotAcceptable),
        (Parts("GET", "query=ASK{SERVICE<http://x>{}}"), Refused),
        (Parts("POST", "", FORM, b""), BadRequest),
        (Parts("POST", "", FORM, b"update=CLEAR+ALL"), BadRequest),
        (Parts("POST", "query=ASK{}", FORM, b"query=ASK{}"), BadRequest),
        (Parts("POST", "query=ASK{}", QUERY, b"ASK{}"), BadRequest),
        (Parts("POST", "", QUERY, b"\xff"), BadRequest),
        (Parts("POST", "", f"{QUERY}; charset=latin-1", b"ASK{}"), UnsupportedMediaType),
        (Parts("POST", "", UPDATE, b"CLEAR ALL"), UnsupportedMediaType),
        (Parts("POST", "", "text/plain", b"ASK{}"), UnsupportedMediaType),
        (Parts("POST", "", None, b"ASK{}"), UnsupportedMediaType),
    ],
)
def test_what_does_not_fit_together_is_refused(parts: Parts, error: type[KgError]) -> None:
    with pytest.raises(error):
        parse(parts, 30)
