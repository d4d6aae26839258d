"""Which things are one after a commit: looks at what it touches and whatever that may be one with.

The result is a function of what all documents say and of what people decided, in any order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.graph.canonical import ChangedCanonical, StoredCanonical
from kg.graph.content import MADE_KINDS
from kg.graph.merging import Contribution, Contributions
from kg.graph.said import Documents
from kg.graph.statement import Statement
from kg.identity.clusters import Edge, partition, representative
from kg.identity.comparing import compared
from kg.identity.index import Index
from kg.identity.links import Links
from kg.identity.profile import DAY, Matcher, Profile, Said, veto_of
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA

_DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people decided on pairs, smaller IRI first; `news` are things of new decisions."""

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    news: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit brings; `present` things are named in what arrives, `gone` ones nowhere now."""

    leaving: Contributions
    arriving: Contributions
    others: Documents
    present: Collection[NamedNode]
    gone: Collection[NamedNode]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which things stand for which then, and what changes in the identity and matching graphs."""

    canonical: ChangedCanonical
    families: ChangedCanonical
    delete: list[Quad] = field(default_factory=list)
    insert: list[Quad] = field(default_factory=list)


class Resolver:
    def __init__(
        self, reader: Reader, namespace: Namespace, matchers: Sequence[Matcher], commit: Commit
    ) -> None:
        self._reader, self._namespace, self._matchers = reader, namespace, matchers
        self._commit = commit
        self._identity = NamedNode(namespace.identity)
        self._old = [Said(c.all, namespace) for c in commit.leaving.values()]
        self._new = [Said(c.all, namespace) for c in commit.arriving.values()]
        self._resolution = Resolution(
            ChangedCanonical(StoredCanonical(reader, namespace)),
            ChangedCanonical(StoredCanonical(reader, namespace, EA.duplicateOf)),
        )
        self._gone = {thing.value for thing in commit.gone}

    def resolve(self) -> Resolution:
        for matcher in self._matchers:
            self._resolve_kind(matcher)
        self._write_canonical()
        return self._resolution

    def _resolve_kind(self, matcher: Matcher) -> None:
        index = Index(
            self._reader, self._namespace, matcher, self._canonical, self._stored_canonical
        )
        profiles = self._profiles(index)
        dirty = index.change(profiles, self._referring(matcher, profiles))
        dirty |= {each for each in self._commit.judgement.news if self._is_of(each, matcher.kind)}
        gone = {each for each in self._gone if self._is_of(each, matcher.kind)}
        if not dirty and not gone:
            return
        canonical = self._of_kind(matcher.kind)
        closure = _Closure(index, canonical.stored, self._commit.judgement)
        closure.grow(dirty, gone)
        found = partition(
            {thing: p for thing in closure.things if (p := index.mapped(thing))},
            closure.edges.values(),
            apart=self._commit.judgement.apart,
            is_listed=index.is_listed,
            names=matcher.names,
            veto=veto_of(matcher),
        )
        for cluster in (*found.clusters, *(frozenset({t}) for t in closure.unknown - gone)):
            self._stand(index, cluster)
        links = Links(self._reader, self._namespace)
        changes = links.changes(
            closure.things | closure.unknown | gone,
            found.used,
            [*closure.proposals.values(), *found.refused],
            lambda thing: canonical.of(NamedNode(thing)).value,
            self._commit.judgement.apart | self._commit.judgement.same,
        )
        for out, into in (changes, index.changes()):
            self._resolution.delete.extend(out)
            self._resolution.insert.extend(into)

    def _stand(self, index: Index, cluster: frozenset[str]) -> None:
        """Let one of a cluster stand for all of it."""
        days = {each: p.first(DAY) for each in cluster if (p := index.profile(each))}
        chosen = NamedNode(representative(cluster, is_listed=index.is_listed, days=days))
        canonical = self._of_kind(index.matcher.kind)
        for thing in map(NamedNode, cluster):
            if canonical.of(thing) != chosen:
                canonical.stand(chosen, thing)

    def _profiles(self, index: Index) -> dict[str, Profile | None]:
        """Return the profiles that the commit changes, None for what nobody describes now."""
        new = _by_thing(index.matcher, self._new)
        found: dict[str, Profile | None] = {**new}
        old = _by_thing(index.matcher, self._old)
        if index.matcher.kind in MADE_KINDS:
            return dict.fromkeys(old) | found
        for thing in new.keys() - old.keys():
            if (stored := index.profile(thing)) and not index.is_listed(thing):
                found[thing] = stored.joined(new[thing])
        for thing, profile in old.items():
            found[thing] = self._profile_now(index, profile, new.get(thing))
        return {thing: each for thing, each in found.items() if not index.is_listed(thing)}

    def _profile_now(self, index: Index, old: Profile, new: Profile | None) -> Profile | None:
        """Return the profile of a thing that a document described which goes or changes."""
        stored = index.profile(old.thing)
        if stored and new and all(old[name] <= new[name] for name in old.values):
            return stored.joined(new)
        others = self._commit.others
        graphs = others.graphs_of(NamedNode(old.thing))
        said = (Said(others.contribution(each).all, self._namespace) for each in graphs)
        stated = [p for each in said for p in index.matcher.profiles(each) if p.thing == old.thing]
        profiles = [*filter(None, [new]), *stated]
        return reduce(Profile.joined, profiles) if profiles else None

    def _referring(self, matcher: Matcher, profiles: Mapping[str, Profile | None]) -> set[str]:
        """Return the things of a kind that name what moves, in documents that come or stay."""
        if not matcher.references:
            return set()
        moving = {thing.value for thing in self._resolution.canonical.moving()}
        arriving = {
            thing
            for thing, profile in profiles.items()
            if profile and any(profile[name] & moving for name in matcher.references)
        }
        found: set[str] = set()
        for thing in self._resolution.canonical.moving_known():
            for _, statement in self._commit.others.on(thing):
                found |= {statement.subject.value, statement.object.value}
        staying = {each for each in found - self._gone if self._is_of(each, matcher.kind)}
        return arriving | staying

    def _write_canonical(self) -> None:
        """Write down what stands for everything that is named, and for every document family."""
        canonical, gone = self._resolution.canonical, set(self._commit.gone)
        named = {*self._commit.present, *canonical.changes} - gone
        targets = {canonical.of(thing) for thing in named}
        former = {canonical.stored.of(thing) for thing in named | gone}
        for thing in named | targets | former | gone:
            now = []
            if self._is_shown(thing, gone):
                now = [Quad(thing, EA.canonical, canonical.of(thing), self._identity)]
            self._differ(canonical.stored.written(thing), now)
        families, removed = self._resolution.families, self._documents_gone()
        for document in {*families.changes, *removed}:
            original = families.of(document)
            is_copy = original != document and document not in removed
            now = [Quad(document, EA.duplicateOf, original, self._identity)] if is_copy else []
            self._differ(families.stored.written(document), now)

    def _is_shown(self, thing: NamedNode, gone: Collection[NamedNode]) -> bool:
        """Tell whether a thing is named anywhere, or stands for what is."""
        canonical = self._resolution.canonical
        if canonical.members(thing).difference(gone, {thing}):
            return True
        if thing in gone:
            return False
        is_present = thing in self._commit.present or canonical.of(thing) != thing
        return is_present or self._commit.others.name(thing)

    def _documents_gone(self) -> set[NamedNode]:
        commit = self._commit
        return {commit.others.document(g) for g in commit.leaving.keys() - commit.arriving.keys()}

    def _differ(self, stored: Iterable[Quad], now: Iterable[Quad]) -> None:
        former, latter = set(stored), set(now)
        self._resolution.delete.extend(former - latter)
        self._resolution.insert.extend(latter - former)

    def _of_kind(self, kind: str) -> ChangedCanonical:
        return self._resolution.families if kind == _DOCUMENT else self._resolution.canonical

    def _canonical(self, thing: str) -> str:
        return self._resolution.canonical.of(NamedNode(thing)).value

    def _stored_canonical(self, thing: str) -> str:
        return self._resolution.canonical.stored.of(NamedNode(thing)).value

    def _is_of(self, thing: str, kind: str) -> bool:
        return thing.startswith(self._namespace.thing(kind, ""))


