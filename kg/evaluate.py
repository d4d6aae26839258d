"""How good the facts are: documents with reference annotations, loaded, read back and compared."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.behind import Backing
from kg.commit import initial, plan
from kg.differences import Compared, compared
from kg.errors import BadDocument, WrongUse
from kg.facts import facts
from kg.graph.document import DocumentGraph
from kg.graph.statement import statements
from kg.iris import Namespace
from kg.likeness import Item
from kg.model import DEFAULT_POLICY, Document, Policy
from kg.runs import Runs
from kg.scoring import score_document
from kg.store.base import Change
from kg.store.embedded import memory_store
from kg.terms import EA
from kg.verdicts import Count, Score
from loaders import discover
from loaders._base import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its graph, and which thing facts are told of for each thing in it.

    Facts tell of the framework where the document names an element of it.
    """

    document: Document
    graph: DocumentGraph
    canonical: Mapping[str, str] = field(default_factory=dict)

    def backing(self) -> Backing:
        return Backing(self.graph, lambda thing: self.canonical.get(thing, thing))


@dataclass(slots=True)
class ReadBack:
    """What was read, by file name; `rejected` says why some documents could not be loaded."""

    facts: dict[str, Any] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evaluation:
    score: Score
    back: ReadBack
    annotations: Mapping[str, Item]

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

    def differences(self) -> Iterator[Compared]:
        """Yield for each document what it lacks, has too much or tells otherwise."""
        for name, annotation in self.annotations.items():
            verdicts = [each for each in self.score.verdicts if each.document == name]
            if reading := self.back.readings.get(name):
                yield compared(verdicts, reading.document, reading.backing(), annotation)

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


def evaluate(
    docs: Path, gold: Path, *, together: bool = False, policy: Policy = DEFAULT_POLICY
) -> Evaluation:
    """Compare what the documents of a folder say with the annotations of another.

    Each document is loaded into a store of its own, or all of them into one.

    Raises: WrongUse when there is no annotation, or the document of one is missing.
    """
    annotations = [json.loads(path.read_bytes()) for path in sorted(gold.glob("*.json"))]
    if not annotations:
        raise WrongUse(f"{gold} holds no annotations")
    paths = [docs / each["doc"] for each in annotations]
    back = read_back(paths, together=together, policy=policy)
    score = Score()
    for each in annotations:
        score_document(each, back.facts.get(each["doc"], {}), score)
    return Evaluation(score, back, {each["doc"]: each for each in annotations})


def read_back(
    paths: Sequence[Path], *, together: bool = False, policy: Policy = DEFAULT_POLICY
) -> ReadBack:
    """Return what stores say of documents loaded into them.

    Raises: WrongUse when a document is missing.
    """
    bench = _Bench(Namespace(), policy)
    read = [bench.read(path) for path in paths]
    for readings in [list(chain(*read))] if together else read:
        bench.ask(readings)
    return bench.back


class _Bench:
    """Reads documents in this process, and asks a passing store about them."""

    def __init__(self, namespace: Namespace, policy: Policy) -> None:
        self._namespace, self._policy = namespace, policy
        self._store = memory_store(namespace)
        self._store.apply(initial(namespace))
        elements = statements(self._store.quads(None, EA.elementOf))
        self._frameworks = {each.subject.value: each.object.value for each in elements}
        self.back = ReadBack()

    def read(self, path: Path) -> list[Reading]:
        if not path.is_file():
            raise WrongUse(f"{path} is annotated, but not there")
        loaders = discover()
        loader = next(
            (each for each in loaders.values() if path.suffix.lower() in each.suffixes),
            loaders["text"],
        )
        try:
            documents = list(loader.read(Source(str(path.resolve()), path.read_bytes())))
            return [
                Reading(each, loader.to_quads(each, self._namespace, self._policy))
                for each in documents
            ]
        except BadDocument as error:
            self.back.rejected.append(str(error))
            return []

    def ask(self, readings: Sequence[Reading]) -> None:
        """Keep what a store that holds these documents alone says of them."""
        store, namespace = self._store, self._namespace
        graphs = [reading.graph for reading in readings]
        runs = Runs(store, namespace)
        paths = [runs.moved(runs.version(graph), graph.path)[1] for graph in graphs]
        store.apply(plan(store, namespace, graphs))
        store.apply(Change(insert=list(chain(*paths))))
        self.back.facts |= facts(store, namespace)
        identity = store.quads(None, EA.canonical, None, NamedNode(namespace.identity))
        canonical = {each.subject.value: each.object.value for each in statements(identity)}
        canonical |= self._frameworks
        for reading in readings:
            self.back.readings[reading.document.name] = replace(reading, canonical=canonical)
        # Taking them out again costs a fraction of a new store with all of the authority data.
        store.apply(plan(store, namespace, [], removed=[graph.key for graph in graphs]))
        store.apply(Change(delete=list(chain(*paths))))
