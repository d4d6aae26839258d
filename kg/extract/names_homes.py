"""The countries of bodies that other languages than English name without one."""

from dataclasses import replace
from functools import cache
from typing import Final

from kg.authority import Entry, authority
from kg.extract.names_forms import core_of
from kg.extract.names_parts import BodyName
from kg.extract.names_place import place_key
from kg.extract.names_registry import parts_of

# Bodies of a country whose names another country's bodies have in translation.
_OWN: Final = frozenset({"institute", "bureau", "centre", "station", "laboratory"})


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
