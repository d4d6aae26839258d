"""The first page: what is in here, what happened last, and what to try.

It reads the full-text index, which keeps the counts, so that no request walks through the store.
"""

from typing import Final

from flask import Blueprint, Response, current_app, g, render_template
from werkzeug.wrappers import Response as AnyResponse

from kg.pages.when import Moment, said
from kg.search.finding import Overview, Search
from kg.web.entrances import entrance
from kg.web.site import Site

_SHOWN: Final = 10
PLURALS: Final = {
    "document": "documents",
    "event": "events",
    "agreement": "agreements",
    "agency": "agencies",
    "person": "people",
    "framework": "frameworks",
    "element": "framework elements",
    "series": "event series",
    "place": "places",
}
_ABOUT: Final = ("type", "place")  # facets shown of an event


def home_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("home", __name__)
    search = Search(site.settings.root)

    @blueprint.route("/")
    def home() -> AnyResponse:
        if elsewhere := entrance():
            return elsewhere
        current_app.extensions["search"].start()
        found = search.overview(_SHOWN) or Overview(-1, {}, ())
        if found.sequence != site.sequence():
            g.pop("tag", None)  # the index will catch up, and this page change, without a commit
        facets = search.facets_of(hit.iri for hit in found.latest) if found.latest else {}
        shown = {value for about in facets.values() for value in about.values() if "://" in value}
        is_chinese = site.reading().is_chinese
        body = render_template(
            "home.html",
            found=found,
            said=lambda date: said(Moment(date), is_chinese=is_chinese).text,
            plurals=PLURALS,
            is_empty=not site.sequence(),
            about={iri: [about[f] for f in _ABOUT if f in about] for iri, about in facets.items()},
            names=site.names([*(hit.iri for hit in found.latest), *sorted(shown)]),
        )
        return Response(body)

    return blueprint
