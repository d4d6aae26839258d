"""The many wordings in which offices of the world announce what happens."""

import pytest
from extract.article_reading import Reading, date_of, read

UNDP = "United Nations Development Programme"
WWF = "World Wide Fund for Nature"
IUCN = "International Union for Conservation of Nature"
MAIN = f"On 10 June 2024 the {UNDP} and the {WWF} held talks in Nairobi, Kenya.\n\n"


def article(sentence: str, title: str = "News on rivers") -> Reading:
    return read(f"{title}\n{sentence}")


def second(sentence: str) -> tuple[str, str, str | None]:
    """Type, factuality and date of what is told beside the main event."""
    reading = article(MAIN + sentence)
    event = reading.extraction.events[1]
    return event.type.value, event.factuality.value, date_of(event)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A webinar on peat took place in Lima on 3 July 2024", "Workshop"),
        ("A side event on peat was organized in Lima on 3 July 2024", "Forum"),
        ("A retreat on peat was convened in Lima on 3 July 2024", "Meeting"),
        ("The steering committee meeting on peat kicked off in Lima on 3 July 2024", "Meeting"),
        ("A capacity-building session on peat was run in Lima on 3 July 2024", "Training"),
        ("A beach clean-up was staged in Lima on 3 July 2024", "Campaign"),
        ("A study visit on peat began in Lima on 3 July 2024", "StudyTour"),
        ("The general assembly on peat wrapped up in Lima on 3 July 2024", "Conference"),
    ],
)
def test_a_noun_of_gathering_with_any_verb_of_taking_place(words: str, kind: str) -> None:
    reading = article(f"{words}.")
    assert [event.type.value for event in reading.extraction.events] == [kind]


@pytest.mark.parametrize(
    ("sentence", "factuality", "date"),
    [
        ("The workshop in Lima on 3 July 2024 has been deferred.", "postponed", "2024-07-03"),
        ("The workshop in Lima on 3 July 2024 did not go ahead.", "cancelled", "2024-07-03"),
        ("The workshop in Lima on 3 July 2024 was called off.", "cancelled", "2024-07-03"),
        (
            "A workshop set for 3 July 2024 in Lima has been rescheduled for 9 August 2024.",
            "planned",
            "2024-08-09",
        ),
        ("A workshop is slated for 3 July 2024 in Lima.", "planned", "2024-07-03"),
    ],
)
def test_put_off_called_off_and_moved(sentence: str, factuality: str, date: str) -> None:
    assert second(sentence) == ("Workshop", factuality, date)


def test_news_without_a_date_or_a_place_is_an_event_all_the_same() -> None:
    reading = article(f"The {UNDP} and the {WWF} have signed a memorandum of understanding.")
    assert reading.kinds == [("Signing", "held", None)]
    assert set(reading.roles) == {UNDP, WWF}


def test_a_plan_whose_day_is_past_is_for_the_next_year() -> None:
    reading = article("Registration is open for the seminar, to be held in Lima on 3 March.")
    assert reading.kinds == [("Workshop", "planned", "2025-03-03")]


def test_a_second_one_is_of_the_kind_of_the_first() -> None:
    reading = article(
        "A seminar on peat was held in Lima on 10 June 2024.\n\n"
        "The next one will take place in Quito on 5 May 2025."
    )
    assert reading.kinds == [
        ("Workshop", "held", "2024-06-10"),
        ("Workshop", "planned", "2025-05-05"),
    ]


def test_items_of_a_bulletin_are_events_of_their_own() -> None:
    reading = read(
        "Rivers Bulletin: what our partners did and what they plan\nNo. 5 (June 2024)\n\n"
        "Dear readers, here is what we heard of.\n\n"
        f"1. PEAT. The {UNDP} held a workshop in Lima on 4 June.\n\n"
        f"2. RIVERS. A training was given by the {WWF} in Quito from 20 to 22 May.\n\n"
        f"3. FORESTS. The {IUCN} held a seminar in Nairobi on 11 June.\n",
        published=None,
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Workshop", "Training", "Workshop"]
    assert {date and date[:4] for _, _, date in reading.kinds} == {"2024"}


def test_a_hall_that_nobody_lists_is_a_place() -> None:
    reading = article("A seminar was held at the Blue Heron Hall in Nairobi on 10 June 2024.")
    assert reading.places == ["Blue Heron Hall", "Nairobi"]


def test_long_titles_end_with_a_word() -> None:
    words = "very " * 40
    reading = article(f"A {words}long seminar was held in Lima on 10 June 2024.", title="Peat")
    other = article("A seminar was held in Lima on 10 June 2024.", title=f"Peat is {words}old")
    for event in (*reading.extraction.events, *other.extraction.events):
        assert len(event.title.text) <= 120
        assert not event.title.text.endswith(("ver…", "ve…", "v…"))


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("A seminar was held in Lima on 10 June 2024, convened by the {a}.", "organizer"),
        ("A training was held in Lima on 10 June 2024 with funding from the {a}.", "supporter"),
        ("A seminar was held in Lima on 10 June 2024. Presentations by the {a} followed.",
         "speaker-affiliation"),
        ("Talks were held in Lima on 10 June 2024 at the invitation of the {a}.", "host"),
        ("A meeting on peat was held in Lima on 10 June 2024, chaired by the {a}.", "participant"),
    ],
)  # fmt: skip
def test_cues_of_parts(sentence: str, role: str) -> None:
    reading = article(sentence.format(a=UNDP))
    assert reading.roles == {UNDP: role}


def test_who_is_only_accredited_to_a_body_does_not_bring_it_along() -> None:
    reading = read(
        f"座谈会召开\n6月12日，座谈会在武汉召开，{'世界自然基金会'}主办。驻联合国开发计划署代表王林出席。"
    )
    assert UNDP not in reading.roles
    assert reading.roles[WWF] == "organizer"


def test_a_project_that_somebody_funds_does_not_end_a_list_of_those_who_came() -> None:
    reading = read(
        "Seminar on peat\nA seminar was held in Lima on 10 June 2024. It was attended by members of"
        f" the EU-funded Peat Project, the {UNDP} and the {WWF}."
    )
    assert reading.roles[UNDP] == reading.roles[WWF] == "participant"


def test_the_country_of_a_body_in_a_headline_is_no_place_of_the_event() -> None:
    reading = read(
        f"{UNDP} Holds Talks with the Heron Lake Institute, Peru\n"
        f"On 10 June 2024, the {UNDP} held talks with the Heron Lake Institute in Bonn."
    )
    assert reading.places == ["Bonn"]
