"""The full-text index beside a store: made from a checkpoint, kept in step document by document.

It knows each document it has read by digest, so an update costs what has changed, an index that was
lost or is of another format is made anew, and one that was broken off goes on where it was.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.iris import Namespace
from kg.search.things import (
    Thing,
    batched,
    curated,
    decided,
    documents,
    merged,
    things,
    touched,
)
from kg.search.words import indexed, pinyin
from kg.store.base import Reader

FILE: Final = "search.sqlite"
FORMAT: Final = "2"

_ROWS: Final = (("texts", "rowid"), ("facets", "id"), ("called", "id"), ("things", "id"))
_AT_ONCE: Final = 200  # things or documents asked for in one query
_SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (graph TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mentions (
  graph TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (graph, iri)) WITHOUT ROWID;
CREATE INDEX by_mentioned ON mentions (iri);
CREATE TABLE merged (thing TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE decided (decision TEXT NOT NULL, time TEXT NOT NULL, thing TEXT NOT NULL,
  PRIMARY KEY (decision, time, thing)) WITHOUT ROWID;
CREATE TABLE things (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
  other TEXT NOT NULL, sources INTEGER NOT NULL, weight REAL NOT NULL);
CREATE TABLE facets (id INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (id, facet, value)) WITHOUT ROWID;
CREATE TABLE called (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE INDEX by_thing ON called (id);
CREATE INDEX by_facet ON facets (facet, value, id);
CREATE VIRTUAL TABLE texts USING fts5 (
  names, readings, words, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, row);
"""


