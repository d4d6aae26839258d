"""Query processes: runaways end, hogs die alone, newer data is seen, nothing stays behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from query.processes import is_running

from kg.errors import (
    BadQuery,
    KgError,
    OutOfMemory,
    Overloaded,
    ResultTooLarge,
    StoreProblem,
    TimedOut,
)
from kg.iris import Namespace
from kg.query.process import ClientGone
from kg.query.protocol import Operation
from kg.query.reading import PoolReader
from kg.query.workers import Limits, Pool
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore

NAMESPACE = Namespace("http://example.org/")
VIEW = NamedNode(NAMESPACE.view)
OTHER = NamedNode(NAMESPACE.document_graph("d1"))
LIMITS = Limits(time_s=20, memory_mb=1024, result_bytes=0, waiting=8)
GRACE_S = 3.0  # for a busy machine; the promise is 0.3

RUNAWAYS = {
    "count of a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "distinct product": "SELECT DISTINCT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "constructed product": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "concatenated product": "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "paths between all": "SELECT (COUNT(*) AS ?n) { ?a (<x>|!<x>)* ?b . ?c (<x>|!<x>)* ?d }",
    "pattern for each pair": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(a+)+$")) }',
    "many values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(10))
    + " }",
}
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def quads(count: int) -> list[Quad]:
    p = NamedNode("http://example.org/p")
    return [Quad(NamedNode(f"http://example.org/{i}"), p, Literal(i), VIEW) for i in range(count)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    with EmbeddedStore.open(folder, NAMESPACE) as store:
        store.apply(Change(insert=[*quads(3000), Quad(VIEW, VIEW, Literal("other"), OTHER)]))
        checkpoints.publish(store, folder, 1)
    return folder


@contextlib.contextmanager
def pool_over(root: Path, size: int = 1, **limits: float) -> Iterator[Pool]:
    pool = Pool(root, size, replace(LIMITS, **limits), NAMESPACE.base, NAMESPACE.view)  # type: ignore[arg-type]
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture(scope="module")
def pool(root: Path) -> Iterator[Pool]:
    with pool_over(root, 2) as pool:
        yield pool


def ask(pool: Pool, text: str, **parts: object) -> bytes:
    return b"".join(pool.run(Operation(text, 20, **parts)).blocks)  # type: ignore[arg-type]


def count(pool: Pool, text: str = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **parts: object) -> int:
    return int(ask(pool, text, solutions="csv", **parts).split()[1])


@pytest.mark.parametrize(
    "parts, expected",
    [
        ({}, 3000),
        ({"default_graphs": (OTHER.value,)}, 1),
        ({"default_graphs": (OTHER.value, VIEW.value)}, 3001),
        ({"named_graphs": (OTHER.value,)}, 0),
    ],
)
def test_the_dataset_is_the_view_unless_the_request_names_one(
    pool: Pool, parts: dict[str, object], expected: int
) -> None:
    assert count(pool, **parts) == expected


def test_named_graphs_are_all_there_unless_the_request_names_some(pool: Pool) -> None:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(pool, text) == 3001
    assert count(pool, text, named_graphs=(OTHER.value,)) == 1
    assert count(pool, text, default_graphs=(OTHER.value,)) == 0


def test_a_query_with_from_keeps_its_own_dataset(pool: Pool) -> None:
    text = f"SELECT (COUNT(*) AS ?n) FROM {OTHER} {{ ?s ?p ?o }}"
    assert count(pool, text, has_dataset=True) == 1


def test_relative_iris_are_resolved_against_the_base(pool: Pool) -> None:
    assert b"true" in ask(pool, "ASK { <7> <p> 7 }")


def test_large_results_arrive_whole(pool: Pool) -> None:
    lines = ask(pool, "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r } LIMIT 200000", solutions="csv")
    assert lines.count(b"\r\n") == 200_001


def test_the_format_follows_what_the_query_yields(pool: Pool) -> None:
    answer = pool.run(Operation("CONSTRUCT WHERE { <1> ?p ?o }", 20, graph="nt"))
    assert (answer.kind, answer.format, answer.sequence) == ("graph", "nt", 1)
    assert b"".join(answer.blocks).endswith(b" .\n")
    answer = pool.run(Operation("SELECT * {}", 20, solutions=None))
    assert (answer.kind, answer.format, list(answer.blocks)) == ("solutions", None, [])
    assert count(pool) == 3000


def test_syntax_errors_have_a_place(pool: Pool) -> None:
    with pytest.raises(BadQuery, match="prefix ea: is not declared") as caught:
        ask(pool, "SELECT *\n{ ?s ea:place ?o }")
    assert (caught.value.line, caught.value.column) == (2, 6)
    assert caught.value.hint == "begin with: PREFIX ea: <https://w3id.org/ecoaccord/ns#>"


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_is_ended_and_the_next_query_answers(root: Path, name: str) -> None:
    with pool_over(root) as pool:
        count(pool)
        start = time.monotonic()
        with pytest.raises(TimedOut):
            for _ in pool.run(Operation(RUNAWAYS[name], 0.5)).blocks:
                pass
        assert time.monotonic() - start < 0.5 + GRACE_S
        assert count(pool) == 3000


def test_a_memory_hog_dies_alone(root: Path) -> None:
    with pool_over(root, memory_mb=60) as pool:
        with pytest.raises(OutOfMemory):
            ask(pool, RUNAWAYS["sorted product"])
        assert count(pool) == 3000


def test_a_result_over_the_limit_is_an_error(root: Path) -> None:
    with pool_over(root, result_bytes=10_000) as pool:
        with pytest.raises(ResultTooLarge):
            ask(pool, "SELECT * { ?s ?p ?o }")
        assert count(pool) == 3000


def test_blocks_that_nobody_wants_free_their_worker(root: Path) -> None:
    with pool_over(root) as pool:
        answer = pool.run(Operation(STREAM, 20))
        next(answer.blocks)
        answer.blocks.close()
        assert count(pool) == 3000


def test_a_client_that_hangs_up_ends_its_query(root: Path) -> None:
    ours, theirs = socket.socketpair()
    with pool_over(root) as pool, ours:
        threading.Timer(0.2, theirs.close).start()
        with pytest.raises(ClientGone):
            pool.run(Operation(RUNAWAYS["count of a product"], 20), ours)
        assert count(pool) == 3000


def test_over_capacity_is_said_at_once(root: Path) -> None:
    with pool_over(root, waiting=1) as pool:
        answer = pool.run(Operation(STREAM, 20))
        with pytest.raises(Overloaded):
            ask(pool, "ASK {}")
        answer.blocks.close()
        assert count(pool) == 3000


def test_who_waits_too_long_for_a_worker_is_told(root: Path) -> None:
    with pool_over(root) as pool:
        answer = pool.run(Operation(STREAM, 20))
        with pytest.raises(Overloaded, match="busy"):
            pool.run(Operation("ASK {}", 0.1))
        answer.blocks.close()


def test_a_worker_that_died_is_replaced(root: Path) -> None:
    with pool_over(root) as pool:
        count(pool)
        (worker,) = pool._workers
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        assert count(pool) == 3000


def test_a_worker_killed_in_the_middle_is_no_whole_result(root: Path) -> None:
    with pool_over(root) as pool:
        answer = pool.run(Operation(STREAM, 20))
        (worker,) = pool._workers
        os.kill(worker.process.pid, signal.SIGKILL)
        with pytest.raises(KgError, match="has ended"):
            for _ in answer.blocks:
                pass


def test_newer_checkpoints_are_followed_and_older_ones_released(tmp_path: Path) -> None:
    """Also with little memory: the engine reserves far more than it uses to open a checkpoint."""
    with (
        EmbeddedStore.open(tmp_path, NAMESPACE) as store,
        pool_over(tmp_path, memory_mb=64) as pool,
    ):
        with pytest.raises(StoreProblem, match="nothing has been loaded"):
            count(pool)
        for sequence in (1, 2, 3, 4):
            store.apply(Change(insert=[Quad(VIEW, VIEW, Literal(sequence), VIEW)]))
            checkpoints.publish(store, tmp_path, sequence)
            assert count(pool) == sequence
            checkpoints.sweep(tmp_path)
        assert sorted(path.name for path in checkpoints.folder(tmp_path).iterdir()) == ["3", "4"]


def test_a_closed_pool_says_so(root: Path) -> None:
    with pool_over(root) as pool:
        count(pool)
    with pytest.raises(Overloaded, match="stopping"):
        count(pool)


def test_nothing_connects_out_even_past_the_guard(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pool_over(root) as pool:
        server.settimeout(0.3)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(KgError):
            ask(pool, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        ask(pool, f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            server.accept()


def test_workers_end_with_their_parent_even_while_computing(root: Path) -> None:
    program = f"""
