"""Lists of things, read a page at a time: no page reads more of a hub than of anything else.

Up to `MOST` things are sorted by the store. Where there are more, and they have days, the days that
there are are walked from one end until a page is full; else they come as the store has them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter
from kg.iris import PREFIX_LINES, PREFIXES
from kg.pages.lists import Listing, Tally, column
from kg.store.base import Reader, Solution, Term, value_of

MOST: Final = 1_000  # that are counted and sorted; of more it is said that there are more
ORDERS: Final = ("newest", "oldest")
TALLY_ORDERS: Final = ("count", "latest", "name")

_SHOWN_VALUES: Final = 12  # to narrow a list down by
_SAMPLED: Final = 500  # that are looked at for them
_TALLIED: Final = 200  # rows of a tally, the highest counts
_EXPORTED: Final = 100_000  # of a tally, for whoever wants it as data
_CELLS: Final = 2_000
_DAY: Final = re.compile(r"[0-9X/.-]{4,40}")
_LONGEST_NUMBER: Final = 9  # digits
_DAYS_AT_FIRST: Final = 32  # that are looked through at a time
_WALKED: Final = {  # properties by whose days a list can be walked, with their datatype
    "ea:startsNotBefore": "xsd:date",
    "dcterms:issued": "xsd:date",
    "ea:adoptedOn": "edtf:EDTF",
}

_COUNT: Final = "{ SELECT (%s AS ?list) (COUNT(*) AS ?n) { SELECT DISTINCT ?it { %s } LIMIT %d } }"
_SORTED: Final = """SELECT ?it ?date {
  { SELECT ?it (MIN(?each) AS ?date) {
    { SELECT DISTINCT ?it { %s } LIMIT %d }
    OPTIONAL { ?it %s ?each FILTER (!STRSTARTS(STR(?each), "X")) } } GROUP BY ?it }
  %s
} ORDER BY (!BOUND(?date)) %s ?it LIMIT %d"""
_OF_DAYS: Final = """SELECT DISTINCT ?it ?date {
  VALUES ?date { %s } ?it %s ?date . %s %s } ORDER BY %s ?it LIMIT %d"""
_DAYS: Final = "SELECT (GROUP_CONCAT(DISTINCT STR(?day)) AS ?days) { ?it %s ?day }"
_UNDATED: Final = """SELECT DISTINCT ?it {
  %s FILTER NOT EXISTS { ?it %s ?day } } OFFSET %d LIMIT %d"""
_AS_THEY_COME: Final = "SELECT DISTINCT ?it { %s } OFFSET %d LIMIT %d"
_BY_YEAR: Final = """SELECT ?year (COUNT(?it) AS ?n) {
  { SELECT ?it (MIN(?each) AS ?day) {
    { SELECT DISTINCT ?it { %s } LIMIT %d }
    OPTIONAL { ?it %s ?each FILTER (!STRSTARTS(STR(?each), "X")) } } GROUP BY ?it }
  BIND (SUBSTR(STR(?day), 1, 4) AS ?year) } GROUP BY ?year"""
_EVERY: Final = "SELECT DISTINCT ?it ?note { %s } ORDER BY ?it LIMIT %d"
_VALUES: Final = """SELECT ?value (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?it { %s } LIMIT %d } ?it %s ?value FILTER (?value != $this) }
GROUP BY ?value ORDER BY DESC(?n) ?value LIMIT %d"""
_TALLY: Final = """SELECT ?it (COUNT(DISTINCT ?one) AS ?count)
  (MAX(COALESCE(STR(?day), "")) AS ?last)
  (GROUP_CONCAT(DISTINCT COALESCE(STR(?note), ""); SEPARATOR="; ") AS ?notes)
  (MIN(STR(?one)) AS ?via) {
  { SELECT DISTINCT ?one %s { %s } LIMIT %d }
  OPTIONAL { ?one ea:startsNotBefore|ea:adoptedOn ?day FILTER (!STRSTARTS(STR(?day), "X")) }
  %s
} GROUP BY ?it"""  # not ordered: to tell equal counts apart, the engine would look up every name
# The least ?via and not any, so that all stores show the same.


Amount: TypeAlias = tuple[int, bool]  # how many there are, and whether there are more
Found: TypeAlias = tuple[list[tuple[str, str | None]], str | None]  # rows, where they end


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a list is wanted; `after` is what the page before named as its end."""

    order: str = ""
    after: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    most: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    iri: str
    date: str | None = None
    count: int | None = None
    note: str = ""
    cells: Mapping[str, Sequence[Term]] = field(default_factory=dict)
    via: str = ""  # one of those that a tally has counted for it


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a list; `total` counts up to a limit, and `is_capped` tells of more."""

    rows: Sequence[Row]
    total: int
    is_capped: bool
    after: str | None = None  # names the end of these rows, where more follow
    is_sorted: bool = True

    def iris(self, most: int | None = None) -> Iterator[str]:
        """Yield what has to be named where so many rows are shown."""
        for row in self.rows[:most]:
            yield row.iri
            for values in row.cells.values():
                yield from (value.value for value in values if isinstance(value, NamedNode))


def amounts(
    reader: Reader, some: Iterable[Listing | Tally], this: NamedNode, most_tallied: int
) -> Mapping[str, Amount]:
    """Return by name how many things are in lists, and how many lead to those of tallies."""
    return _amounts(
        reader,
        this,
        {
            each.name: (_leading(each), most_tallied)
            if isinstance(each, Tally)
            else (each.of, MOST)
            for each in some
        },
    )


def part(
    reader: Reader, listing: Listing, this: NamedNode, asked: Asked, amount: Amount | None = None
) -> Part:
    """Return a page of a list; `amount` is how many there are, if that is known.

    Raises: BadParameter
    """
    if asked.order and asked.order not in ORDERS:
        raise BadParameter("sort", f"there is no order {asked.order!r}", ", ".join(ORDERS))
    pattern = _pattern(listing, asked)
    total, is_capped = amount or _amount(reader, this, pattern, MOST)
    if not total:
        return Part((), 0, is_capped=False)
    is_walked = is_capped and listing.date in _WALKED
    walk = _walked if is_walked else _as_they_come
    rows, after = (walk if is_capped else _sorted)(reader, listing, this, asked, pattern)
    shown = [Row(iri, date) for iri, date in rows]
    filled = _with_cells(reader, listing, this, shown)
    return Part(filled, total, is_capped, after, is_sorted=is_walked or not is_capped)


def per_year(
    reader: Reader, listing: Listing, this: NamedNode, most: int
) -> tuple[Mapping[int, int], int]:
    """Return of each year how many there are among the first `most`, and how many have no year."""
    counts: dict[int, int] = {}
    undated = 0
    for row in _select(reader, this, _BY_YEAR % (listing.of, most, listing.date)):
        year, number = value_of(row.get("year", "")), int(value_of(row["n"]))
        if year.isdecimal():
            counts[int(year)] = number
        else:
            undated += number
    return counts, undated


def choices(
    reader: Reader, listing: Listing, this: NamedNode, asked: Asked
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return by what a list can be narrowed down, with how many of the first there are of each."""
    found = {}
    for name, path in (listing.narrow or {}).items():
        if name not in asked.chosen:
            query = _VALUES % (_pattern(listing, asked), _SAMPLED, path, _SHOWN_VALUES)
            rows = _select(reader, this, query)
            values = [
                (value_of(row["value"]), int(value_of(row["n"]))) for row in rows if "value" in row
            ]
            if len(values) > 1:
                found[name] = values
    return found


