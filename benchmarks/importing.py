"""What does loading into the embedded store cost beside `oxigraph load` of the same quads?

    python benchmarks/importing.py [--quads 1000000] [--whole]

Copies of the samples' quads go through Oxigraph's own loader and through the loading step of
`kg import`, in turn. With --whole they are those of parts made of generated documents, and go
through `kg import` itself, too, whose rest is view, identity, catalogue and log of changes.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

if __package__ in (None, ""):  # run as a script
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root), str(root / "tests")]

from benchmarks.generate import write
from benchmarks.sizing import by_oxigraph, copied, measured, of_samples
from kg.iris import Namespace
from kg.parts import manifests
from kg.store.deferring import LOADED_IN_BULK, load_in_halves
from kg.store.embedded import EmbeddedStore

KG: Final = Path(sys.executable).parent / "kg"
_TRIED: Final = 200  # documents, to find out how many quads one has


def copies(quads: int, folder: Path) -> tuple[Path, int]:
    """Return a file of at least so many quads, and how many it has."""
    file, (lines, _, _) = folder / "all.nq", of_samples(folder)
    number = quads // lines.count(b"\n") + 1
    with file.open("wb") as whole:
        whole.writelines(copied(lines, number))
    return file, number * lines.count(b"\n")


def lines_of(parts: Path, folder: Path) -> tuple[Path, int]:
    """Return a file of all quads of parts, and how many it has."""
    file = folder / "all.nq"
    with file.open("wb") as whole:
        for part in sorted((parts / "parts").glob("*.nq.gz")):
            whole.write(gzip.decompress(part.read_bytes()))
    return file, sum(manifest["quads"] for manifest in manifests(parts))


def made_parts(quads: int, folder: Path) -> Path:
    """Return a folder with parts of at least so many quads."""
    parts = folder / "parts"
    _make(_TRIED, folder, folder / "tried")
    each = sum(manifest["quads"] for manifest in manifests(folder / "tried")) / _TRIED
    _make(round(quads / each * 1.02), folder, parts)
    return parts


def _make(documents: int, folder: Path, target: Path) -> None:
    shutil.rmtree(folder / "documents", ignore_errors=True)
    write(folder / "documents", documents, 1, "text")
    command = [str(KG), "load", str(folder / "documents"), "--parts", str(target)]
    subprocess.run([*command, "--store", str(folder / "none")], check=True, capture_output=True)


def by_step(file: Path, folder: Path) -> None:
    subprocess.run([sys.executable, __file__, "--step", str(file), str(folder)], check=True)


def step(file: Path, folder: Path) -> None:
    """Load lines as the writer does: put aside, and taken in when there are enough."""
    aside = folder / "aside.nq"
    store = EmbeddedStore.open(folder, Namespace())
    with file.open("rb") as lines:
        while some := lines.read(LOADED_IN_BULK):
            with aside.open("wb") as waiting:
                waiting.write(some + lines.readline())
                os.fsync(waiting.fileno())
            store.flush()
            load_in_halves(store, aside)
    store.flush()


def by_import(parts: Path, folder: Path) -> None:
    command = [str(KG), "import", str(parts), "--store", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="time kg import, too")
    parser.add_argument("--step", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step(*options.step)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = made_parts(options.quads, folder) if options.whole else None
        file, quads = lines_of(parts, folder) if parts else copies(options.quads, folder)
        ways: list[tuple[str, Path, Callable[[Path, Path], None]]] = [
            ("oxigraph load", file, by_oxigraph),
            ("loading step", file, by_step),
        ] * options.turns
        if parts:
            ways.append(("kg import", parts, by_import))
        for title, source, way in ways:
            target = folder / "store"
            seconds, spent = measured(lambda: way(source, target))  # noqa: B023 - used at once
            shutil.rmtree(target)
            found = {
                "quads_a_s": round(quads / seconds),
                "us_a_quad": round(spent / quads * 1e6, 1),
            }
            load = round(os.getloadavg()[0], 1)
            print(json.dumps({"way": title, "quads": quads, **found, "load": load}), flush=True)


if __name__ == "__main__":
    main()
