"""Virtuoso cuts results after so many rows or seconds, with status 200: here that is an error."""

import pytest
from scale.conftest import Served

pytestmark = pytest.mark.full
_COUNT = """SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER (STRLEN(STR(?c)) + STRLEN(STR(?f)) + STRLEN(STR(?i)) > 1000000) }"""


def _status(served: Served, text: str, **more: str) -> int:
    return served.client.post("/sparql", data={"query": text, **more}).status_code


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } LIMIT 15000",
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 15000",
        "CONSTRUCT { ?s a <http://example.org/Thing> } { ?s ?p ?o }",
    ],
)
def test_9_a_result_that_was_cut_is_no_answer(text: str, remote: Served) -> None:
    assert _status(remote, text) == (413 if remote.settings.store_kind == "virtuoso" else 200)


def test_9_a_result_below_the_cut_is_one(remote: Served) -> None:
    assert _status(remote, "SELECT * { ?s ?p ?o } LIMIT 9999") == 200
    few = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o ; a <https://w3id.org/ecoaccord/ns#Event> }"
    assert _status(remote, few) == 200


def test_9_a_count_that_takes_too_long_is_no_number(remote: Served) -> None:
    assert _status(remote, _COUNT, timeout="0.5") == 503
