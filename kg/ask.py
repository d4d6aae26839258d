"""Asking from the command line: the store beside us, or any SPARQL endpoint."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from kg.errors import BadQuery, KgError, NotAcceptable, UnknownQuery
from kg.faces.faces import OPTIONS, face_of
from kg.faces.table import table
from kg.iris import Namespace
from kg.query.canonical import canonical
from kg.query.formats import Choice, Kind, named, of_kind
from kg.query.protocol import Operation
from kg.query.reading import PoolReader
from kg.query.saved import SavedQuery, Values, saved_queries
from kg.query.workers import Limits, Pool
from kg.remote.pool import pool_of
from kg.settings import Settings
from kg.writer import reader

_KINDS: Final[tuple[Kind, ...]] = ("solutions", "graph")


def queries(settings: Settings) -> Mapping[str, SavedQuery]:
    return saved_queries(Path(settings.queries) if settings.queries else None)


def query_text(name: str, values: Values, settings: Settings) -> str:
    """Return the query of that name with its parameters bound, or the text of a file.

    Raises: UnknownQuery, BadParameter.
    """
    saved = queries(settings).get(name)
    if saved:
        return saved.bind(values, Namespace(settings.base_iri))
    if Path(name).is_file():
        if values:
            raise UnknownQuery(f"{name} is a file; parameters belong to saved queries")
        return Path(name).read_text(encoding="utf-8")
    raise UnknownQuery(f"{name} is neither a saved query nor a file; see: kg query --list")


def ask_saved(
    settings: Settings, query: SavedQuery, values: Mapping[str, Sequence[str]], suffix: str
) -> bytes:
    """Return the answer of a saved query from the local store in a format of that name.

    `values` are its parameters, with `order`, `limit` and the options of the format; things in them
    are replaced by what stands for them in the store.
    Raises: NotFound, NotAcceptable, BadParameter, TimedOut, OutOfMemory, StoreProblem.
    """
    face = face_of(query, suffix)
    options = {name: texts[-1] for name, texts in values.items() if name in OPTIONS}
    bound = {name: value for name, value in values.items() if name not in OPTIONS}
    namespace = Namespace(settings.base_iri)
    with pool_over(settings) as pool:
        data = PoolReader(pool)
        text = query.bind(bound, namespace, partial(canonical, data, namespace))
        answer = table(query, data.select(text), data, settings.languages)
    return face.render(query, answer, options)


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