class _Closure:
    """Everything that may be one with what changed, by pairs sure enough or by decision."""

    def __init__(self, index: Index, stored: StoredCanonical, judgement: Judgement) -> None:
        self._index, self._stored = index, stored
        self._judgement = judgement
        self._partners: dict[str, set[str]] = defaultdict(set)
        for one, other in judgement.same:
            self._partners[one].add(other)
            self._partners[other].add(one)
        self.things: set[str] = set()
        self.unknown: set[str] = set()  # named, but described by nobody now
        self.edges: dict[tuple[str, str], Edge] = {}
        self.proposals: dict[tuple[str, str], Edge] = {}

    def grow(self, dirty: Iterable[str], gone: Iterable[str]) -> None:
        queue = [*dirty]
        for thing in gone:
            queue += self._cluster(thing)
        while queue:
            thing = queue.pop()
            if thing in self.things or thing in self.unknown:
                continue
            queue += self._cluster(thing)
            if self._index.profile(thing) is None:
                self.unknown.add(thing)
                continue
            self.things.add(thing)
            queue += self._joined(thing)
            queue += self._alike(thing)

    def _cluster(self, thing: str) -> list[str]:
        node = NamedNode(thing)
        return [member.value for member in self._stored.members(self._stored.of(node))]

    def _joined(self, thing: str) -> Iterator[str]:
        for other in self._partners.get(thing, ()):
            if self._index.profile(other) is not None:
                edge = Edge.between(thing, other)
                self.edges[edge.pair] = edge
                yield other

    def _alike(self, thing: str) -> Iterator[str]:
        matcher = self._index.matcher
        is_listed = self._index.is_listed(thing)
        for other in self._index.candidates(thing):
            if is_listed and self._index.is_listed(other):
                continue  # two entries are two things
            pair = (thing, other) if thing < other else (other, thing)
            if pair in self.edges or pair in self.proposals or pair in self._judgement.apart:
                continue
            one, two = self._index.mapped(pair[0]), self._index.mapped(pair[1])
            if one is None or two is None:
                continue
            score, rule, reason = compared(matcher, one, two)
            if score >= matcher.accept:
                self.edges[pair] = Edge(*pair, score, rule, reason)
                yield other
            elif score >= matcher.propose and self._index.is_worth_asking(*pair):
                self.proposals[pair] = Edge(*pair, score, rule, reason)


def moved_contributions(resolution: Resolution, others: Documents) -> dict[NamedNode, Contribution]:
    """Return what documents that stay say with things that move."""
    found: dict[NamedNode, set[Statement]] = defaultdict(set)
    for thing in resolution.canonical.moving_known():
        for graph, statement in others.on(thing):
            found[graph].add(statement)
    return {graph: others.restricted(graph, said) for graph, said in found.items()}


def _by_thing(matcher: Matcher, said: Iterable[Said]) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    for each in said:
        for profile in matcher.profiles(each):
            known = found.get(profile.thing)
            found[profile.thing] = known.joined(profile) if known else profile
    return found
