"""Which things form one: greedy union of the surest pairs first, within what must stay apart."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.identity.profile import Profile

_WEAK: Final = 0.95  # a pair less sure than this does not join two large components
_LARGE: Final = 6  # distinct names
HUMAN: Final = "human"  # the rule of a pair that a person joined


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Two things, the smaller IRI first, and how sure it is that they are one."""

    one: str
    other: str
    score: float = 1.0
    rule: str = ""
    reason: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.one, self.other

    @classmethod
    def between(
        cls, a: str, b: str, score: float = 1.0, rule: str = HUMAN, reason: str = ""
    ) -> "Edge":
        one, other = sorted((a, b))
        return cls(one, other, score, rule, reason)


@dataclass(frozen=True, slots=True)
class Partition:
    """The clusters of some things; `used` joined them, `refused` would have joined two."""

    clusters: tuple[frozenset[str], ...]
    used: tuple[Edge, ...]
    refused: tuple[Edge, ...]


def partition(
    profiles: Mapping[str, Profile],
    edges: Iterable[Edge],
    *,
    apart: Collection[tuple[str, str]] = (),
    is_listed: Callable[[str], bool],
    names: Callable[[Profile], frozenset[str]],
    veto: Callable[[Profile, Profile], str],
) -> Partition:
    """Return the clusters: a function of the sets given, not of their order.

    What people joined comes first. Never in one cluster are two things that people keep `apart`
    (pairs, smaller first) and, but for people, two authority entries and what a `veto` on the
    joined profiles separates. `names` are what a thing is called: a weak pair does not join two
    components that have many names each.
    """
    clusters = {thing: frozenset({thing}) for thing in profiles}
    joined = {clusters[thing]: profile for thing, profile in profiles.items()}
    used, refused = [], []
    for edge in sorted(edges, key=lambda e: (e.rule != HUMAN, -e.score, e.one, e.other)):
        one, other = clusters[edge.one], clusters[edge.other]
        if one is other:
            continue
        is_refused = _are_apart(one, other, apart)
        if not is_refused and edge.rule != HUMAN:
            a, b = joined[one], joined[other]
            is_refused = (
                _both_listed(one, other, is_listed)
                or bool(veto(a, b))
                or _is_too_weak(edge, names(a), names(b))
            )
        if is_refused:
            refused.append(edge)
            continue
        used.append(edge)
        both = one | other
        joined[both] = joined[one].joined(joined[other])
        clusters.update(dict.fromkeys(both, both))
    distinct = sorted(set(clusters.values()), key=min)
    return Partition(tuple(distinct), tuple(used), tuple(refused))


def representative(
    cluster: Iterable[str], *, is_listed: Callable[[str], bool], days: Mapping[str, str]
) -> str:
    """Return what stands for a cluster: an authority entry, else the first published."""
    return min(cluster, key=lambda each: (not is_listed(each), days.get(each) or "9999", each))


def _are_apart(
    one: frozenset[str], other: frozenset[str], apart: Collection[tuple[str, str]]
) -> bool:
    return any((a in one and b in other) or (a in other and b in one) for a, b in apart)


def _both_listed(
    one: frozenset[str], other: frozenset[str], is_listed: Callable[[str], bool]
) -> bool:
    return any(map(is_listed, one)) and any(map(is_listed, other))


def _is_too_weak(edge: Edge, one: frozenset[str], other: frozenset[str]) -> bool:
    return edge.score < _WEAK and min(len(one), len(other)) >= _LARGE
