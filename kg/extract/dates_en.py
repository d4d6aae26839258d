"""English dates, and the traces that machine translation leaves of Chinese ones."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from typing import Final

from kg.extract.dates_readings import LATEST, Guard, Pattern, Words, either, moves, value

MONTHS: Final = (
    {name.lower(): n for n, name in enumerate(month_name) if name}
    | {name.lower(): n for n, name in enumerate(month_abbr) if name}
    | {"sept": 9}
)
WEEKDAYS: Final = (
    {name.lower(): n for n, name in enumerate(day_name)}
    | {name.lower(): n for n, name in enumerate(day_abbr)}
    | {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
)
COUNTED: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    "tenth",
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
ORDINALS: Final = {
    **{word: n for n, word in enumerate(_TEENS, 1)},
    **{f"twenty-{word}": n for n, word in enumerate(_TEENS[:9], 21)},
    "thirtieth": 30,
    "thirty-first": 31,
}
WORDS: Final = Words(
    months=MONTHS,
    weekdays=WEEKDAYS,
    years=moves("publication", {
            0: "this year|this spring|this summer|this autumn|this fall",
            -1: "last year|last autumn|last fall|last winter",
            1: "next year|next spring|next summer",
        },
    )
    | moves(
        "context",
        {0: "that year|the same year", -1: "the previous year", 1: "the following year"},
    ),
    month_moves=moves(
        "publication", {0: "this month|a few days ago", -1: "last month", 1: "next month"}
    )
    | moves("context", {0: "that month|the same month", 1: "the following month"}),
    days=moves(
        "publication",
        {
            0: "today|tonight|this morning|this afternoon|this evening",
            -1: "yesterday|last night|last evening", -2: "the day before yesterday", 1: "tomorrow",
            2: "the day after tomorrow",
        },
    )
    | moves(
        "context",
        {
            0: "the same day|that day|that same day",
            1: "a day later|one day later|the next day|the following day|the day after",
            -1: "a day earlier|one day earlier|the day before|the previous day",
        },
    )
    | moves("opening", {0: "the first day", 1: "the second day", 2: "the third day"}),
    weeks={"last": LATEST, "this": 0, "next": 1, "last week": -1, "this week": 0, "next week": 1},
    parts={
        "early": (1, 15), "the beginning of": (1, 15), "the start of": (1, 15), "mid": (8, 23),
        "the middle of": (8, 23), "late": (16, 31), "the end of": (16, 31), "end of": (16, 31),
    },
    numbers={word: n for n, word in enumerate(COUNTED, 1)} | {"a": 1} | ORDINALS,
)  # fmt: skip

_MONTH: Final = either(
    {name for name in (*month_name, *month_abbr, "Sept") if name}
    | {name.upper() for name in (*month_name, *month_abbr) if name}
)
_FULL_DAY: Final = either(day_name)
_DAY_NAME: Final = either({*day_name, *day_abbr, "Tues", "Wednes", "Thur", "Thurs"})
_END: Final = r"(?![A-Za-z0-9])"
_PART_OF_DAY: Final = r"(?:\s+(?:morning|afternoon|evening|night))?"
_ON: Final = rf"(?:(?:(?:last|this|next)\s+)?{_DAY_NAME}\.?{_PART_OF_DAY},?\s+(?:the\s+)?)?"
_TO: Final = r"(?:\s*[-–—−~]\s*|\s+(?:to|until|till|through|and|&)\s+)(?:the\s+)?"
_YEAR: Final = r"(?:19|20)\d\d(?![\d%]|[.,]\d)"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?(?![\w%:]|[.,]\d)"
_RY: Final = rf"(?:of\s+)?(?P<ry>{either(WORDS.years)})"
_RM: Final = rf"(?P<rm>{either(WORDS.month_moves)})"
# Behind a bare day: no noun that it counts, as in "the 15th session".
_SIDES: Final = (
    r"(?=\s*(?:[,.;)]|$)|\s+(?:in|at|with|between|they|it|the|an?|he|she|we|both|[A-Z]\w+)\s)"
)
_PART: Final = rf"(?P<part>{either(WORDS.parts)})[-\s]+"


def _month(n: str = "") -> str:
    return rf"(?P<m{n}>{_MONTH})\b(?:\.(?=\s*\d|,))?"


def _day(n: str = "") -> str:
    return rf"(?P<d{n}>{_DAY})"


def _year(n: str = "") -> str:
    return rf"(?P<y{n}>{_YEAR})"


_TAIL: Final = rf"(?:,?\s+(?:{_year()}|{_RY}))?"
_TAIL2: Final = rf"(?:,?\s+(?:{_year('2')}|{_RY}))?"
_COMMA_YEAR: Final = rf"(?:,?\s+{_year()})?"

_EDITION: Final = re.compile(
    r"\s+(?:edition|round|meeting|session|forum|conference|summit|congress|course|workshop)\b"
)
_BEFORE_YEAR: Final = frozenset(
    (
        *("in", "since", "until", "till", "by", "from", "during", "before", "after", "year"),
        *("early", "late", "mid", "spring", "summer", "autumn", "fall", "winter"),
    )
)
_SET: Final = frozenset(
    (
        *("set", "foreseen", "planned", "scheduled", "fixed", "appointed", "down", "announced"),
        *("meant", "billed", "earmarked", "arranged", "convened", "called", "slated"),
    )
)
_NAMED_BY_MONTH: Final = frozenset(("the", "its", "their", "our", "a"))
_ITS_EVENT: Final = re.compile(r"\s+(?:[a-z-]+\s+){0,2}[a-z-]{4,}")
_BEFORE_MONTH: Final = _BEFORE_YEAR | {
    *("back", "for", "of", "this", "last", "next", "and", "to", "through")
}


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - 12) : at].split()
    return words[-1].strip("(").lower() if words else ""


def _lone_month(text: str, match: "re.Match[str]") -> bool:
    dated = any(name.startswith("y") and year for name, year in match.groupdict().items())
    before = _word_before(text, match.start())
    if before in _NAMED_BY_MONTH:  # the May meeting
        return dated or _ITS_EVENT.match(text, match.end()) is not None
    return dated or before in _BEFORE_MONTH


def _lone_year(text: str, match: "re.Match[str]") -> bool:
    if re.compile(r"\s+(?:Agenda|Sustainable|people|participants)").match(text, match.end()):
        return False
    before = _word_before(text, match.start())
    if before == "of":  # the edition of 2019, but not the felling of 2000 trees
        return re.compile(r"\s+[a-z]+").match(text, match.end()) is None
    return before in _BEFORE_YEAR or _EDITION.match(text, match.end()) is not None


def _neighbours(text: str, match: "re.Match[str]") -> bool:
    """`28 and 29` is a stretch of days, `5 and 20` is none but for `between`."""
    joined = re.search(r"\d(?:\D{2})?\s+and\s", match[0])
    first, last = (value(match[group], WORDS) for group in ("d", "d2"))
    return joined is None or last == first + 1 or _word_before(text, match.start()) == "between"


def _set_for(text: str, match: "re.Match[str]") -> bool:
    return _word_before(text, match.start()) in _SET


def _patterns() -> tuple[tuple[str, Guard | None, str], ...]:
    word = r"(?<![A-Za-z])"
    digit = r"(?<![\w.,])"
    return (
        (rf"{word}{_ON}{_month()}\s+(?:the\s+)?{_day()}{_TAIL}", None, "event"),
        (rf"{word}{_ON}{_month()}\s+{_day()}{_TO}{_day('2')}{_TAIL}", _neighbours, "event"),
        (
            rf"{word}{_ON}{_month()}\s+{_day()}{_COMMA_YEAR}{_TO}{_ON}{_month('2')}\s+{_day('2')}"
            rf"{_TAIL2}", None, "event",
        ),
        (rf"{digit}(?:the\s+)?{_ON}{_day()}\s+(?:of\s+)?{_month()}{_TAIL}", None, "event"),
        (
            rf"{digit}(?:the\s+)?{_ON}{_day()}{_TO}{_ON}{_day('2')}\s+(?:of\s+)?{_month()}{_TAIL}",
            _neighbours, "event",
        ),
        (
            rf"{digit}(?:the\s+)?{_ON}{_day()}\s+{_month()}{_COMMA_YEAR}{_TO}{_ON}{_day('2')}\s+"
            rf"{_month('2')}{_TAIL2}", None, "event",
        ),
        (rf"{word}{_month()},?\s+(?:{_year()}|{_RY})", None, "event"),
        (rf"{word}{_PART}{_month()}{_TAIL}", None, "event"),
        (rf"{word}{_month()}{_END}(?!\s+\d)", _lone_month, "event"),
        (rf"{word}{_month()}{_COMMA_YEAR}{_TO}{_month('2')}{_TAIL2}{_END}", _lone_month, "event"),
        (rf"{digit}{_year()}{_END}", _lone_year, "event"),
        (rf"(?<![\w.,$€£]){_year()}\s*[-–—/]\s*(?P<y2>{_YEAR}|\d\d(?!\d))", None, "period"),
        (rf"{word}from\s+{_year()}\s+to\s+{_year('2')}", None, "period"),
        (rf"{word}{_RY}{_END}", None, "event"),
        (rf"{word}(?:earlier\s+|later\s+|early\s+|late\s+)?{_RM}{_END}", None, "event"),
        (rf"{word}(?P<part>early|late|the\s+end\s+of)\s+{_RM}{_END}", None, "event"),
        (rf"{digit}the\s+{_day()}\s+of\s+{_RM}", None, "event"),
        (rf"{digit}(?:from\s+)?(?:the\s+)?{_day()}{_TO}{_day('2')}\s+of\s+{_RM}", None, "event"),
        (
            rf"{word}[Oo]n\s+the\s+(?P<d>\d{{1,2}}(?:st|nd|rd|th)){_SIDES}", None, "event",
        ),
        (
            rf"{word}for\s+the\s+(?P<d>\d{{1,2}}(?:st|nd|rd|th))(?=\s*[,.;)])", _set_for, "event",
        ),
        (
            rf"{word}[Ff]rom\s+the\s+(?P<d>\d{{1,2}}(?:st|nd|rd|th)){_TO}"
            rf"(?P<d2>\d{{1,2}}(?:st|nd|rd|th)){_SIDES}", None, "event",
        ),
        (
            rf"{word}(?:[Oo]n|[Ff]rom)\s+the\s+(?P<d>{either(ORDINALS)})\s+(?:day\s+)?of\s+{_month()}{_TAIL}",
            None, "event",
        ),
        (rf"{word}{_month()}\s+the\s+(?P<d>{either(ORDINALS)}){_END}", None, "event"),
        (
            rf"{digit}(?:the\s+)?{_day()}(?:,\s+\d{{1,2}}){{1,3}},?\s+(?:and|&)\s+{_day('2')}\s+"
            rf"(?:of\s+)?{_month()}{_TAIL}", None, "event",
        ),
        (
            rf"{word}{_month()}\s+{_day()}(?:,\s+\d{{1,2}}){{1,3}},?\s+(?:and"
            rf"|&)\s+{_day('2')}{_TAIL}",
            None, "event",
        ),
        (
            rf"{word}(?:(?P<wk>last|this|next)\s+)?(?P<wd>{_FULL_DAY})"
            rf"(?:{_TO}(?P<wd2>{_FULL_DAY}))?{_PART_OF_DAY}{_END}", None, "event",
        ),
        (
            rf"{word}(?P<wd>{_FULL_DAY})(?:{_TO}(?P<wd2>{_FULL_DAY}))?{_PART_OF_DAY},?\s+(?:of\s+)?"
            rf"(?P<wk>{either(w for w in WORDS.weeks if ' ' in w)}){_END}", None, "event",
        ),
        (
            rf"{word}(?P<wd>{_FULL_DAY}){_PART_OF_DAY}\s+(?P<wk>last){_END}"
            r"(?!\s+(?:week|month|year|night))", None, "event",
        ),
        (rf"{word}(?P<rd>{either(WORDS.days)}){_END}", None, "event"),
        (
            rf"(?<![\w.,])(?P<n>\d{{1,2}}|{either(COUNTED[1:])})\s+days?\s+"
            rf"(?P<way>later|earlier|ago){_END}", None, "event",
        ),
    )  # fmt: skip


_ANY_CASE: Final = re.compile(r"<(?:rd|wk|n)>|^(?!.*<[md]>).*<r[my]>")
PATTERNS: Final = tuple(
    Pattern(
        re.compile(regex, re.IGNORECASE if _ANY_CASE.search(regex) else 0),
        WORDS, guard, role, "a" if regex.startswith(r"(?<![A-Za-z])") else "9a",
    )
    for regex, guard, role in _patterns()
)  # fmt: skip
STARTS: Final = (
    *WORDS.months, *WORDS.weekdays, *WORDS.years, *WORDS.month_moves, *WORDS.days, *WORDS.parts,
    *WORDS.weeks, *COUNTED, "a", "earlier", "later", "on", "from", "of", "for",
)  # fmt: skip
