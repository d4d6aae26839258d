"""A process that evaluates queries on checkpoints and can be killed at any moment.

It reads queries from a socket and answers each with frames: a head, blocks of the result, an end;
or a failure. It follows the newest checkpoint by itself and ends when the other side of the socket
is gone, even in the middle of a query.

Imports: pyoxigraph, the standard library, and kg modules that do the same.
"""

import json
import os
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Any, Final, NamedTuple

import pyoxigraph as ox

from kg.query.busy_polling import poll_busily
from kg.query.confine import limit_memory, shut_off_network, unlimited_memory
from kg.query.formats import FORMATS
from kg.query.rows import TooManySolutions, bounded, counted, first_solutions, first_triples
from kg.query.sending import send_all
from kg.store.checkpoints import Pin, Watch, pin_newest

# Least commit to ask; whether no other query runs; lengths of what follows: a Job in JSON, a query.
JOB: Final = Struct(">Q?II")
HEADER: Final = Struct(">cI")  # kind of a frame, length of what follows
HEAD, BLOCK, END, FAILURE = b"H", b"B", b"E", b"F"
NEWEST: Final = 2**64 - 1  # as least commit: whichever there is
TEXT: Final = "utf-8", "surrogatepass"  # how a query is encoded

_BLOCK: Final = 131_072
_HURRY_S: Final = 0.04  # after which a smaller block is sent too
_IDLE_MS: Final = 100  # between looks for a newer checkpoint
_AT_ONCE: Final = 16_384

ENGINE_FORMATS: Final[dict[tuple[str, str], Any]] = {
    (form.kind, form.suffix): form.engine for form in FORMATS
}


class Job(NamedTuple):
    """What the evaluation of a query depends on beside its text and the data."""

    base: str
    default_graph: Sequence[str] | None  # None leaves the engine its own rule
    named_graphs: Sequence[str] | None
    solutions: str | None  # suffixes of formats
    graph: str | None
    limit: int | None
    most: int
    time_s: float = 0.0  # for whoever passes the query on


class _Snapshot:
    """The newest checkpoint, open and pinned; memory is limited but while one is opened."""

    def __init__(self, root: Path, memory_mb: int) -> None:
        self._root = root
        self._watch = Watch(root)
        self._memory_mb = memory_mb
        self._pin: Pin | None = None
        self._followed: Path | None = None
        self.store: ox.Store | None = None
        self.sequence = 0

    def follow(self) -> None:
        """Move on to the newest checkpoint if there is a newer one."""
        path = self._watch.newest()
        if path is self._followed:  # the very object, nearly always
            return
        if path is None or (self._pin is not None and path == self._pin.path):
            self._followed = path
            return
        pinned = pin_newest(self._root)
        if pinned is None:
            return
        unlimited_memory()
        self.store = ox.Store.read_only(str(pinned.path))
        limit_memory(self._memory_mb)
        self.sequence = pinned.sequence
        if self._pin is not None:
            self._pin.close()
        self._pin = pinned


class Frames:
    """What `serialize` writes to: gathers its small pieces into blocks and sends them.

    An answer that is small and soon complete leaves in one piece: the other side wakes up once.
    """

    def __init__(
        self,
        channel: socket.socket,
        head: bytes,
        check: Callable[[bytes], None] | None = None,
    ) -> None:
        self._channel = channel
        self._check = check
        self._front = head
        self._pieces: list[bytes] = []
        self._size = 0
        self._since = time.monotonic()

    def write(self, piece: bytes) -> int:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size >= _BLOCK or time.monotonic() - self._since > _HURRY_S:
            self.send()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the engine asks for it once, at the end, and the end is to go along."""

    def send(self, end: bytes = b"") -> None:
        block = b"".join(self._pieces)
        self._pieces, self._size = [], 0
        if self._check:
            self._check(block)
        header = HEADER.pack(BLOCK, len(block)) if block else b""
        send_all(self._channel, self._front + header, block, end)
        self._front = b""
        self._since = time.monotonic()


class Jobs:
    """Reads jobs, each of which nearly always comes in one piece."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)
        self._expects_soon = False

    def next(self, idle: Callable[[], None]) -> tuple[int, bytes, str] | None:
        """Return a least commit, a packed job and a query; None when nobody sends any.

        Meanwhile, be `idle`.
        """
        events = poll_busily(self._poll) if self._expects_soon else []
        while not events and not self._poll.poll(_IDLE_MS):
            idle()
        arrived = self._channel.recv(_AT_ONCE)
        if len(arrived) < JOB.size:
            arrived += self._rest(JOB.size - len(arrived))
            if len(arrived) < JOB.size:
                return None
        least, self._expects_soon, job_length, text_length = JOB.unpack_from(arrived)
        text_at = JOB.size + job_length
        if len(arrived) < text_at + text_length:
            arrived += self._rest(text_at + text_length - len(arrived))
        return least, arrived[JOB.size : text_at], arrived[text_at:].decode(*TEXT)

    def _rest(self, missing: int) -> bytes:
        """Return so many more bytes, fewer only at the end."""
        rest = b""
        while len(rest) < missing and (more := self._channel.recv(missing - len(rest))):
            rest += more
        return rest


