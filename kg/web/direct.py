"""The short way of a query by GET: past Flask, when its answer is small and nothing is special.

What this answers, Flask would answer with the same status, headers and bytes. Whatever else comes
up on the way (an error, a large result) is handed over, so that nothing is evaluated twice.

A request whose header lines have come before need not even be parsed: what they say is remembered,
and only the address is new.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, NamedTuple

from kg.errors import KgError
from kg.query.formats import Kind
from kg.query.protocol import Operation, Parts, parse
from kg.query.turns import CALLER
from kg.query.volatile import is_volatile
from kg.query.workers import Answer
from kg.web import compression, fresh
from kg.web.conditional import ADDRESS, HANDED, KEEP_AND_ASK, Handed, matching, tag_of
from kg.web.headers import HEADERS
from kg.web.site import Site
from kg.web.sparql import ACCEPT_QUERY, choice_of, connection, said_of

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PATH: Final = "/sparql"
_LONGEST: Final = 8_000  # characters of an address whose parts are kept
_MOST_HEADS: Final = 1_000
_LONGEST_HEAD: Final = 2_000  # bytes
_NOT_SIMPLE: Final = (
    *("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_UPGRADE"),
    "HTTP_" + fresh.HEADER.upper().replace("-", "_"),
)
_SHARED: Final = [
    *HEADERS.items(),
    ("Accept-Query", ACCEPT_QUERY),
    ("Vary", "Accept, Accept-Encoding"),
]


class Reply(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class Head(NamedTuple):
    """What the header lines of a request say, and who sent them."""

    remote: str
    caller: str
    accept: str | None
    encodings: str | None
    known_tags: str | None
    address: Mapping[str, str]


@dataclass(slots=True)
class Wire:
    """A request as it came, with what was found before anything was parsed."""

    lines: bytes  # of the head, below the first
    client: str
    handed: Handed | None = None

    def close(self) -> None:
        """Free the query process of an answer that nobody has taken."""
        if self.handed and isinstance(self.handed.outcome, Answer):
            self.handed.outcome.blocks.close()


ON_WIRE: Final[ContextVar[Wire | None]] = ContextVar("wire", default=None)
"""The request that this thread is about to parse; its header lines may be remembered."""


class _Question(NamedTuple):
    operation: Operation
    is_lasting: bool


class Direct:
    """Stands before the Flask application, and notes for all requests who asks."""

    def __init__(self, app: WsgiApp, site: Site) -> None:
        self._app, self._site = app, site
        self._kept_question = lru_cache(maxsize=512)(self._question)
        self._heads: dict[tuple[bytes, str], Head] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        head, wire = _head(environ), ON_WIRE.get()
        CALLER.set(head.caller)
        if wire and wire.handed:
            environ[HANDED], wire.handed = wire.handed, None
        elif self._is_simple(environ):
            if wire and environ.get("HTTP_CONNECTION", "keep-alive").lower() == "keep-alive":
                self._remember(wire, head)
            found = self._find(environ["QUERY_STRING"], head, environ)
            if isinstance(found, Reply):
                start_response(found.status, found.headers)
                return [found.body] if found.body else []
            environ[HANDED] = found
        return self._app(environ, start_response)

    def reply(self, wire: Wire, asked: str, sock: Any) -> tuple[Head, Reply] | None:
        """Answer a request whose header lines are known; what is no reply waits in `wire`."""
        head = self._heads.get((wire.lines, wire.client))
        if head is None:
            return None
        CALLER.set(head.caller)
        found = self._find(asked, head, {"gunicorn.socket": sock})
        if isinstance(found, Reply):
            return head, found
        wire.handed = found
        return None

    def _is_simple(self, environ: Mapping[str, Any]) -> bool:
        return (
            environ["PATH_INFO"] == PATH
            and environ["REQUEST_METHOD"] == "GET"
            and not self._site.settings.cors_origins
            and not any(name in environ for name in _NOT_SIMPLE)
        )

    def _remember(self, wire: Wire, head: Head) -> None:
        if len(wire.lines) > _LONGEST_HEAD:
            return
        if len(self._heads) >= _MOST_HEADS:
            self._heads.clear()
        self._heads[wire.lines, wire.client] = head

    def _question(self, query_string: str, accept: str | None) -> _Question | None:
        """Return what is asked; None when it is a page, or nothing that can be answered."""
        if "text/html" in (accept or "").lower():
            return None
        try:
            operation = parse(Parts("GET", query_string, accept=accept), *self._site.query_limits)
        except KgError:
            return None
        return _Question(operation, not is_volatile(operation.text)) if operation else None

    def _find(self, asked: str, head: Head, environ: Mapping[str, Any]) -> Reply | Handed | None:
        """Answer a query, or return what others are to make an answer of."""
        find = self._kept_question if len(asked) < _LONGEST else self._question
        question = find(asked, head.accept)
        if not question:
            return None
        state = self._site.state()
        headers, tag = list(_SHARED), ""
        if question.is_lasting:
            headers.append(("Cache-Control", KEEP_AND_ASK))
            address = {**head.address, "QUERY_STRING": asked}
            tag = tag_of(self._site.program, state, address, head.accept or "")
            if known := matching(tag, head.known_tags):
                return Reply("304 NOT MODIFIED", [*headers, ("ETag", f'"{known}"')], b"")
        try:
            answer = self._site.memory.run(question.operation, connection(environ))
        except KgError as problem:
            return Handed(problem, state)
        if answer.format is None or not answer.blocks.is_whole:
            return Handed(answer, state)
        body = b"".join(answer.blocks)
        encoding = compression.wanted(head.encodings)
        if encoding and len(body) >= compression.LEAST:
            body = encoding.whole(body)
            headers.append(("Content-Encoding", encoding.name))
            tag = tag and f"{tag}-{encoding.name}"
        if tag and state.startswith(f"{answer.sequence}-"):  # else it is of the next state
            headers.append(("ETag", f'"{tag}"'))
        kind: Kind = "graph" if answer.kind == "graph" else "solutions"
        headers += said_of(answer)
        content_type = choice_of(answer.format, kind, head.accept).content_type
        headers.append(("Content-Type", content_type))
        headers.append(("Content-Length", str(len(body))))
        return Reply("200 OK", headers, body)


def _head(environ: Mapping[str, Any]) -> Head:
    remote = environ.get("REMOTE_ADDR", "")
    return Head(
        remote,
        _caller(remote),
        environ.get("HTTP_ACCEPT"),
        environ.get("HTTP_ACCEPT_ENCODING"),
        environ.get("HTTP_IF_NONE_MATCH"),
        {name: environ.get(name, "") for name in ADDRESS},
    )


@lru_cache(maxsize=1_024)
def _caller(address: str) -> str:
    """Return who asks: an address, or the network that IPv6 gives to each customer."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
