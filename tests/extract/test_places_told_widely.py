"""Where an event was, when its town is in no list or the words around it are of other kinds."""

import pytest
from extract.article_reading import read

MAIN = (
    "On 12 June 2024 the Ministry of Environment of Peru and the World Wide Fund for Nature "
    "held talks on peat in Lima. The minister thanked the guests.\n\n"
)


def places(text: str) -> list[str]:
    """Where the event was that is told after the main event."""
    news = read(f"River news\nPublished: 14 June 2024\n\n{MAIN}{text}")
    return news.names(news.events[1].places)


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("The Lima seminar on reeds, set for 20 June, is postponed.", ["Lima"]),
        ("The ninth session will be hosted by Peru on 20 June.", ["Peru"]),
        ("Workshop on reeds (Oberwald, 20 to 21 June 2024).", ["Oberwald"]),
        ("* Forum on Reeds: Oberwald, 20-21 June 2024.", ["Oberwald"]),
        ("The planting in Oberwald which she was to lead on 20 June is off.", ["Oberwald"]),
        ("A peat seminar at the Palais des Lacs is set for 20 June.", ["Palais des Lacs"]),
        (
            "A peat seminar will be held in Lima on 20 June. The venue remains Casa de la Reed.",
            ["Lima", "Casa de la Reed"],
        ),
        ("An online peat meeting is set for 20 June, in English and French.", ["online"]),
    ],
)
def test_the_place_is_told_in_many_ways(sentence: str, where: list[str]) -> None:
    assert sorted(places(sentence)) == sorted(where)


def test_the_towns_of_a_journey_are_its_places() -> None:
    news = read(
        "Peat team visits Chile\nPublished: 14 June 2024\n\n"
        "From 10 to 13 June 2024 a team of the Peat Agency of Peru visited Santiago. "
        "In Valdivia the guests saw reeds. Oberwald was on the programme as well."
    )
    assert {"Santiago", "Valdivia"} <= set(news.places)
