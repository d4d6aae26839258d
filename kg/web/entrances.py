"""`/things`: the data set for programs that follow links: from here they get to everything."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, redirect, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import NotFound, nearest
from kg.iris import PREFIX_LINES, PREFIXES, VOCABULARY
from kg.pages.compact import compacted
from kg.query.description import serialized
from kg.query.formats import Format, named, negotiate, of_kind
from kg.terms import DCTERMS, EA, RDF
from kg.web.site import Site

_A_PAGE: Final = 2_000
_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_CLASSES: Final = {
    "agency": EA.Agency,
    "framework": EA.Framework,
    "element": EA.FrameworkElement,
    "agreement": EA.Agreement,
    "event": EA.Event,
    "series": EA.EventSeries,
    "person": EA.Person,
    "place": EA.Place,
    "document": EA.Document,
}
_MEMBERS: Final = "SELECT DISTINCT ?it { ?it a %s } OFFSET %d LIMIT %d"


def entrances_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("entrances", __name__)

    @blueprint.route("/things")
    @blueprint.route("/things.<suffix>")
    def everything(suffix: str | None = None) -> AnyResponse:
        return _sent(_whole(), _format(suffix))

    @blueprint.route("/things/<kind>.<suffix>")
    def of_one_kind(kind: str, suffix: str) -> AnyResponse:
        if kind not in _CLASSES:
            raise NotFound(f"there are no lists of {kind}", nearest(kind, _CLASSES))
        return _sent(_members(site, kind), _format(suffix))

    return blueprint


def entrance() -> AnyResponse | None:
    """Return where a program that asks the first page for data goes on; None for a reader."""
    choice = negotiate(request.headers.get("Accept"), "page", "graph")
    if choice.format.kind == "page":
        return None
    response = redirect(f"{request.script_root}/things.{choice.format.suffix}", 303)
    response.vary.add("Accept")
    return response


def _whole() -> Iterator[Triple]:
    dataset = _address("/things")
    yield Triple(dataset, RDF.type, _void("Dataset"))
    yield Triple(dataset, DCTERMS.title, Literal("EcoAccord", language="en"))
    yield Triple(dataset, DCTERMS.license, NamedNode(_LICENSE))
    yield Triple(dataset, _void("sparqlEndpoint"), _address("/sparql"))
    yield Triple(dataset, _void("dataDump"), _address("/dump/all.nq.gz"))
    yield Triple(dataset, _void("vocabulary"), NamedNode(VOCABULARY))
    for kind, each in _CLASSES.items():
        part = _address(f"/things/{kind}.ttl")
        yield Triple(dataset, _void("subset"), part)
        yield Triple(part, _void("class"), each)


def _members(site: Site, kind: str) -> Iterator[Triple]:
    """Yield links to the things of a kind, so many at a time, and to where there are more."""
    page = site.page_number()
    query = _MEMBERS % (_CLASSES[kind], (page - 1) * _A_PAGE, _A_PAGE + 1)
    rows = site.reader.select(PREFIX_LINES + query)
    here = _address(f"/things/{kind}.ttl" + (f"?page={page}" if page > 1 else ""))
    yield Triple(here, RDF.type, _void("Dataset"))
    yield Triple(here, _void("class"), _CLASSES[kind])
    for row in rows[:_A_PAGE]:
        yield Triple(here, _void("rootResource"), row["it"])
    if len(rows) > _A_PAGE:
        yield Triple(here, _void("subset"), _address(f"/things/{kind}.ttl?page={page + 1}"))


def _sent(triples: Iterator[Triple], form: Format) -> Response:
    body = compacted(triples) if form.suffix == "jsonld" else serialized(triples, form)
    response = Response(body, content_type=named(form.suffix, "graph").content_type)
    response.headers["Link"] = f'<{_LICENSE}>; rel="license"'
    response.vary.add("Accept")
    return response


def _format(suffix: str | None) -> Format:
    if suffix is None:
        return negotiate(request.headers.get("Accept"), "graph").format
    found = next((form for form in of_kind("graph") if form.suffix == suffix), None)
    if found is None:
        raise NotFound(
            f"there is no format {suffix}", ", ".join(f.suffix for f in of_kind("graph"))
        )
    return found


def _void(name: str) -> NamedNode:
    return NamedNode(PREFIXES["void"] + name)


def _address(path: str) -> NamedNode:
    return NamedNode(f"{request.url_root.rstrip('/')}{path}")
