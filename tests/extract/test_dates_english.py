"""English dates: orders, stretches, parts of months, and words that lean on publication."""

import pytest
from extract.date_reading import edtf, mentions

FULL = {
    "on 15 May 2023": "2023-05-15",
    "on May 15, 2023": "2023-05-15",
    "on May 15 2023": "2023-05-15",
    "on the 15th of May, 2023": "2023-05-15",
    "on 15th May 2023": "2023-05-15",
    "on May 15th, 2023": "2023-05-15",
    "on 3 Sept. 2023": "2023-09-03",
    "on Sep. 3, 2023": "2023-09-03",
    "on MAY 15, 2023": "2023-05-15",
    "on Monday, 15 May 2023": "2023-05-15",
    "on Monday, May 15, 2023": "2023-05-15",
    "on Mon 15 May 2023": "2023-05-15",
    "in May 2023": "2023-05",
    "in May, 2023": "2023-05",
    "in Sept 2023": "2023-09",
    "in 2019 the partners": "2019",
    "during 2019,": "2019",
    "the edition of 2019, which": "2019",
    "on 29 February 2024": "2024-02-29",
    "on the eleventh of May 2023": "2023-05-11",
    "hosts the 2023 edition": "2023",
    "in early 2023": "2023",
}

STRETCHES = {
    "from May 24 to 28, 2023": "2023-05-24/2023-05-28",
    "May 24-28, 2023": "2023-05-24/2023-05-28",
    "May 24–28, 2023": "2023-05-24/2023-05-28",
    "from 24 to 28 May 2023": "2023-05-24/2023-05-28",
    "24-28 May 2023": "2023-05-24/2023-05-28",
    "from the 24th to the 28th of May 2023": "2023-05-24/2023-05-28",
    "on 24 and 25 May 2023": "2023-05-24/2023-05-25",
    "on September 28 and 29, 2023": "2023-09-28/2023-09-29",
    "from 28 May to 2 June 2023": "2023-05-28/2023-06-02",
    "from November 25 to December 1, 2023": "2023-11-25/2023-12-01",
    "from December 28, 2022 to January 4, 2023": "2022-12-28/2023-01-04",
    "from 28 December 2022 to 4 January 2023": "2022-12-28/2023-01-04",
    "from 28 December to 4 January 2023": "2022-12-28/2023-01-04",
    "from Monday 22 May to Friday 26 May 2023": "2023-05-22/2023-05-26",
    "on the 24th and 25th of May 2023": "2023-05-24/2023-05-25",
    "between 24 and 28 May 2023": "2023-05-24/2023-05-28",
    "Between 24 and 28 May 2023": "2023-05-24/2023-05-28",
    "on 24, 25 and 26 May 2023": "2023-05-24/2023-05-26",
    "on May 24, 25 and 26, 2023": "2023-05-24/2023-05-26",
    "2023-05-24 to 2023-05-28": "2023-05-24/2023-05-28",
    "October 2022 to March 2023": "2022-10/2023-03",
    "from October to December 2022": "2022-10/2022-12",
}

WITHOUT_A_YEAR = {
    "was held on May 15": "2024-05-15",
    "was held on 15 May": "2024-05-15",
    "was held on June 20": "2024-06-20",  # the day after publication still counts as past
    "was held on July 20": "2023-07-20",
    "signed it on 9 February, and under it both will count birds": "2024-02-09",
    "Before coming to the capital, the guests were in Lima on 21 May": "2024-05-21",
    "The talks planned for 9 June will not be held": "2024-06-09",
    "The workshop, foreseen for the 8th, was": "2024-06-08",
    "was held on December 8": "2023-12-08",
    "was held from May 24 to 28": "2024-05-24/2024-05-28",
    "was held from December 30 to January 2": "2023-12-30/2024-01-02",
    "was held in May": "2024-05",
    "was held in November": "2023-11",
    "on May 15 this year": "2024-05-15",
    "on July 4 of last year": "2023-07-04",
    "on 20 October next year": "2025-10-20",
    "in June last year": "2023-06",
    "from October 21 to November 1 this year": "2024-10-21/2024-11-01",
    "on Friday, 14 June": "2024-06-14",
    "in early March": "2024-03",
    "in mid-March": "2024-03",
    "in late March": "2024-03",
    "at the end of March": "2024-03",
    "last December": "2023-12",
    "Last December they met": "2023-12",
    "the March clean-up": "2024-03",
    "signed on 8 June. All will come": "2024-06-08",
    "opened on 11 June and will close soon": "2024-06-11",
}

