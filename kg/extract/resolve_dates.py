"""How dates of two events lie to each other, and a year on where a plan was read as past."""

import re
from dataclasses import replace
from datetime import date as calendar
from datetime import timedelta
from typing import Final

from kg.extract.dates_edtf import dated, parse_edtf, partial_date
from kg.extract.drafts import Draft
from kg.model import PartialDate

_NEAR_DAYS: Final = 7  # what is older than this against the main event is background
_YEAR: Final = re.compile(r"\b\d{4}(?=-|$|/)")
_STALE: Final = 45  # a plan whose date is further back than this is for the year after
COMING: Final = re.compile(
    r"\b(?:meets?|takes? place|convenes?|gathers?|holds an? [a-z]+|will|coming|upcoming|next"
    r"|open for)\b|原[定订]",
    re.IGNORECASE,
)
_HAD_TO_BE: Final = re.compile(r"\b(?:was|were|had|has been|have been|did not|could not)\b")
_LOOK_BACK: Final = timedelta(120)


def overlap(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can be the same time; without years their months and days decide."""
    a, b = _ends(one), _ends(other)
    if a[0].startswith("X") != b[0].startswith("X"):
        a, b = (a[0][4:], a[1][4:]), (b[0][4:], b[1][4:])
    return _cut(a[0], b[1]) <= _cut(b[1], a[0]) and _cut(b[0], a[1]) <= _cut(a[1], b[0])


def _ends(date: PartialDate) -> tuple[str, str]:
    first, _, last = date.edtf.partition("/")
    return first, last or first


def _cut(text: str, other: str) -> str:
    return text[: len(other)]


def long_before(date: PartialDate | None, main: PartialDate | None) -> bool:
    if not (date and main and date.ends_not_after and main.starts_not_before):
        return False
    first = calendar.fromisoformat(main.starts_not_before)
    return (first - calendar.fromisoformat(date.ends_not_after)).days > _NEAR_DAYS


def months_before(date: PartialDate | None, main: PartialDate | None) -> bool:
    """Whether, of two dates without a year, the first is told by a month well before."""
    if date is None or main is None:
        return False
    one, other = _ends(date)[1], _ends(main)[0]
    if not (one.startswith("X") and other.startswith("X")):
        return False
    months = (end[5:7] for end in (other, one))
    later, earlier = (int(month) if month.isdigit() else 0 for month in months)
    return 0 < earlier < later - 1


def in_year(date: PartialDate, year: int) -> PartialDate | None:
    """Return a date without a year as one of that year."""
    first, last = parse_edtf(date.edtf)
    if first.year is not None or first.month is None:
        return None
    return partial_date(*dated(first, last, year), "explicit")


def to_its_end(date: PartialDate) -> PartialDate:
    """Return the last day of a stretch: "moved from 3 May to 10 June"."""
    _, last = parse_edtf(date.edtf)
    return (partial_date(last, None, date.certainty) if last else None) or date


def a_year_on(date: PartialDate, published: str) -> PartialDate | None:
    """Return the date a year later where its year was only inferred and lies well in the past."""
    last = date.ends_not_after
    if date.certainty != "year-inferred" or not last or len(published) < len(last):
        return None
    if (calendar.fromisoformat(published) - calendar.fromisoformat(last)).days < _STALE:
        return None
    return replace(
        date,
        edtf=_later(date.edtf) or date.edtf,
        starts_not_before=_later(date.starts_not_before),
        starts_not_after=_later(date.starts_not_after),
        ends_not_before=_later(date.ends_not_before),
        ends_not_after=_later(date.ends_not_after),
    )


def _after(year: re.Match[str]) -> str:
    return str(int(year[0]) + 1)


def _later(bound: str | None) -> str | None:
    return _YEAR.sub(_after, bound).replace("-02-29", "-02-28") if bound else None


def stale(date: PartialDate | None, published: str | None) -> bool:
    """Whether a bulletin only looks back on what it tells."""
    if (
        date is None
        or date.ends_not_after is None
        or not published
        or len(published) < len("2024-01-31")
    ):
        return False
    return (
        calendar.fromisoformat(published) - calendar.fromisoformat(date.ends_not_after) > _LOOK_BACK
    )


def to_follow(draft: Draft, main: Draft) -> bool:
    """Whether the next event is dated after the one that is told."""
    if not (draft.date and draft.date.starts_not_before and main.date and main.date.ends_not_after):
        return False
    later = draft.date.starts_not_before > main.date.ends_not_after
    return later and bool(COMING.search(draft.home.text))


def was_to_be(draft: Draft) -> bool:
    """Whether a day has passed on which something that was put off should have been."""
    text = draft.home.text
    return draft.factuality in ("postponed", "cancelled") and bool(_HAD_TO_BE.search(text))
