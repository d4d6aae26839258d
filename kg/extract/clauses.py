"""The parts of a sentence that may each announce an event."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.modality import AHEAD, PLANNED
from kg.extract.scene import Line, pattern, sifted, windows
from kg.extract.triggers import Trigger

# What goes on with "the session" or "it" behind a semicolon is still about the same event.
PART: Final = re.compile(
    r"[；;](?:(?<=；)| (?!(?:[^,;.]{1,40} )?it (?:(?:has|had|was|is|will|to|now|been|be) )+(?:moved"
    r"|put|called|cancel|postpon"
    r"|brought|shift|resched|delay|defer|drop|held|take)"
    r"|[^,;.]{1,60} (?:(?:postpone|cancel|call off|put off|delay|defer|drop|move) it|(?:put"
    r"|call) it off|push it back)\b|it "
    r"|the (?:text|session|meeting|talks"
    r"|event|workshop|forum|training)\b)|(?! ))"
)
# Another event that a sentence tells of beside its own: "... the Forum, which opens on 3 May".
_BESIDE: Final = pattern(
    r"(?: \([^()]{1,24}\))?,? (?:which|that) [^.;:]{0,60}?\b(?:host(?:s|ed|ing)?|h[eo]ld(?:s|ing)?"
    r"|takes? place|took place|open(?:s|ed|ing)?|meets?|met|conven(?:e[sd]?|ing)|starts?|started"
    r"|begins?|began|runs?|ran|sat|organi[sz](?:es?|ed|ing))\b[^.;]{0,80}?{T}"
)
_LAUNCHED: Final = sifted(
    r"，(?:并|还|随后|共同|一同|一起|同时)*(?:[为给]|由)?[^，。；]{0,20}(?:[“「《]|{A}|实验室|工作站|基地)[^，。；]{0,36}"
    r"(?:揭牌|揭幕|挂牌|正式成立|宣布成立)"
)
# Words of a clause, which no list of names holds.
_TOLD: Final = re.compile(
    r"\b(?:said|that|should|would|could|will|can|must|he|she|they|it|there|this|these)\b",
    re.IGNORECASE,
)
_NAME_BEFORE: Final = pattern(r"(?:(?:[A-Z\d][\w-]*|of|on|for|and|the|{P}|{A}|{F}) ){0,12}$")
# A clause that may tell of another event: "..., where the Forum opened on 3 May".
_FURTHER: Final = re.compile(
    r",? (?:where|while|whereas) |, (?:and|but|with) (?=(?:the|an?|its|their|another) )"
)
_AND_A: Final = re.compile(r",? and (?=an? |the )")
_TWO: Final = 2
_SOON: Final = 60  # so near behind "and" stands the noun of the second
_LONGEST_NAME: Final = 120
_MOST: Final = 20  # so many triggers of a sentence are looked at


def parts(line: Line, triggers: Sequence[Trigger]) -> Iterator[tuple[int, int]]:
    """Yield what stands between semicolons, and events with a clause of their own apart."""
    for start, end in _chinese(line, triggers) if line.cjk else _with_lists(line, triggers):
        beside = None if line.cjk else _told_beside(line, start, end, triggers)
        if beside is None:
            beside = None if line.cjk else _told_further(line, start, end, triggers)
        if beside is None:
            beside = None if line.cjk else _listed(line, start, end, triggers)
        if beside is None:
            yield start, end
        else:
            yield start, beside
            yield beside, end


def _chinese(line: Line, triggers: Sequence[Trigger]) -> Iterator[tuple[int, int]]:
    """Yield what stands between semicolons, and behind a comma the launch of something named."""
    for start, end in windows(line, PART):
        launched = _LAUNCHED.search(line.text, start, end)
        before = [t for t in triggers if launched and start <= t.start < launched.start()]
        if launched and before and before[0].type != "Launch":
            yield start, launched.start()
            yield launched.start(), end
        else:
            yield start, end


def _with_lists(line: Line, triggers: Sequence[Trigger]) -> Iterator[tuple[int, int]]:
    """Yield what stands between semicolons; names listed between them go with what is told."""
    whole: tuple[int, int] | None = None
    for start, end in windows(line, PART):
        if whole is None:
            whole = start, end
        elif _TOLD.search(line.text, *whole) or _TOLD.search(line.text, start, end):
            yield whole
            whole = start, end
        elif _lists(line, *whole, triggers) or _lists(line, start, end, triggers):
            whole = whole[0], end
        else:
            yield whole
            whole = start, end
    if whole:
        yield whole


def _lists(line: Line, start: int, end: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a stretch only names people or bodies."""
    if not line.within(start, end, "AN") or line.within(start, end, "T"):
        return False
    return not any(start <= trigger.start < end for trigger in triggers)


def _told_beside(line: Line, start: int, end: int, triggers: Sequence[Trigger]) -> int | None:
    """Return where the name of an event begins of which only a clause behind it tells."""
    inside = [t for t in triggers if start <= t.start < end][:_MOST]
    for noun in inside[1:]:
        clause = noun.manner == "noun" and _BESIDE.match(line.text, noun.end, end)
        told = inside[0].manner == "verb" and inside[0].type == "Meeting"
        if clause and (told or line.within(start, noun.start, "T")):
            return _name_start(line, start, noun)
    return None


def _told_further(line: Line, start: int, end: int, triggers: Sequence[Trigger]) -> int | None:
    """Return where a clause begins that tells of an event, and when, after another is told."""
    for found in _FURTHER.finditer(line.text, start, end):
        before = [t for t in triggers if start <= t.start < found.start()]
        after = [t for t in triggers if found.end() <= t.start < end]
        when = _dated(line, start, found.start()) or _placed(line, start, found.start())
        if before and after and when and _dated(line, found.end(), end):
            return found.start()
    return None


def _listed(line: Line, start: int, end: int, triggers: Sequence[Trigger]) -> int | None:
    """Return where the second of two dated plans begins: "a course on 3 May and a fair in June"."""
    if sum(t.manner == "noun" and start <= t.start < end for t in triggers) < _TWO:
        return None
    if not PLANNED.search(line.text, start, end) and not AHEAD.match(line.text):
        return None
    for found in _AND_A.finditer(line.text, start, end):
        before = [t for t in triggers if start <= t.start < found.start()]
        after = [t for t in triggers if 0 <= t.start - found.end() < _SOON]
        nouns = before and after and before[-1].manner == after[0].manner == "noun"
        if (
            nouns
            and _dated(line, before[-1].end, found.start())
            and _dated(line, after[0].end, end)
        ):
            return found.start()
    return None


def _dated(line: Line, start: int, end: int) -> bool:
    days = line.within(start, end, "T")
    return any(item.event_date for item in days)


def _placed(line: Line, start: int, end: int) -> bool:
    return any(item.locative for item in line.within(start, end, "PA"))


def _name_start(line: Line, start: int, noun: Trigger) -> int:
    """Return where the capitalised words before a noun begin."""
    name = _NAME_BEFORE.search(line.text, max(start, noun.start - _LONGEST_NAME), noun.start)
    return name.start() if name else noun.start
