"""`/sparql`: queries in, results out, streamed from the process that evaluates them."""

import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import Blueprint, Response, g, jsonify, render_template, request
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Triple
from werkzeug.wsgi import ClosingIterator, wrap_file

from kg.errors import BadQuery, KgError, NotAcceptable
from kg.query import description
from kg.query.formats import Choice, Kind, named, negotiate, of_kind, prefers_page
from kg.query.protocol import FORM, QUERY, WITH_BODY, Operation, Parts, parse
from kg.query.spool import Spool
from kg.query.workers import Answer, Blocks
from kg.store.base import Term
from kg.web.conditional import HANDED
from kg.web.editor import examples, samples, shared, terms
from kg.web.site import Site

ACCEPT_QUERY: Final = f'"{QUERY}", "{FORM}"'
_ROWS_SHOWN: Final = 1_000
_EXAMPLE: Final = """PREFIX ea: <https://w3id.org/ecoaccord/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?event ?title ?date WHERE {
  ?event a ea:Event ; skos:prefLabel ?title .
  OPTIONAL { ?event ea:dateEdtf ?date }
}
ORDER BY DESC(?date)
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A result for the eye."""

    kind: Kind
    columns: list[str]
    rows: list[list[Term | None]]
    is_cut: bool = False
    sequence: int = 0
    is_shortened: bool | None = None
    seconds: float = 0.0


def sparql_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("sparql", __name__)

    @lru_cache(maxsize=4)
    def triples(endpoint: str, sequence: int) -> list[Triple]:
        """Describe the service once for each state of the data."""
        is_managed = site.pool.default_graph is not None
        return description.describe(site.reader, site.namespace, endpoint, is_managed=is_managed)

    @blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
    def sparql() -> Response:
        parts = request_parts()
        if wants_page(parts):
            return _page(site, parts)
        operation = parse(parts, *site.query_limits)
        if operation is None:
            return _described(triples(request.base_url, site.sequence()), parts.accept)
        return respond(site, operation, parts.accept)

    @blueprint.route("/sparql/terms.json")
    def completions() -> Response:
        return jsonify(terms(site))

    @blueprint.after_request
    def name_query_types(response: Response) -> Response:
        response.headers["Accept-Query"] = ACCEPT_QUERY
        return response

    return blueprint


def request_parts() -> Parts:
    return Parts(
        method="GET" if request.method == "HEAD" else request.method,
        query_string=request.query_string.decode("ascii", "replace"),
        content_type=request.headers.get("Content-Type"),
        body=request.get_data() if request.method in WITH_BODY else b"",
        accept=request.headers.get("Accept"),
    )


def wants_page(parts: Parts) -> bool:
    """Tell whether a person asks, who did not choose a format."""
    is_get = parts.method == "GET" and not request.args.get("format")
    return is_get and prefers_page(parts.accept)


def respond(site: Site, operation: Operation, accept: str | None) -> Response:
    """Evaluate a query and stream its result.

    Raises: as Pool.run; NotAcceptable when the result is of a kind that the client does not take.
    """
    client = connection(request.environ)
    handed = request.environ.get(HANDED)
    answer = handed.outcome if handed else site.memory.run(operation, client)
    if isinstance(answer, KgError):
        raise answer
    kind: Kind = "graph" if answer.kind == "graph" else "solutions"
    if answer.format is None:
        offered = [form.media_types[0] for form in of_kind(kind)]
        raise NotAcceptable(request.args.get("format") or accept or "", offered)
    choice = choice_of(answer.format, kind, accept)
    blocks: Iterable[bytes]
    if answer.blocks.is_whole:
        blocks = [answer.blocks.taken()]
    elif request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        blocks = _spooled(answer.blocks)  # its end of transfer cannot tell whole from broken off
    else:
        spool = site.transfers.begin(answer.blocks, operation.timeout_s, partial(_hang_up, client))
        blocks = _begun(spool)
    response = Response(blocks, content_type=choice.content_type)
    response.headers.extend(said_of(answer))
    return response


def said_of(answer: Answer) -> list[tuple[str, str]]:
    """Return the headers about an answer, whatever its format."""
    said = [("X-Commit", str(answer.sequence))]
    if answer.is_shortened is not None:
        said.append(("X-Shortened", "yes" if answer.is_shortened else "no"))
    return said


def _begun(spool: Spool) -> Iterable[bytes]:
    """Return the bytes, the first in hand: what failed already still has a status to say so."""
    try:
        first = next(spool)
    except KgError:
        spool.close()
        raise
    return ClosingIterator(chain([first], spool), spool.close)


