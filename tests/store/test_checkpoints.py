"""Checkpoints: immutable, whole or absent, and never swept from under a reader."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreProblem
from kg.iris import Namespace
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, open_checkpoint

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)


def numbers(root: Path) -> list[int]:
    return sorted(int(path.name) for path in checkpoints.folder(root).iterdir())


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore.open(tmp_path, NAMESPACE)


def commit(store: EmbeddedStore, root: Path, sequence: int) -> Path:
    store.apply(Change(insert=[Quad(VIEW, VIEW, Literal(sequence), VIEW)]))
    return checkpoints.publish(store, root, sequence)


def test_there_is_none_before_the_first_commit(tmp_path: Path) -> None:
    assert checkpoints.newest(tmp_path) is None
    assert checkpoints.pin_newest(tmp_path) is None


def test_a_reader_sees_its_own_state_for_ever(store: EmbeddedStore, tmp_path: Path) -> None:
    with open_checkpoint(commit(store, tmp_path, 1), NAMESPACE) as reader:
        commit(store, tmp_path, 2)
        assert [quad.object.value for quad in reader.quads()] == ["1"]
        assert reader.select("SELECT ?o { ?s ?p ?o }") == [{"o": Literal(1)}]


def test_the_newest_is_the_highest_number_not_the_last_name(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    for sequence in (2, 10, 9):
        commit(store, tmp_path, sequence)
    newest = checkpoints.newest(tmp_path)
    assert newest is not None and newest.name == "10"


def test_publishing_the_same_state_twice_is_harmless(store: EmbeddedStore, tmp_path: Path) -> None:
    assert commit(store, tmp_path, 1) == checkpoints.publish(store, tmp_path, 1)


def test_sweeping_keeps_the_newest_two_and_the_pinned(store: EmbeddedStore, tmp_path: Path) -> None:
    first = commit(store, tmp_path, 1)
    with open_checkpoint(first, NAMESPACE):
        for sequence in (2, 3, 4):
            commit(store, tmp_path, sequence)
        (checkpoints.folder(tmp_path) / "5.partial").mkdir()
        checkpoints.sweep(tmp_path)
        assert numbers(tmp_path) == [1, 3, 4]
    checkpoints.sweep(tmp_path)
    assert numbers(tmp_path) == [3, 4]


def test_what_is_gone_cannot_be_pinned(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="gone"):
        checkpoints.pin(checkpoints.folder(tmp_path) / "7")


def test_a_checkpoint_being_swept_cannot_be_pinned(store: EmbeddedStore, tmp_path: Path) -> None:
    import fcntl
    import os

    path = commit(store, tmp_path, 1)
    descriptor = os.open(path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(StoreProblem, match="gone"):
        checkpoints.pin(path)
    os.close(descriptor)


def test_an_unfinished_copy_is_never_the_newest(store: EmbeddedStore, tmp_path: Path) -> None:
    commit(store, tmp_path, 1)
    (checkpoints.folder(tmp_path) / "2.partial").mkdir()
    newest = checkpoints.newest(tmp_path)
    assert newest is not None and newest.name == "1"
    assert checkpoints.publish(store, tmp_path, 2).name == "2"
