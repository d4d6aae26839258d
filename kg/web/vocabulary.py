"""The vocabulary and its schemes, as pages and as RDF, straight from the packaged files."""

from functools import cache
from typing import Final, NamedTuple

from flask import Blueprint, Response, g, render_template, request
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import NotFound, nearest
from kg.iris import PREFIXES, SCHEMES, VOCABULARY
from kg.query.description import serialized
from kg.query.formats import Choice, named, negotiate
from kg.query.names import Name, choose
from kg.search.finding import Search
from kg.store.base import Term
from kg.terms import ONTOLOGY, schemes, vocabulary_quads
from kg.web.diagram import Diagram
from kg.web.site import Site

_SKOS, _RDFS, _OWL = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["owl"]
_LABELS: Final = (_RDFS + "label", _SKOS + "prefLabel", PREFIXES["dcterms"] + "title")
_DEFINITIONS: Final = (_SKOS + "definition", _RDFS + "comment", PREFIXES["dcterms"] + "description")
_LICENSE: Final = PREFIXES["dcterms"] + "license"
_TYPE: Final = PREFIXES["rdf"] + "type"
_CLASS: Final = _OWL + "Class"
_PROPERTIES: Final = (_OWL + "ObjectProperty", _OWL + "DatatypeProperty")
_SHOWN: Final = {
    "kind of": (_RDFS + "subClassOf", _RDFS + "subPropertyOf", _SKOS + "broader"),
    "of": (_RDFS + "domain",),
    "leads to": (_RDFS + "range",),
}


class Entry(NamedTuple):
    """A term for the eye. `example` is a thing that has it, or nothing."""

    iri: str
    name: Name
    definitions: list[Literal]
    facets: dict[str, list[str]]
    uses: int | None
    example: str

    @property
    def local(self) -> str:
        return self.iri.rpartition("#")[2]


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
def described() -> dict[str, list[tuple[str, Term]]]:
    """Return what the files say, by subject."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for quad in vocabulary_quads(NamedNode(VOCABULARY)):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))
    return found


def classes_and_properties() -> tuple[list[str], list[str]]:
    """Return the terms of the vocabulary itself."""
    own = sorted(iri for iri in described() if iri.startswith(VOCABULARY) and iri != VOCABULARY)
    kinds = {iri: set(iris_of(iri, (_TYPE,))) for iri in own}
    return (
        [iri for iri in own if _CLASS in kinds[iri]],
        [iri for iri in own if not kinds[iri].isdisjoint(_PROPERTIES)],
    )


def concepts(scheme: str = "") -> list[str]:
    """Return the concepts of a scheme, or of all, in the order of the files."""
    return [iri for iri in described() if iri.startswith(f"{SCHEMES}{scheme}") and "#" in iri]


def entries(site: Site, iris: list[str]) -> list[Entry]:
    """Return terms as pages show them."""
    sequence, uses = Search(site.settings.root).uses()
    if sequence != site.sequence():
        g.pop("tag", None)  # they will be counted again, and this page change, without a commit
    return [
        Entry(
            iri,
            name_of(site, iri),
            literals_of(iri, _DEFINITIONS),
            {facet: iris_of(iri, predicates) for facet, predicates in _SHOWN.items()},
            uses.get(iri, (0, ""))[0] if uses else None,
            uses.get(iri, (0, ""))[1],
        )
        for iri in iris
    ]


def name_of(site: Site, iri: str) -> Name:
    labels = literals_of(iri, _LABELS)
    return choose(labels, site.languages()) if labels else Name(iri.rpartition("#")[2] or iri)


def definitions_of(iri: str) -> list[Literal]:
    return literals_of(iri, _DEFINITIONS)


def literals_of(iri: str, predicates: tuple[str, ...]) -> list[Literal]:
    pairs = described().get(iri, ())
    return [value for p, value in pairs if p in predicates and isinstance(value, Literal)]


def iris_of(iri: str, predicates: tuple[str, ...]) -> list[str]:
    pairs = described().get(iri, ())
    return [value.value for p, value in pairs if p in predicates and isinstance(value, NamedNode)]


def _file(name: str, content_type: str) -> Response:
    return _licensed(Response((ONTOLOGY / name).read_bytes(), content_type=content_type))


def _licensed(response: Response) -> Response:
    """Say under which licence the vocabulary stands: the one that it names itself."""
    for licence in iris_of(VOCABULARY, (_LICENSE,)):
        response.headers.add("Link", f'<{licence}>; rel="license"')
    return response


def _respond(site: Site, subject: str, start: str) -> Response:
    """Return the subject with all terms whose IRIs begin with `start`."""
    asked = request.args.get("format")
    accept = request.headers.get("Accept")
    choice: Choice = named(asked, "graph") if asked else negotiate(accept, "page", "graph")
    if choice.format.kind == "graph":
        own = [subject, *(iri for iri in described() if iri.startswith(start) and iri != subject)]
        triples = [
            Triple(NamedNode(iri), NamedNode(predicate), value)
            for iri in own
            for predicate, value in described().get(iri, ())
        ]
        body: str | bytes = serialized(triples, choice.format)
    else:
        body = _page(site, subject)
    response = Response(body, content_type=choice.content_type)
    shapes = site.local("/ns/shapes.ttl")
    response.headers.add("Link", f'<{shapes}>; rel="describedby"; type="text/turtle"')
    return _licensed(response)


def _page(site: Site, subject: str) -> str:
    is_whole = subject == VOCABULARY
    classes, properties = classes_and_properties() if is_whole else ([], [])
    parts = {
        "Classes": entries(site, classes),
        "Properties": entries(site, properties),
        "Concepts": []
        if is_whole
        else entries(site, concepts(subject.removeprefix(SCHEMES) + "#")),
    }
    examples = [entry.example for part in parts.values() for entry in part if entry.example]
    links = [
        (iris_of(p, (_RDFS + "domain",)), iris_of(p, (_RDFS + "range",)), p) for p in properties
    ]
    return render_template(
        "vocabulary.html",
        subject=subject,
        heading=name_of(site, subject),
        definitions=literals_of(subject, _DEFINITIONS),
        parts=parts,
        schemes=[(f"{SCHEMES}{scheme}", scheme) for scheme in schemes()] if is_whole else (),
        diagram=Diagram.of(classes, links) if is_whole else None,
        names={iri: name_of(site, iri) for iri in described()},
        example_names=site.names(examples),
    )
