"""Documents that string together items of their own: digests, bulletins, chronicles of a month."""

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.events import types_in
from kg.extract.events_days import joined
from kg.extract.modality import modality
from kg.extract.scene import Item, Line, pattern
from kg.model import PartialDate

_BACK: Final = 3  # so many sentences back a paragraph may say when
_DIGEST: Final = re.compile(
    r"\b(?:digest|bulletin|newsletter|in brief|briefs|round-?up|news ?flash|gazette|eco ?letter)\b"
    r"|简讯|要闻集锦"
    r"|\b(?:chronicle|timeline)\b|\b(?:major|key|main|recent) events (?:of|in)\b"
    r"|要闻(?:回顾|速览)|一周|快讯|月报|简报|大事记"
    r"|第[一二三四五六七八九十\d]+期[^，。]{0,12}(?:总第|\d{4})"
    r"|(?:19|20)\d\d ?年 ?第?[一二三四五六七八九十\d]+ ?期"
    r"|(?:工作|合作|要闻|环境|环保|生态|林草|国际)动态|动态(?:一览|汇总|速递)",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"\W*(?:in this (?:issue|edition|bulletin)|contents|inside)\b", re.I)
_HEAD: Final = 4
_ITEM: Final = re.compile(
    r"\s*(?:\d{1,2}[.)、]\s?[A-Z\u4e00-\u9fff]|[■●◆•▪★☆▶▸·◇□]\s?[A-Z\u4e00-\u9fff])"
)
_ITEMS: Final = 3  # so many numbered and dated items make a digest
_STOPS: Final = ("。", ".", "！", "!", "？", "?", "；", ";")
_NEAR: Final = 2  # lines after what was put off that may tell its new date
_THE_SAME: Final = re.compile(
    r"[该本此]次?(?:会议|论坛|活动|培训|研讨会|展览)|改[于在为至到]|新的?(?:日期|时间)"
    r"|\b(?:the|this) (?:event|forum|meeting|workshop|training|course|conference|seminar|session)\b"
    r"|\bit (?:will|is|was)\b|\b(?:now|instead|new date)\b",
    re.IGNORECASE,
)
# What may be told of an event that did not come about.
_WAS_TO_BE: Final = re.compile(
    r"\b(?:was|were) (?:originally |first )?to (?:have|be|take|open|meet|start|begin|go|come|sit"
    r"|lead"
    r"|visit)\b|\b(?:had|has|have) been (?:planned|scheduled|announced|due|foreseen|fixed|set)\b"
    r"|\bshould have\b|\b(?:originally|formerly|initially)\b"
)
_OF_IT: Final = re.compile(
    r"\W*(?:(?:[A-Z][a-z]+|[A-Z][^.;,]{1,60}),? )?(?:it|this|that|they|(?:the|this|that"
    r"|its) (?:[a-z]+ )?(?:course|training|meeting|event|workshop|seminar|forum|conference|session"
    r"|visit|trip|tour"
    r"|mission|gathering|exercise|exhibition|excursion|activity|talks|symposium|ceremony"
    r"|launch|clean-up|patrol|round|fair|festival|expedition))\b[^.;,]{0,24}"
    r"\b(?:is|are|was|were|has|have|had|will|had to|did|does|could|can|must)\b",
    re.IGNORECASE,
)
_NOW_ON: Final = pattern(
    r"\b[Ii]t (?:will|is to|is now to|shall) (?:now |instead )?(?:be )?(?:held|done|take place|open"
    r"|rescheduled|run|happen)\b[^.;]{0,40}?{T}"
    r"|\b(?:new|fresh|other) dates?(?:,| is| are| will be| has been)[^.;]{0,24}{T}"
    r"|(?:改[于在为至到]|新的?(?:日期|时间)[为是]?){T}"
)
_CLOSES: Final = pattern(
    r"^\W*(?:The|This|It)\b.*\b(?:concludes?|ends|closes|runs|lasts|wraps up|continues)\b"
    r"[^.;]{0,60}{T}|(?:会议|论坛|培训班?|活动)[^，。；]{0,6}(?:至|到|于|在)?{T}(?:闭幕|结束)"
)
_LASTED: Final = re.compile(
    r"\W*(?:The|This) (?:[a-z]+ )?(?:session|course|training|workshop|seminar|meeting|event|visit"
    r"|exercise|mission|trip)s? (?:[a-z]+ )?(?:lasted|ended|ran|closed|concluded|took place|took"
    r"|was held|were held|started|began|opened|wrapped up)\b"
)
_TAUGHT: Final = frozenset({"Training", "Workshop", "Visit", "StudyTour", "Inspection"})
_HAD_OPENED: Final = pattern(
    r"^\W*Opened (?:on )?{T}|\b(?:had been|was) (?:inaugurated|opened)\b[^.;]{0,30}{T}"
    r"|\bhad (?:opened|begun|started)\b[^.;]{0,30}{T}|^\W*It (?:had )?(?:begun|began|opened"
    r"|started)\b"
)
_OPENS: Final = pattern(r"\W{0,3}{T}")


