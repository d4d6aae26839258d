"""Clients that read slowly hold no query process, and do not hold anything for ever."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import Overloaded, TimedOut
from kg.iris import Namespace
from kg.query.protocol import Operation
from kg.query.spool import Room, Spool, Transfers
from kg.query.workers import Limits, Pool
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)
ROOM = Room(time_s=30, waiting_bytes=0, transfers=2)
ROWS = 100_000
LARGE = f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """One process only, so that whoever holds it keeps all others out."""
    root: Path = tmp_path_factory.mktemp("store")
    things = [Quad(VIEW, VIEW, Literal(i), VIEW) for i in range(400)]
    with EmbeddedStore.open(root, NAMESPACE) as store:
        store.apply(Change(insert=things))
        checkpoints.publish(store, root, 1)
    pool = Pool(root, 1, Limits(20, 1024, 0, 8), NAMESPACE.base, NAMESPACE.view)
    yield pool
    pool.close()


def is_free(pool: Pool) -> bool:
    return b"true" in b"".join(pool.run(Operation("ASK {}", 10)).blocks)


def spooled(pool: Pool, text: str, room: Room = ROOM, compute_s: float = 10) -> Spool:
    answer = pool.run(Operation(text, compute_s, solutions="csv"))
    return Transfers(room).begin(answer.blocks, compute_s, lambda: None)


def test_an_unread_result_leaves_the_process_free_and_arrives_whole(pool: Pool) -> None:
    spool = spooled(pool, LARGE)
    assert is_free(pool)
    assert b"".join(spool).count(b"\r\n") == ROWS + 1
    spool.close()


def test_a_result_larger_than_the_room_arrives_whole_too(pool: Pool) -> None:
    spool = spooled(pool, LARGE, Room(30, 300_000, 1))
    assert b"".join(spool).count(b"\r\n") == ROWS + 1
    spool.close()


def test_a_result_that_finds_no_room_is_given_up_at_the_time_limit(pool: Pool) -> None:
    spool = spooled(pool, ENDLESS, Room(30, 300_000, 1), compute_s=0.5)
    assert is_free(pool)
    with pytest.raises(TimedOut, match="too slowly"):
        list(spool)
    spool.close()


def test_a_runaway_ends_though_it_is_read(pool: Pool) -> None:
    spool = spooled(pool, ENDLESS, Room(30, 300_000, 1), compute_s=0.5)
    with pytest.raises(TimedOut, match=r"longer than 0\.5 s"):
        for _ in spool:
            pass
    spool.close()
    assert is_free(pool)


def test_who_reads_for_too_long_is_hung_up_on(pool: Pool) -> None:
    hung_up = threading.Event()
    answer = pool.run(Operation(LARGE, 10, solutions="csv"))
    spool = Transfers(Room(0.2, 0, 1)).begin(answer.blocks, 10, hung_up.set)
    assert hung_up.wait(10)
    with pytest.raises(TimedOut, match="too long to read"):
        next(spool)
    spool.close()


def test_who_does_not_read_is_hung_up_on_when_the_result_fails(pool: Pool) -> None:
    hung_up = threading.Event()
    answer = pool.run(Operation(ENDLESS, 0.5, solutions="csv"))
    spool = Transfers(ROOM).begin(answer.blocks, 0.5, hung_up.set)
    assert hung_up.wait(10)
    with pytest.raises(TimedOut, match=r"longer than 0\.5 s"):
        next(spool)
    spool.close()


def test_closing_it_ends_the_computation(pool: Pool) -> None:
    spool = spooled(pool, ENDLESS, compute_s=0)
    next(spool)
    spool.close()
    spool.close()
    assert is_free(pool)


def test_closing_it_after_the_end_harms_no_other_query(pool: Pool) -> None:
    spool = spooled(pool, LARGE)
    list(spool)
    running = pool.run(Operation(LARGE, 10, solutions="csv"))
    spool.close()
    assert b"".join(running.blocks).count(b"\r\n") == ROWS + 1


def test_too_many_transfers_are_refused_at_once(pool: Pool) -> None:
    transfers = Transfers(Room(30, 0, 1))

    def begin() -> Spool:
        return transfers.begin(pool.run(Operation(LARGE, 10)).blocks, 10, lambda: None)

    first = begin()
    with pytest.raises(Overloaded):
        begin()
    first.close()
    begin().close()
    assert is_free(pool)
