"""Events that lines such as "When: 3 May" and 会议地点 tell of, as in notices and minutes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.events import is_online, on_day
from kg.extract.events_leading import leading
from kg.extract.modality import Factuality, modality
from kg.extract.resolve_dates import overlap
from kg.extract.scene import Item, Line
from kg.extract.triggers import find_triggers
from kg.text.fields import ROLES, Slot, field, notices

_TO_COME: Final = re.compile(
    r"通知|邀请|预告|方案|\b(?:invit\w+|advisory|notice|save the date|register|announcement)\b",
    re.IGNORECASE,
)
_STOPS: Final = ("。", ".", "！", "!", "？", "?")
_NEXT: Final = 2
_LONG: Final = frozenset({"Meeting", "Workshop", "Training", "Conference", "Forum", "Negotiation"})
_HEADING: Final = 4  # so many lines above may say what it is


def with_notices(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Add what notices tell of; a sentence that only leads up to one joins it."""
    found = list(drafts)
    for run, draft in _noticed(lines):
        if whole := _told_in_full(draft, run, found):
            whole.places = whole.places or draft.places
            whole.stretches += draft.stretches
            whole.listed += draft.listed
            continue
        for other in [d for d in found if d.home.line.number < run.stop]:
            at = other.home.line.number
            same_day = draft.date and other.date and overlap(draft.date, other.date)
            vague = other.date is None or other.date.precision == "year" or same_day
            if at in run or (at >= run.start - _HEADING and vague):
                found.remove(other)
            if at not in run and other not in found:
                draft.stretches.append(other.home)
                draft.type = draft.type or other.type
        found.append(draft)
    return sorted(found, key=lambda d: d.home.line.number)


def _told_in_full(draft: Draft, run: range, found: Sequence[Draft]) -> Draft | None:
    """Return the event of several days of which a notice right above announces one day."""
    for other in found:
        near = 0 <= other.home.line.number - run.stop < _NEXT and other.type in _LONG
        dates = (draft.date, other.date) if near and other.type == draft.type else (None, None)
        if dates[0] and dates[1] and "/" in dates[1].edtf and "/" not in dates[0].edtf:
            return other if overlap(dates[0], dates[1]) else None
    return None


def _noticed(lines: Sequence[Line]) -> Iterator[tuple[range, Draft]]:
    """Yield what the lines of a notice tell of, with their numbers."""
    for run in notices([line.text for line in lines]):
        values = list(_values([lines[i] for i in run]))
        told = dict(values[::-1])
        day = told.get("when")
        draft = on_day(day.line, "") if day else None
        if draft is None or day is None:
            continue
        where = told.get("where", day)
        draft.type = _kind(lines, run, told.get("what"))
        draft.places = [_there(item) for item in where.items("PA")]
        draft.online = is_online(where)
        draft.factuality = _standing(lines[: run.start])
        draft.listed = [(slot, value) for slot, value in values if slot in ROLES]
        draft.stretches += [Stretch(lines[i], 0, len(lines[i].text)) for i in run]
        yield run, draft


def _values(lines: Sequence[Line]) -> Iterator[tuple[Slot, Stretch]]:
    """Yield what stands behind each label, or in the line after it."""
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        found = field(line.text)
        if found is None:
            continue
        value = Stretch(line, found.value, len(line.text))
        if not value.text.strip() and after is not None:
            value = Stretch(after, 0, len(after.text))
        yield found.slot, value


def _there(item: Item) -> Item:
    return item._replace(locative=True)


def _kind(lines: Sequence[Line], run: range, what: Stretch | None) -> str:
    """Return the type that the label, the lines above or the headline speak of."""
    near = lines[max(0, run.start - _HEADING) : run.start][::-1]
    above = sorted(near, key=lambda line: line.text.rstrip().endswith(_STOPS))  # headings first
    for line in ([what.line] if what else []) + [*above, *(each for each in lines if each.title)]:
        if triggers := find_triggers(line):
            return leading(triggers, line).type
    return ""


def _standing(above: Sequence[Line]) -> Factuality:
    said = (modality(line, 0, len(line.text), 0) for line in above[-_HEADING:] if line.text)
    standing = next((s for s in said if s in ("cancelled", "postponed", "planned")), None)
    to_come = any(_TO_COME.search(line.text) for line in above)
    return standing or ("planned" if to_come else "held")
