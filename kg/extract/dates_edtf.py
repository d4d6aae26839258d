"""Calendar arithmetic on dates that may lack a year, a month or a day, and their EDTF form.

Source: Extended Date/Time Format, levels 0 and 1 (dates, intervals, unspecified digits).
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.model import DateCertainty, PartialDate, Precision

ONE_DAY: Final = timedelta(days=1)
_LEAP: Final = 2000  # stands for a year that is not known, so that 29 February is a date


class Point(NamedTuple):
    """A year, month or day of the calendar; what the text leaves out is None."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "Point":
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def edtf(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        rest = (f"{part:02d}" for part in (self.month, self.day) if part)
        return "-".join((year, *rest))

    def bounds(self) -> tuple[date, date]:
        """Return the first and the last day.

        Raises: ValueError where the calendar has no such day.
        """
        year = self.year or _LEAP
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if self.day is not None:
            day = date(year, self.month, self.day)
            return day, day
        return date(year, self.month, 1), date(year, self.month, monthrange(year, self.month)[1])

    def exists(self) -> bool:
        try:
            self.bounds()
        except ValueError:
            return False
        return True


def parse_point(edtf: str) -> Point:
    """Return the point that one half of our EDTF strings writes."""
    parts = edtf.split("-")
    year = None if parts[0] == "XXXX" else int(parts[0])
    return Point(year, *(int(part) for part in parts[1:]))


def parse_edtf(edtf: str) -> tuple[Point, Point | None]:
    """Return begin and end of `edtf`; the end is None where it is a single date."""
    first, _, last = edtf.partition("/")
    return parse_point(first), parse_point(last) if last else None


def partial_date(
    first: Point,
    last: Point | None,
    certainty: DateCertainty,
    within: tuple[int, int] | None = None,
) -> PartialDate | None:
    """Return the date from `first` to `last`, None where the calendar or the order forbids it.

    `within` are the days of the month between which a date without a day must lie (mid-March).
    """
    end = last or first
    try:
        starts, ends = first.bounds(), end.bounds()
    except ValueError:
        return None
    if end.precision != first.precision:
        return None
    backwards = ends <= starts
    if backwards and last is not None and (first.year is not None or last == first):
        return None
    edtf = first.edtf if last is None else f"{first.edtf}/{end.edtf}"
    if first.year is None:
        return PartialDate(edtf, None, None, None, None, first.precision, "unknown")
    if within and first.precision == "month" and last is None:
        starts = ends = _narrowed(starts, within)
    not_before, not_after, ends_not_before, ends_not_after = (
        day.isoformat() for day in (*starts, *ends)
    )
    return PartialDate(
        edtf,
        not_before,
        not_after,
        ends_not_before,
        ends_not_after,
        first.precision,
        certainty,
    )


def _narrowed(month: tuple[date, date], within: tuple[int, int]) -> tuple[date, date]:
    first, last = month
    return first.replace(day=within[0]), first.replace(day=min(within[1], last.day))


def moved(point: Point, days: int) -> Point:
    """Return the day that many days on; the year stays unknown where it was."""
    day = point.bounds()[0] + timedelta(days=days)
    return Point(day.year if point.year else None, day.month, day.day)


def month_on(point: Point, months: int) -> Point:
    """Return the month that many months on; the year stays unknown where it was."""
    index = (point.year or _LEAP) * 12 + (point.month or 1) - 1 + months
    return Point(index // 12 if point.year else None, index % 12 + 1)


def latest(first: Point, published: date) -> int | None:
    """Return the latest year that puts `first` on or before the day after publication."""
    for year in range(published.year + 1, published.year - 9, -1):
        point = first._replace(year=year)
        if point.exists() and point.bounds()[0] <= published + ONE_DAY:
            return year
    return None


def following(first: Point, published: date) -> int | None:
    """Return the earliest year in which `first` is not over before publication."""
    for year in range(published.year, published.year + 9):
        point = first._replace(year=year)
        if point.exists() and point.bounds()[1] >= published:
            return year
    return None


def nearest(first: Point, to: date) -> int | None:
    """Return the year that brings `first` closest to a day, before or after it."""
    near = (first._replace(year=to.year + n) for n in range(-4, 5))
    known = [point for point in near if point.exists()]
    return min(known, key=lambda p: abs(p.bounds()[0] - to)).year if known else None


def dated(first: Point, last: Point | None, year: int) -> tuple[Point, Point | None]:
    """Return both ends with a year; an end that lies earlier in the calendar is a year later."""
    begin = first._replace(year=year)
    if last is None:
        return begin, None
    turns = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
    return begin, last._replace(year=year + turns)
