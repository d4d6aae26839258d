"""Copies of one text count as one source; other texts of the same form do not."""

from random import Random

import pytest

from kg.identity.families import DocumentMatcher
from kg.identity.profile import Profile
from kg.text.clean import clean_text
from kg.text.sketch import text_sketch
from loaders import discover
from loaders._base import Source

MATCHER = DocumentMatcher()
ENGLISH = """otters return to the upper valley after wardens removed a weir and planted alder along
banks while surveyors counted holts near every bridge and found fresh tracks beside mills"""
CHINESE = (
    "监测人员在河口湿地布设红外相机记录水鸟数量并向沿岸村民讲解垃圾分类与水源保护知识随后检查闸门"
)
FOOTER = (
    "\n\nHome | About us | Contact | Sitemap | Privacy | Jobs | Newsletter\n"
    "Copyright 2024 Valley News. All rights reserved.\n"
)


def english(seed: int, day: int = 7) -> str:
    """Made-up sentences, always the same for a seed."""
    random = Random(seed)
    lines = [" ".join(random.sample(ENGLISH.split(), 14)).capitalize() + "." for _ in range(12)]
    dated = (
        f"The survey of {day} May counted {day + 30} holts, {day + 11} tracks and {day * 3} mills."
    )
    return "\n\n".join([f"Survey of the valley {seed}", dated, *lines])


def chinese(seed: int) -> str:
    random = Random(seed)
    lines = ["".join(random.sample(CHINESE, 30)) + "。" for _ in range(8)]
    return "\n\n".join([f"湿地监测简报{seed}", *lines])


def profile(text: str) -> Profile:
    (document,) = discover()["text"].read(Source("page.txt", text.encode()))
    sketch = text_sketch(clean_text(document))
    return Profile(document.key, {"sketch": frozenset({sketch})})


def is_copy(one: str, other: str) -> bool:
    a, b = profile(one), profile(other)
    found = MATCHER.compare(a, b)
    assert found == MATCHER.compare(b, a)
    shares = bool(MATCHER.blocks(a) & MATCHER.blocks(b))
    return found.score >= MATCHER.accept and shares


@pytest.mark.parametrize("text", [english(1), chinese(1)], ids=["en", "zh"])
def test_a_page_that_takes_over_a_text_is_a_copy(text: str) -> None:
    first, *paragraphs = text.split("\n\n")
    shortened = "\n\n".join([first, *paragraphs[:-1], "Reposted by the river desk."])
    assert is_copy(text, text)
    assert is_copy(text, shortened)


def test_other_texts_of_the_same_words_are_none() -> None:
    assert not is_copy(english(1), english(2))


def test_a_footer_in_common_makes_no_copy() -> None:
    assert not is_copy(english(1) + FOOTER, english(2) + FOOTER)


def test_a_translation_is_no_copy() -> None:
    assert not is_copy(english(1), chinese(1))


def test_the_same_form_with_other_numbers_is_no_copy() -> None:
    """Bulletins repeat their wording each time."""
    assert not is_copy(english(1, day=7), english(1, day=19))


def test_short_texts_have_no_sketch() -> None:
    assert not profile("The office is closed on Monday.").first("sketch")


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert profile(english(1)).first("sketch").startswith("hwAMSwAAANX/AA63AChAcFEAAADx0e4A")
