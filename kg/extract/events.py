"""Finds the sentences that announce an event, and reads type, time, place and standing off them."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.agreements import NOUN as AGREEMENT
from kg.extract.drafts import Draft, Stretch
from kg.extract.modality import Factuality, modality
from kg.extract.scene import Item, Line, pattern, windows
from kg.extract.triggers import Trigger, borne_out, find_triggers

_PART: Final = re.compile(r"[；;]")
_NAMED_THING: Final = pattern(
    r"[“”\"「《]|项目|基金|中心|联盟|平台|计划|基地|示范区|机构|管理局|project|program|fund|cent(?:er|re)|coalition|alliance|platform|administration|{A}",
    re.IGNORECASE,
)
_SIGNIFIES: Final = re.compile(
    r"标志着|意味着|正式启动运行|mark(?:s|ed|ing)? the|(?:合作|工作|试点)启动"
)
_ASSEMBLY: Final = re.compile(r"assembly|大会$|congress", re.IGNORECASE)
_ASSEMBLED: Final = pattern(
    r"第[一二三四五六七八九十\d]+[届次]{A}|session of the {A}|\w+(?:st|nd|rd|th) {A}", re.IGNORECASE
)
_ONLINE: Final = re.compile(
    r"视频(?:方式|形式|会议|会谈|会见|连线|对话)|线上(?:召开|举行|举办|会议|培训)|以线上"
    r"|\bonline\b|\bvideo (?:conference|meeting|link|talk|meets?)\b|\bvirtual(?:ly)?\b|two screens|side of the screen|on the screen",
    re.IGNORECASE,
)
_HEAD: Final = 26  # how far from its begin a stretch opens with its date
_GENERIC: Final = frozenset({"Meeting", "Visit"})
JOURNEYS: Final = frozenset({"Visit", "StudyTour", "Inspection", "Meeting"})


def candidates(lines: Sequence[Line]) -> list[Draft]:
    """Return what the body sentences announce, in order; at most one event a stretch."""
    found: list[Draft] = []
    for line in lines:
        if line.title:
            continue
        for start, end in windows(line, _PART):
            draft = _candidate(Stretch(line, start, end, announces=True))
            if draft:
                found.append(draft)
    return found


def types_in(line: Line) -> list[str]:
    """Return the types that the triggers of a line speak for, such as those of a headline."""
    return [t.type for t in find_triggers(line) if t.manner == "verb" or line.title]


def _candidate(stretch: Stretch) -> Draft | None:
    triggers = [t for t in find_triggers(stretch.line) if _bears(stretch, t)]
    if not triggers:
        return None
    trigger = leading(triggers, stretch.line)
    standing: Factuality = modality(stretch.line, stretch.start, stretch.end, trigger.start)
    draft = Draft(_type(stretch, trigger), standing, stretch, trigger)
    draft.time = _time(stretch, trigger)
    draft.date = draft.time.time.date if draft.time and draft.time.time else None
    draft.places = [item for item in stretch.items("PA") if item.locative]
    draft.online = bool(_ONLINE.search(stretch.line.text, stretch.start, stretch.end))
    draft.types = tuple(dict.fromkeys(t.type for t in triggers))
    draft.stretches = [stretch]
    return draft


def _bears(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the words around a trigger let it stand for an event."""
    line, text = stretch.line, stretch.line.text
    if not stretch.start <= trigger.start < stretch.end:
        return False
    if trigger.type == "Signing" and trigger.manner == "verb":
        return bool(AGREEMENT.search(text, stretch.start, stretch.end))
    if trigger.type == "Launch":
        around = text[max(stretch.start, trigger.start - 40) : trigger.end + 40]
        return bool(_NAMED_THING.search(around)) and not _SIGNIFIES.search(around)
    if trigger.manner == "verb":
        return bool(stretch.items("APN"))
    reach = 45 if line.cjk else 160
    return borne_out(
        line, max(stretch.start, trigger.start - reach), min(stretch.end, trigger.end + reach)
    )


def leading(triggers: Sequence[Trigger], line: Line) -> Trigger:
    """Return the trigger that names the event: the first, or the head of its noun chain."""
    best = triggers[0]
    for trigger in triggers[1:]:
        gap = line.text[best.end : trigger.start]
        chained = len(gap) <= 8 and line.cjk and not re.search(r"[，。、》”]", gap)
        of_chain = not line.cjk and re.fullmatch(r"[A-Za-z0-9 -]{0,60}", gap)
        if trigger.manner == "noun" and best.manner == "noun":
            if chained or (of_chain and best.type in _GENERIC and trigger.type not in _GENERIC):
                best = trigger
                continue
        break
    return best


def _type(stretch: Stretch, trigger: Trigger) -> str:
    if trigger.type != "Meeting" or trigger.manner != "noun":
        return trigger.type
    for item in stretch.items("A"):
        if _ASSEMBLY.search(item.surface) and abs(item.at - trigger.start) < 30:
            return "Conference"
    return "Meeting"


def _time(stretch: Stretch, trigger: Trigger) -> Item | None:
    """Return the date of the event: the one that opens the stretch, else the nearest one."""
    times = [item for item in stretch.items("T") if item.time and item.time.role == "event"]
    if not times:
        return None
    first = times[0]
    if first.at - stretch.start <= _HEAD:
        return first
    return min(times, key=lambda item: abs(item.at - trigger.start) + (item.at > trigger.start))
