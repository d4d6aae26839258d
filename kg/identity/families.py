"""Which documents are copies of one text, so that they count as one source.

A translation is no copy: it has none of the words.
"""

from collections.abc import Iterator

from kg.identity.profile import DAY, Comparison, Profile, Said
from kg.terms import EA
from kg.text.sketch import bands, likeness

_FIGURES = 0.6  # share of the numbers; form letters have the words in common, and not the numbers


class DocumentMatcher:
    kind = "document"
    references = frozenset[str]()
    accept = 0.6
    propose = 0.6  # nobody is asked: little depends on it

    def profiles(self, said: Said) -> Iterator[Profile]:
        if sketches := said.of(said.document, EA.textSketch):
            values = {"sketch": frozenset(sketches), DAY: frozenset(said.days)}
            yield Profile(said.document, values)

    def names(self, profile: Profile) -> frozenset[str]:
        return profile["sketch"]

    def blocks(self, profile: Profile) -> frozenset[str]:
        return frozenset(bands(profile.first("sketch")))

    def compare(self, one: Profile, other: Profile) -> Comparison:
        first, second = one.first("sketch"), other.first("sketch")
        words, figures = likeness(first, second)
        if figures < _FIGURES:
            return Comparison(0.0, "document.veto", "same form, other numbers")
        if words < self.propose or self.blocks(one).isdisjoint(self.blocks(other)):
            return Comparison(0.0, "document.other-text", f"{words:.0%} of the text in common")
        return Comparison(round(words, 4), "document.copy", f"{words:.0%} of the text in common")
