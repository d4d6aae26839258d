"""Quads as sorted lines, however many there are: what does not fit into memory waits in files."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

_SORTED_TOGETHER: Final = 200_000  # lines kept in memory


def sorted_lines(statements: Iterable[Quad | Triple]) -> Iterator[bytes]:
    """Yield quads as N-Quads, or triples as N-Triples, sorted."""
    remaining = iter(statements)
    with ExitStack() as files:
        sorted_runs = []
        while lines := _sorted(list(islice(remaining, _SORTED_TOGETHER))):
            file: BinaryIO = files.enter_context(TemporaryFile())
            file.writelines(lines)
            file.seek(0)
            sorted_runs.append(file)
        yield from heapq.merge(*sorted_runs)


def _sorted(some: list[Any]) -> list[bytes]:
    return sorted((serialize(some, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
