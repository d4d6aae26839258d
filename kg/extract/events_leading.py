"""Which of the triggers in a sentence names its event."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.modality import modality
from kg.extract.occasions import GENERIC
from kg.extract.scene import Item, Line, pattern
from kg.extract.triggers import Trigger

HEAD: Final = 26  # how far from its begin a stretch opens with its date
_PURPOSE: Final = re.compile(r"为|按照|根据|围绕|In order to|To |With ")
_CAME: Final = re.compile(
    r"(?:(?:will|to|shall) )?(?:met|meets?)(?: again| next)?|gather(?:ed|s)|convened?s?|assembled"
    r"|(?:came|got) together"
    r"|sat(?: (?:down|together|again)){0,2}",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"(?:,? [^.;]{0,60})?,? (?P<to>for|in|at) (?:an?|the|its|their|his|her) (?:[\w-]+ ){0,5}"
)
_AT_WHICH: Final = re.compile(
    r"\b(?:when|during|on the (?:margins|sidelines) of|in the course of|at) "
    r"(?:the |its |their )?(?:[\w\ue000-\uf8ff-]+ ){0,6}$"
)
_PLANNED_ACT: Final = re.compile(r"\b(?:will|(?:is|are) (?:due |expected )?to|plans? to)\b")
_WHERE: Final = pattern(r"{P},? where\b")
_GATHERINGS: Final = frozenset({"Training", "Workshop", "Conference", "Forum", "Signing", "Launch"})
_PARTED: Final = re.compile(r"[，。、》”]|^[及和与暨]$")


def to_the_point(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out clauses of purpose, circumstance and plan before the one that says when."""
    return _happened(stretch, _circumstanced(stretch, _there(stretch, triggers)))


def _there(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out the way to what a clause tells of: "travelled to Lima, where A gave a course"."""
    first, *more = triggers
    where = _WHERE.search(stretch.line.text, first.end, stretch.end)
    there = [t for t in more if where and t.start > where.end() and t.type in _GATHERINGS]
    return there if there and first.manner == "verb" and first.type == "Visit" else triggers


def _circumstanced(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out what stands in a clause of purpose or circumstance before the date."""
    times = [item for item in stretch.items("T") if item.event_date]
    dated = [t for t in triggers if _dated_clause(stretch, t)]
    if dated and triggers[0].manner == "noun" and not _dated_clause(stretch, triggers[0]):
        return dated
    if times and times[0].at - stretch.start > HEAD:
        after = [t for t in triggers if t.start > times[0].at]
        purpose = _PURPOSE.match(stretch.line.text, stretch.start)
        if after and purpose:
            return after
    return triggers


def _happened(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Prefer what a clause dates to the day to a plan of a clause before it.

    As in 两园将于明年签订备忘录，某某12月22日率团拜会.
    """
    line = stretch.line
    if not line.cjk or not triggers[1:] or triggers[0].manner != "verb":
        return triggers
    if modality(line, stretch.start, stretch.end, triggers[0].start) != "planned":
        return triggers
    days = [t for t in triggers if any(_to_the_day(item) for item in _times_beside(stretch, t))]
    return days if days and triggers[0] not in days else triggers


def _to_the_day(item: Item) -> bool:
    return item.time is not None and item.time.date.precision == "day"


def _dated_clause(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the words between the commas around a trigger say when."""
    return bool(_times_beside(stretch, trigger))


def _times_beside(stretch: Stretch, trigger: Trigger) -> list[Item]:
    text = stretch.line.text
    first = max(text.rfind(mark, stretch.start, trigger.start) for mark in "，,") + 1
    stops = [at for mark in "，," if (at := text.find(mark, trigger.end, stretch.end)) >= 0]
    inside = stretch.line.within(max(first, stretch.start), min(stops, default=stretch.end), "T")
    return [item for item in inside if item.event_date]


def _come_for(triggers: Sequence[Trigger], line: Line) -> Trigger | None:
    """Return what people came together for: "met in Lima for a course"."""
    first = triggers[0]
    if not _CAME.fullmatch(line.text, first.start, first.end):
        return None
    for noun in triggers[1:]:
        if noun.manner == "noun" and noun.type not in GENERIC:
            found = _FOR.fullmatch(line.text, first.end, noun.start)
            if found and (found["to"] == "for" or not line.within(first.end, noun.start, "AN")):
                return noun
    return None


def _occasion(triggers: Sequence[Trigger], line: Line) -> Trigger | None:
    """Return the dated gathering at which something is to be signed."""
    if triggers[0].type != "Signing" or triggers[0].manner != "verb":
        return None
    for noun in triggers[1:]:
        before = _AT_WHICH.search(line.text, triggers[0].end, noun.start)
        if noun.manner == "noun" and before and _PLANNED_ACT.search(line.text, 0, noun.start):
            days = line.within(noun.end, len(line.text), "T")
            return noun if any(_to_the_day(day) for day in days) else None
    return None


def leading(triggers: Sequence[Trigger], line: Line) -> Trigger:
    """Return the trigger that names the event: the first, or the head of its noun chain."""
    best = triggers[0]
    if not line.cjk and (named := _come_for(triggers, line) or _occasion(triggers, line)):
        return named
    for trigger in triggers[1:]:
        gap = line.text[best.end : trigger.start]
        specific = best.type == "Conference" and trigger.type == "Meeting"
        chained = len(gap) <= 8 and line.cjk and not specific and not _PARTED.search(gap)
        of_chain = not line.cjk and re.fullmatch(r"[A-Za-z0-9 -]{0,60}", gap)
        if trigger.manner == "verb" or best.manner == "verb":
            break
        vague = best.type in GENERIC or not best.type
        if not (chained or (of_chain and vague and trigger.type not in GENERIC)):
            break
        best = trigger
    return best
