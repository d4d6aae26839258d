"""What sentences around an event tell of it: its days, who was there, what stopped it."""

import pytest
from extract.article_reading import Reading, date_of, read
from extract.date_reading import mentions

MAIN = "On 10 June 2024 the Heron Fund and the Ibis Society held talks in Nairobi, Kenya.\n\n"


def article(text: str) -> Reading:
    return read(f"News on rivers\n{text}")


def second(text: str) -> tuple[str, str, str | None]:
    """Type, factuality and date of what is told beside the main event."""
    event = article(MAIN + text).extraction.events[1]
    return event.type.value, event.factuality.value, date_of(event)


@pytest.mark.parametrize(
    "sentence",
    [
        "A workshop on reeds opened on 3 June 2024 in Lima, and lasted four days.",
        "A four-day workshop on reeds began in Lima on 3 June 2024.",
        "A workshop on reeds opened in Lima on 3 June 2024 for four days.",
    ],
)
def test_an_event_that_lasts_ends_so_many_days_later(sentence: str) -> None:
    assert date_of(article(sentence).event) == "2024-06-03/2024-06-06"


def test_a_paragraph_says_when_some_sentences_before() -> None:
    reading = article(
        "It was a fine morning on 3 June 2024. Nobody had slept. The reeds stood high. "
        "A workshop on reeds took place in Lima."
    )
    assert date_of(reading.event) == "2024-06-03"


def test_the_second_day_is_counted_from_the_first() -> None:
    text = (
        "The workshop in Lima ran from 3 to 5 June 2024.\n\nOn the second day, the fund met banks."
    )
    dates = [mention.date.edtf for mention in mentions(text)]
    assert dates == ["2024-06-03/2024-06-05", "2024-06-04"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The workshop in Lima on 3 July 2024 was not held.", "cancelled"),
        ("The workshop in Lima on 3 July 2024 was cut from the programme.", "cancelled"),
        (
            "The boat tour to Lima on 3 July 2024 fell victim to a strike and was cancelled.",
            "cancelled",
        ),
        ("The workshop in Lima on 3 May 2024 is no more, owing to heavy rain.", "cancelled"),
        ("The workshop in Lima on 3 July 2024 is off until further notice.", "postponed"),
        ("The fund and the society have agreed to hold a workshop in Lima in July.", "planned"),
    ],
)
def test_what_became_of_a_plan(sentence: str, told: str) -> None:
    assert second(sentence)[1] == told


def test_what_was_held_in_spite_of_the_weather() -> None:
    assert (
        second("A workshop on 3 May 2024 in Lima was held online because of rain.")[1]
        != "cancelled"
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("On 3 May 2024 a joint emergency exercise took place in Lima.", "Other"),
        ("On 3 May 2024 the Dune Agency came to Lima.", "Visit"),
        ("On 3 May 2024 the Dune Agency collected plastic waste in Lima.", "Campaign"),
        ("On 3 May 2024 the Dune Agency met the press in Lima.", "PressConference"),
        ("Experts gathered in Lima on 3 May 2024 for a seminar on reeds.", "Workshop"),
        ("On 3 May 2024 two bureaus went to Lima to inspect factories.", "Inspection"),
    ],
)
def test_what_happened(sentence: str, kind: str) -> None:
    assert second(sentence)[0] == kind


def test_those_who_met_outside_of_the_event_had_a_meeting_of_their_own() -> None:
    reading = article(
        "A seminar on reeds was held in Lima from 3 to 5 June 2024. On the sidelines of the "
        "seminar, the Heron Fund and the Dune Agency held talks on 4 June 2024."
    )
    assert [e.type.value for e in reading.events] == ["Workshop", "Meeting"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Looking on were the Dune Agency and the Lark Institute.",
        "Also present were the Dune Agency and the Lark Institute.",
        "Observers: the Dune Agency and the Lark Institute.",
    ],
)
def test_who_was_there_behind_the_verb(sentence: str) -> None:
    reading = article(f"The Heron Fund held a workshop in Lima on 3 June 2024. {sentence}")
    assert reading.roles["Dune Agency"] == reading.roles["Lark Institute"] == "participant"


def test_who_taught_and_who_paid() -> None:
    reading = article(
        "The Heron Fund held a workshop in Lima on 3 June 2024. The Dune Agency footed the bill. "
        "Professor Ana Torres of Lark University explained how reeds grow. Teachers came from the "
        "Ibis Institute."
    )
    assert reading.roles == {
        "Heron Fund": "organizer",
        "Dune Agency": "supporter",
        "Lark University": "speaker-affiliation",
        "Ibis Institute": "speaker-affiliation",
    }


def test_a_guest_behind_the_invitation_is_no_host() -> None:
    reading = article(
        "At the invitation of the Heron Fund, Luis Vega, director of the Dune Agency, visited Lima "
        "on 3 June 2024."
    )
    assert reading.roles == {"Heron Fund": "host", "Dune Agency": "visitor"}


def test_a_renewed_memorandum_that_was_once_signed() -> None:
    (deal,) = article(
        "The memorandum signed in 2019 was renewed by the Heron Fund and the Dune Agency in Lima."
    ).deals
    assert deal[:2] == ("memorandum", "renewed")


def test_a_draft_is_preliminary() -> None:
    (deal,) = article(
        "On 3 June 2024 the Heron Fund and the Dune Agency exchanged a draft agreement in Lima."
    ).deals
    assert deal[1] == "preliminary"
