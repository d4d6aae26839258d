"""When things happened: every date of a text, with what the text leaves out filled in or left open.

A year comes from the text or from the publication date, never from anywhere else: a date whose
year nobody says keeps `XXXX`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Final

from kg.extract.dates_anchoring import Anchoring, TimeMention
from kg.extract.dates_edtf import Point, partial_date
from kg.extract.dates_published import BYLINE, dateline, opening, weight
from kg.extract.dates_readings import Reading
from kg.extract.dates_scan import plain, read, readings
from kg.model import Block, Evidence, PartialDate, Sourced, Span, Text
from kg.text.fields import notices

__all__ = ["TimeMention", "find_dates", "published_date"]

_LIMIT_BEFORE: Final = re.compile(
    r"\b(?:since|until|till|by|before|after|as of)[ \xa0](?:the\s)?$"
    r"|\b(?:until|till|by|before) the (?:end|close|start|beginning|middle) of $"
    r"|\b(?:antes del?|hasta(?: el)?|avant le|depuis le|bis(?: zum)?|vor dem|seit(?: dem)?"
    r"|até(?: [ao]o?)?|trước(?: ngày)?) $|\bjusqu['’]au $"
    r"|自$|(?<!改期)(?<!延期)(?<!推迟)(?<!顺延)(?<!延后)(?<!推后)(?<!调整)(?<![改推移延放挪定])[到至]$|截[至止]$",
    re.IGNORECASE,
)
# The day on which a reporter asked is no day of an event.
_ASKED: Final = re.compile(r"(?:上午|下午)?，?(?:本报|本网)?记者从")
_LIMIT_AFTER: Final = re.compile(
    r"(?:以|之)?前(?![一二三四五六七八九十两几往来去赴\d])|起(?![草程身步义在]|的?[两三四五六七八九\d]|，?[连为接])|以[来來后後]"
)


def find_dates(text: Text, *, published: str | None) -> tuple[TimeMention, ...]:
    """Return the dates of the article, in order, none overlapping; menus and footers are skipped.

    `published` is the ISO date of publication, where it is known to the day.
    """
    clean = plain(text)
    base = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    anchoring = Anchoring(clean, base)
    lines = _lines(text.clean, text.blocks)
    placed = (anchoring.place(_with_role(clean, r, lines)) for r in readings(text))
    return tuple(mention for mention in placed if mention)


def published_date(text: Text, declared: str | None) -> Sourced[PartialDate] | None:
    """Return when the document says it was published: declared, in its byline, or its dateline.

    An age ("3 months ago") is none, for nobody knows since when; a dateline without a year gives
    a date without one.
    """
    clean = plain(text)
    heads = [r for r in readings(text) if r.first and r.first.day and not r.last]
    full = [r for r in heads if r.first and r.first.year and not r.year]
    if point := _declared(declared):
        told = next((r for r in full if r.first == point), None)
        return _sourced(text, point, told, "date.published.declared", 1.0)
    lines = _lines(text.clean, text.blocks)
    weights = [(lines.weight(clean, r.span), -r.span.start) for r in full]
    best = max(zip(weights, full, strict=True), key=itemgetter(0), default=None)
    if best is not None and best[0][0] >= BYLINE:
        return _sourced(text, best[1].first, best[1], "date.published.byline", 0.95)
    filed = (r for r in heads if r.role == "publication" or lines.dateline(clean, r.span))
    told = next((r for r in filed if r.first and r.first.month and not r.year), None)
    point = told.first if told else None
    return _sourced(text, point, told, "date.published.dateline", 0.9)


def _with_role(clean: str, reading: Reading, lines: "_Lines") -> Reading:
    """Mark the dates of a byline, and those that only bound a time (since, until, 以前)."""
    if reading.role != "event":
        return reading
    span = reading.span
    full = reading.first and reading.first.day and reading.first.year and not reading.last
    if full and lines.weight(clean, span) >= BYLINE:
        return replace(reading, role="publication")
    if lines.dateline(clean, span):
        return replace(reading, role="publication")
    before, after = clean[max(0, span.start - 28) : span.start], clean[span.end : span.end + 3]
    bounds = _LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after)
    asked = before.endswith("记者") and clean[span.end : span.end + 5].find("从") >= 0
    if bounds or asked or _ASKED.match(clean, span.end):
        return replace(reading, role="limit")
    return reading


def _declared(declared: str | None) -> Point | None:
    """Return the day that `<meta>` or a field names, in ISO form or in words."""
    points = (r.first for r in read(declared or "") if r.last is None)
    return next((p for p in points if p and p.year and p.day and p.exists()), None)


class _Lines:
    """Which lines of a text may say when it was published, and which say when something is."""

    def __init__(self, clean: str, blocks: Sequence[Block]) -> None:
        self._starts = [block.span.start for block in blocks]
        self._bylines = {at for at, block in enumerate(blocks) if block.kind == "byline"}
        self._opening = opening(clean)
        # What is furniture is no line of a notice.
        told = [b.span.of(clean) if b.kind == "body" else "" for b in blocks]
        self._notices = {at for run in notices(told) for at in run}
        self._weights: dict[Span, int] = {}

    def dateline(self, clean: str, date: Span) -> bool:
        opens = self._opening
        heads = opens is not None and date.start < opens.end and opens.start < date.end
        return heads or dateline(clean, date)

    def weight(self, clean: str, date: Span) -> int:
        """Return how much the line of a full date looks like one of publication."""
        if date not in self._weights:
            at = bisect_right(self._starts, date.start) - 1
            told = at in self._notices
            weighed = 0 if told else weight(clean, date, byline=at in self._bylines)
            filed = self._opening is not None and self._opening == date
            self._weights[date] = max(weighed, 2 * BYLINE) if filed else weighed
        return self._weights[date]


@lru_cache(maxsize=2)  # publication and events are asked for one after the other
def _lines(clean: str, blocks: tuple[Block, ...]) -> _Lines:
    return _Lines(clean, blocks)


def _sourced(
    text: Text, point: Point | None, told: Reading | None, rule: str, confidence: float
) -> Sourced[PartialDate] | None:
    value = partial_date(point, None, "explicit") if point else None
    if value is None:
        return None
    if told is None:  # declared beside the text, which does not repeat it
        return Sourced(value, Evidence((), rule, confidence))
    return Sourced(value, text.evidence(told.span, rule=rule, confidence=confidence))
