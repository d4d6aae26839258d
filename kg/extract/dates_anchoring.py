"""Fills in what a reading leaves out, from the publication date or a date named before.

A year-less date takes the latest year that puts it on or before the day after publication; one
that the sentence announces takes the next; one that was once set for takes the nearest.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.extract.dates_direction import (
    CLAUSE_END,
    FUTURE,
    HAN,
    LOOK_AHEAD,
    LOOK_BACK,
    PAST,
    SENTENCE_END,
    Direction,
    direction,
)
from kg.extract.dates_edtf import (
    ONE_DAY,
    Point,
    dated,
    following,
    latest,
    month_on,
    moved,
    nearest,
    partial_date,
)
from kg.extract.dates_readings import COMING, LATEST, Move, Reading
from kg.model import DateCertainty, PartialDate, Span

FROM_TEXT: Final = "text"
FROM_PUBLICATION: Final = "publication"
FROM_CONTEXT: Final = "context"
UNANCHORED: Final = "none"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date in the text. `role` is event, publication, limit (since, by) or period (2021-2025).

    `anchor` tells what filled in the missing parts: text, publication, context (a date named
    before) or none. `said` is the date before a year was inferred.
    """

    span: Span  # clean
    date: PartialDate
    anchor: str
    role: str
    said: PartialDate


class Filled(NamedTuple):
    """Both ends of a date with what was missing, and where that came from."""

    first: Point
    last: Point | None
    anchor: str
    certainty: DateCertainty


_STALE: Final = timedelta(320)
_MIDWEEK: Final = 3
_LONG_PAST: Final = timedelta(180)  # for a month without a day, told of in the present tense
_PRESENT: Final = re.compile(r"\b(?:does|do|goes|go|opens?|makes?|takes?|holds?|comes?|meets?)\b")
_STALE_ZH: Final = timedelta(200)
_RECENT: Final = timedelta(31)
_OWN_SUBJECT: Final = re.compile(r"(?!.*(?:时间|時間|日期))[\u4e00-\u9fff]{4}")
_SINCE: Final = re.compile(r"\b[Ss]ince $")


