"""Saved queries: one `.rq` file each, a YAML header of `#+` lines before valid SPARQL.

A parameter is a slot such as `VALUES $agency { UNDEF }`. Binding fills it with one validated,
serialised term, leaves out the lines whose condition does not hold (`#? agency`: only where an
agency is given; `#? no order after`: only where neither is; `#? agency no order`: both), lets a
LIMIT of such a line grow with a limit over the header's, writes conditions for later pages
(`#? behind date event`), and adds order and limit at the end.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import ceil
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.authority import authority
from kg.errors import BadParameter, BadQuery, BadSetting, UnknownTerm
from kg.iris import KINDS, Namespace, is_key
from kg.query.canonical import Current, itself
from kg.query.header import BEHIND, COMMON, CONDITION, MOST_ROWS, SLOT, condition, parsed
from kg.query.paging import behind, cursor, not_before
from kg.store.base import Solution
from kg.terms import EA, XSD, concept

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LISTED: Final = frozenset({"agency", "framework", "element", "place", "series"})
_PLACES: Final = 9  # of decimals
_MANY: Final = 100  # values of one parameter
_FILE_NAME: Final = re.compile(r"[\w-]+(\.[\w-]+)*")
_LIMIT: Final = re.compile(r"\bLIMIT (\d+)")
_SELECT: Final = re.compile(r"^\s*SELECT\b", re.IGNORECASE | re.MULTILINE)

# A value by the name of its parameter, or several of them.
Values: TypeAlias = Mapping[str, str | Sequence[str]]
_QUERIES: Final = files("queries")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One slot. `kind` is, of an IRI, the kind of thing (or `property`, or empty for any)."""

    name: str
    type: str  # one of kg.query.header.PARAMETER_TYPES
    title: Mapping[str, str]
    kind: str = ""
    scheme: str = ""  # of a choice: a concept scheme whose concept is bound
    values: tuple[str, ...] = ()  # of a choice: what may be chosen
    required: bool = False
    many: bool = False  # several values mean any of them
    default: str | None = None
    example: str | None = None
    minimum: int = 0
    maximum: int = 1_000_000

    def term(self, text: str, namespace: Namespace, current: Current = itself) -> str:
        """Return `text` as one serialised RDF term; `current` finds what stands for a thing now.

        Raises: BadParameter with what would be allowed.
        """
        match self.type:
            case "iri":
                return str(current(self._iri(text, namespace)))
            case "date":
                return str(Literal(self._date(text), datatype=XSD.date))
            case "integer":
                return str(_integer(self.name, text, self.minimum, self.maximum))
            case "decimal":
                return self._decimal(text)
            case "choice":
                return self._choice(text)
            case "lang":
                if not _LANGUAGE.fullmatch(text):
                    raise BadParameter(self.name, f"{text!r} is no language tag", "en, zh-Hans")
                return str(Literal(text.lower()))
        return str(Literal(text))

    def _iri(self, text: str, namespace: Namespace) -> NamedNode:
        if ":" in text:
            try:
                return NamedNode(text)
            except ValueError as error:
                raise BadParameter(self.name, f"{text!r} is no IRI") from error
        if self.kind == "property":
            return self._property(text)
        kind, _, key = text.rpartition("/")
        kind = kind or self.kind
        if kind not in KINDS or not is_key(key) or (self.kind and kind != self.kind):
            allowed = f"an IRI or the key of one {self.kind or 'thing, such as agency/unep'}"
            raise BadParameter(self.name, f"{text!r} names nothing", allowed)
        if kind in _LISTED and not key.startswith("x-") and not authority().get(kind, key):
            raise BadParameter(self.name, f"there is no {kind} {key!r}", "a key or an IRI")
        return NamedNode(namespace.thing(kind, key))

    def _property(self, text: str) -> NamedNode:
        try:
            return EA[text]
        except UnknownTerm as error:
            raise BadParameter(self.name, str(error)) from error

    def _date(self, text: str) -> str:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise BadParameter(self.name, f"{text!r} is no date", "YYYY-MM-DD") from error

    def _decimal(self, text: str) -> str:
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not self.minimum <= number <= self.maximum:
            bounds = f"{self.minimum} to {self.maximum}"
            raise BadParameter(self.name, f"{text!r} is no such number", bounds)
        return str(Literal(f"{number:.{_PLACES}f}", datatype=XSD.decimal))

    def _choice(self, text: str) -> str:
        if text not in self.values:
            raise BadParameter(self.name, f"{text!r} cannot be chosen", ", ".join(self.values))
        return str(concept(self.scheme, text) if self.scheme else Literal(text))


