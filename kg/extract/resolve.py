"""One event per type family, date, place and parties; the main one, and what stands beside it."""

import re
from collections.abc import Sequence
from datetime import date as calendar
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.events import JOURNEYS
from kg.extract.modality import spoken
from kg.extract.scene import Line
from kg.model import PartialDate

_OWN: Final = frozenset({"Launch", "PressConference"})  # always told apart from what goes on around
_GATHERINGS: Final = frozenset({"Conference", "Negotiation", "Forum", "Meeting"})
_SAME_DAY: Final = re.compile(
    r"当天|当日|同日|the same day|in the afternoon of|the same ceremony", re.IGNORECASE
)
_LEAD: Final = 6  # so many body sentences may hold the main event
_NEAR_DAYS: Final = 7  # what is older than this against the main event is background


def resolve(
    drafts: Sequence[Draft], lines: Sequence[Line], titled: Sequence[str], published: str | None
) -> list[Draft]:
    """Return the events of a document, the main one first."""
    main = _main(drafts, lines)
    if main is None:
        return _beside(drafts, None, published)
    main.main = True
    main.type = headline_type(main, titled)
    return [main, *_beside([d for d in drafts if d is not main], main, published)]


def headline_type(draft: Draft, titled: Sequence[str]) -> str:
    """Let the headline decide where one happening is told under several types."""
    if draft.type in titled:
        return draft.type
    if draft.type in JOURNEYS:
        for kind in titled:
            if kind in JOURNEYS:
                return kind
    if draft.type == "Visit" and "Signing" in titled and "Signing" in draft.types:
        return "Signing"
    return draft.type


def _main(drafts: Sequence[Draft], lines: Sequence[Line]) -> Draft | None:
    body = [line.number for line in lines if not line.title]
    limit = body[min(_LEAD, len(body)) - 1] if body else -1
    lead = [d for d in drafts if d.home.line.number <= limit]
    for standing in ("held", "planned"):
        for draft in lead:
            if draft.factuality == standing and (draft.date or draft.places):
                return draft
    return next((d for d in drafts if d.factuality == "held" and d.date), None)


def _beside(drafts: Sequence[Draft], main: Draft | None, published: str | None) -> list[Draft]:
    """Return the other events; what only goes on telling of an event joins it."""
    kept: list[Draft] = []
    for draft in drafts:
        _weigh(draft, main, published)
        if draft.factuality == "held" and main and _part_of(draft, main):
            main.stretches.append(draft.home)
            continue
        if draft.type in _OWN and draft.factuality == "held" and not draft.date and main:
            draft.time, draft.date = main.time, main.date
            draft.places = draft.places or list(main.places)
        twin = next((old for old in kept if same_event(old, draft)), None)
        if twin:
            twin.stretches.append(draft.home)
            known = {place.refs for place in twin.places}
            twin.places += [place for place in draft.places if place.refs not in known]
        elif draft.factuality != "wished":
            kept.append(draft)
    return kept


def told(draft: Draft) -> bool:
    """Whether an event is told well enough to stand for itself: with a date or a place."""
    return draft.main or draft.date is not None or bool(draft.places)


def _weigh(draft: Draft, main: Draft | None, published: str | None) -> None:
    """Correct what the words say by what the dates say."""
    start = draft.date.start if draft.date else None
    if draft.factuality in ("held", "wished", "background") and start and published:
        if start > published[: len(start)]:
            draft.factuality = "planned"
            return
    if draft.factuality == "held" and main:
        together = draft.date and main.date and overlap(draft.date, main.date)
        if spoken(draft.home.line) and not together:
            draft.factuality = "background" if draft.date else "wished"
        elif _long_before(draft.date, main.date):
            draft.factuality = "background"


def _part_of(draft: Draft, main: Draft) -> bool:
    """Whether a further sentence tells of the main event."""
    if draft.type in _OWN and draft.type != main.type:
        return False
    if draft.date is None or main.date is None:
        return True
    if not overlap(draft.date, main.date):
        return False
    if _SAME_DAY.search(draft.home.text) and draft.type not in (main.type, "Signing"):
        return False
    several = "/" in main.date.edtf and "/" not in draft.date.edtf
    return not (several and main.type in _GATHERINGS and draft.type != main.type)


def same_event(one: Draft, other: Draft) -> bool:
    if one.factuality != other.factuality or one.type != other.type:
        return False
    if one.date and other.date:
        return overlap(one.date, other.date)
    if one.date or other.date:
        return False
    return bool({p.refs for p in one.places} & {p.refs for p in other.places})


def overlap(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can be the same time; without years their months and days decide."""
    a, b = _ends(one), _ends(other)
    if a[0].startswith("X") != b[0].startswith("X"):
        a, b = (a[0][4:], a[1][4:]), (b[0][4:], b[1][4:])
    return _cut(a[0], b[1]) <= _cut(b[1], a[0]) and _cut(b[0], a[1]) <= _cut(a[1], b[0])


def _ends(date: PartialDate) -> tuple[str, str]:
    first, _, last = date.edtf.partition("/")
    return first, last or first


def _cut(text: str, other: str) -> str:
    return text[: len(other)]


def _long_before(date: PartialDate | None, main: PartialDate | None) -> bool:
    if not (date and main and date.ends_not_after and main.starts_not_before):
        return False
    first = calendar.fromisoformat(main.starts_not_before)
    return (first - calendar.fromisoformat(date.ends_not_after)).days > _NEAR_DAYS


def own_lines(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Give every sentence without an event of its own to the event it goes on telling of.

    What happened at another time keeps the sentences after it up to the end of its paragraph or
    the next event; everything else is about the main event.
    """
    announced: dict[int, Draft] = {}
    for draft in drafts:
        for stretch in draft.stretches:
            announced[stretch.line.number] = draft
    main = next((d for d in drafts if d.main), None)
    current, block = main, -1
    for line in lines:
        if line.title:
            continue
        if line.sentence.block != block:
            current, block = main, line.sentence.block
        draft = announced.get(line.number)
        if draft is None:
            if current:
                current.stretches.append(Stretch(line, 0, len(line.text)))
        elif draft.main or draft.factuality in ("held", "background") and not spoken(line):
            current = draft
