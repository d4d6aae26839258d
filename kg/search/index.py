"""The full-text index beside a store: made from a checkpoint, kept in step by the log of changes.

The log names the things that each commit moved, so an update costs what has changed. An index that
was lost, is of another format, or belongs to another history is made anew, and making one that was
broken off goes on where it was. What an index of another history knew is found until then.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.history.past import Past
from kg.iris import Namespace
from kg.search.things import KINDS, Texts, Thing, batched, kind_of, present, things, uses
from kg.search.words import indexed, pinyin
from kg.store.base import Reader

FILE: Final = "search.sqlite"
FORMAT: Final = "8"
VALUED: Final = ("type", "year", "place", "framework", "agency")  # facets but for the kind

_ROWS: Final = (("texts", "rowid"), ("called", "id"), ("bodies", "id"), ("things", "id"))
_AT_ONCE: Final = 200  # things asked for in one query, and made permanent together
_ENTRIES: Final = 1_000  # of the log, read at once
_SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE things (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
  other TEXT NOT NULL, day TEXT NOT NULL, date TEXT NOT NULL,
  sources INTEGER NOT NULL, weight REAL NOT NULL,
  is_told INTEGER NOT NULL, digest BLOB NOT NULL,
  type TEXT, year TEXT, place TEXT, framework TEXT, agency TEXT);
CREATE INDEX by_kind ON things (kind, day, is_told);
CREATE TABLE options (
  option INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value));
CREATE TABLE facets (
  option INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (option, id)) WITHOUT ROWID;
CREATE TABLE called (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE INDEX by_thing ON called (id);
CREATE TABLE renewed (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE bodies (id INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5 (
  names, readings, words, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, row);
"""


