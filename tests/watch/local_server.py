"""A web server on this machine that behaves as badly as a test wants."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

Answer: TypeAlias = (
    "Callable[[BaseHTTPRequestHandler], None] | bytes | tuple[bytes, dict[str, str]]"
)


@dataclass
class Site:
    """What is served, and what was asked for: (path, headers) of each request."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    address: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


def page(words: str) -> bytes:
    return f"<!DOCTYPE html><title>News</title><p>{words}</p>".encode()


def moved(target: str, status: int = 302) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Location", target)
        request.end_headers()

    return answer


def failing(status: int) -> Answer:
    return lambda request: request.send_error(status)


def endless(start: bytes, pause_s: float = 0.0, media_type: str = "text/html") -> Answer:
    """Send a body that never ends, until the client has had enough."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", media_type)
        request.end_headers()
        deadline = time.monotonic() + 60
        with suppress(OSError):
            while time.monotonic() < deadline:
                request.wfile.write(start)
                request.wfile.flush()
                time.sleep(pause_s)

    return answer


def raw(content: bytes) -> Answer:
    """Send these very bytes in place of an answer."""
    return lambda request: (request.wfile.write(content), None)[1]


@contextmanager
def serving(pages: dict[str, Answer] | None = None, host: str = "127.0.0.1") -> Iterator[Site]:
    site = Site(pages or {})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            site.times.append(time.monotonic())
            answer = site.pages.get(self.path)
            if answer is None:
                self.send_error(404)
            elif callable(answer):
                with suppress(OSError):
                    answer(self)
            else:
                self._send(*(answer if isinstance(answer, tuple) else (answer, {})))

        def _send(self, content: bytes, headers: dict[str, str]) -> None:
            tag = self.headers.get("If-None-Match")
            unchanged = tag is not None and tag == headers.get("ETag")
            self.send_response(304 if unchanged else 200)
            for name, value in {"Content-Type": "text/html", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if not unchanged:
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with Server((host, 0), Handler) as server:
        name = f"[{host}]" if ":" in host else host
        site.address = f"http://{name}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
