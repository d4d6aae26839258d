"""The matchers of every kind of thing, in the order in which things are resolved."""

from typing import Final

from kg.identity.agencies import AgencyMatcher
from kg.identity.agreements import AgreementMatcher
from kg.identity.events import EventMatcher
from kg.identity.families import DocumentMatcher
from kg.identity.persons import PersonMatcher
from kg.identity.places import PlaceMatcher
from kg.identity.profile import Matcher
from kg.identity.titles import TitleMatcher

NAME_MATCHERS: Final[tuple[Matcher, ...]] = (
    PlaceMatcher(),
    AgencyMatcher(),
    TitleMatcher("framework"),
    TitleMatcher("series"),
    PersonMatcher(),
)

FACT_MATCHERS: Final[tuple[Matcher, ...]] = (EventMatcher(), AgreementMatcher())

MATCHERS: Final[tuple[Matcher, ...]] = (*NAME_MATCHERS, *FACT_MATCHERS, DocumentMatcher())
