"""Which place a label in a name means, and whether two bodies may be of one country."""

from collections.abc import Iterable
from functools import lru_cache

from kg.authority import authority
from kg.extract.linking import folded


def place_key(label: str | None) -> str | None:
    """Return the authority key of a place label, else the label folded."""
    if label is None:
        return None
    return _place_keys().get(folded(label), folded(label))


@lru_cache(maxsize=1)
def _place_keys() -> dict[str, str]:
    entries = [e for e in authority().entries if e.kind == "place"]
    # of two places with one name the table lists the better known first
    return {folded(name.text): entry.key for entry in entries[::-1] for name in entry.names()}


def same_country(place: str | None, other: str | None) -> bool:
    """May both be said of one body? Unknown places may."""
    if place is None or other is None or place == other:
        return True
    return place in ancestors(other) or other in ancestors(place)


def ancestors(place: str) -> Iterable[str]:
    entry = authority().get("place", place)
    while entry is not None and entry.parent is not None:
        yield entry.parent
        entry = authority().get("place", entry.parent)
