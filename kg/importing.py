"""Parts into a store: what a part holds is committed by the writer, and counted afterwards."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from kg.archive import Archive
from kg.errors import StoreProblem
from kg.graph.document import DocumentGraph
from kg.guarded import Rejected
from kg.parts import check, graphs, manifests
from kg.settings import Settings
from kg.store.base import Reader, value_of
from kg.writer import WriterClient, reader

_TOGETHER: Final = 100  # documents of one commit


@dataclass(slots=True)
class ImportReport:
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    quads: int = 0  # of documents that were added or replaced, counted in the store
    rejected: list[Rejected] = field(default_factory=list)

    def summary(self) -> str:
        return (
            f"{self.added} documents added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{len(self.rejected)} rejected; {self.quads:,} quads counted"
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
