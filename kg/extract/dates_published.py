"""Which line of a page tells when it was published."""

import re
from typing import Final

from kg.model import Span

_LABEL: Final = re.compile(
    r"(?:发布|发表|發佈|發布|更新|刊发|信息)?(?<!当地)(?:时间|日期|時間)|(?:发布|更新)[于於：:]"
    r"|\b(?:published|posted|updated|release(?:d)?|post)\b(?:\s+(?:on|time|date))?|\b(?:time|date)\s*:"
    r"|cập nhật|ngày đăng|fecha|publicado|publié|mis à jour|veröffentlicht|stand:|atualizado"
    r"|опубликовано|дата",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"来源|來源|作者|记者|記者|编辑|編輯|责编|字号|字體|字体|浏览|阅读|点击|點擊|稿件|"
    r"\b(?:source|author|editor|news|views|clicks|share|print|by|reading|comments?)\b|[|｜•·]",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d")
_NOT_THIS: Final = re.compile(
    r"©|copyright|版权所有|下一篇|上一篇|截止|deadline|archive|时间：每|\bfor the period\b",
    re.IGNORECASE,
)
_PROSE: Final = re.compile(r"[。；]|[.!?]\s+[A-ZÀ-Ý]|[a-zà-ÿ]{3}\.$|，.{12}")
_PLACE: Final = re.compile(r"\s*[A-ZÀ-Ý][\w.'’ -]+(?:,\s+[A-ZÀ-Ý][\w.'’ -]+)*(?:,\s+|\s\()")
_DASH: Final = re.compile(
    r"\)?\s*(?:\([^)\n]{2,20}\)|,\s[A-Z][\w/]{1,15})?\s*\.?(?:--|[-—–]|:)\s+[\"“«A-ZÀ-Ý]"
)
_STOPPED: Final = re.compile(
    r"^[A-ZÀ-Ý][\w.'’ -]{1,40}, [^\n]{4,40}?\d{4}\. (?=[A-ZÀ-Ý])", re.MULTILINE
)
_STOP: Final = re.compile(r"\.[ \xa0]+(?=[A-ZÀ-Ý])")
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
    points = 3 * bool(_LABEL.search(clean[max(start, date.start - 25) : date.start]))
    points += 2 * byline
    spoken = _PREPOSITION.search(clean[max(0, date.start - 8) : date.start])
    if points == 0 and (spoken or _PROSE.search(around) or not _APART.match(clean, date.end)):
        return 0
    points += 2 * bool(_CLOCK.search(line)) + 2 * bool(_FURNITURE.search(around))
    return points + 2 * (len(around) <= _SHORT)


def stops_open(clean: str) -> bool:
    """Tell whether `Bonn, 3 June 2024. The` opens the article: several open items of a calendar."""
    return len(_STOPPED.findall(clean)) == 1


def dateline(clean: str, date: Span, *, stops: bool = False) -> bool:
    """Tell whether a date opens an article: `NAIROBI, March 3 (Xinhua) -- `.

    With `stops` a full stop may stand in place of the dash.
    """
    line = clean.rfind("\n", max(0, date.start - _SHORT), date.start) + 1
    if line == 0 and date.start > _SHORT:
        return False
    opens = _DASH.match(clean, date.end) or (stops and _STOP.match(clean, date.end))
    return bool(opens and _PLACE.fullmatch(clean, line, date.start))
