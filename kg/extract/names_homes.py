"""The countries of bodies that other languages than English name without one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.authority import Entry, authority
from kg.extract.linking import Hit
from kg.extract.names_forms import core_of
from kg.extract.names_parts import BodyName
from kg.extract.names_place import place_key
from kg.extract.names_registry import parts_of

# Bodies of a country whose names another country's bodies have in translation.
_OWN: Final = frozenset({"institute", "bureau", "centre", "station", "laboratory"})
_DATELINE: Final = re.compile(
    r"(?:, [^,.\n]{2,30})?(?: ?\(|,? ?[-–—/.]|,)(?=[^\n]{0,40}\d)|,? (?=\d{1,2}\b)"
)


def of_country(name: BodyName, country: str | None, home: str | None) -> BodyName:
    """Place a ministry that the text leaves to its dateline; link one that is the only such one.

    In a language of one country most of its other bodies are there, too.
    """
    if home is not None and name.group in _OWN:
        return replace(name, place=name.place or home)
    if name.group != "ministry":
        return name
    name = replace(name, place=name.place or country)
    if name.place is None or "environment" not in name.words:
        return name
    listed = _ministries().get(place_key(name.place) or "", ())
    core = core_of(name)
    if any(core == cores for _, cores in listed):
        return name
    fits = {entry.key: entry for entry, cores in listed if core < cores}
    return replace(name, entries=tuple(fits.values())) if len(fits) == 1 else name


@cache
def _ministries() -> dict[str, tuple[tuple[Entry, frozenset[str]], ...]]:
    """Return the ministries of each country with what they are about."""
    table: dict[str, list[tuple[Entry, frozenset[str]]]] = {}
    for entry in authority().entries:
        if entry.kind == "agency" and entry.type == "ministry" and entry.place:
            table.setdefault(entry.place, []).extend((entry, p.core) for p in parts_of(entry))
    return {place: tuple(rows) for place, rows in table.items()}


def home(text: str, hits: Sequence[Hit], starts: Sequence[int]) -> str | None:
    """Return the country of the place that a dateline names."""
    at = {hit.span.start: hit for hit in hits if "place" in hit.kinds}
    for start in starts:
        hit = at.get(start)
        if hit is not None and _DATELINE.match(text, hit.span.end):
            return _country(next(e.key for e in hit.entries if e.kind == "place"))
    return None


def most_told(hits: Sequence[Hit], homes: Sequence[str]) -> str | None:
    """Return that of some countries whose places and bodies a text names the most, if one is."""
    counted = Counter(
        place.split("-")[0]
        for hit in hits
        for place in {e.key if e.kind == "place" else e.place for e in hit.entries}
        if place and len({e.place for e in hit.entries}) == 1
    )
    told = sorted(((counted[home], home) for home in homes), reverse=True)
    return _country(told[0][1]) if told[0][0] > told[1][0] else None


def _country(place: str) -> str | None:
    entry = authority().get("place", place)
    while entry is not None and entry.type != "country":
        entry = authority().get("place", entry.parent) if entry.parent else None
    return entry.labels[0].text if entry else None
