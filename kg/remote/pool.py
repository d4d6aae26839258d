"""The pool of query processes on a SPARQL server; one that is away is not asked each time."""

import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import NotSupported, StoreAway
from kg.iris import Namespace
from kg.query.process import Worker
from kg.query.protocol import Operation
from kg.query.saved import SavedQuery, saved_queries
from kg.query.worker import NEWEST, Job
from kg.query.workers import Answer, Limits, Pool
from kg.remote.address import Remote
from kg.remote.profiles import PROFILES
from kg.remote.watch import RemoteWatch
from kg.settings import Settings
from kg.store.checkpoints import Watch

_FAILURES: Final = 3  # in a row, after which nobody asks
_REST_S: Final = 2.0  # until one query is let through


class Breaker:
    """Closed as long as a server answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def check(self) -> None:
        """Let a query pass that may be answered; one at a time after a rest.

        Raises: StoreAway
        """
        with self._lock:
            if self._failures < _FAILURES:
                return
            left = self._until - time.monotonic()
            if left > 0:
                raise StoreAway("the SPARQL server is away", left)
            self._until = time.monotonic() + _REST_S

    def note(self, *, is_away: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if is_away else 0
            if is_away:
                self._until = time.monotonic() + _REST_S


@dataclass
class RemotePool(Pool):
    """`root` is the directory of what stands beside the server."""

    remote: Remote = field(kw_only=True)
    sequence: Callable[[], int] = field(kw_only=True)  # of the newest commit
    breaker: Breaker = field(default_factory=Breaker, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        known = saved_queries() if self.remote.profile.unanswered else {}
        self._refused = {
            _beginning(known[name].text): name
            for name in self.remote.profile.unanswered
            if name in known
        }

    def run(
        self,
        operation: Operation,
        client: socket.socket | None = None,
        least: int = NEWEST,
        meanwhile: Callable[[], None] | None = None,
    ) -> Answer:
        """Evaluate a query on the server as Pool.run does.

        Raises: also StoreAway, BadAnswer, NotSupported
        """
        if self._refused and (name := self._refused.get(_beginning(operation.text))):
            title = self.remote.profile.title
            raise NotSupported(f"{title} does not answer {name} as the standard says")
        self.breaker.check()
        if least == NEWEST:
            least = self.sequence()
        try:
            answer = super().run(operation, client, least, meanwhile)
        except StoreAway:
            self.breaker.note(is_away=True)
            raise
        self.breaker.note(is_away=False)
        return answer

    def _job(self, operation: Operation) -> Job:
        return super()._job(operation)._replace(time_s=operation.timeout_s)

    def _worker(self) -> Worker:
        return Worker("kg.remote.worker", self.remote.packed(), self.limits.memory_mb)


def _beginning(text: str) -> str:
    """Return what a saved query has in common with all that its parameters make of it."""
    return text.partition("{")[0]


def queries_of(settings: Settings) -> Mapping[str, SavedQuery]:
    """Return the saved queries as the store can answer them, those of one's own among them."""
    folder = Path(settings.queries) if settings.queries else None
    return saved_queries(folder, PROFILES[settings.store_kind].whole if settings.is_remote else ())


def pool_of(settings: Settings, size: int, limits: Limits) -> tuple[Pool, RemoteWatch | Watch]:
    """Return query processes for the store that settings name, and what tells its state."""
    namespace = Namespace(settings.base_iri)
    view = namespace.view if settings.dataset == "managed" else None
    root = settings.root
    if not settings.is_remote:
        return Pool(root, size, limits, namespace.base, view), Watch(root)
    remote = Remote.of(settings)
    watch = RemoteWatch(remote)
    pool = RemotePool(
        *(root, size, limits, namespace.base, view), remote=remote, sequence=watch.sequence
    )
    return pool, watch
