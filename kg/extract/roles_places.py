"""Who received others and who came, told by where it was."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extract.drafts import Draft, Part
from kg.extract.geography import Geography
from kg.extract.roles_beside import BESIDE
from kg.extract.roles_session import OWN_SESSION

_BESIDE: Final = frozenset({"role.witness.en", "role.witness.zh", BESIDE})  # of neither side
_RECEIVE: Final = "role.receive.zh"
_TWO: Final = 2


def hosted(parts: list[Part], draft: Draft, geography: Geography) -> list[Part]:
    """Tell host from visitors by the place: who answers for it receives the others."""
    places = [ref.key for item in draft.places for ref in item.refs if ref.kind == "place"]
    # A committee that meets leaves open which of its sides receives the other.
    settled = any(p.role == "organizer" and p.rule != OWN_SESSION for p in parts)
    if settled or draft.online or not places:
        return parts
    if _both_abroad(parts, places, geography):
        return [replace(p, role="participant") if p.rule == _RECEIVE else p for p in parts]
    received = any(p.role == "host" for p in parts)
    came = any(p.role == "visitor" for p in parts)
    here: list[Part] = []
    away: list[Part] = []
    for part in parts:
        own = geography.jurisdiction(part.agency)
        if part.role != "participant" or own is None or part.rule in _BESIDE:
            continue
        (here if any(geography.covers(own, place) for place in places) else away).append(part)
    of_many = draft.type == "Signing" and len(parts) > _TWO
    if of_many or not (here or received) or not (away or came):
        return parts
    if draft.home.line.cjk and any(p.rule == OWN_SESSION for p in parts):
        here = [part for part in here if not part.rule.startswith("role.attend")]
    roles_of = {p.agency: "visitor" for p in away}
    if not received:
        roles_of |= {p.agency: "host" for p in (here[:1] if came else here)}
    return [
        replace(p, role=roles_of[p.agency], rule="role.place") if p.agency in roles_of else p
        for p in parts
    ]


def _both_abroad(parts: Sequence[Part], places: Sequence[str], geography: Geography) -> bool:
    """Whether who received others was not at home there, as 某部副部长在日内瓦会见某人 tells."""
    owns = [
        geography.jurisdiction(p.agency) for p in parts if p.rule == _RECEIVE and p.role == "host"
    ]
    return any(own and not any(geography.covers(own, place) for place in places) for own in owns)
