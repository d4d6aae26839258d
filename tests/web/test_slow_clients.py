"""Clients that connect and say nothing, stop in the middle, or never hang up, hold up nobody."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from web.small_graph import fill
from web.test_live import Server, start, stop

pytestmark = pytest.mark.live

SLOW = {
    "say nothing": b"",
    "stop in a header": b"GET /healthz HTTP/1.1\r\nHost: x\r\nAccept: tex",
    "stop in a body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/sparql-query\r\n\r\nASK",
    "never hang up": b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "talk nonsense": b"\x00\x01\x02\r\n\r\n",
}
MANY = 240  # more than there are threads


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("slow") / "store"
    fill(root)
    running = start(root)
    yield running
    stop(running)


@pytest.mark.parametrize("what", SLOW)
def test_many_that_do_so_hold_up_nobody(server: Server, what: str) -> None:
    process = web_process(server)
    with ExitStack() as connections:
        for _ in range(MANY):
            connection = connections.enter_context(socket.socket())
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(SLOW[what])
        began = time.monotonic()
        assert server.count() == 2
        assert time.monotonic() - began < 15  # gunicorn as it comes: minutes, or a restart
    assert server.count() == 2
    assert web_process(server) == process


def web_process(server: Server) -> str:
    return Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
