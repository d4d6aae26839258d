"""What became of events that were announced: put off, moved, called off, in many wordings."""

import pytest
from extract.article_reading import Reading, read

MAIN = (
    "On 12 June 2024 the Ministry of Environment of Peru and the World Wide Fund for Nature "
    "held talks on peat in Lima. The minister thanked the guests.\n\n"
)


def beside(text: str) -> Reading:
    return read(f"River news\nPublished: 14 June 2024\n\n{MAIN}{text}")


def told(text: str) -> tuple[str, str, str | None]:
    """Type, factuality and date of what is told after the main event."""
    return beside(text).kinds[1]


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("The peat workshop of 20 June in Bern was annulled by reason of wind", "cancelled"),
        ("The peat workshop on 20 June in Bern has been struck out", "cancelled"),
        ("The peat workshop planned for 20 June in Bern failed to be held", "cancelled"),
        ("The peat workshop set for 20 June in Bern is on hold", "postponed"),
        ("The peat workshop set for 20 June in Bern will not go ahead on those dates", "postponed"),
        ("The peat workshop of 20 June in Bern is off. It has been cancelled", "cancelled"),
        (
            "The peat workshop was to have filled the Casino in Bern on 20 June. Rain came, and it "
            "has been put off",
            "postponed",
        ),
        ("Workshop on peat (Bern, 20 June 2024). The course is therefore put off", "postponed"),
    ],
)
def test_what_became_of_a_plan_is_told_in_many_ways(sentence: str, standing: str) -> None:
    assert told(f"{sentence}.") == ("Workshop", standing, "2024-06-20")


@pytest.mark.parametrize(
    "sentence",
    [
        "The peat workshop will open in Bern not on 20 June but on Monday, 24 June 2024",
        "The peat workshop in Bern is now going to take place between 24 and 26 June 2024",
        "The peat workshop in Bern on 24 June instead of 20 June is open to all",
        "The peat workshop of 20 June in Bern failed to be held and will be made up on 24 June",
        "A peat workshop in Bern was to be on 20 June; at its request it has been moved to 24 June",
    ],
)
def test_the_new_date_counts(sentence: str) -> None:
    kind, standing, date = told(f"{sentence}.")
    assert (kind, standing) == ("Workshop", "planned")
    assert date is not None and date.startswith("2024-06-24")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The public lecture of 20 June at the Casino was scrapped", "Other"),
        ("The trainees' ball game, planned on 20 June, is cancelled", "Other"),
        ("Friday's film night on 20 June is dropped altogether", "Other"),
        ("A mission to the dunes on 20 June has been called off", "Visit"),
        ("The joint cruise of 20 June is annulled", "Other"),
    ],
)
def test_what_is_called_off_needs_neither_a_place_nor_a_body(sentence: str, kind: str) -> None:
    assert told(f"{sentence}.") == (kind, "cancelled", "2024-06-20")


def test_the_day_an_event_was_announced_for_is_its_date() -> None:
    told_of = told("The tour of Bern, announced here in May for 20 to 22 June, had to be put off.")
    assert told_of == ("StudyTour", "postponed", "2024-06-20/2024-06-22")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A study tour by officers of the Peat Agency is on the cards for 20 June", "StudyTour"),
        ("Coming up: seminar on birds, 20 June, arranged by the Peat Agency", "Workshop"),
        ("An online lecture series of the Peat Agency, from 20 June", "Training"),
        ("The partners of the project will meet for the first time on 20 June, in Bern", "Meeting"),
        ("The Reed Festival opens on 20 June in Bern", "Other"),
        ("The Joint Peat Conference will sit in the Casino on 20 June", "Conference"),
    ],
)
def test_a_noun_beside_its_day_needs_no_verb_of_its_own(sentence: str, kind: str) -> None:
    assert told(f"{sentence}.")[:2] == (kind, "planned")


def test_what_is_every_week_is_no_event() -> None:
    assert len(beside("Bird walks every Wednesday.").kinds) == 1