def main(descriptor: int, root: Path, memory_mb: int) -> None:
    """Serve jobs until nobody sends any."""
    channel = socket.socket(fileno=descriptor)
    is_shut_off = shut_off_network()
    threading.Thread(target=end_with, args=(descriptor,), daemon=True).start()
    snapshot = _Snapshot(root, memory_mb)
    snapshot.follow()
    jobs = Jobs(channel)
    channel.sendall(frame(HEAD, json.dumps({"shut_off": is_shut_off}).encode()))
    while received := jobs.next(snapshot.follow):
        least, packed, text = received
        if snapshot.sequence < least:
            snapshot.follow()
        try:
            _answer(channel, snapshot, text, task_of(packed))
        except SyntaxError as error:
            fail(channel, "syntax", str(error))
        except TooManySolutions as error:
            fail(channel, "solutions", str(error))
        except MemoryError as error:
            fail(channel, "memory", str(error))
        except RuntimeError as error:  # such as a function that the engine does not have
            fail(channel, "impossible", str(error))
        except (ValueError, OSError) as error:
            fail(channel, "failed", str(error))


@lru_cache(maxsize=64)
def task_of(packed: bytes) -> tuple[Job, dict[str, Any]]:
    """Return a job, and what the engine is told of it beside the query."""
    job = Job(*json.loads(packed))
    return job, {"base_iri": job.base, **_dataset(job)}


def _answer(
    channel: socket.socket, snapshot: _Snapshot, text: str, task: tuple[Job, dict[str, Any]]
) -> None:
    if snapshot.store is None:
        fail(channel, "empty", "nothing has been loaded yet")
        return
    job, options = task
    results: Any = snapshot.store.query(text, **options)
    kind = "graph" if isinstance(results, ox.QueryTriples) else "solutions"
    send(channel, results, kind, job, snapshot.sequence)


def send(channel: socket.socket, results: Any, kind: str, job: Job, sequence: int) -> None:
    """Send the frames of a result in the format that a job wants."""
    name = job.graph if kind == "graph" else job.solutions
    if name is None:
        channel.sendall(head_of(kind, name, sequence, None))
        return
    is_shortened = None
    if job.limit is not None and not isinstance(results, ox.QueryBoolean):
        first = first_triples if kind == "graph" else first_solutions
        results, is_shortened = first(results, job.limit)
    form = ENGINE_FORMATS[kind, name]
    head = head_of(kind, name, sequence, is_shortened)
    check = bounded(form, job.most) if job.most and kind == "solutions" else None
    frames = Frames(channel, head, check)
    if kind == "graph":
        triples = counted(results, job.most) if job.most else results
        ox.serialize(triples, frames, form)  # type: ignore[arg-type]  # it only writes
    else:
        results.serialize(frames, form)
    frames.send(_END)


def _dataset(job: Job) -> dict[str, Any]:
    named = {"default_graph": job.default_graph, "named_graphs": job.named_graphs}
    return {
        name: [ox.NamedNode(iri) for iri in iris]
        for name, iris in named.items()
        if iris is not None
    }


@lru_cache(maxsize=64)
def head_of(kind: str, name: str | None, sequence: int, is_shortened: bool | None) -> bytes:
    head = {"kind": kind, "format": name, "sequence": sequence, "shortened": is_shortened}
    return frame(HEAD, json.dumps(head).encode())


def fail(channel: socket.socket, reason: str, message: str) -> None:
    payload = json.dumps({"reason": reason, "message": message}).encode()
    channel.sendall(frame(FAILURE, payload))


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(payload)) + payload


def end_with(descriptor: int) -> None:
    """End this process when the other side of the socket closes, whatever is running."""
    poll = select.poll()
    poll.register(descriptor, getattr(select, "POLLRDHUP", select.POLLHUP))
    poll.poll()
    os._exit(0)


_END: Final = frame(END)

if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
