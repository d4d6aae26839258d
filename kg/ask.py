"""Asking from the command line: the store beside us, or any SPARQL endpoint."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg.errors import BadQuery, KgError, NotAcceptable, UnknownQuery
from kg.iris import Namespace
from kg.query.canonical import canonical
from kg.query.formats import Choice, Kind, named, of_kind
from kg.query.protocol import Operation
from kg.query.saved import saved_queries
from kg.query.workers import Limits, Pool
from kg.settings import Settings
from kg.writer import reader

_KINDS: Final[tuple[Kind, ...]] = ("solutions", "graph")


def query_text(
    name: str, values: Mapping[str, str], namespace: Namespace, store: Settings | None = None
) -> str:
    """Return the query of that name with its parameters bound, or the text of a file.

    Things in parameters are replaced by what stands for them in the store of these settings.
    Raises: UnknownQuery, BadParameter.
    """
    queries = saved_queries()
    if name in queries and values and store:
        with reader(store) as data:
            return queries[name].bind(values, namespace, partial(canonical, data, namespace))
    if name in queries:
        return queries[name].bind(values, namespace)
    if Path(name).is_file():
        if values:
            raise UnknownQuery(f"{name} is a file; parameters belong to saved queries")
        return Path(name).read_text(encoding="utf-8")
    raise UnknownQuery(f"{name} is neither a saved query nor a file; see: kg query --list")


def ask_store(settings: Settings, text: str, name: str) -> Iterator[bytes]:
    """Yield the answer of the local store in the format of that name.

    Raises: BadQuery, NotAcceptable, TimedOut, OutOfMemory, StoreProblem.
    """
    namespace = Namespace(settings.base_iri)
    limits = Limits(settings.query_timeout_s, settings.query_memory_mb, 0, waiting=1)
    default_graph = namespace.view if settings.dataset == "managed" else None
    operation = Operation(text, settings.query_timeout_s, *_suffixes(name))
    with reader(settings):  # keeps the checkpoint until the worker has it open
        pool = Pool(Path(settings.store), 1, limits, namespace.base, default_graph)
        with closing(pool):
            answer = pool.run(operation)
            if answer.format is None:
                kind = next(kind for kind in _KINDS if kind == answer.kind)
                raise NotAcceptable(name, [form.suffix for form in of_kind(kind)])
            yield from answer.blocks


def ask_endpoint(endpoint: str, text: str, name: str, timeout_s: float) -> bytes:
    """Return the answer of a SPARQL endpoint in the format of that name.

    Raises: BadQuery when it refuses the query; KgError when it cannot be reached.
    """
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
