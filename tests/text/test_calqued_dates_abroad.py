"""Dates of European languages that were translated word for word, put into English."""

import pytest

from kg.text.calqued_dates_abroad import dated_abroad
from kg.text.offsets import View


def english(text: str) -> str:
    return View.of(text).patched(dated_abroad(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("Aran, friday 25 of august of 2023", "Aran, Friday 25 August 2023"),
        ("they met the past wednesday in Aran", "they met last Wednesday in Aran"),
        ("The thursday 24, in Aran, they met", "Thursday the 24th, in Aran, they met"),
        ("In this thursday (24) they met", "Thursday the 24th they met"),
        ("celebrated the 23 of June of 2015", "celebrated on 23 June 2015"),
        ("with 18 on 20 of June they met", "from 18 to 20 June they met"),
        ("with 28 of May by 2 of June 2023", "from 28 May to 2 June 2023"),
        ("from the 14 to the 16 march in Aran", "from 14 to 16 March in Aran"),
        ("the days 5 and 6 of june they met", "on 5 and 6 June they met"),
        ("21 of June guests came", "On 21 June guests came"),
        ("concluded 19 of June agreement", "concluded on 19 June agreement"),
        ("planned on 22 of June", "planned on 22 June"),
        ("on the 5. May 2024 they met", "On 5 May 2024 they met"),
        ("will meet the next 14 of october", "will meet on 14 October"),
        ("the talks of the day of yesterday", "the talks of yesterday"),
        ("in march of 2021 and the month past", "in March 2021 and last month"),
        ("at 4:15 p. m.", "at 4:15 p.m."),
    ],
)
def test_dates_are_told_in_english(translated: str, said: str) -> None:
    assert english(translated) == said


@pytest.mark.parametrize("plain", ["on 5 May 2024", "they may march", "last Friday", "of 24 lakes"])
def test_plain_english_stays(plain: str) -> None:
    assert english(plain) == plain
