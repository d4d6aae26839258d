"""The matchers of every kind of thing, in the order in which things are resolved."""

from typing import Final

from kg.identity.agencies import AgencyMatcher
from kg.identity.agreements import AgreementMatcher
from kg.identity.events import EventMatcher
from kg.identity.families import DocumentMatcher
from kg.identity.profile import Matcher

NAME_MATCHERS: Final[tuple[Matcher, ...]] = (AgencyMatcher(),)

FACT_MATCHERS: Final[tuple[Matcher, ...]] = (EventMatcher(), AgreementMatcher())

MATCHERS: Final[tuple[Matcher, ...]] = (*NAME_MATCHERS, *FACT_MATCHERS, DocumentMatcher())
