"""Issues of periodicals: the month they are for dates what they tell without a year."""

import pytest
from extract.date_reading import text

from kg.extract.dates_issue import issue_day

MONTHS = {
    "THE DELTA POST\nIssue 2 of 2024 * June\n\nWARDENS IN CLASS\nThey met.": "2024-06-30",
    "Delta Post, No. 3/2024 (March)\n\nThey met.": "2024-03-31",
    "COASTAL NOTES, No. 71, Guayaquil, December 2021\n\nThey met.": "2021-12-31",
    "Lake Chronicle, April 2023\n\nThey met.": "2023-04-30",
    "Delta Post, English edition no. 41\n\nThey met.\n\n(c) City Council, May 2023": "2023-05-31",
    "Delta Post\n\nThey met.\n\n© Delta Foundation, May 2023  Impressum": "2023-05-31",
}


@pytest.mark.parametrize(("page", "day"), MONTHS.items())
def test_an_issue_stands_for_the_last_day_of_its_month(page: str, day: str) -> None:
    assert issue_day(text(page)) == day


@pytest.mark.parametrize(
    "page", ["They met in May 2023.", "They met.\n\n© 2023 City Council", "Delta Post\n\nThey met."]
)
def test_a_month_told_of_is_no_issue(page: str) -> None:
    assert issue_day(text(page)) is None
