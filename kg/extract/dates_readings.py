"""What a grammar of dates is made of: patterns whose groups name the parts of a date.

| group | part |
| --- | --- |
| `y` `m` `d`, `y2` `m2` `d2` | year, month, day of the begin and of the end |
| `roc` `roc2` | the same years, counted from 1912 |
| `ry` `rm` `rd` | words that move a year, month or day: last year, 下月, yesterday |
| `wd` `wd2` `wk` | weekdays, and which week |
| `n` `way` | so many days, and whether later, earlier or ago |
| `part` | a part of the month: mid, 下旬 |
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kg.extract.dates_edtf import Point
from kg.model import Span

LATEST: Final = -9  # a week: "last Friday" is the latest one, whatever week it was in
COMING: Final = 9  # the first one after publication
AGO: Final = frozenset({"ago", "前"})
EARLIER: Final = frozenset({"earlier"})
_BEFORE_THE_REPUBLIC: Final = 1911
Base = Literal["publication", "context", "opening"]

CHINESE: Final = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}


class Move(NamedTuple):
    """A step from the publication date, or from the date that was named before or its begin."""

    base: Base
    steps: int


def moves(base: Base, table: Mapping[int, str]) -> dict[str, Move]:
    """Return the step of every word; `|` separates the words of one step."""
    return {w.lower(): Move(base, steps) for steps, ws in table.items() for w in ws.split("|")}


@dataclass(frozen=True, slots=True)
class Words:
    """The lower-case words of a language and what they mean."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday is 0
    years: Mapping[str, Move]
    month_moves: Mapping[str, Move]
    days: Mapping[str, Move]
    weeks: Mapping[str, int]
    parts: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a stretch of text, its missing parts not filled yet."""

    span: Span
    first: Point | None = None  # None: `move`, `weekday` or `recent` says it
    last: Point | None = None
    year: Move | None = None
    month: Move | None = None
    day: Move | None = None
    weekday: tuple[int, ...] = ()
    week: int | None = None
    within: tuple[int, int] | None = None
    role: str = "event"


def either(words: Iterable[str]) -> str:
    """Return a group that matches any of the words, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"


Guard = Callable[[str, "re.Match[str]"], bool]


@dataclass(frozen=True, slots=True)
class Pattern:
    regex: re.Pattern[str]
    words: Words
    guard: Guard | None = None
    role: str = "event"
    starts: str = "9a"  # with a digit, a letter, a Chinese character

    def read(self, text: str, match: "re.Match[str]") -> Reading | None:
        """Return what a match of `regex` says."""
        if self.guard and not self.guard(text, match):
            return None
        return reading(match, self.words, self.role)


class Grammar(NamedTuple):
    """`starts` are the words or phrases that a date may begin with."""

    starts: tuple[str, ...]
    patterns: tuple[Pattern, ...]


def compiled(
    expressions: Iterable[str], words: Words, guard: Guard | None = None
) -> tuple[Pattern, ...]:
    return tuple(Pattern(re.compile(e, re.IGNORECASE), words, guard) for e in expressions)


def reading(match: "re.Match[str]", words: Words, role: str = "event") -> Reading:
    """Return what the named groups of a match say."""
    said = {
        name: " ".join(text.lower().split()) for name, text in match.groupdict("").items() if text
    }
    first, last = _ends(said, words)
    year, month, day = (
        table[said[group]] if group in said else None
        for group, table in (("ry", words.years), ("rm", words.month_moves), ("rd", words.days))
    )
    if "n" in said:
        day = _counted(said, words)
    weekdays = tuple(words.weekdays[said[group]] for group in ("wd", "wd2") if group in said)
    week = words.weeks[said["wk"]] if "wk" in said else None
    within = words.parts[said["part"]] if "part" in said else None
    span = Span(match.start(), match.start() + len(match[0].rstrip()))
    return Reading(span, first, last, year, month, day, weekdays, week, within, role)


def _ends(said: Mapping[str, str], words: Words) -> tuple[Point | None, Point | None]:
    y, m, d = (value(said[name], words) if name in said else None for name in ("y", "m", "d"))
    y2, m2, d2 = (value(said[name], words) if name in said else None for name in ("y2", "m2", "d2"))
    y, y2 = (
        value(said[name], words) + _BEFORE_THE_REPUBLIC if name in said else year
        for name, year in (("roc", y), ("roc2", y2))
    )
    first = Point(y, m, d) if (y, m, d) != (None, None, None) else None
    if (y2, m2, d2) == (None, None, None):
        return first, None
    if d2 and not m2:
        m2 = m
    turns = ((m2 or 0), (d2 or 0)) < ((m or 0), (d or 0))
    if y2 is None and y is not None:
        y2 = y + turns
    elif y is None and y2 is not None:
        y = y2 - turns
    return Point(y, m, d), Point(y2, m2, d2)


def _counted(said: Mapping[str, str], words: Words) -> Move:
    steps = value(said["n"], words)
    way = said["way"]
    if way in AGO:
        return Move("publication", -steps)
    return Move("context", -steps if way in EARLIER else steps)


def value(text: str, words: Words) -> int:
    """Return the number that digits, Chinese numerals or a word of the language write."""
    known = words.months.get(text.rstrip("."), words.numbers.get(text))
    if known is not None:
        return known
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else chinese_number(text)


def chinese_number(text: str) -> int:
    """Return 2019 for 二〇一九 and 21 for 二十一; 廿 and 卅 are 20 and 30."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(str(CHINESE[c]) for c in text))
    tens, _, ones = text.partition("十")
    return 10 * (CHINESE[tens] if tens else 1) + (CHINESE[ones] if ones else 0)
