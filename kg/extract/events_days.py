"""From the opening of an event to its close, where a sentence tells both."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.scene import Item, sifted
from kg.model import PartialDate

_BOUND: Final = sifted(
    r"(?P<close>{T}[^，。；,;]{0,6}(?:闭幕|结束|落幕)"
    r"|(?:会期|学习|持续|延续)(?:[^，。；]{0,2})?至{T}"
    r"|将?学习到{T}"
    r"|到{T}结束"
    r"|(?:closed|ended|ends|closes|concluded|broke up|wraps? up|wrapped up|(?:will|to) (?:end|close"
    r"|conclude|run|last|continue)|runs|lasts|continues)(?: [a-z]+){0,4} {T}|until {T})"
    r"|(?P<open>{T}[^，。；]{0,30}(?:开幕|开班|开课)"
    r"|(?:opened|began|started|kicked off|got under ?way)(?: on)? {T})"
    r"|(?P<since>(?:having started|since)(?: on)? {T})",
    re.IGNORECASE,
)


def span_of_days(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the date of an event, from its opening to its close where both are told."""
    if told.time is None:
        return None
    date = told.time.date
    if "/" in date.edtf:
        return date
    for cue, other in _bounds(stretch):
        if other is told or other.time is None or "/" in other.time.date.edtf:
            continue
        if other.time.date.precision != date.precision:
            continue
        first, last = (date, other.time.date) if cue == "close" else (other.time.date, date)
        if first.edtf < last.edtf and ("X" in first.edtf) == ("X" in last.edtf):
            return joined(first, last)
    return date


def _bounds(stretch: Stretch) -> Iterator[tuple[str, Item]]:
    """Yield the dates that an opening or a close is told with."""
    line = stretch.line
    for found in _BOUND.finditer(line.text, stretch.start, stretch.end):
        cue = "open" if found["open"] or found["since"] else "close"
        for item in line.within(found.start(), found.end(), "T"):
            yield cue, item


def joined(first: PartialDate, last: PartialDate) -> PartialDate:
    sure = {"explicit": 0, "year-inferred": 1, "unknown": 2}
    return PartialDate(
        f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}",
        first.starts_not_before,
        first.starts_not_after,
        last.ends_not_before,
        last.ends_not_after,
        first.precision,
        max(first.certainty, last.certainty, key=sure.__getitem__),
    )
