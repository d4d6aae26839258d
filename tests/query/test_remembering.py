"""Small results are given again, and equal queries evaluated once, until the data change."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import TimedOut
from kg.iris import Namespace
from kg.query.protocol import Operation
from kg.query.remembering import Memory
from kg.query.workers import Limits, Pool
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Counting(Pool):
    """A pool that counts what it evaluates."""

    evaluated = 0

    def run(self, *parts: object, **more: object) -> object:  # type: ignore[override]
        self.evaluated += 1
        return super().run(*parts, **more)  # type: ignore[arg-type]


def publish(root: Path, sequence: int, numbers: range) -> None:
    with EmbeddedStore.open(root, NAMESPACE) as store:
        store.apply(Change(insert=[Quad(VIEW, VIEW, Literal(n), VIEW) for n in numbers]))
        checkpoints.publish(store, root, sequence)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Counting]:
    publish(tmp_path, 1, range(300))
    pool = Counting(tmp_path, 2, Limits(30, 1024, 0, 8), NAMESPACE.base, NAMESPACE.view)
    yield pool
    pool.close()


def memory_of(pool: Pool, most_bytes: int = 1_000_000) -> Memory:
    return Memory(pool, checkpoints.Watch(pool.root).state, most_bytes)


def ask(memory: Memory, text: str, timeout_s: float = 30) -> bytes:
    return b"".join(memory.run(Operation(text, timeout_s, solutions="csv")).blocks)


def test_a_result_is_given_again_until_a_commit(pool: Counting) -> None:
    memory = memory_of(pool)
    assert [ask(memory, COUNT) for _ in range(3)] == [b"n\r\n300\r\n"] * 3
    assert (pool.evaluated, memory.hits, memory.misses) == (1, 2, 1)
    publish(pool.root, 2, range(300, 400))
    assert ask(memory, COUNT) == b"n\r\n400\r\n"


def test_what_is_asked_otherwise_is_another_question(pool: Counting) -> None:
    memory = memory_of(pool)
    for solutions in ("csv", "json"):
        for limit in (None, 1):
            operation = Operation("SELECT * { ?s ?p ?o }", 30, solutions=solutions, limit=limit)
            b"".join(memory.run(operation).blocks)
    assert pool.evaluated == 4


def test_volatile_queries_and_large_results_are_not_kept(pool: Counting) -> None:
    memory = memory_of(pool, 100_000)
    assert ask(memory, "SELECT (UUID() AS ?u) {}") != ask(memory, "SELECT (UUID() AS ?u) {}")
    large = "SELECT * { ?s ?p ?o }"
    assert ask(memory, large) == ask(memory, large)
    assert pool.evaluated == 4 and memory.size == 0


def test_no_more_is_kept_than_allowed(pool: Counting) -> None:
    memory = memory_of(pool, 20_000)
    for number in range(50):
        ask(memory, f"SELECT ({number} AS ?n) {{}}")
    assert 10_000 < memory.size <= 20_000


def test_equal_queries_at_once_are_evaluated_once(pool: Counting) -> None:
    memory = memory_of(pool)
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(memory, text))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [b"n\r\n90000\r\n"] * 6
    assert pool.evaluated == 1


def test_who_has_more_time_is_not_told_the_failure_of_who_had_less(pool: Counting) -> None:
    memory = memory_of(pool)
    failed = threading.Event()

    def hasty() -> None:
        with pytest.raises(TimedOut):
            ask(memory, SLOW, 0.5)
        failed.set()

    thread = threading.Thread(target=hasty)
    thread.start()
    time.sleep(0.1)
    with pytest.raises(TimedOut, match="1 s"):
        ask(memory, SLOW, 1)
    thread.join()
    assert failed.is_set()
