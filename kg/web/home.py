"""The first page: what is in here, what happened last, and what to try."""

from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from kg import facts
from kg.errors import StoreProblem
from kg.iris import PREFIXES
from kg.web.site import Site

_LATEST: Final = """PREFIX ea: <%s>
SELECT ?event ?type ?date ?place {
  ?event a ea:Event ; ea:dateEdtf ?date .
  OPTIONAL { ?event ea:eventType ?type } OPTIONAL { ?event ea:place ?place }
  FILTER(!STRSTARTS(STR(?date), "X"))
} ORDER BY DESC(?date) ?event LIMIT 20"""
_SHOWN: Final = 10


def home_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("home", __name__)

    @blueprint.route("/")
    def home() -> Response:
        try:
            counts = facts.stats(site.reader, site.namespace)
            latest = site.reader.select(_LATEST % PREFIXES["ea"])
        except StoreProblem:  # before the first load
            counts, latest = {}, []
        events = {row["event"]: row for row in latest}  # one row for each event
        shown = list(events.values())[:_SHOWN]
        iris = [term.value for row in shown for term in row.values() if isinstance(term, NamedNode)]
        body = render_template("home.html", counts=counts, latest=shown, names=site.names(iris))
        return Response(body)

    return blueprint
