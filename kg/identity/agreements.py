"""When two documents speak of one agreement: its parties, its kind, and when it was made."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from kg.authority import authority
from kg.identity.evidence import Evidence, notations, weighed
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.spans import is_vague, months, relation, span
from kg.identity.wording import title_words, wording
from kg.terms import DCTERMS, EA, SKOS, akin

_PRIOR: Final = -3.0
_LEADING: Final = 6  # parties of which all pairs are looked up
_PARTIES: Final = 2  # that agreements must have in common
_UNDATED: Final = "undated"
_TYPES: Final = akin("agreement-type")
_UNLIKE: Final = Comparison(0.0, "agreement.nothing-in-common", "neither event nor parties shared")


class AgreementMatcher:
    kind = "agreement"
    references = frozenset({"party", "home", "event", "under", "framework"})
    accept = 0.95
    propose = 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for agreement in said.things(self.kind):
            if said.of(agreement, EA.agreementType):
                yield Profile(agreement, _values(said, agreement))

    def names(self, profile: Profile) -> frozenset[str]:
        return frozenset({" ".join(sorted(profile["word"]))})

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(_blocks(profile))

    def veto(self, one: Profile, other: Profile) -> str:
        if one["document"] & other["document"]:
            return "told apart by one document"
        if any(relation(a, b) == "apart" for a in one["span"] for b in other["span"]):
            return "made on different days"
        return ""

    def compare(self, one: Profile, other: Profile) -> Comparison:
        if reason := self.veto(one, other):
            return Comparison(0.0, "agreement.veto", reason)
        if not (rule := _meeting_point(one, other)):
            return _UNLIKE
        found = [
            *_dates(one, other),
            *_parties(one, other),
            *_events(one, other),
            *_kinds(one, other),
            *_subjects(one, other),
        ]
        return weighed(_PRIOR, found, rule)


def _values(said: Said, agreement: str) -> dict[str, frozenset[str]]:
    party = said.of(agreement, EA.party)
    return {
        "document": frozenset({said.document}),
        "language": frozenset(said.of(said.document, DCTERMS.language)),
        DAY: frozenset(said.days),
        "type": notations(said.of(agreement, EA.agreementType)),
        "status": notations(said.of(agreement, EA.status)),
        "span": frozenset(filter(None, map(span, said.of(agreement, EA.adoptedOn)))),
        "party": frozenset(party),
        "home": frozenset(home for each in party for home in _homes(said, each)),
        "event": frozenset(said.to(agreement, EA.affects)),
        "under": frozenset(said.to(agreement, EA.underAgreement)),
        "framework": frozenset(said.of(agreement, EA.underFramework)),
        "word": title_words(said.of(agreement, SKOS.prefLabel)),
    }


def _homes(said: Said, party: str) -> list[str]:
    """Return the jurisdiction of a body, for which it may sign."""
    kind, key = said.namespace.split(party) or ("", "")
    entry = authority().get(kind, key) if kind == "agency" else None
    if entry and entry.place:
        return [said.namespace.thing("place", entry.place)]
    return said.of(party, EA.jurisdiction)


def _leading(profile: Profile) -> list[str]:
    return sorted(profile["party"])[:_LEADING]


def _blocks(profile: Profile) -> Iterator[str]:
    yield from (f"event {event}" for event in profile["event"] | profile["under"])
    times = months(profile.first("span")) if profile["span"] else [_UNDATED]
    for one, other in combinations(_leading(profile), 2):
        yield from (f"pair {one} {other} {time}" for time in times)


def _meeting_point(one: Profile, other: Profile) -> str:
    """Return the rule by which two agreements are compared at all: a block that they share."""
    if one["event"] & other["event"] or one["under"] & other["under"]:
        return "agreement.event"
    if len(set(_leading(one)).intersection(_leading(other))) < _PARTIES:
        return ""
    days, theirs = one.first("span"), other.first("span")
    if not days and not theirs:
        return "agreement.parties"
    if days and theirs and set(months(days)).intersection(months(theirs)):
        return "agreement.parties-date"
    return ""


def _dates(one: Profile, other: Profile) -> Iterator[Evidence]:
    days, theirs = one.first("span"), other.first("span")
    if days and theirs:
        is_clear = days == theirs and not is_vague(days)
        yield Evidence(
            2.0 if is_clear else 1.0, "made on the same day" if is_clear else "same time"
        )


def _parties(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, theirs = one["party"], other["party"]
    if min(len(mine), len(theirs)) < _PARTIES:
        return  # who the others are is not told
    shared = len(mine & theirs)
    if mine == theirs:
        yield Evidence(3.0, "same parties")
    elif shared >= _PARTIES:
        is_within = mine <= theirs or theirs <= mine
        yield Evidence(2.0 if is_within else -1.0, f"{shared} parties in common")
    elif mine <= theirs | other["home"] or theirs <= mine | one["home"]:
        yield Evidence(1.5, "parties for whose jurisdictions the others sign")
    else:
        yield Evidence(-5.0, "other parties")


def _events(one: Profile, other: Profile) -> Iterator[Evidence]:
    if one["event"] & other["event"]:
        yield Evidence(3.0, "made at the same event")
    elif one["under"] & other["under"]:
        yield Evidence(3.0, "the same event rests on it")
    elif one["event"] and other["event"]:
        yield Evidence(-1.0, "made at different events")


def _kinds(one: Profile, other: Profile) -> Iterator[Evidence]:
    kind, theirs = one.first("type"), other.first("type")
    if kind == theirs:
        yield Evidence(1.0, "same type")
    else:
        yield Evidence(-0.5 if (kind, theirs) in _TYPES else -2.0, "different types")


def _subjects(one: Profile, other: Profile) -> Iterator[Evidence]:
    if one["framework"] & other["framework"]:
        yield Evidence(0.5, "same framework")
    if alike := wording(one["word"], other["word"]):
        yield Evidence(2.0 * alike, "like titles")
    elif one["word"] and other["word"] and one["language"] == other["language"]:
        yield Evidence(-1.0, "no word of the titles in common")
