"""Whoever is killed during a load, and whenever: whole documents only, and a rerun finishes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from load.small_corpus import problems, write_corpus

from kg.dumping import dump
from kg.load import load
from kg.settings import Settings

SIZE = 30
VICTIMS = ("kg.preparing", "kg.writing", "parent")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "docs"
    write_corpus(folder, SIZE)
    return folder


@pytest.fixture(scope="module")
def clean(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """Return the dump of a load that nobody disturbed, and the seconds that it took."""
    settings = Settings(store=str(tmp_path_factory.mktemp("clean") / "store"), load_workers=2)
    began = time.monotonic()
    assert load([folder], settings).added == SIZE
    return b"".join(dump(settings)), time.monotonic() - began


def start(folder: Path, settings: Settings) -> "subprocess.Popen[bytes]":
    program = (
        "from kg.load import load\nfrom kg.settings import Settings\n"
        f"settings = Settings(store={settings.store!r}, load_workers=2)\n"
        f"load([{str(folder)!r}], settings)\n"
    )
    return subprocess.Popen([sys.executable, "-c", program])


def processes_of(parent: int) -> Iterator[tuple[int, str]]:
    """Yield process id and module of the program's processes below `parent`."""
    for entry in Path("/proc").iterdir():
        try:
            status = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            words = (entry / "cmdline").read_bytes().decode().split("\0")
        except (OSError, IndexError):
            continue
        if int(status[1]) == parent and "-m" in words:
            yield int(entry.name), words[words.index("-m") + 1]


def kill(victim: str, run: "subprocess.Popen[bytes]") -> None:
    targets = [pid for pid, module in processes_of(run.pid) if module == victim]
    for pid in [run.pid] if victim == "parent" else targets[:1]:
        os.kill(pid, signal.SIGKILL)


def check_kill(victim: str, delay_s: float, folder: Path, clean: bytes, root: Path) -> None:
    settings = Settings(store=str(root / "store"), load_workers=2)
    with start(folder, settings) as run:
        time.sleep(delay_s)
        kill(victim, run)
    if (root / "store" / "oxigraph").exists():
        assert problems(settings) == []
    report = load([folder], replace(settings, load_workers=1))
    assert report.rejected == []
    assert report.added + report.unchanged == SIZE
    assert problems(settings) == []
    assert b"".join(dump(settings)) == clean


@pytest.mark.parametrize(
    ("victim", "share"),
    [
        pytest.param("parent", 0.8, marks=pytest.mark.full),
        pytest.param("kg.writing", 0.8, marks=pytest.mark.full),
        pytest.param("parent", 0.6, marks=pytest.mark.full),
        pytest.param("kg.preparing", 0.8, marks=pytest.mark.full),
    ],
)
def test_killed_load_leaves_whole_documents_and_a_rerun_finishes(
    victim: str, share: float, folder: Path, clean: tuple[bytes, float], tmp_path: Path
) -> None:
    dumped, took_s = clean
    check_kill(victim, share * took_s, folder, dumped, tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(30))
def test_load_killed_at_a_random_moment(
    seed: int, folder: Path, clean: tuple[bytes, float], tmp_path: Path
) -> None:
    dumped, took_s = clean
    chance = random.Random(seed)
    delay_s = chance.uniform(0.0, 1.2 * took_s)
    check_kill(VICTIMS[seed % 3], delay_s, folder, dumped, tmp_path)
