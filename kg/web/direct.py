"""The short way of a query: past Flask, when its answer is small and nothing is special.

What this answers, Flask would answer with the same status, headers and bytes. Whatever else comes
up on the way (an error, a large result) is handed over, so that nothing is evaluated twice. What
Flask has answered to a saved query is given again as it was, as long as its tag holds.

A request whose header lines have come before need not even be parsed: what they say is remembered,
and only the address or the body is new.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, NamedTuple

from kg.errors import KgError
from kg.query.formats import Kind
from kg.query.protocol import WITH_BODY, Operation, Parts, parse
from kg.query.turns import CALLER
from kg.query.volatile import is_volatile
from kg.query.workers import Answer
from kg.web import compression, fresh
from kg.web.conditional import (
    HANDED,
    KEEP_AND_ASK,
    TAG_LENGTH,
    Handed,
    begin_tag,
    lasting,
    matching,
    tag_of,
)
from kg.web.headers import HEADERS
from kg.web.keeping import Kept
from kg.web.site import Site
from kg.web.sparql import ACCEPT_QUERY, choice_of, connection, said_of

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PATH: Final = "/sparql"
FACES: Final = "/api/queries/"
_MOST_HEADS: Final = 1_000
_LONGEST_HEAD: Final = 2_000  # bytes
_LONGEST_BODY: Final = 100_000  # bytes
_NOT_SIMPLE: Final = (
    *("HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_UPGRADE"),
    "HTTP_" + fresh.HEADER.upper().replace("-", "_"),
)
_SHARED: Final = (
    *HEADERS.items(),
    ("Accept-Query", ACCEPT_QUERY),
    ("Vary", "Accept, Accept-Encoding"),
)
_OWN: Final = ("etag", "content-length")  # headers that a reply has beside those of many


def lines_of(headers: Iterable[tuple[str, str]]) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in headers])


class Headers:
    """What many replies have in common, as pairs and as it is sent."""

    __slots__ = ("lines", "pairs")

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs, self.lines = pairs, lines_of(pairs)


_UNCHANGED: Final = Headers(*_SHARED, ("Cache-Control", KEEP_AND_ASK))


class Reply(NamedTuple):
    status: str
    headers: Headers
    tag: str
    body: bytes | None

    def own_headers(self) -> list[tuple[str, str]]:
        tag = [("ETag", f'"{self.tag}"')] if self.tag else []
        length = [("Content-Length", str(len(self.body)))] if self.body is not None else []
        return tag + length


class Head(NamedTuple):
    """What the header lines of a request say, and who sent them."""

    remote: str
    caller: str
    accept: str | None
    content_type: str | None
    encodings: str | None
    is_browser: bool  # that may want a page
    known_tags: str | None
    begun_tag: "hashlib._Hash"

    @property
    def encoding(self) -> str:
        chosen = compression.wanted(self.encodings)
        return chosen.name if chosen else ""


@dataclass(slots=True)
class Wire:
    """A request as it came, with what was found before anything was parsed."""

    method: str
    path: str
    asked: str  # behind the question mark
    lines: bytes = b""  # of the head, below the first; of one with a body, all but its length
    client: str = ""
    length: int = 0  # of the body
    body: bytes = b""  # as much as there is of it
    handed: Handed | None = None

    def is_whole(self, more: Callable[[], bytes]) -> bool:
        """Wait for the rest of the body; tell whether it came, and nothing behind it."""
        while len(self.body) < self.length and (data := more()):
            self.body += data
        return len(self.body) == self.length

    def close(self) -> None:
        """Free the query process of an answer that nobody has taken."""
        if self.handed and isinstance(self.handed.outcome, Answer):
            self.handed.outcome.blocks.close()


ON_WIRE: Final[ContextVar[Wire | None]] = ContextVar("wire", default=None)
"""The request that this thread is about to parse; its header lines may be remembered."""


class Direct:
    """Stands before the Flask application, and notes for all requests who asks."""

    def __init__(self, app: WsgiApp, site: Site) -> None:
        self._app, self._site = app, site
        self._heads: dict[tuple[bytes, str], Head] = {}
        self._replies = Kept[Reply](site.settings.result_cache_bytes)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        head, wire = self._head(environ), ON_WIRE.get()
        CALLER.set(head.caller)
        if wire and wire.handed:
            environ[HANDED], wire.handed = wire.handed, None
        elif self._is_simple(environ):
            if wire and environ.get("HTTP_CONNECTION", "keep-alive").lower() == "keep-alive":
                self._remember(wire, head, int(environ.get("CONTENT_LENGTH") or 0))
            request = _read(environ)
            found = self._find(request, head, environ)
            if isinstance(found, Reply):
                start_response(found.status, [*found.headers.pairs, *found.own_headers()])
                return [found.body] if found.body else []
            if found:
                environ[HANDED] = found
            elif request.path != PATH and not head.is_browser:
                return self._answered(environ, start_response, head)
        return self._app(environ, start_response)

    def reply(self, wire: Wire, sock: Any, more: Callable[[], bytes]) -> tuple[Head, Reply] | None:
        """Answer a request whose header lines are known; what is no reply waits in `wire`.

        `more` gives what else of the body has come, as `wire` then does.
        """
        head = self._heads.get((wire.lines, wire.client))
        if head is None or not self._is_short(wire.length) or not wire.is_whole(more):
            return None
        CALLER.set(head.caller)
        found = self._find(wire, head, {"gunicorn.socket": sock})
        if isinstance(found, Reply):
            return head, found
        wire.handed = found
        return None

    def _is_simple(self, environ: Mapping[str, Any]) -> bool:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        length = environ.get("CONTENT_LENGTH", "")
        if method in WITH_BODY:
            is_simple = path == PATH and length.isdecimal() and self._is_short(int(length))
        else:
            is_here = path == PATH or path.startswith(FACES)
            is_simple = method == "GET" and is_here and not length
        return (
            is_simple
            and not self._site.settings.cors_origins
            and not any(name in environ for name in _NOT_SIMPLE)
        )

    def _is_short(self, length: int) -> bool:
        """Tell whether a body is one to read at once, and may be as long as it is."""
        return length <= min(self._site.settings.max_body_bytes or _LONGEST_BODY, _LONGEST_BODY)

    def _remember(self, wire: Wire, head: Head, length: int) -> None:
        if len(wire.lines) > _LONGEST_HEAD or wire.length != length:
            return
        if len(self._heads) >= _MOST_HEADS:
            self._heads.clear()
        self._heads[wire.lines, wire.client] = head

    def _head(self, environ: Mapping[str, Any]) -> Head:
        remote, accept = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_ACCEPT")
        return Head(
            remote,
            _caller(remote),
            accept,
            environ.get("CONTENT_TYPE"),
            environ.get("HTTP_ACCEPT_ENCODING"),
            "text/html" in (accept or "").lower(),
            environ.get("HTTP_IF_NONE_MATCH"),
            begin_tag(self._site.program, environ),
        )

    def _question(self, wire: Wire, head: Head) -> Operation | None:
        """Return what is asked; None when it is a page, or nothing that can be answered."""
        if head.is_browser:
            return None
        parts = Parts(wire.method, wire.asked, head.content_type, wire.body, head.accept)
        try:
            return parse(parts, *self._site.query_limits)
        except KgError:
            return None

    def _answered(
        self, environ: dict[str, Any], start_response: Callable[..., Any], head: Head
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep what it says under the tag that it gives."""
        said: dict[str, str] = {}
        begun: list[Reply] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said.update((name.lower(), value) for name, value in headers)
            shared = Headers(*(pair for pair in headers if pair[0].lower() not in _OWN))
            begun.append(Reply(status, shared, said.get("etag", "").strip('"'), None))
            return start_response(status, headers, *more)

        blocks = self._app(environ, begin)
        reply = begun[-1] if begun else None
        if not reply or reply.status != "200 OK" or not reply.tag or "content-length" not in said:
            return blocks
        try:
            body = b"".join(blocks)
        finally:
            if close := getattr(blocks, "close", None):
                close()
        tag = reply.tag[:TAG_LENGTH]
        self._replies.put(f"{tag} {head.encoding}", reply._replace(body=body), len(body))
        return [body]

    def _find(self, wire: Wire, head: Head, environ: Mapping[str, Any]) -> Reply | Handed | None:
        """Answer a query, or return what others are to make an answer of."""
        if wire.path == PATH:
            return self._evaluated(wire, head, environ)
        if head.is_browser:  # which may get another language
            return None
        tag = tag_of(head.begun_tag, self._site.state(), wire.asked, "", wire.path)
        if known := matching(tag, head.known_tags):
            saved = self._site.queries().get(wire.path.removeprefix(FACES).rpartition(".")[0])
            return Reply("304 NOT MODIFIED", _unchanged(lasting(saved)), known, None)
        return self._replies.get(f"{tag} {head.encoding}")

    def _evaluated(
        self, wire: Wire, head: Head, environ: Mapping[str, Any]
    ) -> Reply | Handed | None:
        operation = self._question(wire, head)
        if not operation:
            return None
        state, tag = self._site.state(), ""

        def name() -> None:
            nonlocal tag
            if wire.method == "GET" and not is_volatile(operation.text):
                tag = tag_of(head.begun_tag, state, wire.asked, head.accept or "", PATH)

        if head.known_tags:
            name()
            if tag and (known := matching(tag, head.known_tags)):
                return Reply("304 NOT MODIFIED", _UNCHANGED, known, None)
        try:
            answer = self._site.memory.run(operation, connection(environ), state, name)
        except KgError as problem:
            return Handed(problem, state)
        if answer.format is None or not answer.blocks.is_whole:
            return Handed(answer, state)
        if not tag:
            name()
        return _reply(answer, head, tag, state)


