"""Parts that a sentence beside the event gives: who travelled along, taught, paid or helped."""

import pytest
from extract.article_reading import read

UNEP, FAO, WWF, GEF = (
    "United Nations Environment Programme",
    "Food and Agriculture Organization of the United Nations",
    "World Wide Fund for Nature",
    "Global Environment Facility",
)
COURSE = "A training course on peat took place in Suva on 7 May 2024."
VISIT = "On 7 May 2024 a delegation of the UNEP visited the Heron Institute in Suva."


def parts(*sentences: str) -> dict[str, str]:
    return read(f"News on peat\n{' '.join(sentences)}\n").roles


@pytest.mark.parametrize(
    ("sentence", "body", "role"),
    [
        ("The money came from the GEF.", GEF, "supporter"),
        ("The GEF is paying for their flights.", GEF, "supporter"),
        ("WWF pays the lecturer fee.", WWF, "supporter"),
        ("Peat cores were taught by the FAO.", FAO, "speaker-affiliation"),
        ("Colleagues from WWF gave the sessions on fires.", WWF, "speaker-affiliation"),
        ("Lecturers had been sent from WWF.", WWF, "speaker-affiliation"),
        ("It was prepared with WWF.", WWF, "co-organizer"),
    ],
)
def test_who_paid_taught_and_helped(sentence: str, body: str, role: str) -> None:
    assert parts(COURSE, sentence) == {body: role}


def test_a_list_goes_on_behind_a_relative_clause() -> None:
    told = "Speakers had been invited from WWF, which has maps of it, UNEP and FAO."
    assert parts(COURSE, told) == dict.fromkeys((WWF, UNEP, FAO), "speaker-affiliation")


def test_who_came_along_on_a_visit_is_a_visitor() -> None:
    assert parts(VISIT, "With them came an engineer from WWF.")[WWF] == "visitor"


def test_whose_guest_somebody_was_is_the_host() -> None:
    told = "On 7 May 2024 a team from WWF was the guest of UNEP in Nairobi."
    assert parts(told) == {WWF: "visitor", UNEP: "host"}


def test_those_who_sponsor_together_are_organizers() -> None:
    assert parts(COURSE, "WWF and FAO together sponsor.") == dict.fromkeys((WWF, FAO), "organizer")
    told = parts(COURSE, "WWF put it together with the FAO.")
    assert told == {WWF: "organizer", FAO: "co-organizer"}


def test_whom_a_delegation_saw_with_it_did_not_travel() -> None:
    told = "The delegation toured the fens with officials of WWF."
    assert parts(VISIT, told)[WWF] == "participant"


def test_who_planned_what_did_not_take_place_is_second_to_its_organizer() -> None:
    told = "The peat workshop planned with WWF for 9 May 2024 in Suva has been cancelled."
    assert parts(told) == {WWF: "co-organizer"}
