"""Finding things by what they are called, and by what their documents say.

All words must be there; a last word may be a beginning. What finds nothing is tried again with the
known words nearest to those typed.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from kg.errors import TimedOut
from kg.search.index import FILE
from kg.search.words import HAN, indexed, words

FACETS: Final = ("kind", "type", "year", "place", "framework")

_COUNTED: Final = 5_000  # matches that are ranked and counted; of more, it is said that there are
_SHOWN_VALUES: Final = 12
_TIME_S: Final = 2.0
_STEPS: Final = 10_000  # of SQLite's machine between looks at the clock
_NEAR: Final = 3
_VOCABULARY: Final = 20_000
_WEIGHTS: Final = "10.0, 4.0, 1.0"  # names, readings, words


@dataclass(frozen=True, slots=True)
class Hit:
    iri: str
    kind: str
    name: str
    other: str
    sources: int


@dataclass(frozen=True, slots=True)
class Found:
    """`instead` has the words looked for where those typed find nothing."""

    hits: Sequence[Hit] = ()
    total: int = 0
    is_capped: bool = False
    counts: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    instead: str | None = None
    is_ready: bool = True


class _Wanted(NamedTuple):
    chosen: Mapping[str, str]
    limit: int
    offset: int


class Search:
    """Reads the index of a store; there may be none yet."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE

    def find(
        self, text: str, chosen: Mapping[str, str], *, limit: int = 20, offset: int = 0
    ) -> Found:
        """Return what suits best, `chosen` by facet, and how many there are of each value."""
        asked = list(words(text))
        if not self.is_ready():
            return Found(is_ready=False)
        if not asked:
            return Found()
        wanted = _Wanted(chosen, limit, offset)
        with self._data() as data:
            found = self._found(data, _expression(asked), indexed(text), wanted)
            if found.total:
                return found
            nearest = _nearest(data, asked)
            if nearest is None or nearest == asked:
                return found
            other = self._found(data, _expression(nearest), "", wanted)
            return Found(other.hits, other.total, other.is_capped, other.counts, " ".join(nearest))

    def suggest(self, text: str, limit: int = 10) -> Sequence[Hit]:
        """Return things whose names have these words or begin so."""
        asked = list(words(text))
        if not asked or not self.is_ready():
            return ()
        expression = f"{{names readings}} : ({_expression(asked)})"
        with self._data() as data:
            _match(data, expression, {})
            return _best(data, indexed(text), _Wanted({}, limit, 0))

    def _found(
        self, data: sqlite3.Connection, expression: str, name: str, wanted: "_Wanted"
    ) -> Found:
        total = _match(data, expression, wanted.chosen)
        counts = {"kind": _kinds(data)} | {facet: _values(data, facet) for facet in FACETS[1:]}
        hits = _best(data, name, wanted) if total else ()
        return Found(hits, min(total, _COUNTED), total > _COUNTED, counts)

    def is_ready(self) -> bool:
        """Tell whether there is an index, and not only the beginning of one."""
        try:
            with self._data() as data:
                about = dict(data.execute("SELECT name, value FROM about"))
        except sqlite3.Error:
            return False
        return "sequence" in about

    def erased_since(self) -> int:
        """Return the commit up to which the index has forgotten what was erased."""
        with self._data() as data:
            rows = data.execute("SELECT value FROM about WHERE name = 'erased'").fetchall()
        return int(rows[0][0]) if rows else 0

    @contextmanager
    def _data(self) -> Iterator[sqlite3.Connection]:
        """Raises: TimedOut from whatever is asked."""
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        end = time.monotonic() + _TIME_S
        with closing(sqlite3.connect(address, uri=True)) as data:
            data.execute("PRAGMA temp_store = MEMORY")
            data.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            try:
                yield data
            except sqlite3.OperationalError as error:
                if str(error) != "interrupted":
                    raise
                raise TimedOut(f"the search took longer than {_TIME_S:g} s") from error