def _read(environ: dict[str, Any]) -> Wire:
    """Return a request with its body, which others may read again."""
    body = b""
    if environ["REQUEST_METHOD"] in WITH_BODY:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
    path, asked = environ["PATH_INFO"], environ["QUERY_STRING"]
    return Wire(environ["REQUEST_METHOD"], path, asked, body=body)


def _reply(answer: Answer, head: Head, tag: str, state: str) -> Reply:
    body = answer.blocks.taken()
    encoding = compression.wanted(head.encodings)
    if encoding and len(body) >= compression.LEAST:
        body = encoding.whole(body)
        name = encoding.name
    else:
        name = ""
    headers = _headers(
        *(bool(tag), name, answer.kind, answer.format or "", head.accept),
        *said_of(answer),
    )
    if not state.startswith(f"{answer.sequence}-"):  # it is of the next state
        tag = ""
    return Reply("200 OK", headers, f"{tag}-{name}" if tag and name else tag, body)


@lru_cache(maxsize=256)
def _unchanged(cache_control: str) -> Headers:
    """Return the headers by which a saved query is said to have the same answer."""
    vary = ("Vary", "Accept-Encoding")
    return Headers(*HEADERS.items(), vary, ("Cache-Control", cache_control))


@lru_cache(maxsize=256)
def _headers(
    is_lasting: bool,
    encoding: str,
    kind: Kind,
    suffix: str,
    accept: str | None,
    *said: tuple[str, str],
) -> Headers:
    content_type = choice_of(suffix, kind, accept).content_type
    return Headers(
        *(_UNCHANGED.pairs if is_lasting else _SHARED),
        *([("Content-Encoding", encoding)] if encoding else []),
        *said,
        ("Content-Type", content_type),
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
