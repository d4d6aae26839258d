"""The log of changes as everybody else reads it, up to a commit that can be read."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from kg.history.log import FILE, SCHEMA, hashed
from kg.history.moves import Move, unpacked


@dataclass(frozen=True, slots=True)
class Commit:
    """`documents` are keys; the entries are numbered from `first` on, one for each thing."""

    sequence: int
    time: str
    cause: str
    documents: tuple[str, ...]
    first: int
    things: int


class Entry(NamedTuple):
    number: int
    move: Move


class Past:
    """Reads the log of a store; there may be none."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE

    def commits(self, upto: int, *, most: int, before: int | None = None) -> list[Commit]:
        """Return commits, the latest first."""
        end = upto if before is None else min(upto, before - 1)
        return self._commits("sequence <= ? ORDER BY sequence DESC LIMIT ?", end, most)

    def commit(self, sequence: int) -> Commit | None:
        return next(iter(self._commits("sequence = ?", sequence)), None)

    def between(self, after: int, upto: int) -> list[Commit]:
        return self._commits("sequence > ? AND sequence <= ? ORDER BY sequence", after, upto)

    def since(self, sequence: int, upto: int) -> tuple[int, int]:
        """Return the number of the first entry behind a commit, and of the one behind the last."""
        with self._data() as data:
            row = data.execute(
                "SELECT min(first), max(first + things) FROM commits "
                "WHERE sequence > ? AND sequence <= ?",
                (sequence, upto),
            ).fetchone()
        return (row[0], row[1]) if row and row[0] is not None else (0, 0)

    def holding(self, numbers: list[int]) -> dict[int, Commit]:
        """Return the commit that each entry belongs to."""
        found: dict[int, Commit] = {}
        commit: Commit | None = None
        for number in sorted(numbers):
            if commit is None or number >= commit.first + commit.things:
                known = self._commits("first <= ? ORDER BY first DESC LIMIT 1", number)
                commit = next(iter(known), None)
            if commit:
                found[number] = commit
        return found

    def entries(self, first: int, end: int) -> list[Entry]:
        """Return the entries with these numbers, up to before `end`."""
        with self._data() as data:
            rows = data.execute(
                "SELECT first, body FROM blocks WHERE first < ? AND first + things > ? "
                "AND first >= coalesce((SELECT max(first) FROM blocks WHERE first <= ?), 0) "
                "ORDER BY first",
                (end, first, first),
            )
            entries = [
                Entry(start + place, move)
                for start, body in rows
                for place, move in enumerate(unpacked(body))
            ]
        return [entry for entry in entries if first <= entry.number < end]

    def of_thing(
        self, iri: str, first: int, end: int, most: int, *, latest: bool = False
    ) -> list[Entry]:
        """Return the first entries of one thing with these numbers, or its latest, latest first."""
        with self._data() as data:
            order = "DESC" if latest else "ASC"
            rows = data.execute(
                "SELECT number FROM touched WHERE thing = ? AND number >= ? AND number < ? "  # noqa: S608
                f"ORDER BY number {order} LIMIT ?",
                (hashed(iri), first, end, most),
            )
            numbers = [number for (number,) in rows]
        found = (entry for number in numbers for entry in self.entries(number, number + 1))
        return [entry for entry in found if entry.move.subject == iri]

    def last_moved(self, iris: Iterable[str]) -> dict[str, str]:
        """Return when each thing was changed last, as far as the log reaches back."""
        with self._data() as data:
            known = data.execute("SELECT first, time FROM commits ORDER BY first").fetchall()
            chosen = "SELECT max(number) FROM touched WHERE thing = ?"
            rows = ((iri, data.execute(chosen, (hashed(iri),)).fetchone()[0]) for iri in iris)
            numbers = {iri: number for iri, number in rows if number is not None}
        firsts = [first for first, _ in known]
        return {iri: known[bisect_right(firsts, n) - 1][1] for iri, n in numbers.items()}

    def _commits(self, condition: str, *values: int) -> list[Commit]:
        with self._data() as data:
            rows = data.execute(f"SELECT * FROM commits WHERE {condition}", values).fetchall()  # noqa: S608
        return [
            Commit(sequence, time, cause, tuple(json.loads(documents)), first, things)
            for sequence, time, cause, documents, first, things in rows
        ]

    @contextmanager
    def _data(self) -> Iterator[sqlite3.Connection]:
        """Give the log, or an empty one in its place."""
        if not self._path.exists():
            with closing(sqlite3.connect(":memory:")) as data:
                data.executescript(SCHEMA)
                yield data
            return
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as data:
            yield data
