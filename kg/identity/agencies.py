"""Which agencies are one: the same place or owner, the same class of head, the same words.

Similarity of letters never counts. What names neither place nor owner is nobody's in particular
and is at most proposed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Final

from kg.authority import packaged
from kg.identity.naming import name_of
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.slots import Name, class_of, confused
from kg.identity.slots_latin import initials
from kg.terms import EA, ORG, SKOS

_KEPT: Final = 16_384  # bodies that are remembered
_TELLS: Final = 4  # concepts without which a name says too little of whose it is
_WHOLE_BY_PLACE: Final = frozenset({"government", "university"})  # one in a place
_WHOLE_BY_OWNER: Final = frozenset({"secretariat", "committee"})  # one of an owner
_BRANDED: Final = frozenset({"company", "ngo"})
_LABELS: Final = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, EA.abbreviation)


# How many pairs of a kind are right among the names of listed bodies and in the annotated documents
# (docs/benchmarks.md); less where there were few.
_SAME_NAME: Final = Comparison(0.98, "name", "same name")
_SAME_WORDS: Final = Comparison(0.95, "words", "same words and kind of body")
_TRANSLATED: Final = Comparison(0.93, "translated", "same words in two languages")
_OTHER_HEAD: Final = Comparison(0.8, "head", "same words, the kind of body is called otherwise")
_PART: Final = Comparison(0.5, "part", "one name has fewer of the same words")
_ONE_PLACE: Final = Comparison(0.1, "one-place", "of one owner, but only one says where it is")
_BRAND: Final = Comparison(0.55, "brand", "one name is part of the other")
_SHORT: Final = Comparison(0.75, "abbreviation", "one abbreviates the other")
_NOBODYS_NAME: Final = Comparison(0.7, "placeless", "same name, but neither says where or whose")
_NOBODYS_WORDS: Final = Comparison(0.55, "placeless-words", "same words, but one says not whose")
_NONE: Final = Comparison(0.0, "", "nothing in common")


@dataclass(frozen=True, slots=True)
class _Body:
    is_listed: bool
    names: tuple[Name, ...]
    shorts: frozenset[str]
    initials: frozenset[str]
    groups: frozenset[str]
    places: frozenset[str]
    owners: frozenset[str]  # keys of the bodies that it is a unit of
    brands: frozenset[str]  # what no table knows of its Chinese names

    @property
    def has_slot(self) -> bool:
        return bool(self.places or self.owners)


class AgencyMatcher:
    kind = "agency"
    references = frozenset[str]()
    accept = 0.9
    propose = 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        """Yield labels, and the keys of places and parents."""
        for thing in said.things(self.kind):
            yield Profile(
                thing,
                {
                    "label": frozenset(label for each in _LABELS for label in said.of(thing, each)),
                    "place": frozenset(map(_key, said.of(thing, EA.jurisdiction))),
                    "parent": frozenset(map(_key, said.of(thing, ORG.subOrganizationOf))),
                    DAY: frozenset(said.days),
                },
            )

    def names(self, profile: Profile) -> frozenset[str]:
        body = _body(profile)
        return body.shorts.union(name.text for name in body.names)

    def blocks(self, profile: Profile) -> frozenset[str]:
        return _blocks(_body(profile))

    def veto(self, one: Profile, other: Profile) -> str:
        """Return why two agencies, or the joined profiles of two clusters, cannot be one."""
        return _veto(_body(one), _body(other))

    def compare(self, one: Profile, other: Profile) -> Comparison:
        a, b = _body(one), _body(other)
        if veto := _veto(a, b):
            return Comparison(0.0, "agency.veto", veto)
        found = _likeness(a, b)
        return found._replace(rule=f"agency.{found.rule}")


def _key(thing: str) -> str:
    return thing.rpartition("/")[2]


def _is_minted(key: str) -> bool:
    return key.startswith("x-")


def _body(profile: Profile) -> _Body:
    is_listed = not _is_minted(_key(profile.thing))
    return _read(is_listed, profile["label"], profile["place"], profile["parent"])


@lru_cache(maxsize=_KEPT)
def _read(
    is_listed: bool, labels: frozenset[str], places: frozenset[str], parents: frozenset[str]
) -> _Body:
    of_parents = frozenset(name for key in parents for name in _names_of_listed(key))
    known = min(places, default="")
    read = {name_of(label, of_parents, known) for label in labels}
    names = tuple(sorted((n for n in read if not n.is_short), key=lambda n: (n.text, n.place)))
    return _Body(
        is_listed,
        names,
        frozenset(name.text for name in read if name.is_short),
        frozenset(short for label in labels if len(short := initials(label)) > len("EU")),
        frozenset(name.group for name in names if name.group),
        places.union(name.place for name in names if name.place),
        parents or frozenset(name.owner for name in names if name.owner),
        frozenset(name.han for name in names if name.han),
    )


@cache
def _names_of_listed(key: str) -> frozenset[str]:
    entry = packaged().get("agency", key)
    return frozenset(name.text for name in entry.names()) if entry else frozenset()


def _veto(a: _Body, b: _Body) -> str:
    """Return why the two cannot be one, "" if they can."""
    if a.is_listed and b.is_listed:
        return "both stand in the authority data"
    if a.places and b.places and a.places.isdisjoint(b.places):
        return "different places"
    if a.groups and b.groups and not _shares_group(a.groups, b.groups):
        return "different kinds of body"
    if _are_others(a.owners, b.owners):
        return "units of different bodies"
    if a.brands and b.brands and not _shares_brand(a.brands, b.brands):
        return "different names in Chinese"  # that are spelt alike
    return ""


def _shares_brand(brands: frozenset[str], others: frozenset[str]) -> bool:
    return any(one in other or other in one for one, other in product(brands, others))


def _shares_group(groups: frozenset[str], others: frozenset[str]) -> bool:
    if not groups.isdisjoint(others):
        return True
    return any(confused(one, other) for one, other in product(groups, others))


def _are_others(owners: frozenset[str], others: frozenset[str]) -> bool:
    """Are both listed, and neither the other one or a unit of it?

    What is not listed may be the same under another name.
    """
    if any(map(_is_minted, owners | others)) or not (owners and others):
        return False
    return _with_parents(owners).isdisjoint(others) and owners.isdisjoint(_with_parents(others))


def _with_parents(keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for key in keys:
        above: str | None = key
        while above and above not in found:
            found.add(above)
            entry = packaged().get("agency", above)
            above = entry.parent if entry else None
    return found


def _likeness(a: _Body, b: _Body) -> Comparison:
    shared = not (a.places.isdisjoint(b.places) and a.owners.isdisjoint(b.owners))
    open_slot = not (a.has_slot and b.has_slot)
    if not (shared or open_slot):
        return _NONE
    best = _NONE
    for one, other in product(a.names, b.names):
        found = _names_alike(one, other) if shared else _nobodys(one, other)
        if shared and one.place != other.place and a.places.isdisjoint(b.places):
            found = min(found, _ONE_PLACE)
        if found.score > best.score:
            best = found
    if shared and best.score < _SHORT.score and _abbreviates(a, b):
        return _SHORT
    return best


def _abbreviates(a: _Body, b: _Body) -> bool:
    return not (
        a.shorts.isdisjoint(b.shorts)
        and a.shorts.isdisjoint(b.initials)
        and b.shorts.isdisjoint(a.initials)
    )


def _names_alike(one: Name, other: Name) -> Comparison:
    """Compare two names of bodies that have a place or owner in common."""
    if one.place and other.place and one.place != other.place:
        return _NONE
    if one.text == other.text:
        return _SAME_NAME
    if not (one.group and other.group) or _owned_by_others(one, other):
        return _NONE
    if one.group != other.group and not confused(one.group, other.group):
        return _NONE
    if _same_core(one, other):
        return _same_words(one, other)
    if _is_part(one, other) or _is_part(other, one):
        return _PART if one.group == other.group else _NONE
    return _BRAND if _is_brand(one, other) else _NONE


def _same_words(one: Name, other: Name) -> Comparison:
    if not (one.words or one.own) and not _is_alone(one, other):
        return _PART if one.place and one.place == other.place else _NONE
    if one.group != other.group:
        return _OTHER_HEAD
    if one.is_chinese != other.is_chinese:
        is_other = one.finer and other.finer and one.finer != other.finer
        return _OTHER_HEAD if is_other else _TRANSLATED
    is_same = one.head == other.head and one.implied == other.implied
    return _SAME_WORDS if is_same else _OTHER_HEAD


def _is_alone(one: Name, other: Name) -> bool:
    """Is there but one such body in a place, or of an owner?"""
    if one.group in _WHOLE_BY_PLACE:
        return bool(one.place and other.place)
    return one.group in _WHOLE_BY_OWNER and not one.place and not other.place


def _nobodys(one: Name, other: Name) -> Comparison:
    """Compare two names of which one at least says neither where nor whose the body is."""
    if one.place and other.place and one.place != other.place:
        return _NONE
    if not (_tells(one) and _tells(other)) or one.group != other.group:
        return _NONE
    if one.text == other.text:
        return _NOBODYS_NAME
    if one.group and _same_core(one, other) and not _owned_by_others(one, other):
        return _NOBODYS_WORDS
    return _BRAND if _is_brand(one, other) else _NONE


def _tells(name: Name) -> bool:
    return bool(name.own) or len(name.words) >= _TELLS


def _owned_by_others(one: Name, other: Name) -> bool:
    return bool(one.owner and other.owner) and _are_others(
        frozenset({one.owner}), frozenset({other.owner})
    )


def _same_core(one: Name, other: Name) -> bool:
    both_chinese = one.is_chinese and other.is_chinese
    own = one.han == other.han if both_chinese else one.own == other.own
    return own and one.words == other.words


def _is_part(one: Name, other: Name) -> bool:
    """Has one name fewer words than the other, and none that it lacks?"""
    own = not one.own or one.own == other.own
    return own and one.words <= other.words and bool(one.words)


def _is_brand(one: Name, other: Name) -> bool:
    """Is 三峡集团 what is left of 长江三峡集团?"""
    if one.group != other.group or one.group not in _BRANDED or not (one.han and other.han):
        return False
    shorter, longer = sorted((one, other), key=lambda name: (len(name.han), len(name.words)))
    return len(shorter.han) > 1 and shorter.han in longer.han and shorter.words <= longer.words


@lru_cache(maxsize=_KEPT)
def _blocks(body: _Body) -> frozenset[str]:
    slots = body.places | body.owners
    found = {f"{slot}|{short}" for slot in slots for short in body.shorts | body.initials}
    for name in body.names:
        found.add(f"={name.text}")
        if not name.group:
            continue
        group = class_of(name.group)
        core = "+".join(sorted(name.words)) + f"~{name.own}"
        pieces = {*name.words, name.own, f"={core}"} if name.words else {name.own, f"={core}"}
        found.update(f"{slot}|{group}|{piece}" for slot in slots for piece in pieces)
        if _tells(name):
            found.add(f"{group}|{core}")
        if name.group in _BRANDED:
            found.update(f"{group}|{one}{two}" for one, two in pairwise(name.han))
    return frozenset(found)
