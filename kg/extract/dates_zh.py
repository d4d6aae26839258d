"""Chinese dates, in Arabic and Chinese numerals, simplified and traditional."""

import re
from typing import Final

from kg.extract.dates_readings import CHINESE, Guard, Pattern, Words, either, moves, value

# 年会第三天 counts from the first day of what was told before.
_GATHERINGS: Final = "会议 大会 年会 研讨会 论坛 培训 培训班 访问 考察 活动 会期 行程"


def _of_gathering(day: str) -> str:
    return "|".join(each + day for each in _GATHERINGS.split())


_YEARS: Final = moves(
    "publication", {0: "今年|本年", -1: "去年", -2: "前年", 1: "明年", 2: "后年"}
) | moves("context", {0: "同年|当年|當年", 1: "次年|翌年"})
_MONTHS: Final = moves(
    "publication", {0: "本月|这个月", -1: "上月|上个月|上個月", 1: "下月|下个月|下個月"}
) | moves("context", {0: "同月|当月|當月", 1: "次月"})
_VAGUE: Final = moves("publication", {0: "近日|日前"})
# As in 今（103）年, 本(6)月, 明（28）日: what the word means stands in brackets.
_GLOSSED_YEARS: Final = moves(
    "publication", {0: "今（|今(|本（|本(", -1: "去（|去(", 1: "明（|明("}
)
_GLOSSED_MONTHS: Final = moves("publication", {0: "本（|本(", -1: "上（|上(", 1: "下（|下("})
_GLOSSED_TODAY: Final = moves("publication", {0: "今（|今("})
_GLOSSED_DAYS: Final = moves("publication", {-1: "昨（|昨(", 1: "明（|明("})
_DAYS: Final = (
    moves(
        "publication",
        {
            0: "今天|今日|今晚|今晨|今早",
            -1: "昨天|昨日|昨晚|昨晨",
            -2: "前天",
            -3: "大前天",
            1: "明天|明日|明晚|明早",
            2: "后天",
        },
    )
    | moves(
        "context",
        {
            0: "同日|同一天|当天|当日|當天|當日|当晚",
            1: "次日|翌日|第二天|后一天|隔天|隔日",
            -1: "前一天|前一日",
        },
    )
    | moves(
        "opening",
        {0: _of_gathering("第一天"), 1: _of_gathering("第二天"), 2: _of_gathering("第三天")},
    )
)
# What is left of a year or a month, where neither is named before.
_PARTS_OF_YEAR: Final = moves("publication", {0: "上半年|下半年|年底|年内"})
_PARTS_OF_MONTH: Final = moves("publication", {0: "月底|月末"})
WORDS: Final = Words(
    months={},
    weekdays={char: n for n, char in enumerate("一二三四五六日")} | {"天": 6, "末": 5},
    years=_YEARS | _GLOSSED_YEARS | _PARTS_OF_YEAR,
    month_moves=_MONTHS | _VAGUE | _GLOSSED_MONTHS | _GLOSSED_TODAY | _PARTS_OF_MONTH,
    days=_DAYS | _GLOSSED_DAYS,
    weeks={"上": -1, "本": 0, "这": 0, "這": 0, "下": 1},
    parts={
        "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20),
        "底": (21, 31), "末": (21, 31),
    },
    numbers={},
)  # fmt: skip

_FREE: Final = r"(?<![0-9])(?<![0-9][.,])"
_DIGIT: Final = "[" + "".join(CHINESE)[:-1] + "]"
_NUMBER: Final = (
    r"(?:\d{1,2}|[十廿][一二三四五六七八九]?|卅一?|[二三]?十?[一二三四五六七八九]|[二三]十)"
)
_TO: Final = r"\s?(?:[-–—~～−至到]{1,2}|、|和)\s?"
_PART: Final = r"(?P<part>上旬|中旬|下旬|初(?![步期级])|中(?=[,，、])|底|末)"
_ABOUT: Final = (
    r"(?:前(?![往去赴来])|[後后内內间間来來游余餘均]|以[内來来])"  # 十日内, 三日游: not a day
)
_RANGE_YEAR: Final = r"(?:19|20)\d\d"
_COUNTING: Final = "第近每满滿余餘期续續约約数數隔共"


def _year(n: str = "") -> str:
    """Name the year of the common era, or that of the republic: 民国99年, 113年6月."""
    return (
        rf"(?:(?P<y{n}>(?:19|20)\d\d|[一二]{_DIGIT}{{3}})"
        rf"|(?P<roc{n}>(?:(?<=民[国國])|(?=1\d\d\s?年\s?\d{{1,2}}\s?月))\d{{2,3}}))\s?年"
    )


def _any_year(n: str = "") -> str:
    moved = rf"(?P<ry{n}>{either(_YEARS | _GLOSSED_YEARS)})(?:[（(]?\d{{2,4}}[）)]\s?年?)?"
    return rf"(?:{_year(n)}(?:度)?|{moved})\s?(?:的)?"


def _month(n: str = "") -> str:
    return rf"(?P<m{n}>{_NUMBER})\s?月(?:份)?\s?"


