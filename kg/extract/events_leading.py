"""Which of the triggers in a sentence names its event."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.modality import modality
from kg.extract.occasions import GENERIC
from kg.extract.scene import Item, Line
from kg.extract.triggers import Trigger

HEAD: Final = 26  # how far from its begin a stretch opens with its date
_CAME_TOGETHER: Final = re.compile(r"gathered|convened|assembled|came together|met", re.IGNORECASE)
_OCCASIONS: Final = frozenset({"Workshop", "Training", "Forum", "Conference"})
_NEAR: Final = 90
_PURPOSE: Final = re.compile(r"为|按照|根据|围绕|In order to|To |With ")
_PARTED: Final = re.compile(r"[，。、》”]|^[及和与暨]$")


def to_the_point(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out clauses of purpose, circumstance and plan before the one that says when."""
    return _happened(stretch, _circumstanced(stretch, triggers))


def _circumstanced(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out what stands in a clause of purpose or circumstance before the date."""
    times = [item for item in stretch.items("T") if item.time and item.time.role == "event"]
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
    return [item for item in inside if item.time and item.time.role == "event"]


def leading(triggers: Sequence[Trigger], line: Line) -> Trigger:
    """Return the trigger that names the event: the first, or the head of its noun chain."""
    best = triggers[0]
    if _CAME_TOGETHER.fullmatch(line.text, best.start, best.end):
        named = (t for t in triggers[1:] if t.manner == "noun" and t.type in _OCCASIONS)
        return next((t for t in named if t.start - best.end < _NEAR), best)
    for trigger in triggers[1:]:
        gap = line.text[best.end : trigger.start]
        specific = best.type == "Conference" and trigger.type == "Meeting"
        chained = len(gap) <= 8 and line.cjk and not specific and not _PARTED.search(gap)
        of_chain = not line.cjk and re.fullmatch(r"[A-Za-z0-9 -]{0,60}", gap)
        if trigger.manner == "verb" or best.manner == "verb":
            break
        if not (chained or (of_chain and best.type in GENERIC and trigger.type not in GENERIC)):
            break
        best = trigger
    return best
