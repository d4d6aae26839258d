"""The way to the one process that changes a store, and to what can be read beside it.

Whoever wants to write connects to the running writer or starts one. A writer that dies is replaced
and asked again: what it is asked for may be asked for twice.
"""

import select
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Generic, Self, TypeVar

from kg.errors import (
    BadAnswer,
    BadDecision,
    BadQuery,
    BadRequest,
    DiskFull,
    KgError,
    NotFound,
    NotSupported,
    OutOfMemory,
    Overloaded,
    PreconditionFailed,
    Refused,
    StoreAway,
    StoreProblem,
    TimedOut,
)
from kg.graph.document import PIPELINE_VERSION, DocumentGraph
from kg.history.log import Cause
from kg.identity.decision import Decision
from kg.iris import Namespace
from kg.messages import FrameReader, pack_graphs, write_frame
from kg.remote.address import Remote
from kg.remote.reader import RemoteReader
from kg.runs import Candidate
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import CheckpointReader, open_checkpoint
from kg.writer_process import Configuration, connect, let_go, start

T = TypeVar("T")

DIRTY: Final = "dirty"  # file that is there while the store is ahead of its newest checkpoint
_ERRORS: Final[dict[str, type[KgError]]] = {
    error.code: error
    for error in (
        *(BadAnswer, BadDecision, BadQuery, BadRequest, DiskFull, NotFound, NotSupported),
        *(OutOfMemory, PreconditionFailed, Refused, StoreAway, StoreProblem, TimedOut),
    )
}
_WHOLE: Final = "it is done whole or not at all"
_ENDING_S: Final = 5.0
_QUEUE_S: Final = 30.0  # a change waits for what the writer does already
_PATIENCE_S: Final = 60.0  # for a writer to open its store after a kill
_MOST_LOSSES: Final = 3  # writers that die over the same request


class Reply(Generic[T]):
    """The answer to come to one request; those of one client come in order."""

    def __init__(
        self,
        client: "WriterClient",
        message: tuple[Mapping[str, Any], bytes],
        read: Callable[[dict[str, Any]], T],
        may_repeat: bool = True,
    ) -> None:
        self.message = message
        self.may_repeat = may_repeat  # by another writer, when the first one dies over it
        self.answer: dict[str, Any] | None = None
        self._client = client
        self._read = read

    def result(self, timeout_s: float | None = None) -> T:
        """Wait for the answer and return it.

        Raises: what the writer says; TimeoutError.
        """
        while self.answer is None:
            self._client.receive(timeout_s)
        if "error" in self.answer:
            raise _failure(self.answer)
        return self._read(self.answer)


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of the documents of one commit, as (outcome, reason), and its sequence number."""

    outcomes: tuple[tuple[str, str], ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change by hand has done."""

    sequence: int
    created: bool = False


