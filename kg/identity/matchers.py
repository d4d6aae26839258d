"""The matchers of every kind of thing, in the order in which things are resolved."""

from typing import Final

from kg.identity.agencies import AgencyMatcher
from kg.identity.profile import Matcher

NAME_MATCHERS: Final[tuple[Matcher, ...]] = (AgencyMatcher(),)

MATCHERS: Final[tuple[Matcher, ...]] = NAME_MATCHERS
