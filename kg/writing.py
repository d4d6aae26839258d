"""The process that owns the store: takes work from a local socket and commits it.

Started by kg.writer as `python -m kg.writing CONFIGURATION`. It lives as long as somebody needs
it: until its standard input has closed, which means that the parent is gone, and the last client
has left.
"""

import fcntl
import json
import os
import queue
import signal
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.changing import COMMANDS as CHANGES
from kg.changing import Changes, refuse_if_full
from kg.committing import MOST_TOGETHER, Committer
from kg.erasing import Eraser
from kg.errors import DiskFull, KgError, StoreProblem
from kg.graph.document import PIPELINE_VERSION, DocumentGraph
from kg.identity.decision import Decision
from kg.iris import Namespace
from kg.messages import Frame, FrameReader, claim_standard_output, unpack_graphs, write_frame
from kg.query.confine import shut_off_network
from kg.remote.address import Remote
from kg.runs import Candidate
from kg.writer_process import Configuration, socket_address

_SWEEP_S: Final = 0.5  # between looks for readers of what was erased
_REPLY_TIMEOUT_S: Final = 10  # a client that does not take its replies is cut off


@dataclass(frozen=True, slots=True)
class Request:
    connection: "Connection"
    frame: Frame


class Connection:
    """One client; a thread of its own reads its requests."""

    def __init__(
        self, client: socket.socket, requests: "queue.SimpleQueue[Request | None]"
    ) -> None:
        limit = struct.pack("ll", _REPLY_TIMEOUT_S, 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        self._client = client
        self._requests = requests
        self.is_open = True
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def reply(self, header: dict[str, Any]) -> None:
        try:
            write_frame(self._client.fileno(), header)
        except OSError:  # it has left, or does not take its replies
            self.is_open = False

    def close(self) -> None:
        """Hang up; only for the thread that replies, so that no reply goes astray."""
        with suppress(OSError):
            self._client.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._client.close()

    def _read(self) -> None:
        frames = FrameReader(self._client.fileno())
        with suppress(ValueError, OSError):  # nonsense is a reason to hang up
            while frame := frames.next():
                self._requests.put(Request(self, frame))
        self.is_open = False
        self._requests.put(None)


class Server:
    """Does what clients ask for, in the order in which it arrives."""

    def __init__(self, committer: Committer, configuration: Configuration) -> None:
        self._committer = committer
        self._configuration = configuration
        self._changes = Changes(committer, Path(configuration.store))
        self._eraser = Eraser(committer, Path(configuration.store), Path(configuration.archive))
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._waiting: deque[Request] = deque()
        self._connections: list[Connection] = []
        self._has_parent = True
        self._is_stopped = False
        self._commands: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "hello": self._hello,
            "known": self._known,
            "remove": self._remove,
            "erase": self._erase,
            "purge": self._purge,
            "take": self._take_over,
            "decide": self._decide,
            "checkpoint": self._checkpoint,
        }

    def run(self, listener: socket.socket) -> None:
        """Serve until nobody needs this process any more."""
        self._eraser.resume()
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        threading.Thread(target=self._watch_parent, daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_: self._stop())
        while self._is_needed():
            due_s = self._committer.publication_due_s
            if not self._committer.is_swept:
                due_s = _SWEEP_S if due_s is None else min(_SWEEP_S, due_s)
            self._take(due_s)
            if self._waiting:
                self._serve()
            if self._committer.publication_due_s == 0:
                self._committer.publish()
            if not self._committer.is_swept:
                self._committer.sweep()

    def _is_needed(self) -> bool:
        for connection in [c for c in self._connections if not c.is_open]:
            connection.close()
            self._connections.remove(connection)
        return not self._is_stopped and bool(self._has_parent or self._connections)

    def _take(self, timeout_s: float | None) -> None:
        """Wait for a request, or for any other reason to look around; take all there are."""
        with suppress(queue.Empty):
            request = self._requests.get(timeout=0 if self._waiting else timeout_s)
            while True:
                if request is not None:
                    self._waiting.append(request)
                request = self._requests.get_nowait()

    def _serve(self) -> None:
        if self._waiting[0].frame.header["command"] == "commit":
            self._commit_together()
            return
        request = self._waiting.popleft()
        header = request.frame.header
        try:
            if header["command"] in CHANGES:
                answer = self._change(request)
            else:
                answer = self._commands[header["command"]](header)
        except KgError as error:
            places = {name: getattr(error, name) for name in ("line", "column", "hint")}
            answer = {"error": error.code, "message": str(error)} | places
        except Exception as error:  # noqa: BLE001 - one odd request must not stop the others' work
            answer = {"error": KgError.code, "message": f"{type(error).__name__}: {error}"}
        request.connection.reply(answer)

    def _change(self, request: Request) -> dict[str, Any]:
        if not request.connection.is_open:  # whoever asked has given up
            return {}
        try:
            return self._changes.answer(*request.frame, request.connection.reply)
        except OSError as error:
            self._stop()  # the engine takes no more after a disk failed; the next writer recovers
            is_full = "No space left" in str(error)
            code = DiskFull.code if is_full else StoreProblem.code
            return {"error": code, "message": f"the disk failed: {error}"}

    def _commit_together(self) -> None:
        """Commit the documents of all requests at the head of the line in few transactions."""
        requests: list[Request] = []
        graphs: list[DocumentGraph] = []
        started = self._waiting[0].frame.header["started"]
        while self._waiting and len(graphs) < MOST_TOGETHER:
            header, payload = self._waiting[0].frame
            if header["command"] != "commit":
                break
            requests.append(self._waiting.popleft())
            graphs += unpack_graphs(header["graphs"], payload)
        least = max(request.frame.header["least_free_bytes"] for request in requests)
        try:
            refuse_if_full(Path(self._configuration.store), least)
        except DiskFull as error:
            for request in requests:
                request.connection.reply({"error": error.code, "message": str(error)})
            return
        in_bulk = all(request.frame.header["in_bulk"] for request in requests)
        outcomes = iter(self._committer.add(graphs, started, in_bulk=in_bulk))
        for request in requests:
            mine = [next(outcomes) for _ in request.frame.header["graphs"]]
            request.connection.reply({"outcomes": mine, "sequence": self._committer.sequence})

    def _hello(self, _: dict[str, Any]) -> dict[str, Any]:
        return asdict(self._configuration) | {
            "pid": os.getpid(),
            "pipeline": PIPELINE_VERSION,
            "sequence": self._committer.sequence,
            "published": self._committer.published,
            "clients": len(self._connections),
            "counts_loads": self._committer.counts_loads,
        }

    def _known(self, header: dict[str, Any]) -> dict[str, Any]:
        candidates = [Candidate(*candidate) for candidate in header["candidates"]]
        return {"known": self._committer.known(candidates)}

    def _remove(self, header: dict[str, Any]) -> dict[str, Any]:
        key = self._committer.remove(header["reference"], header["path"])
        return {"key": key, "sequence": self._committer.sequence}

    def _erase(self, header: dict[str, Any]) -> dict[str, Any]:
        keys = self._eraser.erase(header["reference"], header["path"], header["log"])
        return {"keys": keys, "sequence": self._committer.sequence}

    def _purge(self, header: dict[str, Any]) -> dict[str, Any]:
        self._eraser.purge(header["keys"], header["hashes"], header["things"], header["log"])
        return {}

    def _take_over(self, header: dict[str, Any]) -> dict[str, Any]:
        self._committer.take(Path(header["other"]), header["sequence"], header["cause"])
        self._stop()  # the next writer opens the other store
        return {}

    def _decide(self, header: dict[str, Any]) -> dict[str, Any]:
        refuse_if_full(Path(self._configuration.store), header["least_free_bytes"])
        add = [Decision(**values) for values in header["add"]]
        self._committer.decide(add, header["retract"], header["if_unchanged"])
        return {"sequence": self._committer.sequence}

    def _checkpoint(self, header: dict[str, Any]) -> dict[str, Any]:
        if self._committer.published < header["sequence"]:
            self._committer.publish()
        return {"sequence": self._committer.published}

    def _accept(self, listener: socket.socket) -> None:
        while True:
            client, _ = listener.accept()
            self._connections.append(Connection(client, self._requests))

    def _watch_parent(self) -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        self._has_parent = False
        self._requests.put(None)

    def _stop(self) -> None:
        self._is_stopped = True
        self._requests.put(None)


