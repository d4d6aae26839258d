"""Things under their own addresses: `/id/...` leads to a page or to data by content negotiation."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, g, redirect, render_template, request
from pyoxigraph import NamedNode, Quad, Triple
from werkzeug.wrappers import Response as AnyResponse

from kg.authority import authority
from kg.errors import BadParameter, Gone, KgError, NotFound, nearest
from kg.graph.content import is_made_from_documents
from kg.iris import KINDS, PREFIX_LINES, SCHEMES, is_key
from kg.masks import Masks
from kg.pages import described, outline
from kg.pages.compact import compacted
from kg.pages.described import Description, Statement
from kg.query.canonical import successor
from kg.query.description import serialized
from kg.query.formats import Format, named, negotiate, of_kind
from kg.search.finding import Hit, Search
from kg.terms import OWL, RDF
from kg.web.evidence import why_page
from kg.web.pieces import Pieces
from kg.web.site import Site
from kg.web.things import (
    A_PAGE,
    list_page,
    name_of,
    surroundings,
    thing_page,
)

_SHARED_GRAPHS: Final = ("view", "catalog", "identity", "links", "runs", "decisions", "matching")
_PARTS_OF_DOCUMENTS: Final = ("claim", "span", "version")
_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_MEANT: Final = 6  # things that are offered where there is none
_LONGEST_IRI: Final = 2_000
_CONCEPT: Final = "concept"
_TYPE: Final = RDF.type.value

_PARTS: Final = "SELECT ?s ?p ?o { ?s ea:inEvent %s ; ?p ?o } ORDER BY ?s ?p ?o"


def resources_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("resources", __name__)

    blueprint.record_once(Pieces(site).register)

    @blueprint.route("/id/<kind>/<path:key>")
    def thing(kind: str, key: str) -> AnyResponse:
        choice = negotiate(request.headers.get("Accept"), "page", "graph")
        found = standing(site, kind, key, "/id/{}/{}")
        if not isinstance(found, Description):  # a thing that is not there is not found already
            return found
        is_page = choice.format.kind == "page"
        path = f"/page/{kind}/{key}" if is_page else f"/data/{kind}/{key}.{choice.format.suffix}"
        response = redirect(site.local(path), 303)
        response.headers.add("Link", _link(f"/data/{kind}/{key}.ttl", "alternate", "text/turtle"))
        return response

    @blueprint.route("/data/<kind>/<path:name>")
    def data(kind: str, name: str) -> AnyResponse:
        key, form = _key_and_format(name)
        found = standing(site, kind, key, "/data/{}/{}." + form.suffix)
        return _data(site, found, form) if isinstance(found, Description) else found

    @blueprint.route("/graph/<path:path>")
    def graph(path: str) -> AnyResponse:
        return redirect(_record(site, path), 303)

    _add_pages(blueprint, site)
    return blueprint


def _add_pages(blueprint: Blueprint, site: Site) -> None:
    @blueprint.route("/page/<kind>/<key>")
    @blueprint.route("/page/<kind>/<key>/<name>")
    def page(kind: str, key: str, name: str | None = None) -> AnyResponse:
        if kind == _CONCEPT and name is None:
            raise NotFound("a concept has a scheme and a notation", "/page/concept/topic/water")
        if kind == _CONCEPT:
            return _page(site, _concept(site, key, name or ""))
        tail = f"/{name}" if name else ""
        found = standing(site, kind, key, "/page/{}/{}" + tail)
        return _page(site, found, name) if isinstance(found, Description) else found

    @blueprint.route("/page/concept/<scheme>/<notation>/<name>")
    def concept(scheme: str, notation: str, name: str) -> AnyResponse:
        return _page(site, _concept(site, scheme, notation), name)

    @blueprint.route("/page")
    def anything() -> AnyResponse:
        return _anything(site, request.args.get("iri", ""))

    @blueprint.route("/why")
    def why() -> AnyResponse:
        return Response(why_page(site))

    @blueprint.route("/land.svg")
    def land() -> AnyResponse:
        response = Response(outline.land(), mimetype="image/svg+xml")
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


def standing(site: Site, kind: str, key: str, address: str) -> Description | AnyResponse:
    """Return what is known of a thing, or a redirection to what stands for it now.

    What documents make is in the view only where nothing else stands for it.

    Raises: NotFound; Gone of what was withdrawn
    """
    if kind in KINDS and is_key(key) and is_made_from_documents(kind, key):
        iri = site.namespace.thing(kind, key)
        statements, cut = described.shown(site.reader, NamedNode(iri))
        if statements:
            return Description(iri, kind, key, statements, cut)
    return _moved(site, kind, key, address) or _describe(site, kind, key)


def _describe(site: Site, kind: str, key: str) -> Description:
    """Return what is known of a thing: from the view, or else from wherever it stands."""
    if kind not in KINDS:
        raise NotFound(f"there is no kind of thing called {kind}", nearest(kind, KINDS))
    iri = site.namespace.thing(kind, key)
    if is_key(key):
        statements, cut = described.read(site.reader, NamedNode(iri))
        if statements and {predicate for predicate, _ in statements} == {OWL.deprecated.value}:
            raise Gone(f"{iri} was withdrawn with the documents that spoke of it")
        if statements:
            return Description(iri, kind, key, statements, cut)
    if any(mask.covers(iri) for mask in Masks(site.settings.archive_path).all()):
        raise Gone(f"{iri} was erased")
    g.meant = _meant(site, key)
    listed = [entry.key for entry in authority().entries if entry.kind == kind]
    raise NotFound(f"nothing is known of {iri}", nearest(key, listed))


def _moved(site: Site, kind: str, key: str, address: str) -> AnyResponse | None:
    """Return a redirection to what stands for a thing now; None when it stands for itself."""
    if kind not in KINDS or not is_key(key):
        return None
    iri = site.namespace.thing(kind, key)
    following = successor(site.reader, site.namespace, NamedNode(iri))
    if not following and kind in _PARTS_OF_DOCUMENTS:
        return _document_instead(site, iri, key, address)
    target = site.namespace.split(following.value) if following else None
    return redirect(site.local(address.format(*target)), 303) if target else None


def _page(site: Site, thing: Description, name: str | None = None) -> AnyResponse:
    """Return a page with what programs need to find the data beside it."""
    response = Response(list_page(site, thing, name) if name else thing_page(site, thing))
    return linked(response, thing)


def linked(response: Response, thing: Description) -> Response:
    """Say where the thing of a page is in other formats, and under which licence."""
    path = f"/page/{thing.kind}/{thing.key}"
    links = [_link(path, "canonical")] if thing.kind in (*KINDS, _CONCEPT) else []
    if thing.kind in KINDS:
        data = f"/data/{thing.kind}/{thing.key}"
        links += [
            _link(f"{data}.{form.suffix}", "alternate", form.media_types[0])
            for form in of_kind("graph")
        ]
        links.append(_link(f"{data}.ttl", "describedby", "text/turtle"))
    for link in (*links, f'<{_LICENSE}>; rel="license"'):
        response.headers.add("Link", link)
    return response


def _data(site: Site, thing: Description, form: Format) -> Response:
    statements = thing.statements
    if len(statements) >= described.MOST or thing.cut:
        statements = described.everything(site.reader, NamedNode(thing.iri))
    triples = list(_triples(site, thing, statements))
    if form.suffix == "jsonld":
        body = compacted(triples)
    elif form.suffix in ("trig", "nq"):
        view = NamedNode(site.namespace.view)
        body = serialized((_quad(triple, view) for triple in triples), form)
    else:
        body = serialized(triples, form)
    response = Response(body, content_type=named(form.suffix, "graph").content_type)
    path = f"/data/{thing.kind}/{thing.key}"
    for link in (
        _link("/ns/shapes.ttl", "describedby", "text/turtle"),
        _link(f"{path}.{form.suffix}", "canonical"),
        _link(f"/page/{thing.kind}/{thing.key}", "alternate", "text/html"),
        *(
            _link(f"{path}.{other.suffix}", "alternate", other.media_types[0])
            for other in of_kind("graph")
            if other is not form
        ),
        f'<{thing.iri}>; rel="describes"',
        f'<{_LICENSE}>; rel="license"',
    ):
        response.headers.add("Link", link)
    return response


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _link(path: str, relation: str, media_type: str | None = None) -> str:
    """Return a link to an address of this host, as it is called from outside."""
    address = f"{request.url_root.rstrip('/')}{path}"
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{address}>; rel="{relation}"{kind}'


def _triples(site: Site, thing: Description, statements: tuple[Statement, ...]) -> Iterator[Triple]:
    """Yield the statements about a thing, and of an event also who took part and how."""
    subject = NamedNode(thing.iri)
    for predicate, value in sorted(statements, key=_type_first):
        yield Triple(subject, NamedNode(predicate), value)
    if thing.kind == "event":
        for row in site.reader.select(PREFIX_LINES + _PARTS % subject):
            yield Triple(row["s"], row["p"], row["o"])  # type: ignore[arg-type]


def _type_first(statement: Statement) -> tuple[bool, str, str]:
    predicate, value = statement
    return predicate != _TYPE, predicate, str(value)


def _concept(site: Site, scheme: str, notation: str) -> Description:
    """Return what is known of a concept of the vocabulary, such as a topic."""
    iri = f"{SCHEMES}{scheme}#{notation}"
    if is_key(scheme) and is_key(notation):
        statements, cut = described.read(site.reader, NamedNode(iri))
        if statements:
            return Description(iri, _CONCEPT, f"{scheme}/{notation}", statements, cut)
    g.meant = _meant(site, notation)
    raise NotFound(f"there is no concept {notation} in a scheme {scheme}")


def _anything(site: Site, iri: str) -> AnyResponse:
    """Return a page of any IRI that the store has, be it ours or not.

    Raises: BadParameter, NotFound
    """
    try:
        term = NamedNode(iri if len(iri) <= _LONGEST_IRI else "")
    except ValueError as error:
        raise BadParameter("iri", f"{iri[:80]!r} is no IRI") from error
    address = site.href(iri)
    if address != iri and not address.partition("?")[0].endswith("/page"):
        return redirect(address, 303)
    statements, cut = described.read(site.reader, term)
    thing = Description(iri, "other", iri, statements, cut)
    if not statements and not described.referring(site.reader, term):
        raise NotFound(f"nothing is known of {iri}")
    predicate = request.args.get("by")
    if predicate is None:
        return linked(Response(thing_page(site, thing)), thing)
    return Response(_referring_page(site, thing, predicate))


def _referring_page(site: Site, thing: Description, predicate: str) -> str:
    """Return a page of what has a thing as the value of one property."""
    try:
        by = NamedNode(predicate)
    except ValueError as error:
        raise BadParameter("by", f"{predicate[:80]!r} is no IRI") from error
    first = (site.page_number() - 1) * A_PAGE
    found = described.referring_page(site.reader, NamedNode(thing.iri), by, first, A_PAGE + 1)
    names = site.names([*found, predicate])
    heading = name_of(site, thing)
    return render_template(
        "referring.html",
        thing=thing,
        names=names,
        heading=heading,
        predicate=predicate,
        subjects=found[:A_PAGE],
        page=site.page_number(),
        has_more=len(found) > A_PAGE,
        **surroundings(site, thing, heading, names),
    )


def _meant(site: Site, key: str) -> list[Hit]:
    """Return things whose names or keys are like a key that nothing has."""
    words = key.replace("-", " ").replace(".", " ").replace("_", " ").strip()
    search = Search(site.settings.root)
    try:
        return list(search.find(words, {}, limit=_MEANT).hits)
    except KgError:  # the page says that nothing is there, in any case
        return []


def _document_instead(site: Site, iri: str, key: str, address: str) -> AnyResponse | None:
    """A claim, span or version of a superseded state of a document leads to the document."""
    if described.read(site.reader, NamedNode(iri))[0]:
        return None
    document = key.partition("-")[0]
    known = described.read(site.reader, NamedNode(site.namespace.thing("document", document)))[0]
    return redirect(site.local(address.format("document", document)), 303) if known else None


def _key_and_format(name: str) -> tuple[str, Format]:
    key, _, suffix = name.rpartition(".")
    for form in of_kind("graph"):
        if suffix == form.suffix:
            return key, form
    choice = negotiate(request.headers.get("Accept"), "graph")
    return name, choice.format


def _record(site: Site, path: str) -> str:
    """Return where a graph is described: a document's by the document, others by their content."""
    kind, _, key = path.partition("/")
    if kind == "document" and is_key(key):
        return site.local(f"/id/document/{key}")
    iri = site.namespace.graph(path)
    if path not in _SHARED_GRAPHS:
        raise NotFound(f"there is no graph {iri}", nearest(path, _SHARED_GRAPHS))
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    return site.local("/sparql", query=query)
