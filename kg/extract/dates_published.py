"""Which line of a page tells when it was published."""

import re
from itertools import islice
from typing import Final

from kg.model import Span

_LABEL: Final = re.compile(
    r"(?:发布|发表|發佈|發布|更新|刊发|信息)?(?<!当地)(?:时间|日期|時間)|(?:发布|更新)[于於：:]"
    r"|\b(?:published|posted|updated|release(?:d)?|post)\b(?:\s+(?:on|time|date))?"
    r"|\b(?:time|date)\s*:"
    r"|cập nhật|ngày đăng|fecha|publicado|publié|mis à jour|veröffentlicht|stand:|atualizado"
    r"|опубликовано|дата",
    re.IGNORECASE,
)
_REVISED: Final = re.compile(
    r"\b(?:modified|amended|revised|reviewed|updated)\b[^.;]{0,12}$", re.IGNORECASE
)
# A sentence or a part of the line of its own, as in "From our desk. Issued 2 August 2024."
_ISSUED: Final = re.compile(
    r"(?:^|[.!?|·•–—] ?)(?i:issued|sent(?: out)?|dispatched|circulated|released|filed|dated)"
    r"(?i:(?: on)?:? (?:[a-z]+day,? )?)$"
)
_FURNITURE: Final = re.compile(
    r"来源|來源|作者|记者|記者|编辑|編輯|责编|字号|字體|字体|浏览|阅读|点击|點擊|稿件|"
    r"\b(?:source|author|editor|news|views|clicks|share|print|by|reading|comments?)\b|[|｜•·]",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d")
_NOT_THIS: Final = re.compile(
    r"©|copyright|(?:save|mark) (?:the|this|your) (?:dates?|calendars?)|\b(?:event|start"
    r"|end) date\b|\bdates? (?:of the (?:event|meeting|workshop)|(?:and|&) (?:venue|place|time))"
    r"|\bupcoming\b|^\W*(?:next|photo|image|signed|background|see also|related|retrieved|accessed"
    r"|comments?)\b|版权所有|下一篇|上一篇|截止|deadline|archive|时间：每|\bfor the period\b",
    re.IGNORECASE,
)
_PROSE: Final = re.compile(r"[。；]|[.!?]\s+[A-ZÀ-Ý]|[a-zà-ÿ]{3}\.$|，.{12}")
_PLACE: Final = re.compile(
    r"\s*[A-ZÀ-Ý][\w.'’ -]+(?:\([A-ZÀ-Ý][^()\n\d]{2,30}\)(?=,))?"
    r"(?:,\s+[A-ZÀ-Ý][\w.'’ -]+)*(?:,\s+(?:den |le |el )?|\s\()"
)
# As in "LAHORE, (Pakistan Point News - 19th Sep, 2021) : The minister".
_AGENCY: Final = re.compile(r"\s*[A-ZÀ-Ý][\w.'’ -]+, ?\([^()\n]{2,60} - ")
_DASH: Final = re.compile(
    r"\)?\s*(?:\([^)\n]{2,20}\)|,\s[A-Z][\w/]{1,15})?\s*\.?(?:--|[-—–]|:)\s+[\"“«A-ZÀ-Ý]"
)
_DAY: Final = (
    r"(?:[A-Z][a-z]{2,6}day,? |den |le |el )?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?(?: de)? [^\W\d]{3,10}\.?,?(?: de)?"
    r"|[A-Z][^\W\d]{2,11}\.? \d{1,2}(?:st|nd|rd|th)?,?) (?:19|20)\d\d"
)
_NAMED: Final = r"[A-ZÀ-Ý][\w.'’/-]*(?: [\w.'’/-]+){0,3}"
_SITE: Final = rf"{_NAMED}(?:, {_NAMED}){{0,2}}"
# The head of an article that has one: place and day in either order, in brackets or without.
_OPENING: Final = re.compile(
    rf"^[\[(]?(?:{_SITE}(?:, | \(|\. |: | [-–—] ))?(?P<day>{_DAY})(?:,? \(?{_SITE}\)?)?"
    r"(?: \([^)\n]{2,40}\))?(?:[\])]? ?(?:--|\. ?[-–—]|[-–—:.])|[\])])[ \xa0]+(?=[\"“«A-ZÀ-Ý])",
    re.MULTILINE,
)
# As in "Quito (Pichincha), 5 de julio de 2023. La", "Girona, 5 de julio de 2023 | La".
_OPENING_ES: Final = re.compile(
    rf"^{_SITE}(?: \([^()\n]{{2,30}}\))?(?:, | / |\. | [-–] )(?:a )?"
    r"(?P<day>(?:(?i:lunes|martes|miércoles|jueves|viernes|sábado|domingo),? )?"
    r"(?:\d{1,2} de [a-z]{4,10},? del? 20\d\d|(?i:[a-z]{4,10}) \d{1,2} del? 20\d\d))"
    r"(?: \([^)\n]{2,40}\))?(?:\.| [|/–-]|:) (?:\(@?\w+\)\.? )?(?=[\"“«A-ZÀ-Ý])",
    re.MULTILINE,
)
# Of a date that something is due or begins on.
_DUE: Final = re.compile(
    r"\b(?:clos(?:es|ing)|deadline|due|apply|applications?|submi\w+|expir\w+|valid|before|until"
    r"|start(?:s|ing)?|begin\w*|ends?|ending)\b[^\n\d]{0,24}$|(?:截止|截至|报名)[^\n\d]{0,12}$",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(
    r"(?:\b(?:on|in|from|by|to|since|until|of|and|the|el|le|am|vom|em|в|с|ngày)[ \xa0]"
    r"|[于在自从至到和])$",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"\s|$|[|｜·•(（\[【】\])]|,?\s*(?:by|记者)")
BYLINE: Final = 2
_SHORT: Final = 60
_LONG: Final = 300


def _line(clean: str, span: Span) -> Span:
    """Return the line around a span, cut to what stands near it where it is long."""
    earliest = max(0, span.start - _LONG)
    start = max(earliest, clean.rfind("\n", earliest, span.start) + 1)
    end = clean.find("\n", span.end, span.end + _LONG)
    return Span(start, end if end >= 0 else min(len(clean), span.end + _LONG))


def weight(clean: str, date: Span, *, byline: bool = False) -> int:
    """Return how much the line of a full date looks like a byline; from 2 on it is one."""
    start, end = _line(clean, date)
    line = clean[start:end]
    if _NOT_THIS.search(line):
        return 0
    around = line.replace(date.of(clean), "").strip()
    if _DUE.search(clean[max(start, date.start - 40) : date.start]):
        return 0
    told = clean[max(start, date.start - 25) : date.start]
    if _REVISED.search(told):  # counts where nothing says when the page was published
        return BYLINE
    points = 3 * bool(_LABEL.search(told) or _ISSUED.search(told))
    points += 2 * byline
    spoken = _PREPOSITION.search(clean[max(0, date.start - 8) : date.start])
    if points == 0 and (spoken or _PROSE.search(around) or not _APART.match(clean, date.end)):
        return 0
    points += 2 * bool(_CLOCK.search(line)) + 2 * bool(_FURNITURE.search(around))
    return points + 2 * (len(around) <= _SHORT)


def opening(clean: str) -> Span | None:
    """Return the day in the head of the article: `Bonn, 3 June 2024. The`, `3 June 2024, Bonn - `.

    Several such heads are the items of a calendar.
    """
    found = list(islice(_OPENING.finditer(clean), 2))
    found = found or list(islice(_OPENING_ES.finditer(clean), 2))
    return Span(*found[0].span("day")) if len(found) == 1 else None


def dateline(clean: str, date: Span) -> bool:
    """Tell whether a date opens an article: `NAIROBI, March 3 (Xinhua) -- `."""
    line = clean.rfind("\n", max(0, date.start - _SHORT), date.start) + 1
    if line == 0 and date.start > _SHORT:
        return False
    if _AGENCY.fullmatch(clean, line, date.start):
        return clean[date.end : date.end + 2].lstrip().startswith(")")
    return bool(_DASH.match(clean, date.end) and _PLACE.fullmatch(clean, line, date.start))
