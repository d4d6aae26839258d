"""Which frameworks an event concerns, of all that are named around it."""

import pytest
from extract.article_reading import Reading, read

NEWS = "News\nOn 10 June 2024 the Heron Fund held a workshop in Lima"


def concerned(reading: Reading) -> list[str]:
    return [reading.name(use.value.framework) for use in reading.event.frameworks]


@pytest.mark.parametrize(
    "article",
    [
        f"{NEWS} on the Paris Agreement.",
        f"{NEWS}. Participants spoke of the Paris Agreement.",
        f"{NEWS}. Representatives of the Heron Fund, the Ibis Society and the Dune Agency talked"
        " about the Paris Agreement.",
        f"{NEWS}. The project was discussed under the Paris Agreement.",
    ],
)
def test_what_is_spoken_of(article: str) -> None:
    assert concerned(read(article)) == ["Paris Agreement"]


@pytest.mark.parametrize(
    "article",
    [
        f"{NEWS}. Representatives of the Ibis Society, the Stockholm Convention and the Dune"
        " Agency came.",
        f"{NEWS}. The new project aims to serve the Paris Agreement.",
        f"{NEWS}. This three-year programme is financed by the Ibis Society and will help to carry"
        " out the Paris Agreement.",
    ],
)
def test_what_came_or_is_served_by_a_project(article: str) -> None:
    assert concerned(read(article)) == []


@pytest.mark.parametrize("owner", ["Peru's", "the Agency’s"])
def test_whose_a_programme_is_is_no_part_of_its_title(owner: str) -> None:
    reading = read(f"{NEWS} on {owner} National Dune Programme.")
    assert concerned(reading) == ["National Dune Programme"]
