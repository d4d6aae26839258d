"""A document that misbehaves costs itself only, and no process outlives its parent."""

import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.graph.document import DocumentGraph
from kg.guarded import Preparers, Rejected, Task
from kg.settings import Settings

needs_filter = pytest.mark.skipif(
    platform.machine() not in {"x86_64", "aarch64"}, reason="no system-call filter here"
)
HERE = Path(__file__).resolve().parent


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    return Settings(
        store=str(tmp_path / "store"), load_workers=2, load_timeout_s=1.0, load_memory_mb=200
    )


def outcomes(settings: Settings, *contents: str) -> list[list[str]]:
    """Return for each content what becomes of its lines: `ok` or the reason."""
    tasks = [Task(f"f{n}", "hostile", text.encode()) for n, text in enumerate(contents)]
    with Preparers(settings, loaders="hostile_loaders") as preparers:
        return [
            ["ok" if isinstance(r, DocumentGraph) else r.reason for r in results]
            for ready in preparers.run(tasks)
            for _, results in ready
        ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("loop", "takes longer than 1 s"),
        ("eat", "needs more than 200 MiB of memory"),
        ("crash", "the process that read it was ended by SIGABRT"),
        ("exit", "the process that read it ended with code 3"),
        ("fail", "KeyError: 'a fault of the loader'"),
        pytest.param("fetch", "Permission denied", marks=needs_filter),
    ],
)
def test_bad_document_costs_only_itself(settings: Settings, line: str, reason: str) -> None:
    found = outcomes(settings, "before", f"one\n{line}\nthree", "after")
    assert found == [["ok"], ["ok", reason, "ok"], ["ok"]]


def test_reading_that_fails_gives_up_the_rest_of_its_file_only(settings: Settings) -> None:
    found = outcomes(settings, "one\nunreadable\nthree", "one\nendless reading\nthree", "after")
    assert found == [
        ["ok", "ValueError: no such words"],
        ["ok", "takes longer than 1 s"],
        ["ok"],
    ]


def test_results_come_in_the_order_of_the_tasks(settings: Settings) -> None:
    tasks = [Task(f"f{n}", "hostile", f"text {n}".encode()) for n in range(150)]
    with Preparers(settings, loaders="hostile_loaders") as preparers:
        ready = [task for some in preparers.run(iter(tasks)) for task, _ in some]
    assert ready == tasks


def test_what_libraries_print_does_not_disturb(settings: Settings) -> None:
    assert outcomes(settings, "print\nprint") == [["ok", "ok"]]


def test_file_is_read_by_the_process_and_its_bytes_are_archived(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("a line", encoding="utf-8")
    missing = Task(str(tmp_path / "missing"), "hostile")
    with Preparers(settings, loaders="hostile_loaders") as preparers:
        ((_, (graph,)), (_, (rejected,))) = [
            outcome
            for ready in preparers.run([Task(str(file), "hostile"), missing])
            for outcome in ready
        ]
    assert isinstance(graph, DocumentGraph)
    assert Archive(settings.archive_path).load(graph.digest).source.content == b"a line"
    assert rejected == Rejected(missing.path, "No such file or directory")


def test_close_ends_processes_at_work(settings: Settings) -> None:
    patient = Settings(store=settings.store, load_workers=1, load_timeout_s=600)
    preparers = Preparers(patient, loaders="hostile_loaders")
    run = preparers.run([Task("a", "hostile", b"fine"), Task("b", "hostile", b"loop")])
    assert next(run)
    started = time.monotonic()
    preparers.close()
    assert time.monotonic() - started < 10


def test_children_die_with_a_killed_parent_even_in_a_loop(
    settings: Settings, tmp_path: Path
) -> None:
    program = (
        "from kg.guarded import *; from kg.settings import Settings\n"
        f"s = Settings(store={settings.store!r}, load_workers=1, load_timeout_s=600)\n"
        "p = Preparers(s, loaders='hostile_loaders')\n"
        "for ready in p.run([Task('a', 'hostile', b'fine'), Task('b', 'hostile', b'loop')]):\n"
        "    print(*[process._process.pid for process in p._processes], flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout as output:
        children = [int(pid) for pid in output.readline().split()]
        time.sleep(0.3)  # it is in the loop now
        assert children
        assert all(_runs(pid) for pid in children)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        deadline = time.monotonic() + 10
        while any(_runs(pid) for pid in children) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert not any(_runs(pid) for pid in children)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
