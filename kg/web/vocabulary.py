"""The vocabulary and its schemes, as pages and as RDF, straight from the packaged files."""

from functools import cache
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import NotFound, nearest
from kg.iris import PREFIXES, SCHEMES, VOCABULARY
from kg.query.description import serialized
from kg.query.formats import Choice, named, negotiate
from kg.query.names import Name, choose
from kg.store.base import Term
from kg.terms import ONTOLOGY, schemes, vocabulary_quads
from kg.web.site import Site

_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]
_LABELS: Final = (_RDFS + "label", _SKOS + "prefLabel", PREFIXES["dcterms"] + "title")
_DEFINITIONS: Final = (_SKOS + "definition", _RDFS + "comment", PREFIXES["dcterms"] + "description")
_LICENSE: Final = PREFIXES["dcterms"] + "license"
_SHOWN: Final = {
    "kind": (PREFIXES["rdf"] + "type",),
    "broader": (_RDFS + "subClassOf", _RDFS + "subPropertyOf", _SKOS + "broader"),
    "of": (_RDFS + "domain",),
    "to": (_RDFS + "range",),
}


def vocabulary_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("vocabulary", __name__)

    @blueprint.route("/ns")
    def vocabulary() -> Response:
        return _respond(site, VOCABULARY, VOCABULARY)

    @blueprint.route("/ns/<scheme>")
    def scheme(scheme: str) -> Response:
        if scheme not in schemes():
            raise NotFound(f"there is no scheme called {scheme}", nearest(scheme, schemes()))
        return _respond(site, f"{SCHEMES}{scheme}", f"{SCHEMES}{scheme}#")

    @blueprint.route("/ns/context.jsonld")
    def context() -> Response:
        return _file("context.jsonld", "application/ld+json")

    @blueprint.route("/ns/shapes.ttl")
    def shapes() -> Response:
        return _file("shapes.ttl", "text/turtle; charset=utf-8")

    return blueprint


@cache
def _described() -> dict[str, list[tuple[str, Term]]]:
    """Return what the files say, by subject."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for quad in vocabulary_quads(NamedNode(VOCABULARY)):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))
    return found


def _file(name: str, content_type: str) -> Response:
    return _licensed(Response((ONTOLOGY / name).read_bytes(), content_type=content_type))


def _licensed(response: Response) -> Response:
    """Say under which licence the vocabulary stands: the one that it names itself."""
    for licence in _iris(VOCABULARY, (_LICENSE,)):
        response.headers.add("Link", f'<{licence}>; rel="license"')
    return response


def _respond(site: Site, subject: str, start: str) -> Response:
    """Return the subject with all terms whose IRIs begin with `start`."""
    asked = request.args.get("format")
    accept = request.headers.get("Accept")
    choice: Choice = named(asked, "graph") if asked else negotiate(accept, "page", "graph")
    described = _described()
    own = [subject, *(iri for iri in described if iri.startswith(start) and iri != subject)]
    if choice.format.kind == "graph":
        triples = [
            Triple(NamedNode(iri), NamedNode(predicate), value)
            for iri in own
            for predicate, value in described.get(iri, ())
        ]
        body: str | bytes = serialized(triples, choice.format)
    else:
        body = _page(site, own[0], own[1:])
    response = Response(body, content_type=choice.content_type)
    shapes = site.local("/ns/shapes.ttl")
    response.headers.add("Link", f'<{shapes}>; rel="describedby"; type="text/turtle"')
    return _licensed(response)


def _page(site: Site, subject: str, terms: list[str]) -> str:
    entries = [
        {
            "iri": iri,
            "local": iri.rpartition("#")[2],
            "name": _name(site, iri),
            "definitions": _literals(iri, _DEFINITIONS),
            "facets": {facet: _iris(iri, predicates) for facet, predicates in _SHOWN.items()},
        }
        for iri in sorted(terms)
    ]
    return render_template(
        "vocabulary.html",
        subject=subject,
        heading=_name(site, subject),
        definitions=_literals(subject, _DEFINITIONS),
        entries=entries,
        schemes=schemes() if subject == VOCABULARY else (),
        names={iri: _name(site, iri) for iri in _described()},
    )


def _name(site: Site, iri: str) -> Name:
    labels = _literals(iri, _LABELS)
    return choose(labels, site.languages()) if labels else Name(iri.rpartition("#")[2] or iri)


def _literals(iri: str, predicates: tuple[str, ...]) -> list[Literal]:
    pairs = _described().get(iri, ())
    return [value for p, value in pairs if p in predicates and isinstance(value, Literal)]


def _iris(iri: str, predicates: tuple[str, ...]) -> list[str]:
    pairs = _described().get(iri, ())
    return [value.value for p, value in pairs if p in predicates and isinstance(value, NamedNode)]