import sys, threading
from pathlib import Path
from kg.query.protocol import Operation
from kg.query.workers import Limits, Pool
pool = Pool(Path({str(root)!r}), 2, Limits(60, 1024, 0, 8), {NAMESPACE.base!r}, None)
pool.start()
print(*(worker.process.pid for worker in pool._workers), flush=True)
pool.run(Operation({RUNAWAYS["count of a product"]!r}, 60))
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
    time.sleep(0.5)  # the query is running
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(is_running(pid) for pid in pids):
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in pids)


def test_the_pool_reads_quads_and_solutions(pool: Pool) -> None:
    reader = PoolReader(pool)
    found = reader.quads(predicate=NamedNode("http://example.org/p"), object=Literal(5))
    assert [quad.subject.value for quad in found] == ["http://example.org/5"]
    assert reader.select("SELECT ?o { <5> <p> ?o }") == [{"o": Literal(5)}]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_process_gets_memory_cheaply_or_as_whoever_runs_it_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settings() -> dict[str, str]:
        with pool_over(root) as pool:
            count(pool)
            (worker,) = pool._workers
            said = Path(f"/proc/{worker.process.pid}/environ").read_text().split("\0")
            return dict(each.split("=", 1) for each in said if each)

    for name in ("GLIBC_TUNABLES", "LD_PRELOAD"):
        monkeypatch.delenv(name, raising=False)
    chosen = settings()
    assert "jemalloc" in chosen.get("LD_PRELOAD", "") or "tcache" in chosen["GLIBC_TUNABLES"]
    for name in ("GLIBC_TUNABLES", "LD_PRELOAD"):
        monkeypatch.setenv(name, "")
    assert settings().items() >= {"GLIBC_TUNABLES": "", "LD_PRELOAD": ""}.items()
