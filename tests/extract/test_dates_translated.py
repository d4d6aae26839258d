"""Dates that machine translation broke: 月 as moon or months, 日 as day, on or On the Nth."""

import pytest
from extract.date_reading import edtf

BROKEN = {
    "5months24on-28On the 20th, the bureau": "2024-05-24/2024-05-28",
    "3months8day to10On the 10th, one line": "2024-03-08/2024-03-10",
    "2023year6moon18-20On the day, the center": "2023-06-18/2023-06-20",
    "2023 year 6 moon 18 day": "2023-06-18",
    "2021year8moon30day-9moon2day, the station": "2021-08-30/2021-09-02",
    "2021year12moon30day to 2022year1moon2day": "2021-12-30/2022-01-02",
    "4moon28Sunday afternoon": "2024-04-28",
    "4moon26On the day, between the two": "2024-04-26",
    "4moon9Number, because of rain": "2024-04-09",
    "4moon11Day, the meeting": "2024-04-11",
    "4moon24day, one line": "2024-04-24",
    "4moon27 in the hall": "2024-04-27",
    "13days, in the city": "2024-06-13",
    "on 12 day to 13 day went": "2024-06-12/2024-06-13",
    "from 21 to 23 day of May.": "2024-05-21/2024-05-23",
    "next year 3moon an expert": "2025-03",
    "last year 12moon a course": "2023-12",
    "2026year3moon in the city": "2026-03",
    "students in 5moon": "2024-05",
    "12moon8Day of last year": "2023-12-08",
    "From 9moon17 to 19 day of last year": "2023-09-17/2023-09-19",
    "in 9moon of this year, two bureaus": "2024-09",
    "4 month 6 day 9 o'clock 30": "2024-04-06",
    "18 day, the two sides": "2024-06-18",
    "15 day afternoon, outside": "2024-06-15",
    "the boat arranged in Lima on 19 day did": "2024-06-19",
    "the tour of 17 day to the field": "2024-06-17",
    "14Day, in the campus": "2024-06-14",
    "on the 12th afternoon the hall": "2024-06-12",
    "this month 12 day, a guest": "2024-06-12",
    "12 day of this month, a guest": "2024-06-12",
    "in 2018year, in Lima": "2018",
}
SOUND = [
    "5 months ago",
    "12 months of work",
    "a 5 day, long tour",
    "a tour of 17 day",
    "the 3 month course",
    "for 30days",
    "within 15days",
    "20 moons",
    "3 months later",
]


@pytest.mark.parametrize("phrase", BROKEN)
def test_a_broken_date_is_read_and_its_scraps_are_not(phrase: str) -> None:
    assert edtf(phrase) == [BROKEN[phrase]]


@pytest.mark.parametrize("phrase", SOUND)
def test_a_duration_is_not_a_broken_date(phrase: str) -> None:
    assert edtf(phrase) == []


def test_a_broken_date_without_publication_keeps_its_year_open() -> None:
    assert edtf("5months24on-28On the 20th, the bureau", None) == ["XXXX-05-24/XXXX-05-28"]
