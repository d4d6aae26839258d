"""Saved queries for people and for programs: a form with a table, data in many formats, charts."""

from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request
from pyoxigraph import NamedNode

from kg.errors import BadParameter, UnknownQuery, nearest
from kg.faces.faces import FACES, OPTIONS, RESULTS, Face, face_of, faces_of, is_drawn
from kg.faces.openapi import described
from kg.faces.table import table
from kg.query.formats import named
from kg.query.protocol import Operation
from kg.query.saved import SavedQuery
from kg.store.base import Solution
from kg.web.keeping import Body, Kept
from kg.web.site import Site
from kg.web.sparql import respond

_FRAMED: Final = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"


def queries_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("queries", __name__)
    kept = Kept[Body](site.settings.result_cache_bytes)
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
        if suffix in RESULTS:
            return _streamed(site, saved, RESULTS[suffix])
        face = face_of(saved, suffix)
        body = kept.get(tag := g.get("tag"))
        if body is None:
            body = _body(site, saved, face)
            kept.put(tag, body, len(body.content))
        return _sent(saved, face, body)

    @blueprint.route("/embed/<name>")
    def embed(name: str) -> Response:
        return _embedded(site, _find(site, name))

    @blueprint.route("/openapi.json")
    def openapi() -> Response:
        address = request.host_url.rstrip("/") + request.script_root
        return Response(described(site.queries(), address), mimetype="application/json")

    @blueprint.route("/api/", strict_slashes=False)
    def api() -> Response:
        body = render_template(
            "api.html",
            queries=site.queries(),
            faces=FACES,
            results={
                suffix: named(form, "solutions").media_type for suffix, form in RESULTS.items()
            },
            options=OPTIONS,
            say=site.say(),
        )
        return Response(body)

    return blueprint


def _solutions(site: Site, query: SavedQuery) -> list[Solution]:
    return site.reader.select(query.bind(_values(query), site.namespace, site.current))


def _body(site: Site, query: SavedQuery, face: Face) -> Body:
    solutions = _solutions(site, query)
    answer = table(query, solutions, site.reader, site.languages())
    options = {"lang": site.languages()[0], **request.args.to_dict()}
    content = face.render(query, answer, options)
    return Body(content, query.next_page(solutions, _values(query)))


def _sent(query: SavedQuery, face: Face, body: Body) -> Response:
    response = Response(body.content, mimetype=face.media_type)
    if body.next_page:
        response.headers["Link"] = f'<{request.path}?{_again(after=body.next_page)}>; rel="next"'
    if request.args.get("excel") == "yes":
        attachment = f'attachment; filename="{query.name}.{face.suffix}"'
        response.headers["Content-Disposition"] = attachment
    return response


def _streamed(site: Site, query: SavedQuery, form: str) -> Response:
    text = query.bind(_values(query), site.namespace, site.current)
    operation = Operation(text, site.settings.query_timeout_s, solutions=form)
    return respond(site, operation, named(form, "solutions").media_type)


def _embedded(site: Site, query: SavedQuery) -> Response:
    body = render_template(
        "embed.html",
        query=query,
        table=table(query, _solutions(site, query), site.reader, site.languages()),
        drawn=is_drawn(query),
        again=_again,
        say=site.say(),
    )
    response = Response(body)
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


def _page(site: Site, query: SavedQuery) -> Response:
    """Return the form, with the answer once everything needed for it is given."""
    values = _values(query)
    needed = (p for p in query.parameters if p.required and not p.default)
    rows, problem = None, None
    if all(any(values.get(parameter.name, ())) for parameter in needed):
        try:
            rows = _solutions(site, query)
        except BadParameter as error:  # shown beside the form, where it can be mended
            problem = error
    terms = (term for row in rows or () for term in row.values())
    body = render_template(
        "query.html",
        query=query,
        values=values,
        again=_again,
        rows=rows,
        columns=_columns_shown(query),
        problem=problem,
        next_page=query.next_page(rows, values) if rows else None,
        faces=faces_of(query),
        results=RESULTS,
        drawn=is_drawn(query),
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


def _values(query: SavedQuery) -> dict[str, list[str]]:
    """Return the parameters in the address; `lang` is the page's, unless the query has one."""
    declared = {parameter.name for parameter in query.parameters}
    return {
        name: texts
        for name, texts in request.args.to_dict(flat=False).items()
        if name not in OPTIONS and (name != "lang" or name in declared)
    }


def _again(**changes: str) -> str:
    """Return the parameters of this address, some of them changed."""
    return urlencode(request.args.to_dict(flat=False) | changes, doseq=True)


def _columns_shown(query: SavedQuery) -> list[str]:
    """Leave out labels: on a page their things carry them."""
    return [column for column in query.columns if not column.lower().endswith("label")]
