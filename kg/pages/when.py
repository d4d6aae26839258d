"""Dates in words, with what is not known about them said, in English and Chinese."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

_DATE: Final = re.compile(r"(\d{4}|X{4})(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
Day: TypeAlias = tuple[str, str | None, str | None]  # year, month, day

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "undated": ("date unknown", "日期不详"),
    "no year": ("the year is not said", "原文未写年份"),
    "inferred": ("the year is inferred, not said", "年份为推断,原文未写"),
    "month": ("no source says the day", "来源未写明日期"),
    "year": ("no source says more than the year", "来源仅写明年份"),
    "between": ("between {0} and {1}", "介于{0}与{1}之间"),
    "after": ("not before {0}", "不早于{0}"),
    "before": ("not after {0}", "不晚于{0}"),
    "range": ("{0} to {1}", "{0}至{1}"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """What the view says of a date; `bounds` are the four days, "" where nothing is known."""

    edtf: str = ""
    certainty: str = ""  # notation of the scheme date-certainty
    first: str = ""  # the earliest day it can have begun on
    last: str = ""  # the latest day it can have ended on


@dataclass(frozen=True, slots=True)
class Said:
    """A date in words, and beside it what is not certain about it."""

    text: str
    doubt: str = ""


def said(moment: Moment, *, is_chinese: bool) -> Said:
    """Return a date as people say it; what no rule reads is shown as it is."""
    at = int(is_chinese)
    if not moment.edtf:
        return Said(_WORDS["undated"][at], _bounds(moment, at))
    ends = [_DATE.fullmatch(each) for each in moment.edtf.split("/")]
    whole = [_parts(match) for match in ends if match]
    if len(whole) != len(ends) or len(whole) > 2:
        return Said(moment.edtf, _bounds(moment, at))
    text = _day(whole[0], at) if len(whole) == 1 else _range(whole[0], whole[1], at)
    year, month, day = whole[0]
    if year == "XXXX":
        doubt = _joined(_WORDS["no year"][at], _bounds(moment, at), at)
    elif moment.certainty == "year-inferred":
        doubt = _WORDS["inferred"][at]
    elif not day:
        doubt = _WORDS["month" if month else "year"][at]
    else:
        doubt = ""
    return Said(text, doubt)


def day(text: str, *, is_chinese: bool) -> str:
    """Return an ISO date as people write it."""
    match = _DATE.fullmatch(text)
    return _day(_parts(match), int(is_chinese)) if match else text


def _parts(match: re.Match[str]) -> Day:
    year, month, day = match.groups()
    return year, month, day


def _day(whole: Day, at: int) -> str:
    year, month, day = whole
    shown = "" if year == "XXXX" else year
    if at:
        parts = (shown and f"{shown}年", month and f"{int(month)}月", day and f"{int(day)}日")
        return "".join(filter(None, parts))
    name = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= len(_MONTHS) else month
    return " ".join(filter(None, (day and str(int(day)), name, shown)))


def _range(start: Day, end: Day, at: int) -> str:
    """Say what both ends have in common once: 24 to 28 May; 2023年5月24日至28日."""
    is_same_year = start[0] == end[0]
    is_same_month = is_same_year and start[1] == end[1]
    shared = end if at else start  # English says it at the end, Chinese at the beginning
    short = "XXXX" if is_same_year else shared[0], None if is_same_month else shared[1], shared[2]
    first, last = (start, short) if at else (short, end)
    return _WORDS["range"][at].format(_day(first, at), _day(last, at))


def _bounds(moment: Moment, at: int) -> str:
    first, last = (day(each, is_chinese=bool(at)) for each in (moment.first, moment.last))
    if first and last:
        return _WORDS["between"][at].format(first, last)
    if first or last:
        return _WORDS["after" if first else "before"][at].format(first or last)
    return ""


def _joined(one: str, other: str, at: int) -> str:
    return (";" if at else "; ").join(filter(None, (one, other)))
