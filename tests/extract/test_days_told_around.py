"""Days that sentences around an event tell: its opening, who arrived when, the new date."""

import pytest
from extract.article_reading import read

OPENED = {
    "Fourteen officials received their certificates in Lima on 14 June, at the end of the training"
    " course.\n\nThe course had begun on 3 June.": "2024-06-03/2024-06-14",
    "The Heron Fund closed a conference in Lima on 14 June. It began on June 12 with a film.": (
        "2024-06-12/2024-06-14"
    ),
    "A delegation of the Heron Fund visited the Ibis Society in Lima on 14 June. The guests had"
    " arrived on 12 June.": "2024-06-12/2024-06-14",
    "The Heron Fund opened an exhibition on 12 June in Lima. It runs until 24 June.": (
        "2024-06-12/2024-06-24"
    ),
    "The Heron Fund held a spill exercise in Lima, which ended on 14 June. For three days, starting"
    " on 12 June, crews trained.": "2024-06-12/2024-06-14",
}
MAIN = "On 10 June 2024 the Heron Fund and the Ibis Society held talks in Nairobi, Kenya.\n\n"
BESIDE = {
    "The workshop in Lima, originally set for 3 June, changes to 25 June.": "2024-06-25",
    "The course that was to follow in Lima from 3 to 5 June has been put back because of rain, and"
    " will now be held in Quito from 25 to 27 June.": "2024-06-25/2024-06-27",
    "The workshop in Lima, planned for 3 June, will be held on 25 June.": "2024-06-25",
    "The day before, on 9 June, the Ibis Society held a workshop in Lima.": "2024-06-09",
}


@pytest.mark.parametrize(("text", "days"), OPENED.items())
def test_a_later_sentence_may_tell_of_the_opening(text: str, days: str) -> None:
    assert read(f"News on rivers\n{text}").kinds[0][2] == days


@pytest.mark.parametrize(("text", "days"), BESIDE.items())
def test_the_date_that_holds_is_the_last_one_told(text: str, days: str) -> None:
    assert read(f"News on rivers\n{MAIN}{text}").kinds[1][2] == days


def test_since_a_day_that_day() -> None:
    article = (
        "Since 17 April both institutes are partners. The memorandum was signed that day in Lima."
    )
    assert read(article).kinds == [("Signing", "held", "2024-04-17")]


def test_the_occasion_is_the_event() -> None:
    article = (
        "Officials of Peru agreed yesterday in Lima on a plan for gauges. The occasion was the"
        " eighth meeting of the Heron Fund at the Hotel Andes."
    )
    assert read(f"News on rivers\n{article}").kinds == [("Meeting", "held", "2024-06-18")]


def test_a_month_takes_in_no_other_paragraph_of_another_kind() -> None:
    article = (
        "In June 2024 the Heron Fund held a conference in Lima.\n\n"
        "The Ibis Society and the Heron Fund met in Quito on 5 June."
    )
    assert [date for _, _, date in read(f"News on rivers\n{article}").kinds] == [
        "2024-06",
        "2024-06-05",
    ]
