"""Which places are one: the same name in the same larger place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extract.names_lexicon import RANKS_ZH
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.slots import above
from kg.identity.slots_latin import tokens_of
from kg.identity.slots_zh import plain_zh
from kg.terms import EA, SKOS
from kg.text.language import HAN

_KEPT: Final = 16_384
_RANKS_EN: Final = frozenset(
    (
        "city",
        "county",
        "district",
        "province",
        "municipality",
        "prefecture",
        "town",
        "region",
        "the",
    )
)
_ENDS: Final = tuple(sorted(RANKS_ZH, key=len, reverse=True))
_FACILITY: Final = "facility"


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    han: frozenset[str]  # names in Chinese characters without ranks
    spelt: frozenset[str]
    within: frozenset[str]  # keys of places that it is said to lie in
    around: frozenset[str]  # the same, and what these lie in
    kinds: frozenset[str]

    @property
    def is_listed(self) -> bool:
        return not self.key.startswith("x-")


class PlaceMatcher:
    kind = "place"
    references = frozenset[str]()
    accept = 0.9
    propose = 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for thing in said.things(self.kind):
            yield Profile(
                thing,
                {
                    "label": frozenset(
                        said.of(thing, SKOS.prefLabel) + said.of(thing, SKOS.altLabel)
                    ),
                    "within": frozenset(
                        each.rpartition("/")[2] for each in said.of(thing, EA.within)
                    ),
                    "kind": frozenset(
                        each.rpartition("#")[2] for each in said.of(thing, EA.placeKind)
                    ),
                    DAY: frozenset(said.days),
                },
            )

    def names(self, profile: Profile) -> frozenset[str]:
        place = _place(profile)
        return place.han | place.spelt

    def blocks(self, profile: Profile) -> frozenset[str]:
        return self.names(profile)

    def veto(self, one: Profile, other: Profile) -> str:
        """Return why two places, or the joined profiles of two clusters, cannot be one."""
        return _veto(_place(one), _place(other))

    def compare(self, one: Profile, other: Profile) -> Comparison:
        a, b = _place(one), _place(other)
        if veto := _veto(a, b):
            return Comparison(0.0, "place.veto", veto)
        same_letters = bool(a.han) == bool(b.han)
        if not a.within.isdisjoint(b.within):
            score = 0.96 if same_letters else 0.91
            return Comparison(score, "place.within", "same name in the same place")
        if a.within and b.within:
            return Comparison(0.75, "place.around", "same name, said to lie in places of one line")
        score = 0.7 if same_letters else 0.55
        return Comparison(score, "place.name", "same name, but not said where")


def _veto(a: _Place, b: _Place) -> str:
    if a.is_listed and b.is_listed:
        return "both stand in the authority data"
    if a.within and b.within and a.within.isdisjoint(b.around) and b.within.isdisjoint(a.around):
        return "in different places"
    if a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds) and _FACILITY in a.kinds | b.kinds:
        return "a building is no town"
    are_others = a.han.isdisjoint(b.han) if a.han and b.han else a.spelt.isdisjoint(b.spelt)
    return "other names" if are_others else ""


def _place(profile: Profile) -> _Place:
    key = profile.thing.rpartition("/")[2]
    return _read(key, profile["label"], profile["within"], profile["kind"])


@lru_cache(maxsize=_KEPT)
def _read(
    key: str, labels: frozenset[str], within: frozenset[str], kinds: frozenset[str]
) -> _Place:
    han = frozenset(_bare_zh(label) for label in labels if HAN.search(label))
    spelt = frozenset(_bare(label) for label in labels if not HAN.search(label)) - {""}
    return _Place(key, han, spelt, within, within.union(*map(above, within)), kinds)


def _bare_zh(label: str) -> str:
    text = plain_zh(label)
    end = next((end for end in _ENDS if text.endswith(end) and len(text) - len(end) > 1), "")
    return text.removesuffix(end)


def _bare(label: str) -> str:
    return " ".join(word for word in tokens_of(label) if word not in _RANKS_EN)
