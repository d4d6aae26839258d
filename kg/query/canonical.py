"""What stands for a thing now: the identity graph knows, for all that were merged or replaced."""

from collections.abc import Callable
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import DCTERMS, EA

Current: TypeAlias = Callable[[NamedNode], NamedNode]

# Not as alternatives of a path: Virtuoso gives a solution without ?next where there is none.
_NEXT: Final = (
    "SELECT ?next { GRAPH %s { %s ?way ?next "
    f"FILTER (?way IN ({DCTERMS.isReplacedBy}, {EA.canonical})) }} }}"
)


def itself(thing: NamedNode) -> NamedNode:
    """Stand in for `canonical` where there is no data to ask."""
    return thing


def successor(reader: Reader, namespace: Namespace, thing: NamedNode) -> NamedNode | None:
    """Return what a thing was merged into or replaced by, one step on; None when it stands."""
    rows = reader.select(_NEXT % (NamedNode(namespace.identity), thing))
    found = [row["next"] for row in rows]
    others = [term for term in found if isinstance(term, NamedNode) and term != thing]
    return min(others, key=lambda term: term.value, default=None)


def canonical(reader: Reader, namespace: Namespace, thing: NamedNode) -> NamedNode:
    """Return what stands for a thing of this base at the end of all steps."""
    seen = {thing}
    while namespace.split(thing.value) and (following := successor(reader, namespace, thing)):
        if following in seen:
            return min(seen, key=lambda term: term.value)  # a ring, which no commit makes
        seen.add(following)
        thing = following
    return thing
