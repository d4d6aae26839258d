"""The pool of query processes: hands out jobs, enforces the limits, replaces what it killed.

A result is whole or it is an error. The first blocks are held back, so that most failures are
raised before anything was sent; after that a failure ends the blocks by an exception, and whoever
sends them must break off the transfer.
"""

import json
import logging
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

from kg.errors import KgError, OutOfMemory, Overloaded, ResultTooLarge, StoreProblem, TimedOut
from kg.query.protocol import Operation
from kg.query.syntax import explain
from kg.query.worker import BLOCK, END, FAILURE, HEAD, HEADER

_HELD_BACK: Final = 65_536
_HANGUP: Final = getattr(select, "POLLRDHUP", 0) | select.POLLHUP

_log = logging.getLogger(__name__)


@cache
def _warn_of_network() -> None:
    """Say, once, that the wall is missing."""
    _log.warning(
        "query processes cannot be shut off from the network on this machine; "
        "only the check of each query's text refuses SERVICE"
    )


class ClientGone(KgError):
    """Whoever asked has hung up; there is nobody to tell."""

    code = "client-gone"


@dataclass(slots=True)
class Answer:
    """A result on its way: what it is, and its bytes. `blocks` must be used up or closed."""

    kind: str  # solutions or graph
    format: str | None  # None when none of the formats asked for fits the kind
    sequence: int  # of the commit it was computed on
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use; 0 switches a limit off."""

    time_s: float
    memory_mb: int
    result_bytes: int
    waiting: int  # queries running or waiting


class _Worker:
    """One process and this side of its channel."""

    def __init__(self, root: Path, memory_mb: int) -> None:
        self.channel, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "kg.query.worker"]
        with theirs:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(root), str(memory_mb)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C is for the parent
            )
        self._arrived = bytearray()
        self.is_ready = False

    def send(self, job: dict[str, Any]) -> None:
        payload = json.dumps(job).encode()
        self.channel.sendall(len(payload).to_bytes(4, "big") + payload)

    def frame(self, deadline: float | None, client: socket.socket | None) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame.

        Raises: TimedOut, ClientGone, EOFError when the process ended.
        """
        if not self.is_ready:
            self.is_ready = True
            if not json.loads(self.frame(deadline, client)[1])["shut_off"]:
                _warn_of_network()
        self._gather(HEADER.size, deadline, client)
        kind, length = HEADER.unpack_from(self._arrived)
        self._gather(HEADER.size + length, deadline, client)
        payload = bytes(self._arrived[HEADER.size : HEADER.size + length])
        del self._arrived[: HEADER.size + length]
        return kind, payload

    def _gather(self, size: int, deadline: float | None, client: socket.socket | None) -> None:
        while len(self._arrived) < size:
            self._wait(deadline, client)
            try:
                part = self.channel.recv(262_144)
            except ConnectionError as error:
                raise EOFError from error
            if not part:
                raise EOFError
            self._arrived += part

    def _wait(self, deadline: float | None, client: socket.socket | None) -> None:
        poll = select.poll()
        poll.register(self.channel, select.POLLIN)
        if client is not None and client.fileno() >= 0:
            poll.register(client, _HANGUP)
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        events = poll.poll(left)
        if not events:
            raise TimedOut("the query took longer than it may")
        if all(descriptor != self.channel.fileno() for descriptor, _ in events):
            raise ClientGone("the client has hung up")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.channel.close()