def _spooled(blocks: Iterator[bytes]) -> Iterable[bytes]:
    """Return the blocks once all of them have come, by way of a file."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    for block in blocks:
        file.write(block)
    file.seek(0)
    return wrap_file(request.environ, file)


@lru_cache(maxsize=256)
def choice_of(suffix: str, kind: Kind, accept: str | None) -> Choice:
    """Return the format under the media type by which the client asked for it."""
    chosen = named(suffix, kind)
    try:
        wanted = negotiate(accept, kind)
    except NotAcceptable:
        return chosen
    return wanted if wanted.format == chosen.format else chosen


def connection(environ: Mapping[str, Any]) -> socket.socket | None:
    """Return the connection of the client, where the server lets us have it."""
    found = environ.get("gunicorn.socket")
    return found if isinstance(found, socket.socket) else None


def _hang_up(client: socket.socket | None) -> None:
    if client is not None:
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


def _described(triples: list[Triple], accept: str | None) -> Response:
    choice = negotiate(accept, "graph")
    body = description.serialized(triples, choice.format)
    return Response(body, content_type=choice.content_type)


def _page(site: Site, parts: Parts) -> Response:
    text = request.args.get("query")
    table: Table | None = None
    error, status = None, 200
    if text is not None:
        try:
            table = _table(site, parts)
            g.pop("tag", None)  # it says how long it took this time
        except BadQuery as problem:  # shown beside the query, where it can be mended
            error, status = problem, 403 if problem.code == "refused" else 400
    query = text if text is not None else _example(site)
    body = render_template(
        "sparql.html",
        query=query,
        examples=examples(site),
        samples=samples(request.base_url, query),
        shared=shared(request.base_url, query),
        limits=site.settings,
        table=table,
        error=error,
        downloads=_downloads(site, table) if table else [],
        names=site.names(_local_iris(site, table) if table else ()),
    )
    return Response(body, status=status)


def _example(site: Site) -> str:
    """Return the saved query that is to be shown, or a simple one; slots stand open."""
    saved = site.queries().get(request.args.get("example", ""))
    return saved.text if saved else _EXAMPLE


def _table(site: Site, parts: Parts) -> Table:
    began = time.monotonic()
    operation = parse(parts._replace(accept=None), *site.query_limits)
    if operation is None:
        raise KgError("there is no query")
    by_line = operation._replace(solutions="tsv", graph="nt")
    answer = site.pool.run(by_line, client=connection(request.environ))
    table = _graph_table(answer) if answer.kind == "graph" else _solution_table(answer)
    return replace(
        table,
        sequence=answer.sequence,
        is_shortened=answer.is_shortened,
        seconds=time.monotonic() - began,
    )


def _solution_table(answer: Answer) -> Table:
    lines, is_cut = _first_lines(answer.blocks, _ROWS_SHOWN + 1)
    results = ox.parse_query_results(lines, format=QueryResultsFormat.TSV)
    if isinstance(results, ox.QueryBoolean):
        return Table("solutions", ["answer"], [[Literal(bool(results))]])
    columns = [variable.value for variable in results.variables]
    rows = [[solution[name] for name in columns] for solution in results]
    return Table("solutions", columns, rows, is_cut)


def _graph_table(answer: Answer) -> Table:
    lines, is_cut = _first_lines(answer.blocks, _ROWS_SHOWN)
    triples = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    rows: list[list[Term | None]] = [
        [quad.subject, quad.predicate, quad.object] for quad in triples
    ]
    return Table("graph", ["subject", "predicate", "object"], rows, is_cut)


def _first_lines(blocks: Blocks, most: int) -> tuple[bytes, bool]:
    """Return the first lines of a result, and whether there are more; what is left is not read."""
    gathered = b""
    with closing(blocks):
        for block in blocks:
            gathered += block
            if gathered.count(b"\n") > most:
                return b"".join(gathered.splitlines(keepends=True)[:most]), True
    return gathered, False


def _local_iris(site: Site, table: Table) -> list[str]:
    terms = (term for row in table.rows for term in row)
    iris = (term.value for term in terms if isinstance(term, NamedNode))
    return [iri for iri in iris if site.href(iri) != iri]


def _downloads(site: Site, table: Table) -> list[tuple[str, str]]:
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "format"]
    path = site.local("/sparql").partition("?")[0]
    return [
        (form.suffix, f"{path}?{urlencode([*given, ('format', form.suffix)])}")
        for form in of_kind(table.kind)
    ]
