"""How long do the twelve starred questions take cold, beside Virtuoso on the same data?

    python benchmarks/starred.py --store data/store
    python benchmarks/starred.py --documents 10000

Each is asked as `benchmarks/questions.py` asks it, every text once: of the engine, as query
processes have it, and of a Virtuoso 7 that has loaded all graphs of the store. Medians, the
slowest, and where the two give another number of rows.
"""

import argparse
import csv
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.peers import virtuoso
from benchmarks.query_data import Data
from benchmarks.questions import World, askings, made
from kg.iris import Namespace
from kg.query.saved import saved_queries
from kg.remote.profiles import PROFILES

STARRED: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "E1", "F1", "G1", "H1", "H2")
PATIENCE_S: Final = 150
_NAMES: Final = Namespace()

Answer = tuple[float, int | str]  # seconds, and rows or what went wrong


def ask_engine(world: World, text: str) -> Answer:
    began = time.perf_counter()
    rows = len(world.select(text))
    return time.perf_counter() - began, rows


def ask_virtuoso(address: str, text: str) -> Answer:
    values = {"query": text, "default-graph-uri": _NAMES.view}
    request = Request(address, urlencode(values).encode(), {"Accept": "text/csv"})
    began = time.perf_counter()
    try:
        with urlopen(request, timeout=PATIENCE_S) as answer:
            body = answer.read().decode()
    except HTTPError as error:
        return time.perf_counter() - began, error.read().decode(errors="replace")[:200]
    except OSError as error:
        return time.perf_counter() - began, str(error)
    seconds = time.perf_counter() - began
    return seconds, sum(1 for _ in csv.reader(io.StringIO(body))) - 1


def measure(world: World, address: str) -> None:
    """Print a line for each question: median and slowest of both, and where they differ."""
    theirs = saved_queries(whole=PROFILES["virtuoso"].whole)
    starred = {query.id: query for query in saved_queries().values() if query.id in STARRED}
    print(f"{'milliseconds':26} asked  engine slowest  virtuoso slowest  failed  other rows")
    for query in (starred[each] for each in STARRED):
        texts = {
            query.bind(values, _NAMES): theirs[query.name].bind(values, _NAMES)
            for values in askings(query, world)
        }
        pairs = [
            (ask_engine(world, text), ask_virtuoso(address, other)) for text, other in texts.items()
        ]
        line = f"{query.name:26} {len(pairs):5}"
        for answers in zip(*pairs, strict=True):
            times = [seconds * 1000 for seconds, _ in answers]
            line += f" {statistics.median(times):7.0f} {max(times):7.0f}  "
        failed = [rows for _, (_, rows) in pairs if isinstance(rows, str)]
        differ = sum(ours[1] != theirs[1] for ours, theirs in pairs) - len(failed)
        print(f"{line} {len(failed):5} {differ:11}", flush=True)
        for problem in dict.fromkeys(failed):
            print(f"    {' '.join(problem.split())}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", type=Path, help="one that is there already")
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ecoaccord-starred-") as place:
        root = asked.store or made(Path(place), asked.documents)
        data = Data("", root, "managed", lambda random, name: NotImplemented, (), ())
        with virtuoso(data) as address:
            measure(World(ox.Store.read_only(str(data.engine_files))), address)


if __name__ == "__main__":
    main()