@dataclass
class Pool:
    """Query processes over the checkpoints below `root`; they start with the first query."""

    root: Path
    size: int
    limits: Limits
    base_iri: str
    default_graph: str | None  # of queries that name no dataset
    _idle: "queue.LifoQueue[_Worker]" = field(default_factory=queue.LifoQueue, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _workers: set[_Worker] = field(default_factory=set, init=False)
    _in_hand: int = field(default=0, init=False)
    _is_closed: bool = field(default=False, init=False)

    def start(self) -> None:
        """Start the processes, if that has not been done."""
        with self._lock:
            if not self._workers and not self._is_closed:
                for _ in range(self.size):
                    self._add()

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self._is_closed = True
            for worker in self._workers:
                worker.process.kill()  # who waits for one sees its channel end
            self._workers.clear()
        while not self._idle.empty():
            self._idle.get_nowait().kill()

    def run(self, operation: Operation, client: socket.socket | None = None) -> Answer:
        """Evaluate a query; a closed connection of `client` ends it.

        Raises: BadQuery, TimedOut, OutOfMemory, Overloaded, ResultTooLarge, StoreProblem,
        ClientGone.
        """
        self.start()
        self._enter()
        try:
            worker = self._acquire(operation.timeout_s)
        except KgError:
            self._leave()
            raise
        lease = _Lease(worker)
        blocks = self._evaluate(lease, operation, client)
        head = json.loads(next(blocks))
        held_back = self._held_back(blocks, lease)
        return Answer(head["kind"], head["format"], head["sequence"], held_back)

    def _held_back(self, blocks: Generator[bytes, None, None], lease: "_Lease") -> "Blocks":
        """Return the blocks, the first of them computed already."""
        first: list[bytes] = []
        for block in blocks:
            first.append(block)
            if sum(map(len, first)) >= _HELD_BACK:
                break
        return Blocks(b"".join(first), blocks, lease)

    def _evaluate(
        self, lease: "_Lease", operation: Operation, client: socket.socket | None
    ) -> Generator[bytes, None, None]:
        """Yield the head and then the blocks; the worker is idle again after the last one."""
        worker = lease.worker
        deadline = time.monotonic() + operation.timeout_s if operation.timeout_s else None
        is_clean = False
        try:
            worker.send(self._job(operation))
            sent = 0
            while True:
                kind, payload = worker.frame(deadline, client)
                if kind == FAILURE:
                    is_clean = True
                    _raise(json.loads(payload), operation.text)
                if kind == END:
                    is_clean = True
                    return
                sent += len(payload) if kind == BLOCK else 0
                if self.limits.result_bytes and sent > self.limits.result_bytes:
                    raise ResultTooLarge(
                        f"the result has more than {self.limits.result_bytes} bytes"
                    )
                is_clean = kind == HEAD and json.loads(payload)["format"] is None
                yield payload
                if is_clean:
                    return
        except TimedOut as error:
            raise TimedOut(f"the query ran longer than {operation.timeout_s:g} s") from error
        except (EOFError, BrokenPipeError) as error:
            raise self._why_ended(worker) from error
        finally:
            lease.end()
            self._release(worker, is_clean=is_clean)

    def _why_ended(self, worker: _Worker) -> KgError:
        if self._is_closed:
            return Overloaded("the service is stopping")
        if worker.process.wait() == -signal.SIGABRT:  # how the engine ends without memory
            return OutOfMemory(f"the query needed more than {self.limits.memory_mb} MiB of memory")
        return KgError("the process that ran the query has ended; another one has taken its place")

    def _job(self, operation: Operation) -> dict[str, Any]:
        default, named = operation.default_graphs, operation.named_graphs
        if default is None and named is None and not operation.has_dataset and self.default_graph:
            default = (self.default_graph,)
        elif default is not None or named is not None:
            default, named = default or (), named or ()
        return {
            "query": operation.text,
            "base": self.base_iri,
            "default_graph": default,
            "named_graphs": named,
            "formats": {"solutions": operation.solutions, "graph": operation.graph},
        }

    def _enter(self) -> None:
        with self._lock:
            if self._is_closed:
                raise Overloaded("the service is stopping")
            if self.limits.waiting and self._in_hand >= self.limits.waiting:
                raise Overloaded(f"{self._in_hand} queries are running or waiting already")
            self._in_hand += 1

    def _leave(self) -> None:
        with self._lock:
            self._in_hand -= 1

    def _acquire(self, timeout_s: float) -> _Worker:
        while True:
            try:
                worker = self._idle.get(timeout=timeout_s or None)
            except queue.Empty as error:
                raise Overloaded("all query processes are busy") from error
            if worker.process.poll() is None:
                return worker
            self._replace(worker)  # it died while idle

    def _release(self, worker: _Worker, *, is_clean: bool) -> None:
        self._leave()
        if is_clean:
            self._idle.put(worker)
            return
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._workers.discard(worker)
            if not self._is_closed:
                self._add()

    def _add(self) -> None:
        worker = _Worker(self.root, self.limits.memory_mb)
        self._workers.add(worker)
        self._idle.put(worker)


class _Lease:
    """A worker as long as it works on one query."""

    def __init__(self, worker: _Worker) -> None:
        self.worker = worker
        self._lock = threading.Lock()
        self.is_over = False

    def end(self) -> None:
        with self._lock:
            self.is_over = True

    def cancel(self) -> None:
        """End the process unless its query has ended; whoever waits for a block is told."""
        with self._lock:
            if not self.is_over:
                with suppress(OSError):
                    self.worker.channel.shutdown(socket.SHUT_RDWR)


class Blocks:
    """The bytes of a result, the first in hand; closing them early frees the worker."""

    def __init__(self, first: bytes, rest: Generator[bytes, None, None], lease: _Lease) -> None:
        self._first, self._rest, self._lease = first, rest, lease

    @property
    def is_whole(self) -> bool:
        """Tell whether everything is computed."""
        return self._lease.is_over

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        return next(self._rest)

    def close(self) -> None:
        self._rest.close()

    def cancel(self) -> None:
        """Do as `close` while another thread waits for the next block."""
        self._lease.cancel()


def _raise(failure: dict[str, str], text: str) -> NoReturn:
    """Raise what a worker reports."""
    reason, message = failure["reason"], failure["message"]
    if reason == "syntax":
        raise explain(message, text)
    if reason == "empty":
        raise StoreProblem(message)
    if reason == "memory":
        raise OutOfMemory(message or "the query needed more memory than it may")
    raise KgError(f"the query could not be evaluated: {message}")
