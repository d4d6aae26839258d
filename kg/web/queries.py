"""Saved queries for people and for programs: a form with a table, JSON and CSV."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, NotFound, UnknownQuery, nearest
from kg.iris import PREFIXES
from kg.query.formats import named
from kg.query.protocol import Operation
from kg.query.saved import SavedQuery, saved_queries
from kg.store.base import Term
from kg.web.site import Site
from kg.web.sparql import respond

_SUFFIXES: Final = ("json", "csv")
_NUMBERS: Final = {
    PREFIXES["xsd"] + name: kind
    for name, kind in (("integer", int), ("decimal", float), ("double", float), ("float", float))
}


def queries_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("queries", __name__)

    @blueprint.route("/queries/", strict_slashes=False)
    def queries() -> Response:
        groups: dict[str, list[SavedQuery]] = {}
        for query in saved_queries().values():
            groups.setdefault(query.group, []).append(query)
        return Response(render_template("queries.html", groups=groups, say=_say(site)))

    @blueprint.route("/queries/<name>")
    def query(name: str) -> Response:
        return _page(site, _find(name))

    @blueprint.route("/api/queries/<name>.<suffix>")
    def data(name: str, suffix: str) -> Response:
        saved = _find(name)
        if suffix not in _SUFFIXES:
            raise NotFound(f"answers come as {' or '.join(_SUFFIXES)}, not as {suffix}")
        text = saved.bind(request.args.to_dict(), site.namespace, site.current)
        if suffix == "csv":
            operation = Operation(text, site.settings.query_timeout_s, solutions="csv")
            return respond(site, operation, named("csv", "solutions").media_type)
        rows = [
            {column: _plain(row.get(column)) for column in saved.columns}
            for row in site.reader.select(text)
        ]
        return Response(json.dumps(rows, ensure_ascii=False), content_type="application/json")

    return blueprint


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
        values=values,
        rows=rows,
        columns=_columns_shown(query),
        problem=problem,
        say=_say(site),
        names=site.names(term.value for term in terms if isinstance(term, NamedNode)),
    )
    return Response(body, status=400 if problem else 200)


def _find(name: str) -> SavedQuery:
    found = saved_queries().get(name)
    if found is None:
        hint = nearest(name, saved_queries())
        raise UnknownQuery(f"there is no saved query called {name}", hint)
    return found


def _values(query: SavedQuery) -> dict[str, str]:
    """Return the parameters in the address; `lang` is the page's, unless the query has one."""
    declared = {parameter.name for parameter in query.parameters}
    values = request.args.to_dict()
    return {name: text for name, text in values.items() if name != "lang" or name in declared}


def _columns_shown(query: SavedQuery) -> list[str]:
    """Leave out labels: on a page their things carry them."""
    return [column for column in query.columns if not column.lower().endswith("label")]


def _say(site: Site) -> Callable[[Mapping[str, str]], str]:
    """Return what picks the words of a title or description in the reader's language."""

    def say(words: Mapping[str, str]) -> str:
        by_base = {tag.split("-")[0]: text for tag, text in words.items()}
        bases = (tag.split("-")[0] for tag in site.languages())
        return next((by_base[base] for base in bases if base in by_base), "")

    return say


def _plain(term: Term | None) -> object:
    """Return a term as a value of JSON: numbers and booleans as such, anything else as text."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else None if term is None else str(term)
    if term.datatype.value == PREFIXES["xsd"] + "boolean":
        return term.value in {"true", "1"}
    number = _NUMBERS.get(term.datatype.value)
    return number(term.value) if number else term.value
