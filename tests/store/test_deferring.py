"""Graphs put aside: nobody sees the difference, and whoever is killed when leaves whole changes."""

from collections.abc import Iterator
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.iris import Namespace
from kg.store.base import Change
from kg.store.deferring import DeferringStore
from kg.store.embedded import EmbeddedStore, memory_store

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)
PREDICATE = NamedNode("http://example.org/p")
SIZE = 30  # quads of one change, enough to be put aside here


def quads(graph: NamedNode, *, subject: str = "", size: int = SIZE) -> list[Quad]:
    return [
        Quad(NamedNode(f"http://example.org/{subject or n}"), PREDICATE, Literal(n), graph)
        for n in range(size)
    ]


def document(key: str) -> NamedNode:
    return NamedNode(NAMESPACE.document_graph(key))


def lines(found: list[Quad]) -> bytes:
    return serialize(found, format=RdfFormat.N_QUADS) or b""


def large(key: str, *more: Quad) -> Change:
    return Change(insert=more, load=[lines(quads(document(key)))])


def waiting(root: Path) -> list[Path]:
    return [path for path in (root / "oxigraph" / "aside").iterdir() if path.stat().st_size]


@pytest.fixture(scope="module", autouse=True)
def _small_changes_wait() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.store.deferring._WORTH_IT", 1_000)
        yield


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedStore]:
    engine = EmbeddedStore.open(tmp_path, NAMESPACE)
    yield engine
    engine.close()


@pytest.fixture
def store(engine: EmbeddedStore, tmp_path: Path) -> DeferringStore:
    return DeferringStore(engine, tmp_path, 0)


def test_large_changes_wait_and_small_ones_do_not(store: DeferringStore, tmp_path: Path) -> None:
    store.apply(Change(load=[lines(quads(document("a"), size=1))]), 1)
    assert not waiting(tmp_path)
    store.apply(large("b"), 2)
    assert waiting(tmp_path)


@pytest.mark.parametrize("subject", [None, NamedNode("http://example.org/1")])
@pytest.mark.parametrize("graph", [None, document("a")])
def test_what_waits_is_found(
    store: DeferringStore, subject: NamedNode | None, graph: NamedNode | None
) -> None:
    store.apply(large("a"), 1)
    expected = [q for q in quads(document("a")) if subject in (None, q.subject)]
    assert set(store.quads(subject, graph=graph)) == set(expected)


def test_reading_brings_nothing_in(store: DeferringStore, tmp_path: Path) -> None:
    shown = lines(quads(VIEW, subject="own"))
    store.apply(Change(insert=quads(VIEW, subject="shared", size=1), load=[shown]), 1)
    assert len(list(store.quads(NamedNode("http://example.org/shared"), graph=VIEW))) == 1
    assert not list(store.quads(graph=document("b")))
    assert store.has_graph(VIEW.value)
    assert len(list(store.quads(NamedNode("http://example.org/own"), graph=VIEW))) == SIZE
    assert waiting(tmp_path)
    assert len(list(store.quads(predicate=PREDICATE))) == SIZE + 1
    assert not waiting(tmp_path)


def test_what_waits_is_deleted_where_it_waits(store: DeferringStore, tmp_path: Path) -> None:
    first, *rest = quads(document("a"))
    store.apply(large("a"), 1)
    store.apply(replace(large("b"), delete=[first, *quads(document("b"), size=9)]), 2)
    assert waiting(tmp_path)
    assert set(store.quads(graph=document("a"))) == set(rest)
    again = [lines(quads(document("c"))), lines([first])]
    store.apply(Change(load=again, delete=rest[:1]), 3)
    assert waiting(tmp_path)
    for _ in "before and after":
        assert set(store.quads(graph=document("a"))) == {first, *rest[1:]}
        assert set(store.quads(graph=document("b"))) == set(quads(document("b")))
        store.bring_in()


def test_what_is_deleted_stays_deleted_when_the_writer_is_killed(
    store: DeferringStore, engine: EmbeddedStore, tmp_path: Path
) -> None:
    first, *rest = quads(document("a"))
    store.apply(large("a"), 1)
    store.apply(replace(large("b"), delete=[first]), 2)
    assert set(DeferringStore(engine, tmp_path, 2).quads(graph=document("a"))) == set(rest)


def test_queries_and_updates_see_what_waits(store: DeferringStore) -> None:
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {document('a')} {{ ?s ?p ?o }} }}"
    store.apply(large("a"), 1)
    assert store.select(count) == [{"n": Literal(SIZE)}]
    store.apply(large("b"), 2)
    store.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", "x:")
    assert not list(store.quads())