def is_digest(lines: Sequence[Line]) -> bool:
    """Whether a document strings together items of their own."""
    if any(_DIGEST.search(line.text) for line in lines if line.title):
        return True
    if any(_CONTENTS.match(line.text) for line in lines[:_HEAD]):
        return True
    numbered = {line.sentence.block for line in lines if _ITEM.match(line.text)}
    if len(numbered) < _ITEMS:
        return False
    dated = {line.sentence.block for line in lines if line.of("T")}
    return len(numbered & dated) >= _ITEMS


def under_headings(drafts: Sequence[Draft]) -> list[Draft]:
    """Let the line above a dated sentence, without a stop of its own, tell of the same."""
    kept: list[Draft] = []
    for draft in drafts:
        above = kept[-1] if kept else None
        if above and above.date is None and draft.date and _heads(above, draft):
            kept.pop()
            draft.stretches.append(above.home)
            draft.places = draft.places or above.places
        kept.append(draft)
    return kept


def _heads(above: Draft, draft: Draft) -> bool:
    one, other = above.home.line, draft.home.line
    follows = other.number == one.number + 1 and not same_paragraph(one, other)
    return follows and above.type == draft.type and not one.text.rstrip().endswith(_STOPS)


def on_the_same_day(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Give entries of a chronicle without a date that of the entry above them."""
    opening = [line for line in lines if not line.title and _OPENS.match(line.text)]
    if len(opening) < _ITEMS:
        return
    days = {line.number: _day(line) for line in opening}
    for draft in drafts:
        above = max((n for n in days if n < draft.home.line.number), default=None)
        day = days.get(above) if above is not None else None
        if draft.date is None and day and day.time and not draft.home.items("T"):
            draft.time, draft.date = day, day.time.date


def _undone(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Let what was to be stand as the sentences right after say: "The course is put off."."""
    homes = {draft.home.line.number: draft for draft in drafts}
    told: set[int] = set()
    for draft in drafts:
        line = draft.home.line
        if line.cjk or draft.factuality not in ("planned", "held"):
            continue
        after = _undoing(draft, lines, homes) if draft.date else None
        if after:
            draft.factuality = modality(after, 0, len(after.text), 0)
            draft.stretches.append(Stretch(after, 0, len(after.text)))
            told.add(after.number)
    return [draft for draft in drafts if draft.home.line.number not in told]


def _undoing(draft: Draft, lines: Sequence[Line], homes: Mapping[int, Draft]) -> Line | None:
    """Return the sentence that tells that an event did not come about."""
    line = draft.home.line
    was_to_be = _WAS_TO_BE.search(line.text, draft.home.start, draft.home.end)
    for after in lines[line.number + 1 : line.number + 1 + _NEAR]:
        again = homes.get(after.number)
        if not same_paragraph(line, after) or (again and again.date):
            return None
        told = was_to_be or _OF_IT.match(after.text)
        if told and modality(after, 0, len(after.text), 0) in ("cancelled", "postponed"):
            return after
    return None


def put_off(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Keep of what was put off and its new date, told right after, the new date alone."""
    drafts = _undone(drafts, lines)
    homes = {draft.home.line.number for draft in drafts}
    for draft in drafts:
        if draft.factuality in ("postponed", "cancelled"):
            _on_its_new_day(draft, lines, homes)
    kept: list[Draft] = []
    for draft in drafts:
        old = kept[-1] if kept else None
        near = old and 0 < draft.home.line.number - old.home.line.number <= _NEAR
        if old and near and old.type == draft.type and _is_moved(old, draft):
            draft.stretches.append(kept.pop().home)
            draft.places = draft.places or old.places
        kept.append(draft)
    return kept


def _on_its_new_day(draft: Draft, lines: Sequence[Line], homes: set[int]) -> None:
    """Take the new date from the rest of the sentence, or from the next one of its paragraph."""
    line = draft.home.line
    following = lines[line.number + 1 : line.number + 2]
    after = [(n, 0) for n in following if same_paragraph(line, n) and n.number not in homes]
    for where, start in [(line, draft.home.end), *after]:
        found = _NOW_ON.search(where.text, start)
        day = next(iter(where.within(*found.span(), "T")), None) if found else None
        if day is not None and day.time is not None:
            draft.time, draft.date, draft.factuality = day, day.time.date, "planned"
            towns = where.within(found.start() if found else 0, len(where.text), "P")
            draft.places = draft.places or [item for item in towns if item.locative]
            return


def _is_moved(old: Draft, new: Draft) -> bool:
    dated = new.date is not None and new.factuality in ("planned", "held")
    return dated and old.factuality == "postponed" and bool(_THE_SAME.search(new.home.text))


def to_their_end(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Take the last day of an event from the sentence that tells when it ends."""
    kept: list[Draft] = []
    homes = {draft.home.line.number for draft in drafts}
    for draft in drafts:
        _runs_until(draft, lines, homes)
        old = kept[-1] if kept else None
        if old and old.date and draft.date and _closes(draft, old.type, old.date, draft.date):
            old.date = joined(old.date, draft.date)
            old.places = old.places or draft.places
            old.stretches.append(draft.home)
        elif old and old.date and draft.date and _opened(draft, old.type, draft.date, old.date):
            old.date = joined(draft.date, old.date)
            old.stretches.append(draft.home)
        else:
            kept.append(draft)
    return kept


def as_told_above(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Let "The session lasted until 3 May" tell of what the sentence before it says was done."""
    for draft in drafts:
        line = draft.home.line
        above = lines[line.number - 1] if line.number else None
        told = above and _LASTED.match(line.text) and same_paragraph(above, line)
        kinds = types_in(above) if above and told and draft.type == "Meeting" else []
        if above and (kind := next((k for k in kinds if k in _TAUGHT), "")):
            draft.type = kind
            draft.places = draft.places or [item for item in above.of("PA") if item.locative]
            draft.stretches.append(Stretch(above, 0, len(above.text)))
    return list(drafts)


def _runs_until(draft: Draft, lines: Sequence[Line], homes: set[int]) -> None:
    """Take the last day from the next sentence, which tells of no event: "It runs until 3 May."."""
    line = draft.home.line
    for after in lines[line.number + 1 : line.number + 2]:
        found = _CLOSES.search(after.text)
        days = after.within(*found.span(), "T") if found and after.number not in homes else []
        last = days[-1].time.date if days and days[-1].time else None
        if last and draft.date and same_paragraph(line, after) and _later(draft.date, last):
            draft.date = joined(draft.date, last)
            draft.stretches.append(Stretch(after, 0, len(after.text)))


def _later(first: PartialDate, last: PartialDate) -> bool:
    days = first.precision == last.precision == "day" and "/" not in first.edtf + last.edtf
    return days and first.edtf < last.edtf and ("X" in first.edtf) == ("X" in last.edtf)


def _closes(draft: Draft, kind: str, first: PartialDate, last: PartialDate) -> bool:
    days = first.precision == last.precision == "day" and "/" not in first.edtf + last.edtf
    later = days and draft.type == kind and first.edtf < last.edtf
    return later and bool(_CLOSES.search(draft.home.text))


def _opened(draft: Draft, kind: str, first: PartialDate, last: PartialDate) -> bool:
    """Whether a further sentence says when an event had begun that has ended."""
    days = first.precision == last.precision == "day" and "/" not in first.edtf + last.edtf
    earlier = days and draft.type in (kind, "Meeting") and first.edtf < last.edtf
    return earlier and bool(_HAD_OPENED.search(draft.home.text))


def _day(line: Line) -> Item | None:
    return next((i for i in line.of("T") if i.event_date), None)


def same_paragraph(one: Line, other: Line) -> bool:
    return not one.title and one.sentence.block == other.sentence.block


def dated_before(line: Line, lines: Sequence[Line], owned: Container[int] = ()) -> Line | None:
    """Return the nearest sentence before in the paragraph that says when, of those nobody owns."""
    for previous in reversed(lines[max(0, line.number - _BACK) : line.number]):
        if not same_paragraph(previous, line) or previous.number in owned:
            return None
        if any(item.event_date for item in previous.of("T")):
            return previous
    return None


def next_to(one: Draft, other: Draft) -> bool:
    """Whether two sentences of one paragraph follow each other."""
    first, second = one.home.line, other.home.line
    beside = abs(first.number - second.number) == 1
    return beside and first.sentence.block == second.sentence.block