class Index:
    """The index to write; one process has it."""

    def __init__(self, root: Path, namespace: Namespace) -> None:
        self._path, self._namespace = root / FILE, namespace
        self._data = self._open()

    def close(self) -> None:
        self._data.close()

    def update(self, reader: Reader, sequence: int) -> None:
        """Bring the index to the state of a reader, whose commit has this number."""
        wanted = documents(reader, self._namespace)
        known = dict(self._data.execute("SELECT graph, digest FROM documents"))
        edition = self._about("edition")
        if edition != wanted.edition:
            self._write(reader, curated(reader))
            self._set("edition", wanted.edition)
        gone = [graph for graph in known if graph not in wanted.digests]
        changed = [graph for graph, digest in wanted.digests.items() if known.get(graph) != digest]
        for graphs in batched([*gone, *changed], _AT_ONCE):
            self._follow(reader, graphs, wanted.digests)
        self._follow_people(reader)
        self._set("sequence", str(sequence))
        self._data.commit()

    def forget(self, since: int) -> None:
        """Leave no words in the file that nothing has any more, if something was erased since."""
        if self.erased_since < since:
            self._data.execute("INSERT INTO texts (texts) VALUES ('optimize')")
            self._data.commit()
            self._data.execute("VACUUM")
            (is_busy, *_) = self._data.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not is_busy:
                self._set("erased", str(since))
                self._data.commit()

    @property
    def erased_since(self) -> int:
        return int(self._about("erased") or 0)

    def _follow_people(self, reader: Reader) -> None:
        """Write anew what was merged, parted or decided on since."""
        before = dict(self._data.execute("SELECT thing, canonical FROM merged"))
        now = merged(reader, self._namespace)
        moved = {thing for thing, _ in before.items() ^ now.items()}
        affected = {each for thing in moved for each in _around(thing, before, now)}
        for thing in moved:
            for told in _around(thing, before, now):
                self._data.execute(
                    "INSERT OR IGNORE INTO mentions SELECT graph, ? FROM mentions WHERE iri = ?",
                    (now.get(thing, thing), told),
                )
        known = set(self._data.execute("SELECT decision, time, thing FROM decided"))
        present = decided(reader, self._namespace)
        for _, _, thing in known ^ present:
            affected |= {thing, now.get(thing, thing)}
        self._write(reader, sorted(affected))
        self._replace("merged", now.items())
        self._replace("decided", present)

    def _replace(self, table: str, rows: Collection[tuple[str, ...]]) -> None:
        self._data.execute(f"DELETE FROM {table}")  # noqa: S608
        for row in rows:
            places = ", ".join("?" * len(row))
            self._data.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608

    def _follow(self, reader: Reader, graphs: Sequence[str], digests: dict[str, str]) -> None:
        """Write anew what some documents told of, and what they tell of now."""
        told = touched(reader, self._namespace, [graph for graph in graphs if graph in digests])
        affected = {iri for iris in told.values() for iri in iris}
        for graph in graphs:
            before = self._data.execute("SELECT iri FROM mentions WHERE graph = ?", (graph,))
            affected |= {iri for (iri,) in before}
        self._write(reader, sorted(affected))
        for graph in graphs:
            self._data.execute("DELETE FROM mentions WHERE graph = ?", (graph,))
            self._data.execute("DELETE FROM documents WHERE graph = ?", (graph,))
            if graph in digests:
                rows = [(graph, iri) for iri in told.get(graph, ())]
                self._data.executemany("INSERT INTO mentions VALUES (?, ?)", rows)
                self._data.execute("INSERT INTO documents VALUES (?, ?)", (graph, digests[graph]))
        self._data.commit()

    def _write(self, reader: Reader, iris: Iterable[str]) -> None:
        """Write things as they are now; those that are no more leave."""
        for some in batched(iris, _AT_ONCE):
            found = {thing.iri: thing for thing in things(reader, self._namespace, some)}
            for iri in some:
                self._remove(iri)
                if iri in found:
                    self._add(found[iri])

    def _remove(self, iri: str) -> None:
        row = self._data.execute("SELECT id FROM things WHERE iri = ?", (iri,)).fetchone()
        for table, key in _ROWS if row else ():
            self._data.execute(f"DELETE FROM {table} WHERE {key} = ?", row)  # noqa: S608

    def _add(self, thing: Thing) -> None:
        row = (thing.iri, thing.kind, thing.name, thing.other, thing.sources, thing.weight)
        columns = "iri, kind, name, other, sources, weight"
        added = self._data.execute(f"INSERT INTO things ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        names = "\n".join(thing.names)
        texts = (added.lastrowid, indexed(names), pinyin(names), indexed(thing.text))
        self._data.execute(
            "INSERT INTO texts (rowid, names, readings, words) VALUES (?, ?, ?, ?)", texts
        )
        called = [(indexed(name), added.lastrowid) for name in thing.names]
        self._data.executemany("INSERT OR IGNORE INTO called VALUES (?, ?)", called)
        facets = [(added.lastrowid, facet, value) for facet, value in thing.facets]
        self._data.executemany("INSERT OR IGNORE INTO facets VALUES (?, ?, ?)", facets)

    def _open(self) -> sqlite3.Connection:
        """Open the index; one that cannot be read, or is not ours, is begun anew."""
        with suppress(sqlite3.DatabaseError):
            data = self._connect()
            about = dict(data.execute("SELECT name, value FROM about"))
            if (about.get("format"), about.get("base")) == (FORMAT, self._namespace.base):
                return data
            data.close()
        for path in _files(self._path):
            path.unlink(missing_ok=True)
        data = self._connect()
        data.executescript(_SCHEMA)
        values = [("format", FORMAT), ("base", self._namespace.base)]
        data.executemany("INSERT INTO about VALUES (?, ?)", values)
        data.commit()
        return data

    def _connect(self) -> sqlite3.Connection:
        data = sqlite3.connect(self._path)
        data.execute("PRAGMA journal_mode = WAL")
        data.execute("PRAGMA synchronous = NORMAL")
        data.execute("PRAGMA secure_delete = ON")
        return data

    def _about(self, name: str) -> str | None:
        row = self._data.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set(self, name: str, value: str) -> None:
        self._data.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def _around(thing: str, *canonical: Mapping[str, str]) -> set[str]:
    """Return a thing with what stood and what stands for it."""
    return {thing, *(each.get(thing, thing) for each in canonical)}


def _files(path: Path) -> Iterator[Path]:
    for end in ("", "-wal", "-shm"):
        yield path.with_name(path.name + end)
