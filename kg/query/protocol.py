"""SPARQL 1.1 Protocol: the parts of a request become an operation, or an error.

Source: https://www.w3.org/TR/sparql11-protocol/ section 2.1. No web framework here.
"""

from binascii import a2b_qp
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

from pyoxigraph import NamedNode

from kg.errors import BadParameter, BadRequest, NotAcceptable, TooLarge, UnsupportedMediaType
from kg.query.formats import Kind, named, negotiate
from kg.query.guard import has_dataset, refuse_remote

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
WITH_BODY: Final = ("POST", "QUERY")  # QUERY is a POST that is safe to repeat
_ONCE: Final = ("format", "timeout", "limit")
_ONLY: Final = "query="  # how an address begins that has nothing but a query


class Parts(NamedTuple):
    """What a request consists of, as far as the protocol looks at it."""

    method: str
    query_string: str
    content_type: str | None = None
    body: bytes = b""
    accept: str | None = None


class Operation(NamedTuple):
    """A query that may run. The dataset is None where the request names none."""

    text: str
    timeout_s: float  # 0 = no limit
    solutions: str | None = "json"  # suffix of the format for SELECT and ASK, None: not acceptable
    graph: str | None = "ttl"  # for CONSTRUCT and DESCRIBE
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    has_dataset: bool = False  # FROM stands in the text
    limit: int | None = None  # solutions or triples after which the caller wants no more

    @property
    def question(self) -> tuple[object, ...]:
        """Return all that the answer depends on, the data apart."""
        return self.text, self[2:]


