"""Mixed load with updates for as long as one likes: does anything grow?

python tests/endurance/soak.py --seconds 600
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).parents[2])]

from endurance.service import Load, Service, serving


@dataclass(frozen=True)
class Sample:
    memory: int  # bytes of the web process and the writer
    descriptors: int  # of all processes
    disk: int  # bytes of the store with its checkpoints
    checkpoints: int


@dataclass(frozen=True)
class Report:
    samples: list[Sample]
    statuses: dict[str, int]

    def growth(self, name: str) -> float:
        """Return the median of the last quarter as a multiple of that of the second."""
        values = [getattr(sample, name) for sample in self.samples]
        quarter = len(values) // 4
        return statistics.median(values[-quarter:]) / statistics.median(
            values[quarter : 2 * quarter]
        )


def soak(root: Path, seconds: float) -> Report:
    samples = []
    with serving(root, "--dataset", "plain") as service, Load(service, 1) as load:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(1)
            samples.append(sample(service))
    return Report(samples, dict(load.statuses))


def sample(service: Service) -> Sample:
    kinds = service.processes()
    folder = service.root / "checkpoints"
    return Sample(
        sum(resident(pid) for pid in (*kinds["web"], *kinds["writer"])),
        sum(descriptors(pid) for pids in kinds.values() for pid in pids),
        disk(service.root),
        sum(path.name.isdecimal() for path in folder.iterdir()),
    )


def resident(pid: int) -> int:
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024
    return 0


def descriptors(pid: int) -> int:
    with suppress(OSError):
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return 0


def disk(folder: Path) -> int:
    sizes = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                status = os.lstat(Path(place) / name)
                sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    with tempfile.TemporaryDirectory(prefix="ecoaccord-soak-") as place:
        report = soak(Path(place) / "store", parser.parse_args().seconds)
    for name in ("memory", "descriptors", "disk", "checkpoints"):
        values = [getattr(each, name) for each in report.samples]
        print(
            f"{name:12} first {values[0]:>12,} last {values[-1]:>12,} most {max(values):>12,}"
            f"  last quarter x{report.growth(name):.2f} of the second"
        )
    print(report.statuses)


if __name__ == "__main__":
    main()
