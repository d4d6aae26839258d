"""Agreements whose parties stand elsewhere than beside the verb."""

import pytest
from extract.article_reading import read

BOTH = ["Dune Society", "Heron Fund"]


@pytest.mark.parametrize(
    "article",
    [
        "News\nThe Heron Fund has partnered with the Dune Society to restore dunes. The agreement "
        "was signed on 4 June 2024.",
        "News\nThe Heron Fund and the Dune Society have joined hands to restore dunes. An "
        "agreement was signed on 4 June 2024.",
        "Heron Fund signs agreement with Dune Society\nWater is scarce. The agreement was signed "
        "on 4 June 2024 by Ana Torres and Luis Vega.",
        "News\nUnder the agreement, signed on 4 June 2024 in Lima, the Heron Fund will help the "
        "Dune Society.",
        "News\nThe Heron Fund and the Dune Society have joined forces. The agreement, signed on "
        "4 June 2024, runs until 2028.",
        "News\nAna Torres signed the agreement for the Heron Fund and Luis Vega signed for the "
        "Dune Society on 4 June 2024.",
        "News\nThe Heron Fund and the Dune Society signed a joint statement on cooperation on "
        "4 June 2024.",
    ],
)
def test_parties(article: str) -> None:
    reading = read(article)
    assert reading.deals == [("cooperation-agreement", "signed", BOTH)]
    assert reading.kinds == [("Signing", "held", "2024-06-04")]
    assert set(reading.roles) == set(BOTH)


@pytest.mark.parametrize(
    "article",
    [
        "News\nThe Heron Fund and the Dune Society have joined hands. Agreement needs work.",
        "News\nThe Heron Fund has partnered with the Dune Society. The Water Institute and UNEP "
        "signed nothing.",
    ],
)
def test_no_agreement(article: str) -> None:
    assert read(article).deals == []


def test_signing_without_an_agreement() -> None:
    reading = read(
        "News\nThe Heron Fund and the Dune Society signed a joint communiqué on 4 June 2024."
    )
    assert reading.kinds == [("Signing", "held", "2024-06-04")]
    assert reading.roles == dict.fromkeys(BOTH, "participant")
    assert reading.deals == []


def test_renewal() -> None:
    reading = read(
        "News\nThe Heron Fund and Dune Society MoU renewal signing ceremony was held in Lima on "
        "4 June 2024."
    )
    assert [status for _, status, _ in reading.deals] == ["renewed"]
