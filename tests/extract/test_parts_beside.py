"""Parts in an event that no verb of taking part tells: subjects, lists, money, hosts, teachers."""

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
MEETING = "A meeting on peat took place in Suva on 7 May 2024."


def parts(*sentences: str) -> dict[str, str]:
    return read(f"News on peat\n{' '.join(sentences)}\n").roles


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Also in the room were FAO, UNEP and WWF.", {FAO, UNEP, WWF}),
        ("Observers: FAO, UNEP and WWF.", {FAO, UNEP, WWF}),
        ("FAO came as a guest, and so did WWF.", {FAO, WWF}),
        ("Lawyers of WWF put the hard questions.", {WWF}),
        ("The two sides heard reports of FAO and of WWF on fires.", {FAO, WWF}),
    ],
)
def test_whoever_a_sentence_on_the_event_puts_first_took_part(
    sentence: str, expected: set[str]
) -> None:
    assert parts(MEETING, sentence) == dict.fromkeys(expected, "participant")


@pytest.mark.parametrize(
    "sentence",
    [
        "The next one will be left to WWF.",
        "WWF was founded in 1961.",
        "Apologies: WWF.",
        "The map follows the guidelines of WWF.",
        "The fens, which WWF maps, are old.",
    ],
)
def test_who_is_only_spoken_of_did_not(sentence: str) -> None:
    assert parts(MEETING, sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "body", "role"),
    [
        ("The bill is being met by the GEF.", GEF, "supporter"),
        ("Costs were borne by the GEF.", GEF, "supporter"),
        ("The GEF puts up two million dollars.", GEF, "supporter"),
        ("The GEF will shoulder the expenses.", GEF, "supporter"),
        ("The drones were provided by WWF.", WWF, "supporter"),
        ("WWF supplied the trainers.", WWF, "speaker-affiliation"),
        ("Ornithologists of WWF taught.", WWF, "speaker-affiliation"),
        ("Teachers came from WWF.", WWF, "speaker-affiliation"),
        ("UNEP played host.", UNEP, "host"),
        ("UNEP saw to the arrangements.", UNEP, "organizer"),
        ("The money came from the GEF.", GEF, "supporter"),
        ("The GEF is paying for their flights.", GEF, "supporter"),
        ("WWF pays the lecturer fee.", WWF, "supporter"),
        ("Peat cores were taught by the FAO.", FAO, "speaker-affiliation"),
        ("Colleagues from WWF gave the sessions on fires.", WWF, "speaker-affiliation"),
        ("Lecturers had been sent from WWF.", WWF, "speaker-affiliation"),
        ("It was prepared with WWF.", WWF, "co-organizer"),
    ],
)
def test_who_paid_taught_hosted_and_helped(sentence: str, body: str, role: str) -> None:
    assert parts(COURSE, sentence) == {body: role}


def test_who_called_what_did_not_take_place_is_its_organizer() -> None:
    told = "The clean-up that WWF and FAO had lined up for 9 May 2024 in Suva has been called off."
    assert parts(told) == {WWF: "organizer", FAO: "organizer"}


def test_who_concludes_an_agreement_at_a_course_does_not_organize_it() -> None:
    told = "On 7 May 2024, at the end of a training course in Suva, FAO and WWF concluded a pact."
    assert "organizer" not in parts(told).values()


def test_the_body_of_the_host_country_hosts_a_conference_that_another_organizes() -> None:
    told = "A conference on peat took place in Suva on 7 May 2024."
    assert parts(told, "It was organized by UNEP and hosted by FAO.") == {
        UNEP: "organizer",
        FAO: "host",
    }


def test_a_committee_that_sits_convenes_its_session() -> None:
    told = "On 7 May 2024 the Heron Basin Commission sat for its fifth meeting in Suva."
    assert parts(told) == {"Heron Basin Commission": "organizer"}


def test_a_surname_stands_for_the_body_of_its_office() -> None:
    told = (
        "Ana Torres, Director of WWF, came early. Ms Torres opened a seminar in Suva on 7 May 2024."
    )
    assert parts(told)[WWF] == "participant"


def test_we_are_the_body_whose_page_it_is() -> None:
    reading = read(
        "Bulletin of the Heron Bird Society\n\n"
        "We organized a course on birds in Suva on 7 May 2024 together with WWF.\n"
    )
    assert reading.roles == {"Heron Bird Society": "organizer", WWF: "co-organizer"}


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


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("The guests planted reeds beside WWF.", WWF),
        ("Four of the boats had come over with FAO and its crews.", FAO),
        ("The longest speech came down the line from UNEP.", UNEP),
    ],
)
def test_whoever_is_named_where_the_event_is_told_took_part(sentence: str, body: str) -> None:
    assert parts(MEETING, sentence) == {body: "participant"}


@pytest.mark.parametrize(
    ("event", "role"),
    [
        ("A workshop on peat, prepared by WWF, will be held in Suva on 7 May 2024.", "organizer"),
        ("A workshop on peat is left to WWF and opens in Suva on 7 May 2024.", "organizer"),
    ],
)
def test_whose_an_event_is_stands_behind_it(event: str, role: str) -> None:
    assert parts(event) == {WWF: role}


@pytest.mark.parametrize(
    "sentence",
    [
        "The boats belong to WWF.",
        "The guests saw the marsh, which lies beside WWF.",
        "Everybody knew the resolution of UNEP.",
        "It cannot go on until FAO answers.",
    ],
)
def test_whoever_something_belongs_to_did_not(sentence: str) -> None:
    assert parts(MEETING, sentence) == {}


def test_who_calls_a_conference_together_with_others_has_them_beside_it() -> None:
    told = "The peat congress was organized by WWF in partnership with FAO in Suva on 7 May 2024."
    assert parts(told) == {WWF: "organizer", FAO: "co-organizer"}


def test_who_gives_sponsorship_supports_the_event() -> None:
    assert parts(COURSE, "WWF gave generous sponsorship.") == {WWF: "supporter"}
