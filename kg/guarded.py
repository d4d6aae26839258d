"""Reading documents in processes that can be killed: several at once, each with limits.

A document that loops, eats memory or crashes its process costs itself only: it is rejected with
a reason, the process is replaced, and the rest goes on.
"""

import os
import queue
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from signal import Signals
from typing import Final, Self, TypeAlias

from kg.archive import SOURCE_FIELDS, Archive
from kg.graph.document import DocumentGraph, pipeline
from kg.lifeline import Child
from kg.llm import Endpoint
from kg.messages import Frame, unpack_graphs
from kg.preparing import OUT_OF_MEMORY, Configuration
from kg.settings import Settings

_ALONE: Final = 8  # tasks for one process, before the others are worth a second of start-up each
_AHEAD: Final = 32  # tasks handed out before their turn, for each process
_TOGETHER: Final = 16  # tasks whose results are given at once, at most

# One process uses one core: several of them share the machine already.
_ONE_THREAD: Final = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")}


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or one document of several in a file, which then brings its `content`."""

    path: str
    loader: str
    content: bytes | None = None
    collection: str | None = None
    known: Mapping[str, str | None] = field(default_factory=dict)  # further fields of the source
    at: str | None = None  # where a file of several documents is to be opened, if not at `path`

    @classmethod
    def kept(cls, archive: Archive, digest: str) -> Self:
        """Return what reads the kept bytes of a document again, as they were loaded.

        Raises: NotFound, StoreProblem
        """
        record = archive.load(digest)
        known = {name: getattr(record.source, name) for name in SOURCE_FIELDS}
        path, collection = known.pop("path"), known.pop("collection")
        return cls(path, record.loader, record.source.content, collection, known)


@dataclass(frozen=True, slots=True)
class Rejected:
    path: str
    reason: str


Result: TypeAlias = DocumentGraph | Rejected


class Preparers:
    """A few reading processes; close them, or use them in a `with` statement."""

    def __init__(self, settings: Settings, *, loaders: str = "loaders") -> None:
        self._workers = settings.load_workers or os.cpu_count() or 1
        self._timeout_s = settings.load_timeout_s or None
        self._memory_mb = settings.load_memory_mb
        self._max_document_bytes = settings.max_document_bytes
        archive = str(settings.archive_path.absolute())
        self._configuration = Configuration(
            loaders,
            settings.base_iri,
            archive,
            settings.load_memory_mb,
            settings.min_confidence,
            settings.llm_model if settings.llm_url else "",
            str(settings.root.absolute()),
        )
        self.endpoint = Endpoint.of(settings)
        self.pipeline = pipeline(self._configuration.policy)
        self._processes: set[_Process] = set()
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._is_closed = False
        self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="preparing")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, even those at work."""
        self._is_closed = True
        if self.endpoint:
            self.endpoint.stop()
        for process in tuple(self._processes):
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.end()
        self._processes.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[list[tuple[Task, list[Result]]]]:
        """Yield what became of the tasks, in their order, as many at once as are ready."""
        remaining = iter(tasks)
        waiting: deque[tuple[Task, Future[list[Result]]]] = deque()
        done = _ALONE if self.endpoint else 0  # who waits for a model may wait for several answers
        while True:
            ahead = self._workers * _AHEAD if done >= _ALONE else 1
            for task in islice(remaining, ahead - len(waiting)):
                waiting.append((task, self._threads.submit(self._prepare, task)))
            if not waiting:
                return
            ready = [_taken(waiting)]
            while waiting and waiting[0][1].done() and len(ready) < _TOGETHER:
                ready.append(_taken(waiting))
            done += len(ready)
            yield ready

    def open(self, task: Task) -> Iterator[Task | Rejected]:
        """Yield what is in a file of several documents, each with its bytes."""
        process = self._idle_process()
        try:
            yield from process.members(task, self._max_document_bytes, self._timeout_s)
        except (_ProcessLost, TimeoutError) as lost:
            yield Rejected(task.path, self._reason(process, lost))
        except GeneratorExit:
            if process in self._processes:  # nobody wants the rest
                self._processes.discard(process)
                process.end()
            raise
        else:
            self._idle.put(process)

    def _prepare(self, task: Task) -> list[Result]:
        results: list[Result] = []
        while not self._is_closed:
            process = self._idle_process()
            begun: str | None = None
            try:
                order = process.steps(task, self.endpoint, len(results), self._timeout_s)
                for step in order:
                    if isinstance(step, str):
                        begun = step
                    else:
                        begun = None
                        results.append(step)
                        if self.endpoint and isinstance(step, DocumentGraph):
                            self.endpoint.judge(step.rejected)
            except (_ProcessLost, TimeoutError) as lost:
                results.append(Rejected(begun or task.path, self._reason(process, lost)))
                if begun is None:
                    break  # reading itself fails, so the rest is out of reach
            else:
                self._idle.put(process)
                break
        return results

    def _idle_process(self) -> "_Process":
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            process = _Process(self._configuration)
            self._processes.add(process)
            if self._is_closed:  # meanwhile
                process.kill()
            return process

    def _reason(self, process: "_Process", lost: Exception) -> str:
        code = process.end()
        self._processes.discard(process)
        if isinstance(lost, TimeoutError):
            return f"takes longer than {self._timeout_s:g} s"
        if code == OUT_OF_MEMORY:
            return f"needs more than {self._memory_mb} MiB of memory"
        how = f"was ended by {Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return f"the process that read it {how}"