class Index:
    """The index to write; one process has it."""

    def __init__(self, root: Path, namespace: Namespace, texts: Texts | None = None) -> None:
        """Open the index; `texts` gives the full text of a document by digest, without it quotes
        alone are known. An index made in the other way is begun anew.
        """
        self._path, self._namespace, self._texts = root / FILE, namespace, texts
        self._past = Past(root)
        self._data = self._open()

    def close(self) -> None:
        self._data.close()

    def update(self, reader: Reader, sequence: int) -> None:
        """Bring the index to the state of a reader, whose commit has this number."""
        if not self._is_of_this_history("entry"):
            self._make(reader, sequence)
        self._follow(reader, sequence)
        self._set("entry", self._newest_entry(sequence))
        self._set("counts", json.dumps(self._counts()))
        self._set("sequence", str(sequence))
        self._data.commit()

    def count(self, reader: Reader, sequence: int) -> None:
        """Note how often each term of the vocabulary is used; this walks through the view."""
        self._set("uses", json.dumps([sequence, uses(reader)]))
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

    def _make(self, reader: Reader, sequence: int) -> None:
        """Write everything, but for what was written before making it was broken off."""
        if not self._is_of_this_history("begun"):
            self._data.execute("DELETE FROM renewed")
            self._data.execute("DELETE FROM about WHERE name IN ('entry', 'erased')")
            self._set("begun", self._newest_entry(sequence))
        written = {iri for (iri,) in self._data.execute("SELECT iri FROM renewed")}
        here = (iri for iri in present(reader, self._namespace) if iri not in written)
        for some in batched(here, _AT_ONCE):
            renewed = [(iri,) for iri in some]
            self._data.executemany("INSERT OR IGNORE INTO renewed VALUES (?)", renewed)
            self._write(reader, some)
        gone = "SELECT iri FROM things WHERE iri NOT IN (SELECT iri FROM renewed)"
        for (iri,) in self._data.execute(gone).fetchall():
            self._put(iri, None)
        self._data.execute("DELETE FROM renewed")
        self._set("entry", self._about("begun") or "")
        self._data.execute("DELETE FROM about WHERE name = 'begun'")
        self._data.commit()

    def _follow(self, reader: Reader, sequence: int) -> None:
        """Write anew what was moved since the entry of the log that the index knows."""
        entry = self._about("entry")
        known = int(entry.split()[0]) if entry else sequence
        commits = self._past.between(known, sequence)
        moved = {self._namespace.thing("document", k) for each in commits for k in each.documents}
        first, end = self._past.since(known, sequence)
        for start in range(first, end, _ENTRIES):
            entries = self._past.entries(start, min(start + _ENTRIES, end))
            moved |= {e.move.subject for e in entries if kind_of(self._namespace, e.move.subject)}
        self._write(reader, sorted(moved))

    def _is_of_this_history(self, name: str) -> bool:
        """Tell whether the log still has an entry that was remembered."""
        entry = self._about(name)
        return bool(entry) and entry == self._newest_entry(int((entry or "").split()[0]))

    def _newest_entry(self, sequence: int) -> str:
        """Return what differs between any two entries of any two logs; nothing without a log."""
        commits = self._past.commits(sequence, most=1)
        return f"{commits[0].sequence} {commits[0].time}" if commits else ""

    def _counts(self) -> dict[str, int]:
        """Count what documents tell of."""
        rows = self._data.execute("SELECT kind, COUNT(*) FROM things WHERE is_told GROUP BY kind")
        known = dict(rows.fetchall())
        return {kind: known[kind] for kind in KINDS if kind in known}

    def _write(self, reader: Reader, iris: Iterable[str]) -> None:
        """Write things as they are now; those that are no more leave."""
        for some in batched(iris, _AT_ONCE):
            found = {t.iri: t for t in things(reader, self._namespace, some, self._texts)}
            for iri in some:
                self._put(iri, found.get(iri))
            self._data.commit()

    def _put(self, iri: str, thing: Thing | None) -> None:
        """Write a thing; of one that only has other sources, words stay as they are."""
        chosen = f"SELECT id, digest, {', '.join(VALUED)} FROM things WHERE iri = ?"  # noqa: S608
        row, digest, *options = self._data.execute(chosen, (iri,)).fetchone() or (None, b"")
        if thing and row and digest == _digest(thing):
            change = "UPDATE things SET sources = ?, weight = ?, is_told = ? WHERE id = ?"
            self._data.execute(change, (thing.sources, thing.weight, thing.is_told, row))
            return
        for table, key in _ROWS if row else ():
            self._data.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))  # noqa: S608
        gone = [(option, row) for facet in options if facet for option in facet.split()]
        self._data.executemany("DELETE FROM facets WHERE option = ? AND id = ?", gone)
        if thing:
            self._add(thing)

    def _add(self, thing: Thing) -> None:
        options = self._options(thing)
        row = self._data.execute(
            "INSERT INTO things VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(thing.iri, thing.kind, thing.name, thing.other, thing.day, thing.date),
                *(thing.sources, thing.weight, thing.is_told, _digest(thing)),
                *(" ".join(map(str, options[facet])) or None for facet in VALUED),
            ),
        ).lastrowid
        names = "\n".join(thing.names)
        self._data.execute(
            "INSERT INTO texts (rowid, names, readings, words) VALUES (?, ?, ?, ?)",
            (row, indexed(names), pinyin(names), indexed(thing.text)),
        )
        if thing.text:
            body = zlib.compress(thing.text.encode("utf-8", "replace"))
            self._data.execute("INSERT INTO bodies VALUES (?, ?)", (row, body))
        called = [(indexed(name), row) for name in thing.names]
        self._data.executemany("INSERT OR IGNORE INTO called VALUES (?, ?)", called)
        facets = [(option, row) for some in options.values() for option in some]
        self._data.executemany("INSERT INTO facets VALUES (?, ?)", facets)

    def _options(self, thing: Thing) -> dict[str, list[int]]:
        """Return the numbers of a thing's values by facet; what is new among them gets one."""
        new = "INSERT OR IGNORE INTO options (facet, value) VALUES (?, ?)"
        self._data.executemany(new, thing.facets)
        chosen = "SELECT option FROM options WHERE facet = ? AND value = ?"
        found: dict[str, list[int]] = {facet: [] for facet in VALUED}
        for facet, value in sorted(thing.facets):
            found[facet] += self._data.execute(chosen, (facet, value)).fetchone()
        return found

    def _identity(self) -> dict[str, str]:
        """Return what an index has to be to be gone on with."""
        texts = "full" if self._texts else "quotes"
        return {"format": FORMAT, "base": self._namespace.base, "texts": texts}

    def _open(self) -> sqlite3.Connection:
        """Open the index; one that cannot be read, or is not ours, is begun anew."""
        with suppress(sqlite3.DatabaseError):
            data = self._connect()
            about = dict(data.execute("SELECT name, value FROM about"))
            if self._identity().items() <= about.items():
                return data
            data.close()
        for path in _files(self._path):
            path.unlink(missing_ok=True)
        self._data = self._connect()
        self._data.executescript(_SCHEMA)
        self._insert_about(self._identity())
        self._data.commit()
        return self._data

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

    def _insert_about(self, values: dict[str, str]) -> None:
        self._data.executemany("INSERT INTO about VALUES (?, ?)", values.items())


def _digest(thing: Thing) -> bytes:
    """Return what differs when words or facets do."""
    parts = (thing.name, thing.other, thing.day, thing.date, thing.text, sorted(thing.names))
    return hashlib.sha256(repr((*parts, sorted(thing.facets))).encode()).digest()[:16]


def _files(path: Path) -> Iterator[Path]:
    for end in ("", "-wal", "-shm"):
        yield path.with_name(path.name + end)
