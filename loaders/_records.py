"""The rows of a table as records: values understood, names still to be linked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.dates_edtf import Point, partial_date
from kg.extract.dates_scan import read
from kg.model import PartialDate, Span
from loaders._grid import Cell
from loaders._mapping import KINDS, Section, TableMapping, allowed, notation, spoken_of

_SEPARATORS: Final = re.compile(r"\s*[;；、|\n]\s*")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:年|[-./年](\d{1,2})月?)?")
_MONTHS: Final = 12
_DIGITS: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)")
_OTHERWISE: Final = {"agreements": "cooperation-agreement", "events": "Other"}


@dataclass(frozen=True, slots=True)
class Part:
    """One name or value of a cell."""

    text: str
    span: Span
    place: str


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell stands for; without a cell of its own, the title speaks for it."""

    value: str
    part: Part


@dataclass(frozen=True, slots=True)
class Record:
    kind: str
    key: str  # tells the row from others of the table, however its other cells change
    title: Part
    type: Value | None
    status: Value | None
    date: tuple[PartialDate, Part] | None
    parts: Mapping[str, tuple[Part, ...]]  # the names in the other fields


class BadRow(Exception):
    """A row that says something nobody understands."""


def records(section: Section, mapping: TableMapping) -> Iterator[Record | BadRow]:
    """Yield a record for each row, or the reason why there is none."""
    for row in section.rows:
        try:
            yield _record(section, row, mapping)
        except BadRow as error:
            yield error


def _record(section: Section, row: Sequence[Cell], mapping: TableMapping) -> Record:
    kind = section.kind
    cells: dict[str, list[Cell]] = {}
    for cell in row:
        if name := section.fields.get(cell.column):
            cells.setdefault(name, []).append(cell)
    for name in KINDS[kind]:
        if name not in cells:
            raise BadRow(f"{row[0].place}: this row has no {name}")
    titles = cells["name" if kind == "people" else "title"]
    title = Part(titles[0].text, titles[0].span, titles[0].place)
    parts = {
        name: tuple(part for cell in found for part in split(cell, mapping.separator))
        for name, found in cells.items()
        if name not in ("title", "name", "original", "position")
    }
    for name in ("original", "position"):
        parts[name] = tuple(Part(c.text, c.span, c.place) for c in cells.get(name, ()))
    date = _date(cells, mapping)
    identity = cells.get("id") or [*titles, *cells.get("parties", ()), *cells.get("date", ())]
    return Record(
        kind,
        " | ".join(cell.text for cell in identity),
        title,
        _type(kind, cells, title, mapping) if kind in _OTHERWISE else None,
        _status(kind, cells, title, date, mapping) if kind in _OTHERWISE else None,
        date,
        parts,
    )


def split(cell: Cell, separator: str | None) -> Iterator[Part]:
    """Yield the names that stand in one cell, each with its place in the text."""
    at = 0
    marks = re.compile(rf"\s*{re.escape(separator)}\s*") if separator else _SEPARATORS
    for mark in (*marks.finditer(cell.text), None):
        end = mark.start() if mark else len(cell.text)
        if words := cell.text[at:end].strip():
            start = cell.span.start + cell.text.index(words, at)
            yield Part(words, Span(start, start + len(words)), cell.place)
        at = mark.end() if mark else end


def _type(
    kind: str, cells: Mapping[str, Sequence[Cell]], title: Part, mapping: TableMapping
) -> Value:
    if "type" in cells:
        return _known(kind, "type", cells["type"][0], mapping)
    return Value(spoken_of(kind, title.text) or _OTHERWISE[kind], title)


def _status(
    kind: str,
    cells: Mapping[str, Sequence[Cell]],
    title: Part,
    date: tuple[PartialDate, Part] | None,
    mapping: TableMapping,
) -> Value:
    """Return how things stand; where no column says it, a date says that it was done."""
    if "status" in cells:
        return _known(kind, "status", cells["status"][0], mapping)
    begins = date[0].starts_not_before if date else None
    lies_ahead = bool(mapping.as_of and begins and begins > mapping.as_of)
    part = date[1] if date else title
    if kind == "events":
        return Value("planned" if lies_ahead else "held", part)
    return Value("preliminary" if lies_ahead else "signed" if date else "mentioned", part)


def _known(kind: str, name: str, cell: Cell, mapping: TableMapping) -> Value:
    part = Part(cell.text, cell.span, cell.place)
    found = notation(mapping, kind, name, cell.text)
    if found not in allowed(kind, name):
        known = ", ".join(allowed(kind, name))
        raise BadRow(
            f"{cell.place}: {cell.text!r} is no {name}; allowed: {known}; say which of them it"
            f" means under values: {name} in a mapping"
        )
    return Value(found, part)


def _date(
    cells: Mapping[str, Sequence[Cell]], mapping: TableMapping
) -> tuple[PartialDate, Part] | None:
    if "date" not in cells:
        return None
    cell = cells["date"][0]
    first, last = _points(cell, mapping.dates)
    if "end" in cells:
        end, latest = _points(cells["end"][0], mapping.dates)
        last = latest or end
    date = partial_date(first, last if last != first else None, "explicit")
    if date is None:
        raise BadRow(f"{cell.place}: {cell.text!r} ends before it begins")
    return date, Part(cell.text, cell.span, cell.place)


def _points(cell: Cell, order: str | None) -> tuple[Point, Point | None]:
    """Return begin and end of the date in a cell."""
    if year := _YEAR.fullmatch(cell.text):
        point = Point(int(year[1]), int(year[2]) if year[2] else None)
        if 0 < (point.month or 1) <= _MONTHS:
            return point, None
    if order and (digits := _DIGITS.fullmatch(cell.text)):
        one, two, y = map(int, digits.groups())
        day, month = (one, two) if order == "dmy" else (two, one)
        point = Point(y, month, day)
        if 0 < month <= _MONTHS and point.exists():
            return point, None
    for reading in read(cell.text):
        if reading.first and reading.first.year and reading.first.exists():
            return reading.first, reading.last
    hint = ": say dates: dmy or mdy in a mapping" if _DIGITS.fullmatch(cell.text) else ""
    raise BadRow(f"{cell.place}: {cell.text!r} is no date that can be read in one way{hint}")
