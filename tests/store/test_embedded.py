"""The embedded store: queries see the view, a change is whole, a foreign store is refused."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadQuery, StoreProblem
from kg.iris import Namespace
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)
OTHER = NamedNode(NAMESPACE.document_graph("d1"))


def quad(name: str, value: str = "v", graph: NamedNode = VIEW) -> Quad:
    return Quad(
        NamedNode(f"http://example.org/{name}"),
        NamedNode("http://example.org/p"),
        Literal(value),
        graph,
    )


def test_queries_see_the_view_as_default_graph_and_others_by_name() -> None:
    store = memory_store(NAMESPACE)
    store.apply(Change(insert=[quad("seen"), quad("hidden", graph=OTHER)]))
    assert store.select("SELECT ?s { ?s ?p ?o }") == [{"s": quad("seen").subject}]
    assert store.select("SELECT ?s ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        {"s": quad("hidden").subject, "g": OTHER},
        {"s": quad("seen").subject, "g": VIEW},
    ]


def test_plain_mode_has_the_physical_default_graph() -> None:
    store = memory_store(NAMESPACE, managed=False)
    plain = Quad(VIEW, VIEW, VIEW)
    store.apply(Change(delete=[quad("absent")], insert=[plain, quad("named")]))
    assert store.select("SELECT ?s { ?s ?p ?o }") == [{"s": VIEW}]


def test_unbound_variables_are_absent() -> None:
    assert memory_store().select("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }") == [
        {"a": Literal(1)}
    ]


@pytest.mark.parametrize("query", ["SELECT", "ASK {}", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_select_refuses_what_gives_no_solutions(query: str) -> None:
    with pytest.raises(BadQuery):
        memory_store().select(query)


def test_a_change_drops_then_deletes_then_inserts() -> None:
    store = memory_store(NAMESPACE)
    store.apply(Change(insert=[quad("old", graph=OTHER), quad("leaves"), quad("stays")]))
    store.apply(
        Change(
            drop=(OTHER, NamedNode("http://example.org/never-there")),
            delete=[quad("leaves"), quad("both")],
            insert=[quad("both"), quad("new", graph=OTHER)],
        )
    )
    assert set(store.quads()) == {quad("stays"), quad("both"), quad("new", graph=OTHER)}


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(st.sampled_from("abc"), TEXTS), max_size=12))
def test_inserting_and_deleting_the_same_quads_leaves_nothing(
    values: list[tuple[str, str]],
) -> None:
    quads = [quad(name, text) for name, text in values]
    store = memory_store(NAMESPACE)
    store.apply(Change(drop=(VIEW,), insert=quads))  # as text of an update
    assert set(store.quads()) == set(quads)
    store.apply(Change(insert=quads))  # as quads
    assert set(store.quads()) == set(quads)
    store.apply(Change(delete=quads))
    assert list(store.quads()) == []


def test_what_was_applied_is_there_after_reopening(tmp_path: Path) -> None:
    store = EmbeddedStore.open(tmp_path, NAMESPACE)
    store.apply(Change(insert=[quad("kept")]))
    store.flush()
    store.close()
    assert list(EmbeddedStore.open(tmp_path, NAMESPACE).quads()) == [quad("kept")]


def test_a_second_opening_says_that_the_store_is_in_use(tmp_path: Path) -> None:
    first = EmbeddedStore.open(tmp_path, NAMESPACE)
    with pytest.raises(StoreProblem, match="in use by another process"):
        EmbeddedStore.open(tmp_path, NAMESPACE)
    del first


@pytest.mark.parametrize("name, value", [("base_iri", "http://elsewhere/"), ("format", 99)])
def test_a_store_of_another_base_or_format_is_refused(
    tmp_path: Path, name: str, value: object
) -> None:
    EmbeddedStore.open(tmp_path, NAMESPACE)
    stamp = tmp_path / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {name: value}))
    with pytest.raises(StoreProblem, match=name):
        EmbeddedStore.open(tmp_path, NAMESPACE)


def test_files_without_a_stamp_are_refused(tmp_path: Path) -> None:
    EmbeddedStore.open(tmp_path, NAMESPACE)
    (tmp_path / "stamp.json").unlink()
    with pytest.raises(StoreProblem, match=r"stamp\.json"):
        EmbeddedStore.open(tmp_path, NAMESPACE)


def test_leftovers_of_a_killed_bulk_load_are_removed(tmp_path: Path) -> None:
    EmbeddedStore.open(tmp_path, NAMESPACE)
    leftover = tmp_path / "oxigraph" / "bulk-1.sst"
    leftover.write_bytes(b"half")
    EmbeddedStore.open(tmp_path, NAMESPACE)
    assert not leftover.exists()


def test_pyoxigraph_still_lets_a_parameter_override_the_dataset_of_the_query() -> None:
    """`kg.query` passes no dataset for queries with FROM because of this; see engine notes."""
    engine = ox.Store()
    engine.add(quad("x", graph=OTHER))
    rows = engine.query(f"SELECT ?s FROM {OTHER} {{ ?s ?p ?o }}", default_graph=VIEW)
    assert list(rows) == []
