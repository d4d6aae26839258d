"""A name that was added or taken back: which documents contain it, and what it changes in them.

Only documents that contain one of the names are read anew, from the archive; their versions end in
what was added to the authority data by then (kg.graph.document), so that this can be broken off and
begun again. A report of it stands beside the store. Run as `python -m kg.relinking ORDER`.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from pyoxigraph import NamedNode

from kg.added import kept
from kg.archive import Archive
from kg.authority import row_names, take_up
from kg.errors import BadDocument, KgError, NotFound, StoreProblem
from kg.extract.linking import folded
from kg.facts import text_of
from kg.graph.content import content, content_of_lines
from kg.graph.document import DocumentGraph
from kg.guarded import Preparers, Rejected, Task
from kg.identity.decision import Decision
from kg.iris import PREFIX_LINES, Namespace, is_key
from kg.settings import Settings
from kg.store.base import Reader
from kg.store.embedded import write_whole
from kg.text.clean import clean_text
from kg.writer import WriterClient, reader

_FOLDER: Final = "relinked"
_DOCUMENTS: Final = """SELECT ?document ?title ?digest ?version {
  GRAPH %s { ?graph foaf:primaryTopic ?document ; ea:contentDigest ?digest ;
    ea:pipelineVersion ?version }
  OPTIONAL { GRAPH ?graph { ?document dcterms:title ?title } }
} ORDER BY ?document"""


@dataclass(slots=True)
class Touched:
    """A document with one of the names; once it is read anew, what it says no more and now."""

    key: str
    title: str
    digest: str
    gone: list[list[str]] | None = None  # triples as in N-Triples
    new: list[list[str]] | None = None
    problem: str = ""


@dataclass(slots=True)
class Report:
    """How far a name has come."""

    names: list[str]
    documents: list[Touched] = field(default_factory=list)
    scanned: int = 0
    commit: int = 0  # the last one that it made
    is_linked: bool = False
    problem: str = ""

    @classmethod
    def read(cls, root: Path, key: str) -> Self | None:
        """Return what is known of the names of a decision."""
        with suppress(FileNotFoundError):
            values = json.loads(_path(root, key).read_text("utf-8"))
            documents = [Touched(**each) for each in values.pop("documents")]
            return cls(**values, documents=documents)
        return None

    def write(self, root: Path, key: str) -> None:
        write_whole(_path(root, key), json.dumps(asdict(self), ensure_ascii=False))


def _path(root: Path, key: str) -> Path:
    if not is_key(key):
        raise NotFound(f"there is no decision {key}")
    return root / _FOLDER / f"{key}.json"


def names_of(decision: Decision) -> list[str]:
    """Return the names that a decision adds."""
    return row_names(json.loads(decision.entry))


def look(settings: Settings, key: str, names: Sequence[str]) -> Report:
    """Find the documents that contain one of the names."""
    with reader(settings) as store:
        report = Report(list(names))
        report.documents = [each for each, _ in _containing(settings, store, names, report)]
    report.write(settings.root, key)
    return report


def relink(settings: Settings, key: str, names: Sequence[str]) -> Report:
    """Read the documents that contain one of the names anew, where that was not done yet."""
    root = settings.root
    report = Report(list(names), is_linked=True)
    with WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint()
        take_up(kept(root))
        with reader(settings) as store, Preparers(settings) as preparers:
            found = _containing(settings, store, names, report)
            report.documents = [each for each, v in found if v != preparers.pipeline]
            _read_anew(settings, store, writer, preparers, report)
        writer.checkpoint()
    report.write(root, key)
    return report


def _read_anew(
    settings: Settings, store: Reader, writer: WriterClient, preparers: Preparers, report: Report
) -> None:
    """Put the documents of a report into the store as they read now, and note what differs."""
    namespace = Namespace(settings.base_iri)
    started = datetime.now(UTC).isoformat(timespec="milliseconds")
    archive = Archive(settings.archive_path)
    tasks = (Task.kept(archive, document.digest) for document in report.documents)
    waiting = iter(report.documents)
    for ready in preparers.run(tasks):
        graphs = []
        for _, results in ready:
            graph = _compared(store, namespace, next(waiting), results)
            graphs += [graph] if graph else []
        if graphs:
            report.commit = writer.commit(graphs, started).result().sequence


def _containing(
    settings: Settings, store: Reader, names: Sequence[str], report: Report
) -> Iterator[tuple[Touched, str]]:
    """Yield the documents whose readable text has one of the names, with their versions."""
    archive = Archive(settings.archive_path)
    catalog = NamedNode(Namespace(settings.base_iri).catalog)
    sought = [_squeezed(name) for name in names]
    for row in store.select(PREFIX_LINES + _DOCUMENTS % catalog):
        report.scanned += 1
        digest = text_of(row, "digest")
        try:
            text = _squeezed(clean_text(archive.document(digest)).clean)
        except (NotFound, StoreProblem, BadDocument):
            continue  # its bytes are not kept, or it came as facts, not as text
        if any(name in text for name in sought):
            key = text_of(row, "document").rpartition("/")[2]
            yield Touched(key, text_of(row, "title"), digest), text_of(row, "version")


def _squeezed(text: str) -> str:
    return "".join(folded(text).split())


def _compared(
    store: Reader,
    namespace: Namespace,
    document: Touched,
    results: Sequence[DocumentGraph | Rejected],
) -> DocumentGraph | None:
    """Return the graph to commit; note what differs from the one in the store."""
    for result in results:
        if isinstance(result, Rejected):
            document.problem = result.reason
        elif result.key == document.key:
            graph = NamedNode(namespace.document_graph(result.key))
            before = content(store.quads(graph=graph), namespace).statements
            after = content_of_lines(result.nquads, namespace).statements
            document.gone = sorted([str(term) for term in each] for each in before - after)
            document.new = sorted([str(term) for term in each] for each in after - before)
            return result
    document.problem = document.problem or "its bytes were kept for another document as well"
    return None


def main(order: dict[str, Any]) -> None:
    """Do what kg.relinks orders; end when its standard input closes: then its parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settings = Settings(**order["settings"])
    work = relink if order["work"] == "relink" else look
    try:
        work(settings, order["key"], order["names"])
    except KgError as error:
        Report(order["names"], problem=str(error)).write(settings.root, order["key"])


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
