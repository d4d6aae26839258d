"""The bodies above a body and the places around a place, as far as a document knows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from kg.authority import authority
from kg.identity.profile import Said
from kg.terms import EA, ORG

_PARENTS: Final[Mapping[str, NamedNode]] = {"agency": ORG.subOrganizationOf, "place": EA.within}
_HIGHEST: Final = 8  # steps; a document may say that two things lie within each other


def wider(said: Said, things: Iterable[str], steps: int = _HIGHEST) -> frozenset[str]:
    """Return what things are part of, themselves left out."""
    return frozenset(found for thing in things for found in _chain(said, thing, steps))


def _chain(said: Said, thing: str, steps: int) -> Iterator[str]:
    for _ in range(steps):
        if not (parent := _parent(said, thing)):
            return
        yield (thing := parent)


def _parent(said: Said, thing: str) -> str | None:
    kind, key = said.namespace.split(thing) or ("", "")
    if kind not in _PARENTS:
        return None
    if told := said.of(thing, _PARENTS[kind]):
        return min(told)
    entry = authority().get(kind, key)
    return said.namespace.thing(kind, entry.parent) if entry and entry.parent else None
