"""News that tells of events in words of its own: which event, of what kind, when and where."""

import pytest
from extract.article_reading import Reading, date_of, read

MAIN = (
    "On 12 June 2024 the Ministry of Environment of Peru and the World Wide Fund for Nature "
    "held talks on peat in Lima. The minister thanked the guests.\n\n"
)


def article(text: str) -> Reading:
    return read(f"River news\nPublished: 14 June 2024\n\n{text}")


def told(text: str) -> tuple[str, str, str | None]:
    """Type, factuality and date of the first event."""
    return article(text).kinds[0]


def beside(sentence: str) -> list[tuple[str, str, str | None]]:
    """What is told after the main event."""
    return article(MAIN + sentence).kinds[1:]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "Ambassador Luis Vega paid his respects to Minister Ana Torres in Bern on Tuesday",
            "Meeting",
        ),
        ("Ministers of five states compared notes on haze on Tuesday in Bern", "Meeting"),
        ("The Peat Board met again on Tuesday in Bern", "Meeting"),
        ("A bilateral was held in Bern on Tuesday between Chile and Peru", "Meeting"),
        ("A team of the Peat Agency landed in Bern on Tuesday", "Visit"),
        (
            "Ana Torres, Director of the Peat Agency, brought five colleagues to Bern on Tuesday",
            "Visit",
        ),
        ("The Peat Agency trained forty line controllers in Bern on Tuesday", "Training"),
        ("Forty rangers met in Bern on Tuesday for a two-day course on snares", "Training"),
        ("Engineers met in Bern on Tuesday for a seminar led by the Peat Agency", "Workshop"),
        ("The Alpine Water Centre threw open its doors in Bern on Tuesday", "Launch"),
        ("Tuesday saw the start, in Bern, of the project Cold Rivers of the Peat Agency", "Launch"),
        ("The Peat Agency opened the Alpine Water Hub in Bern on Tuesday", "Launch"),
        ("Tuesday saw the renewal, in Bern, of the agreement between Chile and Peru", "Signing"),
        ("An agreement between Chile and Peru was sealed in Bern on Tuesday", "Signing"),
        (
            "Volunteers of the Peat Agency collected two tonnes of litter in Bern on Tuesday",
            "Campaign",
        ),
        ("Inspectors of the Peat Agency checked twelve mills in Bern on Tuesday", "Inspection"),
        ("Director Ana Torres met the press in Bern on Tuesday", "PressConference"),
        ("A joint expedition of Chile and Peru started in Bern on Tuesday", "StudyTour"),
    ],
)
def test_an_event_is_told_in_many_ways(sentence: str, kind: str) -> None:
    assert told(f"{sentence}.") == (kind, "held", "2024-06-11")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Inspectors of the ministry will go through the mills in Cusco on 3 July", "Inspection"),
        ("Volunteers will plant 2,000 trees in Cusco on 3 July", "Campaign"),
        ("Minister Ana Torres is expected in Cusco on 3 July", "Visit"),
        ("Staff will be schooled in Cusco on 3 July", "Training"),
        ("They will see each other again in Cusco on 3 July", "Meeting"),
        ("The exhibition moves on to Cusco, where it opens on 3 July", "Other"),
        ("A workshop on fires follows in Cusco on 3 July", "Workshop"),
        ("Next on the calendar is a workshop on fires (Cusco, 3 July)", "Workshop"),
        ("Next appointment: the fourth workshop, Cusco, 3 July", "Workshop"),
    ],
)
def test_what_is_to_come_needs_no_word_of_an_event(sentence: str, kind: str) -> None:
    assert beside(f"{sentence}.") == [(kind, "planned", "2024-07-03")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The law will enter into force in Cusco on 3 July",
        "Applications will be taken in Cusco until 3 July",
        "The results will be published in Cusco on 3 July",
    ],
)
def test_rules_and_deadlines_are_no_events_to_come(sentence: str) -> None:
    assert not beside(f"{sentence}.")


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("There will be no workshop for farmers in Cusco on 20 June", "cancelled"),
        ("The workshop for farmers in Cusco on 20 June fell victim to the floods", "cancelled"),
        ("The workshop set for 20 June in Cusco will unfortunately not be held", "cancelled"),
        ("The workshop for farmers in Cusco on 20 June was rained off", "cancelled"),
        ("Nothing came of the workshop for farmers planned in Cusco for 20 June", "cancelled"),
        ("The workshop for farmers, due in Cusco on 20 June, has had to wait", "postponed"),
        ("The workshop for farmers in Cusco, billed for 20 June, has been put on ice", "postponed"),
    ],
)
def test_what_was_called_off_or_put_off(sentence: str, standing: str) -> None:
    assert beside(f"{sentence}.") == [("Workshop", standing, "2024-06-20")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The workshop in Cusco has slipped from 20 June to 3 July",
        "The workshop in Cusco has been moved from 20 June to 3 July",
        "The workshop planned for 20 June was rescheduled; it will now take place on 3 July",
    ],
)
def test_a_new_day_takes_the_place_of_the_old_one(sentence: str) -> None:
    assert beside(f"{sentence}.") == [("Workshop", "planned", "2024-07-03")]


