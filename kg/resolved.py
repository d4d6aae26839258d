"""What follows from parts, worked out beforehand, into a store that holds nothing yet.

`kg resolve` writes it beside the parts. A store that has documents, decisions or erasures of its
own comes to other results, so that only a new one takes these.

Shape:  <folder>/graphs/output.json         of which parts, and by which version
        <folder>/graphs/<name>/part-*.gz    lines of N-Quads of identity, matching and view
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.errors import StoreProblem
from kg.graph.catalog import record
from kg.graph.document import pipeline
from kg.iris import Namespace
from kg.parts import check, graphs, manifests
from kg.runs import Runs
from kg.store.base import Change, Reader
from kg.store.deferring import SORTED_TOGETHER
from kg.store.embedded import EmbeddedStore, write_whole

GRAPHS: Final = ("identity", "matching", "view")
FOLDER: Final = "graphs"
_STAMP: Final = "output.json"
_CHUNK: Final = 1 << 20  # bytes read at once


def mark(made: Path, folder: Path) -> None:
    """Write down which parts the graphs in `made` were worked out of."""
    write_whole(made / _STAMP, json.dumps(_stamp(folder), indent=2) + "\n")


def _stamp(folder: Path) -> dict[str, str]:
    digest = hashlib.sha256()
    for manifest in manifests(folder):
        digest.update(f"{manifest['name']} {manifest['sha256']}\n".encode())
    return {"parts": digest.hexdigest(), "pipeline": pipeline()}


def why_unfit(folder: Path) -> str | None:
    """Return why the graphs beside parts are not what a new store makes of these; None if they are.

    A store remembers the states of a document and what a path gave before, a resolution does not.
    """
    found: dict[str, str] = {}
    with suppress(OSError, ValueError):
        found = json.loads((folder / FOLDER / _STAMP).read_text(encoding="utf-8"))
    for name, value in _stamp(folder).items():
        if found.get(name) != value:
            return f"they are of other {name}"
    try:
        for manifest in manifests(folder):
            check(folder, manifest)
    except StoreProblem as damage:
        return str(damage)
    states, keys = dict[str, str](), dict[str, str]()
    for header in (each for manifest in manifests(folder) for each in manifest["documents"]):
        if states.setdefault(header["key"], header["digest"]) != header["digest"]:
            return f"{header['key']} is there in several states"
        if keys.setdefault(header["path"], header["key"]) != header["key"]:
            return f"{header['path']} is there in several states"
    return None


def fill(store: EmbeddedStore, new: Reader, folder: Path, sequence: int) -> dict[str, int]:
    """Put parts, and what follows from them, into an empty store.

    `new` is what a store begins with; the run with number `sequence` is said to have made the
    documents. Returns how many quads each document graph is to have.
    """
    namespace, wanted = store.namespace, dict[str, int]()
    view = NamedNode(namespace.view)
    store.apply(Change(insert=[quad for quad in new.quads() if quad.graph_name != view]))
    for piece in _pieces(_lines(folder, namespace, Runs(new, namespace), sequence, wanted)):
        store.load(piece)
    store.flush()
    return wanted


def _lines(
    folder: Path, namespace: Namespace, runs: Runs, sequence: int, wanted: dict[str, int]
) -> Iterator[bytes]:
    for graph in (each for manifest in manifests(folder) for each in graphs(folder, manifest)):
        yield _text(runs.moved(runs.version(graph), graph.path)[1])
        if graph.graph in wanted:  # it stands under several paths
            continue
        wanted[graph.graph] = graph.nquads.count(b"\n")
        yield graph.nquads
        yield _text((*record(graph, namespace), *runs.generated([graph], sequence)[1]))
    for name in GRAPHS:
        for path in sorted((folder / FOLDER / name).glob("part-*.gz")):
            with gzip.open(path) as lines:
                while some := lines.readlines(_CHUNK):
                    yield b"".join(some)


def _text(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Put lines together, so many that sorting them pays and they fit into memory."""
    some, size = list[bytes](), 0
    for each in lines:
        some.append(each)
        size += len(each)
        if size > SORTED_TOGETHER:
            yield b"".join(some)
            some, size = [], 0
    yield b"".join(some)
