"""A server that answers like an OpenAI-compatible one, or as badly as its script says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]
Question = dict[str, Any]


@dataclass
class Script:
    """Replies in order, the last of them for ever; `questions` are the requests that came."""

    replies: list[Reply]
    address: str = ""
    questions: list[Question] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        size = int(handler.headers["Content-Length"])
        self.questions.append(json.loads(handler.rfile.read(size)))
        self.keys.append(handler.headers["Authorization"])
        at = min(len(self.questions), len(self.replies)) - 1
        with suppress(BrokenPipeError, ConnectionResetError):
            self.replies[at](handler)


def says(content: Any, **usage: int) -> Reply:
    """Answer with a message; anything but text is written as JSON."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body = {"choices": [{"message": {"role": "assistant", "content": words}}]}
    return raw(json.dumps(body | ({"usage": usage} if usage else {})).encode())


def raw(body: bytes, status: int = 200, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def refuses(status: int, **headers: str) -> Reply:
    return raw(b'{"error": {"message": "no"}}', status, **headers)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [{"mess')


def never_ends(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


@contextmanager
def serving(*replies: Reply) -> Iterator[Script]:
    script = Script(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script.play(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        script.address = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
