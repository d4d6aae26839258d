"""Entries under a heading that gives their day: what such an entry tells of, without a verb."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.events import HEADED
from kg.extract.events_unnamed import kind_of
from kg.extract.modality import modality
from kg.extract.occasions import GENERIC, only_occasion
from kg.extract.scene import Line, pattern
from kg.extract.triggers import Trigger, find_triggers

_DAY: Final = pattern(r"\W{0,3}{T}[.:]?$")
_LABEL: Final = re.compile(
    r"\W{0,3}(?:[\w’' -]{1,30}: )?(?:(?:[Aa]n?|[Tt]he|[Oo]ur|[Ii]ts) )?(?:[\w-]+ ){0,2}"
)
_NEAR: Final = 2  # sentences under the day that may say what it was


def with_entries(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Add what the entries of a chronicle tell of in words without a verb, and name the headed."""
    told = {draft.home.line.sentence.block for draft in drafts}
    found = list(drafts)
    for day, line in pairwise(lines):
        block = line.sentence.block
        apart = line.cjk or day.title or day.sentence.block != block or block in told
        if not apart and _DAY.match(day.text) and (draft := _entry(day, line)):
            found.append(draft)
    for draft in found:
        if not draft.type and HEADED.match(draft.home.line.text):
            draft.type = _headed(draft, lines)
    return sorted(found, key=lambda draft: draft.home.line.number)


def _entry(day: Line, line: Line) -> Draft | None:
    """Return what the first words under a day name, at most behind a label."""
    time = next((item for item in day.of("T") if item.event_date), None)
    trigger = _noun(line)
    if time is None or time.time is None or trigger is None:
        return None
    if not _LABEL.fullmatch(line.text, 0, trigger.start):
        return None
    stretch = Stretch(line, 0, len(line.text), announces=True)
    standing = modality(line, 0, len(line.text), trigger.start)
    draft = Draft(trigger.type, standing, stretch, trigger, time, time.time.date)
    draft.places = [item for item in stretch.items("PA") if item.locative]
    draft.types, draft.stretches = (trigger.type,), [stretch]
    return draft


def _headed(head: Draft, lines: Sequence[Line]) -> str:
    """Return the kind of what a heading dates and no verb announces."""
    block, first = head.home.line.sentence.block, head.home.line.number + 1
    below = [line for line in lines[first : first + _NEAR] if line.sentence.block == block]
    nouns = (noun.type for line in below if (noun := _noun(line)))
    words = " ".join(line.text for line in below)
    return next(nouns, "") or kind_of(words, "")


def _noun(line: Line) -> Trigger | None:
    stretch = Stretch(line, 0, len(line.text))
    nouns = [t for t in find_triggers(line) if t.manner == "noun" and t.type]
    return next((t for t in nouns if t.type not in GENERIC or not only_occasion(stretch, t)), None)
