"""What the columns of a table mean: said in a mapping beside it, else guessed by their headers."""

from collections.abc import Iterator, Mapping, Sequence
from configparser import ConfigParser
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any, Final

import yaml

from kg.errors import BadDocument
from kg.iris import fold
from kg.terms import ONTOLOGY
from loaders._document import iso_date
from loaders._grid import Cell, Sheet

KINDS: Final[Mapping[str, tuple[str, ...]]] = {  # and the fields that a table must have
    "agreements": ("title", "parties"),
    "events": ("title", "date"),
    "people": ("name",),
}
_SCHEMES: Final = {
    ("agreements", "type"): "agreement-type",
    ("agreements", "status"): "status",
    ("events", "type"): "event-type",
    ("events", "status"): "factuality",
}
_KEYS: Final = (
    "kind", "sheet", "header", "columns", "ignore", "values", "separator", "dates", "as_of",
    "language", "title",
)  # fmt: skip
_DAY_ORDERS: Final = (None, "dmy", "mdy")
_IGNORED: Final = "ignored"
_SEARCHED: Final = 20  # rows in which the headers are looked for


@dataclass(frozen=True, slots=True)
class TableMapping:
    kind: str | None = None
    sheet: str | None = None
    header: int | None = None  # number of the row; None = looked for
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # headers by field
    ignore: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # notations by word
    separator: str | None = None  # between the names in one cell
    dates: str | None = None  # what 05/06/2024 means: dmy or mdy
    as_of: str | None = None  # the day on which the table was true
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a sheet below its headers."""

    kind: str
    fields: Mapping[int, str]  # by column
    title: str | None  # what stands alone above the headers
    rows: tuple[tuple[Cell, ...], ...]


def parse_mapping(text: bytes, path: str) -> TableMapping:
    """Raises: BadDocument that names what is wrong in the mapping and what is allowed."""
    try:
        said = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise BadDocument(path, f"its mapping is not YAML: {reason}") from error
    if not isinstance(said, dict):
        raise BadDocument(path, "its mapping has no keys")
    for key in said:
        if key not in _KEYS:
            raise _unknown(path, f"its mapping has {key!r}", str(key), _KEYS)
    kind = said.get("kind")
    if kind is not None and kind not in KINDS:
        raise _unknown(path, f"its mapping says kind {kind!r}", str(kind), tuple(KINDS))
    columns = {str(k): _strings(v) for k, v in _dict(said, "columns", path).items()}
    if columns and kind is None:
        raise BadDocument(path, f"its mapping needs a kind: {', '.join(KINDS)}")
    for name in columns:
        if name not in fields(kind or ""):
            raise _unknown(path, f"its mapping has the field {name!r}", name, fields(kind or ""))
    if said.get("dates") not in _DAY_ORDERS:
        raise BadDocument(path, f"its mapping says dates {said['dates']!r}; allowed: dmy, mdy")
    values = {
        str(name): {fold(str(word)): str(notation) for word, notation in words.items()}
        for name, words in _dict(said, "values", path).items()
        if isinstance(words, dict)
    }
    header = said.get("header")
    return TableMapping(
        kind,
        _string(said.get("sheet")),
        header if isinstance(header, int) else None,
        columns,
        _strings(said.get("ignore")),
        values,
        _string(said.get("separator")),
        said.get("dates"),
        iso_date(_string(said.get("as_of"))),
        _string(said.get("language")),
        _string(said.get("title")),
    )


def sections(
    sheets: Sequence[Sheet], mapping: TableMapping, path: str
) -> tuple[list[Section], list[str]]:
    """Return what the sheets hold, and why some hold nothing.

    Raises: BadDocument when none of them holds anything.
    """
    found, problems = [], []
    for sheet in sheets:
        if not sheet.rows or mapping.sheet not in (None, sheet.name):
            continue
        try:
            found.append(_section(sheet, mapping, path))
        except BadDocument as error:
            problems.append(error.reason)
    if not found:
        reason = "; ".join(problems) or f"it has no sheet {mapping.sheet!r}"
        raise BadDocument(path, reason)
    return found, problems


def fields(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_headers().get(kind, {}).values()))


def notation(mapping: TableMapping, kind: str, name: str, word: str) -> str | None:
    """Return what the value of a column stands for, None when nobody knows."""
    said = mapping.values.get(name, {}).get(fold(word))
    return said or words(_SCHEMES[kind, name]).get(fold(word))


def allowed(kind: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words(_SCHEMES[kind, name]).values()))


def spoken_of(kind: str, title: str) -> str | None:
    """Return the type that a title names, by the longest of its words."""
    text = f" {fold(title)} "
    known = words(_SCHEMES[kind, "type"])
    inside = (w for w in known if (f" {w} " if w.isascii() else w) in text)
    longest = max(inside, key=len, default=None)
    return known[longest] if longest else None


@cache
def words(scheme: str) -> Mapping[str, str]:
    """Return notations by the words for them, folded."""
    rows = _file()[scheme]
    return {word: name for name, said in rows.items() for word in (fold(name), *_split(said))}


@cache
def _headers() -> Mapping[str, Mapping[str, str]]:
    return {
        kind: {word: name for name, said in _file()[kind].items() for word in _split(said)}
        for kind in (*KINDS, _IGNORED)
    }


@cache
def _file() -> ConfigParser:
    parser = ConfigParser(delimiters=(" = ",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # Meeting, not meeting
    parser.read_string((ONTOLOGY / "tables.ini").read_text("utf-8"))
    return parser


def _split(words: str) -> Iterator[str]:
    return (fold(word) for word in words.split(" | "))


def _section(sheet: Sheet, mapping: TableMapping, path: str) -> Section:
    kind = mapping.kind
    number = _header_row(sheet, mapping)
    if number is None:
        raise _no_headers(sheet, mapping, path)
    header = sheet.rows[number]
    if mapping.columns and kind:
        known = {fold(said): name for name, names in mapping.columns.items() for said in names}
        chosen = {cell.column: known[h] for cell in header if (h := fold(cell.text)) in known}
        if missing := known.keys() - {fold(cell.text) for cell in header}:
            there = ", ".join(repr(cell.text) for cell in header)
            raise BadDocument(path, f"there is no column {sorted(missing)[0]!r}; there are {there}")
    else:
        kind = kind or _kind(header)
        chosen = _guessed(header, kind, mapping, path)
    for name in KINDS[kind]:
        if name not in chosen.values():
            reason = f"{header[0].place}: a table of {kind} needs a column for {name}"
            raise BadDocument(path, f"{reason}; name it under columns in a mapping")
    above = [row[0].text for row in sheet.rows[:number] if len(row) == 1]
    return Section(kind, chosen, above[0] if above else None, sheet.rows[number + 1 :])


def _header_row(sheet: Sheet, mapping: TableMapping) -> int | None:
    """Return the index of the row with the most known headers; a word may be one by chance."""
    if mapping.header:
        ending = str(mapping.header)
        numbered = (row[0].place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                    for row in sheet.rows)  # fmt: skip
        return next((i for i, number in enumerate(numbered) if number == ending), None)
    named = {fold(h) for names in mapping.columns.values() for h in names}
    known = named or {h for kind in (*KINDS, _IGNORED) for h in _headers()[kind]}
    counts = [
        sum(not known.isdisjoint((_bare(cell.text), fold(cell.text))) for cell in row)
        for row in sheet.rows[:_SEARCHED]
    ]
    best = max(range(len(counts)), key=lambda i: (counts[i], -i))
    enough = 1 if named or len(sheet.rows[best]) == 1 else 2
    return best if counts[best] >= enough else None


def _kind(header: Sequence[Cell]) -> str:
    """Return the kind of table that most of the headers speak for."""

    def fit(kind: str) -> tuple[bool, int]:
        names = [_headers()[kind].get(_bare(cell.text)) for cell in header]
        return all(name in names for name in KINDS[kind]), len(set(names) - {None})

    return max(KINDS, key=fit)


def _guessed(header: Sequence[Cell], kind: str, mapping: TableMapping, path: str) -> dict[int, str]:
    chosen = {}
    ignored = {fold(name) for name in mapping.ignore}
    for cell in header:
        word = _bare(cell.text)
        if name := _headers()[kind].get(word):
            chosen[cell.column] = name
        elif word not in _headers()[_IGNORED] and not {word, fold(cell.text)} & ignored:
            raise BadDocument(
                path,
                f"{cell.place}: the header {cell.text!r} is not known for a table of {kind}; "
                f"fields are {', '.join(fields(kind))}: name its field under columns in a mapping,"
                " or the header under ignore",
            )
    return chosen


def _no_headers(sheet: Sheet, mapping: TableMapping, path: str) -> BadDocument:
    where = f"row {mapping.header}" if mapping.header else f"the first {_SEARCHED} rows"
    first = ", ".join(repr(cell.text[:40]) for cell in sheet.rows[0][:8])
    return BadDocument(
        path,
        f"{sheet.name or 'the table'} has no known headers in {where} (it begins with {first}); "
        f"a table is of {', '.join(KINDS)}: name its columns in a mapping",
    )


def _bare(header: str) -> str:
    """Return a header as it is compared: without what stands in brackets."""
    return fold(fold(header).partition("(")[0]).strip(" :*.") or fold(header)


def _unknown(path: str, what: str, name: str, known: Sequence[str]) -> BadDocument:
    near = get_close_matches(name, known, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return BadDocument(path, f"{what}; allowed: {', '.join(known)}{hint}")


def _dict(said: Mapping[str, Any], key: str, path: str) -> Mapping[Any, Any]:
    value = said.get(key) or {}
    if not isinstance(value, dict):
        raise BadDocument(path, f"{key} of its mapping is no mapping")
    return value


def _string(value: object) -> str | None:
    return None if value is None else str(value)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()
