"""`/graphs`: whole graphs by GET, HEAD, PUT, POST, DELETE and PATCH.

A graph is named by `?graph=` or `?default`, or by the address itself (`/graphs/<anything>`).

Source: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from kg.errors import BadParameter, BadRequest, KgError, NotFound, UnsupportedMediaType
from kg.query.formats import named, negotiate
from kg.query.protocol import UPDATE, Operation, Parts, parse, parse_update
from kg.web.site import Site
from kg.web.sparql import respond
from kg.web.writing import Writing

_METHODS: Final = ["GET", "PUT", "POST", "DELETE", "PATCH"]
_MULTIPART: Final = "multipart/form-data"
_OF_ONE_GRAPH: Final = ("ttl", "nt", "jsonld", "rdf")
_TAG: Final = re.compile(r"(\d+)-([0-9a-f]+)-")


def graph_store_blueprint(site: Site, writing: Writing) -> Blueprint:
    blueprint = Blueprint("graph_store", __name__)

    @blueprint.route("/graphs", methods=_METHODS)
    @blueprint.route("/graphs/<path:rest>", methods=_METHODS)
    def graphs(rest: str | None = None) -> Response:
        iri = _graph(is_direct=rest is not None)
        if request.method in ("GET", "HEAD"):
            return _read(site, _needed(iri))
        writing.access.require("load")
        if request.method == "PATCH":
            return _patch(site, writing, _needed(iri))
        if request.method == "DELETE":
            return writing.done(
                writing.graph("DELETE", _needed(iri), condition=_condition(site, iri))
            )
        if iri is None and request.method == "POST":
            return _post_new(writing)
        return _write(site, writing, _needed(iri))

    return blueprint


def _read(site: Site, iri: str) -> Response:
    """Return a graph as far as its newest checkpoint holds it."""
    suffix = _suffix()
    tag = f"{site.sequence()}-{_life(site)}-{suffix}"
    for known in request.if_none_match.as_set():
        if known == tag or known.startswith(f"{tag}-"):  # which names a compression
            response = Response(status=304)
            response.set_etag(known)
            return response
    graph = f"GRAPH {NamedNode(iri)} " if iri else ""
    if iri and not _ask(site, f"ASK {{ {graph}{{}} }}"):
        raise NotFound(f"there is no graph <{iri}>")
    pattern = f"{{ {graph}{{ ?s ?p ?o }} }}"
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}" + (
        " LIMIT 0" if request.method == "HEAD" else ""
    )
    response = respond(site, _operation(site, text, suffix), request.headers.get("Accept"))
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{response.headers['X-Commit']}-{_life(site)}-{suffix}")
    return response


def _write(site: Site, writing: Writing, iri: str) -> Response:
    changed = writing.graph(request.method, iri, list(_parts()), _condition(site, iri))
    return writing.done(changed, 201 if changed.created else 204)


def _post_new(writing: Writing) -> Response:
    iri = f"{request.host_url.rstrip('/')}{request.script_root}/graphs/{token_hex(8)}"
    response = writing.done(writing.graph("POST", iri, list(_parts())), 201)
    response.headers["Location"] = iri
    return response


def _patch(site: Site, writing: Writing, iri: str) -> Response:
    if request.mimetype != UPDATE:
        raise UnsupportedMediaType(f"a graph is patched by {UPDATE}")
    body = Parts("POST", "", request.headers.get("Content-Type"), request.get_data())
    condition = _condition(site, iri, must_exist=True)
    return writing.done(writing.update(parse_update(body), only=iri, condition=condition))


def _graph(*, is_direct: bool) -> str | None:
    """Return the IRI of the graph that a request is about, "" for the default one.

    Raises: BadRequest, BadParameter
    """
    iris, defaults = request.args.getlist("graph"), request.args.getlist("default")
    if len(iris) + len(defaults) + is_direct > 1:
        raise BadRequest("a request is about one graph: ?graph=, ?default or an address below here")
    if defaults:
        return ""
    if is_direct:
        raw = request.environ.get("RAW_URI") or request.full_path
        iris = [f"{request.host_url.rstrip('/')}{request.script_root}{urlsplit(raw).path}"]
    for iri in iris:
        try:
            return NamedNode(iri).value
        except ValueError as error:
            raise BadParameter("graph", f"{iri!r} is not an absolute IRI") from error
    return None


def _needed(iri: str | None) -> str:
    if iri is None:
        raise BadRequest("which graph? name it by ?graph=, ?default or an address below this one")
    return iri


def _parts() -> Iterator[tuple[str, bytes]]:
    """Yield the files that a request brings, each after the suffix of its format.

    Raises: UnsupportedMediaType, BadRequest
    """
    if request.mimetype != _MULTIPART:
        yield _format(request.mimetype, request.mimetype_params), request.get_data()
        return
    if request.form:
        raise BadRequest("each part is a file, with a name and a media type")
    for file in (file for files in request.files.listvalues() for file in files):
        suffix = Path(file.filename or "").suffix.removeprefix(".")
        is_known = file.mimetype not in ("", "application/octet-stream")
        yield _format(file.mimetype if is_known else suffix, file.mimetype_params), file.read()


def _format(name: str, parameters: dict[str, str]) -> str:
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaType("graphs come in UTF-8 here")
    try:
        suffix = named(name, "graph").format.suffix
    except KgError:
        suffix = ""
    if suffix not in _OF_ONE_GRAPH:
        types = ", ".join(named(one, "graph").media_type for one in _OF_ONE_GRAPH)
        raise UnsupportedMediaType(f"a graph comes as one of {types}, not as {name or 'nothing'}")
    return suffix


def _condition(site: Site, iri: str | None, *, must_exist: bool = False) -> dict[str, Any] | None:
    """Return what has to be so for a change to be made: If-Match and If-None-Match."""
    given, absent = request.if_match, request.if_none_match
    if not (given or absent or must_exist):
        return None
    seen = None
    if given and not given.star_tag:
        tags = [found for tag in given.as_set() if (found := _TAG.match(tag))]
        seen = [int(found[1]) for found in tags if found[2] == _life(site)]
    return {
        "graph": iri,
        "match": seen,
        "must_exist": must_exist,
        "must_match": given.star_tag,
        "must_be_new": absent.star_tag,
    }


def _life(site: Site) -> str:
    """Return what differs between stores, and between a store and one restored from a copy."""
    try:
        return f"{(site.pool.root / 'stamp.json').stat().st_mtime_ns:x}"
    except FileNotFoundError:  # before the first writer
        return "0"


def _suffix() -> str:
    name = request.args.get("format")
    choice = named(name, "graph") if name else negotiate(request.headers.get("Accept"), "graph")
    return choice.format.suffix


def _operation(site: Site, text: str, suffix: str) -> Operation:
    asked = {name: request.args[name] for name in ("timeout",) if name in request.args}
    query_string = urlencode({"query": text, "format": suffix} | asked)
    operation = parse(Parts("GET", query_string), *site.query_limits)
    if operation is None:
        raise KgError("there is no query")
    return operation


def _ask(site: Site, text: str) -> bool:
    answer = site.pool.run(_operation(site, text, "json"))
    return b"true" in b"".join(answer.blocks)
