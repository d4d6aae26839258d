"""Tables as JSON, CSV and TSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Final

from kg.errors import BadParameter
from kg.faces.table import Table, Value
from kg.query.saved import SavedQuery

SHAPES: Final = ("objects", "arrays", "columns")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

# What makes a spreadsheet take a cell for a formula. Source: OWASP, CSV Injection.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return rows as objects, as arrays below one of names, or one array for each column."""
    shape = options.get("shape") or SHAPES[0]
    if shape not in SHAPES:
        raise BadParameter("shape", f"there is no shape {shape!r}", ", ".join(SHAPES))
    rows = list(table.plain_rows())
    data: object
    if shape == "arrays":
        data = [list(table.columns), *rows]
    elif shape == "columns":
        columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
        data = dict(zip(table.columns, columns, strict=True))
    else:
        data = list(table.plain_records())
    return json.dumps(data, ensure_ascii=False).encode()


def as_csv(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return CSV; `excel=yes` adds the mark without which Excel misreads UTF-8."""
    mark = BYTE_ORDER_MARK if flag(options, "excel") else b""
    return mark + _separated(table, csv.excel, is_raw=flag(options, "raw"))


def as_tsv(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    return _separated(table, csv.excel_tab, is_raw=flag(options, "raw"))


def flag(options: Mapping[str, str], name: str) -> bool:
    text = options.get(name) or "no"
    if text not in ("yes", "no"):
        raise BadParameter(name, f"it is {text!r}", "yes, no")
    return text == "yes"


def _separated(table: Table, dialect: type[csv.Dialect], *, is_raw: bool) -> bytes:
    """Write text that a spreadsheet would compute with an apostrophe before it, unless raw."""
    out = io.StringIO()
    writer = csv.writer(out, dialect)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(row if is_raw else _harmless(row))
    return out.getvalue().encode()


def _harmless(row: Sequence[Value]) -> list[Value]:
    return [
        f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
        for value in row
    ]
