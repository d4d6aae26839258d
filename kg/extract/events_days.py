"""From the opening of an event to its close, where a sentence tells both."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.dates_edtf import moved, parse_edtf, partial_date
from kg.extract.dates_en import WORDS
from kg.extract.dates_readings import value
from kg.extract.dates_zh import WORDS as WORDS_ZH
from kg.extract.drafts import Stretch
from kg.extract.scene import Item, sifted
from kg.model import PartialDate
from kg.text.sifting import Sifted

_BOUND: Final = sifted(
    r"(?P<close>{T}[^，。；,;]{0,6}(?:闭幕|结束|落幕)|(?:会期|学习|持续"
    r"|延续)(?:[^，。；]{0,2})?至{T}|将?学习到{T}|到{T}结束|(?:closed|ended|ends|closes|concluded"
    r"|broke up|wraps? up|wrapped up|(?:will|to) (?:end|close"
    r"|conclude|run|last|continue)|runs|lasts|continues)(?: [a-z]+){0,4} {T}|until {T})"
    r"|(?P<open>{T}[^，。；]{0,30}(?:开幕|开班|开课)|(?<!which )(?:opened|began|started|kicked off"
    r"|got under ?way)(?: in {P},?)?(?: on)? {T})"
    r"|(?P<since>(?:having started|since)(?: on)? {T})",
    re.IGNORECASE,
)
_COUNT: Final = r"(?P<n>[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten)"
# "opened on 3 May and lasts five days", "a three-day course began on 3 May".
_LASTS: Final = sifted(
    r"\b(?:last(?:s|ed|ing)?|runs? for|ran for|period(?: of [a-z]+)?(?: is| of)?"
    r"|duration(?: is| of)?|(?:led|went|travell?ed|flew|came|opened|began|started|opens|begins"
    rf"|starts|kick(?:s|ed) off)[^.;]{{1,90}} for) (?:for )?{_COUNT}[ -]days?\b",
    re.IGNORECASE,
)
_LONG: Final = sifted(
    rf"\b{_COUNT}-days? (?P<what>[^.;]{{3,140}}?) (?:was |were )?(?:opened|began|started|kicked off"
    r"|commenced|opens|begins|starts|kicks off)\b",
    re.IGNORECASE,
)


# "between Monday and today", where each end is a date of its own
_FROM_TO: Final = sifted(r"\b(?:[Bb]etween|[Ff]rom) (?P<first>{T}) (?:and|to|until|till) (?:{T})")

_LASTED: Final = Sifted(
    rf"\b{_COUNT}[- ]days?\b(?! (?:later|ago|earlier))",
    re.IGNORECASE,
)
_CLOSE: Final = re.compile(
    r"\b(?:ended|ends|closed|closes|concluded|concludes|finished|wrapped up|wraps up"
    r"|came to (?:an|its) end|drew to (?:a|its) close|wound up|broke up)\b",
    re.IGNORECASE,
)

_LASTING: Final = Sifted(
    r"(?:为期|历时|持续|连续|一连|接连|会期|行程|起的?)(?P<n>[一二两三四五六七八九十]|十[一二三四五六七八九]|\d{1,2})[天日]"
)
_PUT_OFF: Final = re.compile(r"原[定订拟计本]|改[在于到至期]|[推延][迟期后]")
_ENDED: Final = re.compile(r"落幕|落下帷幕|闭幕|结束|收官|返[回抵程]|画上句号|结业")


def span_of_days(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the date of an event, from its opening to its close where both are told."""
    if told.time is None:
        return None
    date = told.time.date
    if "/" in date.edtf:
        return date
    if date.precision == "day" and (first := _counted_back(stretch, told)):
        return first
    if whole := _from_to(stretch, told):
        return whole
    put_off = _PUT_OFF.search(stretch.line.text, stretch.start, stretch.end)
    for cue, other in () if put_off else _bounds(stretch):
        if other is told or other.time is None or "/" in other.time.date.edtf:
            continue
        if other.time.date.precision != date.precision:
            continue
        first, last = (date, other.time.date) if cue == "close" else (other.time.date, date)
        if first.edtf < last.edtf and ("X" in first.edtf) == ("X" in last.edtf):
            return joined(first, last)
    return _lasting(stretch, date) or date


def _from_to(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the days between two dates that "between" or "from" joins."""
    found = _FROM_TO.search(stretch.line.text, stretch.start, stretch.end)
    ends = stretch.line.within(*found.span(), "T") if found else []
    days = [i.time.date for i in ends if i.time and i.time.date.precision == "day"]
    if told not in ends or len(days) != len(ends) or "/" in days[0].edtf + days[1].edtf:
        return None
    first, last = days
    ordered = first.edtf < last.edtf and ("X" in first.edtf) == ("X" in last.edtf)
    return joined(first, last) if ordered else None


def _lasting(stretch: Stretch, date: PartialDate) -> PartialDate | None:
    """Return the days of what is said to last so many, from its opening or up to its close."""
    line = stretch.line
    if date.precision != "day":
        return None
    if line.cjk:
        return _lasting_zh(stretch, date)
    for pattern in (_LASTS, _LONG):
        found = pattern.search(line.text, stretch.start, stretch.end)
        days = _days(found["n"]) if found else 0
        if days > 1:
            end = moved(parse_edtf(date.edtf)[0], days - 1)
            last = partial_date(end, None, date.certainty)
            return joined(date, last) if last else None
    return None


def _days(count: str) -> int:
    return WORDS.numbers.get(count.lower()) or int(count)


def _counted_back(stretch: Stretch, told: Item) -> PartialDate | None:
    """Return the days up to the close of what lasted so many of them: "two days of talks ended"."""
    text = stretch.line.text
    lasted = _LASTED.search(text, stretch.start, stretch.end)
    if lasted is None or told.time is None or not _CLOSE.search(text, stretch.start, stretch.end):
        return None
    last, _ = parse_edtf(told.time.date.edtf)
    if last.year is None or last.day is None:
        return None
    return partial_date(moved(last, 1 - _days(lasted["n"])), last, told.time.date.certainty)


def _lasting_zh(stretch: Stretch, date: PartialDate) -> PartialDate | None:
    """Return the days of what lasted so many: 为期三天."""
    found = _LASTING.search(stretch.line.text, stretch.start, stretch.end)
    days = value(found["n"], WORDS_ZH) - 1 if found else 0
    if days < 1:
        return None
    point = parse_edtf(date.edtf)[0]
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
