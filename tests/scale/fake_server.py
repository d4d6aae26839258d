"""A SPARQL server that misbehaves as it is told to: hangs, cuts, lies, or asks for a password."""

import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
WHOLE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
CUT = WHOLE[:60]
CANCELLED = b"The SPARQL operation has been cancelled"
HANGS_S = 20.0


class FakeServer:
    """`behaviour` is what becomes of the next queries; those for the version are answered."""

    def __init__(self) -> None:
        self.behaviour = "well"
        self.asked = 0
        self.longest = 0  # address, in characters
        self.authorizations: list[str] = []
        self.is_freed = False  # by the other side, while it hung

    @contextmanager
    def running(self) -> Iterator[str]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                fake.longest = max(fake.longest, len(self.path))
                fake.authorizations.append(self.headers.get("Authorization", ""))
                length = int(self.headers["Content-Length"])
                query = parse_qs(self.rfile.read(length).decode())["query"][0]
                if "/service>" in query:
                    self.whole(200, JSON, b'{"head":{"vars":["p","o"]},"results":{"bindings":[]}}')
                    return
                fake.asked += 1
                getattr(self, f"answer_{fake.behaviour}")()

            def whole(self, status: int, form: str, body: bytes, **headers: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", form)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def chunks(self, *chunks: bytes, has_end: bool = True) -> None:
                self.send_response(200)
                self.send_header("Content-Type", JSON)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for chunk in chunks:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                if has_end:
                    self.wfile.write(b"0\r\n\r\n")
                else:
                    self.close_connection = True

            def answer_well(self) -> None:
                self.chunks(WHOLE)

            def answer_hangs(self) -> None:
                until = time.monotonic() + HANGS_S
                while time.monotonic() < until:
                    with suppress(BlockingIOError):
                        if not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                            fake.is_freed = True
                            break
                    time.sleep(0.02)
                self.close_connection = True

            def answer_cuts(self) -> None:
                self.chunks(CUT, has_end=False)

            def answer_ends_early(self) -> None:
                self.chunks(CUT)

            def answer_cancels(self) -> None:
                self.chunks(CUT, CANCELLED)

            def answer_breaks_length(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", JSON)
                self.send_header("Content-Length", str(len(WHOLE) + 500))
                self.end_headers()
                self.wfile.write(WHOLE)
                self.close_connection = True

            def answer_html(self) -> None:
                self.whole(200, "text/html", b"<html>welcome to the secret intranet</html>")

            def answer_busy(self) -> None:
                self.whole(503, "text/plain", b"later", Retry_After="1")

            def answer_busy_once(self) -> None:
                fake.behaviour = "well"
                self.whole(503, "text/plain", b"later", Retry_After="1")

            def answer_partial(self) -> None:
                self.whole(200, JSON, WHOLE, X_SQL_State="S1TAT")

            def answer_drops_idle(self) -> None:
                self.chunks(WHOLE)
                self.close_connection = True

            def answer_digest(self) -> None:
                given = self.headers.get("Authorization", "")
                if fake.is_answer(given):
                    self.chunks(WHOLE)
                    return
                challenge = 'Digest realm="SPARQL", nonce="n1", qop="auth", algorithm="MD5"'
                self.whole(401, "text/html", b"who are you?", WWW_Authenticate=challenge)

            def answer_refuses(self) -> None:
                self.whole(401, "text/html", b"no", WWW_Authenticate='Basic realm="x"')

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            server.daemon_threads = True
            server.block_on_close = False
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}"
            finally:
                server.shutdown()

    @staticmethod
    def is_answer(given: str) -> bool:
        """Tell whether a digest is that of kg with the password of the tests."""
        parts = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
        if "response" not in parts:
            return False
        first = _md5("kg:SPARQL:kg-test-secret")
        second = _md5(f"POST:{parts['uri']}")
        middle = f"{parts['nonce']}:{parts['nc']}:{parts['cnonce']}:auth"
        return parts["response"] == _md5(f"{first}:{middle}:{second}")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