def _match(data: sqlite3.Connection, expression: str, chosen: Mapping[str, str]) -> int:
    """Gather what matches, with its score, in the table `matches`; return how many there are."""
    where, values = _condition(chosen)
    data.execute("DROP TABLE IF EXISTS temp.matches")
    data.execute(
        "CREATE TEMP TABLE matches AS "  # noqa: S608 - the condition has no values in it
        f"SELECT things.id, things.kind, bm25(texts, {_WEIGHTS}) * things.weight AS score "
        f"FROM texts JOIN things ON things.id = texts.rowid WHERE texts MATCH ? {where} LIMIT ?",
        (expression, *values, _COUNTED + 1),
    )
    count: int = data.execute("SELECT COUNT(*) FROM matches").fetchone()[0]
    return count


def _best(data: sqlite3.Connection, name: str, wanted: "_Wanted") -> list[Hit]:
    """Return matches, those of just this name first."""
    rows = data.execute(
        "SELECT iri, things.kind, things.name, other, sources "
        "FROM matches CROSS JOIN things ON things.id = matches.id "
        "ORDER BY things.id IN (SELECT id FROM called WHERE called.name = ?) DESC, score, iri "
        "LIMIT ? OFFSET ?",
        (name, wanted.limit, wanted.offset),
    )
    return [Hit(*row) for row in rows]


def _expression(asked: Sequence[str]) -> str:
    """Return the query of FTS5: phrases of Chinese characters, words, and a last beginning.

    Words of Latin letters may be the pinyin of one name, wherever they are divided.
    """
    last = len(asked) - 1
    every = " AND ".join(
        f'"{" ".join(word)}"' if HAN.match(word) else f'"{word}"' + ("*" if at == last else "")
        for at, word in enumerate(asked)
    )
    if last and not any(HAN.match(word) for word in asked):
        return f'({every}) OR readings : "{"".join(asked)}"*'
    return every


def _condition(chosen: Mapping[str, str]) -> tuple[str, list[str]]:
    parts, values = [], []
    for facet, value in chosen.items():
        if facet == "kind":
            parts.append("AND things.kind = ?")
            values.append(value)
        else:
            parts.append("AND things.id IN (SELECT id FROM facets WHERE facet = ? AND value = ?)")
            values += [facet, value]
    return " ".join(parts), values


def _kinds(data: sqlite3.Connection) -> list[tuple[str, int]]:
    return data.execute(
        "SELECT kind, COUNT(*) AS n FROM matches GROUP BY kind ORDER BY n DESC, kind"
    ).fetchall()


def _values(data: sqlite3.Connection, facet: str) -> list[tuple[str, int]]:
    return data.execute(
        "SELECT value, COUNT(*) AS n FROM matches "
        "CROSS JOIN facets ON facets.id = matches.id AND facet = ? "  # in this order
        "GROUP BY value ORDER BY n DESC, value LIMIT ?",
        (facet, _SHOWN_VALUES),
    ).fetchall()


def _nearest(data: sqlite3.Connection, asked: Sequence[str]) -> list[str] | None:
    """Return the words typed, each unknown one replaced by the nearest that is known."""
    nearest = []
    for word in asked:
        if HAN.match(word) or _is_known(data, word):
            nearest.append(word)
            continue
        known = _alike(data, word)
        if not known:
            return None
        nearest.append(known[0])
    return nearest


def _is_known(data: sqlite3.Connection, word: str) -> bool:
    row = data.execute("SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1", (f'"{word}"*',))
    return row.fetchone() is not None


def _alike(data: sqlite3.Connection, word: str) -> list[str]:
    rows: Iterable[tuple[str]] = data.execute(
        "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
        (word[0], chr(ord(word[0]) + 1), _VOCABULARY),
    )
    lengths = range(len(word) - 2, len(word) + 3)
    return get_close_matches(word, [t for (t,) in rows if len(t) in lengths], _NEAR, 0.7)
