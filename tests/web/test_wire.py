"""What arrives is read alike, in pieces or at once, the first time or again, encoded or not."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pytest
from web.small_graph import fill
from web.test_live import COUNT, Server, start, stop

pytestmark = pytest.mark.live

EVENTS = quote("SELECT ?e ?p { ?e a <https://w3id.org/ecoaccord/ns#Event> ; ?p [] } ORDER BY ?e ?p")
REQUESTS = [
    f"query={EVENTS}",
    f"query={EVENTS}&format=csv&limit=3",
    "query=" + quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 9"),
    "query=" + quote("SELECT (1 AS ?one) (NOW() > 1 AS ?t) {}"),
    "query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"),
    "query=nonsense",
    "query=" + quote("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"),
    "",
]
ACCEPTED = ["*/*", "text/csv", "image/png"]

ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("wire") / "store"
    fill(root)
    running = start(root)
    yield running
    stop(running)


class Wire:
    """One connection, on which answers are told apart by their lengths."""

    def __init__(self, server: Server) -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        self._came = b""

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.socket.sendall(piece)
            time.sleep(0.02 if len(pieces) > 1 else 0)

    def answer(self) -> tuple[list[bytes], bytes]:
        """Return the head, without what tells the time, and the body."""
        lines = self._take(b"\r\n\r\n").split(b"\r\n")
        told = dict(line.split(b": ", 1) for line in lines[1:])
        body = b""
        if "Transfer-Encoding" in str(told):
            while length := int(self._take(b"\r\n"), 16):
                body += self._first(length + 2)[:-2]
            self._first(2)
        else:
            body = self._first(int(told.get(b"Content-Length", 0)))
        return sorted(line for line in lines if not line.startswith(b"Date: ")), body

    def _take(self, end: bytes) -> bytes:
        while end not in self._came:
            self._read()
        taken, _, self._came = self._came.partition(end)
        return taken

    def _first(self, length: int) -> bytes:
        while len(self._came) < length:
            self._read()
        taken, self._came = self._came[:length], self._came[length:]
        return taken

    def _read(self) -> None:
        more = self.socket.recv(65_536)
        assert more, f"the connection has ended after {self._came!r}"
        self._came += more


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    one = Wire(server)
    with closing(one.socket):
        yield one


@pytest.mark.parametrize("accept", ACCEPTED)
@pytest.mark.parametrize("asked", REQUESTS)
def test_what_was_parsed_before_is_answered_alike(wire: Wire, asked: str, accept: str) -> None:
    request = f"GET /sparql?{asked} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n".encode()
    wire.send(request)
    parsed = wire.answer()
    wire.send(request)
    assert wire.answer() == parsed


def posted(body: bytes, more: str = "", method: str = "POST") -> bytes:
    head = f"{method} /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n{more}"
    kind = "Content-Type: application/x-www-form-urlencoded"
    return f"{head}{kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize("asked", [*REQUESTS, "query=ASK%20%7B%7D%23" + "x" * 200_000])
def test_a_body_is_answered_alike_whether_its_lines_were_known(wire: Wire, asked: str) -> None:
    body = asked.encode()
    for method in ("POST", "QUERY"):
        request = posted(body, method=method)
        end = len(request) - len(body)
        wire.send(request)
        parsed = wire.answer()
        wire.send(request)
        assert wire.answer() == parsed
        wire.send(request[:end], body[:5], body[5:])
        assert wire.answer() == parsed


def test_the_length_of_a_body_is_believed(wire: Wire) -> None:
    yes, no = posted(b"query=ASK%20%7B%7D"), posted(b"query=ASK%20%7B%3Ca:b%3E%20?p%20?o%7D")
    wire.send(yes + no + ASK + yes)
    assert [wire.answer()[1].split()[-1] for _ in range(4)] == [b"true", b"false", b"true", b"true"]
    for _ in range(2):
        wire.send(yes + no)
        assert [wire.answer()[1].split()[-1] for _ in range(2)] == [b"true", b"false"]


def test_a_length_that_is_written_otherwise_is_believed_too(wire: Wire) -> None:
    body = b"default-graph-uri=a:b"
    line = b"Content-Length:\t%d" % len(body)
    request = posted(body).replace(b"Content-Length: %d" % len(body), line)
    request = request.replace(b"/sparql", b"/sparql?query=ASK%20%7B%7D")
    for _ in range(3):
        wire.send(request[: -len(body)], body)
        assert b"HTTP/1.1 200 OK" in wire.answer()[0]


@pytest.mark.parametrize(
    "length", ["Content-Length: ", "Content-Length: 4\r\nContent-Length: 40", "Content-Length: +4"]
)
def test_a_known_head_does_not_speak_for_another_length(server: Server, length: str) -> None:
    known = posted(b"query=ASK%20%7B%7D")
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(known)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
            connection.sendall(known.replace(b"Content-Length: 18", length.encode()))
            assert connection.recv(65_536).startswith(b"HTTP/1.1 400")


def test_a_saved_query_is_answered_alike_whether_its_lines_were_known(wire: Wire) -> None:
    def ask(path: str, more: str = "") -> tuple[list[bytes], bytes]:
        lines = f"Host: x\r\nAccept: */*\r\n{more}\r\n"
        wire.send(f"GET /api/queries/{path} HTTP/1.1\r\n{lines}".encode())
        return wire.answer()

    for path in ("timeline.json", "timeline.csv?limit=1", "timeline.csv?", "none.json"):
        first = ask(path)
        assert [ask(path), ask(path)] == [first, first]
    tag = next(line for line in ask("timeline.json")[0] if line.startswith(b"ETag"))
    for _ in range(3):
        head, body = ask("timeline.json", f"If-None-Match: {tag[6:].decode()}\r\n")
        assert b"HTTP/1.1 304 NOT MODIFIED" in head and not body
        assert b"HTTP/1.1 200 OK" in ask("timeline.csv", "If-None-Match: x\r\n")[0]


def test_answers_carry_a_tag_and_tags_are_honoured(wire: Wire) -> None:
    wire.send(ASK)
    tag = next(line for line in wire.answer()[0] if line.startswith(b"ETag"))
    again = ASK[:-2] + b"If-None-Match: " + tag[6:] + b"\r\n\r\n"
    for _ in range(3):
        wire.send(again)
        head, body = wire.answer()
        assert b"HTTP/1.1 304 NOT MODIFIED" in head and not body


def test_pieces_and_several_at_once_are_read_as_one_each(wire: Wire) -> None:
    wire.send(ASK)
    whole = wire.answer()
    wire.send(ASK[:30], ASK[30:60], ASK[60:])
    assert wire.answer() == whole
    wire.send(ASK + ASK)
    assert [wire.answer(), wire.answer()] == [whole, whole]


def test_a_known_head_does_not_speak_for_a_request_with_a_body(wire: Wire) -> None:
    wire.send(ASK)
    wire.answer()
    with_body = ASK[:-2] + b"Content-Length: 5\r\n\r\n"
    for _ in range(2):
        wire.send(with_body, b"hello")
        assert b"HTTP/1.1 200 OK" in wire.answer()[0]
    wire.send(ASK)
    assert b"HTTP/1.1 200 OK" in wire.answer()[0]


@pytest.mark.parametrize(
    "ending",
    [b" HTTP/1.0\r\nHost: x\r\n\r\n", b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
)
def test_who_wants_the_connection_to_end_sees_it_end(server: Server, ending: bytes) -> None:
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(b"GET /sparql?query=ASK%7B%7D" + ending)
            came = b"".join(iter(lambda: connection.recv(65_536), b""))
        assert b"Connection: close" in came and b"true" in came


@pytest.mark.parametrize("word", ["昆蒙框架", "Übereinkommen", "%E6%98%86蒙"])
def test_an_address_may_hold_characters_as_they_are(wire: Wire, word: str) -> None:
    """curl sends what stands in the command."""
    for path in (
        "/search/suggest?q={}",
        "/sparql?format=csv&query=SELECT%20%28%22{}%22%20AS%20?w%29%20%7B%7D",
    ):
        encoded = quote(word, safe="%")
        request = "GET {} HTTP/1.1\r\nHost: x\r\nAccept: application/json, text/csv\r\n\r\n"
        answers = []
        for each in (word, encoded):
            raw = request.format(path.format(each)).encode()
            wire.send(raw[:40], raw[40:])
            answers.append(wire.answer())
        assert answers[0][1] == answers[1][1]
        assert b"HTTP/1.1 200 OK" in answers[0][0]


def test_other_bytes_beyond_ascii_do_not_pass(server: Server) -> None:
    for line, status in (
        (b"G\xc3\x89T /healthz HTTP/1.1", b"400"),
        (b"GET /search?q=\xe6\x98\x86 x HTTP/1.1", b"400"),
        (b"GET /search?q=" + b"\xe6" * 9_000 + b" HTTP/1.1", b"414"),
        (b"\xe6" * 20_000, b"4"),
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(line + b"\r\nHost: x\r\n\r\n")
            assert connection.recv(65_536).split(b" ")[1].startswith(status), line[:40]


def test_a_query_of_several_thousand_characters_may_stand_in_the_address(server: Server) -> None:
    for length, status in ((6_000, 200), (9_000, 414)):
        assert server.ask(COUNT + "#" + "x" * length)[0] == status
