"""What holds for every text: bounds are ordered, EDTF parses, and no year is invented."""

import re
from datetime import date

import pytest
from extract.date_reading import mentions
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import find_dates
from kg.extract.dates_edtf import Point, following, latest, parse_edtf, partial_date
from kg.model import Block, OffsetMap, Span, Text

EDTF = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d){0,2}(?:/(?:\d{4}|XXXX)(?:-\d\d){0,2})?")
SCRAPS = st.sampled_from([
    "5", "28", "31", "2023", "1999", "year", "moon", "months", "day", "On the 20th", "-", "to",
    "and", "May", "June", "Sept.", "last", "next", "this", "Friday", "Monday", "week", "month",
    "the", "of", "in", "on", "early", "today", "yesterday", "a day later", "年", "月", "日", "至",
    "、", "去年", "今年", "次日", "同日", "上周五", "十", "二十", "〇", "电", "底", "上旬", "近日",
    "/", ".", ",", "，", "。", " ", "\n", "XXXX", "days", "ago", "two", "号", "年度",
])  # fmt: skip
TEXTS = st.lists(SCRAPS, max_size=25).map("".join) | st.text(max_size=60)
PUBLISHED = st.none() | st.dates(date(1970, 1, 1), date(2099, 12, 31)).map(date.isoformat)
DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))
LANGUAGES = st.sampled_from(["en", "zh-Hans", "es", "fr", "de", "pt", "ru", "vi"])


@given(TEXTS, PUBLISHED, LANGUAGES)
def test_every_mention_is_well_formed(passage: str, published: str | None, language: str) -> None:
    end = 0
    for mention in mentions(passage, published, language):
        assert end <= mention.span.start < mention.span.end <= len(passage)
        end = mention.span.end
        value = mention.date
        assert EDTF.fullmatch(value.edtf)
        starts = (value.starts_not_before, value.starts_not_after)
        bounds = (*starts, value.ends_not_before, value.ends_not_after)
        if None in bounds:
            assert bounds == (None,) * 4
            assert value.certainty == "unknown"
        else:
            first, latest_first, first_end, last = map(date.fromisoformat, filter(None, bounds))
            assert first <= latest_first <= last
            assert first <= first_end <= last


@given(TEXTS, LANGUAGES)
def test_no_year_is_invented(passage: str, language: str) -> None:
    """Without a publication date, a year stands in the text, or next to one that does."""
    digits = re.findall(r"(?:19|20)\d\d", passage) or re.findall("[一二][〇一二]{3}", passage)
    for mention in mentions(passage, None, language):
        if not digits:
            assert mention.date.certainty == "unknown"
            assert mention.date.start is None


@given(DAYS, DAYS)
def test_edtf_of_a_stretch_reads_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    value = partial_date(Point.of(first), Point.of(last), "explicit")
    if first == last:
        assert value is None
    else:
        assert value is not None
        assert parse_edtf(value.edtf) == (Point.of(first), Point.of(last))


@given(DAYS, DAYS)
def test_a_year_less_day_is_put_on_the_asked_side_of_publication(
    day: date, published: date
) -> None:
    said = Point(None, day.month, day.day)
    past, ahead = latest(said, published), following(said, published)
    assert past is not None and ahead is not None
    assert (said._replace(year=past).bounds()[0] - published).days <= 1
    assert said._replace(year=ahead).bounds()[0] >= published


@given(DAYS)
def test_a_written_day_is_read_back(day: date) -> None:
    for written in (
        day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}year{day.month}moon{day.day}day",
    ):  # fmt: skip
        assert [m.date.edtf for m in mentions(written, None)] == [day.isoformat()]


def test_what_the_text_said_survives_the_inference_of_a_year() -> None:
    (mention,) = mentions("was held from May 24 to 28")
    assert mention.said.edtf == "XXXX-05-24/XXXX-05-28"


def test_a_date_with_a_year_keeps_it() -> None:
    (mention,) = mentions("on 15 May 2023")
    assert mention.date == mention.said


def test_menus_and_footers_are_not_read() -> None:
    clean = "2020-01-01 menu\nThey met on 15 May 2023.\n© 2014-01-01"
    kinds = (("nav", 0, 15), ("body", 16, 40), ("legal", 41, len(clean)))
    blocks = tuple(Block(Span(start, end), kind) for kind, start, end in kinds)
    page = Text(clean, clean, OffsetMap.identity(len(clean)), (), blocks, (), "en")
    assert [m.date.edtf for m in find_dates(page, published=None)] == ["2023-05-15"]


@pytest.mark.parametrize(
    "scrap", ["5月", "2021 ", "May 24 to ", "12moon", " ", "(", "二十", "the 8th "]
)
def test_repeated_scraps_neither_hang_nor_fail(scrap: str) -> None:
    mentions(scrap * (20_000 // len(scrap)))