def tallied(
    reader: Reader,
    tally: Tally,
    this: NamedNode,
    most: int = 2 * MOST,
    amount: Amount | None = None,
) -> Part:
    """Return what is counted in the first `most` that lead to it, the highest count first.

    `is_capped` where not all was counted.
    """
    _, is_capped = amount or _amount(reader, this, _leading(tally), most)
    limit = _TALLIED + 1
    query = _TALLY % (tally.keep, tally.among, most, tally.of)
    rows = [_tally_row(row) for row in _select(reader, this, query) if "it" in row]
    rows = sorted(rows, key=lambda row: (-(row.count or 0), row.iri))[:limit]
    if tally.every:
        known = {row.iri for row in rows}
        listed = _select(reader, this, _EVERY % (tally.every, limit))
        every = (Row(value_of(row["it"]), None, 0, value_of(row.get("note", ""))) for row in listed)
        rows += [row for row in every if row.iri not in known]
    return Part(rows[:_TALLIED], min(len(rows), _TALLIED), is_capped or len(rows) > _TALLIED)


def query_of(listing: Listing | Tally, this: NamedNode) -> str:
    """Return a query for all of a list, for whoever wants it as data."""
    if isinstance(listing, Tally):
        text = _TALLY % (listing.keep, listing.among, _EXPORTED, listing.of)
        text += f" ORDER BY DESC(?count) ?it LIMIT {_EXPORTED}"
    else:
        date = f" OPTIONAL {{ ?it {listing.date} ?date }}" if listing.date else ""
        text = (
            f"SELECT DISTINCT ?it ?name ?date {{ {listing.of}{date} "
            "OPTIONAL { ?it skos:prefLabel|dcterms:title ?name } }"
        )
    text = text.replace("$this", str(this))
    used = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in text]
    return "\n".join([*used, text])


