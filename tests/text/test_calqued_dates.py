"""Chinese dates that were translated word for word, put into English."""

import pytest

from kg.text.calqued_dates import dated
from kg.text.offsets import View


def english(text: str) -> str:
    return View.of(text).patched(dated(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("on 8 month 2 to 5, they met", "on 2-5 August, they met"),
        ("2016 years 3 months, they met", "March 2016, they met"),
        ("on 8-month-2-th.", "on 2 August."),
        ("in the 8 month, they will meet", "in August, they will meet"),
        ("on 8th month 2nd day, they met", "on 2 August, they met"),
        ("two thousand twenty-one year five moon six day", "6 May 2021"),
        ("8 month 30 day to 9 month 2 day", "30 August to 2 September"),
        ("in 2017 May, they met", "in May 2017, they met"),
        ("in early 8 month", "in early August"),
        ("8 month 2 day arrive 5 day", "2-5 August"),
        ("Reiwa 6 year 5 month 10 day", "10 May 2024"),
        ("from day 3 to day 5/8 they met", "3-5 August they met"),
        ("day 5 month 8 year 2023", "5 August 2023"),
        ("2023. 6. 13.", "13 June 2023"),
        ("the past 12 day they met", "on the 12th they met"),
        ("in 2019 year 6 month, two sides met", "in June 2019, two sides met"),
        ("last year 11 month they met", "November of last year they met"),
        ("in 3moon the middle ten days", "in mid March"),
        ("Time: 2024 / 9 / 23", "Time: 23 September 2024"),
        ("year 2018 month 8 day 2", "2 August 2018"),
        ("June 3 day to 5 day", "3-5 June"),
        ("it ran from 8.2 to 8.5 in Aran", "it ran from 2 August to 5 August in Aran"),
        ("at 8.2 of last year", "at 2 August of last year"),
        ("upper month 8 day", "the 8th of last month"),
        ("on 8th this month", "on the 8th of this month"),
        ("2 days, the guests left", "On the 2nd, the guests left"),
        ("Same day, they left", "On the same day, they left"),
    ],
)
def test_a_date_is_put_into_english(translated: str, said: str) -> None:
    assert english(translated) == said


@pytest.mark.parametrize(
    "text",
    [
        "for 8 months 2 teams worked",
        "a 3 day course",
        "in 8 month training",
        "it fell by 8.2 in May",
    ],
)
def test_what_is_no_date_stays(text: str) -> None:
    assert english(text) == text
