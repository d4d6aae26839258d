"""Queries whose answers change though the data do not."""

import pytest

from kg.query.volatile import is_volatile


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?t) {}",
        "SELECT * { BIND(1 AS ?a) BIND(rand ( ) AS ?b) }",
        "SELECT (STRUUID # why\n () AS ?u) {}",
        "SELECT * { FILTER(!BOUND(?x)||UUID()=?y) }",
        "SELECT (BNODE('a') AS ?b) {}",
        "CONSTRUCT { _:b ?p ?o } { ?s ?p ?o }",
        "construct { [] ?p ?o } { ?s ?p ?o }",
    ],
)
def test_time_chance_and_new_nodes_are_volatile(text: str) -> None:
    assert is_volatile(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?now { ?now <http://e/knowledge> ?brand }",
        "SELECT * { [] ?p _:b }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "ASK {}",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_volatile(text)
