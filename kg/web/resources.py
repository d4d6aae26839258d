"""Things under their own addresses: `/id/...` leads to a page or to data by content negotiation."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import Literal, NamedNode, Quad, Triple
from werkzeug.wrappers import Response as AnyResponse

from kg.authority import authority
from kg.errors import Gone, NotFound, nearest
from kg.iris import KINDS, PREFIXES, is_key
from kg.masks import Masks
from kg.query.canonical import successor
from kg.query.description import serialized
from kg.query.formats import Format, named, negotiate, of_kind
from kg.query.names import Name, choose
from kg.reasons import Reason, explain
from kg.store.base import Solution, Term
from kg.terms import DCTERMS, EA, OWL, RDF, SKOS
from kg.web.site import Site

_A_PAGE: Final = 50  # incoming links
_REASONS: Final = 20
_SHARED_GRAPHS: Final = ("view", "catalog", "identity", "links", "runs")
_PARTS_OF_DOCUMENTS: Final = ("claim", "span", "version")
_LABELS: Final = (SKOS.prefLabel.value, DCTERMS.title.value)
_ALTERNATIVES: Final = (SKOS.altLabel.value, EA.abbreviation.value)
_TYPE: Final = RDF.type.value
_UNLISTED: Final = {_TYPE, *_LABELS, *_ALTERNATIVES, EA.hasParticipant.value}
_ORDER: Final = tuple(
    term.value
    for term in (
        *(EA.eventType, EA.agreementType, EA.agencyKind, EA.frameworkKind, EA.placeKind),
        *(EA.factuality, EA.status, EA.dateEdtf, EA.adoptedOn, EA.place, EA.inSeries),
        *(EA.seriesNumber, EA.party, EA.concerns, EA.implements, EA.adopts, EA.affects),
        *(EA.underFramework, EA.underAgreement, EA.renews, EA.jurisdiction, EA.within),
    )
)
_TECHNICAL: Final = {
    term.value
    for term in (
        *(EA.key, EA.contentDigest, EA.charset, EA.decoder, EA.startsNotBefore, EA.startsNotAfter),
        *(EA.endsNotBefore, EA.endsNotAfter, EA.datePrecision, EA.dateCertainty, EA.sourceCount),
        *(EA.reports, SKOS.hiddenLabel),
    )
}

_HERE: Final = "SELECT ?p ?o { %s ?p ?o }"
_ANYWHERE: Final = "SELECT DISTINCT ?p ?o { GRAPH ?g { %s ?p ?o } }"
_INCOMING: Final = """SELECT ?s ?p { ?s ?p %s FILTER(?p NOT IN (ea:participant, ea:inEvent,
  ea:hasParticipant, ea:representing)) } ORDER BY ?p ?s LIMIT %d OFFSET %d"""
_PARTS: Final = """SELECT ?part ?event ?date ?who ?role ?position ?body {
  { ?part ea:inEvent %(thing)s } UNION { ?part ea:participant|ea:representing %(thing)s }
  ?part ea:inEvent ?event ; ea:participant ?who .
  OPTIONAL { ?part ea:role ?role } OPTIONAL { ?part ea:positionHeld ?position }
  OPTIONAL { ?part ea:representing ?body } OPTIONAL { ?event ea:dateEdtf ?date }
} ORDER BY DESC(?date) ?event ?role ?who LIMIT %(most)d OFFSET %(first)d"""


@dataclass(frozen=True, slots=True)
class Description:
    """What the store says of one thing."""

    iri: str
    kind: str
    key: str
    statements: tuple[tuple[str, Term], ...]

    def values(self, *predicates: str) -> list[Term]:
        return [value for predicate, value in self.statements if predicate in predicates]

    def literals(self, *predicates: str) -> list[Literal]:
        return [value for value in self.values(*predicates) if isinstance(value, Literal)]


def resources_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("resources", __name__)

    @blueprint.route("/id/<kind>/<key>")
    def thing(kind: str, key: str) -> AnyResponse:
        choice = negotiate(request.headers.get("Accept"), "page", "graph")
        elsewhere = moved(site, kind, key, "/id/{}/{}")
        if elsewhere:
            return elsewhere
        describe(site, kind, key)  # a thing that is not there is not found here already
        is_page = choice.format.kind == "page"
        path = f"/page/{kind}/{key}" if is_page else f"/data/{kind}/{key}.{choice.format.suffix}"
        return redirect(site.local(path), 303)

    @blueprint.route("/data/<kind>/<name>")
    def data(kind: str, name: str) -> AnyResponse:
        key, form = _key_and_format(name)
        elsewhere = moved(site, kind, key, "/data/{}/{}." + form.suffix)
        if elsewhere:
            return elsewhere
        body = serialized(_triples(site, describe(site, kind, key)), form)
        response = Response(body, content_type=named(form.suffix, "graph").content_type)
        shapes = f"{request.script_root}/ns/shapes.ttl"
        response.headers["Link"] = f'<{shapes}>; rel="describedby"; type="text/turtle"'
        return response

    @blueprint.route("/page/<kind>/<key>")
    def page(kind: str, key: str) -> AnyResponse:
        elsewhere = moved(site, kind, key, "/page/{}/{}")
        return elsewhere or Response(thing_page(site, describe(site, kind, key)))

    @blueprint.route("/graph/<path:path>")
    def graph(path: str) -> AnyResponse:
        return redirect(_record(site, path), 303)

    return blueprint


def _record(site: Site, path: str) -> str:
    """Return where a graph is described: a document's by the document, others by their content."""
    kind, _, key = path.partition("/")
    if kind == "document" and is_key(key):
        return site.local(f"/id/document/{key}")
    iri = site.namespace.graph(path)
    if iri not in {getattr(site.namespace, name) for name in _SHARED_GRAPHS}:
        raise NotFound(f"there is no graph {iri}", nearest(path, _SHARED_GRAPHS))
    return site.local(
        "/sparql", query=f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    )


