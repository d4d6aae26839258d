"""What machines look for: robots.txt, the sitemap, the description of the data set, and dumps."""

import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import NotFound, Overloaded
from kg.history.past import Past
from kg.query.protocol import Operation
from kg.web.site import Site

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS: Final = 20_000  # of a sitemap, which may have 50,000
_DUMPS: Final = 2  # at a time
_DUMP_S: Final = 3_600.0
_THINGS: Final = """PREFIX ea: <https://w3id.org/ecoaccord/ns#>
SELECT %s {
  VALUES ?class {
    ea:Document ea:Event ea:Agreement ea:Agency ea:Framework ea:Place ea:Person ea:EventSeries }
  ?thing a ?class }"""
_ROBOTS: Final = """User-agent: *
Disallow: {root}/sparql
Disallow: {root}/search
Disallow: {root}/api/
Disallow: {root}/data/
Disallow: {root}/dump/
Disallow: {root}/changes?
Disallow: {root}/review
Disallow: {root}/why
Sitemap: {address}
"""


def machines_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("machines", __name__)
    dumping = threading.BoundedSemaphore(_DUMPS)

    @blueprint.route("/robots.txt")
    def robots() -> Response:
        address = url_for("machines.sitemap", _external=True)
        text = _ROBOTS.format(root=request.script_root, address=address)
        return Response(text, mimetype="text/plain")

    @blueprint.route("/favicon.ico")
    def icon() -> AnyResponse:
        """Serve browsers that look at data, which name no icon."""
        return redirect(url_for("static", filename="favicon.png"), 301)

    @blueprint.route("/sitemap.xml")
    def sitemap() -> Response:
        return Response(_sitemap(site), mimetype="application/xml")

    @blueprint.route("/.well-known/void")
    def void() -> AnyResponse:
        return redirect(site.local("/sparql"), 303)

    @blueprint.route("/dump/<path:name>")
    def dump(name: str) -> Response:
        path, form = _dumped(name)
        lines = _everything(site, dumping) if path == "all" else _graph(site, path)
        body = _gzipped(_as_trig(lines) if form == "trig" else lines)
        response = Response(body, mimetype="application/gzip")
        attachment = f'attachment; filename="{path.replace("/", "-")}.{form}.gz"'
        response.headers["Content-Disposition"] = attachment
        return response

    return blueprint


def _sitemap(site: Site) -> bytes:
    """Return the pages of all things; of many, a list of sitemaps that have them."""
    count = int(site.reader.select(_THINGS % "(COUNT(*) AS ?count)")[0]["count"].value)  # type: ignore[union-attr]
    if count <= _LINKS or "page" in request.args:
        start = (site.page_number() - 1) * _LINKS
        query = f"{_THINGS % '?thing'} ORDER BY ?thing LIMIT {_LINKS} OFFSET {start}"
        iris = [str(getattr(row["thing"], "value", "")) for row in site.reader.select(query)]
        moved = Past(site.settings.root).last_moved(iris)
        host = request.host_url.rstrip("/")
        links = ((host + site.href(iri), moved.get(iri)) for iri in iris)
        return _listed("urlset", "url", links)
    pages = range(1, -(-count // _LINKS) + 1)
    addresses = (url_for("machines.sitemap", page=page, _external=True) for page in pages)
    return _listed("sitemapindex", "sitemap", ((address, None) for address in addresses))


def _listed(root: str, entry: str, links: Iterable[tuple[str, str | None]]) -> bytes:
    """Write addresses, each with when it was changed last where that is known."""
    tree = ET.Element(root, {"xmlns": _SITEMAP})
    for address, moved in links:
        link = ET.SubElement(tree, entry)
        ET.SubElement(link, "loc").text = address
        if moved:
            ET.SubElement(link, "lastmod").text = moved
    return bytes(ET.tostring(tree, encoding="utf-8", xml_declaration=True))


def _dumped(name: str) -> tuple[str, str]:
    for form in ("nq", "trig"):
        if name.endswith(f".{form}.gz"):
            return name.removesuffix(f".{form}.gz"), form
    raise NotFound(f"there is no dump {name}", "such as all.nq.gz or view.trig.gz")


def _graph(site: Site, path: str) -> Iterator[bytes]:
    """Return the lines of one graph as N-Quads; its first block is computed before the first."""
    iri = site.namespace.graph(path)
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    if any(character in path for character in '<>"{}|\\^` '):
        raise NotFound(f"there is no graph {iri}")
    answer = site.pool.run(Operation(text, site.settings.query_timeout_s, graph="nt"))
    lines = _lines(answer.blocks)
    first = next(lines, None)
    if first is None:
        raise NotFound(f"there is no graph {iri}")
    end = f" <{iri}> .\n".encode()
    return (line.removesuffix(b" .\n") + end for line in _chained(first, lines))


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _everything(site: Site, dumping: threading.BoundedSemaphore) -> Iterator[bytes]:
    """Return the lines of all graphs, sorted; the first one is there already."""
    settings = site.settings
    command = [sys.executable, "-P", "-c", "from kg.cli import main; main()", "dump"]
    flags = [
        text
        for name in ("store", "state", "store_kind", "store_credentials", "base_iri", "dataset")
        for text in (f"--{name.replace('_', '-')}", getattr(settings, name))
    ]
    lines = _output([*command, *flags], dumping)
    return _chained(next(lines, b""), lines)


def _output(command: list[str], dumping: threading.BoundedSemaphore) -> Iterator[bytes]:
    """Yield the lines that a process writes, of which there are only so many at a time."""
    if not dumping.acquire(blocking=False):
        raise Overloaded(f"{_DUMPS} dumps are being made already")
    with (
        _released(dumping),
        subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process,
    ):
        limit = threading.Timer(_DUMP_S, process.kill)
        limit.start()
        try:
            yield from process.stdout or ()
        except GeneratorExit:  # whoever read it has left
            process.kill()
            raise
        finally:
            limit.cancel()
    if process.returncode:
        raise Overloaded("the dump was broken off")


@contextmanager
def _released(semaphore: threading.BoundedSemaphore) -> Iterator[None]:
    try:
        yield
    finally:
        semaphore.release()


def _as_trig(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Write each quad as a block of its graph, which is TriG whatever order they come in."""
    for line in lines:
        triple, _, graph = line.removesuffix(b" .\n").rpartition(b" ")
        yield graph + b" { " + triple + b" }\n"


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest


def _gzipped(lines: Iterator[bytes]) -> Iterator[bytes]:
    press = zlib.compressobj(6, zlib.DEFLATED, 31)
    for line in lines:
        if pressed := press.compress(line):
            yield pressed
    yield press.flush()
