"""gunicorn's worker of threads, that slow clients cannot hold up, with fewer detours.

As it comes, its main thread waits up to two seconds for each client that does not hang up, and a
thread waits without end for a client that does not finish its request. Here the threads close
connections themselves, and both waits are bounded, for each client too. A thread also waits a
moment for the next request of its connection: handing it to the main thread and back costs more
than a small query. So does parsing: a query whose header lines have come before is answered by
`kg.web.direct` at once, and its answer leaves in one piece.

Addresses in which characters beyond ASCII stand as they are, as curl sends them, are encoded.
"""

import errno
import re
import select
import time
from collections import Counter
from threading import BoundedSemaphore, Lock
from typing import Any, Final

from gunicorn import SERVER
from gunicorn.util import close_graceful, http_date
from gunicorn.workers import gthread

from kg.query.afterwards import answering
from kg.query.protocol import WITH_BODY
from kg.query.sending import send_all
from kg.web.direct import FACES, ON_WIRE, PATH, Reply, Wire, lines_of

WAITING: Final = 32  # threads that wait for a next request
LONGEST_LINE: Final = 8_190  # the most that gunicorn can be told
_MOMENT_MS: Final = 50
_READING_S: Final = 30.0  # that a client may keep us waiting for the bytes of one request
_SLOW_ONES: Final = 32  # requests that one client may send slowly at the same time
_FAREWELL_S: Final = 0.5  # for a client to take the rest of an answer
_BREATH_S: Final = 0.05
_QUERY: Final = re.compile(
    rb"(GET|POST|QUERY) (%b|(?<=GET )%b[\w.-]{1,100})(?:\?([!\"$-~]{0,7000}))? HTTP/1\.1(?=\r\n)"
    % (PATH.encode(), FACES.encode())
)
_LENGTH: Final = re.compile(rb"(\r\nContent-Length: ?)(\d{1,6})(?=\r\n)", re.IGNORECASE)
_FROM_HERE: Final = f"Server: {SERVER}\r\nConnection: keep-alive\r\n"
_LINE: Final = re.compile(rb"([A-Z]+ )(\S+)( HTTP/1\.[01]\r?)")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")


class Threads(gthread.ThreadWorker):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._spare = BoundedSemaphore(WAITING)
        self._slow = _SlowClients()
        self._date = 0, ""

    def accept(self, listener: Any) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            time.sleep(_BREATH_S)  # the connection waits; others will give descriptors back

    def handle(self, conn: Any) -> Any:
        if not conn.initialized:
            reader = _Reader(conn, self._slow)
            if not conn.data_ready and not reader.comes_within(_MOMENT_MS):
                return gthread._DEFER
            conn.data_ready = True
            conn.init()
            reader.take_over(conn.parser.unreader)
        else:
            reader = conn.parser.unreader.chunk
            conn.sock.setblocking(True)
        goes_on = self._handle(conn, reader)
        while goes_on is True and self.alive and self._comes_soon(conn, reader):
            goes_on = self._handle(conn, reader)
        if not goes_on:
            close_graceful(conn.sock, _FAREWELL_S)
            conn.close = _nothing_left
        return goes_on

    def note(
        self, client: str, method: str, path: str, status: int, sent: int, seconds: float
    ) -> None:
        """Count a request, and write it down where that is wanted."""
        self.wsgi.extensions["metrics"].request(status, sent)
        if log := self.wsgi.extensions.get("log"):
            log.write(
                "request",
                client=client,
                method=method,
                path=path,
                status=status,
                bytes=sent,
                seconds=round(seconds, 4),
            )

    def _handle(self, conn: Any, reader: "_Reader") -> Any:
        try:
            first = reader.first()
        except OSError:
            return False
        if not first:
            return False
        wire = _on_wire(conn, first)
        came = len(wire.body) if wire else 0
        try:
            if wire and self._answer(conn, wire, reader):
                return True
        except OSError:
            return False
        except Exception as error:  # noqa: BLE001 - as gunicorn does with what it calls
            self.handle_error(None, conn.sock, conn.client, error)
            return False
        conn.parser.unreader.unread(first + (wire.body[came:] if wire else b""))
        token = ON_WIRE.set(wire)
        try:
            return super().handle(conn)
        finally:
            ON_WIRE.reset(token)
            if wire:
                wire.close()

    def _answer(self, conn: Any, wire: Wire, reader: "_Reader") -> bool:
        """Answer a query without parsing the rest of its request, if that can be done."""
        if not self.alive or len(self.keepalived_conns) >= self.max_keepalived:
            return False  # the connection is to end
        began = time.monotonic()
        with answering():
            found = self.wsgi.extensions["direct"].reply(wire, conn.sock, reader)
            if not found:
                return False
            head, reply = found
            send_all(conn.sock, self._head(reply), reply.body or b"")
        seconds = time.monotonic() - began
        status, sent = int(reply.status[:3]), len(reply.body or b"")
        self.note(head.remote, wire.method, wire.path, status, sent, seconds)
        return True

    def _head(self, reply: Reply) -> bytes:
        now = int(time.time())
        if self._date[0] != now:
            self._date = now, http_date()
        own = f"Date: {self._date[1]}\r\n{lines_of(reply.own_headers())}\r\n"
        lines = f"{_FROM_HERE}{reply.headers.lines}{own}"
        return f"HTTP/1.1 {reply.status}\r\n{lines}".encode("latin-1")

    def _comes_soon(self, conn: Any, reader: "_Reader") -> bool:
        """Wait a moment for the next request, if there are threads to spare."""
        if conn.parser.unreader.buf.tell() or not self._spare.acquire(blocking=False):
            return False  # the main thread knows what to do
        try:
            return reader.comes_within(_MOMENT_MS)
        finally:
            self._spare.release()


