"""Keyset paging: the next page begins behind the last row of this one, however much was added.

A cursor is the values of that row in the columns of the order, written as JSON in base64url. Rows
are compared as ORDER BY does: what is unbound comes before everything.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter
from kg.store.base import Solution
from kg.terms import XSD

_DATATYPES: Final[Mapping[str, NamedNode]] = {
    "integer": XSD.integer,
    "decimal": XSD.decimal,
    "date": XSD.date,
}
_LONGEST: Final = 4_000  # characters of a cursor


def cursor(row: Solution, order: Sequence[str]) -> str:
    """Return the cursor of the page behind a row; `order` has columns, some with a minus."""
    terms = (row.get(key.removeprefix("-")) for key in order)
    values = [None if term is None else getattr(term, "value", str(term)) for term in terms]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def behind(text: str, order: Sequence[str], columns: Mapping[str, str]) -> str:
    """Return the FILTER that leaves the rows behind a cursor.

    Raises: BadParameter for what is no cursor of this order.
    """
    values = _values(text, len(order))
    ways = []
    for position, key in enumerate(order):
        same = [
            _same(each.removeprefix("-"), value, columns)
            for each, value in zip(order[:position], values, strict=False)
        ]
        later = _later(key, values[position], columns)
        if later:
            ways.append("(" + " && ".join([*same, later]) + ")")
    return f"FILTER ({' || '.join(ways) or 'false'})"


def _values(text: str, count: int) -> list[str | None]:
    try:
        if len(text) > _LONGEST:
            raise ValueError
        values: list[str | None] = json.loads(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        )
    except (ValueError, binascii.Error) as error:
        raise BadParameter("after", "it is no cursor", "what a Link header gave") from error
    well_formed = isinstance(values, list) and all(v is None or isinstance(v, str) for v in values)
    if not well_formed or len(values) != count:
        raise BadParameter("after", "it is of another order", "what a Link header gave")
    return values


def _same(column: str, value: str | None, columns: Mapping[str, str]) -> str:
    left, right = _compared(column, value, columns)
    return f"!BOUND(?{column})" if value is None else f"BOUND(?{column}) && {left} = {right}"


def _later(key: str, value: str | None, columns: Mapping[str, str]) -> str:
    column = key.removeprefix("-")
    left, right = _compared(column, value, columns)
    if key.startswith("-"):
        return "" if value is None else f"(!BOUND(?{column}) || {left} < {right})"
    return f"BOUND(?{column})" + ("" if value is None else f" && {left} > {right}")


def _compared(column: str, value: str | None, columns: Mapping[str, str]) -> tuple[str, str]:
    datatype = _DATATYPES.get(columns[column])
    if value is None or datatype is None:
        return f"STR(?{column})", str(Literal(value or ""))
    try:
        date.fromisoformat(value) if datatype == XSD.date else float(value)
    except ValueError as error:
        raise BadParameter("after", "it is no cursor", "what a Link header gave") from error
    return f"?{column}", str(Literal(value, datatype=datatype))
