"""A commit looks at few of those who share a block, and misses no pair that it changes."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.identity import index
from kg.identity.index import Index
from kg.identity.profile import Comparison, Profile, Said
from kg.iris import Namespace
from kg.store.base import Change
from kg.store.embedded import EmbeddedStore, memory_store

NAMES: Final = Namespace("https://example.org/")

Things = Mapping[str, frozenset[str] | None]  # the words of each, None for one that goes


class ByWord:
    """Things that share a word are compared."""

    references = frozenset[str]()
    accept, propose = 0.9, 0.5

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def profiles(self, said: Said) -> Iterator[Profile]:
        return iter(())

    def names(self, profile: Profile) -> frozenset[str]:
        return profile["word"]

    def blocks(self, profile: Profile) -> frozenset[str]:
        return profile["word"]

    def compare(self, one: Profile, other: Profile) -> Comparison:
        return Comparison(0.5, "word", "a word in common")


NAMED, OTHERS = ByWord("agency"), ByWord("document")


def index_of(store: EmbeddedStore, matcher: ByWord) -> Index:
    return Index(store, NAMES, matcher, canonical=str, stored_canonical=str)


def put(store: EmbeddedStore, matcher: ByWord, things: Things) -> set[str]:
    """Change what is known of things; return the things to look at again."""
    changed = index_of(store, matcher)
    iris = {NAMES.thing(matcher.kind, f"x-{key}"): words for key, words in things.items()}
    profiles = {iri: words and Profile(iri, {"word": words}) for iri, words in iris.items()}
    dirty = changed.change(profiles, ())
    delete, insert = changed.changes()
    store.apply(Change(delete=delete, insert=insert))
    return dirty


def pairs(store: EmbeddedStore, matcher: ByWord) -> set[tuple[str, str, bool]]:
    """Return who is compared with whom, and whether people may be asked."""
    graph = NamedNode(NAMES.matching)
    known = index_of(store, matcher)
    things = sorted({q.subject.value for q in store.quads(graph=graph)})
    both = [(a, b) for a, b in combinations(things, 2) if b in known.candidates(a)]
    assert both == [(a, b) for a, b in combinations(things, 2) if a in known.candidates(b)]
    return {(a, b, known.is_worth_asking(a, b)) for a, b in both}


AIR: Final = frozenset({"air"})
WORDS = st.sets(st.sampled_from(["air", "sea"]), min_size=1).map(frozenset)
KEYS = st.sampled_from("abcdef")
STATES = st.dictionaries(KEYS, WORDS, min_size=3)
CHANGES = st.dictionaries(KEYS, st.none() | WORDS, min_size=1, max_size=3)


@given(before=STATES, changes=CHANGES, matcher=st.sampled_from([NAMED, OTHERS]))
@example(before=dict.fromkeys("bc", AIR), changes={"a": AIR}, matcher=NAMED)
@example(before=dict.fromkeys("bcdef", AIR), changes={"a": AIR}, matcher=OTHERS)
@example(before=dict.fromkeys("abcdef", AIR), changes={"a": None}, matcher=OTHERS)
def test_every_pair_that_changes_has_an_end_that_is_looked_at(
    before: Things, changes: Things, matcher: ByWord
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "ALL_PAIRS", 3)
        patch.setattr(index, "ANCHORS", 1)
        store = memory_store(NAMES)
        put(store, matcher, before)
        former = pairs(store, matcher)
        dirty = put(store, matcher, changes)
        missed = [pair for pair in former ^ pairs(store, matcher) if dirty.isdisjoint(pair[:2])]
    assert not missed


def test_a_newcomer_to_a_large_block_concerns_itself_and_whom_it_displaces() -> None:
    store = memory_store(NAMES)
    put(store, OTHERS, {f"{number:03}": AIR for number in range(100, 300)})
    assert len(put(store, OTHERS, {"999": AIR})) == 1
    assert len(put(store, OTHERS, {"000": AIR})) == 2