def describe(site: Site, kind: str, key: str) -> Description:
    """Return what is known of a thing: from the view, or else from wherever it stands.

    Raises: NotFound; Gone of what was withdrawn
    """
    if kind not in KINDS:
        raise NotFound(f"there is no kind of thing called {kind}", nearest(kind, KINDS))
    iri = site.namespace.thing(kind, key)
    if is_key(key):
        term = NamedNode(iri)
        found = site.reader.select(_HERE % term) or site.reader.select(_ANYWHERE % term)
        if found and {row["p"] for row in found} == {OWL.deprecated}:
            raise Gone(f"{iri} was withdrawn with the documents that spoke of it")
        if found:
            statements = tuple((_iri(row["p"]), row["o"]) for row in found)
            return Description(iri, kind, key, statements)
    if any(mask.covers(iri) for mask in Masks(site.settings.archive_path).all()):
        raise Gone(f"{iri} was erased")
    listed = [entry.key for entry in authority().entries if entry.kind == kind]
    raise NotFound(f"nothing is known of {iri}", nearest(key, listed))


def moved(site: Site, kind: str, key: str, address: str) -> AnyResponse | None:
    """Return a redirection to what stands for a thing now; None when it stands for itself."""
    if kind not in KINDS or not is_key(key):
        return None
    iri = site.namespace.thing(kind, key)
    following = successor(site.reader, site.namespace, NamedNode(iri))
    if not following and kind in _PARTS_OF_DOCUMENTS:
        return _document_instead(site, iri, key, address)
    target = site.namespace.split(following.value) if following else None
    return redirect(site.local(address.format(*target)), 303) if target else None


def _document_instead(site: Site, iri: str, key: str, address: str) -> AnyResponse | None:
    """A claim, span or version of a superseded state of a document leads to the document."""
    if site.reader.select(_ANYWHERE % NamedNode(iri) + " LIMIT 1"):
        return None
    document = key.partition("-")[0]
    known = site.reader.select(_ANYWHERE % NamedNode(site.namespace.thing("document", document)))
    return redirect(site.local(address.format("document", document)), 303) if known else None


