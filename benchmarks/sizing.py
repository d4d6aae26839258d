"""How much room and time does a document take in each store?

    python benchmarks/sizing.py [--copies 100]

Loads the samples, makes so many copies of their quads with other keys, and gives them to the
loaders of Oxigraph and, where it is installed, Virtuoso. Counts of graphs are checked after each.
"""

import argparse
import gzip
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

if __package__ in (None, ""):  # run as a script
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root), str(root / "tests")]

import pyoxigraph as ox
from scale.servers import OXIGRAPH, sql_of, virtuoso

from kg.commit import initial
from kg.iris import Namespace
from kg.load import load
from kg.remote.address import Remote
from kg.remote.endpoint import Endpoint
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import open_checkpoint

SAMPLES: Final = Path(__file__).resolve().parent.parent / "samples"
_OWN: Final = re.compile(rb"(/(?:id|graph)/\w+/)([a-z2-7]{16})")
_GRAPH: Final = re.compile(rb"<([^>]*)> \.$", re.MULTILINE)


def of_samples(folder: Path) -> tuple[bytes, int, int]:
    """Return the quads that documents bring, how many documents, and how many quads all need."""
    settings = Settings(store=str(folder / "store"))
    documents = load([SAMPLES], settings).added
    fixed = set(initial(Namespace()).insert)
    newest = checkpoints.newest(folder / "store")
    assert newest
    with open_checkpoint(newest, Namespace()) as reader:
        brought = [quad for quad in reader.quads() if quad not in fixed]
    lines = ox.serialize(brought, format=ox.RdfFormat.N_QUADS)
    return lines or b"", documents, len(fixed)


def copied(lines: bytes, copies: int) -> Iterator[bytes]:
    """Yield the quads with other keys in the place of those that a document made."""
    yield lines
    for number in range(1, copies):
        mark = b"%04d" % number
        yield _OWN.sub(lambda key: key[1] + mark + key[2][4:], lines)  # noqa: B023 - used at once


def measured(work: Callable[[], None]) -> tuple[float, float]:
    """Return seconds and processor seconds of processes that it waits for."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, spent


def disk_bytes(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def by_oxigraph(file: Path, folder: Path) -> None:
    command = [str(OXIGRAPH), "load", "--location", str(folder), "--file", str(file)]
    subprocess.run(command, check=True, capture_output=True)


def by_program(file: Path, folder: Path) -> None:
    code = "import pyoxigraph as o,sys; s=o.Store(sys.argv[2]); "
    code += "s.bulk_load(path=sys.argv[1], format=o.RdfFormat.N_QUADS); s.flush()"
    subprocess.run([sys.executable, "-c", code, str(file), str(folder)], check=True)


def report(name: str, quads: int, size: int, seconds: float, spent: float | None = None) -> None:
    rate = f"{size / quads:5.0f} bytes a quad on disk, {quads / seconds:9,.0f} quads/s"
    more = "" if spent is None else f", {spent / quads * 1e6:5.1f} µs of processor a quad"
    print(f"{name:28} {rate}{more}", flush=True)


def in_virtuoso(file: Path, folder: Path, counts: Counter[bytes], quads: int) -> None:
    folder.mkdir()
    with virtuoso(folder) as address:
        before = disk_bytes(folder)
        shutil.copy(file, folder / file.name)
        steps = f"ld_dir ('.', '{file.name}', 'urn:x-none'); rdf_loader_run (); checkpoint;"
        began = time.perf_counter()
        command = ["isql-vt", sql_of(folder), "dba", "dba", f"exec={steps}"]
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - began
        (folder / file.name).unlink()
        size = disk_bytes(folder) - before
        remote = Remote(address, "virtuoso", Namespace().base, "plain")
        found = in_graphs(Endpoint(remote), counts)
        differing = {iri.decode(): (n, found[iri]) for iri, n in counts.items() if found[iri] != n}
        for iri, (came, there) in list(differing.items())[:5]:
            print(f"  {iri}: {came} quads came, it has {there}")
        print(f"  {len(differing)} of {len(counts)} graphs differ")
        report("Virtuoso, rdf_loader_run", quads, size, seconds)


def in_graphs(endpoint: Endpoint, wanted: Counter[bytes]) -> Counter[bytes]:
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    with endpoint.query(text, "application/sparql-results+xml", 60) as reply:
        rows = ox.parse_query_results(reply.whole(), format=ox.QueryResultsFormat.XML)
    found = ((row["g"].value.encode(), int(row["n"].value)) for row in rows)  # type: ignore[union-attr]
    return Counter({iri: number for iri, number in found if iri in wanted})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=100)
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, documents, fixed = of_samples(folder)
        distinct = {line for each in copied(lines, copies) for line in each.splitlines(True)}
        counts = Counter(found[1] for line in distinct if (found := _GRAPH.search(line)))
        quads = len(distinct)
        file = folder / "all.nq"
        file.write_bytes(b"".join(sorted(distinct)))
        packed = gzip.compress(file.read_bytes(), 1)
        print(
            f"{documents * copies:,} documents, {quads / documents / copies:.0f} quads each beside "
            f"{fixed:,} for all; N-Quads {file.stat().st_size / quads:.0f} bytes a quad, "
            f"gzip {len(packed) / quads:.0f}; load {os.getloadavg()[0]:.1f}"
        )
        for title, way in (
            ("oxigraph load", by_oxigraph),
            ("bulk_load of this program", by_program),
        ):
            target = folder / title.replace(" ", "-")
            seconds, spent = measured(lambda: way(file, target))  # noqa: B023 - used at once
            report(title, quads, disk_bytes(target), seconds, spent)
        if shutil.which("virtuoso-t"):
            in_virtuoso(file, folder / "virtuoso", counts, quads)


if __name__ == "__main__":
    main()
