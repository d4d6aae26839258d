"""Finding things by what they are called, and by what their documents say.

All words must be there; a last word may be a beginning. What finds nothing is tried again with the
known words nearest to those typed. Without words, facets alone choose.
"""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from kg.search.connections import Connections
from kg.search.extracts import Part, extract
from kg.search.index import FILE, VALUED
from kg.search.words import HAN, indexed, words

FACETS: Final = ("kind", *VALUED)

_COUNTED: Final = 1_000  # matches that are ranked and counted; of more, it is said that there are
_SHOWN_VALUES: Final = 12
_TRIED: Final = 500  # matches that suggestions are chosen from
_NEAR: Final = 3
_VOCABULARY: Final = 20_000
_SCANNED: Final = 20_000  # matches that facets choose from


@dataclass(frozen=True, slots=True)
class Hit:
    iri: str
    kind: str
    name: str
    other: str
    date: str
    sources: int
    extract: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """`instead` has the words looked for where those typed find nothing.

    It is not current while an index that knew another history is made anew.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    is_capped: bool = False
    counts: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    instead: str | None = None
    is_ready: bool = True
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is as of a commit: counts by kind, and what happened last."""

    sequence: int
    counts: Mapping[str, int]
    latest: Sequence[Hit]


class _Wanted(NamedTuple):
    chosen: Mapping[str, str]
    limit: int
    offset: int


