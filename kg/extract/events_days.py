"""From the opening of an event to its close, where a sentence tells both."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.dates_edtf import moved, parse_edtf, partial_date
from kg.extract.dates_en import WORDS
from kg.extract.drafts import Stretch
from kg.extract.scene import Item, sifted
from kg.model import PartialDate
from kg.text.sifting import Sifted

_BOUND: Final = sifted(
    r"(?P<close>{T}[^，。；,;]{0,6}(?:闭幕|结束|落幕)"
    r"|(?:会期|学习|持续|延续)(?:[^，。；]{0,2})?至{T}"
    r"|将?学习到{T}"
    r"|到{T}结束"
    r"|(?:closed|ended|ends|closes|concluded|broke up|wraps? up|wrapped up|(?:will|to) (?:end|close"
    r"|conclude|run|last|continue)|runs|lasts|continues)(?: [a-z]+){0,4} {T}|until {T})"
    r"|(?P<open>{T}[^，。；]{0,30}(?:开幕|开班|开课)"
    r"|(?<!which )(?:opened|began|started|kicked off|got under ?way)(?: in {P},?)?(?: on)? {T})"
    r"|(?P<since>(?:having started|since)(?: on)? {T})",
    re.IGNORECASE,
)


_LASTED: Final = Sifted(
    r"\b(?P<n>[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten)[- ]days?\b(?! (?:later|ago"
    r"|earlier))",
    re.IGNORECASE,
)
_CLOSE: Final = re.compile(
    r"\b(?:ended|ends|closed|closes|concluded|concludes|finished|wrapped up|wraps up|came to (?:an"
    r"|its) end"
    r"|drew to (?:a|its) close|wound up|broke up)\b",
    re.IGNORECASE,
)


def span_of_days(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the date of an event, from its opening to its close where both are told."""
    if told.time is None:
        return None
    date = told.time.date
    if "/" in date.edtf:
        return date
    if date.precision == "day" and (first := _counted_back(stretch, told)):
        return first
    for cue, other in _bounds(stretch):
        if other is told or other.time is None or "/" in other.time.date.edtf:
            continue
        if other.time.date.precision != date.precision:
            continue
        first, last = (date, other.time.date) if cue == "close" else (other.time.date, date)
        if first.edtf < last.edtf and ("X" in first.edtf) == ("X" in last.edtf):
            return joined(first, last)
    return date


def _counted_back(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the days up to the close of what lasted so many of them: "two days of talks ended"."""
    text = stretch.line.text
    lasted = _LASTED.search(text, stretch.start, stretch.end)
    if lasted is None or told.time is None or not _CLOSE.search(text, stretch.start, stretch.end):
        return None
    last, _ = parse_edtf(told.time.date.edtf)
    if last.year is None or last.day is None:
        return None
    count = WORDS.numbers.get(lasted["n"].lower()) or int(lasted["n"])
    return partial_date(moved(last, 1 - count), last, told.time.date.certainty)


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
