"""Chinese dates, in Arabic and Chinese numerals, simplified and traditional."""

import re
from typing import Final

from kg.extract.dates_readings import CHINESE, Guard, Move, Pattern, Words, either, value

_YEARS: Final = {
    "今年": Move("publication", 0), "本年": Move("publication", 0), "去年": Move("publication", -1),
    "前年": Move("publication", -2), "明年": Move("publication", 1), "后年": Move("publication", 2),
    "同年": Move("context", 0), "当年": Move("context", 0), "當年": Move("context", 0),
    "次年": Move("context", 1), "翌年": Move("context", 1),
}  # fmt: skip
_MONTHS: Final = {
    "本月": Move("publication", 0), "这个月": Move("publication", 0), "上月": Move("publication", -1),
    "上个月": Move("publication", -1), "上個月": Move("publication", -1),
    "下月": Move("publication", 1), "下个月": Move("publication", 1),
    "下個月": Move("publication", 1), "同月": Move("context", 0), "当月": Move("context", 0),
    "當月": Move("context", 0), "次月": Move("context", 1),
}  # fmt: skip
_DAYS: Final = {
    "今天": Move("publication", 0), "今日": Move("publication", 0), "昨天": Move("publication", -1),
    "昨日": Move("publication", -1), "昨晚": Move("publication", -1), "今晚": Move("publication", 0),
    "前天": Move("publication", -2), "明天": Move("publication", 1), "明日": Move("publication", 1),
    "后天": Move("publication", 2), "同日": Move("context", 0), "同一天": Move("context", 0),
    "当天": Move("context", 0), "当日": Move("context", 0), "當天": Move("context", 0),
    "當日": Move("context", 0), "当晚": Move("context", 0), "次日": Move("context", 1),
    "翌日": Move("context", 1), "第二天": Move("context", 1), "前一天": Move("context", -1),
    "前一日": Move("context", -1), "后一天": Move("context", 1),
}  # fmt: skip
WORDS: Final = Words(
    months={},
    weekdays={char: n for n, char in enumerate("一二三四五六日")} | {"天": 6},
    years=_YEARS,
    month_moves=_MONTHS | {"近日": Move("publication", 0), "日前": Move("publication", 0)},
    days=_DAYS,
    weeks={"上": -1, "本": 0, "这": 0, "這": 0, "下": 1},
    parts={
        "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20),
        "底": (21, 31), "末": (21, 31),
    },
    numbers={},
)  # fmt: skip

_FREE: Final = r"(?<![0-9])(?<![0-9][.,])"
_DIGIT: Final = "[" + "".join(CHINESE)[:-1] + "]"
_NUMBER: Final = r"(?:\d{1,2}|十[一二三四五六七八九]?|[二三]?十?[一二三四五六七八九]|[二三]十)"
_TO: Final = r"\s?(?:[-–—~～−至到]{1,2}|、|和)\s?"
_PART: Final = r"(?P<part>上旬|中旬|下旬|初(?![步期级])|中(?=[,，、])|底|末)"
_ABOUT: Final = r"(?:[前後后内內间間来來游余餘均]|以[内來来])"  # 十日内, 三日游: not a day
_RANGE_YEAR: Final = r"(?:19|20)\d\d"
_COUNTING: Final = "第近每满滿余餘期续續约約数數隔共"


def _year(n: str = "") -> str:
    return rf"(?P<y{n}>(?:19|20)\d\d|[一二]{_DIGIT}{{3}})\s?年"


def _any_year(n: str = "") -> str:
    return rf"(?:{_year(n)}(?:度)?|(?P<ry{n}>{either(_YEARS)}))\s?(?:的)?"


def _month(n: str = "") -> str:
    return rf"(?P<m{n}>{_NUMBER})\s?月(?:份)?\s?"


def _day(n: str = "") -> str:
    return rf"(?P<d{n}>{_NUMBER})\s?[日号號]"


def _counts(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] in _COUNTING and at > 0


def _calendar(text: str, match: "re.Match[str]") -> bool:
    return not _counts(text, match.start())


