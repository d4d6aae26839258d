"""What is wrong in the authority tables, with the place in the file to put it right.

Two places may bear one name, and bodies be named after them; two things of one kind in one place
may not.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from kg.authority import TABLES, TYPE_SCHEMES
from kg.iris import fold, is_key
from kg.model import EntityKind
from kg.terms import ONTOLOGY, notations

_LABELS: Final = ("name_en", "name_zh", "alt_en", "alt_zh", "hidden")
_REFERENCES: Final[Mapping[str, EntityKind]] = {
    "jurisdiction": "place",
    "seat": "place",
    "custodian": "agency",
}
_WHERE: Final = ("jurisdiction", "seat")
_NUMBERED: Final = frozenset({"element"})  # bear their numbers as names, in each framework


class Problem(NamedTuple):
    file: str
    line: int  # from 1, the header among them
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: EntityKind
    line: int
    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.cells.get("key", "")

    def problem(self, column: str, message: str) -> Problem:
        return Problem(TABLES[self.kind], self.line, column, message)


def packaged_tables() -> dict[EntityKind, str]:
    """Return the text of each table."""
    folder = ONTOLOGY / "authority"
    return {kind: (folder / name).read_text("utf-8") for kind, name in TABLES.items()}


def lint(tables: Mapping[EntityKind, str] | None = None) -> list[Problem]:
    """Return what is wrong in the tables, by default the packaged ones, in their order."""
    texts = packaged_tables() if tables is None else tables
    found: list[Problem] = []
    rows: list[_Row] = []
    for kind, text in texts.items():
        read, broken = _rows(kind, text)
        rows += read
        found += broken
    keys = {kind: {row.key: row for row in rows if row.kind == kind} for kind in texts}
    for row in rows:
        found += _cells_problems(row)
        found += _reference_problems(row, keys)
        found += _cycle_problems(row, keys[row.kind])
    found += _repeated_keys(rows)
    found += _shared_labels(rows, keys.get("place", {}))
    order = list(TABLES.values())
    return sorted(set(found), key=lambda each: (order.index(each.file), *each[1:]))


def _rows(kind: EntityKind, text: str) -> tuple[list[_Row], list[Problem]]:
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    rows: list[_Row] = []
    broken: list[Problem] = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            message = f"{len(cells)} cells, the header has {len(header)}"
            broken.append(Problem(TABLES[kind], reader.line_num, "", message))
            continue
        rows.append(_Row(kind, reader.line_num, dict(zip(header, cells, strict=True))))
    return rows, broken


def _cells_problems(row: _Row) -> Iterator[Problem]:
    if not is_key(row.key) or row.key.startswith("x-"):
        yield row.problem("key", f"{row.key!r} is no key: small letters, digits and hyphens")
    for column in ("name_en", "name_zh"):
        if not row.cells.get(column, "").strip():
            yield row.problem(column, "an entry is named in English and Chinese")
    for column, cell in row.cells.items():
        if cell != cell.strip() or "  " in cell:
            yield row.problem(column, "spaces at an end, or two together")
    scheme = TYPE_SCHEMES.get(row.kind)
    if scheme and row.cells.get("type") not in notations(scheme):
        yield row.problem("type", f"{row.cells.get('type')!r} is not in the scheme {scheme}")


def _reference_problems(
    row: _Row, keys: Mapping[EntityKind, Mapping[str, _Row]]
) -> Iterator[Problem]:
    above: EntityKind = "framework" if row.kind == "element" else row.kind
    for column, kind in {"parent": above, **_REFERENCES}.items():
        for key in _parts(row.cells.get(column, "")):
            if kind in keys and key not in keys[kind]:
                yield row.problem(column, f"there is no {kind} {key}")


def _cycle_problems(row: _Row, keys: Mapping[str, _Row]) -> Iterator[Problem]:
    if row.kind == "element":
        return
    seen = [row.key]
    above = row.cells.get("parent", "")
    while above in keys and above not in seen:
        seen.append(above)
        above = keys[above].cells.get("parent", "")
    if above == row.key:
        yield row.problem("parent", f"leads back to itself: {' > '.join([*seen, above])}")


def _repeated_keys(rows: Iterable[_Row]) -> Iterator[Problem]:
    first: dict[tuple[str, str], _Row] = {}
    for row in rows:
        earlier = first.setdefault((row.kind, row.key), row)
        if earlier is not row:
            yield row.problem("key", f"{row.key} stands in line {earlier.line} already")


def _shared_labels(rows: Iterable[_Row], places: Mapping[str, _Row]) -> Iterator[Problem]:
    owners: dict[tuple[str, str], list[tuple[_Row, str]]] = defaultdict(list)
    for row in rows:
        if row.kind in _NUMBERED:
            continue
        for column in _LABELS:
            for part in _parts(row.cells.get(column, "")):
                label = part.partition("@")[0]
                owners[row.kind, fold(label)].append((row, column))
    for (_, label), found in owners.items():
        for (one, column), (other, other_column) in combinations(found, 2):
            if one.key == other.key or _are_apart(one, other, places):
                continue
            later, where = (other, other_column) if one.line < other.line else (one, column)
            first = one if later is other else other
            message = f"{label!r} is a name of {first.key} too (line {first.line})"
            yield later.problem(where, message)


def _are_apart(one: _Row, other: _Row, places: Mapping[str, _Row]) -> bool:
    """Are the two in different places, or places, of one name?"""
    if one.kind == "place":
        return one.cells.get("parent") != other.cells.get("parent")
    here, there = places.get(_place(one)), places.get(_place(other))
    if here is None or there is None or here is there:
        return False
    return not _names(here).isdisjoint(_names(there))


def _place(row: _Row) -> str:
    return next((cell for column in _WHERE if (cell := row.cells.get(column, ""))), "")


def _names(row: _Row) -> frozenset[str]:
    parts = (part for column in _LABELS for part in _parts(row.cells.get(column, "")))
    return frozenset(fold(part.partition("@")[0]) for part in parts)


def _parts(cell: str) -> Collection[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
