"""gunicorn's worker of threads, that slow clients cannot hold up, with fewer detours.

As it comes, its main thread waits up to two seconds for each client that does not hang up, and a
thread waits without end for a client that does not finish its request. Here the threads close
connections themselves, and both waits are bounded, for each client too. A thread also waits a
moment for the next request of its connection: handing it to the main thread and back costs more
than a small query.
"""

import errno
import select
import time
from collections import Counter
from threading import BoundedSemaphore, Lock
from typing import Any, Final

from gunicorn.util import close_graceful
from gunicorn.workers import gthread

WAITING: Final = 32  # threads that wait for a next request
_MOMENT_MS: Final = 50
_READING_S: Final = 30.0  # that a client may keep us waiting for the bytes of one request
_SLOW_ONES: Final = 32  # requests that one client may send slowly at the same time
_FAREWELL_S: Final = 0.5  # for a client to take the rest of an answer
_BREATH_S: Final = 0.05


class Threads(gthread.ThreadWorker):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._spare = BoundedSemaphore(WAITING)
        self._slow = _SlowClients()

    def accept(self, listener: Any) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            time.sleep(_BREATH_S)  # the connection waits; others will give descriptors back

    def handle(self, conn: Any) -> Any:
        if not conn.initialized and not conn.data_ready:
            if not _has_come(conn.sock, _MOMENT_MS):
                return gthread._DEFER
            conn.data_ready = True
        goes_on = self._handle(conn)
        while goes_on is True and self.alive and self._comes_soon(conn):
            goes_on = self._handle(conn)
        if not goes_on:
            close_graceful(conn.sock, _FAREWELL_S)
            conn.close = _nothing_left
        return goes_on

    def _handle(self, conn: Any) -> Any:
        if not conn.initialized:
            conn.sock.setblocking(True)
            conn.init()
        if hasattr(conn.parser, "unreader"):
            unreader, client = conn.parser.unreader, str(conn.client[0])
            unreader.chunk = _Patience(
                conn.sock, client, self._slow, type(unreader).chunk, unreader
            )
        return super().handle(conn)

    def _comes_soon(self, conn: Any) -> bool:
        """Wait a moment for the next request, if there are threads to spare."""
        if conn.parser.unreader.buf.getvalue() or not self._spare.acquire(blocking=False):
            return False  # the main thread knows what to do
        try:
            return _has_come(conn.sock, _MOMENT_MS)
        finally:
            self._spare.release()


class _SlowClients:
    """Counts the threads that wait for each client."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._lock = Lock()

    def enter(self, client: str) -> bool:
        with self._lock:
            if self._waiting[client] >= _SLOW_ONES:
                return False
            self._waiting[client] += 1
            return True

    def leave(self, client: str) -> None:
        with self._lock:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]


class _Patience:
    """Reads the next bytes of one request, and gives up on a client that sends too slowly."""

    def __init__(
        self, sock: Any, client: str, slow: _SlowClients, read: Any, unreader: Any
    ) -> None:
        self._sock, self._client, self._slow = sock, client, slow
        self._read, self._unreader = read, unreader
        self._left_s = _READING_S

    def __call__(self, *arguments: Any, **options: Any) -> bytes:
        if not _has_come(self._sock, 0):
            self._wait()
        data: bytes = self._read(self._unreader, *arguments, **options)
        return data

    def _wait(self) -> None:
        if not self._slow.enter(self._client):
            raise ConnectionResetError(errno.ECONNRESET, "too many slow requests")
        began = time.monotonic()
        try:
            if not _has_come(self._sock, max(0.0, self._left_s) * 1000):
                raise ConnectionResetError(errno.ECONNRESET, "the request takes too long")
        finally:
            self._left_s -= time.monotonic() - began
            self._slow.leave(self._client)


def _has_come(sock: Any, patience_ms: float) -> bool:
    """Tell whether there is something to read, be it the end."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(patience_ms))


def _nothing_left(graceful: bool = False) -> None:
    """Stand in for the closing of what is closed."""
