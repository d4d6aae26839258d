"""From the opening of an event to its close, where a sentence tells both."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.dates_edtf import moved, parse_edtf, partial_date
from kg.extract.dates_readings import value
from kg.extract.dates_zh import WORDS
from kg.extract.drafts import Stretch
from kg.extract.scene import Item, sifted
from kg.model import PartialDate
from kg.text.sifting import Sifted

_BOUND: Final = sifted(
    r"(?P<close>{T}[^，。；,;]{0,6}(?:闭幕|结束|落幕)"
    r"|(?:会期|学习|持续|延续)(?:[^，。；]{0,2})?至{T}"
    r"|将?学习到{T}"
    r"|到{T}结束"
    r"|(?:closed|ended|ends|closes|concluded|broke up)(?: [a-z]+){0,4} {T}|until {T})"
    r"|(?P<open>{T}[^，。；]{0,30}(?:开幕|开班|开课)"
    r"|(?:opened|began|started|had opened)(?: on)? {T})"
    r"|(?P<since>(?:having started|since)(?: on)? {T})",
    re.IGNORECASE,
)

_LASTING: Final = Sifted(
    r"(?:为期|历时|持续|连续|一连|会期|行程)(?P<n>[一二两三四五六七八九十]|十[一二三四五六七八九]|\d{1,2})[天日]"
)
_ENDED: Final = re.compile(r"落幕|落下帷幕|闭幕|结束|收官|返[回抵程]|画上句号|结业")


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
    return _lasting(stretch, date) or date


def _lasting(stretch: Stretch, date: PartialDate) -> PartialDate | None:
    """Return the days of what lasted so many (为期三天), up to its close or from its opening."""
    found = _LASTING.search(stretch.line.text, stretch.start, stretch.end)
    if found is None or date.precision != "day":
        return None
    days, point = value(found["n"], WORDS) - 1, parse_edtf(date.edtf)[0]
    if days < 1:
        return None
    if _ENDED.search(stretch.line.text, stretch.start, stretch.end):
        return partial_date(moved(point, -days), point, date.certainty)
    return partial_date(point, moved(point, days), date.certainty)


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
