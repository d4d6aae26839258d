"""Guests and travellers: journeys and calls that are told without the word for them."""

import pytest
from extract.article_reading import Reading, read


def article(text: str) -> Reading:
    return read(f"River news\nPublished: 14 June 2024\n\n{text}")


@pytest.mark.parametrize(
    ("sentence", "kind", "date"),
    [
        (
            "From 10 to 12 June 2024 we had with us five rangers of the Peat Agency of Peru",
            "Visit",
            "2024-06-10/2024-06-12",
        ),
        (
            "On 12 June 2024 the Director of the Peat Agency gave a warm welcome to a party from "
            "the World Wide Fund for Nature",
            "Meeting",
            "2024-06-12",
        ),
        (
            "On 12 June 2024 Ana Torres, Director of the Peat Agency, called on Peru's High "
            "Commissioner Luis Vega",
            "Meeting",
            "2024-06-12",
        ),
        (
            "On 12 June 2024 Ana Torres led the team of the Peat Agency to Lima for two days of "
            "investigation",
            "StudyTour",
            "2024-06-12/2024-06-13",
        ),
        (
            "A team of the Peat Agency visited Lima to study reeds. They set out from Santiago on "
            "10 June and returned on 13 June",
            "StudyTour",
            "2024-06-10/2024-06-13",
        ),
    ],
)
def test_journeys_and_calls_have_many_words(sentence: str, kind: str, date: str) -> None:
    assert article(f"{sentence}.").kinds[0] == (kind, "held", date)


def test_who_was_called_on_at_the_margins_is_another_event() -> None:
    news = article(
        "On 12 June 2024 the Peat Agency held talks with the World Wide Fund for Nature in Lima.\n"
        "On the sidelines, Ana Torres called on Peru's High Commissioner Luis Vega on 12 June."
    )
    assert [kind for kind, _, _ in news.kinds] == ["Meeting", "Meeting"]


def test_what_talks_were_about_is_told_with_its_own_day() -> None:
    news = article(
        "On 12 June 2024 the Peat Agency opened the Reed Centre in Lima. In the margin of the "
        "ceremony Ana Torres conversed with Luis Vega of the World Wide Fund for Nature on the "
        "preparation of the Reed Forum, which will be held from 9 to 20 July in Santiago."
    )
    assert ("Forum", "planned", "2024-07-09/2024-07-20") in news.kinds


def test_a_journey_to_what_a_clause_tells_of_is_no_event_of_its_own() -> None:
    text = "On 5 March 2024 they travelled to Lima, where the Heron Fund gave a training on drones."
    reading = read(f"News\n{text}")
    assert reading.kinds == [("Training", "held", "2024-03-05")]
    assert reading.roles == {"Heron Fund": "organizer"}