def test_checkpoints_hold_what_waited(store: DeferringStore, tmp_path: Path) -> None:
    store.apply(large("a"), 1)
    store.checkpoint(tmp_path / "copy")
    assert not waiting(tmp_path)
    store.apply(large("a"), 2)  # loading the same again, as a killed writer's successor may
    assert set(store.quads()) == set(quads(document("a")))


def test_changes_of_a_killed_writer_are_brought_in_whole_or_not_at_all(
    store: DeferringStore, engine: EmbeddedStore, tmp_path: Path
) -> None:
    store.apply(large("a"), 1)
    store.apply(large("b"), 2)
    (path,) = waiting(tmp_path)
    with path.open("ab") as file:  # killed before the rest of change 3 was made, and while writing
        file.write(lines(quads(document("c"))) + b"# 3\n" + lines(quads(document("d")))[:-7])
    again = DeferringStore(engine, tmp_path, 2)
    assert set(again.quads()) == {*quads(document("a")), *quads(document("b"))}


def test_a_change_that_fails_leaves_nothing_aside(tmp_path: Path) -> None:
    engine = EmbeddedStore.open(tmp_path, NAMESPACE)
    store = DeferringStore(engine, tmp_path, 0)
    store.apply(large("a"), 1)
    engine.close()  # whatever comes now fails
    with pytest.raises(AttributeError):
        store.apply(large("b", *quads(VIEW, size=1)), 2)
    again = DeferringStore(EmbeddedStore.open(tmp_path, NAMESPACE), tmp_path, 2)
    assert set(again.quads()) == set(quads(document("a")))


def test_a_first_change_that_did_not_come_about_is_in_nobodys_way(
    engine: EmbeddedStore, tmp_path: Path
) -> None:
    folder = tmp_path / "oxigraph" / "aside"
    folder.mkdir()
    (folder / "1.nq").write_bytes(lines(quads(document("a")))[:-9])  # killed over it
    store = DeferringStore(engine, tmp_path, 0)
    assert not list(store.quads(graph=document("a")))
    with (
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(OSError, match="the disk is full"),
    ):
        patch.setattr("kg.store.aside.os.fsync", _full)
        store.apply(large("a"), 1)
    store.bring_in()
    store.apply(large("b"), 1)
    assert set(store.quads()) == set(quads(document("b")))


def _full(_: int) -> None:
    raise OSError(ENOSPC, "the disk is full")


def test_lines_of_another_graph_are_read_at_once(store: DeferringStore, tmp_path: Path) -> None:
    """So that they are refused with their own change, not later with all others."""
    mixed = lines(quads(document("a"))) + b"no quad\n"
    with pytest.raises(SyntaxError):
        store.apply(Change(load=[mixed]), 1)
    assert not waiting(tmp_path)


STEP = st.tuples(st.sampled_from("abc"), st.sampled_from(["add", "go", "thin out"]), st.booleans())


@given(st.lists(STEP, max_size=8), st.sampled_from([1, 6_000, 1 << 20]))
def test_nobody_sees_the_difference(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, bool]], together: int
) -> None:
    """Documents come, go, and lose parts while others come; some read, some die in between."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.store.deferring.LOADED_TOGETHER", together)
        patch.setattr("kg.store.deferring.SORTED_TOGETHER", 1)
        _compare(tmp_path_factory, steps)


def _compare(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, bool]]) -> None:
    plain = memory_store(NAMESPACE)
    engine, root = memory_store(NAMESPACE), tmp_path_factory.mktemp("steps")
    store = DeferringStore(engine, root, 0)
    for number, (key, step, is_killed) in enumerate(steps, 1):
        mark = Quad(document(key), PREDICATE, Literal(number), VIEW)
        stored = list(store.quads(graph=document(key)))
        change = large("abc"[number % 3] if step == "thin out" else key, mark)
        if step == "go":
            change = Change(drop=(document(key),), insert=[mark])
        elif step == "thin out":
            change = replace(change, delete=stored[::2])
        plain.apply(change)
        store.apply(change, number)
        assert set(store.quads(graph=document(key))) == set(plain.quads(graph=document(key)))
        if is_killed:
            if store._loading:  # it may have taken in everything when it dies
                store._loading._thread.join()
            store = DeferringStore(engine, root, number)
    assert set(store.quads()) == set(plain.quads())