def _day(n: str = "") -> str:
    both = "[两兩]?" if n else ""  # 十四、十五两日
    return rf"(?P<d{n}>{_NUMBER})\s?{both}[日号號]"


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


def _whole_word(text: str, match: "re.Match[str]") -> bool:
    """第十三次年度 holds no 次年, 节日前 no 日前, 以上月份 no 上月."""
    before, after = (
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    if match[0][0] in "次同" and (
        before.isdigit() or before in "一二三四五六七八九十每首" or after == "度"
    ):
        return not before
    return not before or before not in _GLUED.get(match[0][0], "")


def _plan_year(text: str, match: "re.Match[str]") -> bool:
    return not re.compile(r".{0,6}(?:议程|議程)|[代级級届届]").match(text, match.end())


def _lone_weekday(text: str, match: "re.Match[str]") -> bool:
    """周一 may be a name (周一鸣); a week word, a part of day or a comma makes it a day."""
    if text[max(0, match.start() - 1) : match.start()] in ("每", "逢"):
        return False
    return (
        bool(match["wk"])
        or match[0].startswith("星")
        or _AFTER.match(text, match.end()) is not None
    )


_GLUED: Final = {
    "日": "节生作休假末数0123456789一二三四五六七八九十", "上": "以之", "下": "以之",
    "前": "之以目年月日", "后": "今之以最前年月日", "本": "日", "近": "最附", "当": "相应适正",
}  # fmt: skip
_AFTER: Final = re.compile(r"[,，、上下晚在（(]")
_GLOSSED: Final = r"(?:[）)]\s?[日天晚]|日[）)])"
_DAY_GLOSS: Final = rf"[（(](?:{_NUMBER}\s?月)?{_NUMBER}[日号號]"  # 今日（三月四日）
_FILED: Final = "(?:[电電讯訊]|消息|报道|報道|報導)"
_DATE: Final = rf"(?:{_any_year()})?{_month()}{_day()}"
# 6月5日（记者 某某）6月4日: the first is the day of the report.
_REPORTED: Final = (
    r"\s?[（(][^（）()，。\d\n]{2,24}[）)]\s?"
    rf"(?=[今昨前][天日晚]|近日|日前|{_NUMBER}月{_NUMBER}日)"
)
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
    (rf"{_FREE}{_year()}[底末]前", _plan_year, "limit"),
    (
        rf"{_FREE}(?P<y>{_RANGE_YEAR})\s?年?{_TO}(?P<y2>{_RANGE_YEAR})(?!\d)(?:\s?年)?",
        None, "period",
    ),
    (rf"(?P<ry>{either(_YEARS)})(?!级)", _whole_word, "event"),
    (
        rf"(?<![年度今明去前后同\d一二两三四五六七八九十几数半])(?P<ry>{either(_PARTS_OF_YEAR)})(?!前)",
        None, "event",
    ),
    (
        rf"(?<![年月个上下本这当每\d一二三四五六七八九十])(?P<rm>{either(_PARTS_OF_MONTH)})(?!前)",
        None, "event",
    ),
    (rf"(?P<rm>{either(_MONTHS | _VAGUE)})(?:{_day()}|{_PART})?", _whole_word, "event"),
    (rf"(?P<ry>{either(_GLOSSED_YEARS)})\d{{2,4}}[）)]\s?年", None, "event"),
    (
        rf"(?P<rm>{either(_GLOSSED_MONTHS)}){_NUMBER}[）)]\s?月(?:份)?(?:{_day()}|{_PART})?",
        None, "event",
    ),
    (rf"(?P<rm>{either(_GLOSSED_TODAY)})(?P<d>{_NUMBER}){_GLOSSED}", None, "event"),
    (rf"(?P<rd>{either(_GLOSSED_DAYS)}){_NUMBER}{_GLOSSED}", None, "event"),
    (rf"(?P<rm>{either(_MONTHS)})(?P<d>{_NUMBER})[日号號]?{_TO}{_day('2')}", None, "event"),
    (rf"(?P<rd>{either(_DAYS)})(?!本|{_DAY_GLOSS})", _whole_word, "event"),
    (
        r"(?:(?P<wk>[上下本这這])个?)?(?:周|星期)(?P<wd>[一二三四五六日天末])"
        rf"(?:{_TO}(?:[本这這])?(?:周|星期)?(?P<wd2>[一二三四五六日天]))?",
        _lone_weekday, "event",
    ),
    (rf"{_FREE}{_day()}", _bare_day, "event"),
    (rf"{_FREE}(?P<d>{_NUMBER})\s?[日号號]?{_TO}{_day('2')}", _neighbours, "event"),
    (rf"{_FREE}(?P<n>\d{{1,2}}|[一二两三四五六七八九十])天(?P<way>前|后)", _calendar, "event"),
    (rf"{_FREE}(?:{_any_year()})?(?:{_month()})?{_day()}{_FILED}", None, "publication"),
    (rf"{_FREE}{_DATE}{_REPORTED}", None, "publication"),
)  # fmt: skip

PATTERNS: Final = tuple(
    Pattern(re.compile(regex), WORDS, guard, role, "9一" if regex.startswith(_FREE) else "一")
    for regex, guard, role in _PATTERNS
)
