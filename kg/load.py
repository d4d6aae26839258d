"""Loading: what is not in the store yet is read by guarded processes and committed by the writer.

It may be killed at any moment and run again: documents are in the store whole or not at all.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from kg.fetch import Fetcher
from kg.graph.document import DocumentGraph
from kg.guarded import Preparers, Rejected, Task
from kg.llm import Use
from kg.runs import Candidate
from kg.settings import Settings
from kg.sources import Found, Limits, Opener, find
from kg.writer import Committed, Reply, WriterClient
from loaders._document import web_address

_ASKED_TOGETHER: Final = 256  # sources whose digests are looked up at once
_HELD_BYTES: Final = 16_000_000  # of lines read while their digests are looked up
_COMMITTED_TOGETHER: Final = 50  # documents; many in one commit cost less than one by one
_HELD_S: Final = 1.0  # for others to come along
_UNDERWAY: Final = 3  # commits that the writer has not answered yet

Progress: TypeAlias = Callable[[int, int, float], None]  # done, rejected, documents a second


@dataclass(slots=True)
class LoadReport:
    """What became of everything that was found."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    sequence: int = 0  # the newest commit that readers see now
    seconds: float = 0.0
    model: Use | None = None  # what a language model was asked

    @property
    def done(self) -> int:
        return self.added + self.replaced + self.unchanged

    def summary(self) -> str:
        rate = (self.done + len(self.rejected)) / max(self.seconds, 0.001)
        return (
            f"{self.added} documents added, {self.replaced} replaced, {self.unchanged} unchanged, "
            f"{len(self.rejected)} rejected in {self.seconds:.1f} s ({rate:.0f} a second)"
            + (f"\n{self.model.summary()}" if self.model else "")
        )


Loading: TypeAlias = Callable[[Iterator[Found | Rejected]], LoadReport]


def load(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    collection: str | None = None,
    mapping: Path | None = None,
    fetcher: Fetcher | None = None,
    strict: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files, folders, globs or standard input (`-`); what is there unchanged is skipped.

    With a collection, its name and the path below what was named identify a file. `mapping` says
    what the columns of tables mean. With a fetcher, addresses of the web are loaded too. `strict`
    stops at the first rejection; `force` skips nothing.
    """
    with loading(settings, strict=strict, force=force, progress=progress) as (opener, run):
        limits = Limits(collection, settings.max_document_bytes, opener, mapping, fetcher)
        return run(find([str(path) for path in paths], limits))


@contextmanager
def loading(
    settings: Settings,
    *,
    strict: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Iterator[tuple[Opener, Loading]]:
    """Give what opens files of several documents, and what loads whatever was found.

    The latter may be called again; each report tells of all calls together.
    """
    with WriterClient.connect_or_start(settings) as writer, Preparers(settings) as preparers:
        run = _Run(writer, preparers, strict=strict, force=force, progress=progress)
        yield preparers.open, run.load


def remove(reference: str, settings: Settings) -> str:
    """Remove the document with this key, IRI or path; return its key.

    Raises: NotFound
    """
    with WriterClient.connect_or_start(settings) as writer:
        key = writer.remove(reference)
        writer.checkpoint()
        return key


class _Run:
    def __init__(
        self,
        writer: WriterClient,
        preparers: Preparers,
        *,
        strict: bool,
        force: bool,
        progress: Progress | None,
    ) -> None:
        self._writer = writer
        self._preparers = preparers
        self._strict, self._force = strict, force
        self._progress = progress
        endpoint = preparers.endpoint
        self._report = LoadReport(model=endpoint.use if endpoint else None)
        self._gathered: list[DocumentGraph] = []
        self._underway: deque[tuple[list[DocumentGraph], Reply[Committed]]] = deque()
        self._began = self._handed_over = time.monotonic()
        self._started = datetime.now(UTC).isoformat(timespec="milliseconds")

    def load(self, found: Iterator[Found | Rejected]) -> LoadReport:
        for ready in self._preparers.run(self._tasks(found)):
            results = [result for _, results in ready for result in results]
            for result in results:
                if isinstance(result, Rejected):
                    self._reject(result)
            graphs = (r for r in results if isinstance(r, DocumentGraph))
            self._gathered += [replace(g, again=True) for g in graphs] if self._force else graphs
            held_s = time.monotonic() - self._handed_over
            if len(self._gathered) >= _COMMITTED_TOGETHER or held_s > _HELD_S:
                self._commit()
            self._tell()
            if self._is_over():
                break
        self._commit()
        while self._underway:
            self._settle()
        self._report.sequence = self._writer.checkpoint()
        self._report.seconds = time.monotonic() - self._began
        self._tell()
        return self._report

    def _tasks(self, found: Iterator[Found | Rejected]) -> Iterator[Task]:
        """Yield what has to be read, leaving out bytes that the store has already."""
        while not self._is_over() and (some := list(_some(found))):
            sources = [source for source in some if isinstance(source, Found)]
            known = [False] * len(sources)
            if not self._force:
                known = self._writer.known(
                    [_candidate(source, self._preparers.pipeline) for source in sources]
                )
            self._report.unchanged += sum(known)
            for source in some:
                if isinstance(source, Rejected):
                    self._reject(source)
            self._tell()
            for source, is_known in zip(sources, known, strict=True):
                if not is_known:
                    yield source.task

    def _commit(self) -> None:
        if graphs := self._gathered:
            self._underway.append((graphs, self._writer.commit(graphs, self._started)))
            self._gathered = []
        self._handed_over = time.monotonic()
        while len(self._underway) > _UNDERWAY:
            self._settle()

    def _settle(self) -> None:
        """Wait for the oldest commit and count its outcomes."""
        graphs, reply = self._underway.popleft()
        for graph, (kind, reason) in zip(graphs, reply.result().outcomes, strict=True):
            if kind == "rejected":
                self._reject(Rejected(graph.path, reason))
            else:
                setattr(self._report, kind, getattr(self._report, kind) + 1)

    def _reject(self, rejected: Rejected) -> None:
        if not self._is_over():
            self._report.rejected.append(Rejected(_shown(rejected.path), rejected.reason))

    def _is_over(self) -> bool:
        return self._strict and bool(self._report.rejected)

    def _tell(self) -> None:
        if self._progress:
            done, rejected = self._report.done, len(self._report.rejected)
            elapsed_s = time.monotonic() - self._began
            self._progress(done, rejected, (done + rejected) / max(elapsed_s, 0.001))


def _some(found: Iterable[Found | Rejected]) -> Iterator[Found | Rejected]:
    """Yield what is looked up at once, bounded in number and in bytes held."""
    held = 0
    for source in islice(found, _ASKED_TOGETHER):
        yield source
        if isinstance(source, Found):
            held += len(source.task.content or b"")
        if held > _HELD_BYTES:
            return


def _candidate(source: Found, pipeline: str) -> Candidate:
    task = source.task  # an address from outside the bytes is as much an identity as a collection
    place = task.collection or web_address(task.known.get("url"))
    return Candidate(source.digest, task.path, place, pipeline)


def _shown(path: str) -> str:
    """Return a path as short as it can be written here."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
