"""The log of changes as the writer keeps it: a file of SQLite beside the store.

An entry is on the disk before its commit is made, and one whose commit was not made is dropped by
the next writer; so no commit lacks its entry. Readers look at nothing beyond the newest checkpoint.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kg.history.moves import Move, packed, unpacked

Cause: TypeAlias = Literal[
    "start", "begun", "load", "removal", "decision", "edition", "erasure", "upgrade"
]

FILE: Final = "changes.sqlite"
TOGETHER: Final = 250  # things in one block, and on one page of the stream
_FORMAT: Final = "1"
_TICK: Final = timedelta(milliseconds=1)
SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE commits (
  sequence INTEGER PRIMARY KEY, time TEXT NOT NULL, cause TEXT NOT NULL, documents TEXT NOT NULL,
  first INTEGER NOT NULL, things INTEGER NOT NULL);
CREATE INDEX by_first ON commits (first);
CREATE TABLE blocks (
  first INTEGER PRIMARY KEY, things INTEGER NOT NULL, sequence INTEGER NOT NULL,
  body BLOB NOT NULL);
CREATE INDEX by_commit ON blocks (sequence);
CREATE TABLE touched (
  thing INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (thing, number)) WITHOUT ROWID;
"""


class Log:
    """The log to write; the writer has it. Things are numbered in the order of their entries."""

    def __init__(self, root: Path, base: str, sequence: int, keep_days: int = 0) -> None:
        """Open the log of a store whose newest commit is `sequence`."""
        self._path, self._base = root / FILE, base
        self._keep = timedelta(days=keep_days)
        self._data = self._open()
        with self._data:
            self._drop("sequence > ?", sequence)

    @property
    def last(self) -> int:
        """The number of the newest commit that has an entry, 0 without any."""
        row = self._data.execute("SELECT max(sequence) FROM commits").fetchone()
        return row[0] or 0

    def append(
        self, sequence: int, cause: Cause, documents: Sequence[str], moves: Iterable[Move]
    ) -> None:
        """Write the entry of a commit about to be made, for good; none if nothing changes."""
        remaining = iter(moves)
        with self._data:
            self._drop("sequence >= ?", sequence)  # one that failed had the same number
            first, time = self._next()
            number = first
            while some := list(islice(remaining, TOGETHER)):
                self._data.execute(
                    "INSERT INTO blocks VALUES (?, ?, ?, ?)",
                    (number, len(some), sequence, packed(some)),
                )
                rows = [(hashed(move.subject), number + i) for i, move in enumerate(some)]
                self._data.executemany("INSERT INTO touched VALUES (?, ?)", rows)
                number += len(some)
            if number > first:
                keys = json.dumps(documents)
                self._data.execute(
                    "INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?)",
                    (sequence, _text(time), cause, keys, first, number - first),
                )
                self._forget(time)

    def erase(
        self,
        documents: Collection[str],
        said: Callable[[str], AbstractSet[str]],
        renamed: Mapping[str, str],
    ) -> None:
        """Forget what documents brought, and what only they can have brought to other things.

        `said` tells what still stands of a thing. Those `renamed` had IRIs that say too much.
        """
        commits = self._data.execute("SELECT sequence, documents FROM commits").fetchall()
        theirs = [
            sequence
            for sequence, keys in commits
            if not set(json.loads(keys)).isdisjoint(documents)
        ]
        moves = [move for sequence in theirs for move in self._moves(sequence)]
        stands = {thing: said(thing) for thing in {move.subject for move in moves}}
        brought = frozenset(
            statement
            for move in moves
            for statement in (*move.removed, *move.added)
            if statement not in stands[move.subject] and _tells(statement, renamed)
        )

        def reduced(move: Move) -> Move:
            if move.subject in stands:
                move = move.only(stands[move.subject])
            elif not brought.isdisjoint((*move.removed, *move.added, *move.kept)):
                move = move.without(brought - said(move.subject))
            return move._replace(subject=renamed.get(move.subject, move.subject))

        with self._data:
            for (first,) in self._data.execute("SELECT first FROM blocks").fetchall():
                self._rewrite(first, reduced)
        self._data.execute("VACUUM")

    def _moves(self, sequence: int) -> Iterator[Move]:
        chosen = "SELECT body FROM blocks WHERE sequence = ?"
        for (body,) in self._data.execute(chosen, (sequence,)):
            yield from unpacked(body)

    def _rewrite(self, first: int, reduced: Callable[[Move], Move]) -> None:
        chosen = "SELECT body FROM blocks WHERE first = ?"
        before = unpacked(self._data.execute(chosen, (first,)).fetchone()[0])
        after = [reduced(move) for move in before]
        if after != before:
            update = "UPDATE blocks SET body = ? WHERE first = ?"
            self._data.execute(update, (packed(after), first))

    def settle(self) -> bool:
        """Leave nothing in the files that was erased; return whether readers let it."""
        is_busy, *_ = self._data.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy

    def close(self) -> None:
        self._data.close()

    def _next(self) -> tuple[int, datetime]:
        """Return the number of the next entry and its time, which is later than any before."""
        now = datetime.now(UTC)
        row = self._data.execute(
            "SELECT first + things, time FROM commits ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return 0, now
        return row[0], max(now, datetime.fromisoformat(row[1]) + _TICK)

    def _forget(self, now: datetime) -> None:
        """Drop what is older than it is to be kept; the newest entry stays."""
        if self._keep:
            self._drop("time < ?", _text(now - self._keep))

    def _drop(self, condition: str, value: object) -> None:
        chosen = f"SELECT sequence FROM commits WHERE {condition}"  # noqa: S608
        for (sequence,) in self._data.execute(chosen, (value,)).fetchall():
            self._data.execute("DELETE FROM commits WHERE sequence = ?", (sequence,))
            blocks = "SELECT first, body FROM blocks WHERE sequence = ?"
            for first, body in self._data.execute(blocks, (sequence,)).fetchall():
                rows = [(hashed(move.subject), first + i) for i, move in enumerate(unpacked(body))]
                self._data.executemany("DELETE FROM touched WHERE thing = ? AND number = ?", rows)
            self._data.execute("DELETE FROM blocks WHERE sequence = ?", (sequence,))

    def _open(self) -> sqlite3.Connection:
        """Open the log; one that cannot be read, or is not ours, is begun anew."""
        with suppress(sqlite3.DatabaseError):
            data = self._connect()
            about = dict(data.execute("SELECT name, value FROM about"))
            if (about.get("format"), about.get("base")) == (_FORMAT, self._base):
                return data
            data.close()
        remove(self._path.parent)
        data = self._connect()
        data.executescript(SCHEMA)
        values = [("format", _FORMAT), ("base", self._base)]
        data.executemany("INSERT INTO about VALUES (?, ?)", values)
        data.commit()
        return data

    def _connect(self) -> sqlite3.Connection:
        data = sqlite3.connect(self._path)
        data.execute("PRAGMA journal_mode = WAL")
        data.execute("PRAGMA synchronous = FULL")
        data.execute("PRAGMA secure_delete = ON")
        return data


def copy(root: Path, target: Path, base: str, sequence: int) -> bool:
    """Copy the log up to a commit into another directory; False when there is none."""
    if not (root / FILE).exists():
        return False
    source, made = sqlite3.connect(root / FILE), sqlite3.connect(target / FILE)
    with closing(source), closing(made):
        source.backup(made)
    Log(target, base, sequence).close()
    return True


def remove(root: Path) -> None:
    """Delete the log of a store."""
    for path in _files(root):
        path.unlink(missing_ok=True)


def hashed(subject: str) -> int:
    """Return the number under which a thing is looked up."""
    return int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8], signed=True)


def _tells(statement: str, things: Collection[str]) -> bool:
    """Tell whether a statement has words in it, or names one of these things."""
    _, _, value = statement.partition(" ")
    return value.startswith('"') or value[1:-1] in things


def _files(root: Path) -> Iterator[Path]:
    for end in ("", "-wal", "-shm"):
        yield root / (FILE + end)


def _text(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
