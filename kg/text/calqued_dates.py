"""Chinese dates that were translated word for word, put into the order and words of English.

`9 month 16 to 21`, `2017 years 11 months`, `four moon eight day`, `5-month-17-th`, `in 2018 May`,
`this month 8th`. What is stuck together (`7moon29Sunday`) is left to `kg.extract.dates_mt`.
"""

import re
from calendar import month_name
from collections.abc import Callable, Iterator
from typing import Final

from kg.model import Span
from kg.text.offsets import Patch, apart
from kg.text.sifting import Sifted

_ONES: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
_SAID: Final = {word: n for n, word in enumerate(_ONES, 1)} | {
    f"{ten}{gap}{word}": base + n
    for ten, base in (("twenty", 20), ("thirty", 30))
    for gap in "- "
    for n, word in enumerate(_ONES[:9], 1)
}
_REIWA: Final = 2018  # the year before the first of the era
_MONTHS: Final = 12
_DAYS: Final = 31
_WORDS: Final = "|".join(sorted(_SAID, key=len, reverse=True))
_N: Final = rf"(?:\d{{1,2}}(?:[\s-]?(?:st|nd|rd|th)\b)?|{_WORDS})"
_Y: Final = (
    rf"(?:(?:19|20)\d\d|reiwa \d{{1,2}}|two thousand(?: and)? (?:{_WORDS})|twenty[- ](?:{_WORDS}))"
)
_YEAR: Final = rf"(?:(?P<y>{_Y})(?:[\s-]?years?(?:\sof)?,?[\s-]*|[\s-]+))"
_MOON: Final = r"[\s-]?(?:moons?|months?)\b"
_DAY: Final = r"(?:[\s-]?(?:days?|number)\b)?"
_TO: Final = r"\s?(?:[-–—~]|to|until|till|arrives?)\s?"
_NAMES: Final = "|".join(month_name[1:])
_PARTS: Final = {
    **dict.fromkeys(("upper", "first", "beginning", "early"), "early"),
    **dict.fromkeys(("middle", "mid"), "mid"),
    **dict.fromkeys(("lower", "last", "end", "bottom", "late"), "late"),
}
_PART: Final = rf"(?P<part>{'|'.join(_PARTS)})(?:[ -]ten[ -]days?)?"
_FREE: Final = r"(?<![\w.$])"
_NO_LENGTH: Final = r"(?!\s(?:ago|later|before|after|long|old|course|period|term|training|plan))"
_OF_DAY: Final = r"(?:morning|afternoon|evening|night|noon)\b"
_LENGTH: Final = re.compile(
    r"\b(?:(?<!scheduled )(?<!planned )(?<!fixed )(?<!set )for|within|last(?:ing|ed)|about|every"
    r"|took|over|than|after) $",
    re.I,
)


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else _SAID[text.lower()]


def _year(text: str) -> int:
    if text[0].isdigit():
        return int(text)
    if text[0] in "Rr":
        return _REIWA + int(text.split()[1])
    return 2000 + _number(re.sub(r"^(?:two thousand(?: and)?|twenty)[- ]", "", text.lower()))


def _date(found: re.Match[str]) -> str | None:
    """Return day, month and year in English, of what groups of those names say."""
    said = found.groupdict()
    months = [_month(said[name]) for name in ("m", "m2") if said.get(name)]
    days = [_number(said[name]) for name in ("d", "d2") if said.get(name)]
    if not all(months) or any(not 0 < day <= _DAYS for day in days):
        return None
    year = f" {_year(said['y'])}" if said.get("y") else ""
    if said.get("ry"):
        year += f" of {said['ry'].lower()} year"
    if len(days) == len(months) == 2:
        return f"{days[0]} {months[0]} to {days[1]} {months[1]}{year}"
    part = _PARTS[said["part"].lower()] if said.get("part") else ""
    return " ".join(filter(None, (part, "-".join(map(str, days)), f"{months[0]}{year}")))


def _month(text: str) -> str | None:
    if text[0].isalpha() and text.title() in month_name:
        return text.title()
    number = _number(text)
    return month_name[number] if 0 < number <= _MONTHS else None


def _ordinal(day: str) -> str:
    n = _number(day)
    tail = "th" if n // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"


def _of_month(found: re.Match[str]) -> str:
    which = {"up": "last", "upper": "last", "down": "next"}
    word = found["rm"].lower()
    return f"the {_ordinal(found['d'])} of {which.get(word, word)} month"


