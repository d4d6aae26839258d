"""What the views of two stores, copies or dumps say differently, thing by thing."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.errors import BadRequest, StoreProblem
from kg.history.differing import Difference, differences
from kg.iris import Namespace
from kg.remote.reader import RemoteReader
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import CheckpointReader, open_checkpoint
from kg.store.sorting import sorted_lines
from kg.writer import reader

_FORMATS: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
}


def diff(before: Path, after: Path | None, settings: Settings) -> Iterator[Difference]:
    """Yield what differs between two copies, dumps or stores; without `after`: this store.

    Raises: BadRequest, StoreProblem
    """
    with ExitStack() as sources:
        old = sources.enter_context(statements(before, settings))
        new = sources.enter_context(statements(after or Path(settings.store), settings))
        yield from differences(sorted_lines(old), sorted_lines(new))


@contextmanager
def statements(source: Path, settings: Settings) -> Iterator[Iterator[Triple]]:
    """Give what the view of a copy, a dump or a store says.

    Raises: BadRequest, StoreProblem
    """
    view = NamedNode(Namespace(settings.base_iri).view)
    if (source / "manifest.json").exists():
        try:
            copy = ox.Store.read_only(str(source / "oxigraph"))
        except OSError as error:
            raise StoreProblem(f"{source} cannot be read: {error}") from error
        yield (quad.triple for quad in copy.quads_for_pattern(None, None, None, view))
    elif source.is_dir():
        with _newest(replace(settings, store=str(source))) as store:
            yield (quad.triple for quad in store.quads(graph=view))
    else:
        with _opened(source) as file:
            yield _of_view(_parsed(file, source), view)


def _newest(settings: Settings) -> CheckpointReader | RemoteReader:
    """Return a reader of what can be read, even beside a service of another version."""
    try:
        return reader(settings)
    except StoreProblem:
        newest = checkpoints.newest(Path(settings.store))
        if newest is None:
            raise
        return open_checkpoint(newest, Namespace(settings.base_iri))


def _opened(source: Path) -> BinaryIO:
    """Raises: BadRequest"""
    try:
        return cast(BinaryIO, gzip.open(source)) if source.suffix == ".gz" else source.open("rb")
    except OSError as error:
        raise BadRequest(f"{source} cannot be read: {error.strerror}") from error


def _parsed(file: BinaryIO, source: Path) -> Iterator[Quad]:
    suffix = Path(source.name.removesuffix(".gz")).suffix
    if suffix not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise BadRequest(f"{source} is no copy, no store and no dump, which end in {known} or .gz")
    try:
        yield from ox.parse(file, format=_FORMATS[suffix])
    except (SyntaxError, OSError, EOFError) as error:
        raise BadRequest(f"{source} is damaged: {error}") from error


def _of_view(quads: Iterable[Quad], view: NamedNode) -> Iterator[Triple]:
    """Yield the triples of the view, or of a file that has no graphs."""
    for quad in quads:
        if quad.graph_name == view or isinstance(quad.graph_name, DefaultGraph):
            yield quad.triple
