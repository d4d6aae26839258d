"""Comparing pairs that were compared before: those of a large cluster, at each newcomer."""

from typing import Final

from kg.identity.profile import Comparison, Matcher, Profile

_REMEMBERED: Final = 1 << 16  # pairs, of some 300 bytes each
_known: dict[tuple[Matcher, bytes, bytes], Comparison] = {}


def compared(matcher: Matcher, one: Profile, other: Profile) -> Comparison:
    """Return what `compare` does, which is a function of the two profiles alone."""
    key = (matcher, one.digest, other.digest)
    found = _known.get(key)
    if found is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        found = _known[key] = matcher.compare(one, other)
    return found
