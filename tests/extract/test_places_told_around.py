"""Where events were: capitals beside their name, ports, houses, and journeys that go on."""

import pytest
from extract.article_reading import read

PLACES = {
    "In the capital of the country, Dushanbe, the Heron Fund held a workshop on 10 June.": [
        "Dushanbe"
    ],
    "The Heron Fund held an oil spill exercise at the Port of Sohar on 10 June.": ["Port of Sohar"],
    "A field trip of the Heron Fund on 10 June, an excursion to Orlovka, was cancelled.": [
        "Orlovka"
    ],
}
ONWARD = (
    "On 10 June a delegation of the Heron Fund visited the Ibis Society in Nairobi.\n\n"
    "The delegation travelled on to Kampala, where the Ibis Trust was expecting it this afternoon."
)
SEASONS = {
    "The next meeting of the Heron Fund will be held in Lima next spring.": "2025",
    "The Heron Fund held a workshop in Lima last autumn.": "2023",
}


@pytest.mark.parametrize(("text", "places"), PLACES.items())
def test_where_it_was(text: str, places: list[str]) -> None:
    assert read(f"News on rivers\n{text}").places == places


def test_an_onward_journey_is_one_of_its_own() -> None:
    assert read(f"News on rivers\n{ONWARD}").places == ["Nairobi"]


@pytest.mark.parametrize(("text", "year"), SEASONS.items())
def test_a_season_tells_the_year(text: str, year: str) -> None:
    assert read(f"News on rivers\n{text}").kinds[0][2] == year
