"""Two hundred values that try to leave their slots: refused by name, or taken as text."""

import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal

from kg.errors import BadParameter
from kg.iris import Namespace
from kg.query.saved import saved_queries

QUERIES = saved_queries()
BASE = Namespace()

HOSTILE = (
    *("'", '"', "''", '"""', "'''", "\\", "\\\\", '\\"', "`"),
    *("}", "{", "} }", "} UNION { ?s ?p ?o", '" } ?x ?y ?z . { "', "UNDEF", "UNDEF } #"),
    *("#", "# comment", "?x", "$agency", "; DROP ALL", "*/", "--", "<", ">", "<>", "<http://a b>"),
    *("http://a b", "http://a>b", 'http://a"b', "http://a{b}", "urn:x\\u003E", "javascript:x"),
    *("\\u0022", "\\U0001F600", "%22", "%7D", "\u0000", "\ud7ff\ue000", "\u202e", "\u2028"),
    *("\r\nSet-Cookie: a=b", "\t", "a" * 1_000_000, "=1+1", "<script>alert(1)</script>", "😀" * 9),
)  # fmt: skip

# A parameter of each kind, with the others that its query needs.
KINDS = {
    "iri": ("timeline", "agency", {}),
    "date": ("timeline", "from", {}),
    "integer": ("around-an-event", "days", {"event": "nairobi"}),
    "text": ("meetings-at-rank", "post", {}),
    "choice": ("events-by-place", "level", {}),
    "concept": ("agreements-by-status", "status", {}),
    "lang": ("timeline", "lang", {}),
    "order": ("timeline", "order", {}),
    "limit": ("timeline", "limit", {}),
    "after": ("timeline", "after", {}),
}


def cases() -> Iterator[tuple[str, str]]:
    """Yield all kinds with each value once, and text with all of them."""
    for number, value in enumerate(HOSTILE):
        for kind in list(KINDS)[number % 2 :: 2]:
            yield kind, value
        yield "text", value


def test_there_are_two_hundred() -> None:
    assert len(set(cases())) >= 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_stays_in_its_slot(kind: str, client: FlaskClient) -> None:
    name, parameter, needed = KINDS[kind]
    for value in (value for other, value in cases() if other == kind):
        answer = client.get(f"/api/queries/{name}.json", query_string={**needed, parameter: value})
        if answer.status_code == 400:
            error = json.loads(answer.data)["error"]
            assert parameter in error["detail"], value[:40]
        else:
            assert answer.status_code == 200, value[:40]
            assert isinstance(answer.json, list)
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("order", "after")])
def test_no_value_changes_the_query(kind: str) -> None:
    name, parameter, needed = KINDS[kind]
    query = QUERIES[name]
    unfilled = _shape(query.bind({**needed, parameter: _harmless(kind)}, BASE))
    for value in (value for other, value in cases() if other == kind):
        try:
            text = query.bind({**needed, parameter: value}, BASE)
        except BadParameter as refused:
            assert refused.name == parameter
            continue
        ox.Store().query(text)  # still a query
        if kind == "text":
            assert text.replace(str(Literal(value)), '"x"') == query.bind({parameter: "x"}, BASE)
        else:
            assert _shape(text) == unfilled


def test_what_was_asked_is_shown_as_text(client: FlaskClient) -> None:
    for value in ("<script>alert(1)</script>", '"><script>alert(1)</script>'):
        page = client.get("/queries/meetings-at-rank", query_string={"post": value})
        assert page.status_code == 200 and "<script>alert" not in page.text


def _harmless(kind: str) -> str:
    values = {"iri": "unep", "date": "2020-01-01", "text": "x", "choice": "city"}
    return values.get(kind) or {"concept": "signed", "lang": "en"}.get(kind, "1")


def _shape(text: str) -> list[str]:
    """Return what a query consists of but for terms: its lines without what stands in slots."""
    return [line.partition("VALUES $")[0] for line in text.splitlines()]