_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], str | None]], ...]] = (
    (
        rf"{_FREE}{_YEAR}?(?P<m>{_N}){_MOON}(?:[\s-]|,\s(?={_N}\s?(?:days?|number)\b))?"
        rf"(?P<d>{_N}){_DAY}(?!\s(?:sides?|part(?:y|ies)|countr|provinc|cit|people|experts|units))"
        rf"(?:{_TO}(?:(?P<m2>{_N}){_MOON}[\s-]?)?(?P<d2>{_N}){_DAY})?"
        r"(?:\s(?:of\s)?(?P<ry>this|last|next)\syear)?(?![a-z\d%])(?!\s?[-–—~.]\s?\d|\s?years?\b)",
        _date,
    ),
    (
        r"\b(?:from )?day (?P<d>\d{1,2}) (?:to|-) (?:day )?(?P<d2>\d{1,2})/(?P<m>\d{1,2})"
        r"(?:/(?P<y>(?:19|20)\d\d))?(?![\d/])",
        _date,
    ),
    (
        r"\bday (?P<d>\d{1,2})(?:/| month )(?P<m>\d{1,2})(?:(?:/| year )(?P<y>(?:19|20)\d\d))?"
        r"(?![\d/])",
        _date,
    ),
    (
        r"\b(?:on )?(?:the )?(?:past|coming) (?P<d>\d{1,2}) day\b",
        lambda found: f"on the {_ordinal(found['d'])}",
    ),
    (r"\b(?P<y>20\d\d)\. (?P<m>\d{1,2})\. (?P<d>\d{1,2})\.?(?![\d.])", _date),
    (rf"{_FREE}(?P<y>(?:19|20)\d\d) ([/.-]) (?P<m>\d{{1,2}}) \2 (?P<d>\d{{1,2}})(?!\d)", _date),
    (rf"\byear (?P<y>{_Y}),? month (?P<m>{_N}),? day (?P<d>{_N})(?!\w)", _date),
    (
        rf"{_FREE}(?P<d>{_N}){_DAY}(?:{_TO}(?P<d2>{_N}){_DAY})?\sof\s(?:the\s)?{_YEAR}?(?P<m>{_N}){_MOON}"
        rf"{_NO_LENGTH}",
        _date,
    ),
    (
        rf"\b(?P<ry>this|last|next) year(?:['’]s)?,?\s?(?P<m>{_N}){_MOON}"
        rf"(?:[\s-]?(?P<d>{_N})[\s-]?(?:days?|number)\b|\s(?:the )?{_PART}\b)?{_NO_LENGTH}",
        _date,
    ),
    (rf"{_FREE}{_YEAR}(?P<m>{_N}){_MOON}(?:\s(?:the )?{_PART}\b)?", _date),
    (
        rf"(?:\b(?:the\s)?{_PART}(?:[\s-]|\sof\s)(?:the\s)?){_YEAR}?(?P<m>{_N})\s?(?:moon|month)\b"
        rf"{_NO_LENGTH}",
        _date,
    ),
    (
        r"(?:(?<=\bin )|(?<=\buntil )|(?<=\btill )|(?<=\bby )|(?<=\bsince )|(?<=\bfrom ))(?:the )?"
        rf"(?P<m>{_N})\s?(?:moon|month)\b(?:\s(?:the )?{_PART}\b)?"
        rf"(?:\s(?:of\s)?(?P<ry>this|last|next)\syear)?{_NO_LENGTH}",
        _date,
    ),
    (rf"(?:\b(?:the\s)?{_PART}\sof\s)(?P<m>{_NAMES})\b", _date),
    (
        rf"{_FREE}(?P<y>(?:19|20)\d\d),?\s(?P<m>{_NAMES})\b"
        rf"(?:\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_DAY}(?!\w))?",
        _date,
    ),
    (
        rf"\b(?P<m>{_NAMES})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:days?|number)"
        rf"(?:{_TO}(?P<d2>\d{{1,2}}){_DAY})?(?!\w)",
        _date,
    ),
    (rf"{_FREE}(?P<d>\d{{1,2}})\snumber\s(?:of\s)?(?P<m>{_NAMES})\b", _date),
    (
        r"\b(?<=from )(?P<m>\d{1,2})\.(?P<d>\d{1,2}) (?:to|-) (?P<m2>\d{1,2})\.(?P<d2>\d{1,2})"
        r"(?=\s(?:in|at|was|on)\b|\s?[,;])",
        _date,
    ),
    (
        r"(?:(?<=\bon )|(?<=\bin )|(?<=\bat )|(?<=\bof )|(?<=\. )|^)(?P<m>\d{1,2})\.(?P<d>\d{1,2})"
        rf"(?:\sof\s(?P<ry>this|last|next)\syear\b|(?=\s(?:{_OF_DAY}|to [A-Z]|day\b)))",
        _date,
    ),
    (
        r"\b(?P<rm>this|last|next|upper|up|down)\smonth(?:['’]s)?\s(?:the\s)?(?P<d>\d{1,2})"
        r"(?:st|nd|rd|th|\sdays?|\snumber)(?!\w)",
        _of_month,
    ),
    (
        rf"(?:\bthe\s)?{_FREE}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\sdays?|(?:st|nd|rd|th)\sday)\s(?:of\s)?"
        r"(?P<rm>this|last|next)\smonth\b",
        _of_month,
    ),
    (
        rf"(?:^|(?<=[.;] ))(?P<d>\d{{1,2}})\s(?:days?|number)(?=\s?,|\s{_OF_DAY})",
        lambda found: f"On the {_ordinal(found['d'])}",
    ),
    (
        rf"(?:(?<=[Oo]n )|(?<=, )|(?<=of ))(?P<d>\d{{1,2}})(?:st|nd|rd|th)"
        rf"(?:\sdays?)?(?=\s?,|\s{_OF_DAY})",
        lambda found: f"the {_ordinal(found['d'])}",
    ),
    (
        rf"\b(?P<m>{_NAMES}),? (?:of )?the (?P<n>next|last) year\b",
        lambda found: f"{found['m']} of {found['n']} year",
    ),
    (r"(?:^|(?<=[.;] ))(?:[Oo]n )?[Ss]ame day\b", lambda found: "On the same day"),
    (r"\bon same day\b", lambda found: "on the same day"),
)  # fmt: skip
_RULES: Final = tuple((Sifted(form, re.I | re.M), said) for form, said in _FORMS)


def dated(text: str) -> list[Patch]:
    """Return the patches that put dates into English."""
    return apart(_dates(text))


def _dates(text: str) -> Iterator[Patch]:
    for rule, said in _RULES:
        for found in rule.finditer(text):
            words = said(found)
            if words and not _LENGTH.search(text, max(0, found.start() - 16), found.start()):
                yield Patch(Span(*found.span()), words, "calque", "restored")
