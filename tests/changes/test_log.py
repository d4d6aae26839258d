"""The log of changes: an entry for each commit that changes the view, whatever is killed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from changes.conftest import NAMES
from pyoxigraph import NamedNode, Triple
from writer.one_document import graph_of

from kg.committing import Committer
from kg.errors import KgError
from kg.history.log import FILE, Log
from kg.history.moves import Move, packed, triples, unpacked
from kg.history.past import Past
from kg.iris import h16
from kg.settings import Settings
from kg.terms import PROV

STARTED = "2026-01-01T00:00:00Z"
UNLIMITED = 1 << 60


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "store"))


@pytest.fixture
def committer(settings: Settings) -> Iterator[Committer]:
    committer = opened(settings)
    yield committer
    if hasattr(committer._store._store, "_engine"):  # some tests have closed it
        committer.close()


def opened(settings: Settings) -> Committer:
    return Committer(root(settings), settings.archive_path, NAMES, managed=True)


def root(settings: Settings) -> Path:
    return Path(settings.store)


def view(committer: Committer) -> set[Triple]:
    return {quad.triple for quad in committer._store.quads(graph=NamedNode(NAMES.view))}


def replayed(settings: Settings) -> set[Triple]:
    past, state = Past(root(settings)), {}
    for entry in past.entries(*past.since(0, UNLIMITED)):
        before = state.get(entry.move.subject, set())
        assert before == {*entry.move.kept, *entry.move.removed}
        state[entry.move.subject] = set(entry.move.after)
    return {triple for subject, said in state.items() for triple in triples(subject, sorted(said))}


def test_replaying_all_entries_gives_the_view(committer: Committer, settings: Settings) -> None:
    committer.add([graph_of(f"text {n}") for n in range(5)], STARTED)
    committer.add([graph_of("first", source_key="page")], STARTED)
    committer.add([graph_of("second", source_key="page")], STARTED)
    committer.remove(graph_of("text 3").key, "")
    assert replayed(settings) == view(committer)
    causes = [commit.cause for commit in Past(root(settings)).commits(UNLIMITED, most=9)]
    assert causes == ["removal", "load", "load", "load", "start"]


def test_times_only_grow(committer: Committer, settings: Settings) -> None:
    for number in range(6):
        committer.add([graph_of(f"text {number}")], STARTED)
    times = [commit.time for commit in Past(root(settings)).commits(UNLIMITED, most=9)]
    assert times == sorted(set(times), reverse=True)


def test_what_changes_nothing_has_no_entry(committer: Committer, settings: Settings) -> None:
    committer.add([graph_of("one")], STARTED)
    committer.update("INSERT DATA { GRAPH <https://example.org/g> { <a:s> <a:p> <a:o> } }")
    committer.add([graph_of("one")], STARTED)
    assert [commit.sequence for commit in Past(root(settings)).commits(9, most=9)] == [2, 1]


def test_an_entry_without_its_commit_is_dropped(committer: Committer, settings: Settings) -> None:
    committer.add([graph_of("one")], STARTED)
    last = committer.sequence
    committer._log.append(last + 1, "load", ["key"], [Move("a:s", (), ("<a:p> <a:o>",), ())])
    committer.close()  # as though it had been killed between the log and the store
    reopened = opened(settings)
    assert reopened._log.last == last
    reopened.add([graph_of("two")], STARTED)
    assert replayed(settings) == view(reopened)
    reopened.close()


def test_a_commit_that_fails_leaves_no_second_entry(
    committer: Committer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KgError("the disk failed")

    with monkeypatch.context() as patched:
        patched.setattr(committer._store, "apply", fail)
        assert committer.add([graph_of("one")], STARTED)[0].kind == "rejected"
    committer.add([graph_of("two")], STARTED)
    assert replayed(settings) == view(committer)


def test_a_store_older_than_its_log_begins_one(committer: Committer, settings: Settings) -> None:
    committer.add([graph_of("one")], STARTED)
    committer.close()
    for path in root(settings).glob(FILE + "*"):
        path.unlink()
    reopened = opened(settings)
    reopened.add([graph_of("two")], STARTED)
    assert replayed(settings) == view(reopened)
    assert [c.cause for c in Past(root(settings)).commits(9, most=9)] == ["load", "begun"]
    reopened.close()


def test_a_damaged_log_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    log = Log(tmp_path, NAMES.base, 7)
    assert log.last == 0
    log.close()


def test_old_entries_are_forgotten(tmp_path: Path) -> None:
    log = Log(tmp_path, NAMES.base, 0)
    for number in (1, 2):
        log.append(number, "load", [], [Move(f"a:{number}", (), ("<a:p> <a:o>",), ())])
    log.close()
    with sqlite3.connect(tmp_path / FILE) as data:
        data.execute("UPDATE commits SET time = '2020-01-01T00:00:00.000Z' WHERE sequence = 1")
    data.close()
    log = Log(tmp_path, NAMES.base, 2, keep_days=30)
    log.append(3, "load", [], [Move("a:3", (), ("<a:p> <a:o>",), ())])
    log.close()
    past = Past(tmp_path)
    assert [entry.move.subject for entry in past.entries(0, 99)] == ["a:2", "a:3"]
    assert past.of_thing("a:1", 0, 99, 9) == []


def test_blocks_are_read_as_they_were_written() -> None:
    some = [
        Move("a:1", ("<a:p> <a:o>",), ('<a:p> "line\\nbreak"@en',), ()),
        Move("a:2", (), (), ("<a:p> <a:o>",)),
    ]
    assert unpacked(packed(some)) == some


def test_a_store_that_is_plain_has_no_log(tmp_path: Path) -> None:
    committer = Committer(tmp_path / "store", tmp_path / "archive", NAMES, managed=False)
    committer.update("INSERT DATA { <a:s> <a:p> <a:o> }")
    committer.close()
    assert not (tmp_path / "store" / FILE).exists()


def test_versions_of_a_page_are_a_chain(committer: Committer) -> None:
    first, second = (graph_of(text, source_key="page") for text in ("first", "second"))
    committer.add([first], STARTED)
    committer.add([second], STARTED)
    versions = [
        NamedNode(NAMES.thing("version", f"{g.key}-{h16(g.digest)}")) for g in (second, first)
    ]
    runs = NamedNode(NAMES.runs)
    chain = committer._store.quads(None, PROV.wasRevisionOf, None, runs)
    assert [[quad.subject, quad.object] for quad in chain] == [versions]
    assert not list(committer._store.quads(versions[1], graph=NamedNode(first.graph)))


def test_what_is_erased_leaves_other_things_too(tmp_path: Path) -> None:
    """A name that moved to another thing and back again, in commits of other documents."""
    name, other = '<a:name> "secret"', '<a:name> "shown"'
    log = Log(tmp_path, NAMES.base, 0)
    came, went = Move("a:x", (), (name,), ()), Move("a:x", (name,), (), ())
    log.append(1, "load", ["one"], [came])
    log.append(2, "load", ["two"], [went, Move("a:y", (), (name, other), ())])
    log.append(3, "decision", [], [Move("a:y", (name,), (), (other,)), came])
    log.append(4, "erasure", ["one"], [went])
    said = {"a:x": set(), "a:y": {other}}
    log.erase(["one"], said.__getitem__, {"a:x": "a:hidden"})
    assert log.settle()
    log.close()
    moves = [entry.move for entry in Past(tmp_path).entries(0, 99)]
    assert {move.subject: move.after for move in moves} == {"a:hidden": (), "a:y": (other,)}
    assert "secret" not in str(moves)
