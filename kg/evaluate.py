"""How good the facts are: documents with reference annotations, loaded, read back and compared."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kg.errors import BadDocument, WrongUse
from kg.facts import facts
from kg.graph.commit import initial, plan
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.runs import Runs
from kg.scoring import Count, Score, score_document
from kg.store.base import Change
from kg.store.embedded import memory_store
from loaders import discover
from loaders._base import Source


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome; `rejected` are the documents that could not be loaded, each with its reason."""

    score: Score
    rejected: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, Count]]:
        """One row for each kind of fact, and the micro average over all of them."""
        return [*self.score.counts.items(), ("ALL FACTS", self.score.total)]

    def table(self) -> str:
        return "\n".join(
            f"{kind:26s} P {count.precision:.3f} R {count.recall:.3f} F1 {count.f1:.3f}"
            f"  (right {count.right}, predicted {count.predicted}, gold {count.gold})"
            for kind, count in self.rows
        )

    def differences(self) -> Iterator[str]:
        """Yield what each document lacks (-) and has too much (+), a line each."""
        yield from (f"rejected: {reason}" for reason in self.rejected)
        for each in self.score.differences:
            yield from (f"{each.document} {each.kind} - {name}" for name in each.missed)
            yield from (f"{each.document} {each.kind} + {name}" for name in each.invented)

    def as_json(self) -> dict[str, dict[str, float | int]]:
        return {
            kind: {
                "precision": round(count.precision, 4),
                "recall": round(count.recall, 4),
                "f1": round(count.f1, 4),
                "right": count.right,
                "predicted": count.predicted,
                "gold": count.gold,
            }
            for kind, count in self.rows
        }


def evaluate(docs: Path, gold: Path, *, together: bool = False) -> Evaluation:
    """Compare what the documents of a folder say with the annotations of another.

    Each document is loaded into a store of its own, or all of them into one.

    Raises: WrongUse when there is no annotation, or the document of one is missing.
    """
    annotations = [json.loads(path.read_bytes()) for path in sorted(gold.glob("*.json"))]
    if not annotations:
        raise WrongUse(f"{gold} holds no annotations")
    paths = [docs / annotation["doc"] for annotation in annotations]
    found, rejected = read_back(paths, together=together)
    score = Score()
    for annotation in annotations:
        score_document(annotation, found.get(annotation["doc"], {}), score)
    return Evaluation(score, tuple(rejected))


def read_back(paths: Sequence[Path], *, together: bool = False) -> tuple[dict[str, Any], list[str]]:
    """Return what stores say of documents loaded into them, and why some were not loaded.

    Raises: WrongUse when a document is missing.
    """
    bench = _Bench(Namespace())
    read = [bench.read(path) for path in paths]
    found: dict[str, Any] = {}
    for graphs in [list(chain(*read))] if together else read:
        found |= bench.facts(graphs)
    return found, bench.rejected


class _Bench:
    """Reads documents in this process, and asks a passing store about them."""

    def __init__(self, namespace: Namespace) -> None:
        self._namespace = namespace
        self._store = memory_store(namespace)
        self._store.apply(initial(namespace))
        self.rejected: list[str] = []

    def read(self, path: Path) -> list[DocumentGraph]:
        if not path.is_file():
            raise WrongUse(f"{path} is annotated, but not there")
        loaders = discover()
        loader = next(
            (each for each in loaders.values() if path.suffix.lower() in each.suffixes),
            loaders["text"],
        )
        try:
            documents = list(loader.read(Source(str(path.resolve()), path.read_bytes())))
            return [loader.to_quads(document, self._namespace) for document in documents]
        except BadDocument as error:
            self.rejected.append(str(error))
            return []

    def facts(self, graphs: Sequence[DocumentGraph]) -> dict[str, Any]:
        """Return what a store that holds these documents alone says of them."""
        store, namespace = self._store, self._namespace
        runs = Runs(store, namespace)
        paths = [runs.moved(runs.version(graph), graph.path)[1] for graph in graphs]
        store.apply(plan(store, namespace, graphs))
        store.apply(Change(insert=list(chain(*paths))))
        found = facts(store, namespace)
        # Taking them out again costs a fraction of a new store with all of the authority data.
        store.apply(plan(store, namespace, [], removed=[graph.key for graph in graphs]))
        store.apply(Change(delete=list(chain(*paths))))
        return found