def _amount(reader: Reader, this: NamedNode, pattern: str, most: int) -> Amount:
    return _amounts(reader, this, {"": (pattern, most)})[""]


def _amounts(
    reader: Reader, this: NamedNode, patterns: Mapping[str, tuple[str, int]]
) -> Mapping[str, Amount]:
    """Return how many ?it each pattern finds, up to a limit of its own, all in one query."""
    counts = (_COUNT % (Literal(n), pattern, most + 1) for n, (pattern, most) in patterns.items())
    found = {}
    for row in _select(reader, this, f"SELECT ?list ?n {{ {' UNION '.join(counts)} }}"):
        name, number = value_of(row["list"]), int(value_of(row["n"]))
        most = patterns[name][1]
        found[name] = min(number, most), number > most
    return found


def _leading(tally: Tally) -> str:
    return f"{tally.among} BIND (?one AS ?it)"


def _sorted(reader: Reader, listing: Listing, this: NamedNode, asked: Asked, pattern: str) -> Found:
    is_newest = asked.order != "oldest"
    query = _SORTED % (
        pattern,
        MOST,
        listing.date or "ea:dateEdtf",
        _beyond(asked, is_newest=is_newest),
        "DESC(STR(?date))" if is_newest else "STR(?date)",
        asked.most + 1,
    )
    rows = [_dated(row) for row in _select(reader, this, query)]
    shown = rows[: asked.most]
    after = f"{shown[-1][1] or ''} {shown[-1][0]}" if len(rows) > asked.most else None
    return shown, after


def _beyond(asked: Asked, *, is_newest: bool) -> str:
    """Return the condition of being after the end of the page before."""
    if not asked.after:
        return ""
    date, _, iri = asked.after.partition(" ")
    key, day, sign = Literal(iri), Literal(date), "<" if is_newest else ">"
    if not date:
        return f"FILTER (!BOUND(?date) && STR(?it) > {key})"
    return (
        f"FILTER (!BOUND(?date) || STR(?date) {sign} {day} "
        f"|| (STR(?date) = {day} && STR(?it) > {key}))"
    )


def _walked(reader: Reader, listing: Listing, this: NamedNode, asked: Asked, pattern: str) -> Found:
    """Look through the days that there are until a page is full, then at what has no day."""
    wanted, rows = asked.most + 1, list[tuple[str, str | None]]()
    day, _, iri = asked.after.partition(" ")
    date = listing.date or ""
    if day or not asked.after:
        is_newest, size = asked.order != "oldest", _DAYS_AT_FIRST
        days = _days(reader, date, day, is_newest=is_newest)
        beyond = f'FILTER (STR(?date) != "{day}" || STR(?it) > {Literal(iri)})' if day else ""
        order = "DESC(STR(?date))" if is_newest else "STR(?date)"
        while days and len(rows) < wanted:
            values = " ".join(f'"{each}"^^{_WALKED[date]}' for each in days[:size])
            query = _OF_DAYS % (values, date, pattern, beyond, order, wanted - len(rows))
            rows += [_dated(row) for row in _select(reader, this, query)]
            days, size = days[size:], 2 * size
    dated = len(rows)
    start = 0 if day or not asked.after else _number(iri)
    if dated < wanted:
        query = _UNDATED % (pattern, date, start, wanted - dated)
        rows += [(value_of(row["it"]), None) for row in _select(reader, this, query)]
    shown = rows[: asked.most]
    if len(rows) < wanted:
        return shown, None
    last, ends = shown[-1]
    return shown, f"{ends} {last}" if ends else f" {start + len(shown) - dated}"


