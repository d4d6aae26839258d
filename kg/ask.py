"""Asking from the command line: the store beside us, or any SPARQL endpoint."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import BadQuery, KgError, NotAcceptable, UnknownQuery
from kg.faces.faces import OPTIONS, RESULTS, face_of
from kg.faces.table import table
from kg.iris import Namespace
from kg.query.canonical import canonical
from kg.query.formats import Choice, Kind, named, of_kind
from kg.query.protocol import Operation
from kg.query.reading import PoolReader
from kg.query.saved import SavedQuery
from kg.query.workers import Limits, Pool
from kg.remote.pool import pool_of
from kg.settings import Settings
from kg.writer import reader

_KINDS: Final[tuple[Kind, ...]] = ("solutions", "graph")


def text_of(file: str) -> str:
    """Raises: UnknownQuery"""
    if not Path(file).is_file():
        raise UnknownQuery(f"{file} is neither a saved query nor a file; see: kg query --list")
    return Path(file).read_text(encoding="utf-8")


class Answered(NamedTuple):
    """An answer of a saved query, and the cursor of the page behind it."""

    content: bytes
    next_page: str | None


class _EndpointReader(PoolReader):
    """Reads from any SPARQL endpoint whose default graph is the view."""

    def __init__(self, endpoint: str, timeout_s: float) -> None:
        self._endpoint, self._timeout_s = endpoint, timeout_s

    def answer(self, query: str, form: str) -> bytes:
        return ask_endpoint(self._endpoint, query, form, self._timeout_s)


def ask_saved(
    settings: Settings,
    query: SavedQuery,
    values: Mapping[str, Sequence[str]],
    suffix: str,
    endpoint: str | None = None,
) -> Answered:
    """Return the answer of a saved query from the local store in a format of that name.

    `values` are its parameters, with `order`, `limit` and the options of the format; things in them
    are replaced by what stands for them in the store. An endpoint is asked instead of the store.
    Raises: NotFound, NotAcceptable, BadParameter, TimedOut, OutOfMemory, StoreProblem; KgError when
    an endpoint does not answer.
    """
    face = None if suffix in RESULTS else face_of(query, suffix)
    namespace = Namespace(settings.base_iri)
    lang, bound, options = _divided(query, values)
    with _source(settings, endpoint) as data:
        text = query.bind(bound, namespace, partial(canonical, data, namespace))
        if face is None:
            return Answered(data.answer(text, RESULTS[suffix]), None)
        found = data.select(text)
        answer = table(query, found, data, (*lang, *settings.languages))
    return Answered(face.render(query, answer, options), query.next_page(found, bound))


def _divided(
    query: SavedQuery, values: Mapping[str, Sequence[str]]
) -> tuple[Sequence[str], dict[str, Sequence[str]], dict[str, str]]:
    """Return the language that is asked for, what fills slots, and the options of formats."""
    lang = values.get("lang", ())[:1]
    options = {name: texts[-1] for name, texts in values.items() if name in (*OPTIONS, "lang")}
    has_lang = any(parameter.name == "lang" for parameter in query.parameters)
    bound = {
        name: texts
        for name, texts in values.items()
        if name not in OPTIONS and (name != "lang" or has_lang)
    }
    return lang, bound, options


@contextmanager
def _source(settings: Settings, endpoint: str | None) -> Iterator[PoolReader]:
    if endpoint:
        yield _EndpointReader(endpoint, settings.query_timeout_s)
        return
    with pool_over(settings) as pool:
        yield PoolReader(pool)


def ask_store(settings: Settings, text: str, name: str) -> Iterator[bytes]:
    """Yield the answer of the local store in the format of that name.

    Raises: BadQuery, NotAcceptable, TimedOut, OutOfMemory, StoreProblem.
    """
    operation = Operation(text, settings.query_timeout_s, *_suffixes(name))
    with pool_over(settings) as pool:
        answer = pool.run(operation)
        if answer.format is None:
            kind = next(kind for kind in _KINDS if kind == answer.kind)
            raise NotAcceptable(name, [form.suffix for form in of_kind(kind)])
        yield from answer.blocks


@contextmanager
def pool_over(settings: Settings) -> Iterator[Pool]:
    """Hold one query process on the store."""
    limits = Limits(settings.query_timeout_s, settings.query_memory_mb, 0, waiting=1)
    with reader(settings):  # keeps the checkpoint until the process has it open
        pool, _ = pool_of(settings, 1, limits)
        with closing(pool):
            yield pool


def ask_endpoint(endpoint: str, text: str, name: str, timeout_s: float) -> bytes:
    """Return the answer of a SPARQL endpoint in the format of that name.

    Raises: BadQuery when it refuses the query; KgError when it cannot be reached.
    """
    from SPARQLWrapper import POST, SPARQLWrapper  # the store beside us needs none of it
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

    client = SPARQLWrapper(endpoint)
    client.setMethod(POST)
    client.setTimeout(max(1, round(timeout_s)))
    client.setQuery(text)
    client.setOnlyConneg(True)  # the Accept header alone says what is wanted
    accepted = ", ".join(choice.media_type for choice in _choices(name) if choice)
    client.addCustomHttpHeader("Accept", accepted)
    try:
        return bytes(client.query().response.read())
    except QueryBadFormed as error:
        raise BadQuery(f"{endpoint} refused the query: {error}") from error
    except (SPARQLWrapperException, OSError) as error:
        raise KgError(f"{endpoint} did not answer: {error}") from error


def _suffixes(name: str) -> tuple[str | None, str | None]:
    solutions, graph = (choice.format.suffix if choice else None for choice in _choices(name))
    return solutions, graph


def _choices(name: str) -> list[Choice | None]:
    """Return the format of that name for solutions and for graphs."""
    found: list[Choice | None] = []
    for kind in _KINDS:
        try:
            found.append(named(name, kind))
        except NotAcceptable:
            found.append(None)
    return found
