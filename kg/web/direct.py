"""The short way of a query by GET: past Flask, when its answer is small and nothing is special.

What this answers, Flask would answer with the same status, headers and bytes. Whatever else comes
up on the way (an error, a large result) is handed over, so that nothing is evaluated twice.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, NamedTuple

from kg.errors import KgError
from kg.query.formats import Kind
from kg.query.protocol import Operation, Parts, parse
from kg.query.turns import CALLER
from kg.query.volatile import is_volatile
from kg.web import compression, fresh
from kg.web.conditional import HANDED, KEEP_AND_ASK, Handed, matching, tag_of
from kg.web.headers import HEADERS
from kg.web.site import Site
from kg.web.sparql import ACCEPT_QUERY, choice_of, connection, said_of

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_PATH: Final = "/sparql"
_MINIMUM_COMMIT: Final = "HTTP_" + fresh.HEADER.upper().replace("-", "_")
_LONGEST: Final = 8_000  # characters of an address whose parts are kept
_SHARED: Final = [
    *HEADERS.items(),
    ("Accept-Query", ACCEPT_QUERY),
    ("Vary", "Accept, Accept-Encoding"),
]


class _Question(NamedTuple):
    operation: Operation
    is_lasting: bool


class Direct:
    """Stands before the Flask application, and notes for all requests who asks."""

    def __init__(self, app: WsgiApp, site: Site) -> None:
        self._app, self._site = app, site
        self._kept_question = lru_cache(maxsize=512)(self._question)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        CALLER.set(_caller(environ.get("REMOTE_ADDR", "")))
        if (
            environ["PATH_INFO"] == _PATH
            and environ["REQUEST_METHOD"] == "GET"
            and not self._site.settings.cors_origins
            and _MINIMUM_COMMIT not in environ
        ):
            asked, accept = environ["QUERY_STRING"], environ.get("HTTP_ACCEPT")
            find = self._kept_question if len(asked) < _LONGEST else self._question
            question = find(asked, accept)
            if question:
                return self._answer(question, environ, start_response)
        return self._app(environ, start_response)

    def _question(self, query_string: str, accept: str | None) -> _Question | None:
        """Return what is asked; None when it is a page, or nothing that can be answered."""
        if "text/html" in (accept or "").lower():
            return None
        try:
            operation = parse(Parts("GET", query_string, accept=accept), *self._site.query_limits)
        except KgError:
            return None
        return _Question(operation, not is_volatile(operation.text)) if operation else None

    def _answer(
        self, question: _Question, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        state = self._site.state()
        accept = environ.get("HTTP_ACCEPT")
        headers = list(_SHARED)
        tag = ""
        if question.is_lasting:
            headers.append(("Cache-Control", KEEP_AND_ASK))
            tag = tag_of(self._site.program, state, environ, accept or "")
            if known := matching(tag, environ.get("HTTP_IF_NONE_MATCH")):
                start_response("304 NOT MODIFIED", [*headers, ("ETag", f'"{known}"')])
                return []
        try:
            answer = self._site.memory.run(question.operation, connection(environ))
        except KgError as problem:
            environ[HANDED] = Handed(problem, state)
            return self._app(environ, start_response)
        if answer.format is None or not answer.blocks.is_whole:
            environ[HANDED] = Handed(answer, state)
            return self._app(environ, start_response)
        body = b"".join(answer.blocks)
        encoding = compression.wanted(environ.get("HTTP_ACCEPT_ENCODING"))
        if encoding and len(body) >= compression.LEAST:
            body = encoding.whole(body)
            headers.append(("Content-Encoding", encoding.name))
            tag = tag and f"{tag}-{encoding.name}"
        if tag and state == self._site.state():
            headers.append(("ETag", f'"{tag}"'))
        kind: Kind = "graph" if answer.kind == "graph" else "solutions"
        headers += said_of(answer)
        headers.append(("Content-Type", choice_of(answer.format, kind, accept).content_type))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [body]


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
