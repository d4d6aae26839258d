"""Parts into a store: what a part holds is committed by the writer, and counted afterwards.

Where `kg resolve` has worked out what follows from them, a new store takes that as it is.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from kg.archive import Archive
from kg.errors import PreconditionFailed, StoreProblem
from kg.graph.document import DocumentGraph
from kg.guarded import Rejected
from kg.iris import Namespace
from kg.parts import check, graphs, manifests, totals
from kg.resolved import FOLDER, fill, why_unfit
from kg.settings import Settings
from kg.store.base import Reader, value_of
from kg.store.embedded import EmbeddedStore
from kg.store.rewriting import BEFORE, IMPORTED
from kg.writer import WriterClient, reader
from kg.writing import alone

_TOGETHER: Final = 100  # documents of one commit
_FIRST: Final = 1  # the commit that a new store begins with


@dataclass(slots=True)
class ImportReport:
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    quads: int = 0  # of documents that were added or replaced, counted in the store
    left_aside: str | None = None  # why graphs beside the parts were of no use
    rejected: list[Rejected] = field(default_factory=list)

    def summary(self) -> str:
        aside = f"; the graphs beside were left aside: {self.left_aside}" if self.left_aside else ""
        return (
            f"{self.added} documents added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{len(self.rejected)} rejected; {self.quads:,} quads counted{aside}"
        )


def import_parts(folder: Path, settings: Settings) -> ImportReport:
    """Load the parts in a folder; a part that is damaged is reported, the rest is loaded.

    Raises: StoreProblem when they were made for another base
    """
    _check_base(folder, settings)
    report = ImportReport()
    wanted: dict[str, int] = {}
    if (folder / "archive").is_dir():
        Archive(settings.archive_path).take_in(folder / "archive")
    if (folder / FOLDER).is_dir():
        try:
            _take_resolved(folder, settings, report)
        except PreconditionFailed as unfit:
            report.left_aside = str(unfit)
        else:
            return report
    with WriterClient.connect_or_start(settings) as writer:
        pid = writer.stats()["pid"]
        started = datetime.now(UTC).isoformat(timespec="milliseconds")
        for manifest in manifests(folder):
            try:
                check(folder, manifest)
            except StoreProblem as problem:
                report.rejected.append(Rejected(manifest["name"], str(problem)))
                continue
            found = graphs(folder, manifest)
            while some := list(islice(found, _TOGETHER)):
                wanted.update(_committed(writer, some, started, report))
        writer.checkpoint()
        stats = writer.stats()
    if stats["counts_loads"] and stats["pid"] == pid:
        report.quads = sum(wanted.values())
        return report
    with reader(settings) as source:
        _count(source, wanted, report)
    return report


def _take_resolved(folder: Path, settings: Settings, report: ImportReport) -> None:
    """Let a new store begin with parts and what follows from them.

    Raises: PreconditionFailed where that is not what it would make of them
    """
    if settings.is_remote or settings.dataset == "plain":
        raise PreconditionFailed("only a managed embedded store begins with them")
    if Archive(settings.archive_path).banned():
        raise PreconditionFailed("documents were erased here")
    if reason := why_unfit(folder):
        raise PreconditionFailed(reason)
    with WriterClient.connect_or_start(settings) as writer:
        if writer.checkpoint() != _FIRST:
            raise PreconditionFailed("the store is not new")
        with _beside(settings) as other:
            with reader(settings) as new:
                store = EmbeddedStore.open(other, Namespace(settings.base_iri))
                try:
                    wanted = fill(store, new, folder, _FIRST + 1)
                finally:
                    store.close()
            writer.take(other, _FIRST, "load")
    with WriterClient.connect_or_start(settings) as writer:
        shutil.rmtree(settings.directory / BEFORE)  # it held nothing
        writer.checkpoint()
    report.added = len(wanted)
    report.unchanged = totals(folder).documents - report.added
    with reader(settings) as source:
        _count(source, wanted, report)


@contextmanager
def _beside(settings: Settings) -> Iterator[Path]:
    """Give the directory of a store to make beside the one in use.

    Raises: StoreProblem while another import makes one
    """
    made = settings.directory / IMPORTED
    with alone(made, "another import is under way"):
        try:
            shutil.rmtree(made / "oxigraph", ignore_errors=True)  # what was broken off
            yield made
        finally:
            shutil.rmtree(made)


def _check_base(folder: Path, settings: Settings) -> None:
    try:
        made_with = json.loads((folder / "output.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreProblem(f"{folder} holds no parts: {error}") from error
    if made_with["base_iri"] != settings.base_iri:
        raise StoreProblem(f"the parts in {folder} are of {made_with['base_iri']}")


def _committed(
    writer: WriterClient, graphs: list[DocumentGraph], started: str, report: ImportReport
) -> Iterator[tuple[str, int]]:
    """Yield the graphs that changed the store, with the numbers of their quads."""
    outcomes = writer.commit(graphs, started, in_bulk=True).result().outcomes
    for graph, (kind, reason) in zip(graphs, outcomes, strict=True):
        if kind == "rejected":
            report.rejected.append(Rejected(graph.path, reason))
            continue
        setattr(report, kind, getattr(report, kind) + 1)
        if kind != "unchanged":
            yield graph.graph, graph.nquads.count(b"\n")


def _count(source: Reader, wanted: dict[str, int], report: ImportReport) -> None:
    """Hold what the store has of each graph to what came last for it."""
    for iri, number in wanted.items():
        (row,) = source.select(f"SELECT (COUNT(?s) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
        report.quads += (found := int(value_of(row["n"])))
        if found not in (number, 0):  # nothing is left of one that another took the place of
            report.rejected.append(Rejected(iri, f"{number} quads came, the store has {found}"))
