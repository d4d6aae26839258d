"""What does Spark cost beside the same work done by this machine's own runner?

    python benchmarks/spark.py --documents 4000

Both make the parts of the same generated documents with two processes; lines are compared, and the
processor time of all processes is added up, the Java machine's among it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import write
from benchmarks.load import processor_ticks, tree

KG: Final = Path(sys.executable).parent / "kg"
_PAUSE_S: Final = 0.2
_TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")
_ENVIRONMENT: Final = {"SPARK_LOCAL_IP": "127.0.0.1", "ECOACCORD_LOAD_WORKERS": "2"}


def processor_s(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds, and those of the processor in it and all below it."""
    began, used = time.monotonic(), dict[int, int]()
    with subprocess.Popen(command, env=os.environ | _ENVIRONMENT) as top:
        used[top.pid] = 0
        while top.poll() is None:
            for process in {below for known in used for below in tree(known)}:
                used[process] = processor_ticks(process) or used.get(process, 0)
            time.sleep(_PAUSE_S)
    return time.monotonic() - began, sum(used.values()) * _TICK_S


def checksum(folder: Path) -> str:
    """Return what the sorted lines of all parts come to; they need not fit into memory."""
    lines = "zcat parts/*.nq.gz | LC_ALL=C sort -S 1G -T . | sha256sum"
    done = subprocess.run(["bash", "-c", lines], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode()[:16]


def measured(documents: int, folder: Path) -> dict[str, Any]:
    write(folder / "documents", documents, 1, "text")
    found: dict[str, Any] = {"documents": documents}
    for name, more in (("own", []), ("spark", ["--spark", "local[2]"])):
        target = folder / name
        command = [str(KG), "load", str(folder / "documents"), "--parts", str(target), *more]
        wall, processor = processor_s([*command, "--store", str(folder / "store")])
        found[name] = {
            "s": round(wall, 1),
            "processor_s": round(processor, 1),
            "processor_ms_a_document": round(1000 * processor / documents, 1),
            "lines": checksum(target),
            "load": round(os.getloadavg()[0], 1),
        }
        print(name, found[name], file=sys.stderr, flush=True)
    found["ratio"] = round(found["spark"]["processor_s"] / found["own"]["processor_s"], 2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=4000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(options.documents, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
