"""Marks and spaces of translated pages."""

import pytest

from kg.text.offsets import View
from kg.text.respacing import respaced


def english(text: str) -> str:
    return View.of(text).patched(respaced(text)).text


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ("Aran、Berin、Coran counties", "Aran, Berin, Coran counties"),
        ("they met,talked", "they met, talked"),
        ("at12day, the bureau(Heron Bureau)met", "at 12day, the bureau (Heron Bureau) met"),
        ("he said:water is clean", "he said: water is clean"),
        ("on 5 month 20 day (month) they met", "on 5 month 20 day they met"),
        ("Heron Co.,Ltd.", "Heron Co., Ltd."),
        ("they signed <<Heron Pact>>", "they signed “Heron Pact”"),
        ("Ana · Torres", "Ana Torres"),
        ("said LiMing of WeChat", "said Li Ming of WeChat"),
        ("a letter（of intent）was signed", "a letter (of intent) was signed"),
    ],
)
def test_chinese_marks_become_those_of_english(translated: str, said: str) -> None:
    assert english(translated).strip() == said


def test_a_page_cut_into_words_and_marks_is_joined() -> None:
    page = 'He came , saw , left , and signed the " Heron Pact " ( a mid - term plan ) .'
    assert english(page) == 'He came, saw, left, and signed the "Heron Pact" (a mid-term plan).'


def test_a_dash_with_spaces_stays_where_words_are_not_cut() -> None:
    text = "The lake - a wide one - is clean, and the town is glad."
    assert english(text) == text