class WriterClient:
    """A connection to the writer of one store; for one thread at a time.

    Close it, or use it in a `with` statement: a writer that it started ends when nobody else
    is connected.
    """

    def __init__(self, configuration: Configuration, least_free_bytes: int) -> None:
        self._configuration = configuration
        self._least_free_bytes = least_free_bytes
        self._root = Path(configuration.store)
        self._process: subprocess.Popen[bytes] | None = None
        self._unanswered: deque[Reply[Any]] = deque()
        self._losses = 0
        self._is_leaving = False
        self._socket = self._establish()
        self._frames = FrameReader(self._socket.fileno())

    @classmethod
    def connect_or_start(cls, settings: Settings) -> Self:
        """Return a client of the running writer, or of a new one that lives as long as needed.

        Raises: StoreProblem when there can be none, or the running one does not fit the settings.
        """
        client = cls(Configuration.of(settings), settings.min_free_bytes)
        try:
            client._check_agreement()
        except BaseException:
            client.close()
            raise
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_usable(self) -> bool:
        """Tell whether the writer is there, and owes no answer."""
        if self._unanswered or self._is_leaving:
            return False
        return not select.select([self._socket], [], [], 0)[0]  # else it has hung up

    def stats(self) -> dict[str, Any]:
        """Return process id, sequence numbers and settings of the writer."""
        return self._request({"command": "hello"}, dict).result()

    def known(self, candidates: Sequence[Candidate]) -> list[bool]:
        """Tell which bytes the store has already, as this version of the program reads them."""
        rows = [(c.digest, c.path, c.collection) for c in candidates]
        return self._request(
            {"command": "known", "candidates": rows}, lambda answer: list(answer["known"])
        ).result()

    def commit(
        self, graphs: Sequence[DocumentGraph], started: str, *, in_bulk: bool = False
    ) -> Reply[Committed]:
        """Hand documents over; the reply comes when they are in the store."""
        headers, payload = pack_graphs(graphs)
        header = {
            "command": "commit",
            "graphs": headers,
            "started": started,
            "in_bulk": in_bulk,
            "least_free_bytes": self._least_free_bytes,
        }
        return self._request(
            header,
            lambda answer: Committed(
                tuple((kind, reason) for kind, reason in answer["outcomes"]), answer["sequence"]
            ),
            payload,
        )

    def remove(self, reference: str) -> str:
        """Remove the document with this key, IRI or path; return its key.

        Raises: NotFound
        """
        header = {
            "command": "remove",
            "reference": reference,
            "path": str(Path(reference).absolute()),
        }
        return self._request(header, lambda answer: str(answer["key"])).result()

    def decide(
        self,
        add: Sequence[Decision],
        retract: Sequence[str] = (),
        if_unchanged: Mapping[str, str] | None = None,
    ) -> int:
        """Add decisions and take others back by their keys, all or nothing; return the commit.

        Raises: BadDecision, NotFound, PreconditionFailed as Committer.decide; DiskFull;
        StoreProblem when the writer dies over it.
        """
        header = {
            "command": "decide",
            "add": [asdict(decision) for decision in add],
            "retract": list(retract),
            "if_unchanged": dict(if_unchanged or {}),
            "least_free_bytes": self._least_free_bytes,
        }
        reply = self._request(header, lambda answer: int(answer["sequence"]), may_repeat=False)
        return reply.result()

    def erase(self, reference: str, log: str) -> list[str]:
        """Erase a document with this key, IRI or path, and its predecessors; return their keys.

        `log` is the file of the query log, which loses its texts.
        Raises: NotFound
        """
        path = str(Path(reference).absolute())
        header = {"command": "erase", "reference": reference, "path": path, "log": log}
        return self._request(header, lambda answer: list(answer["keys"])).result()

    def purge(
        self, keys: Sequence[str], hashes: Sequence[str], things: Sequence[str], log: str
    ) -> None:
        """Erase former states of documents: bytes with these hashes of digests, and the log's part.

        Decisions about `things` go; `log` as in `erase`.
        """
        header = {"command": "purge", "keys": keys, "hashes": hashes, "things": things, "log": log}
        self._request(header, lambda _: None).result()

    def take(self, other: Path, sequence: int, cause: Cause) -> None:
        """Let the store in a directory take over from the present one, as of this commit.

        Raises: PreconditionFailed when there were others meanwhile
        """
        header = {"command": "take", "other": str(other), "sequence": sequence, "cause": cause}
        self._request(header, lambda _: None, may_repeat=False).result()

    def change(self, header: Mapping[str, Any], payload: bytes) -> Changed:
        """Make a change by hand as kg.changing does; it is not tried twice.

        Raises: what the writer says; StoreProblem when it dies over the change; Overloaded when it
        does not come to it. Then this client is of no more use.
        """
        time_s = header["limits"]["time_s"]
        reply = self._request(
            dict(header),
            lambda answer: Changed(answer["sequence"], answer.get("created", False)),
            payload,
            may_repeat=False,
        )
        try:
            return reply.result(time_s + _QUEUE_S if time_s else None)
        except TimeoutError as error:
            self._is_leaving = True
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # which tells the writer not to begin
            raise Overloaded("the writer is busy with other things; nothing was done") from error
        except TimedOut:
            self._is_leaving = True
            with suppress(TimeoutError):
                self._frames.next(_ENDING_S)  # its end, so that nobody asks it anything more
            raise

    def checkpoint(self, sequence: int | None = None) -> int:
        """Return the number of the newest checkpoint, which holds at least that commit.

        Without a number: everything that was committed so far.
        """
        wanted = self.stats()["sequence"] if sequence is None else sequence
        return self._request(
            {"command": "checkpoint", "sequence": wanted}, lambda answer: int(answer["sequence"])
        ).result()

    def close(self) -> None:
        """Leave; a writer that only this client needed publishes its work and ends."""
        is_last = False
        self._is_leaving = True
        if self._process is not None:
            with suppress(KgError, OSError):
                is_last = self.stats()["clients"] == 1
        self._socket.close()
        if self._process is not None:
            let_go(self._process, is_last=is_last)
            self._process = None

    def receive(self, timeout_s: float | None = None) -> None:
        """Take the next answer from the writer; another writer is asked again if this one died.

        Raises: TimeoutError
        """
        frame = self._frames.next(timeout_s)
        if frame is None:
            self._recover()
        else:
            self._losses = 0
            self._unanswered.popleft().answer = frame.header

    def _request(
        self,
        header: dict[str, Any],
        read: Callable[[dict[str, Any]], T],
        payload: bytes = b"",
        *,
        may_repeat: bool = True,
    ) -> Reply[T]:
        reply = Reply(self, (header, payload), read, may_repeat)
        self._unanswered.append(reply)
        with suppress(ConnectionError):  # its end is noticed when the answer does not come
            write_frame(self._socket.fileno(), header, payload)
        return reply

    def _recover(self) -> None:
        if self._is_leaving:
            raise ConnectionError
        self._give_up()
        if not self._unanswered:
            return
        self._losses += 1
        if self._losses > _MOST_LOSSES:
            raise StoreProblem(f"the writer of {self._root} ended {self._losses} times in a row")
        self._socket.close()
        self._socket = self._establish()
        self._frames = FrameReader(self._socket.fileno())
        with suppress(ConnectionError):
            for reply in self._unanswered:
                write_frame(self._socket.fileno(), *reply.message)

    def _give_up(self) -> None:
        """Answer what must not be asked twice."""
        problem = "the writer ended before it had answered, over its memory perhaps; " + _WHOLE
        for reply in [reply for reply in self._unanswered if not reply.may_repeat]:
            reply.answer = {"error": StoreProblem.code, "message": problem}
            self._unanswered.remove(reply)

    def _establish(self) -> socket.socket:
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if (connection := connect(self._root)) is not None:
                return connection
            if self._process is not None:
                let_go(self._process, is_last=True)
            self._process = start(self._configuration)
            if self._process is None:
                time.sleep(0.05)  # another writer is about to listen, or to end
            else:  # however long it took to bring the store up to this program
                deadline = time.monotonic() + _PATIENCE_S
        raise StoreProblem(f"the writer of {self._root} does not answer")

    def _check_agreement(self) -> None:
        stats = self.stats()
        expected = asdict(self._configuration) | {"pipeline": PIPELINE_VERSION}
        del expected["changes_keep_days"]
        for name, value in expected.items():
            if stats[name] != value:
                raise StoreProblem(
                    f"the running writer of {self._root} has {name} {stats[name]}, not {value}"
                )


