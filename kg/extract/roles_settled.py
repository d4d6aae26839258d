"""One role for each agency, who organizes under whom, and how many were there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.roles_beside import BESIDE
from kg.extract.roles_delegation import HOSTED_BY
from kg.extract.roles_session import OWN_SESSION
from kg.model import EntityRef

STRENGTH: Final = {
    "organizer": 6,
    "co-organizer": 5,
    "host": 4,
    "visitor": 4,
    "supporter": 3,
    "speaker-affiliation": 2,
    "participant": 1,
}
_SO_MANY: Final = re.compile(
    "(?P<n>[三四五六七八九])(?:家(?:单位|机构|部门|企业|公司|法院)?|个(?:单位|部门|机构)|方)"
)
_FEWEST: Final = 3
_OF_STATES: Final = frozenset({"Conference", "Meeting", "Negotiation"})  # in some member's country


def subordinate(parts: list[Part], kind: str) -> list[Part]:
    """Make who organizes for another organizer a co-organizer, and co-hosts of equal rank hosts."""
    under, beside = "role.organized by.en", "role.co-organized by.en"
    for_others = kind in _OF_STATES and any(
        p.role == "organizer" and p.rule != HOSTED_BY for p in parts
    )
    if for_others or any(p.rule == "role.convened by.en" for p in parts):
        parts = [replace(p, role="host") if p.rule == HOSTED_BY else p for p in parts]
    above = any(p.role == "organizer" and p.rule != under for p in parts)
    if not above and sum(p.rule == beside for p in parts) > 1:
        parts = [replace(p, role="organizer") if p.rule == beside else p for p in parts]
        above = True
    if not above:
        return parts
    return [replace(p, role="co-organizer") if p.rule == under else p for p in parts]


def strongest(parts: Sequence[Part]) -> list[Part]:
    """Keep for each agency the role that says most; of equals the first told."""
    best: dict[object, Part] = {}
    for part in parts:
        old = best.get(part.agency)
        if old is None or STRENGTH[part.role] > STRENGTH[old.role]:
            best[part.agency] = part
    return list(best.values())


def of_press(parts: list[Part]) -> list[Part]:
    """Return whose press conference it is, where only one speaks there, or who speaks."""
    alone = len({part.agency for part in parts}) == 1
    role = "organizer" if alone else "speaker-affiliation"
    return [replace(p, role=role) if p.role == "participant" else p for p in parts]


def all_of_them(stretch: Stretch, draft: Draft | None) -> tuple[EntityRef, ...]:
    """Return those at an event whom 六家单位 speaks of, if there were as many."""
    said = _SO_MANY.search(stretch.line.text, stretch.start, stretch.end)
    if draft is None or said is None:
        return ()
    number = "三四五六七八九".index(said["n"]) + _FEWEST
    convened = [p.agency for p in draft.parts if p.role in ("organizer", "co-organizer")]
    there = [p.agency for p in draft.parts]
    return next((tuple(refs) for refs in (convened, there) if len(refs) == number), ())


def two_sides(draft: Draft | None) -> tuple[EntityRef, ...]:
    """Return who "both sides" are at an event: hosts and visitors, else its conveners."""
    if draft is None:
        return ()
    parts = [p for p in draft.parts if p.rule not in (OWN_SESSION, BESIDE)]
    by_role = {role: [p.agency for p in parts if p.role == role] for role in STRENGTH}
    if by_role["host"] and by_role["visitor"]:
        return (by_role["host"][0], by_role["visitor"][0])
    if len(by_role["organizer"]) >= 2:
        return tuple(by_role["organizer"])
    everyone = [p.agency for p in parts]
    return tuple(everyone) if len(everyone) == 2 else ()
