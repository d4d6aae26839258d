"""What has not changed is not computed again: strong ETags made of the state of the store.

A tag stands for the state, the program with its settings, the address, and `Accept` where the
answer depends on it; so it is known before anything is evaluated.
"""

import hashlib
from importlib.metadata import version
from typing import Final

from flask import Flask, Response, g, request

from kg.query.saved import saved_queries
from kg.query.volatile import is_volatile
from kg.web.site import Site

TAGGED: Final = frozenset(
    {
        *("home.home", "documents.documents", "documents.document", "resources.page"),
        *("resources.data", "sparql.sparql", "queries.queries", "queries.query", "queries.data"),
        *("vocabulary.vocabulary", "vocabulary.scheme"),
        *("vocabulary.context", "vocabulary.shapes"),
    }
)
NEGOTIATED: Final = frozenset(
    {
        *("sparql.sparql", "resources.thing", "resources.data"),
        *("vocabulary.vocabulary", "vocabulary.scheme"),
    }
)
COMPRESSED: Final = "-gzip"  # ends the tag of an answer that is sent compressed


def register(app: Flask, site: Site) -> None:
    program = f"{version('ecoaccord')} {site.settings!r}"

    @app.before_request
    def unchanged() -> Response | None:
        if not _is_lasting():
            return None
        g.state = site.state()
        g.tag = _tag(program, g.state)
        known = request.if_none_match
        for tag in (g.tag, g.tag + COMPRESSED):
            if not known.star_tag and known.contains_weak(tag):
                response = Response(status=304)
                del response.headers["Content-Type"]
                response.set_etag(tag)
                return response
        return None

    @app.after_request
    def tag(response: Response) -> Response:
        if request.endpoint in NEGOTIATED:
            response.vary.add("Accept")
        if request.endpoint in TAGGED:
            response.vary.add("Accept-Encoding")
        if "tag" in g and response.status_code in (200, 304):
            response.headers["Cache-Control"] = "no-cache"  # keep it, but ask each time
            if site.state() == g.state:  # else parts may be of the next state
                response.headers.setdefault("ETag", f'"{g.tag}"')
        return response


def _is_lasting() -> bool:
    """Tell whether the same request has the same answer until the data change."""
    if request.method not in ("GET", "HEAD") or request.endpoint not in TAGGED:
        return False
    if request.endpoint == "sparql.sparql":
        return not is_volatile(request.args.get("query", ""))
    saved = saved_queries().get((request.view_args or {}).get("name", ""))
    return saved is None or not is_volatile(saved.text)


def _tag(program: str, state: str) -> str:
    accept = request.headers.get("Accept", "") if request.endpoint in NEGOTIATED else ""
    address = (request.scheme, request.host, request.script_root, request.path)
    query = request.query_string.decode("ascii", "replace")
    parts = "\n".join((program, state, *address, query, accept))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
