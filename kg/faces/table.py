"""The answer of a saved query as a table of typed values, with a label beside every IRI."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from kg.errors import BadQuery
from kg.query.names import look_up
from kg.query.saved import SavedQuery
from kg.store.base import Reader, Solution, Term

Value: TypeAlias = str | int | float | date | None

Plain: TypeAlias = str | int | float | None

_NUMBERS: Final = {"integer": int, "decimal": float}


@dataclass(frozen=True, slots=True)
class Table:
    """`types` are those of a header: iri, string, integer, decimal, date, edtf."""

    types: Mapping[str, str]  # of each column, in their order
    rows: Sequence[tuple[Value, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.types)

    def plain_rows(self) -> Iterator[tuple[Plain, ...]]:
        """Yield rows as JSON has them: dates as text."""
        for row in self.rows:
            yield tuple(v.isoformat() if isinstance(v, date) else v for v in row)

    def plain_records(self) -> Iterator[dict[str, Plain]]:
        for row in self.plain_rows():
            yield dict(zip(self.types, row, strict=True))

    def records(self) -> Iterator[dict[str, Value]]:
        for row in self.rows:
            yield dict(zip(self.types, row, strict=True))


def table(
    query: SavedQuery, solutions: Sequence[Solution], reader: Reader, languages: Sequence[str]
) -> Table:
    """Return solutions as a table.

    Shape: the columns of the query; behind one of IRIs that no column labels, `<name>Label`.
    Raises: BadQuery where a value is not of the type that its column is declared to have.
    """
    unlabelled = [name for name, kind in query.columns.items() if kind == "iri"]
    unlabelled = [name for name in unlabelled if not _label_column(query, name)]
    things = {
        term.value
        for solution in solutions
        for name in unlabelled
        if isinstance(term := solution.get(name), NamedNode)
    }
    names = look_up(reader, sorted(things), languages)
    types: dict[str, str] = {}
    for name, kind in query.columns.items():
        types[name] = kind
        if name in unlabelled:
            types[f"{name}Label"] = "string"
    rows = []
    for solution in solutions:
        row: list[Value] = []
        for name, kind in query.columns.items():
            term = solution.get(name)
            row.append(_value(name, term, kind))
            if name in unlabelled:
                row.append(names[term.value].text if isinstance(term, NamedNode) else None)
        rows.append(tuple(row))
    return Table(types, rows)


def _label_column(query: SavedQuery, name: str) -> str | None:
    """Return the column that carries the label of a column of IRIs: its own, or the first's."""
    if f"{name}Label" in query.columns:
        return f"{name}Label"
    is_first = name == next(iter(query.columns))
    return next((each for each in ("label", "name") if is_first and each in query.columns), None)


def _value(column: str, term: Term | None, kind: str) -> Value:
    if term is None:
        return None
    text = str(term) if not hasattr(term, "value") else term.value
    try:
        if kind == "date":
            return date.fromisoformat(text[:10])
        number = _NUMBERS.get(kind)
        return number(float(text)) if number else text
    except (ValueError, OverflowError) as error:
        problem = f"the column {column} is declared as {kind}, and {text[:80]!r} is none"
        raise BadQuery(problem, hint="mend columns: in the header of the query") from error
