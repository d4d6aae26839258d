"""Dates in words: as exact as the source, with what it leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.when import Moment, day, said


@pytest.mark.parametrize(
    "edtf, english, chinese",
    [
        ("2024-03-04", "4 March 2024", "2024年3月4日"),
        ("2022-06", "June 2022", "2022年6月"),
        ("2022", "2022", "2022年"),
        ("XXXX-12-08", "8 December", "12月8日"),
        ("2023-05-24/2023-05-28", "24 to 28 May 2023", "2023年5月24日至28日"),
        ("2024-05-30/2024-06-02", "30 May to 2 June 2024", "2024年5月30日至6月2日"),
        (
            "2023-12-30/2024-01-02",
            "30 December 2023 to 2 January 2024",
            "2023年12月30日至2024年1月2日",
        ),
        ("XXXX-05-24/XXXX-05-28", "24 to 28 May", "5月24日至28日"),
        ("", "date unknown", "日期不详"),
        ("2024?", "2024?", "2024?"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(edtf: str, english: str, chinese: str) -> None:
    assert said(Moment(edtf), is_chinese=False).text == english
    assert said(Moment(edtf), is_chinese=True).text == chinese


@pytest.mark.parametrize(
    "moment, doubt",
    [
        (Moment("2024-03-04"), ""),
        (Moment("2024-03"), "no source says the day"),
        (Moment("2024"), "no source says more than the year"),
        (Moment("2024-03-04", "year-inferred"), "the year is inferred, not said"),
        (
            Moment("XXXX-12-08", "unknown", "2022-12-19", "2024-01-05"),
            "the year is not said; between 19 December 2022 and 5 January 2024",
        ),
        (Moment("", "", "2022-12-19"), "not before 19 December 2022"),
        (Moment("", "", "", "2022-12-19"), "not after 19 December 2022"),
    ],
)
def test_what_is_not_certain_is_said(moment: Moment, doubt: str) -> None:
    assert said(moment, is_chinese=False).doubt == doubt
    assert bool(said(moment, is_chinese=True).doubt) is bool(doubt)


@given(st.dates().map(lambda date: date.isoformat()))
def test_each_day_is_said_with_all_its_figures(date: str) -> None:
    year, month, number = date.split("-")
    assert day(date, is_chinese=True) == f"{year}年{int(month)}月{int(number)}日"
    assert day(date, is_chinese=False).startswith(f"{int(number)} ")