def _key_and_format(name: str) -> tuple[str, Format]:
    key, _, suffix = name.rpartition(".")
    for form in of_kind("graph"):
        if suffix == form.suffix:
            return key, form
    choice = negotiate(request.headers.get("Accept"), "graph")
    return name, choice.format


def _triples(site: Site, description: Description) -> list[Triple]:
    """Return the statements about a thing, and of an event also who took part and how."""
    subject = NamedNode(description.iri)
    triples = [
        Triple(subject, NamedNode(predicate), value)
        for predicate, value in sorted(
            description.statements, key=lambda pair: (pair[0] != _TYPE, pair[0], str(pair[1]))
        )
    ]
    if description.kind == "event":
        rows = site.reader.select(
            f"PREFIX ea: <{PREFIXES['ea']}> "
            f"SELECT ?s ?p ?o {{ ?s ea:inEvent {subject} ; ?p ?o }} ORDER BY ?s ?p ?o"
        )
        triples += [Quad(row["s"], row["p"], row["o"]).triple for row in rows]  # type: ignore[arg-type]
    return triples


def thing_page(site: Site, description: Description, **more: object) -> str:
    """Return the HTML page of a thing; `more` goes to the template."""
    first = (site.page_number() - 1) * _A_PAGE
    term = NamedNode(description.iri)
    prefix = f"PREFIX ea: <{PREFIXES['ea']}> "
    links = site.reader.select(prefix + _INCOMING % (term, _A_PAGE + 1, first))
    parts = site.reader.select(
        prefix + _PARTS % {"thing": term, "most": _A_PAGE + 1, "first": first}
    )
    reasons = explain(site.reader, site.namespace, description.iri, most=_REASONS)
    shown = [*_iris(description.statements), *_iris_of_rows(links), *_iris_of_rows(parts)]
    shown += [r.predicate for r in reasons]
    shown += [r.object for r in reasons if r.object.startswith("http")]
    labels = description.literals(*_LABELS)
    heading = choose(labels, site.languages()) if labels else Name(description.key)
    return render_template(
        "thing.html",
        thing=description,
        heading=heading,
        alternatives=description.literals(*_ALTERNATIVES),
        types=[_iri(value) for value in description.values(_TYPE)],
        properties=_grouped(description, is_technical=False),
        details=_grouped(description, is_technical=True),
        links=links[:_A_PAGE],
        parts=parts[:_A_PAGE],
        reasons=_by_quote(reasons),
        names=site.names(shown),
        page=site.page_number(),
        has_more=len(links) > _A_PAGE or len(parts) > _A_PAGE,
        formats=[form.suffix for form in of_kind("graph")],
        address=quote(f"{description.kind}/{description.key}"),
        **more,
    )


def _by_quote(reasons: list[Reason]) -> dict[str, list[Reason]]:
    groups: dict[str, list[Reason]] = {}
    for reason in reasons:
        groups.setdefault(reason.quote, []).append(reason)
    return groups


def _grouped(description: Description, *, is_technical: bool) -> dict[str, list[Term]]:
    """Return the values by property; names and types have their own places on the page."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for predicate, value in sorted(description.statements, key=_place_on_page):
        if predicate not in _UNLISTED and (predicate in _TECHNICAL) is is_technical:
            groups[predicate].append(value)
    return groups


def _place_on_page(statement: tuple[str, Term]) -> tuple[int, str, str]:
    predicate, value = statement
    rank = _ORDER.index(predicate) if predicate in _ORDER else len(_ORDER)
    return rank, predicate, str(value)


def _iris(statements: tuple[tuple[str, Term], ...]) -> list[str]:
    values = [value.value for _, value in statements if isinstance(value, NamedNode)]
    return [*(predicate for predicate, _ in statements), *values]


def _iris_of_rows(rows: list[Solution]) -> list[str]:
    return [term.value for row in rows for term in row.values() if isinstance(term, NamedNode)]


def _iri(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
