"""Whether what is one becomes one in a large store, and what one more document costs then.

    python benchmarks/identity.py --documents 5000 [--store DIR]

Documents of a made-up world (`identity_data.py`) go into a store by the writer's own way. Counted
are pairs of tellings: of those that the program takes for one thing, how many are (precision), and
of those that are, how many it takes for one (recall). Listed bodies are left aside: they are one by
their key. With `--store`, a run that was stopped goes on where it was.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from pyoxigraph import NamedNode

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.identity_data import NAMESPACE, World
from benchmarks.identity_pages import told
from kg.committing import Committer
from kg.graph.document import DocumentGraph
from kg.terms import EA

TOGETHER: Final = 50  # documents in one transaction
SINGLE: Final = 100  # documents that are added one by one in the end
STEPS: Final = 20  # lines of progress


class Pairs(NamedTuple):
    """Pairs of tellings: taken for one and one; taken for one; one."""

    right: int
    found: int
    true: int

    def as_json(self) -> dict[str, float | int]:
        return {
            "precision": round(self.right / max(1, self.found), 4),
            "recall": round(self.right / max(1, self.true), 4),
            "pairs": self.true,
        }


def pairs(tellings: Iterable[tuple[Hashable, Hashable]]) -> Pairs:
    """Compare what tellings are of with what the program takes them to be of."""
    cells = Counter(tellings)
    true: Counter[Hashable] = Counter()
    found: Counter[Hashable] = Counter()
    for (truth, taken), count in cells.items():
        true[truth] += count
        found[taken] += count
    return Pairs(*(sum(n * (n - 1) // 2 for n in each.values()) for each in (cells, found, true)))


class Bench:
    def __init__(self, root: Path, documents: int, seed: int) -> None:
        self.world = World(documents, seed)
        self._committer = Committer(root / "store", root / "archive", NAMESPACE, managed=True)

    def load(self) -> float:
        """Add all documents but the last; return documents a second."""
        count = self.world.documents - SINGLE
        started, added = time.monotonic(), 0
        for first in range(0, count, TOGETHER):
            graphs = [*self._missing(range(first, min(count, first + TOGETHER)))]
            self._add(graphs)
            added += len(graphs)
            if graphs and first // TOGETHER % max(1, count // TOGETHER // STEPS) == 0:
                rate = added / (time.monotonic() - started)
                print(f"{first + len(graphs)} documents, {rate:.0f} a second", file=sys.stderr)
        return added / max(0.001, time.monotonic() - started)

    def singly(self) -> tuple[list[float], list[float]]:
        """Add the last documents one by one; return milliseconds by the clock and of processor."""
        wall, processor = [], []
        for graph in self._missing(range(self.world.documents - SINGLE, self.world.documents)):
            started, used = time.perf_counter(), time.process_time()
            self._add([graph])
            wall.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - used) * 1000)
        return sorted(wall), sorted(processor)

    def quality(self) -> dict[str, Any]:
        events, bodies, families = [], [], []
        for number in range(self.world.documents):
            page = told(self.world, number)
            document = NAMESPACE.thing("document", page.graph.key)
            events += [(of, self._stands(iri)) for iri, of in page.events.items()]
            bodies += [(of, self._stands(iri)) for iri, of in page.bodies.items()]
            families.append((page.original, self._stands(document, EA.duplicateOf)))
        return {
            "events": pairs(events).as_json(),
            "agencies": pairs(bodies).as_json(),
            "copies": pairs(families).as_json(),
        }

    def close(self) -> None:
        self._committer.close()

    def _add(self, graphs: list[DocumentGraph]) -> None:
        outcomes = self._committer.add(graphs, datetime.now(UTC).isoformat())
        assert all(each.kind == "added" for each in outcomes), outcomes

    def _missing(self, numbers: range) -> Iterator[DocumentGraph]:
        for number in numbers:
            graph = told(self.world, number).graph
            if not self._committer.has_graph(graph.graph):
                yield graph

    def _stands(self, thing: str, by: NamedNode = EA.canonical) -> str:
        graph = NamedNode(NAMESPACE.identity)
        found = self._committer._store.quads(NamedNode(thing), by, None, graph)
        return next((str(quad.object)[1:-1] for quad in found), thing)


def _summary(took: list[float]) -> dict[str, float]:
    if not took:
        return {}  # a run that had them all
    p95 = took[int(len(took) * 0.95)]
    return {
        "median": round(statistics.median(took), 1),
        "p95": round(p95, 1),
        "most": round(took[-1], 1),
    }


def measured(root: Path, documents: int, seed: int) -> dict[str, Any]:
    bench = Bench(root, documents, seed)
    try:
        rate = bench.load()
        wall, processor = bench.singly()
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {
            "documents": documents,
            "documents_per_s": round(rate, 1),
            "one_more_ms": _summary(wall),
            "one_more_processor_ms": _summary(processor),
            "peak_mb": peak_mb,
            **bench.quality(),
        }  # fmt: skip
    finally:
        bench.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, help="where the store stays")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        root = options.store or Path(temporary)
        print(json.dumps(measured(root, options.documents, options.seed), indent=2))


if __name__ == "__main__":
    main()
