"""The month that a bulletin or an issue of a periodical is for, where no day is told."""

import re
from calendar import monthrange
from typing import Final

from kg.extract.dates_languages import LANGUAGES
from kg.extract.dates_scan import read
from kg.model import Text

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_EN: Final = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)}),? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_ABROAD: Final = {
    word: number
    for row in LANGUAGES.values()
    for number, words in enumerate(row.months.lower().split(), 1)
    for word in words.split("|")
}
_LOCAL: Final = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(_ABROAD, key=len, reverse=True))}),?(?: de)?"
    r" (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ISSUE_LOCAL: Final = re.compile(
    r"(?<!\w)(?:n[°ºo]\.? ?\d|num[eé]ro|nr\. ?\d|bulletin|lettre|boletín|boletim|gazette|revue"
    r"|mensuel|trimestriel|rundbrief|ausgabe|edición|edição)(?!\w)",
    re.IGNORECASE,
)
_ZH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?!\d)")
_ISSUE: Final = re.compile(
    r"\b(?:issue|no\.|vol(?:\.|ume)|bulletin|newsletter|digest|gazette|review|quarterly|monthly"
    r"|circular|chronicle|edition|round-?up|in review)(?!\w)"
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
# As in "Issue 2 of 2024 * June" and "No. 7/2024 (March)".
_OF_YEAR: Final = re.compile(
    rf"\b(?:issue|no\.?|number|edition) ?\d{{1,3}} ?(?:of|/|,) ?(?P<year>20\d\d)\W{{1,6}}"
    rf"(?P<month>{'|'.join(_MONTHS)})\b(?! \d)",
    re.IGNORECASE,
)
# The imprint: "© City Council, May 2023"
_IMPRINT: Final = re.compile(
    rf"(?:©|\(c\)|\bcopyright\b|\bimprint\b)[^\n\d]{{0,60}}\b(?P<month>{'|'.join(_MONTHS)}),?"
    r" (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
# "Ausgabe Winter 2022", "Heft 3/2022", then "Wien, 8. Dezember" at the end of a line
_YEAR_LOCAL: Final = re.compile(
    r"\b(?:Ausgabe|Heft|Nummer|Nr\.|Numéro|Número|Edición|Edição|N[°ºo]\.?)"
    r"(?: [^\s\d]{3,12}| \d{1,3}(?: ?/| ?[–-]| von| de))? ?(?P<year>20\d\d)\b(?! ?[/–-] ?\d)",
    re.IGNORECASE,
)
_FILED_LOCAL: Final = re.compile(
    rf"^[^\n]*\b[A-ZÀ-Ý][\w -]{{2,40}}, (?:den |le |el |em )?(?P<day>\d{{1,2}})(?:\.|er|º)?(?: de)?"
    rf" (?P<month>{'|'.join(sorted(_ABROAD, key=len, reverse=True))})$",
    re.IGNORECASE | re.MULTILINE,
)
_DAY_BEFORE: Final = re.compile(r"\d(?:er|º)?\.?(?: de)? $")
_DAYS: Final = re.compile(r"\b\d{1,2} ?(?:[-–—]|to|until|and) ?(?P<last>[1-9]|[12]\d|3[01]) $")
_RANGE: Final = 12
_HEAD: Final = 400
_NEAR: Final = 80


def issue_day(text: Text) -> str | None:
    """Return the day of an issue, or the last of its month; dates in it count from there."""
    head = text.clean[:_HEAD]
    if (counted := _COUNTED.search(head)) and (day := _day(counted)):
        return day
    for found in (*_EN.finditer(head), *_ZH.finditer(head)):
        around = head[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        day = _to_the_day(found, head) or _last_of_month(found)
        if day and _ISSUE.search(around):
            return day
    for found in _LOCAL.finditer(head):
        around = head[max(0, found.start() - _NEAR) : found.end()]
        if _ISSUE_LOCAL.search(around) and not _DAY_BEFORE.search(around[: -len(found[0])]):
            return _last_of_month(found)
    if (of_year := _OF_YEAR.search(head)) and (day := _last_of_month(of_year)):
        return day
    for year, filed in ((_NUMBERED, _SENT), (_YEAR_LOCAL, _FILED_LOCAL)):
        numbered, sent = year.search(head), filed.search(head)
        if numbered and sent and (day := _of_year(numbered, sent)):
            return day
    imprint = _IMPRINT.search(text.clean, max(0, len(text.clean) - _HEAD))
    return _last_of_month(imprint) if imprint else None


def _to_the_day(month: re.Match[str], head: str) -> str | None:
    """Return the last day of "Weekly review, 12-18 February 2024"."""
    days = _DAYS.search(head, max(0, month.start() - _RANGE), month.start())
    whole = _last_of_month(month) if days else None
    if days is None or whole is None or int(days["last"]) > int(whole[-2:]):
        return None
    return f"{whole[:-2]}{int(days['last']):02}"


def _of_year(numbered: re.Match[str], sent: re.Match[str]) -> str | None:
    """Return the day that an issue with a year was sent out."""
    month, year, last = sent["month"].lower(), int(numbered["year"]), int(sent["day"])
    number = _MONTHS.index(month) + 1 if month in _MONTHS else _ABROAD[month]
    return f"{year}-{number:02}-{last:02}" if last <= monthrange(year, number)[1] else None


def _last_of_month(told: re.Match[str]) -> str | None:
    month = told["month"].lower()
    if month.isdigit():
        number = int(month)
    else:
        number = _MONTHS.index(month) + 1 if month in _MONTHS else _ABROAD[month]
    if not 1 <= number <= len(_MONTHS):
        return None
    year = int(told["year"])
    return f"{year:04}-{number:02}-{monthrange(year, number)[1]:02}"


def _day(counted: re.Match[str]) -> str | None:
    point = next((r.first for r in read(counted["day"])), None)
    whole = point._replace(year=int(counted["year"])) if point and point.day else None
    return whole.bounds()[0].isoformat() if whole and whole.exists() else None