def lock(root: Path) -> int | None:
    """Return a descriptor that holds the writer's lock, None while another process holds it."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(root / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def alone(root: Path, otherwise: str = "end what uses it first") -> Iterator[None]:
    """Hold the writer's lock of the store in a directory.

    Raises: StoreProblem while another process holds it, with what there is to say of that
    """
    descriptor = lock(root)
    if descriptor is None:
        raise StoreProblem(f"the store in {root} is in use: {otherwise}")
    try:
        yield
    finally:
        os.close(descriptor)


def listen(root: Path) -> socket.socket:
    """Return a listening socket; what a killed writer left is replaced. Needs the lock."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with socket_address(root) as address:
        Path(address).unlink(missing_ok=True)
        old = os.umask(0o177)  # nobody else may connect, not even for a moment
        listener.bind(address)
        os.umask(old)
    listener.listen()
    return listener


def main(configuration: Configuration) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    remote = Remote.unpacked(configuration.remote) if configuration.remote else None
    if not remote:
        shut_off_network()  # no update makes the store fetch anything
    output = claim_standard_output()
    root = Path(configuration.store)
    if lock(root) is None:
        write_frame(output, {"locked": True})
        return
    try:
        committer = Committer(
            root,
            Path(configuration.archive),
            Namespace(configuration.base_iri),
            managed=configuration.dataset == "managed",
            changes_keep_days=configuration.changes_keep_days,
            remote=remote,
        )
        listener = listen(root)
    except (KgError, OSError) as error:
        write_frame(output, {"error": StoreProblem.code, "message": str(error)})
        return
    with suppress(BrokenPipeError):  # the parent has left already, and standard input says so
        write_frame(output, {"ready": os.getpid()})
    with listener:
        try:
            Server(committer, configuration).run(listener)
            committer.close()
        except OSError as error:  # what was acknowledged is in the engine's log
            sys.stderr.write(f"the writer of {root} ends because its disk failed: {error}\n")
        (root / "writer.sock").unlink(missing_ok=True)


if __name__ == "__main__":
    main(Configuration(**json.loads(sys.argv[1])))
