"""How fast does `kg load` put documents into a fresh store, and how much memory does it take?

    python benchmarks/load.py --documents 5000 --seed 1 --format mixed

Everything counts: finding the files, reading, extracting, committing, and the processes that do
it. Memory is the sum over all processes, sampled; shared pages are counted once (PSS). Where other
programs keep the cores busy, documents a processor second is the figure to compare.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import FORMATS, write

SAMPLED_EVERY_S: Final = 1.0


@dataclass(slots=True)
class Memory:
    """Peak memory of a process and all below it, in bytes."""

    peak: int = 0
    processes: int = 0


class Sampler:
    """Measures the memory of a process tree while it is entered."""

    def __init__(self, root: int) -> None:
        self.memory = Memory()
        self._root = root
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
            sizes = [_pss(process) for process in tree(self._root)]
            if sum(sizes) > self.memory.peak:
                self.memory = Memory(sum(sizes), len(sizes))


def tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in read_proc(task).split():
            yield from tree(int(child))


def _pss(process: int) -> int:
    for line in read_proc(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def processor_ticks(process: int) -> int:
    """Return the processor time of a process, 0 when it has just ended."""
    fields = read_proc(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) if fields else 0


def read_proc(path: Path) -> str:
    """Return a file of /proc, empty when its process has just ended."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def table(report: dict[str, Any], size: int, seconds: float, cpu_s: float, memory: Memory) -> str:
    done = report["added"]
    rows = {
        "documents loaded": f"{done:,}",
        "rejected": f"{len(report['rejected']):,}",
        "seconds": f"{seconds:.1f}",
        "documents a second": f"{done / seconds:.0f}",
        "documents a processor second": f"{done / cpu_s:.0f}",
        "megabytes a second": f"{size / seconds / 1e6:.2f}",
        "peak memory, all processes": f"{memory.peak / 1e6:.0f} MB",
        "processes at the peak": str(memory.processes),
    }
    width = max(map(len, rows))
    return "\n".join(f"{name:<{width}}  {value:>10}" for name, value in rows.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS, default="text")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ecoaccord-load-") as place:
        folder = Path(place) / "documents"
        size = write(folder, asked.documents, asked.seed, asked.format)
        kg = Path(sys.executable).parent / "kg"
        command = [str(kg), "load", str(folder), "--store", f"{place}/store", "--json"]
        began, used = time.perf_counter(), sum(os.times()[2:4])
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        with process, Sampler(process.pid) as sampler:
            answer, _ = process.communicate()
        seconds, cpu_s = time.perf_counter() - began, sum(os.times()[2:4]) - used
    report = json.loads(answer)
    print(table(report, size, seconds, cpu_s, sampler.memory))
    for rejected in report["rejected"][:5]:
        print(rejected, file=sys.stderr)


if __name__ == "__main__":
    main()
