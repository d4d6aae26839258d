"""Looks for words in everything that a store keeps, packed as it may be."""

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.history.moves import unpacked


def holders(folder: Path, *words: str) -> list[str]:
    """Return the files below a folder, and the stores, that have one of these words."""
    found = {name for name, content in _contents(folder) if any(w in content for w in words)}
    return sorted(found)


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file():
            yield name, f"{name} {path.read_bytes().decode(errors='replace')}"
            if path.suffix == ".gz":
                yield name, gzip.decompress(path.read_bytes()).decode(errors="replace")
            if path.suffix == ".sqlite":
                yield name, _tables(path)
        elif (path / "CURRENT").exists():
            store = ox.Store.read_only(str(path))
            yield name, "\n".join(map(str, store))
            del store


def _tables(path: Path) -> str:
    data = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [name for (name,) in data.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    rows = [row for table in tables for row in data.execute(f"SELECT * FROM {table}")]
    blocks = data.execute("SELECT body FROM blocks") if "blocks" in tables else ()
    moves = [unpacked(body) for (body,) in blocks]
    data.close()
    return f"{rows} {moves}"
