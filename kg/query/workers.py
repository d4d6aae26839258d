"""The pool of query processes: hands out jobs, enforces the limits, replaces what it killed.

A result is whole or it is an error. The first blocks are held back, so that most failures are
raised before anything was sent; after that a failure ends the blocks by an exception, and whoever
sends them must break off the transfer.
"""

import itertools
import json
import logging
import signal
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final, Protocol

from kg.errors import (
    KgError,
    OutOfMemory,
    Overloaded,
    ResultTooLarge,
    TimedOut,
)
from kg.query.afterwards import afterwards
from kg.query.expected import Expected, shape_of
from kg.query.failures import raise_reported
from kg.query.process import Worker
from kg.query.protocol import Operation
from kg.query.spending import Spending
from kg.query.turns import CALLER, Turns
from kg.query.worker import BLOCK, END, FAILURE, NEWEST, Job

_log = logging.getLogger(__name__)

_HELD_BACK: Final = 524_288
_HELD_BACK_S: Final = 0.05
_START_AGAIN_S: Final = 0.5  # after a process that ended before it was ready
_STARTED_TOGETHER: Final = 2  # processes; the first ones are ready sooner if others wait


@dataclass(slots=True)
class Answer:
    """A result on its way: what it is, and its bytes. `blocks` must be used up or closed."""

    kind: str  # solutions or graph
    format: str | None  # None when none of the formats asked for fits the kind
    sequence: int  # of the commit it was computed on
    blocks: "Blocks"
    is_shortened: bool | None = None  # None where the caller set no limit


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may use; 0 switches a limit off."""

    time_s: float
    memory_mb: int
    result_bytes: int
    waiting: int  # queries running or waiting
    solutions: int = 0
    caller_s: float = 0.0  # seconds a minute of one caller


class Observer(Protocol):
    """Whoever wants to know what runs: logs and figures."""

    def started(self, running: "Running") -> None: ...

    def ended(self, running: "Running", outcome: str, seconds: float) -> None: ...


@dataclass(eq=False, slots=True)
class Running:
    """A query in a worker, as long as it works on it."""

    number: int
    caller: str
    text: str
    shape: str
    worker: Worker
    since: float = field(default_factory=time.monotonic)
    sent_bytes: int = 0
    is_over: bool = False
    is_stopped: bool = False  # by an operator
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def end(self) -> None:
        with self._lock:
            self.is_over = True

    def stop(self) -> None:
        """End the query for an operator."""
        self.is_stopped = True
        self.cancel()

    def cancel(self) -> None:
        """End the process unless its query has ended; whoever waits for a block is told."""
        with self._lock:
            if not self.is_over:
                with suppress(OSError):
                    self.worker.channel.shutdown(socket.SHUT_RDWR)


@dataclass
class Pool:
    """Query processes over the checkpoints below `root`; they start with the first query."""

    root: Path
    size: int
    limits: Limits
    base_iri: str
    default_graph: str | None  # of queries that name no dataset
    observers: list[Observer] = field(default_factory=list)
    running: dict[int, Running] = field(default_factory=dict, init=False)
    replaced: int = field(default=0, init=False)  # workers, since the start
    _numbers: Iterator[int] = field(default_factory=itertools.count, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _workers: set[Worker] = field(default_factory=set, init=False)
    _expected: Expected = field(default_factory=Expected, init=False)
    _to_start: int = field(default=0, init=False)
    _is_started: bool = field(default=False, init=False)
    _is_closed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.turns: Turns[Worker] = Turns(self.size, self.limits.waiting)
        self._spending = Spending(self.limits.caller_s)

    def start(self) -> None:
        """Start the processes, if that has not been done."""
        if self._is_started:
            return
        with self._lock:
            if not self._is_started and not self._is_closed:
                self._is_started = True
                together = min(self.size, _STARTED_TOGETHER)
                self._to_start = self.size - together
                for _ in range(together):
                    self._add()

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self._is_closed = True
            for worker in self._workers:
                worker.process.kill()  # who waits for one sees its channel end
            self._workers.clear()
        for worker in self.turns.close():
            worker.kill()

    def run(
        self,
        operation: Operation,
        client: socket.socket | None = None,
        least: int = NEWEST,
        meanwhile: Callable[[], None] | None = None,
    ) -> Answer:
        """Evaluate a query on a commit from `least` on, and do something `meanwhile`.

        A closed connection of `client` ends it. Its time includes the time it waits for its turn.

        Raises: BadQuery, TimedOut, OutOfMemory, Overloaded, OverBudget, ResultTooLarge,
        StoreProblem, ClientGone.
        """
        self.start()
        caller = CALLER.get()
        self._spending.check(caller)
        deadline = time.monotonic() + operation.timeout_s if operation.timeout_s else None
        running = self._begin(caller, operation, deadline, least)
        if meanwhile:
            meanwhile()
        blocks = self._evaluate(running, operation, deadline, client)
        head = _head(next(blocks))
        held_back = _held_back(blocks, running)
        return Answer(head["kind"], head["format"], head["sequence"], held_back, head["shortened"])

    def _begin(
        self, caller: str, operation: Operation, deadline: float | None, least: int
    ) -> Running:
        """Wait for a worker that lives, and let it begin."""
        text, job = operation.text, self._job(operation)
        is_alone = not self.turns.running
        shape = "" if is_alone else shape_of(text)  # of no matter to one alone
        is_short = bool(shape) and self._expected.is_short(shape)
        while True:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            worker = self.turns.take(caller, left, is_short=is_short)
            try:
                worker.send(text, job, least, is_alone=is_alone)
                break
            except OSError:  # it died while idle
                self.turns.done(caller)
                self._replace(worker)
        running = Running(next(self._numbers), caller, text, shape, worker)
        self.running[running.number] = running
        for observer in self.observers:
            observer.started(running)
        return running

    def _evaluate(
        self,
        running: Running,
        operation: Operation,
        deadline: float | None,
        client: socket.socket | None,
    ) -> Generator[bytes, None, None]:
        """Yield the head and then the blocks; the worker is idle again after the last one."""
        worker = running.worker
        is_clean, outcome = False, "client-gone"
        try:
            while True:
                for kind, payload in worker.frames(deadline, client):
                    if kind == END:
                        is_clean, outcome = True, "ok"
                        return
                    if kind == FAILURE:
                        is_clean = True
                        raise_reported(json.loads(payload), operation.text)
                    if kind == BLOCK:
                        self._count(running, payload)
                    else:
                        is_clean = _head(payload)["format"] is None
                    yield payload
                    if is_clean:
                        outcome = "not-acceptable"
                        return
        except TimedOut as error:
            outcome = error.code
            raise TimedOut(f"the query ran longer than {operation.timeout_s:g} s") from error
        except EOFError as error:
            problem = self._why_ended(running)
            outcome = "stopped" if running.is_stopped else problem.code
            raise problem from error
        except KgError as error:
            outcome = error.code
            raise
        finally:
            self._end(running, outcome, is_clean=is_clean)

    def _count(self, running: Running, block: bytes) -> None:
        running.sent_bytes += len(block)
        if self.limits.result_bytes and running.sent_bytes > self.limits.result_bytes:
            raise ResultTooLarge(f"the result has more than {self.limits.result_bytes} bytes")

    def _end(self, running: Running, outcome: str, *, is_clean: bool) -> None:
        running.end()
        self.running.pop(running.number, None)
        if not self.turns.done(running.caller, running.worker if is_clean else None):
            self._replace(running.worker)
        seconds = time.monotonic() - running.since
        afterwards(partial(self._account, running, outcome, seconds))

    def _account(self, running: Running, outcome: str, seconds: float) -> None:
        self._spending.charge(running.caller, seconds)
        self._expected.note(running.shape, seconds)
        for observer in self.observers:
            observer.ended(running, outcome, seconds)

    def _why_ended(self, running: Running) -> KgError:
        if self._is_closed:
            return Overloaded("the service is stopping")
        if running.is_stopped:
            return Overloaded("an operator has ended the query")
        if running.worker.process.wait() == -signal.SIGABRT:  # how the engine ends without memory
            return OutOfMemory(f"the query needed more than {self.limits.memory_mb} MiB of memory")
        return Overloaded("the process that ran the query has ended; another one takes its place")

    def _job(self, operation: Operation) -> Job:
        default, named = operation.default_graphs, operation.named_graphs
        if default is None and named is None and not operation.has_dataset and self.default_graph:
            default = (self.default_graph,)
        elif default is not None or named is not None:
            default, named = default or (), named or ()
        formats = operation.solutions, operation.graph
        most = self.limits.solutions
        return Job(self.base_iri, default, named, *formats, operation.limit, most)

    def _replace(self, worker: Worker) -> None:
        """Put another process in the place of one, without making anybody wait."""
        with self._lock:
            self._workers.discard(worker)
            self.replaced += 1
            if not self._is_closed:
                self._add()
        worker.kill()

    def _add(self) -> None:
        try:
            worker = self._worker()
        except OSError as error:  # no descriptors or processes left at the moment
            _log.warning("a query process could not be started: %s", error)
            later = threading.Timer(_START_AGAIN_S, self._add_later)
            later.daemon = True
            later.start()
            return
        self._workers.add(worker)
        threading.Thread(target=self._admit, args=(worker,), daemon=True).start()

    def _worker(self) -> Worker:
        return Worker("kg.query.worker", str(self.root), self.limits.memory_mb)

    def _add_later(self) -> None:
        with self._lock:
            if not self._is_closed:
                self._add()

    def _admit(self, worker: Worker) -> None:
        """Let a new process take part once it is ready."""
        try:
            worker.wait_until_ready()
        except (EOFError, OSError):
            time.sleep(0 if self._is_closed else _START_AGAIN_S)
            self._replace(worker)
            return
        if not self.turns.give(worker):
            worker.kill()
        with self._lock:
            if self._to_start and not self._is_closed:
                self._to_start -= 1
                self._add()


class Blocks:
    """The bytes of a result, the first in hand; closing them early frees the worker."""

    def __init__(
        self,
        first: bytes,
        rest: Generator[bytes, None, None] | None = None,
        running: Running | None = None,
    ) -> None:
        self._first, self._rest, self._running = first, rest, running

    @property
    def is_whole(self) -> bool:
        """Tell whether everything is computed."""
        return self._running is None or self._running.is_over

    def taken(self) -> bytes:
        """Return all bytes of a result that is whole."""
        first, self._first = self._first, b""
        return first

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._rest is None:
            raise StopIteration
        return next(self._rest)

    def close(self) -> None:
        if self._rest is not None:
            self._rest.close()

    def cancel(self) -> None:
        """Do as `close` while another thread waits for the next block."""
        if self._running is not None:
            self._running.cancel()


def _held_back(blocks: Generator[bytes, None, None], running: Running) -> Blocks:
    """Return the blocks, the first of them computed already."""
    first, until = next(blocks, b""), time.monotonic() + _HELD_BACK_S
    while not running.is_over and len(first) < _HELD_BACK and time.monotonic() <= until:
        first += next(blocks, b"")
    return Blocks(first, blocks, running)


@lru_cache(maxsize=128)
def _head(payload: bytes) -> dict[str, Any]:
    """Return what a worker says of a result; it says the same of most of them."""
    head: dict[str, Any] = json.loads(payload)
    return head
