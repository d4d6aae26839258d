"""A query that does not parse gets a place and, where we can tell, a hint."""

import pyoxigraph as ox
import pytest

from kg.query.syntax import explain

CASES = [
    ("SELEC * {}", (1, 1), "did you mean SELECT"),
    ("", (1, 1), "one of SELECT, ASK"),
    ("INSERT DATA { <u:a> <u:b> <u:c> }", (1, 1), "this is an update"),
    ("SELECT * {\n ?s ?p ?o .\n FILTER(?x = }", (3, 15), "1 ')' missing"),
    ("SELECT * { ?s ?p ?o", (1, 20), "1 '}' missing"),
    ("SELECT * { ?s ?p 'a\nb' }", (1, 20), "string is not closed"),
    ("SELECT *\n{ ?s ea:place ?o }", (2, 6), "PREFIX ea: <https://w3id.org/ecoaccord/ns#>"),
    ("SELECT * { ?s foo:bar ?o }", (1, 15), "declare it by PREFIX"),
    ("# ea:x\nSELECT * { ?s ?p 'ea:y' . ?s skos:note ?o }", (2, 30), "PREFIX skos:"),
]


@pytest.mark.parametrize("text, place, hint", CASES)
def test_the_fault_has_a_place_and_a_hint(text: str, place: tuple[int, int], hint: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    error = explain(str(caught.value), text)
    assert (error.line, error.column) == place
    assert error.hint and hint in error.hint


@pytest.mark.parametrize(
    "text, problem",
    [
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?y ?z }", "variable that is unbound"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "duplicated variable name"),
        ("SELECT * { ?s foo:bar ?o }", "prefix foo: is not declared"),
    ],
)
def test_what_the_engine_says_in_words_is_passed_on(text: str, problem: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    assert problem in str(explain(str(caught.value), text))


def test_words_of_another_form_are_passed_on_whole() -> None:
    assert "out of paper" in str(explain("out of paper", "ASK {}"))
