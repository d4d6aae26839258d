"""How long does each saved query take when nothing is remembered, beside its budget?

    python benchmarks/questions.py --documents 10000
    python benchmarks/questions.py --store data/store

Each is asked without parameters, then with the busiest and with any other agency, framework, place
and so on of the store, with a period, and with all of them, each text once; p95 of these is held to
the `budget` of the header. Seconds of the wall count, or those of the processor (`--processor`),
for machines that others keep busy.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

import pyoxigraph as ox

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import write
from kg.iris import VOCABULARY, Namespace
from kg.query.saved import Parameter, SavedQuery, saved_queries
from kg.store import checkpoints

PATIENCE_S: Final = 20
PERIODS: Final = (("2019-01-01", "2019-12-31"), ("2016-03-10", "2021-09-20"))
_NAMES: Final = Namespace()
_BUSIEST: Final = {
    "agency": "?event ea:hasParticipant ?thing . ?thing a ea:Agency",
    "framework": "?event ea:concerns ?thing . ?thing a ea:Framework",
    "place": "?event ea:place ?thing",
    "agreement": "?event ea:affects ?thing",
    "series": "?thing ea:inSeries|^ea:inSeries ?other . ?thing a ea:EventSeries",
    "event": "?thing ea:hasParticipant ?other",
}


@dataclass
class World:
    """A store, and things in it to ask about: of each kind the busiest and some others."""

    engine: ox.Store
    random: Random = field(default_factory=lambda: Random(3))

    def select(self, text: str) -> list[ox.QuerySolution]:
        view = ox.NamedNode(_NAMES.view)
        return list(self.engine.query(text, default_graph=[view]))  # type: ignore[arg-type]

    @cached_property
    def things(self) -> Mapping[str, list[str]]:
        return {kind: self._busy(pattern) for kind, pattern in _BUSIEST.items()}

    def _busy(self, pattern: str) -> list[str]:
        rows = self.select(
            f"PREFIX ea: <{VOCABULARY}> SELECT ?thing (COUNT(*) AS ?n) {{ {pattern} }}"
            " GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 2000"
        )
        found = [row["thing"].value for row in rows]
        return [*found[:1], *self.random.sample(found[1:], min(2, len(found[1:])))]

    def values(self, parameter: Parameter) -> list[str]:
        """Return what to try for a parameter."""
        match parameter.type:
            case "iri" if parameter.kind == "property":
                return ["status", "eventType"]
            case "iri":
                kind = parameter.kind or (parameter.example or "").partition("/")[0]
                return self.things.get(kind) or self.things["agency"]
            case "choice":
                return list(parameter.values)
            case "text":
                return [parameter.example or "x"]
        return [parameter.example or parameter.default or "1"]


def askings(query: SavedQuery, world: World) -> Iterator[dict[str, str]]:
    """Yield parameters to ask a query with, what it needs among all of them."""
    named = {p.name: p for p in query.parameters if p.name not in ("from", "to", "lang")}
    needed = {n: world.values(p) for n, p in named.items() if p.required and not p.default}
    base = {name: values[0] for name, values in needed.items()}
    yield base
    for name, parameter in named.items():
        for value in world.values(parameter):
            yield base | {name: value}
    names = {parameter.name for parameter in query.parameters}
    for begin, end in PERIODS:
        period = {n: day for n, day in (("from", begin), ("to", end)) if n in names}
        if period:
            yield base | period
            yield base | {name: world.values(p)[0] for name, p in named.items()} | period


@dataclass(frozen=True)
class Took:
    wall_s: float
    processor_s: float
    rows: int
    asked: Mapping[str, str]


Counted: TypeAlias = Callable[[Took], float]


def ask(world: World, query: SavedQuery, values: Mapping[str, str], times: int) -> Took:
    """Return the best of some times: what others do to the machine is not what is asked here."""
    text = query.bind(values, _NAMES)
    best = Took(float("inf"), 0.0, 0, values)
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        rows = len(world.select(text))
        took = time.perf_counter() - wall, time.process_time() - processor
        best = min(best, Took(*took, rows, dict(values)), key=lambda each: each.wall_s)
    return best


def ask_all(engine_files: str, name: str, times: int, results: Connection) -> None:
    """Send what each asking took; the timer ends the process where one takes far too long."""
    world, query = World(ox.Store.read_only(engine_files)), saved_queries()[name]
    for values in askings(query, world):
        results.send(values)
        signal.setitimer(signal.ITIMER_PROF, PATIENCE_S)
        results.send(ask(world, query, values, times))
        signal.setitimer(signal.ITIMER_PROF, 0)


def measure(engine_files: str, name: str, times: int) -> list[Took]:
    receiver, sender = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=ask_all, args=(engine_files, name, times, sender))
    process.start()
    sender.close()
    found: list[Took] = []
    values: dict[str, str] = {}
    try:
        while True:
            values = receiver.recv()
            found.append(receiver.recv())
    except EOFError:
        process.join()
    if process.exitcode:
        found.append(Took(PATIENCE_S, PATIENCE_S, 0, values))
    return found


def report(engine_files: str, names: list[str], times: int, counted: Counted) -> bool:
    """Print a line a query, the slowest first; return whether all keep their budgets."""
    found = []
    for name, query in saved_queries().items():
        if not names or name in names:
            took = sorted(measure(engine_files, name, times), key=counted)
            found.append((took[int(0.95 * (len(took) - 1) + 0.5)], took[-1], query, len(took)))
            print(f"{name} {counted(took[-1]):.2f}", file=sys.stderr, flush=True)
    print(f"\n{'question':30} asked  budget     p95    worst   (processor)  worst with")
    for high, worst, query, asked in sorted(found, key=lambda each: -counted(each[0])):
        asked_with = " ".join(f"{k}={v.rpartition('/')[2]}" for k, v in worst.asked.items())
        is_over = counted(high) * 1000 > query.budget_ms
        print(
            f"{query.name:30} {asked:5} {query.budget_ms:7} {counted(high) * 1000:7.0f}"
            f" {counted(worst) * 1000:8.0f}   ({worst.processor_s * 1000:8.0f})"
            f" {'OVER ' if is_over else ''}{asked_with}"
        )
    return all(counted(high) * 1000 <= query.budget_ms for high, _, query, _ in found)


def made(folder: Path, documents: int) -> Path:
    """Return a store of that many generated documents, loaded as anybody loads them."""
    root = folder / f"store-{documents}"
    if not root.exists():
        write(folder / "documents", documents, 1, "text")
        kg = Path(sys.executable).parent / "kg"
        subprocess.run([kg, "load", folder / "documents", "--store", root], check=True)
    return root


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", type=Path, help="one that is there already")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=1, help="ask so often, and take the best")
    parser.add_argument("--processor", action="store_true", help="hold its time to the budgets")
    parser.add_argument("names", nargs="*", help="questions; all unless named")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ecoaccord-questions-") as place:
        root = asked.store or made(Path(place), asked.documents)
        newest = checkpoints.newest(root)
        if newest is None:
            parser.error(f"{root} has no checkpoint")
        counted = attrgetter("processor_s" if asked.processor else "wall_s")
        return 0 if report(str(newest), asked.names, asked.times, counted) else 1


if __name__ == "__main__":
    sys.exit(main())