AHEAD = {
    "will be held on 20 October": "2024-10-20",
    "is to convene from 22 to 26 August": "2024-08-22/2024-08-26",
    "plans a joint patrol; it will start on July 3": "2024-07-03",
    "The next round, to be held in January, is open": "2025-01",
    "On 20 October the park will reopen": "2024-10-20",
    "The course set for 11 July is full": "2024-07-11",
    "The course begins on 11 July": "2024-07-11",
    "A workshop follows on 25 September": "2024-09-25",
    "Registered teams are invited to the race on 11 July": "2024-07-11",
    "The race on 27 September has been cancelled": "2024-09-27",
    "The visit originally scheduled on 12 June fell through": "2024-06-12",
    "Also on the list: on 3 July the ministry leads a seminar": "2024-07-03",
    "stays until Friday": "2024-06-21",
    "will travel on Monday": "2024-06-24",
}

RELATIVE = {
    "met today": "2024-06-19",
    "met this morning": "2024-06-19",
    "met last night": "2024-06-18",
    "elected on Thursday last in the hall": "2024-06-13",
    "Last month the office moved": "2024-05",
    "On the 14th the office moved": "2024-06-14",
    "from the 10th to the 12th, they met": "2024-06-10/2024-06-12",
    "the picnic on Saturday is cancelled": "2024-06-22",
    "met yesterday afternoon": "2024-06-18",
    "the day before yesterday": "2024-06-17",
    "closes tomorrow night": "2024-06-20",
    "the day after tomorrow": "2024-06-21",
    "met on Tuesday": "2024-06-18",
    "met on Wednesday": "2024-06-19",
    "met on Thursday evening": "2024-06-13",
    "met last Friday": "2024-06-14",
    "met last Wednesday": "2024-06-12",
    "this Sunday": "2024-06-23",
    "next Monday": "2024-06-24",
    "on Tuesday this week": "2024-06-18",
    "on Tuesday last week": "2024-06-11",
    "on Friday of next week": "2024-06-28",
    "from Monday to Wednesday this week": "2024-06-17/2024-06-19",
    "earlier this month": "2024-06",
    "last month": "2024-05",
    "next month": "2024-07",
    "on the 8th of this month": "2024-06-08",
    "from the 8th to the 11th of this month": "2024-06-08/2024-06-11",
    "from the 3rd to the 5th of last month": "2024-05-03/2024-05-05",
    "met on the 14th.": "2024-06-14",
    "this year": "2024",
    "last year": "2023",
    "three days ago": "2024-06-16",
    "12 days ago": "2024-06-07",
}

LEANING_ON_THE_TEXT = {
    "On 3 May 2023 they met. A day later they left.": ["2023-05-03", "2023-05-04"],
    "On 3 May 2023 they met. The next day they left.": ["2023-05-03", "2023-05-04"],
    "On 31 December 2022 they met; the following day": ["2022-12-31", "2023-01-01"],
    "On 3 May 2023 they met and on the same day signed": ["2023-05-03", "2023-05-03"],
    "On 3 May 2023 they met. The day before, experts": ["2023-05-03", "2023-05-02"],
    "On 3 May 2023 they met. Three days later they left": ["2023-05-03", "2023-05-06"],
    "From 3 to 5 May 2023 they met. The next day": ["2023-05-03/2023-05-05", "2023-05-06"],
    "In 2019 it moved. On Sept. 17 of that year it closed": ["2019", "2019-09-17"],
    "On 3 May 2019, and in June of the same year,": ["2019-05-03", "2019-06"],
    "In May 2023 it began, and on the 4th of that month": ["2023-05", "2023-05-04"],
}

ONE_EACH = FULL | STRETCHES | WITHOUT_A_YEAR | AHEAD | RELATIVE


@pytest.mark.parametrize("phrase", ONE_EACH)
def test_a_phrase_gives_its_date(phrase: str) -> None:
    assert edtf(phrase) == [ONE_EACH[phrase]]


@pytest.mark.parametrize("passage", LEANING_ON_THE_TEXT)
def test_a_date_may_lean_on_the_one_before(passage: str) -> None:
    assert edtf(passage) == LEANING_ON_THE_TEXT[passage]


@pytest.mark.parametrize("phrase", [*FULL, *STRETCHES])
def test_a_full_date_needs_no_publication_date(phrase: str) -> None:
    (mention,) = mentions(phrase, published=None)
    assert mention.date.edtf == ONE_EACH[phrase]
    assert (mention.anchor, mention.date.certainty) == ("text", "explicit")


def test_a_part_of_a_month_narrows_the_bounds() -> None:
    (mention,) = mentions("in late March 2024")
    assert mention.date.starts_not_before == "2024-03-16"
    assert mention.date.starts_not_after == "2024-03-31"


def test_a_moved_day_needs_a_publication_date() -> None:
    assert edtf("They met yesterday, last Friday and on Tuesday.", published=None) == []


def test_the_role_tells_bounds_and_plan_periods_from_events() -> None:
    passage = "Since 2014 the plan 2021-2025 has asked for this by 2030; talks were held in 2023."
    roles = [(m.date.edtf, m.role) for m in mentions(passage)]
    assert roles == [
        ("2014", "limit"), ("2021/2025", "period"), ("2030", "limit"), ("2023", "event")
    ]  # fmt: skip
