"""Which things are one, in steps that look at one block, pair or component each.

`kg.identity.resolving` decides the same a commit at a time. These steps need nobody's store, so
that many machines can take them at once; nobody has decided anything on what they look at.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.identity.clusters import Edge, partition, representative
from kg.identity.comparing import compared
from kg.identity.index import ALL_PAIRS, ANCHORS, NAMED
from kg.identity.listed import Listed, blocks_of, listed
from kg.identity.matchers import MATCHERS
from kg.identity.profile import DAY, Matcher, Profile, Said, veto_of
from kg.iris import Namespace
from kg.terms import EA, RDF

Pair = tuple[str, str]  # smaller IRI first
Head = tuple[str, ...]  # the smallest members of a block, one more than are all compared

NO_HEAD: Final[Head] = ()


class Decided(NamedTuple):
    """What came of a component: what stands for what, which pairs joined and which did not."""

    canonical: list[tuple[str, str]]
    used: tuple[Edge, ...]
    refused: tuple[Edge, ...]


def told(said: Said, namespace: Namespace) -> Iterator[tuple[tuple[int, str], Profile]]:
    """Yield what a document tells of things that no authority lists, by matcher and thing."""
    for number, matcher in enumerate(MATCHERS):
        known = listed(namespace, matcher)
        for profile in matcher.profiles(said):
            if profile.thing not in known:
                yield (number, profile.thing), profile


def with_member(head: Head, thing: str) -> Head:
    return both(head, (thing,))


def both(one: Head, other: Head) -> Head:
    return tuple(sorted({*one, *other})[: ALL_PAIRS + 1])


def pairs(matcher: Matcher, thing: str, head: Head) -> Iterator[tuple[Pair, bool]]:
    """Yield with which of a block a thing is compared, and whether people would be asked."""
    for other in head if len(head) <= ALL_PAIRS else head[:ANCHORS]:
        if other != thing:
            pair = (thing, other) if thing < other else (other, thing)
            yield pair, matcher.kind not in NAMED or head[0] in pair


def judged(
    matcher: Matcher, one: Profile, other: Profile, *, is_asked: bool
) -> tuple[Edge, bool] | None:
    """Return how alike two things are, and whether that makes them one; None if people need not
    be asked.
    """
    score, rule, reason = compared(matcher, one, other)
    is_one = score >= matcher.accept
    if not is_one and not (is_asked and score >= matcher.propose):
        return None
    return Edge(one.thing, other.thing, score, rule, reason), is_one


def decided(
    matcher: Matcher, known: Listed, profiles: Iterable[Profile], edges: Iterable[Edge]
) -> Decided:
    """Divide what pairs connect into what is one."""
    by_thing = {profile.thing: profile for profile in profiles}
    found = partition(
        by_thing,
        edges,
        is_listed=known.__contains__,
        names=matcher.names,
        veto=veto_of(matcher),
    )
    canonical = [pair for cluster in found.clusters for pair in _stand(cluster, by_thing, known)]
    return Decided(canonical, found.used, found.refused)


def matching(
    matcher: Matcher, profile: Profile, mapped: Profile, namespace: Namespace
) -> Iterator[Quad]:
    """Yield what the matching graph keeps of a thing."""
    node, graph = NamedNode(profile.thing), NamedNode(namespace.matching)
    yield Quad(node, RDF.value, Literal(profile.dumped()), graph)
    for block in blocks_of(matcher, mapped):
        yield Quad(node, EA.block, Literal(block), graph)


def _stand(
    cluster: frozenset[str], profiles: Mapping[str, Profile], known: Listed
) -> Iterator[Pair]:
    days = {each: profiles[each].first(DAY) for each in cluster}
    chosen = representative(cluster, is_listed=known.__contains__, days=days)
    return ((each, chosen) for each in cluster if each != chosen)
