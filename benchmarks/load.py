"""How fast does `kg load` put documents into a fresh store, and how much memory does it take?

    python benchmarks/load.py --documents 5000 --seed 1 --format mixed

Everything counts: finding the files, reading, extracting, committing, and the processes that do
it. Memory is the sum over all processes, sampled; shared pages are counted once (PSS). Where other
programs keep the cores busy, documents a processor second is the figure to compare.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import FORMATS, Format, write
from kg.load import LoadReport, load
from kg.settings import Settings

SAMPLED_EVERY_S: Final = 1.0


@dataclass(slots=True)
class Memory:
    """Peak memory of this process and all below it, in bytes."""

    peak: int = 0
    processes: int = 0


class Sampler:
    """Measures the memory of a process tree while it is entered."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLED_EVERY_S):
            sizes = [_pss(process) for process in _tree(os.getpid())]
            if sum(sizes) > self.memory.peak:
                self.memory = Memory(sum(sizes), len(sizes))


def _tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _pss(process: int) -> int:
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """Return a file of /proc, empty when its process has just ended."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


@contextmanager
def fresh(documents: int, seed: int, form: Format) -> Iterator[tuple[Path, Settings, int]]:
    """Yield generated documents, settings for a store of their own, and the bytes written."""
    with tempfile.TemporaryDirectory(prefix="ecoaccord-load-") as place:
        folder = Path(place) / "documents"
        size = write(folder, documents, seed, form)
        yield folder, Settings(store=str(Path(place) / "store")), size


def table(report: LoadReport, size: int, cpu_s: float, memory: Memory) -> str:
    rows = {
        "documents loaded": f"{report.done:,}",
        "rejected": f"{len(report.rejected):,}",
        "seconds": f"{report.seconds:.1f}",
        "documents a second": f"{report.done / report.seconds:.0f}",
        "documents a processor second": f"{report.done / cpu_s:.0f}",
        "megabytes a second": f"{size / report.seconds / 1e6:.2f}",
        "peak memory, all processes": f"{memory.peak / 1e6:.0f} MB",
        "processes at the peak": str(memory.processes),
    }
    width = max(map(len, rows))
    return "\n".join(f"{name:<{width}}  {value:>10}" for name, value in rows.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS, default="mixed")
    asked = parser.parse_args()
    with fresh(asked.documents, asked.seed, asked.format) as (folder, settings, size):
        began, used = time.perf_counter(), sum(os.times()[:4])
        with Sampler() as sampler:
            report = load([folder], settings)
        report.seconds = time.perf_counter() - began
        print(table(report, size, sum(os.times()[:4]) - used, sampler.memory))
        for rejected in report.rejected[:5]:
            print(rejected, file=sys.stderr)


if __name__ == "__main__":
    main()