def test_what_was_put_off_keeps_the_day_that_has_passed() -> None:
    assert beside("The course planned for 5 February in Cusco was put off owing to snow.") == [
        ("Training", "postponed", "2024-02-05")
    ]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "The accord was signed in Lima on 13 June, where the Peat Forum opened on 11 June.",
            [("Forum", "held", "2024-06-11")],
        ),
        (
            "Its decisions feed into the Second Peat Summit (PS2), which the ministry and the Union"
            " are convening in Cusco from 3 July.",
            [("Conference", "planned", "2024-07-03")],
        ),
        (
            "Both are to sign an agreement when the Peat Assembly convenes in Cusco, on 3 July.",
            [("Conference", "planned", "2024-07-03")],
        ),
    ],
)
def test_a_clause_tells_of_another_event(
    sentence: str, kinds: list[tuple[str, str, str | None]]
) -> None:
    assert all(kind in beside(sentence) for kind in kinds)


def test_it_is_the_event_named_before() -> None:
    text = "First they had to sit a course. The Peat Agency ran it from 8 to 12 June in Bern."
    assert ("Training", "held", "2024-06-08/2024-06-12") in article(text).kinds


def test_two_days_of_talks_count_back_from_their_end() -> None:
    text = (
        "Chile and Peru agreed on peat. Two days of talks between them ended in Lima on Thursday."
    )
    assert told(text) == ("Meeting", "held", "2024-06-12/2024-06-13")


def test_an_event_under_way_is_held() -> None:
    text = "The Peat Forum opened in Lima on 10 June and is to close on 16 June."
    assert told(text) == ("Forum", "held", "2024-06-10/2024-06-16")


def test_the_next_sentence_says_when_and_where() -> None:
    reading = article(
        "Chile and Peru have renewed their agreement on peat. The ceremony was on Tuesday in Bern."
    )
    assert date_of(reading.event) == "2024-06-11"
    assert reading.places == ["Bern"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kumasi was full. Forty rangers began a course there on Tuesday.", ["Kumasi"]),
        ("The Peat Agency held a web seminar on bogs on Tuesday.", ["online"]),
        ("A workshop was held at the Sunrise social hall on Tuesday.", ["Sunrise social hall"]),
        (
            "A workshop was held at the Bern Conference Centre on Tuesday.",
            ["Bern Conference Centre"],
        ),
        ("The Peat Agency held a workshop in Room 12A on Tuesday.", ["Room 12A"]),
        ("The Bern Grand Hotel was home on Tuesday to a workshop of the Peat Agency.", []),
    ],
)
def test_places_of_events(text: str, places: list[str]) -> None:
    assert article(text).places == places


def test_rows_of_a_calendar_in_columns() -> None:
    text = (
        "18-20 June | Kigali | Regional workshop on the duties of ozone officers\n"
        "2 July | online | Briefing for new focal points\n"
        "5 September | Bangkok | Training on customs codes (postponed, new date to follow)"
    )
    assert article(text).kinds == [
        ("Workshop", "planned", "2024-06-18/2024-06-20"),
        ("Meeting", "planned", "2024-07-02"),
        ("Training", "postponed", "2024-09-05"),
    ]


def test_what_is_signed_at_a_gathering_is_part_of_it() -> None:
    text = (
        "The Peat Forum was held in Bern from 10 to 12 June.\n\n"
        "On 11 June Chile and Peru signed an agreement on bogs."
    )
    assert article(text).kinds == [("Forum", "held", "2024-06-10/2024-06-12")]


def test_a_further_sentence_says_when_an_event_had_begun() -> None:
    text = "The course ended in Bern on 12 June. Opened on 3 June, the course was paid by Peru."
    assert told(text) == ("Training", "held", "2024-06-03/2024-06-12")


def test_the_number_of_an_issue_gives_the_year() -> None:
    reading = read(
        "RIVER DIGEST 2/2024\nPrepared by the River Office. Sent out on Tuesday, 2 July.\n\n"
        "On 11 and 12 June the River Board met in Bern for its 35th meeting."
    )
    assert date_of(reading.event) == "2024-06-11/2024-06-12"