def _on_wire(conn: Any, first: bytes) -> Wire | None:
    """Return a query whose head came in one piece, with nothing behind it but a body."""
    line = _QUERY.match(first)
    end = first.find(b"\r\n\r\n") + 4 if line else 0
    if not line or end < 4:
        return None
    lines, body = first[line.end() : end], first[end:]
    method, path, asked = ((part or b"").decode("ascii") for part in line.groups())
    length = _LENGTH.search(lines) if method in WITH_BODY else None
    if length:
        lines = line[1] + lines[: length.start(2)] + lines[length.end(2) :]
    elif body:
        return None
    return Wire(method, path, asked, lines, conn.client[0], int(length[2]) if length else 0, body)


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


class _Reader:
    """Reads what a connection brings, and gives up on a client that sends a request too slowly.

    Called, it stands in for what gunicorn's reader does when it has nothing left.
    """

    def __init__(self, conn: Any, slow: _SlowClients) -> None:
        self._client, self._slow = str(conn.client[0]), slow
        self._left_s = _READING_S
        self._poll = select.poll()
        self._poll.register(conn.sock, select.POLLIN)

    def take_over(self, unreader: Any) -> None:
        self._unreader, self._read = unreader, unreader.chunk
        unreader.chunk = self

    def comes_within(self, patience_ms: float) -> bool:
        """Tell whether there is something to read, be it the end."""
        return bool(self._poll.poll(patience_ms))

    def first(self) -> bytes:
        """Return what has come of the next request, its address encoded; nothing at the end.

        Raises: OSError
        """
        self._left_s = _READING_S
        data: bytes = self._unreader.take_buffered() or self._read()
        while data and b"\n" not in data and len(data) < LONGEST_LINE and (more := self()):
            data += more
        if data.isascii():
            return data
        line, end, rest = data.partition(b"\n")
        return _LINE.sub(_encoded, line) + end + rest

    def __call__(self, *arguments: Any) -> bytes:
        if not self.comes_within(0):
            self._wait()
        data: bytes = self._read(*arguments)
        return data

    def _wait(self) -> None:
        if not self._slow.enter(self._client):
            raise ConnectionResetError(errno.ECONNRESET, "too many slow requests")
        began = time.monotonic()
        try:
            if not self.comes_within(max(0.0, self._left_s) * 1000):
                raise ConnectionResetError(errno.ECONNRESET, "the request takes too long")
        finally:
            self._left_s -= time.monotonic() - began
            self._slow.leave(self._client)


def _encoded(line: re.Match[bytes]) -> bytes:
    address = _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[2])
    return line[1] + address + line[3]


def _nothing_left(graceful: bool = False) -> None:
    """Stand in for the closing of what is closed."""