@dataclass(frozen=True, slots=True)
class Change:
    """An update as it was sent, with the dataset that the request names."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def parse_update(parts: Parts) -> Change:
    """Return the update of a request.

    Raises: BadRequest, BadParameter, UnsupportedMediaType, Refused.
    """
    parameters, text = _parameters(parts, UPDATE)
    named = _single("update", parameters)
    if text is not None and named is not None:
        raise BadRequest("the update stands both in the address and in the body")
    text = text if text is not None else named
    if text is None:
        raise BadRequest("the parameter update is missing")
    refuse_remote(text)
    using = _graphs("using-graph-uri", parameters) or ()
    return Change(text, using, _graphs("using-named-graph-uri", parameters) or ())


def parse(parts: Parts, limit_s: float, most_characters: int = 0) -> Operation | None:
    """Return the query of a request, None when there is none; 0 switches a limit off.

    Raises: BadRequest, BadParameter, UnsupportedMediaType, NotAcceptable, Refused, TooLarge.
    """
    asked = parts.query_string
    if asked.startswith(_ONLY) and "&" not in asked and parts.method not in WITH_BODY:
        text = _value(asked[len(_ONLY) :])
        _check(text, most_characters)
        return Operation(text, limit_s, *_negotiated(parts.accept), has_dataset=has_dataset(text))
    parameters, body = _parameters(parts, QUERY)
    named = _single("query", parameters)
    if body is not None and named is not None:
        raise BadRequest("the query stands both in the address and in the body")
    found = body if body is not None else named
    if found is None:
        _refuse_what_is_no_query(parts, parameters)
        return None
    _check(found, most_characters)
    values = {name: _single(name, parameters) for name in _ONCE}
    solutions, graph = _formats(values["format"], parts.accept)
    return Operation(
        text=found,
        timeout_s=_timeout(values["timeout"], limit_s),
        solutions=solutions,
        graph=graph,
        default_graphs=_graphs("default-graph-uri", parameters),
        named_graphs=_graphs("named-graph-uri", parameters),
        has_dataset=has_dataset(found),
        limit=_limit(values["limit"]),
    )


def _check(text: str, most_characters: int) -> None:
    if most_characters and len(text) > most_characters:  # the guard takes a second a million
        raise TooLarge(f"a query may have {most_characters} characters; this one has {len(text)}")
    refuse_remote(text)


@lru_cache(maxsize=256)
def _negotiated(accept: str | None) -> tuple[str | None, str | None]:
    return _formats(None, accept)


def _parameters(parts: Parts, direct: str) -> tuple[list[tuple[str, str]], str | None]:
    """Return the parameters from wherever they stand, and an operation that is the whole body."""
    parameters = _pairs(parts.query_string)
    if parts.method not in WITH_BODY:
        return parameters, None
    media_type, _, options = (parts.content_type or "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == FORM:
        return parameters + _pairs(_text(parts.body)), None
    if media_type == direct:
        charset = options.lower().partition("charset=")[2].strip(' "')
        if charset not in {"", "utf-8", "utf8"}:
            raise UnsupportedMediaType(f"operations come in UTF-8 here, not in {charset}")
        return parameters, _text(parts.body)
    if media_type == UPDATE:
        raise UnsupportedMediaType("this address answers queries; updates go to /update")
    given = media_type or "no media type"
    raise UnsupportedMediaType(f"here one posts {FORM} or {direct}, not {given}")


def _refuse_what_is_no_query(parts: Parts, parameters: Sequence[tuple[str, str]]) -> None:
    if any(name == "update" for name, _ in parameters):
        raise BadRequest("this address answers queries; updates go to /update")
    if parts.method in WITH_BODY:
        raise BadRequest("the parameter query is missing")


def _formats(name: str | None, accept: str | None) -> tuple[str | None, str | None]:
    """Return the formats for solutions and for graphs; whichever the query yields is used.

    Raises: NotAcceptable when neither will do.
    """
    refusals = []
    chosen: list[str | None] = []
    kinds: tuple[Kind, Kind] = ("solutions", "graph")
    for kind in kinds:
        try:
            choice = named(name, kind) if name is not None else negotiate(accept, kind)
            chosen.append(choice.format.suffix)
        except NotAcceptable as refusal:
            refusals.append(refusal)
            chosen.append(None)
    if len(refusals) == len(kinds):
        available = [each for refusal in refusals for each in refusal.available]
        raise NotAcceptable(name or accept or "", available)
    return chosen[0], chosen[1]


def _timeout(text: str | None, limit_s: float) -> float:
    """Return the seconds a query may run: what the caller asks for, never more than the limit."""
    if text is None:
        return limit_s
    try:
        asked = float(text)
    except ValueError as error:
        raise BadParameter("timeout", f"{text!r} is not a number of seconds") from error
    if not 0 < asked < float("inf"):
        raise BadParameter("timeout", f"{text!r} is not a number of seconds", "more than 0")
    return min(asked, limit_s) if limit_s else asked


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise BadParameter("limit", f"{text!r} is not a number of solutions", "0 or more")
    return int(text)


def _graphs(name: str, parameters: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    iris = tuple(value for key, value in parameters if key == name)
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadParameter(name, f"{iri!r} is not an absolute IRI") from error
    return iris or None


def _single(name: str, parameters: Sequence[tuple[str, str]]) -> str | None:
    values = [value for key, value in parameters if key == name]
    if len(values) > 1:
        raise BadRequest(f"the parameter {name} stands there {len(values)} times")
    return values[0] if values else None


def _pairs(encoded: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in encoded.split("&") if part]
    return [(_value(name), _value(value)) for name, _, value in parts]


def _value(encoded: str) -> str:
    try:
        return _decoded(encoded)
    except ValueError as error:
        raise BadRequest("the parameters are not UTF-8 in percent-encoding") from error


def _decoded(text: str) -> str:
    """Undo percent-encoding, several times faster than the library for a text full of it.

    Quoted-printable is the same with another sign, but for the ends of lines. What is shortened
    by less than two characters for each sign has one that encodes nothing.

    Raises: UnicodeDecodeError
    """
    if "%" not in text:
        return text.replace("+", " ")
    if text.isascii() and "\n" not in text and "\r" not in text:
        quoted = text.replace("=", "%3D").replace("+", " ").replace("%", "=")
        decoded = a2b_qp(quoted)
        if len(quoted) - len(decoded) == 2 * quoted.count("="):
            return decoded.decode("utf-8")
    return unquote_plus(text, errors="strict")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("the body is not UTF-8") from error
