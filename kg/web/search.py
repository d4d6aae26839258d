"""`/search`: things by name and by what documents say, with facets; suggestions while typing."""

import atexit
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from pyoxigraph import NamedNode

from kg.query.formats import prefers_page
from kg.search.finding import FACETS, Found, Hit, Search
from kg.search.keeper import Keeper
from kg.web.site import Site

_PAGE: Final = 20
_SUGGESTED: Final = 10
_IRIS: Final = ("type", "place", "framework")  # facets whose values are things


def search_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("search", __name__)
    search = Search(Path(site.settings.store))

    @blueprint.record_once
    def keep(state: BlueprintSetupState) -> None:
        """Let the index be kept from the first search on, or from when the server starts it."""
        keeper = Keeper(Path(site.settings.store), site.namespace.base)
        state.app.extensions["search"] = keeper
        atexit.register(keeper.close)

    @blueprint.route("/search")
    def find() -> Response:
        current_app.extensions["search"].start()
        text, chosen = request.args.get("q", ""), _chosen()
        offset = (site.page_number() - 1) * _PAGE
        found = search.find(text, chosen, limit=_PAGE, offset=offset)
        if not prefers_page(request.headers.get("Accept")):
            return jsonify(_plain(site, found))
        return _page(site, text, chosen, found)

    @blueprint.route("/search/suggest")
    def suggest() -> Response:
        hits = search.suggest(request.args.get("q", ""), _SUGGESTED)
        return jsonify([_told(site, hit) for hit in hits])

    return blueprint


def _chosen() -> dict[str, str]:
    return {facet: text for facet in FACETS if (text := request.args.get(facet))}


def _page(site: Site, text: str, chosen: dict[str, str], found: Found) -> Response:
    iris = [
        value
        for facet in _IRIS
        for value in (*(v for v, _ in found.counts.get(facet, ())), chosen.get(facet, ""))
        if value
    ]
    page = site.page_number()
    body = render_template(
        "search.html",
        q=text,
        chosen=chosen,
        found=found,
        facets=FACETS,
        names=site.names(str(NamedNode(iri).value) for iri in iris if "://" in iri),
        refined=lambda **changes: _address(text, chosen, changes),
        first=(page - 1) * _PAGE,
        page=page,
        has_more=page * _PAGE < found.total,
    )
    return Response(body)


def _address(text: str, chosen: dict[str, str], changes: dict[str, str | None]) -> str:
    """Return the parameters of the same search with some facets chosen or let go."""
    language = {"lang": request.args["lang"]} if request.args.get("lang") else {}
    wanted = {"q": text, **chosen, **changes, **language}
    return urlencode({name: value for name, value in wanted.items() if value})


def _plain(site: Site, found: Found) -> dict[str, Any]:
    return {
        "total": found.total,
        "is_capped": found.is_capped,
        "instead": found.instead,
        "is_ready": found.is_ready,
        "hits": [_told(site, hit) for hit in found.hits],
        "facets": {facet: dict(values) for facet, values in found.counts.items()},
    }


def _told(site: Site, hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "name": hit.name,
        "other_name": hit.other or None,
        "sources": hit.sources,
        "page": site.href(hit.iri),
    }
