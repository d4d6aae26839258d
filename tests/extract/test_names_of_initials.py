"""Bodies that a text calls by nothing but their initials."""

import pytest
from extract.article_reading import read
from extract.mention_reading import read as mentions_of


@pytest.mark.parametrize(
    "text",
    [
        "HRNF Executive Director Ana Torres spoke. The HRNF will help.",
        "Ana Torres, Secretary General of the HRNF, spoke. The HRNF will help.",
        "On Monday the HRNF signed a memorandum. The HRNF will help.",
    ],
)
def test_an_officer_or_a_signature_shows_a_body(text: str) -> None:
    assert mentions_of(text).surfaces("agency") == ["HRNF", "HRNF"]


@pytest.mark.parametrize(
    "text",
    [
        "The HRNF is long. The HRNF will help.",
        "HRNF Executive Director Ana Torres spoke.",
        "The Heron Nest Fair (HRNF) came. HRNF Coordinator Ana Torres spoke.",
        "The company's CEO Director Ana Torres spoke. The CEO left.",
    ],
)
def test_other_initials_are_no_body(text: str) -> None:
    assert mentions_of(text).surfaces("agency") == []


def test_its_officer_acts_for_it() -> None:
    reading = read(
        "HRNF and the Heron Fund sign a memorandum\nOn 10 June 2024 HRNF President Ana Torres and"
        " Luis Vega, Director of the Heron Fund, signed a memorandum of understanding."
    )
    assert reading.deals == [("memorandum", "signed", ["HRNF", "Heron Fund"])]
