"""The days that a date covers, and how two dates lie to each other though either lacks its year.

A span is written `2024-05-28/2024-05-30`, first and last day; `XXXX-05-28/XXXX-05-30` where the
year is unknown.
"""

import re
from datetime import date
from typing import Final, Literal, TypeAlias

from kg.extract.dates_edtf import ONE_DAY, Point, parse_edtf

Relation: TypeAlias = Literal["same", "begins alike", "overlaps", "next day", "apart"]

_UNKNOWN: Final = "XXXX"
_LEVEL_0: Final = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d){0,2}(?:/(?:\d{4}|XXXX)(?:-\d\d){0,2})?")
_LONGEST: Final = 3  # months that a span may touch to be known by them
_MONTHS: Final = 12


def span(edtf: str) -> str:
    """Return the days of a date as documents write it, "" for other forms and for bare years."""
    if not _LEVEL_0.fullmatch(edtf):
        return ""
    first, last = parse_edtf(edtf)
    ends = (first, last or first)
    if any(point.month is None or not point.exists() for point in ends):
        return ""
    if (first.year is None) != (ends[1].year is None):
        return ""
    return f"{_day(first, 0)}/{_day(ends[1], 1)}"


def _day(point: Point, end: int) -> str:
    day = point.bounds()[end].isoformat()
    return day if point.year else _UNKNOWN + day[4:]


def first_day(span: str) -> str:
    return span[:10]


def has_year(span: str) -> bool:
    return not span.startswith(_UNKNOWN)


def is_one_day(span: str) -> bool:
    return span[:10] == span[11:]


def is_vague(span: str) -> bool:
    """Whether it is whole months, as of a date without a day."""
    return span[8:10] == "01" and span[19:] >= "28"


def months(span: str) -> list[str]:
    """Return the months that a span touches, `2024-05`; none of a long one."""
    first, last = int(span[5:7]) - 1, int(span[16:18]) - 1
    if not has_year(span):
        count = (last - first) % _MONTHS + 1
        numbers = [(first + n) % _MONTHS for n in range(count)]
        return [f"{_UNKNOWN}-{n + 1:02d}" for n in numbers] if count <= _LONGEST else []
    first, last = int(span[:4]) * _MONTHS + first, int(span[11:15]) * _MONTHS + last
    if last - first >= _LONGEST:
        return []
    return [f"{n // _MONTHS}-{n % _MONTHS + 1:02d}" for n in range(first, last + 1)]


def relation(one: str, other: str) -> Relation:
    """Return how two spans lie; where either lacks its year, by month and day alone."""
    if not (has_year(one) and has_year(other)):
        return _by_calendar((one[5:10], one[16:]), (other[5:10], other[16:]))
    if one == other:
        return "same"
    if one[:10] == other[:10]:
        return "begins alike"
    if one[:10] <= other[11:] and other[:10] <= one[11:]:
        return "overlaps"
    former, latter = sorted((one, other))
    gap = date.fromisoformat(latter[:10]) - date.fromisoformat(former[11:])
    return "next day" if gap == ONE_DAY else "apart"


def crosses(one: str, other: str) -> bool:
    """Whether two spans with years overlap and neither lies within the other."""
    if not (has_year(one) and has_year(other)):
        return False
    former, latter = sorted((one, other))
    return former[:10] < latter[:10] <= former[11:] < latter[11:]


def _by_calendar(one: tuple[str, str], other: tuple[str, str]) -> Relation:
    if one == other:
        return "same"
    if one[0] == other[0]:
        return "begins alike"
    turning = (one[0] > one[1]) + (other[0] > other[1])  # spans that go on in the new year
    meet = (one[0] <= other[1]) + (other[0] <= one[1]) + turning > 1
    return "overlaps" if meet else "apart"
