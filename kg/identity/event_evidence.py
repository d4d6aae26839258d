"""How sure it is that two reports speak of one event.

The weights were set on the seeds and the development corpus; `benchmarks/same_events.py` counts
what they give.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.identity.evidence import Evidence, weighed
from kg.identity.profile import Comparison, Profile
from kg.identity.spans import (
    Relation,
    crosses,
    first_day,
    has_year,
    is_one_day,
    is_vague,
    months,
    relation,
)
from kg.identity.wording import codes, wording
from kg.terms import akin

_PRIOR: Final = -3.0  # two events that something makes look alike
_LEADING: Final = 6  # bodies of which all pairs are looked up


_UNLIKE: Final = Comparison(
    0.0, "event.nothing-in-common", "nothing that tells events apart is shared"
)
_TYPES: Final = akin("event-type")
# Of these there are few enough that two on one day, with the same people, are one.
_RARE: Final = frozenset({"Training", "PressConference", "Signing", "StudyTour", "Negotiation"})
_BILATERAL: Final = frozenset({"Meeting", "Visit", "Negotiation", "Signing", "StudyTour"})
_ALIKE: Final = 0.3  # share of the words of two titles
_CALLED_OFF: Final = frozenset({"cancelled", "postponed"})
_COUNTERPART: Final = 6.0  # against two talks of one body on one day with another each
_COMPANY: Final = 4.0  # the same against two larger gatherings
_ENOUGH: Final = 0.5  # of the bodies that the shorter list names
_DATES: Final[Mapping[Relation, tuple[float, str]]] = {
    "same": (3.0, "same date"),
    "begins alike": (2.5, "begin on the same day"),
    "overlaps": (1.0, "dates overlap"),
    "next day": (-2.0, "dates a day apart"),
}


def leading(profile: Profile) -> list[str]:
    """Return the bodies whose pairs are looked up."""
    return sorted(profile["agency"])[:_LEADING]


def compare_events(one: Profile, other: Profile) -> Comparison:
    if reason := veto_events(one, other):
        return Comparison(0.0, "event.veto", reason)
    if not (rule := _meeting_point(one, other)):
        return _UNLIKE
    found = [
        *_date(one, other),
        *_series(one, other),
        *_bodies(one, other),
        *_people(one, other),
        *_places(one, other),
        *_kinds(one, other),
        *_subjects(one, other),
    ]
    return weighed(_PRIOR, found, rule)


def veto_events(one: Profile, other: Profile) -> str:
    """Return why two events, or two clusters by their joined profiles, are not one."""
    if one["document"] & other["document"]:
        return "told apart by one document"
    if one["series"] & other["series"]:
        numbers, theirs = one["number"], other["number"]
        if numbers and theirs and not numbers & theirs:
            return "different numbers in one series"
    related = {relation(a, b) for a in one["span"] for b in other["span"]}
    explicit = one["certainty"] == other["certainty"] == {"explicit"}
    if "apart" in related or ("next day" in related and explicit):
        return "different dates"
    if len(one["document"]) > 1 and len(other["document"]) > 1:
        return _other_company(one, other)
    return ""


def _other_company(one: Profile, other: Profile) -> str:
    """Return why events that several documents each tell of are two: they list all who came."""
    if one["series"] & other["series"] and one["number"] & other["number"]:
        return ""
    fewer = min(len(one["agency"]), len(other["agency"]))
    shared = len(one["agency"] & other["agency"])
    return "other bodies" if shared <= fewer * _ENOUGH else ""


def _meeting_point(one: Profile, other: Profile) -> str:
    """Return the rule by which two events are compared at all: they are in a block together."""
    if one["series"] & other["series"] and one["number"] & other["number"]:
        return "event.series-number"
    days, theirs = one.first("span"), other.first("span")
    if not days or not theirs:
        return ""
    known = has_year(days) and has_year(theirs)
    if first_day(days)[0 if known else 5 :] == first_day(theirs)[0 if known else 5 :]:
        if one["agency"] & other["agency"]:
            return "event.bodies-date"
        if known and one["name"] & other["name"]:
            return "event.people-date"
        if known and one["site"] & other["site"]:
            return "event.place-date"
    if not known:
        return ""
    if days == theirs and not is_one_day(days):
        return "event.dates"
    shared = one["agency"] & other["agency"]
    if len(shared) > 1 and len(shared.intersection(leading(one), leading(other))) > 1:
        return "event.bodies-date" if set(months(days)).intersection(months(theirs)) else ""
    return ""


def _date(one: Profile, other: Profile) -> Iterator[Evidence]:
    days, theirs = one.first("span"), other.first("span")
    if not days or not theirs:
        return
    weight, reason = _DATES[relation(days, theirs)]
    if not (has_year(days) and has_year(theirs)):
        weight -= 0.5
    if is_vague(days) or is_vague(theirs):
        yield Evidence(weight / 2, reason)
    elif crosses(days, theirs):
        yield Evidence(-2.0, "dates cross")
    elif days == theirs and not is_one_day(days):
        yield Evidence(weight + 1, "same first and last day")
    else:
        yield Evidence(weight, reason)


def _series(one: Profile, other: Profile) -> Iterator[Evidence]:
    same = one["number"] & other["number"]
    if one["series"] & other["series"]:
        weight = 6.0 if one["type"] == other["type"] else 4.5
        yield (
            Evidence(weight, "same number in one series") if same else Evidence(1.0, "same series")
        )
    elif same:
        yield Evidence(1.0, "same number")
    elif one["number"] and other["number"]:
        yield Evidence(-2.0, "different numbers")


def _bodies(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, theirs = one["agency"], other["agency"]
    shared = mine & theirs
    if shared:
        free = len(shared - one["busy"] - other["busy"])
        weight = min(5.0, 0.5 + 1.5 * len(shared)) if free or len(shared) > 1 else 1.0
        weight += free > 1
        weight += 0.5 * (len(shared) > 1 and (mine <= theirs or theirs <= mine))
        yield Evidence(weight, f"{len(shared)} bodies in common")
    # A unit may stand for the body above it.
    rest, others = mine - theirs - other["above"], theirs - mine - one["above"]
    if rest and others:
        told_apart = min(_certainty(rest, one, other), _certainty(others, one, other))
        yield Evidence(
            -_others(one, other, len(shared)) * told_apart, "other bodies on either side"
        )


def _others(one: Profile, other: Profile, shared: int) -> float:
    """Return what it weighs that either names bodies that the other does not."""
    if shared > 1:
        return 1.0
    return _COUNTERPART if one["type"] | other["type"] <= _BILATERAL else _COMPANY


def _certainty(bodies: frozenset[str], one: Profile, other: Profile) -> float:
    """Return how sure it is that one of some bodies is none of the other side's.

    Curators told listed ones apart; names in two languages may be one that nobody lists, and a
    machine's translation of a name may be any.
    """
    if not all("/x-" in body for body in bodies):
        return 1.0
    languages = one["language"] | other["language"]
    if any("-t-" in language for language in languages):
        return 0.3
    return 0.8 if len(languages) == 1 else 0.7


def _people(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, theirs = one["name"], other["name"]
    both = mine & theirs
    # A Chinese name comes with its reading.
    shared = max(len(one["person"] & other["person"]), sum(map(str.isascii, both)), bool(both))
    if shared:
        yield Evidence(min(4.0, 1.0 + shared), f"{shared} people in common")
    if any(map(str.isascii, mine - both)) and any(map(str.isascii, theirs - both)):
        yield Evidence(-1.0, "other people on either side" if shared else "other people")


def _places(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, theirs = one["place"], other["place"]
    if one["site"] & other["site"]:
        yield Evidence(1.0, "same place")
    elif (mine & theirs) or (mine & other["around"]) or (theirs & one["around"]):
        yield Evidence(0.5, "one place within the other")
    elif (mine and theirs) and all(map(_is_placed, (one, other))):
        yield Evidence(-3.0, "different places")


def _is_placed(profile: Profile) -> bool:
    """Whether it is known where the place is."""
    return bool(profile["around"]) or not any("/x-" in place for place in profile["place"])


def _kinds(one: Profile, other: Profile) -> Iterator[Evidence]:
    kind, theirs = one.first("type"), other.first("type")
    if kind == theirs:
        yield Evidence(1.0 if kind in _RARE else 0.5, "same type")
    elif (kind, theirs) in _TYPES:
        yield Evidence(-1.0, "akin in type")
    else:
        yield Evidence(-3.0, "different types")
    if bool(one["factuality"] & _CALLED_OFF) != bool(other["factuality"] & _CALLED_OFF):
        yield Evidence(-1.5, "one was called off")
    elif "background" in one["factuality"] and "background" in other["factuality"]:
        yield Evidence(-0.5, "background in both")


def _subjects(one: Profile, other: Profile) -> Iterator[Evidence]:
    if shared := len(one["framework"] & other["framework"]):
        yield Evidence(min(1.0, 0.5 * shared), "same frameworks")
    if one["pact"] & other["pact"]:
        parties = one["party"] & other["party"]
        yield Evidence(1.5 if len(parties) > 1 else 0.5, "same agreements")
    alike = wording(one["word"], other["word"])
    if codes(one["word"] & other["word"]):
        yield Evidence(2.0, "same short name in the title")
    elif alike > _ALIKE:
        yield Evidence(2.0 * alike, "like titles")
