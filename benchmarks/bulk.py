"""How fast do documents come into a server by its own loader, and how fast by updates?

    python benchmarks/bulk.py

Commits of a hundred documents, copies of the samples, go to Oxigraph's server and, where it is
installed, Virtuoso: by the loader and by updates in turn.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

if __package__ in (None, ""):  # run as a script
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root), str(root / "tests")]

from scale.servers import CREDENTIALS, oxigraph, sql_of, virtuoso

from benchmarks.sizing import copied, of_samples
from kg.iris import Namespace
from kg.remote.address import Remote
from kg.remote.store import RemoteStore
from kg.store.base import Change

_COPIES: Final = 10  # of ten samples
_TURNS: Final = 2
_DOCUMENT: Final = re.compile(rb"<([^>]*/graph/document/[^>]*)> \.$")


def documents(copies: Iterable[bytes]) -> list[bytes]:
    """Return the lines of each document's graph."""
    graphs = defaultdict[bytes, list[bytes]](list)
    for line in (line for lines in copies for line in lines.splitlines(keepends=True)):
        if found := _DOCUMENT.search(line):
            graphs[found[1]].append(line)
    return [b"".join(lines) for lines in graphs.values()]


@contextmanager
def server(kind: str, folder: Path) -> Iterator[Remote]:
    folder.mkdir()
    (folder / "bulk").mkdir()
    (folder / "credentials").write_text(CREDENTIALS)
    start = oxigraph(folder / "data") if kind == "oxigraph" else virtuoso(folder)
    with start as address:
        remote = Remote(address, kind, Namespace().base, "managed", state=str(folder))
        if kind == "virtuoso":
            login = str(folder / "credentials")
            remote = replace(
                remote, credentials=login, sql=sql_of(folder), folder=str(folder / "bulk")
            )
        yield remote


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, _, _ = of_samples(folder)
        everything = list(copied(lines, 2 * _TURNS * _COPIES))
        parts = [
            documents(everything[at : at + _COPIES]) for at in range(0, len(everything), _COPIES)
        ]
        kinds = ["oxigraph", *(["virtuoso"] if shutil.which("virtuoso-t") else [])]
        for kind in kinds:
            with server(kind, folder / kind) as remote, closing(RemoteStore(remote)) as store:
                for number, graphs in enumerate(parts, 1):
                    in_bulk, began = bool(number % 2), time.perf_counter()
                    store.apply(Change(load=graphs, in_bulk=in_bulk), number)
                    seconds = time.perf_counter() - began
                    quads = sum(graph.count(b"\n") for graph in graphs)
                    way, load = "its loader" if in_bulk else "updates", os.getloadavg()[0]
                    print(
                        f"{kind:9} {way:10} {quads / seconds:7,.0f} quads/s, load {load:.1f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
