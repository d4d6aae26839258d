"""Dates in digits alone: ISO, dotted, slashed, and `Jun-25-2023`."""

import re
from calendar import month_abbr, month_name
from datetime import date
from functools import lru_cache
from typing import Final

from kg.extract.dates_en import WORDS
from kg.extract.dates_readings import Guard, Pattern, either

_CLOCK: Final = r"(?:[T\s]?\s*\d{1,2}:\d\d(?::\d\d)?)?"
_FREE: Final = r"(?<![0-9])(?<![0-9][./-])"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_MONTH: Final = either(name for name in month_abbr if name)
_NAMES: Final = either(name for name in (*month_abbr, *month_name) if name)
_END: Final = r"(?!\d|[./-]\d)"
_MONTHS: Final = 12
_DAY_BEFORE: Final = re.compile(rf"\b({either(WORDS.weekdays)})\.?,?\s+$", re.IGNORECASE)
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def _day_first(text: str, match: "re.Match[str]") -> bool:
    """`25/06/2023` has one reading; `05/06/2023` has two, and is left alone."""
    return int(match["d"]) > 12 or match["d"] == match["m"] or "." in match[0]


def _month_first(text: str, match: "re.Match[str]") -> bool:
    return int(match["d"]) > 12


def _as_weekday(*, day_first: bool) -> Guard:
    """`Wed, 05/03/2025` has the one reading that was a Wednesday."""

    def guard(text: str, match: "re.Match[str]") -> bool:
        day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
        named = _DAY_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if named is None or not (1 <= day <= _MONTHS and 1 <= month <= _MONTHS):
            return False
        weekday = WORDS.weekdays[named[1].lower()]
        other = date(year, day, month).weekday() == weekday
        return date(year, month, day).weekday() == weekday and (day_first or not other)

    return guard


_TO: Final = r"\s*(?:[-–—~～至到]|to)\s*"


def _beside_han(text: str, match: "re.Match[str]") -> bool:
    return _HAN.search(text, max(0, match.start() - 200), match.end() + 200) is not None


_ENTRY: Final = re.compile(
    r"^\W{0,3}(?P<first>\d{1,2})(?:\s?[-–]\s?(?P<last>\d{1,2}))?/(?P<second>\d{1,2})"
    r"(?=[ :.,–-]*[ \t])",
    re.M,
)
_ENTRIES: Final = 3  # so many lines that begin so are a chronicle
_DAY_SLASH: Final = r"(?P<d>\d{1,2})(?:\s?[-–]\s?(?P<d2>\d{1,2}))?/(?P<m>0?[1-9]|1[0-2])"


@lru_cache(maxsize=1)
def _is_chronicle(text: str) -> bool:
    """Whether lines of a text begin with days, the day before its month: `14-18/03 Lagos`."""
    entries = [match.groups() for match in _ENTRY.finditer(text)]
    days = [int(number) for first, last, _ in entries for number in (first, last) if number]
    months = [int(second) for _, _, second in entries]
    return len(entries) >= _ENTRIES and max(days) > _MONTHS and max(months) <= _MONTHS


def _in_chronicle(text: str, match: "re.Match[str]") -> bool:
    return _is_chronicle(text)


_PATTERNS: Final = (
    (rf"(?m:^\W{{0,3}}|(?<=[.:;] )|(?<=, )){_FREE}{_DAY_SLASH}(?=[ ,:.])", _in_chronicle),
    (
        rf"{_FREE}(?P<d>\d{{1,2}})/(?P<m>0?[1-9]|1[0-2]){_TO}(?P<d2>\d{{1,2}})"
        r"/(?P<m2>0?[1-9]|1[0-2])(?=[ ,:.])",
        _in_chronicle,
    ),
    (rf"{_FREE}(?P<roc>1\d\d)(?P<s>[-/.])(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d){_END}", _beside_han),
    (rf"{_FREE}{_YEAR}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}?){_CLOCK}{_END}", None),
    (
        rf"{_FREE}{_YEAR}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_TO}"
        rf"(?:(?P<y2>(?:19|20)\d\d)(?P=s))?(?P<m2>\d{{1,2}})(?P=s)(?P<d2>\d{{1,2}}){_END}",
        None,
    ),
    (rf"{_FREE}{_YEAR}-(?P<m>0[1-9]|1[0-2]){_END}", None),
    (rf"{_FREE}(?P<d>\d{{1,2}})(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s){_YEAR}{_END}", _day_first),
    (rf"{_FREE}(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/{_YEAR}{_END}", _month_first),
    (
        rf"{_FREE}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/{_YEAR}{_END}",
        _as_weekday(day_first=True),
    ),
    (
        rf"{_FREE}(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/{_YEAR}{_END}",
        _as_weekday(day_first=False),
    ),
    (rf"{_FREE}{_YEAR}-(?P<m>{_NAMES})-(?P<d>\d{{1,2}}){_END}", None),
    (
        r"(?:(?<=\b[Oo]n )|(?<=\b[Tt]he ))(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])(?=[ ,.;)])",
        None,
    ),
    (rf"(?<![A-Za-z])(?P<m>{_MONTH})-(?P<d>\d{{1,2}})-{_YEAR}{_END}", None),
    (rf"{_FREE}(?P<d>\d{{1,2}})-(?P<m>{_MONTH})-{_YEAR}{_END}", None),
)
PATTERNS: Final = tuple(Pattern(re.compile(regex), WORDS, guard) for regex, guard in _PATTERNS)
# Outside English and Chinese the day always comes first.
DAY_FIRST: Final = Pattern(
    re.compile(rf"{_FREE}(?P<d>\d{{1,2}})[./-](?P<m>\d{{1,2}})[./-]{_YEAR}{_END}"), WORDS
)
