"""`/search`: things by name and by what documents say, with facets; suggestions while typing."""

import atexit
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote_plus

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.sansio.blueprints import BlueprintSetupState

from kg.errors import NotIndexed
from kg.indexing import Keeper
from kg.query.formats import prefers_page
from kg.search.finding import FACETS, Found, Hit, Search
from kg.web.errors import RETRY_AFTER_S
from kg.web.site import Site

_PAGE: Final = 20
_SUGGESTED: Final = 10
_JOINED: Final = 200  # hits of a block for SPARQL
_IRIS: Final = ("type", "place", "framework", "agency")  # facets whose values are things


def search_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("search", __name__)
    search = Search(site.settings.root)

    @blueprint.record_once
    def keep(state: BlueprintSetupState) -> None:
        """Let the index be kept from the first search on, or from when the server starts it."""
        keeper = Keeper(site.settings)
        state.app.extensions["search"] = keeper
        atexit.register(keeper.close)

    @blueprint.route("/search")
    def find() -> Response:
        current_app.extensions["search"].start()
        text, chosen = request.args.get("q", ""), _chosen()
        if request.args.get("format") == "values":
            return _values(_made(search.find(text, chosen, limit=_JOINED)))
        offset = (site.page_number() - 1) * _PAGE
        found = search.find(text, chosen, limit=_PAGE, offset=offset)
        if not prefers_page(request.headers.get("Accept")):
            return jsonify(_plain(site, _made(found)))
        return _page(site, text, chosen, found)

    @blueprint.route("/search/suggest")
    def suggest() -> Response:
        hits = search.suggest(request.args.get("q", ""), _SUGGESTED)
        return jsonify([_told(site, hit) for hit in hits])

    @blueprint.route("/opensearch.xml")
    def described() -> Response:
        body = render_template("opensearch.xml", root=request.url_root.rstrip("/"))
        return Response(body, mimetype="application/opensearchdescription+xml")

    return blueprint


def _chosen() -> dict[str, str]:
    return {facet: text for facet in FACETS if (text := request.args.get(facet))}


def _made(found: Found) -> Found:
    """Raises: NotIndexed"""
    if not found.is_ready:
        raise NotIndexed("the search index is being made; try again in a moment")
    return found


def _values(found: Found) -> Response:
    """Return the hits as a block that joins them with a SPARQL query."""
    iris = "".join(f"<{hit.iri}> " for hit in found.hits)
    return Response(f"VALUES ?hit {{ {iris}}}\n", content_type="text/plain; charset=utf-8")


def _page(site: Site, text: str, chosen: dict[str, str], found: Found) -> Response:
    counted = {value for facet in _IRIS for value, _ in found.counts.get(facet, ())}
    page = site.page_number()
    body = render_template(
        "search.html",
        q=text,
        chosen=chosen,
        found=found,
        facets=FACETS,
        names=site.names(iri for iri in sorted({*counted, *chosen.values()}) if "://" in iri),
        without=lambda facet: site.local("/search", **_given(text, chosen, {facet: None})),
        narrowed=_narrowed(site.local("/search", **_given(text, chosen, {}))),
        first=(page - 1) * _PAGE,
        page=page,
        has_more=page * _PAGE < found.total,
    )
    if found.is_ready:
        return Response(body)
    return Response(body, 503, {"Retry-After": str(RETRY_AFTER_S), "Cache-Control": "no-store"})


def _narrowed(address: str) -> Callable[[str, str], str]:
    """Return what gives the address of the same search with one more facet chosen."""
    begun = address + ("&" if "?" in address else "?")
    return lambda facet, value: f"{begun}{facet}={quote_plus(value)}"


def _given(text: str, chosen: dict[str, str], changes: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of the same search with some facets chosen or let go."""
    return {name: value for name, value in ({"q": text} | chosen | changes).items() if value}


def _plain(site: Site, found: Found) -> dict[str, Any]:
    return {
        "total": found.total,
        "is_capped": found.is_capped,
        "instead": found.instead,
        "is_current": found.is_current,
        "hits": [
            _told(site, hit) | {"extract": "".join(part.text for part in hit.extract) or None}
            for hit in found.hits
        ],
        "facets": {facet: dict(values) for facet, values in found.counts.items()},
    }


def _told(site: Site, hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "kind_name": site.translated(f"kind: {hit.kind}"),
        "name": hit.name,
        "other_name": hit.other or None,
        "date": hit.date or None,
        "sources": hit.sources,
        "page": site.href(hit.iri),
    }
