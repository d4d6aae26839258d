"""Everything in a store, written out."""

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import NamedNode

from kg.iris import Namespace
from kg.settings import Settings
from kg.store.sorting import sorted_lines
from kg.writer import reader


def dump(settings: Settings, *, runs: bool = False) -> Iterator[bytes]:
    """Yield everything as sorted N-Quads: stores that hold the same give the same bytes."""
    namespace = Namespace(settings.base_iri)
    left_out = {NamedNode(namespace.matching), NamedNode(namespace.service)}
    left_out |= set() if runs else {NamedNode(namespace.runs)}
    with reader(settings) as source:
        lines = sorted_lines(quad for quad in source.quads() if quad.graph_name not in left_out)
        while chunk := b"".join(islice(lines, 10_000)):
            yield chunk
