"""The `#+` lines before a saved query: YAML that says what it asks, takes and answers.

Only the title is needed. What is left out is derived from the query, and whatever is wrong is told
with the line of the file and what is allowed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pyoxigraph as ox
import yaml

from kg.errors import BadQuery, UnknownTerm, nearest
from kg.iris import KINDS
from kg.query.guard import refuse_remote
from kg.query.syntax import explain
from kg.terms import notations

SLOT: Final = re.compile(r"VALUES \$([A-Za-z]\w*) \{[^{}]*\}")
# A line that stands only where one of the first is given, if any, and none of those behind `no`.
CONDITION: Final = re.compile(
    r"^(?P<text>.*?)[ \t]+#\?(?P<any>(?: (?!(?:behind|no)\b)\w+)*)"
    r"(?: no(?P<none>(?: \w+)+))?[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
# A condition of its line that holds for what can have rows behind the cursor of a later page.
BEHIND: Final = re.compile(r"\(true\)[ \t]+#\? behind(?P<variables>(?: \w+)+)[ \t]*$", re.MULTILINE)
PARAMETER_TYPES: Final = ("iri", "date", "integer", "decimal", "text", "choice", "lang")
COLUMN_TYPES: Final = ("iri", "string", "integer", "decimal", "date", "edtf")
LANGUAGES: Final = ("en", "zh-Hans")

# Names in an address that belong to every query.
COMMON: Final = ("order", "limit", "after")
MOST_ROWS: Final = 10_000
RESERVED: Final = (*COMMON, "shape", "excel", "raw", "theme", "width")

_KEYS: Final = (
    *("id", "title", "description", "parameters", "columns"),
    *("order", "limit", "cache", "budget", "chart"),
)
_PARAMETER_KEYS: Final = (
    *("type", "kind", "title", "scheme", "values", "required", "many"),
    *("default", "example", "minimum", "maximum"),
)
_CHARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "table": (),
    "bar": ("x", "y"),
    "months": ("x", "y"),
    "line": ("x", "y", "series"),
    "timeline": ("x", "label"),
    "map": ("lat", "lon", "size", "label"),
    "network": ("source", "target", "weight"),
    "tree": ("id", "parent", "label"),
}


def condition(line: re.Match[str]) -> tuple[set[str], set[str]]:
    """Return the names of which one has to be given, if there are any, and those that must not."""
    return set(line["any"].split()), set((line["none"] or "").split())


@dataclass(frozen=True, slots=True)
class Header:
    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Mapping[str, Any], ...]
    columns: Mapping[str, str]
    chart: Mapping[str, str]
    order: tuple[str, ...]
    limit: int
    cache_s: int
    budget_ms: int


def parsed(content: str) -> tuple[Header, str]:
    """Return the header of a saved query and the query without it.

    Raises: BadQuery with the line of the file, or of the place in it, and what is allowed.
    """
    lines = content.splitlines()
    marked = [number for number, line in enumerate(lines) if line[:2] == "#+"]
    yaml_text = "\n".join(lines[number][2:].removeprefix(" ") for number in marked)
    text = "\n".join(line for line in lines if line[:2] != "#+").lstrip("\n")
    about = _mapping(yaml_text, marked)
    try:
        return _header(about, text), text
    except _Problem as problem:
        line = _line_of(problem.key, [(number + 1, lines[number]) for number in marked])
        raise BadQuery(str(problem), line=line, hint=problem.hint) from problem
    except BadQuery as problem:
        if problem.line is not None:
            problem.line += len(lines) - len(text.splitlines())
        raise


class _Problem(Exception):
    """What is wrong, at which key of the header."""

    def __init__(self, key: str, problem: str, hint: str | None = None) -> None:
        super().__init__(problem)
        self.key, self.hint = key, hint


def _line_of(key: str, header: Sequence[tuple[int, str]]) -> int:
    """Return the number of the line that begins with a key, else of the first that names it."""
    for pattern in (rf"#\+\s*{re.escape(key)}\b", rf".*\b{re.escape(key)}\b", ""):
        for number, line in header:
            if re.match(pattern, line):
                return number
    return 1


def _mapping(text: str, marked: Sequence[int]) -> Mapping[str, Any]:
    try:
        about = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = marked[min(mark.line, len(marked) - 1)] + 1 if mark and marked else None
        reason = getattr(error, "problem", None) or "it is no YAML"
        raise BadQuery(f"the header cannot be read: {reason}", line=line) from error
    if not isinstance(about, dict):
        hint = "begin with lines such as: #+ title: {en: ..., zh-Hans: ...}"
        raise BadQuery("there is no header", line=1, hint=hint)
    return about


def _header(about: Mapping[str, Any], text: str) -> Header:
    for key in about:
        if key not in _KEYS:
            near = nearest(str(key), _KEYS)
            raise _Problem(str(key), f"a header has no {key!r}", near or f"allowed: {_all(_KEYS)}")
    if "title" not in about:
        raise _Problem("title", "the header has no title", "add: #+ title: {en: ..., zh-Hans: ...}")
    title = _words("title", about["title"])
    variables = _variables(text)
    columns = _columns(about.get("columns"), variables)
    order = tuple(str(each) for each in _list("order", about.get("order", columns)))
    for each in order:
        if each.removeprefix("-") not in columns:
            raise _Problem("order", f"{each!r} is no column", f"allowed: {_all(columns)}")
    for line in BEHIND.finditer(text):
        if len(line["variables"].split()) > len(order):
            raise _Problem("order", f"{line[0]!r} has more variables than the order has columns")
    parameters = about.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise _Problem("parameters", "parameters are a mapping of names", "#+ parameters: {from: }")
    declared = tuple(_parameter(str(name), extra) for name, extra in parameters.items())
    _match(text, [each["name"] for each in declared])
    return Header(
        id=str(about.get("id", "")),
        title=title,
        description=_words("description", about.get("description", "")),
        parameters=declared,
        columns=columns,
        chart=_chart(about.get("chart", {"type": "table"}), columns),
        order=order,
        limit=_number("limit", about.get("limit", 200), 1, MOST_ROWS),
        cache_s=_number("cache", about.get("cache", 0), 0),
        budget_ms=_number("budget", about.get("budget", 1_000), 1),
    )


def _variables(text: str) -> list[str]:
    """Return what the query selects, by letting the engine read it."""
    refuse_remote(text)
    try:
        results = ox.Store().query(text)
    except SyntaxError as error:
        raise explain(str(error), text) from error
    if not isinstance(results, ox.QuerySolutions):
        raise BadQuery("a saved query selects rows", line=1, hint="begin with SELECT")
    return [variable.value for variable in results.variables]


def _columns(about: object, variables: Sequence[str]) -> dict[str, str]:
    if about is None:
        return dict.fromkeys(variables, "string")
    if not isinstance(about, dict) or list(about) != list(variables):
        hint = f"the query selects, in this order: {_all(variables)}"
        raise _Problem("columns", "columns and the query differ", hint)
    for name, kind in about.items():
        if kind not in COLUMN_TYPES:
            hint = f"allowed: {_all(COLUMN_TYPES)}"
            raise _Problem("columns", f"column {name} is of no type {kind!r}", hint)
    return about


def _chart(about: object, columns: Mapping[str, str]) -> dict[str, str]:
    chart = {str(k): str(v) for k, v in about.items()} if isinstance(about, dict) else {}
    kind = chart.get("type", "")
    if kind not in _CHARTS:
        hint = f"allowed: {_all(_CHARTS)}"
        raise _Problem("chart", f"there is no chart of type {kind!r}", hint)
    for part in _CHARTS[kind]:
        if part not in chart:
            raise _Problem(
                "chart", f"a chart of type {kind} needs {part}", f"one of {_all(columns)}"
            )
    for part, column in chart.items():
        labelled = column.removesuffix("Label")
        if part != "type" and column not in columns and columns.get(labelled) != "iri":
            raise _Problem("chart", f"{part}: there is no column {column!r}", f"{_all(columns)}")
    return chart


def _parameter(name: str, extra: object) -> Mapping[str, Any]:
    """Return the fields of a parameter: what all of that name share, and what the header adds."""
    if name in RESERVED:
        raise _Problem(name, f"{name} is a parameter of every query", "choose another name")
    if extra is not None and not isinstance(extra, dict):
        raise _Problem(name, f"parameter {name}: what is said of it is no mapping")
    about: dict[str, Any] = shared_parameters().get(name, {}) | (extra or {})
    for key in about:
        if key not in _PARAMETER_KEYS:
            hint = nearest(str(key), _PARAMETER_KEYS) or f"allowed: {_all(_PARAMETER_KEYS)}"
            raise _Problem(name, f"parameter {name} has no {key!r}", hint)
    if about.get("type") not in PARAMETER_TYPES:
        hint = f"allowed: {_all(PARAMETER_TYPES)}"
        raise _Problem(name, f"parameter {name} is of no type {about.get('type')!r}", hint)
    _settle(name, about)
    try:
        choices = about.get("values", notations(str(about["scheme"])) if "scheme" in about else ())
    except UnknownTerm as error:
        raise _Problem(name, f"parameter {name}: {error}", error.hint) from error
    about["values"] = tuple(str(each) for each in _list(name, choices))
    about["title"] = _words(name, about.get("title", name))
    return {"name": name, **about}


def _settle(name: str, about: dict[str, Any]) -> None:
    """Make texts of examples, which YAML may take for dates or numbers; check bounds."""
    for key in ("default", "example"):
        if about.get(key) is not None:
            about[key] = str(about[key])
    for key in ("minimum", "maximum"):
        if key in about:
            _number(name, about[key], 0)
    for key in ("required", "many"):
        if not isinstance(about.get(key, False), bool):
            raise _Problem(name, f"parameter {name}: {key} is {about[key]!r}", "true or false")
    if about.get("kind", "") not in ("", "property", *KINDS):
        hint = f"allowed: property, {_all(KINDS)}"
        raise _Problem(name, f"parameter {name}: there is no kind {about['kind']!r}", hint)


def _match(text: str, declared: Sequence[str]) -> None:
    slots = set(SLOT.findall(text))
    for name in declared:
        if name not in slots:
            hint = f"write in it: VALUES ${name} {{ UNDEF }}"
            raise _Problem(name, f"the query has no slot for parameter {name}", hint)
    conditions = {
        name for line in CONDITION.finditer(text) for name in set().union(*condition(line))
    }
    for name in sorted(conditions.difference(declared, COMMON)):
        raise _Problem("parameters", f"the condition #? {name} is of no parameter", f"add: {name}:")
    for name in sorted(slots.difference(declared)):
        raise _Problem("parameters", f"the slot ${name} is of no parameter", f"add: {name}:")


@cache
def shared_parameters() -> Mapping[str, dict[str, Any]]:
    """Return what parameters of a name have in common in all queries."""
    text = (files("queries") / "parameters.yaml").read_text("utf-8")
    shared: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return shared


def _words(key: str, about: object) -> dict[str, str]:
    """Return words by language; those in one language stand for all."""
    if isinstance(about, str):
        return dict.fromkeys(LANGUAGES, about)
    if not isinstance(about, dict) or not about:
        raise _Problem(
            key, f"{key} is neither text nor a mapping of languages", "{en: ..., zh-Hans: ...}"
        )
    texts = {str(tag): str(text) for tag, text in about.items()}
    first = texts.get("en") or next(iter(texts.values()))
    return dict.fromkeys(LANGUAGES, first) | texts


def _list(key: str, about: object) -> Sequence[Any]:
    if not isinstance(about, list | tuple | dict):
        raise _Problem(key, f"{key} is no list")
    return list(about)


def _number(key: str, about: object, least: int, most: int = 10**9) -> int:
    if not isinstance(about, int) or not least <= about <= most:
        raise _Problem(key, f"{key} is {about!r}", f"a whole number from {least} to {most}")
    return about


def _all(names: Any) -> str:
    return ", ".join(names)
