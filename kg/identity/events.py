"""When two reports speak of one event: what is known of an event, and with which it is compared."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from kg.authority import authority
from kg.identity.event_evidence import compare_events, leading, veto_events
from kg.identity.evidence import notations
from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.identity.spans import first_day, has_year, is_one_day, months, span
from kg.identity.wider import wider
from kg.identity.wording import title_words
from kg.iris import fold
from kg.terms import DCTERMS, EA, SKOS, coarse

_NAMES: Final = (SKOS.prefLabel, SKOS.altLabel)
_BUSY: Final = frozenset(
    ("ministry", "government", "government-agency", "un-body", "intergovernmental-body")
)
_WIDE: Final = frozenset({"world", "continent", "country", "virtual"})
_UNIT: Final = 2  # steps from a unit to the bodies that stand for it


class EventMatcher:
    kind = "event"
    references = frozenset(
        (
            "agency",
            "above",
            "busy",
            "person",
            "place",
            "site",
            "around",
            "framework",
            "series",
            "party",
        )
    )
    accept = 0.95
    propose = 0.5

    def profiles(self, said: Said) -> Iterator[Profile]:
        for event in said.things(self.kind):
            if said.of(event, EA.eventType):
                yield Profile(event, _values(said, event))

    def names(self, profile: Profile) -> frozenset[str]:
        return frozenset({" ".join(sorted(profile["word"]))})

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(_blocks(profile))

    def veto(self, one: Profile, other: Profile) -> str:
        return veto_events(one, other)

    def compare(self, one: Profile, other: Profile) -> Comparison:
        return compare_events(one, other)


def _values(said: Said, event: str) -> dict[str, frozenset[str]]:
    """Return what a document tells of an event, named as in the evidence that is made of it."""
    parts = said.to(event, EA.inEvent)
    agents = {agent for part in parts for agent in said.of(part, EA.participant)}
    people = said.namespace.thing("person", "")
    person = {each for each in agents if each.startswith(people)}
    agency = frozenset(agents - person)
    place = frozenset(said.of(event, EA.place))
    pacts = (*said.of(event, EA.affects), *said.of(event, EA.underAgreement))
    spans = filter(None, map(span, said.of(event, EA.dateEdtf)))
    names = (name for each in person for p in _NAMES for name in said.of(each, p))
    return {
        "document": frozenset({said.document}),
        "language": frozenset(said.of(said.document, DCTERMS.language)),
        DAY: frozenset(said.days),
        "type": notations(said.of(event, EA.eventType)),
        "factuality": notations(said.of(event, EA.factuality)),
        "certainty": notations(said.of(event, EA.dateCertainty)),
        "span": frozenset(spans),
        "agency": agency,
        "above": wider(said, agency, _UNIT),
        "busy": frozenset(each for each in agency if _is_busy(said, each)),
        "person": frozenset(person),
        "name": frozenset(map(fold, names)),
        "place": place,
        "site": frozenset(each for each in place if _is_site(said, each)),
        "around": wider(said, place),
        "framework": frozenset(said.of(event, EA.concerns)),
        "series": frozenset(said.of(event, EA.inSeries)),
        "number": frozenset(said.of(event, EA.seriesNumber)),
        "pact": notations(kind for each in pacts for kind in said.of(each, EA.agreementType)),
        "party": frozenset(party for each in pacts for party in said.of(each, EA.party)),
        "word": title_words(said.of(event, SKOS.prefLabel)),
    }


def _is_site(said: Said, place: str) -> bool:
    """Whether a place is small enough for two events there on one day to be remarkable."""
    entry = authority().get(*(said.namespace.split(place) or ("", "")))
    return entry.type not in _WIDE if entry else bool(said.of(place, EA.within))


def _is_busy(said: Said, body: str) -> bool:
    """Whether a body is likely to have several talks on one day."""
    entry = authority().get(*(said.namespace.split(body) or ("", "")))
    kinds = {entry.type} if entry else notations(said.of(body, EA.agencyKind))
    return any(coarse("agency-kind", kind) in _BUSY for kind in kinds)


def _blocks(profile: Profile) -> Iterator[str]:
    """Yield the groups that `compare_events` takes for granted, each of few events."""
    for series in profile["series"]:
        for number in profile["number"]:
            yield f"series {series} {number}"
    if days := profile.first("span"):
        first = first_day(days)
        yield from (f"body {body} {first[5:]}" for body in profile["agency"])
        if has_year(days):
            yield from _dated_blocks(profile, first, days)


def _dated_blocks(profile: Profile, first: str, days: str) -> Iterator[str]:
    yield from (f"body {body} {first}" for body in profile["agency"])
    yield from (f"there {each} {first}" for each in (*profile["name"], *profile["site"]))
    if not is_one_day(days):
        yield f"span {days}"
    for one, other in combinations(leading(profile), 2):
        yield from (f"pair {one} {other} {month}" for month in months(days))
