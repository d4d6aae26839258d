"""The month that a bulletin or an issue of a periodical is for, where no day is told."""

import re
from calendar import monthrange
from typing import Final

from kg.extract.dates_scan import read
from kg.model import Text

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_EN: Final = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)}),? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_ZH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?!\d)")
_ISSUE: Final = re.compile(
    r"\b(?:issue|no\.|vol(?:\.|ume)|bulletin|newsletter|digest|gazette|review)\b"
    r"|第[一二三四五六七八九十\d]+期|简报|月报|通讯|快讯|动态",
    re.IGNORECASE,
)
# 2023年第11期（总第86期） 11月30日: the day of an issue that is counted by the year.
_COUNTED: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?年 ?(?:第|总第)?[一二三四五六七八九十\d]{1,4} ?期[^\n]{0,30}?"
    r"(?P<day>(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月"
    r" ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?日)"
)
# "River Digest 2/2024 ... Sent out on Tuesday, 2 July"
_NUMBERED: Final = re.compile(r"\b\d{1,3} ?/ ?(?P<year>20\d\d)\b")
_SENT: Final = re.compile(
    r"\b(?:sent(?: out)?|issued|published|released|posted|closed)(?: on)? (?:[A-Z][a-z]+day,? )?"
    rf"(?P<day>[1-9]|[12]\d|3[01]) (?P<month>{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)
_HEAD: Final = 400
_NEAR: Final = 80


def issue_day(text: Text) -> str | None:
    """Return the day of an issue, or the last of its month; dates in it count from there."""
    head = text.clean[:_HEAD]
    if (counted := _COUNTED.search(head)) and (day := _day(counted)):
        return day
    for found in (*_EN.finditer(head), *_ZH.finditer(head)):
        around = head[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        month = found["month"].lower()
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        if _ISSUE.search(around) and 1 <= number <= len(_MONTHS):
            year = int(found["year"])
            return f"{year:04}-{number:02}-{monthrange(year, number)[1]:02}"
    numbered, sent = _NUMBERED.search(head), _SENT.search(head)
    if numbered and sent:
        number, last = _MONTHS.index(sent["month"].lower()) + 1, int(sent["day"])
        if last <= monthrange(int(numbered["year"]), number)[1]:
            return f"{numbered['year']}-{number:02}-{last:02}"
    return None


def _day(counted: re.Match[str]) -> str | None:
    point = next((r.first for r in read(counted["day"])), None)
    whole = point._replace(year=int(counted["year"])) if point and point.day else None
    return whole.bounds()[0].isoformat() if whole and whole.exists() else None
