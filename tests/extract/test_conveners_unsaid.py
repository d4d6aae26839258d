"""The body that an announcing sentence names convenes the event, where nothing says who does."""

import pytest
from extract.article_reading import read

WWF, FAO = "World Wide Fund for Nature", "Food and Agriculture Organization of the United Nations"


def roles(sentence: str, title: str = "News on peat") -> dict[str, str]:
    return read(f"{title}\n{sentence}\n").roles


@pytest.mark.parametrize(
    "sentence",
    [
        "Next up for WWF comes a workshop on peat, in Suva on 7 May 2024.",
        "WWF's next stop is a workshop on peat in Suva on 7 May 2024.",
        "A workshop on peat, the brainchild of WWF, took place in Suva on 7 May 2024.",
    ],
)
def test_the_only_body_of_the_sentence_convenes_the_event(sentence: str) -> None:
    assert roles(sentence) == {WWF: "organizer"}


def test_a_chinese_body_whose_event_it_is_convenes_it() -> None:
    assert roles("6月12日，白鹭大学的湿地论坛在青岭市开幕。", "要闻") == {"白鹭大学": "organizer"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "A workshop on peat, the first for WWF, was held by FAO in Suva on 7 May 2024.",
            {FAO: "organizer"},
        ),
        ("A workshop on peat took place at WWF in Suva on 7 May 2024.", {}),
        (
            "A workshop on peat took place in Suva on 7 May 2024 with the representative to WWF.",
            {},
        ),
    ],
)
def test_nobody_else_does(sentence: str, expected: dict[str, str]) -> None:
    assert roles(sentence) == expected