def _as_they_come(
    reader: Reader, listing: Listing, this: NamedNode, asked: Asked, pattern: str
) -> Found:
    start = _number(asked.after.strip()) if asked.after else 0
    found = _select(reader, this, _AS_THEY_COME % (pattern, start, asked.most + 1))
    rows: list[tuple[str, str | None]] = [(value_of(row["it"]), None) for row in found]
    return rows[: asked.most], f" {start + asked.most}" if len(rows) > asked.most else None


def _days(reader: Reader, date: str, after: str, *, is_newest: bool) -> list[str]:
    """Return all days that anything has, from one end or from a day on."""
    if after and not _DAY.fullmatch(after):
        raise BadParameter("after", f"{after!r} is no day")
    rows = reader.select(PREFIX_LINES + _DAYS % date)
    days = _in_order(value_of(rows[0]["days"]), is_newest) if rows else []
    if not after:
        return days
    start = (at for at, day in enumerate(days) if day == after or (day < after) is is_newest)
    return days[next(start, len(days)) :]


@lru_cache(maxsize=8)
def _in_order(days: str, is_newest: bool) -> list[str]:
    """Return days in order; those of no known year come last."""
    found = days.split()
    known = [day for day in found if not day.startswith("X")]
    rest = [day for day in found if day.startswith("X")]
    return sorted(known, reverse=is_newest) + sorted(rest, reverse=is_newest)


def _with_cells(
    reader: Reader, listing: Listing, this: NamedNode, rows: Sequence[Row]
) -> Sequence[Row]:
    """Fill the columns of some rows, all in one query."""
    columns = dict(listing.columns or {})
    if listing.date:
        columns["when"] = column("when")
    if not rows or not columns:
        return rows
    things = " ".join(str(NamedNode(row.iri)) for row in rows)
    parts = " UNION ".join(
        f"{{ VALUES ?it {{ {things} }} {column.pattern} BIND ({Literal(name)} AS ?column) }}"
        for name, column in columns.items()
    )
    found = _select(reader, this, f"SELECT ?it ?column ?value {{ {parts} }} LIMIT {_CELLS}")
    cells: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for cell in sorted(found, key=lambda cell: str(cell["value"])):  # faster than by the engine
        values = cells[value_of(cell["it"])][value_of(cell["column"])]
        if cell["value"] not in values:
            values.append(cell["value"])
    return [replace(row, cells=cells[row.iri]) for row in rows]


def _pattern(listing: Listing, asked: Asked) -> str:
    """Return what finds ?it, narrowed down as asked."""
    conditions = []
    for name, iri in asked.chosen.items():
        path = (listing.narrow or {}).get(name)
        if path is None:
            raise BadParameter(name, "this list cannot be narrowed down by it")
        try:
            conditions.append(f"?it {path} {NamedNode(iri)} .")
        except ValueError as error:
            raise BadParameter(name, f"{iri!r} is no IRI") from error
    return " ".join([listing.of, ".", *conditions])


def _select(reader: Reader, this: NamedNode, query: str) -> list[Solution]:
    return reader.select(PREFIX_LINES + query.replace("$this", str(this)))


def _dated(row: Solution) -> tuple[str, str | None]:
    return value_of(row["it"]), value_of(row["date"]) if "date" in row else None


def _tally_row(row: Solution) -> Row:
    """Return a row; where one has no day or no note, it counts for nothing in those of all."""
    last, notes = value_of(row.get("last", "")), value_of(row.get("notes", ""))
    note = "; ".join(filter(None, notes.split("; ")))
    via = value_of(row.get("via", ""))
    return Row(value_of(row["it"]), last or None, int(value_of(row["count"])), note, via=via)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        raise BadParameter("after", f"{text!r} is no number of a row")
    return int(text)
