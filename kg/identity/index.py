"""By what things are compared: their profiles and blocks, as `graph/matching` keeps them.

Shape:  <thing> rdf:value "profile" ; ea:block "group" .
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.identity.listed import blocks_of, listed
from kg.identity.profile import Matcher, Profile
from kg.iris import Namespace
from kg.store.base import Reader
from kg.terms import EA, RDF

ALL_PAIRS: Final = 32  # members; in a larger block, each is compared with a few of them only
ANCHORS: Final = 8
NAMED: Final = frozenset({"agency", "framework", "person", "place", "series"})

Canonical = Callable[[str], str]


class Index:
    """The profiles and blocks of the things of one kind, with the changes of one commit."""

    def __init__(
        self,
        reader: Reader,
        namespace: Namespace,
        matcher: Matcher,
        canonical: Canonical,
        stored_canonical: Canonical,
    ) -> None:
        self.matcher = matcher
        self._reader, self._canonical = reader, cache(canonical)
        self._stored_canonical = cache(stored_canonical)
        self._graph = NamedNode(namespace.matching)
        self._listed = listed(namespace, matcher)
        self._profiles: dict[str, Profile | None] = {}
        self._before: dict[str, Profile | None] = {}  # of those that change
        self._mapped: dict[str, Profile] = {}
        self._joined: dict[str, set[str]] = defaultdict(set)  # by block
        self._left: dict[str, set[str]] = defaultdict(set)
        self._kept: dict[str, frozenset[str]] = {}  # members of blocks before the commit
        self._present: dict[str, frozenset[str]] = {}  # and after it
        self._few: dict[str, frozenset[str]] = {}  # the first of them
        self._smallest: dict[str, str] = {}
        self._grouped: dict[str, frozenset[str]] = {}  # the blocks of a thing
        self._delete: list[Quad] = []
        self._insert: list[Quad] = []

    def is_listed(self, thing: str) -> bool:
        return thing in self._listed

    def profile(self, thing: str) -> Profile | None:
        """Return what is known of a thing, as documents name other things."""
        if thing not in self._profiles:
            found = self._reader.quads(NamedNode(thing), RDF.value, None, self._graph)
            stored = [Profile.loaded(thing, _text(quad)) for quad in found]
            self._profiles[thing] = stored[0] if stored else self._listed.profile(thing)
        return self._profiles[thing]

    def mapped(self, thing: str) -> Profile | None:
        """Return the same with canonical things."""
        if thing not in self._mapped and (found := self.profile(thing)):
            self._mapped[thing] = found.mapped(self.matcher.references, self._canonical)
        return self._mapped.get(thing)

    def change(self, profiles: Mapping[str, Profile | None], again: Iterable[str]) -> set[str]:
        """Take on new profiles, None for a thing that is gone, and new references of others.

        Returns the things whose pairs may be others now.
        """
        dirty: set[str] = set()
        for thing, profile in profiles.items():
            node = NamedNode(thing)
            former = list(self._reader.quads(node, RDF.value, None, self._graph))
            now = [] if profile is None else [self._value(node, profile)]
            self._delete += [quad for quad in former if quad not in now]
            self._insert += [quad for quad in now if quad not in former]
            if former != now:
                dirty.add(thing)
                self._before[thing] = Profile.loaded(thing, _text(former[0])) if former else None
            self._profiles[thing] = profile
        dirty |= {thing for thing in again if self.profile(thing)}
        touched = {block for thing in dirty for block in self._regroup(thing)}
        return dirty | {member for block in touched for member in self._shaken(block)}

    def candidates(self, thing: str) -> set[str]:
        """Return the things to compare with a thing."""
        found: set[str] = set()
        for block in self._blocks(thing):
            members = self._members(block)
            is_small = len(members) <= ALL_PAIRS
            found |= members if is_small or thing in self._first(block) else self._first(block)
        return found - {thing}

    def is_worth_asking(self, one: str, other: str) -> bool:
        """Tell whether people are asked about two things that are perhaps one.

        Of many that bear one name each is put beside the first of them only: what people say of
        that, they need not say of all others.
        """
        if self.matcher.kind not in NAMED:
            return True
        shared = self._blocks(one) & self._blocks(other)
        return any(self._least(block) in (one, other) for block in shared)

    def changes(self) -> tuple[list[Quad], list[Quad]]:
        """Return the quads that leave the matching graph and those that enter it."""
        return self._delete, self._insert

    def _blocks(self, thing: str) -> frozenset[str]:
        if thing not in self._grouped:
            profile = self.mapped(thing)
            self._grouped[thing] = blocks_of(self.matcher, profile) if profile else frozenset()
        return self._grouped[thing]

    def _regroup(self, thing: str) -> frozenset[str]:
        """Put a thing into the blocks that it belongs to now; return those that changed."""
        node = NamedNode(thing)
        former = self._blocks_before(thing)
        now = self._blocks(thing)
        for block in former - now:
            self._left[block].add(thing)
            self._delete.append(Quad(node, EA.block, Literal(block), self._graph))
        for block in now - former:
            self._joined[block].add(thing)
            self._insert.append(Quad(node, EA.block, Literal(block), self._graph))
        return former ^ now

    def _blocks_before(self, thing: str) -> frozenset[str]:
        """Return the stored blocks of a thing; they follow from what is stored of it."""
        if self.is_listed(thing):
            quads = self._reader.quads(NamedNode(thing), EA.block, None, self._graph)
            return frozenset(map(_text, quads))
        found = self._before[thing] if thing in self._before else self.profile(thing)
        if found is None:
            return frozenset()
        mapped = found.mapped(self.matcher.references, self._stored_canonical)
        return blocks_of(self.matcher, mapped)

    def _shaken(self, block: str) -> frozenset[str]:
        """Return the members of a block whose pairs are others because others joined or left.

        A pair is another for both ends, so that one of them will do.
        """
        before = self._stored(block) | self._listed.members(block)
        now = self._members(block)
        was_small, is_small = len(before) <= ALL_PAIRS, len(now) <= ALL_PAIRS
        if was_small != is_small:
            return now
        few = frozenset[str]() if is_small else _anchors(before) ^ _anchors(now)
        return now & (few | self._asked(before) ^ self._asked(now))

    def _asked(self, members: Collection[str]) -> frozenset[str]:
        """Return the member beside which people are asked about all others."""
        is_named = bool(members) and self.matcher.kind in NAMED
        return frozenset({min(members)} if is_named else ())

    def _members(self, block: str) -> frozenset[str]:
        """Return who is in a block now; ask only when everybody has been put into their blocks."""
        if block not in self._present:
            stored = self._stored(block) - self._left[block] | self._joined[block]
            self._present[block] = stored | self._listed.members(block)
        return self._present[block]

    def _least(self, block: str) -> str:
        if block not in self._smallest:
            self._smallest[block] = min(self._members(block))
        return self._smallest[block]

    def _first(self, block: str) -> frozenset[str]:
        if block not in self._few:
            self._few[block] = _anchors(self._members(block))
        return self._few[block]

    def _stored(self, block: str) -> frozenset[str]:
        if block not in self._kept:
            quads = self._reader.quads(None, EA.block, Literal(block), self._graph)
            found = (quad.subject for quad in quads)
            self._kept[block] = frozenset(s.value for s in found if isinstance(s, NamedNode))
        return self._kept[block]

    def _value(self, node: NamedNode, profile: Profile) -> Quad:
        return Quad(node, RDF.value, Literal(profile.dumped()), self._graph)


def _anchors(members: Iterable[str]) -> frozenset[str]:
    return frozenset(sorted(members)[:ANCHORS])


def _text(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, Literal) else ""
