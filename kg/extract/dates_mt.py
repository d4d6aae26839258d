"""What machine translation leaves of Chinese dates: `5months24on-28On the 20th`, `7moon29Sunday`.

月 becomes moon or months, 日 becomes day, days, on, Sunday or On the Nth, and 号 becomes Number.
The longest reading wins, so that `On the 20th` inside such a date is no date of its own.
"""

import re
from calendar import month_name
from dataclasses import replace
from typing import Final

from kg.extract.dates_en import WORDS
from kg.extract.dates_readings import Guard, Pattern, either

_FREE: Final = r"(?<![0-9])(?<![0-9][.,])"
_YEAR: Final = rf"(?:(?P<y>(?:19|20)\d\d)\s?years?\s?|(?P<ry>{either(WORDS.years)})\s+)"
_MONTH_WORD: Final = r"(?:\s?moons?|months?|\smonth(?=\s\d{1,2}\s?day))"
_AFTER_DAY: Final = (
    r"(?:\s?(?:days?|number|sunday|on(?!\s+the|[a-z]))(?![a-z]))?"
    r"(?:\s?on\s+the\s+(?:\d{1,2}(?:st|nd|rd|th)|day))?"
)
_TO: Final = r"\s?(?:[-–—~]|to)\s?"
_DAY: Final = rf"(?P<d>\d{{1,2}})(?!\d){_AFTER_DAY}"
_DAY2: Final = rf"(?P<d2>\d{{1,2}})(?!\d){_AFTER_DAY}"
_MONTH: Final = rf"(?P<m>\d{{1,2}}){_MONTH_WORD}\s?"
_TAIL: Final = rf"\s+(?:of\s+)?(?P<ry>{either(WORDS.years)})(?![a-z])"
# 上旬, 中旬, 下旬
_THIRDS: Final = {
    **dict.fromkeys(("upper ten days", "first ten days", "beginning", "early"), (1, 10)),
    **dict.fromkeys(("middle ten days", "middle"), (11, 20)),
    **dict.fromkeys(("lower ten days", "last ten days", "end", "bottom"), (21, 31)),
}
_WORDS: Final = replace(WORDS, parts={**WORDS.parts, **_THIRDS})
_DURATION: Final = frozenset({"for", "within", "about", "of", "every", "over", "than", "lasted"})
_COUNTED: Final = _DURATION | {"a", "an", "the", "each", "last", "next", "first", "per", "school"}
# "18 day, the two sides met", "on 19 day", but not "a 5 day course".
_THAT_DAY: Final = (
    r"\s?day(?![a-z])(?=\s(?:in\s(?:the\s)?)?(?:morning|afternoon|evening|noon|night)|\s?[,.;)]|$"
    r"|(?<=\d[Dd]ay)\s|\s(?:in|at|to|both|the\stwo|two\ssides)\s)"
)


def _no_duration(text: str, match: "re.Match[str]") -> bool:
    words = text[max(0, match.start() - 12) : match.start()].lower().split()
    return not words or words[-1] not in _DURATION


def _in_that_year(text: str, match: "re.Match[str]") -> bool:
    return text[max(0, match.start() - 4) : match.start()].lower().strip() in {"in", "of", ""}


def _on_that_day(text: str, match: "re.Match[str]") -> bool:
    words = text[max(0, match.start() - 24) : match.start()].lower().split()
    return not words or words[-1] not in _COUNTED or words[-3:-2] == ["the"]


_PATTERNS: Final[tuple[tuple[str, Guard | None], ...]] = (
    (rf"{_FREE}{_YEAR}?{_MONTH}{_DAY}", None),
    (rf"{_FREE}{_MONTH}{_DAY}{_TAIL}", None),
    (rf"{_FREE}(?:{_YEAR})?(?P<m>\d{{1,2}})\s?moons?\s(?P<part>{either(_THIRDS)})", None),
    (
        rf"(?<![A-Za-z])(?P<part>{either(WORDS.parts)})[-\s]+(?:{_YEAR})?(?P<m>\d{{1,2}})\s?moon(?![a-z])",
        None,
    ),
    (rf"{_FREE}{_YEAR}?{_MONTH}{_DAY}{_TO}{_DAY2}", None),
    (
        rf"{_FREE}{_YEAR}?{_MONTH}{_DAY}{_TO}(?:(?P<y2>\d{{4}})\s?years?\s?)?"
        rf"(?P<m2>\d{{1,2}}){_MONTH_WORD}\s?{_DAY2}",
        None,
    ),
    (rf"{_FREE}{_YEAR}(?P<m>\d{{1,2}}){_MONTH_WORD}(?![a-z])", None),
    (rf"{_FREE}(?P<m>\d{{1,2}})\s?moon(?![a-z])(?:{_TAIL})?", None),
    (rf"{_FREE}{_MONTH}{_DAY}{_TO}{_DAY2}{_TAIL}", None),
    (r"(?<![\w.,$])(?P<d>\d{1,2})days(?![a-z])", _no_duration),
    (rf"(?<![\w.,$-])(?P<d>\d{{1,2}}){_THAT_DAY}", _on_that_day),
    (r"(?<=\bon )(?P<d>\d{1,2}) day(?![a-z])", None),
    (r"(?<![\w.,$-])(?P<d>\d{1,2})(?:st|nd|rd|th)(?=\s(?:morning|afternoon|evening)\b)", None),
    (
        rf"(?<![A-Za-z])(?P<rm>{either(WORDS.month_moves)})\s(?P<d>\d{{1,2}})\s?(?:day|number)(?![a-z])",
        None,
    ),
    (
        rf"(?<![\w.,$-])(?P<d>\d{{1,2}})\s?(?:day|number)\sof\s(?P<rm>{either(WORDS.month_moves)})",
        None,
    ),
    (r"(?<![\w.,$-])(?P<y>(?:19|20)\d\d)\s?year(?![a-z])", _in_that_year),
    (
        rf"(?<![\w.,$])(?P<d>\d{{1,2}})(?:\s?day)?{_TO}(?P<d2>\d{{1,2}})\s?day(?![a-z])"
        rf"(?:\s+of\s+(?P<m>{either(month_name[1:])}))?",
        None,
    ),
)

PATTERNS: Final = tuple(
    Pattern(re.compile(regex, re.IGNORECASE), _WORDS, guard) for regex, guard in _PATTERNS
)