class Search:
    """Reads the index of a store; there may be none yet."""

    def __init__(self, root: Path) -> None:
        self._data = Connections(root / FILE).lent

    def find(
        self, text: str, chosen: Mapping[str, str], *, limit: int = 20, offset: int = 0
    ) -> Found:
        """Return what suits best, `chosen` by facet, and how many there are of each value."""
        with self._data() as data:
            about = _about(data)
            if not _is_ready(about):
                return Found(is_ready=False)
            found = _answer(data, text, _Wanted(chosen, limit, offset))
        return replace(found, is_current="begun" not in about)

    def suggest(self, text: str, limit: int = 10) -> Sequence[Hit]:
        """Return things whose names have these words or begin so."""
        asked = list(words(text))
        with self._data() as data:
            if not asked or not _is_ready(_about(data)):
                return ()
            named = f"{{names readings}} : ({_expression(asked)})"
            _gather(data, indexed(text), [named], {}, _TRIED)
            return _best(data, _Wanted({}, limit, 0))

    def overview(self, latest: int) -> Overview | None:
        """Return what there is, None while the index is made."""
        with self._data() as data:
            about = _about(data)
            if not _is_ready(about):
                return None
            rows = data.execute(
                f"SELECT {_HIT} FROM things WHERE is_told AND kind = 'event' AND day <> '' "  # noqa: S608
                "ORDER BY day DESC LIMIT ?",
                (latest,),
            )
            hits = [Hit(*row) for row in rows]
        return Overview(int(about["sequence"]), json.loads(about["counts"]), hits)

    def uses(self) -> tuple[int, Mapping[str, tuple[int, str]]]:
        """Return the commit as of which terms were counted; of each, its uses and an example."""
        with self._data() as data:
            sequence, found = json.loads(_about(data).get("uses", "[-1, {}]"))
        return sequence, found

    def facets_of(self, iris: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return one value of each facet of things."""
        chosen = f"SELECT {', '.join(VALUED)} FROM things WHERE iri = ?"  # noqa: S608
        with self._data() as data:
            rows = {iri: data.execute(chosen, (iri,)).fetchone() or () for iri in iris}
            return {
                iri: {
                    facet: _value(data, options.partition(" ")[0])
                    for facet, options in zip(VALUED, row, strict=False)
                    if options
                }
                for iri, row in rows.items()
            }

    def is_ready(self) -> bool:
        """Tell whether there is an index, and not only the beginning of one."""
        with self._data() as data:
            return _is_ready(_about(data))

    def erased_since(self) -> int:
        """Return the commit up to which the index has forgotten what was erased."""
        with self._data() as data:
            return int(_about(data).get("erased", 0))


_HIT: Final = "iri, things.kind, things.name, other, date, sources"
_BY_DAY: Final = 2  # the rank of what is found by its text, or by facets alone
_MATCH: Final = "id, ?, weight / (20 + length(name)), day, iri, kind, " + ", ".join(VALUED)
_CALLED: Final = "SELECT id FROM called WHERE name = ?"
_OPTION: Final = "(SELECT option FROM options WHERE facet = ? AND value = ?)"
_LOOKED_UP: Final = (  # for one thing after the other
    f"EXISTS (SELECT 1 FROM facets WHERE facets.id = things.id AND option = {_OPTION})"  # noqa: S608
)
_LISTED: Final = f"id IN (SELECT id FROM facets WHERE option = {_OPTION})"  # noqa: S608
_HAVING: Final = "SELECT rowid AS id FROM texts WHERE texts MATCH ?"


def _about(data: sqlite3.Connection) -> Mapping[str, str]:
    """Return what the index says of itself, nothing where there is none."""
    try:
        return dict(data.execute("SELECT name, value FROM about"))
    except sqlite3.DatabaseError:
        return {}


def _is_ready(about: Mapping[str, str]) -> bool:
    return "sequence" in about


def _answer(data: sqlite3.Connection, text: str, wanted: _Wanted) -> Found:
    asked = list(words(text))
    if not asked:
        return _chosen(data, wanted) if wanted.chosen and not text.strip() else Found()
    found = _found(data, asked, indexed(text), wanted)
    if found.total:
        return found
    nearest = _nearest(data, asked)
    if nearest is None or nearest == asked:
        return found
    return replace(_found(data, nearest, "", wanted), instead=" ".join(nearest))


def _found(data: sqlite3.Connection, asked: Sequence[str], name: str, wanted: _Wanted) -> Found:
    expression = _expression(asked)
    named = f"{{names readings}} : ({expression})"
    total = _gather(data, name, [named, expression], wanted.chosen)
    found = _counted(data, total, wanted)
    hits = [_with_extract(data, hit, asked) for hit in found.hits]
    return Found(hits, found.total, found.is_capped, found.counts)


def _chosen(data: sqlite3.Connection, wanted: _Wanted) -> Found:
    """Return what facets alone choose, the latest first."""
    where, values = _condition(wanted.chosen, _LISTED)
    _begin(data)
    data.execute(
        f"INSERT INTO matches SELECT {_MATCH} FROM things "  # noqa: S608
        f"WHERE 1 {where} ORDER BY day DESC LIMIT ?",
        (_BY_DAY, *values, _COUNTED + 1),
    )
    return _counted(data, _size(data), wanted)


def _counted(data: sqlite3.Connection, total: int, wanted: _Wanted) -> Found:
    counts = {"kind": _kinds(data)} | _values(data)
    hits = _best(data, wanted) if total else ()
    return Found(hits, min(total, _COUNTED), total > _COUNTED, counts)


def _gather(
    data: sqlite3.Connection,
    name: str,
    expressions: Sequence[str],
    chosen: Mapping[str, str],
    most: int = _COUNTED,
) -> int:
    """Gather what matches in the table `matches`; return how many there are.

    First comes what is called just so, then what has the words in its name, then in its text.
    """
    where, values = _condition(chosen, _LOOKED_UP)
    scanned = _SCANNED if chosen else most + 1
    _begin(data)
    total = 0
    for rank, text in enumerate((name, *expressions)):
        if total <= most:
            data.execute(
                f"INSERT OR IGNORE INTO matches SELECT {_MATCH} FROM "  # noqa: S608
                f"({_HAVING if rank else _CALLED} LIMIT ?) CROSS JOIN things USING (id) "
                f"WHERE 1 {where}",
                (rank, text, scanned, *values),
            )
            total = _size(data)
    if total > most:  # what is counted is what is said to have been found
        surplus = "SELECT id FROM matches ORDER BY rank, id LIMIT -1 OFFSET ?"
        data.execute(f"DELETE FROM matches WHERE id IN ({surplus})", (most,))  # noqa: S608
    return total


def _begin(data: sqlite3.Connection) -> None:
    data.execute(
        "CREATE TEMP TABLE IF NOT EXISTS matches "
        f"(id INTEGER PRIMARY KEY, rank, score, day, iri, kind, {', '.join(VALUED)})"
    )
    data.execute("DELETE FROM matches")  # of what was looked for without success


def _size(data: sqlite3.Connection) -> int:
    count: int = data.execute("SELECT COUNT(*) FROM matches").fetchone()[0]
    return count


def _best(data: sqlite3.Connection, wanted: _Wanted) -> list[Hit]:
    """Return matches by rank: names told of often and short ones first, late texts first."""
    ordered = data.execute(
        "SELECT id FROM matches "
        "ORDER BY rank, CASE rank WHEN ? THEN 0 ELSE score END DESC, day DESC, iri "
        "LIMIT ? OFFSET ?",
        (_BY_DAY, wanted.limit, wanted.offset),
    )
    chosen = f"SELECT {_HIT} FROM things WHERE id = ?"  # noqa: S608
    return [Hit(*data.execute(chosen, row).fetchone()) for row in ordered.fetchall()]


def _with_extract(data: sqlite3.Connection, hit: Hit, asked: Sequence[str]) -> Hit:
    """Give a document the part of its text where the words stand."""
    if hit.kind != "document":
        return hit
    chosen = "SELECT text FROM bodies JOIN things USING (id) WHERE iri = ?"
    row = data.execute(chosen, (hit.iri,)).fetchone()
    text = zlib.decompress(row[0]).decode("utf-8", "replace") if row else ""
    return replace(hit, extract=extract(text, asked))


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


def _condition(chosen: Mapping[str, str], test: str) -> tuple[str, list[str]]:
    """Return what is to hold of a thing; `test` asks for one option of it."""
    parts, values = [], []
    for facet, value in chosen.items():
        if facet == "kind":
            parts.append("AND things.kind = ?")
            values.append(value)
        else:
            parts.append(f"AND {test}")
            values += [facet, value]
    return " ".join(parts), values


def _kinds(data: sqlite3.Connection) -> list[tuple[str, int]]:
    return data.execute(
        "SELECT kind, COUNT(*) AS n FROM matches GROUP BY kind ORDER BY n DESC, kind"
    ).fetchall()


def _values(data: sqlite3.Connection) -> dict[str, list[tuple[str, int]]]:
    """Return of each facet the values that most matches have, counted in one text of them all."""
    texts = ", ".join(f"group_concat({facet}, ' ')" for facet in VALUED)
    row = data.execute(f"SELECT {texts} FROM matches").fetchone()  # noqa: S608
    found = {}
    for facet, text in zip(VALUED, row, strict=True):
        counts = Counter((text or "").split())
        least = min((count for _, count in counts.most_common(_SHOWN_VALUES)), default=0)
        # Of equal counts the first by name are shown: numbers of options differ between indexes.
        some = ((_value(data, option), count) for option, count in counts.items() if count >= least)
        found[facet] = sorted(some, key=lambda each: (-each[1], each[0]))[:_SHOWN_VALUES]
    return found


def _value(data: sqlite3.Connection, option: str) -> str:
    chosen = "SELECT value FROM options WHERE option = ?"
    value: str = data.execute(chosen, (option,)).fetchone()[0]
    return value


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