def _failure(answer: Mapping[str, Any]) -> KgError:
    """Return the error that a writer tells of."""
    error = _ERRORS.get(answer["error"], KgError)(answer["message"])
    error.line, error.column = answer.get("line"), answer.get("column")
    error.hint = answer.get("hint") or error.hint
    return error


def reader(settings: Settings) -> CheckpointReader | RemoteReader:
    """Return a reader of the newest checkpoint; what a killed writer left unpublished is in it.

    Raises: StoreProblem when nothing was ever loaded, or the server that has it is away.
    """
    if settings.is_remote:
        return RemoteReader(Remote.of(settings))
    root = Path(Configuration.of(settings).store)
    if not (root / "oxigraph").is_dir():
        raise StoreProblem(f"there is no store in {settings.store}; `kg load` makes one")
    newest = checkpoints.newest(root)
    if newest is None or (root / DIRTY).exists():
        with WriterClient.connect_or_start(settings) as client:
            client.checkpoint()
    while True:
        newest = checkpoints.newest(root)
        if newest is None:
            raise StoreProblem(f"the store in {settings.store} has no checkpoint")
        with suppress(StoreProblem):  # swept away meanwhile, so there is a newer one
            return open_checkpoint(
                newest, Namespace(settings.base_iri), managed=settings.dataset == "managed"
            )
