"""What `kg top` asks a running service: which queries run; to end one. Over a local socket."""

import json
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kg.errors import NotFound, StoreProblem
from kg.query.workers import Pool
from kg.writer_process import socket_address

_NAME: Final = "queries.sock"
_TEXT_SHOWN: Final = 2_000
_PATIENCE_S: Final = 5.0


def listen(pool: Pool) -> socket.socket:
    """Answer whoever may read the store's folder, until the socket is closed."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with socket_address(pool.root, _NAME) as address:
        Path(address).unlink(missing_ok=True)
        listener.bind(address)
        Path(address).chmod(0o600)
    listener.listen()
    threading.Thread(target=_serve, args=(listener, pool), daemon=True).start()
    return listener


def running(root: Path) -> list[dict[str, Any]]:
    """Return the queries that run, the longest running first.

    Raises: StoreProblem when there is no service.
    """
    answer: list[dict[str, Any]] = _ask(root, {"command": "list"})
    return answer


def end(root: Path, number: int) -> None:
    """End the query with this number.

    Raises: NotFound when it does not run; StoreProblem when there is no service.
    """
    if not _ask(root, {"command": "end", "query": number}):
        raise NotFound(f"there is no query {number}")


def _ask(root: Path, request: dict[str, Any]) -> Any:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PATIENCE_S)
        try:
            with socket_address(root, _NAME) as address:
                connection.connect(address)
            connection.sendall(json.dumps(request).encode() + b"\n")
            with connection.makefile("rb") as answer:
                return json.loads(answer.readline())
        except (OSError, ValueError) as error:
            raise StoreProblem(f"no service answers for {root}: {error}") from error


def _serve(listener: socket.socket, pool: Pool) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # closed
            return
        with connection, suppress(OSError, ValueError):
            connection.settimeout(_PATIENCE_S)
            with connection.makefile("rb") as lines:
                request = json.loads(lines.readline())
            connection.sendall(json.dumps(_answer(pool, request)).encode() + b"\n")


def _answer(pool: Pool, request: dict[str, Any]) -> Any:
    if request.get("command") == "list":
        now = time.monotonic()
        queries = sorted(pool.running.copy().values(), key=lambda query: query.since)
        return [
            {
                "query": query.number,
                "seconds": round(now - query.since, 3),
                "client": query.caller,
                "process": query.worker.process.pid,
                "bytes": query.sent_bytes,
                "text": query.text[:_TEXT_SHOWN],
            }
            for query in queries
        ]
    query = pool.running.get(request.get("query", -1))
    if query is not None:
        query.stop()
    return query is not None