def _integer(name: str, text: str, minimum: int, maximum: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not minimum <= int(text) <= maximum:
        raise BadParameter(name, f"{text!r} is no such number", f"{minimum} to {maximum}")
    return int(text)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with typed parameters and columns. Titles and descriptions are in en and zh."""

    name: str
    id: str  # of the competency question it answers
    group: str  # its folder
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]  # name to type, in the order of the result
    chart: Mapping[str, str]  # type, and which column plays which part
    order: tuple[str, ...]  # columns, those with a minus downwards
    limit: int
    cache_s: int  # for which caches may give an answer again without asking
    budget_ms: int  # in which it answers over 100,000 documents
    text: str = field(repr=False)

    def bind(self, values: Values, namespace: Namespace, current: Current = itself) -> str:
        """Return the query with every slot filled; `order`, `limit` and `after` are of every query.

        An empty value counts as none; a parameter of many takes a list.
        Raises: BadParameter for an unknown, missing or wrong one.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known and name not in COMMON:
                raise BadParameter(name, "unknown", ", ".join((*known, *COMMON)))
        terms = {
            name: " ".join(parameter.term(text, namespace, current) for text in texts) or "UNDEF"
            for name, parameter in known.items()
            if (texts := self._given(parameter, values)) is not None
        }
        given = {name for name, term in terms.items() if term != "UNDEF"}
        given.update(name for name in COMMON if any(values.get(name) or ()))
        share = Fraction(max(self.limit_of(values), self.limit), self.limit)
        text = CONDITION.sub(lambda line: _standing(line, given, share), self.text)
        bound = SLOT.sub(lambda slot: f"VALUES ${slot[1]} {{ {terms[slot[1]]} }}", text)
        order = self.order_of(values)
        if after := _one("after", values):
            bound = self._behind(bound, after, order)
        keys = " ".join(f"DESC(?{k[1:]})" if k.startswith("-") else f"?{k}" for k in order)
        return f"{bound.rstrip()}\nORDER BY {keys}\nLIMIT {self.limit_of(values)}\n"

    def whole(self) -> "SavedQuery":
        """Return the question without the lines that choose rows early, which end in `no order`."""
        return replace(self, text=CONDITION.sub(_unless_early, self.text))

    def order_of(self, values: Values) -> tuple[str, ...]:
        """Return the columns to sort by: those asked for, then those that make the order total."""
        asked = tuple(filter(None, (_one("order", values) or "").split(",")))
        for column in asked:
            name = column.removeprefix("-")
            if name not in self.columns:
                raise BadParameter("order", f"{name!r} is no column", ", ".join(self.columns))
        names = {column.removeprefix("-") for column in asked}
        return asked + tuple(key for key in self.order if key.removeprefix("-") not in names)

    def limit_of(self, values: Values) -> int:
        return _integer("limit", _one("limit", values) or str(self.limit), 1, MOST_ROWS)

    def next_page(self, rows: Sequence[Solution], values: Values) -> str | None:
        """Return the cursor of the page behind these rows; None when they are all there is."""
        is_full = len(rows) == self.limit_of(values)
        return cursor(rows[-1], self.order_of(values)) if is_full else None

    def _given(self, parameter: Parameter, values: Values) -> Sequence[str]:
        given = values.get(parameter.name) or ()
        texts = [text for text in ([given] if isinstance(given, str) else given) if text]
        if len(texts) > (_MANY if parameter.many else 1):
            raise BadParameter(
                parameter.name,
                f"{len(texts)} values",
                f"at most {_MANY}" if parameter.many else "one value",
            )
        if not texts and parameter.default:
            texts = [parameter.default]
        if not texts and parameter.required:
            hint = f"such as {parameter.example}" if parameter.example else None
            raise BadParameter(parameter.name, "missing", hint)
        return texts

    def _behind(self, bound: str, after: str, order: Sequence[str]) -> str:
        """Return a bound query for the rows behind a cursor."""
        if order == self.order:
            bound = BEHIND.sub(partial(self._not_before, after), bound)
        condition = behind(after, order, self.columns)
        begin = _SELECT.search(bound)
        at = begin.start() if begin else 0
        columns = " ".join(f"?{column}" for column in self.columns)
        inner = bound[at:].rstrip()
        return f"{bound[:at]}SELECT {columns} WHERE {{\n{{ {inner}\n}}\nFILTER ({condition})\n}}"

    def _not_before(self, after: str, line: re.Match[str]) -> str:
        variables = line["variables"].split()
        return f"({not_before(after, self.order, self.columns, variables)})"


def _standing(line: re.Match[str], given: set[str], share: Fraction) -> str:
    """Return a line without its condition, its LIMIT grown; nothing where it does not hold."""
    any_of, none_of = condition(line)
    holds = (not any_of or not given.isdisjoint(any_of)) and given.isdisjoint(none_of)
    text = _LIMIT.sub(lambda limit: f"LIMIT {ceil(int(limit[1]) * share)}", line["text"])
    return f"{text}\n" if holds else ""


def _unless_early(line: re.Match[str]) -> str:
    return "" if "order" in condition(line)[1] else line[0]


def _one(name: str, values: Values) -> str | None:
    given = values.get(name)
    if given is None or isinstance(given, str):
        return given
    if len(given) > 1:
        raise BadParameter(name, f"{len(given)} values", "one value")
    return given[0] if given else None


def saved_queries(
    folder: Path | None = None, whole: tuple[str, ...] = ()
) -> Mapping[str, SavedQuery]:
    """Return the queries of the product by name, and those of a folder of one's own.

    Those named in `whole` choose no rows early. A file that cannot be read is left out, and the
    log says why. A folder is read once.
    """
    return _packaged()[0] | _whole(whole) | (_own(folder) if folder else {})


def unreadable_queries() -> tuple[BadQuery, ...]:
    """Return what is wrong with the files of the product that cannot be read."""
    return _packaged()[1]


@cache
def _packaged() -> tuple[dict[str, SavedQuery], tuple[BadQuery, ...]]:
    return _read_all(
        (file, group.name)
        for group in sorted(_QUERIES.iterdir(), key=_name)
        if group.is_dir()
        for file in sorted(group.iterdir(), key=_name)
        if file.name.endswith(".rq")
    )


@cache
def _whole(names: tuple[str, ...]) -> dict[str, SavedQuery]:
    return {name: _packaged()[0][name].whole() for name in names}


@cache
def _own(folder: Path) -> dict[str, SavedQuery]:
    if not folder.is_dir():
        raise BadSetting(f"queries is {str(folder)!r}, and that is no folder")
    files_found = ((file, file.parent.name) for file in sorted(folder.rglob("*.rq")))
    return _read_all(files_found, frozenset(_packaged()[0]))[0]


def _read_all(
    sources: Iterable[tuple[Traversable | Path, str]], taken: frozenset[str] = frozenset()
) -> tuple[dict[str, SavedQuery], tuple[BadQuery, ...]]:
    found: dict[str, SavedQuery] = {}
    problems: list[BadQuery] = []
    for file, group in sources:
        try:
            query = _read(file, group)
            if query.name in taken or query.name in found:
                hint = "give the file another name"
                raise BadQuery(f"{file}: there is a query {query.name} already", hint=hint)
        except BadQuery as problem:
            _log.warning("left out: %s%s", problem, f" ({problem.hint})" if problem.hint else "")
            problems.append(problem)
        else:
            found[query.name] = query
    return found, tuple(problems)


def _name(entry: Traversable) -> str:
    return entry.name


def _read(file: Traversable | Path, group: str) -> SavedQuery:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadQuery(f"{file} cannot be read: {error}") from error
    try:
        header, text = parsed(_decoded(content))
        parameters = tuple(Parameter(**each) for each in header.parameters)
        name = _named(file.name.removesuffix(".rq"))
        _check_defaults(parameters)
    except BadQuery as error:
        place = f"{file}, line {error.line}" if error.line else str(file)
        raise BadQuery(
            f"{place}: {error}", line=error.line, column=error.column, hint=error.hint
        ) from error
    return SavedQuery(
        name=name,
        id=header.id,
        group=group,
        title=header.title,
        description=header.description,
        parameters=parameters,
        columns=header.columns,
        chart=header.chart,
        order=header.order,
        limit=header.limit,
        cache_s=header.cache_s,
        budget_ms=header.budget_ms,
        text=text,
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadQuery("this is not UTF-8", line=line, hint="save the file as UTF-8") from error


def _named(name: str) -> str:
    if not _FILE_NAME.fullmatch(name):
        hint = "letters, digits, - and _, such as my-events.rq"
        raise BadQuery(f"{name!r} cannot be part of an address", hint=hint)
    return name


def _check_defaults(parameters: Iterable[Parameter]) -> None:
    for parameter in parameters:
        if parameter.default:
            try:
                parameter.term(parameter.default, Namespace())
            except BadParameter as error:
                raise BadQuery(f"default of {error}", hint=error.hint) from error
