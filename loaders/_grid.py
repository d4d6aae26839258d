"""The cells of CSV and XLSX files as text, with their places."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import Any, Final

from kg.errors import BadDocument
from kg.model import Span
from kg.text.decode import decode
from loaders._zip import open_zip

_MISSING: Final = (
    ""
    if find_spec("openpyxl")
    else "reading spreadsheets needs an extra: pip install 'ecoaccord[office]'"
)
MOST_ROWS: Final = 50_000
_MOST_COLUMNS: Final = 200
_DELIMITERS: Final = ",;\t|"
# What openpyxl raises for files that are broken in one way or another.
_BROKEN: Final = (
    *(OSError, EOFError, LookupError, SyntaxError, TypeError, ValueError, AttributeError),
    NotImplementedError,
)
_BREAK: Final = "; "  # stands for a line break inside a cell


@dataclass(frozen=True, slots=True)
class Cell:
    column: int  # from 0
    place: str  # such as Register!C4
    text: str
    span: Span  # in the text of the table


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str | None
    rows: tuple[tuple[Cell, ...], ...]  # without empty cells and rows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table written out as text: a line for each row, tabs between the cells."""

    text: str
    charset: str
    sheets: tuple[Sheet, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for sheet in self.sheets for row in sheet.rows for cell in row)


def read_grid(content: bytes, path: str, charset: str | None) -> Grid:
    """Raises: BadDocument when the file is broken, empty or far too large."""
    named: Iterable[tuple[str | None, Iterable[Sequence[str]]]]
    if content.startswith(b"PK\x03\x04"):
        charset, named = "utf-8", _workbook(content, path)
    else:
        text, charset = decode(content, path, charset)
        named = [(None, _csv(text, path))]
    writer = _Writer(path)
    try:
        sheets = [writer.sheet(name, rows) for name, rows in named]
    except (*_BROKEN, zipfile.BadZipFile) as error:
        raise BadDocument(path, f"it is not readable as a spreadsheet: {error}") from error
    if not any(sheet.rows for sheet in sheets):
        raise BadDocument(path, "the table is empty")
    return Grid("".join(writer.parts), charset, tuple(sheets))


class _Writer:
    def __init__(self, path: str) -> None:
        self.parts: list[str] = []
        self._path = path
        self._length = 0

    def sheet(self, name: str | None, rows: Iterable[Sequence[str]]) -> Sheet:
        found: list[tuple[Cell, ...]] = []
        for number, values in enumerate(rows, start=1):
            if len(values) > _MOST_COLUMNS or len(found) > MOST_ROWS:
                most = f"{MOST_ROWS:,} rows and {_MOST_COLUMNS} columns"
                raise BadDocument(self._path, f"row {number}: a table may have {most}")
            if row := tuple(self._row(name, number, values)):
                found.append(row)
                self._add("\n")
        return Sheet(name, tuple(found))

    def _row(self, name: str | None, number: int, values: Sequence[str]) -> Iterator[Cell]:
        is_first = True
        for column, value in enumerate(values):
            text = _BREAK.join(" ".join(line.split()) for line in value.splitlines()).strip("; ")
            if not text:
                continue
            if not is_first:
                self._add("\t")
            is_first = False
            start = self._length
            self._add(text)
            yield Cell(column, place(name, column, number), text, Span(start, self._length))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def place(sheet: str | None, column: int, row: int) -> str:
    """Return the name of a cell as spreadsheets write it; `column` counts from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    if sheet is None:
        return f"{letters}{row}"
    quoted = sheet if sheet.replace("_", "").isalnum() else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{letters}{row}"


def _csv(text: str, path: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
    try:
        yield from rows
    except csv.Error as error:
        raise BadDocument(path, f"line {rows.line_num}: {error}") from error


def _workbook(content: bytes, path: str) -> Iterator[tuple[str, Iterator[list[str]]]]:
    if _MISSING:
        raise BadDocument(path, _MISSING)
    import openpyxl  # it takes a sixth of a second, and most processes read no spreadsheet

    open_zip(content, path).close()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # they may claim a million columns
        yield sheet.title, _rows(sheet)


def _rows(sheet: Any) -> Iterator[list[str]]:
    return ([_value(value) for value in row] for row in sheet.iter_rows(values_only=True))


def _value(value: object) -> str:
    """Return what stands in a cell, dates in ISO form."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