class _ProcessLost(Exception):
    """A reading process is gone."""


class _Process(Child):
    """One process of kg.preparing."""

    def __init__(self, configuration: Configuration) -> None:
        super().__init__("kg.preparing", configuration, _ONE_THREAD)

    def steps(
        self, task: Task, endpoint: Endpoint | None, skip: int, timeout_s: float | None
    ) -> Iterator[Result | str]:
        """Do a task; yield the path of each document as it begins, and then its result.

        What a language model takes to answer is not the document's time.

        Raises: _ProcessLost, or TimeoutError when one document takes too long.
        """
        self._send(task, skip=skip)
        started = time.monotonic()
        while True:
            left_s = timeout_s and max(0.0, timeout_s - (time.monotonic() - started))
            frame = self.frames.next(left_s)
            if frame is None:
                raise _ProcessLost
            if "end" in frame.header:
                return
            if "ask" in frame.header and endpoint:
                asked = time.monotonic()
                self._answer(endpoint.ask(frame.payload.decode()))
                started += time.monotonic() - asked
                continue
            step = _step(frame)
            if not isinstance(step, str):
                started = time.monotonic()
            yield step

    def members(self, task: Task, limit: int, timeout_s: float | None) -> Iterator[Task | Rejected]:
        """Open a file of several documents; yield each.

        Raises: _ProcessLost, or TimeoutError when nothing comes for too long.
        """
        self._send(task, limit=limit)
        while frame := self.frames.next(timeout_s):
            header = frame.header
            if "end" in header:
                return
            if "member" in header:
                yield _member(header["member"], frame.payload)
            elif "rejected" in header:
                yield Rejected(*header["rejected"])
        raise _ProcessLost

    def _answer(self, words: str | None) -> None:
        try:
            self.send({"answered": words is not None}, (words or "").encode(errors="replace"))
        except BrokenPipeError as error:
            raise _ProcessLost from error

    def _send(self, task: Task, **order: int) -> None:
        header = {
            "path": task.path,
            "at": task.at or task.path,
            "loader": task.loader,
            "collection": task.collection,
            "known": task.known,
            "inline": task.content is not None,
            **order,
        }
        try:
            self.send(header, task.content or b"")
        except BrokenPipeError as error:
            raise _ProcessLost from error


def _taken(waiting: deque[tuple[Task, Future[list[Result]]]]) -> tuple[Task, list[Result]]:
    task, future = waiting.popleft()
    return task, future.result()


def _step(frame: Frame) -> Result | str:
    header = frame.header
    if "begin" in header:
        return str(header["begin"])
    if "rejected" in header:
        return Rejected(*header["rejected"])
    return unpack_graphs(header["graphs"], frame.payload)[0]


def _member(fields: dict[str, str | None], content: bytes) -> Task:
    path, loader, collection = (fields.pop(name) for name in ("path", "loader", "collection"))
    assert path and loader  # noqa: S101 - every member has them
    return Task(path, loader, content, collection, fields)
