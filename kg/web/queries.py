"""Saved queries for people and for programs: a form with a table, data in many formats, charts."""

from typing import Final

from flask import Blueprint, Response, g, render_template, request
from pyoxigraph import NamedNode

from kg.errors import BadParameter, UnknownQuery, nearest
from kg.faces.faces import FACES, OPTIONS, face_of, faces_of
from kg.faces.openapi import described
from kg.faces.table import Table, table
from kg.query.formats import named
from kg.query.protocol import Operation
from kg.query.saved import SavedQuery
from kg.web.keeping import Kept
from kg.web.site import Site
from kg.web.sparql import respond

_PROTOCOL: Final = {"srj": "json", "srx": "xml"}  # the formats of SPARQL itself, streamed


def queries_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("queries", __name__)
    kept = Kept(site.settings.result_cache_bytes)
    site.queries()  # says now what is wrong with files of one's own

    @blueprint.route("/queries/", strict_slashes=False)
    def queries() -> Response:
        groups: dict[str, list[SavedQuery]] = {}
        for query in site.queries().values():
            groups.setdefault(query.group, []).append(query)
        return Response(render_template("queries.html", groups=groups, say=site.say()))

    @blueprint.route("/queries/<name>")
    def query(name: str) -> Response:
        return _page(site, _find(site, name))

    @blueprint.route("/api/queries/<name>.<suffix>")
    def data(name: str, suffix: str) -> Response:
        saved = _find(site, name)
        if suffix in _PROTOCOL:
            text = saved.bind(_values(saved), site.namespace, site.current)
            form = _PROTOCOL[suffix]
            operation = Operation(text, site.settings.query_timeout_s, solutions=form)
            return respond(site, operation, named(form, "solutions").media_type)
        face = face_of(saved, suffix)
        tag = g.get("tag")
        body = kept.get(tag) or face.render(saved, _table(site, saved), request.args)
        kept.put(tag, body)
        response = Response(body, mimetype=face.media_type)
        if request.args.get("excel") == "yes":
            attachment = f'attachment; filename="{saved.name}.{suffix}"'
            response.headers["Content-Disposition"] = attachment
        return response

    @blueprint.route("/embed/<name>")
    def embed(name: str) -> Response:
        saved = _find(site, name)
        answer = _table(site, saved)
        drawn = any(face.suffix == "svg" for face in faces_of(saved))
        body = render_template(
            "embed.html", query=saved, table=answer, drawn=drawn, values=_given(), say=site.say()
        )
        response = Response(body)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"
        )
        return response

    @blueprint.route("/openapi.json")
    def openapi() -> Response:
        address = request.host_url.rstrip("/") + request.script_root
        return Response(described(site.queries(), address), mimetype="application/json")

    @blueprint.route("/api/", strict_slashes=False)
    def api() -> Response:
        body = render_template(
            "api.html", queries=site.queries(), faces=FACES, options=OPTIONS, say=site.say()
        )
        return Response(body)

    return blueprint


def _table(site: Site, query: SavedQuery) -> Table:
    solutions = site.reader.select(query.bind(_values(query), site.namespace, site.current))
    return table(query, solutions, site.reader, site.languages())


def _page(site: Site, query: SavedQuery) -> Response:
    """Return the form, with the answer once everything needed for it is given."""
    values = _values(query)
    needed = (p for p in query.parameters if p.required and not p.default)
    rows, problem = None, None
    if all(values.get(parameter.name) for parameter in needed):
        try:
            rows = site.reader.select(query.bind(values, site.namespace, site.current))
        except BadParameter as error:  # shown beside the form, where it can be mended
            problem = error
    terms = (term for row in rows or () for term in row.values())
    body = render_template(
        "query.html",
        query=query,
        values=_given(),
        rows=rows,
        columns=_columns_shown(query),
        problem=problem,
        faces=faces_of(query),
        say=site.say(),
        names=site.names(term.value for term in terms if isinstance(term, NamedNode)),
    )
    return Response(body, status=400 if problem else 200)


def _find(site: Site, name: str) -> SavedQuery:
    found = site.queries().get(name)
    if found is None:
        hint = nearest(name, site.queries())
        raise UnknownQuery(f"there is no saved query called {name}", hint)
    return found


def _given() -> dict[str, str]:
    return request.args.to_dict()


def _values(query: SavedQuery) -> dict[str, str]:
    """Return the parameters in the address; `lang` is the page's, unless the query has one."""
    declared = {parameter.name for parameter in query.parameters}
    return {
        name: text
        for name, text in _given().items()
        if name not in OPTIONS and (name != "lang" or name in declared)
    }


def _columns_shown(query: SavedQuery) -> list[str]:
    """Leave out labels: on a page their things carry them."""
    return [column for column in query.columns if not column.lower().endswith("label")]
