"""Keyset paging: the next page begins behind the last row of this one, however much was added.

A cursor is the values of that row in the columns of the order, written as JSON in base64url. Rows
are compared as ORDER BY does: what is unbound comes before everything.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_WHAT_IS_ONE: Final = "what a Link header gave"


def cursor(row: Solution, order: Sequence[str]) -> str:
    """Return the cursor of the page behind a row; `order` has columns, some with a minus."""
    terms = (row.get(key.removeprefix("-")) for key in order)
    values = [None if term is None else getattr(term, "value", str(term)) for term in terms]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def behind(text: str, order: Sequence[str], columns: Mapping[str, str]) -> str:
    """Return the condition that leaves the rows behind a cursor.

    Raises: BadParameter for what is no cursor of this order.
    """
    keys = [_Key.of(key, columns) for key in order]
    return " || ".join(_ways(keys, _values(text, len(order)))) or "false"


def not_before(
    text: str, order: Sequence[str], columns: Mapping[str, str], variables: Sequence[str]
) -> str:
    """Return the condition on `variables`, which stand for the first columns of the order.

    It leaves what can have rows behind the cursor: what comes later, and what is equal where the
    order has more columns.
    """
    keys = [
        replace(_Key.of(key, columns), variable=variable)
        for key, variable in zip(order, variables, strict=False)
    ]
    values = _values(text, len(order))
    ways = [*_ways(keys, values)]
    if len(keys) < len(order):
        equal = [key.same(value) for key, value in zip(keys, values, strict=False)]
        ways.append(f"({' && '.join(equal)})")
    return " || ".join(ways) or "false"


@dataclass(frozen=True, slots=True)
class _Key:
    """One column of an order, and the variable that has its values."""

    variable: str
    is_downwards: bool
    datatype: NamedNode | None  # of what is not compared as text

    @classmethod
    def of(cls, key: str, columns: Mapping[str, str]) -> "_Key":
        column = key.removeprefix("-")
        return cls(column, key.startswith("-"), _DATATYPES.get(columns[column]))

    def same(self, value: str | None) -> str:
        if value is None:
            return f"!BOUND(?{self.variable})"
        return f"BOUND(?{self.variable}) && {self._left} = {self._right(value)}"

    def later(self, value: str | None) -> str:
        """Return the condition for what comes behind a value; "" where nothing can."""
        if self.is_downwards:
            if value is None:
                return ""
            return f"(!BOUND(?{self.variable}) || {self._left} < {self._right(value)})"
        beyond = "" if value is None else f" && {self._left} > {self._right(value)}"
        return f"BOUND(?{self.variable}){beyond}"

    @property
    def _left(self) -> str:
        return f"?{self.variable}" if self.datatype else f"STR(?{self.variable})"

    def _right(self, value: str) -> str:
        if self.datatype is None:
            return str(Literal(value))
        try:
            date.fromisoformat(value) if self.datatype == XSD.date else float(value)
        except ValueError as error:
            raise BadParameter("after", "it is no cursor", _WHAT_IS_ONE) from error
        return str(Literal(value, datatype=self.datatype))


def _ways(keys: Sequence[_Key], values: Sequence[str | None]) -> Iterator[str]:
    """Yield the conditions of which one holds for what comes later by these keys."""
    equal: list[str] = []
    for key, value in zip(keys, values, strict=False):
        if later := key.later(value):
            yield "(" + " && ".join([*equal, later]) + ")"
        equal.append(key.same(value))


def _values(text: str, count: int) -> list[str | None]:
    try:
        if len(text) > _LONGEST:
            raise ValueError
        values: list[str | None] = json.loads(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        )
    except (ValueError, binascii.Error) as error:
        raise BadParameter("after", "it is no cursor", _WHAT_IS_ONE) from error
    well_formed = isinstance(values, list) and all(v is None or isinstance(v, str) for v in values)
    if not well_formed or len(values) != count:
        raise BadParameter("after", "it is of another order", _WHAT_IS_ONE)
    return values