def _bare_day(text: str, match: "re.Match[str]") -> bool:
    """A day without a month: not 十日内, not 第3日, and no short Chinese number like 三日."""
    if _counts(text, match.start()) or re.compile(_ABOUT + "|[元圆]").match(text, match.end()):
        return False
    return match["d"][0].isdigit() or len(match["d"]) > 1


def _neighbours(text: str, match: "re.Match[str]") -> bool:
    if not _calendar(text, match):
        return False
    joined = re.search(r"[日号號]?\s?[、和]", match[0])
    first, last = (value(match[group], WORDS) for group in ("d", "d2"))
    return joined is None or last == first + 1


def _plan_year(text: str, match: "re.Match[str]") -> bool:
    return not re.compile(r".{0,6}(?:议程|議程)|[代级級届届]").match(text, match.end())


def _lone_weekday(text: str, match: "re.Match[str]") -> bool:
    """周一 may be a name (周一鸣); a week word, a part of day or a comma makes it a day."""
    if text[max(0, match.start() - 1) : match.start()] in "每逢":
        return False
    return (
        bool(match["wk"])
        or match[0].startswith("星")
        or _AFTER.match(text, match.end()) is not None
    )


_AFTER: Final = re.compile(r"[,，、上下晚在（(]")
_DATE: Final = rf"(?:{_any_year()})?{_month()}{_day()}"
_PATTERNS: Final[tuple[tuple[str, Guard | None, str], ...]] = (
    (rf"{_FREE}{_DATE}", _calendar, "event"),
    (rf"{_FREE}{_DATE}{_TO}{_day('2')}", _neighbours, "event"),
    (rf"{_FREE}(?:{_any_year()})?{_month()}(?P<d>{_NUMBER}){_TO}{_day('2')}", _neighbours, "event"),
    (rf"{_FREE}{_DATE}{_TO}(?:{_any_year('2')})?{_month('2')}{_day('2')}", _calendar, "event"),
    (rf"{_FREE}(?:{_any_year()})?{_month()}(?:{_PART})?", _calendar, "event"),
    (
        rf"{_FREE}(?:{_any_year()})?(?P<m>{_NUMBER})\s?(?:月份?)?(?:{_PART})?{_TO}"
        rf"(?:{_any_year('2')})?{_month('2')}(?:[初中底末上下]旬?)?",
        _calendar, "event",
    ),
    (rf"{_FREE}{_year()}(?!度)", _plan_year, "event"),
    (rf"{_FREE}{_year()}(?:以?前|底前|末前|以?来|以來|起|以?后)", _plan_year, "limit"),
    (rf"{_FREE}(?P<y>{_RANGE_YEAR})\s?年?{_TO}(?P<y2>{_RANGE_YEAR})\s?年?", None, "period"),
    (rf"(?P<ry>{either(_YEARS)})", None, "event"),
    (rf"(?P<rm>{either(WORDS.month_moves)})(?:{_day()}|{_PART})?", None, "event"),
    (rf"(?P<rm>{either(_MONTHS)})(?P<d>{_NUMBER})[日号號]?{_TO}{_day('2')}", None, "event"),
    (rf"(?P<rd>{either(_DAYS)})", None, "event"),
    (
        r"(?:(?P<wk>[上下本这這])个?)?(?:周|星期)(?P<wd>[一二三四五六日天])"
        rf"(?:{_TO}(?:[本这這])?(?:周|星期)?(?P<wd2>[一二三四五六日天]))?",
        _lone_weekday, "event",
    ),
    (rf"{_FREE}{_day()}", _bare_day, "event"),
    (rf"{_FREE}(?P<d>{_NUMBER})\s?[日号號]?{_TO}{_day('2')}", _neighbours, "event"),
    (rf"{_FREE}(?P<n>\d{{1,2}}|[一二两三四五六七八九十])天(?P<way>前|后)", _calendar, "event"),
    (rf"{_FREE}(?:{_any_year()})?(?:{_month()})?{_day()}(?:[电電讯訊]|消息)", None, "publication"),
)  # fmt: skip

PATTERNS: Final = tuple(
    Pattern(re.compile(regex), WORDS, guard, role) for regex, guard, role in _PATTERNS
)