class Anchoring:
    """Resolves the readings of one text in their order."""

    def __init__(self, clean: str, published: date | None) -> None:
        self.clean = clean
        self.published = published
        self.before: Filled | None = None  # the day or month that was named last
        self.day: Filled | None = None
        self.before_year: Filled | None = None
        self.filed: Point | None = None  # the day of a report that leaves out the year
        self.lead: date | None = None  # the first date of the text, when it has a year

    def place(self, reading: Reading) -> TimeMention | None:
        filled = self._fill(reading)
        if filled is None:
            return None
        within = reading.within
        value = partial_date(filled.first, filled.last, filled.certainty, within)
        if value is None:
            return None
        if reading.role == "event" or _SINCE.search(self.clean[: reading.span.start][-7:]):
            self._remember(filled)
        elif reading.role == "publication" and filled.first.day:
            self.filed = self.filed or filled.first
        said = self._said(reading, filled) or value
        return TimeMention(reading.span, value, filled.anchor, reading.role, said)

    def _remember(self, filled: Filled) -> None:
        if filled.first.day and filled.first.year and self.before is None:
            self.lead = filled.first.bounds()[0]
        if filled.first.month:
            self.before = filled
        if filled.first.day:
            self.day = filled
        if filled.first.year:
            self.before_year = filled

    def _said(self, reading: Reading, filled: Filled) -> PartialDate | None:
        bare = reading.first is not None and reading.first.month and reading.first.year is None
        if not bare or reading.year or filled.anchor != FROM_PUBLICATION:
            return None
        last = filled.last._replace(year=None) if filled.last else None
        return partial_date(filled.first._replace(year=None), last, "unknown", reading.within)

    def _fill(self, reading: Reading) -> Filled | None:
        if reading.day:
            return self._moved_day(reading.day)
        if reading.weekday:
            return self._weekday(reading)
        if reading.month:
            return self._moved_month(reading, reading.month)
        if reading.year:
            return self._moved_year(reading, reading.year)
        if reading.first is None:
            return None
        if reading.first.year:
            return Filled(reading.first, reading.last, FROM_TEXT, "explicit")
        if reading.first.month:
            return self._yearless(reading, reading.first)
        return self._bare_day(reading, reading.first)

    def _base(
        self, move: Move, *, of_year: bool = False
    ) -> tuple[Point, str, DateCertainty] | None:
        if move.base == "context":
            before = self.before_year if of_year else self.before
            if before is None:
                return None
            return before.last or before.first, FROM_CONTEXT, before.certainty
        if move.base == "opening":
            return (self.before.first, FROM_CONTEXT, self.before.certainty) if self.before else None
        if self.published:
            return Point.of(self.published), FROM_PUBLICATION, "year-inferred"
        return None

    def _moved_day(self, move: Move) -> Filled | None:
        base = self._base(move)
        if base is not None and base[0].day is None and self.day:
            base = self.day.last or self.day.first, base[1], self.day.certainty
        if base is None or base[0].day is None:
            return None
        return Filled(moved(base[0], move.steps), None, base[1], base[2])

    def _moved_month(self, reading: Reading, move: Move) -> Filled | None:
        base = self._base(move)
        if base is None:
            return None
        month = month_on(base[0], move.steps)
        days = (reading.first, reading.last)
        first, last = (month._replace(day=p.day) if p else None for p in days)
        return Filled(first or month, last, base[1], base[2])

    def _moved_year(self, reading: Reading, move: Move) -> Filled | None:
        base = self._base(move, of_year=True)
        if base is None and move.base == "publication" and self.lead:
            base = Point.of(self.lead), FROM_CONTEXT, "explicit"
        if base is None or base[0].year is None:
            if reading.first is None:
                return None
            return Filled(reading.first, reading.last, UNANCHORED, "unknown")
        year = base[0].year + move.steps
        if reading.first is None:
            return Filled(Point(year), None, base[1], base[2])
        return Filled(*dated(reading.first, reading.last, year), base[1], base[2])

    def _yearless(self, reading: Reading, first: Point) -> Filled:
        year, anchor, certainty = self._year_for(first, reading.span)
        if year is None:
            return Filled(first, reading.last, UNANCHORED, "unknown")
        return Filled(*dated(first, reading.last, year), anchor, certainty)

    def _year_for(self, first: Point, span: Span) -> tuple[int | None, str, DateCertainty]:
        if self.published is None:
            year = nearest(first, self.lead) if self.lead else None
            return year, FROM_CONTEXT, "explicit"
        choose = {"past": latest, "nearest": nearest, "future": following}
        way = direction(self.clean, span)
        if way == "future" and self._just_past(first, span):
            way = "past"
        year = choose[way](first, self.published)
        if year and self._too_old(first._replace(year=year), span):
            year = following(first, self.published)
        return year, FROM_PUBLICATION, "year-inferred"

    def _just_past(self, first: Point, span: Span) -> bool:
        """Whether a clause with a subject of its own dates what has just been.

        As in 两园将于明年签约，某某处长12月22日到访.
        """
        year = latest(first, self.published) if self.published else None
        if year is None or self.published is None:
            return False
        gone = self.published - first._replace(year=year).bounds()[0]
        clause = CLAUSE_END.split(self.clean[max(0, span.start - LOOK_BACK) : span.start])[-1]
        following = CLAUSE_END.split(self.clean[span.end : span.end + LOOK_AHEAD])[0]
        told = _OWN_SUBJECT.match(clause) and not FUTURE.search(clause + following)
        return bool(told) and gone <= _RECENT

    def _too_old(self, day: Point, span: Span) -> bool:
        """Nobody leaves out the year of a date eleven months back, but for telling of the past."""
        before = SENTENCE_END.split(self.clean[max(0, span.start - LOOK_BACK) : span.start])[-1]
        after = SENTENCE_END.split(self.clean[span.end : span.end + LOOK_AHEAD])[0]
        stale = _STALE_ZH if HAN.search(self.clean, span.start, span.end) else _STALE
        if not day.day and _PRESENT.search(before + after):
            stale = _LONG_PAST
        if self.published is None or self.published - day.bounds()[1] <= stale:
            return False
        return not PAST.search(before + after)

    def _bare_day(self, reading: Reading, first: Point) -> Filled | None:
        month = self._month_for(first.day or 1, reading.span)
        if month is None:
            return None
        point, anchor, certainty = month
        last = reading.last.day if reading.last else None
        begin = point._replace(day=first.day)
        if last is None or not begin.exists():
            return Filled(begin, None, anchor, certainty)
        later = month_on(point, 1) if last < (first.day or 0) else point
        return Filled(begin, later._replace(day=last), anchor, certainty)

    def _month_for(self, day: int, span: Span) -> tuple[Point, str, DateCertainty] | None:
        """Return the month that a bare day belongs to.

        It is near publication; where the text has moved on to long before that, near there.
        """
        if self.before and self.clean.startswith(("至", "到"), span.start - 1):
            named = self.before.first
            turned = named.day is not None and day < named.day
            return month_on(named, turned), FROM_CONTEXT, self.before.certainty
        if self.before and (self.published is None or self._long_before(self.before.first)):
            return self.before.first._replace(day=None), FROM_CONTEXT, self.before.certainty
        if self.published is None:
            return self._as_filed(day)
        chosen = _day_near(self.published, day, direction(self.clean, span))
        if chosen is None:
            return None
        return chosen._replace(day=None), FROM_PUBLICATION, "year-inferred"

    def _as_filed(self, day: int) -> tuple[Point, str, DateCertainty] | None:
        """Return the month of the report, for a day of it or before it."""
        filed = self.filed
        if filed is None or filed.month is None or filed.day is None or day > filed.day:
            return None
        return filed._replace(day=None), FROM_CONTEXT, "unknown"

    def _long_before(self, before: Point) -> bool:
        if before.year is None or before.day is None or self.published is None:
            return False
        lag = self.published - before.bounds()[0]
        return timedelta(31) < lag < timedelta(92)

    def _weekday(self, reading: Reading) -> Filled | None:
        if self.published is None:
            return None
        first = self._day_of_week(reading.weekday[0], reading, self.published)
        if reading.first and reading.first.day:  # "martes 10"
            near = (self.published + timedelta(n) for n in sorted(range(-45, 46), key=abs))
            told = (reading.weekday[0], reading.first.day)
            first = next((d for d in near if (d.weekday(), d.day) == told), first)
        last = None
        if len(reading.weekday) > 1:
            last = first + timedelta((reading.weekday[1] - reading.weekday[0]) % 7)
        end = Point.of(last) if last else None
        return Filled(Point.of(first), end, FROM_PUBLICATION, "year-inferred")

    def _day_of_week(self, weekday: int, reading: Reading, published: date) -> date:
        if reading.week == COMING:
            return published + timedelta((weekday - published.weekday()) % 7 or 7)
        if reading.week is not None and reading.week != LATEST:
            monday = published - timedelta(published.weekday())
            return monday + timedelta(weekday + 7 * reading.week)
        if reading.week is None and direction(self.clean, reading.span) == "future":
            return published + timedelta((weekday - published.weekday()) % 7)
        if reading.week is None and direction(self.clean, reading.span) == "nearest":
            ahead = (weekday - published.weekday()) % 7
            return published + timedelta(ahead if ahead <= _MIDWEEK else ahead - 7)
        back = (published.weekday() - weekday) % 7
        return published - timedelta(back or (7 if reading.week == LATEST else 0))


def _day_near(published: date, day: int, way: Direction) -> Point | None:
    """Return the day of that number, in the months around publication, that lies the right way."""
    months = (month_on(Point.of(published), n)._replace(day=day) for n in (1, 0, -1, -2))
    days = {point: point.bounds()[0] for point in months if point.exists()}
    if way == "nearest":
        return min(days, key=lambda p: abs(days[p] - published), default=None)
    if way == "future":
        ahead = (point for point in days if days[point] >= published)
        return min(ahead, key=days.__getitem__, default=None)
    past = (point for point in days if days[point] <= published + ONE_DAY)
    return max(past, key=days.__getitem__, default=None)
