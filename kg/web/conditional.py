"""What has not changed is not computed again: strong ETags made of the state of the store.

A tag stands for the state, the program with its settings, the address, and `Accept` where the
answer depends on it; so it is known before anything is evaluated.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask import Flask, Response, g, request
from werkzeug.http import parse_etags

from kg.errors import KgError
from kg.query.formats import prefers_page
from kg.query.saved import SavedQuery
from kg.query.volatile import is_volatile
from kg.query.workers import Answer
from kg.web import language
from kg.web.compression import OFFERED
from kg.web.keeping import Kept
from kg.web.site import Site

TAGGED: Final = frozenset(
    {
        *("home.home", "documents.documents", "documents.document", "resources.page"),
        *("resources.data", "sparql.sparql", "queries.queries", "queries.query", "queries.data"),
        *("queries.embed", "queries.openapi", "queries.api", "dashboard.dashboard"),
        *("resources.concept", "resources.anything", "resources.why"),
        *("entrances.everything", "entrances.of_one_kind"),
        *("vocabulary.vocabulary", "vocabulary.scheme"),
        *("vocabulary.context", "vocabulary.shapes"),
        *("changes.changes", "changes.commit", "changes.as_json", "changes.as_atom"),
        "stream.root",
    }
)
NEGOTIATED: Final = frozenset(
    {
        *("sparql.sparql", "resources.thing", "resources.data", "entrances.everything"),
        *("vocabulary.vocabulary", "vocabulary.scheme"),
        *("changes.changes", "stream.root", "stream.node"),
    }
)
_DATA: Final = frozenset(
    {
        *("queries.data", "queries.openapi", "vocabulary.context", "vocabulary.shapes"),
        *("changes.as_json", "changes.as_atom", "resources.data"),
        *("entrances.everything", "entrances.of_one_kind"),
    }
)
_SUFFIXES: Final = ("", *(f"-{encoding.name}" for encoding in OFFERED))  # of what is compressed
TAG_LENGTH: Final = 32  # without what an encoding adds
_BYTES: Final = "utf-8", "surrogateescape"
KEEP_AND_ASK: Final = "no-cache"  # caches may keep it, but ask each time
FACE: Final = "queries.data"
HANDED: Final = "kg.handed"  # in the environment, by kg.web.direct
_KEPT_OTHERWISE: Final = frozenset({"sparql.sparql", FACE})
_PART: Final = 4  # of the bytes for results, how much pages may take
_HOST: Final = (
    *("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT"),
    "SCRIPT_NAME",
)


class Page(NamedTuple):
    """What a view has answered, not yet compressed."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Pages:
    """Pages that many look at are not written again for each of them."""

    def __init__(self, most_bytes: int) -> None:
        self._kept = Kept[Page](most_bytes)

    def again(self, tag: str) -> Response | None:
        page = self._kept.get(tag)
        return Response(page.body, headers=list(page.headers)) if page else None

    def keep(self, tag: str, response: Response) -> None:
        if response.status_code == 200 and not response.is_streamed:
            body = response.get_data()
            self._kept.put(tag, Page(body, tuple(response.headers)), len(body))


@dataclass(frozen=True, slots=True)
class Handed:
    """What was evaluated already, or why it could not be, and the state before it."""

    outcome: Answer | KgError
    state: str


def register(app: Flask, site: Site) -> None:
    pages = Pages(site.settings.result_cache_bytes // _PART)

    @app.before_request
    def unchanged() -> Response | None:
        if not _is_lasting(site):
            return None
        handed = request.environ.get(HANDED)
        g.state = handed.state if handed else site.state()
        begun, asked = begin_tag(site.program, request.environ), request.environ["QUERY_STRING"]
        g.tag = tag_of(begun, g.state, asked, _wanted(site), request.environ["PATH_INFO"])
        tag = matching(g.tag, request.headers.get("If-None-Match"))
        if handed:
            return None
        return pages.again(g.tag) if tag is None else _not_modified(tag)

    @app.after_request
    def tag(response: Response) -> Response:
        _add_vary(response)
        if "tag" in g and response.status_code in (200, 304):
            response.headers["Cache-Control"] = _lasting(site)
            if site.state() == g.state:  # else parts may be of the next state
                response.headers.setdefault("ETag", f'"{g.tag}"')
                if request.endpoint not in _KEPT_OTHERWISE:
                    pages.keep(g.tag, response)
        return response


def _not_modified(tag: str) -> Response:
    response = Response(status=304)
    del response.headers["Content-Type"]
    response.set_etag(tag)
    return response


def _add_vary(response: Response) -> None:
    if request.endpoint in NEGOTIATED:
        response.vary.add("Accept")
    if request.endpoint in TAGGED:
        response.vary.add("Accept-Encoding")
    if response.status_code == 304 and _is_page():
        response.vary.update(language.VARIED)


def lasting(query: SavedQuery | None) -> str:
    """Return how long caches may give an answer of a saved query again without asking."""
    return f"max-age={query.cache_s}" if query and query.cache_s else KEEP_AND_ASK


def begin_tag(program: str, environ: Mapping[str, Any]) -> "hashlib._Hash":
    """Return what the tags of all requests to one host have in common."""
    host = (environ.get(name, "") for name in _HOST)
    return hashlib.sha256("\n".join((program, *host)).encode(*_BYTES))


def tag_of(begun: "hashlib._Hash", state: str, asked: str, wanted: str, path: str) -> str:
    """Return the tag of what a request gets in this state, uncompressed.

    What is wanted is the form and the language, where the answer depends on them.
    """
    digest = begun.copy()
    digest.update(f"\n{state}\n{asked}\n{wanted}\n{path}".encode(*_BYTES))
    return digest.hexdigest()[:TAG_LENGTH]


def matching(tag: str, if_none_match: str | None) -> str | None:
    """Return the tag that the client has already, in whichever encoding."""
    if not if_none_match or tag not in if_none_match:
        return None
    known = parse_etags(if_none_match)
    return next((t for suffix in _SUFFIXES if known.contains_weak(t := tag + suffix)), None)


def _wanted(site: Site) -> str:
    """Return what an answer depends on beside its address: form, and language."""
    accept = request.headers.get("Accept", "") if request.endpoint in NEGOTIATED else ""
    tongue = language.negotiated(site.settings.languages)
    return f"{accept}\n{tongue}" if tongue else accept


def _lasting(site: Site) -> str:
    name = (request.view_args or {}).get("name", "") if request.endpoint == FACE else ""
    return lasting(site.queries().get(name))


def _is_page() -> bool:
    return request.endpoint not in _DATA and prefers_page(request.headers.get("Accept"))


def _is_lasting(site: Site) -> bool:
    """Tell whether the same request has the same answer until the data change."""
    if request.method not in ("GET", "HEAD") or request.endpoint not in TAGGED:
        return False
    if request.endpoint == "sparql.sparql":
        return not is_volatile(request.args.get("query", ""))
    saved = site.queries().get((request.view_args or {}).get("name", ""))
    return saved is None or not is_volatile(saved.text)
