"""Events that no noun or verb of their own announces: who did what on a day, and where."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.events import is_online
from kg.extract.events_days import span_of_days
from kg.extract.modality import CANCELLED, POSTPONED, UNDER_WAY, modality
from kg.extract.scene import Item, Line, pattern
from kg.extract.triggers import Trigger

# What the words of such a sentence speak of; earlier rows win.
_KINDS: Final = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("PressConference", r"\b(?:reporters|journalists|the (?:press|media))\b"),
        (
            "Signing",
            r"\b(?:memorand(?:um|a)|mou|agreements?|accord|signatures?|letter of intent"
            r"|(?<![Nn]othing was )signed|inked)\b",
        ),
        (
            "Campaign",
            r"\b(?:litter|rubbish|trash|saplings?|seedlings?|trees|volunteers|walked|(?:bi)?cycl\w+"
            r"|bikes?)\b",
        ),
        (
            "Training",
            r"\b(?:learn\w*|taught|school(?:ed|ing)|teach\w*|train(?:s|ed|ing|ings)?|courses?"
            r"|lessons?|class(?:es|room)?|certificates?)\b",
        ),
        ("Inspection", r"\b(?:inspect\w*|check(?:s|ed)?|audit\w*|patrol\w*|raid\w*)\b"),
        (
            "Launch",
            r"\b(?:opened|opens|turned the (?:key|first sod)|launch\w*|start(?:ed|s)|unveil\w*"
            r"|switched on)\b",
        ),
        (
            "Other",
            r"\b(?:exhibition|exercise|rehears\w+|simulat\w+|prizes?|awards?|handed|drills?)\b",
        ),
        (
            "Visit",
            r"\b(?:visit\w*|guests?|trip|travel\w*|came to|arriv\w+|stayed|leaves? for|tour\w*"
            r"|expected in|delegation|missions?)\b",
        ),
    )
)
_NO_EVENT: Final = re.compile(
    r"\b(?:(?:into|in) force|take[sn]? effect|took effect|deadlines?|applications?|submi\w+|born"
    r"|died"
    r"|killed|founded|appointed|elected|named|hired|recorded|measured|rose|fell|fined|sentenced"
    r"|arrested|ruling|ruled|published|released|posted|issued|gazetted|ratif\w+|acced\w+|accession"
    r"|adopted|tender|bids?|valid|expir\w+|said|says|stated|according to|dates (?:from|back))\b",
    re.IGNORECASE,
)
_SOMEBODY: Final = pattern(
    r"{A}|{N}|\b(?:they|both|we|ministers|officials|delegates|negotiators|inspectors|volunteers"
    r"|schoolchildren"
    r"|students|experts|engineers|scientists|participants|rangers|farmers|teams?|delegations?"
    r"|staff|tour|trip|picnic|evening)\b",
    re.IGNORECASE,
)
_LEAD: Final = 3  # so many sentences may tell the news
_COMING: Final = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|expected|planned|scheduled|set|going)|next|would be)\b"
)


def with_unnamed(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Add what is to come, and what the first sentences tell where they announce nothing else."""
    homes = {draft.home.line.number for draft in drafts}
    body = [line for line in lines if not line.title]
    found = [draft for line in body if line.number not in homes and (draft := _to_come(line))]
    if not any(draft.date and draft.home.line in body[:_LEAD] for draft in drafts):
        told = (_told(line, coming=False) for line in body[:_LEAD] if line.number not in homes)
        found += [draft for draft in told if draft][:1]
    taken = homes | {draft.home.line.number for draft in found}
    further = (_told(line, coming=False) for line in body[_LEAD:] if line.number not in taken)
    found += [draft for draft in further if draft and _placed_to_the_day(draft)]
    return sorted([*drafts, *found], key=lambda d: d.home.line.number)


def _to_come(line: Line) -> Draft | None:
    if not line.of("T"):
        return None
    off = bool(CANCELLED.search(line.text) or POSTPONED.search(line.text))
    return _told(line, coming=True, off=off) if off or _COMING.search(line.text) else None


def _told(line: Line, *, coming: bool, off: bool = False) -> Draft | None:
    if line.cjk or line.title:
        return None
    days = [item for item in line.of("T") if _is_dated(item)]
    day = next((item for item in days if _is_spelt(item)), days[0] if days else None)
    places = [item for item in line.of("PA") if item.locative]
    if day is None or day.time is None or _NO_EVENT.search(line.text):
        return None
    vague = day.time.date.precision == "month"
    if not places and not off and (vague or not line.of("A")):
        return None
    if not off and not _SOMEBODY.search(line.text):
        return None
    under_way = UNDER_WAY.search(line.text)
    standing = "held" if under_way else modality(line, 0, len(line.text), day.at)
    if (standing in ("planned", "postponed", "cancelled")) is not coming:
        return None
    stretch = Stretch(line, 0, len(line.text), announces=True)
    kind = kind_of(line.text, "Other" if off else "Meeting")
    trigger = Trigger(kind, "noun", day.at, day.at + 1, f"{kind}.unnamed")
    date = span_of_days(stretch, day) or day.time.date
    draft = Draft(kind, standing, stretch, trigger, day, date, places)
    draft.online = is_online(stretch)
    draft.types, draft.stretches = (kind,), [stretch]
    return draft


def kind_of(text: str, otherwise: str) -> str:
    """Return the kind of event that the words of a sentence speak of."""
    return next((kind for kind, words in _KINDS if words.search(text)), otherwise)


def _is_dated(item: Item) -> bool:
    return item.event_date is not None and item.event_date.precision != "year"


def _is_spelt(item: Item) -> bool:
    """Whether a day is told by its month, not only by the week."""
    return (
        item.time is not None
        and item.time.date.precision == "day"
        and item.time.said != item.time.date
    )


def _placed_to_the_day(draft: Draft) -> bool:
    exact = draft.date is not None and draft.date.precision == "day"
    return exact and bool(draft.places) and bool(draft.home.items("AN"))
