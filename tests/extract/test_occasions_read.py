"""Events that are told beside something else: the occasion, a further meeting, an exchange."""

import pytest
from extract.article_reading import read


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "The Heron Fund agreed to help after a meeting held in Lima on 4 June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
        ("The Heron Fund agreed to help after the meeting.", []),
        (
            "Ana Torres of the Heron Fund was in Lima on 4 June 2024 to attend the annual meeting "
            "of the Dune Society.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "The memorandum between the Heron Fund and the Dune Society was renewed on 4 June "
            "2024.",
            [("Signing", "held", "2024-06-04")],
        ),
        (
            "The Heron Fund and the Dune Society exchanged a cooperation agreement on 4 June 2024.",
            [("Signing", "held", "2024-06-04")],
        ),
        (
            "The Heron Fund and the Dune Society sealed their work with the signing of a "
            "memorandum of understanding on 4 June 2024.",
            [("Signing", "held", "2024-06-04")],
        ),
        ("The permit was extended on 4 June 2024.", []),
        (
            "The Dune Society played host to a delegation of the Heron Fund on 4 June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "A delegation of the Heron Fund began a visit to Peru on 4 June 2024 and an agreement "
            "is expected to be signed.",
            [("Visit", "held", "2024-06-04")],
        ),
        (
            "On the sidelines of the conference, the Heron Fund met with the Dune Society on 4 "
            "June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "Both agreed to go on during a meeting in Lima between the Heron Fund and the Dune "
            "Society.",
            [("Meeting", "held", None)],
        ),
        (
            "Inspectors of the Heron Fund have completed a training on dunes in Lima.",
            [("Training", "held", None)],
        ),
        (
            "The Heron Fund took delivery of ten boats from UNEP on 4 June 2024.",
            [("Other", "held", "2024-06-04")],
        ),
        (
            "Ana Torres of the Heron Fund cut the ribbon of a new laboratory on 4 June 2024.",
            [("Other", "held", "2024-06-04")],
        ),
        (
            "The Heron Fund commissioned a new recycling plant on 4 June 2024.",
            [("Launch", "held", "2024-06-04")],
        ),
        ("The Heron Fund commissioned a study.", []),
        (
            "The Minister of Water of Peru met with Director Ana Torres of UNEP to discuss plans "
            "to reduce waste.",
            [("Meeting", "held", None)],
        ),
        ("The Heron Fund plans to hold a workshop in Lima.", [("Workshop", "planned", None)]),
        (
            "The World Dune Day celebration of the Heron Fund was held on 4 June 2024.",
            [("Campaign", "held", "2024-06-04")],
        ),
        (
            "The Heron Fund held a stakeholder engagement in Lima on 4 June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
    ],
)
def test_what_is_told(sentence: str, kinds: list[tuple[str, str, str | None]]) -> None:
    assert read(f"News\n{sentence}").kinds == kinds


FIRST = "Ana Torres, Director of the Heron Fund, met Luis Vega of the Dune Society in Lima on {}."


@pytest.mark.parametrize(
    ("day", "further", "roles"),
    [
        (
            "4 June 2024",
            "She also met with Eva Paz, Secretary of the Water Institute.",
            [{"Heron Fund", "Dune Society"}, {"Heron Fund", "Water Institute"}],
        ),
        (
            "4 June 2024",
            "On the same day she held talks with the Water Institute.",
            [{"Heron Fund", "Dune Society"}, {"Heron Fund", "Water Institute"}],
        ),
        (
            "4 June 2024",
            "She also discussed dunes with Luis Vega.",
            [{"Heron Fund", "Dune Society"}],
        ),
    ],
)
def test_further_meeting_with_others(day: str, further: str, roles: list[set[str]]) -> None:
    reading = read(f"News\n{FIRST.format(day)}\n{further}")
    told = [{reading.name(p.value.agency) for p in e.participants} for e in reading.events]
    assert told == roles
    assert {kind for kind, _, _ in reading.kinds} == {"Meeting"}


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (
            "On 4 June 2024 members of the Heron Fund visited the Dune Society and exchanged views "
            "with its staff.",
            {"Heron Fund": "visitor", "Dune Society": "host"},
        ),
        (
            "The Heron Fund, in partnership with UNEP, has commenced a training on dunes in Lima "
            "on 4 June 2024.",
            {"Heron Fund": "organizer", "United Nations Environment Programme": "co-organizer"},
        ),
        (
            "The Heron Fund and the Dune Society have agreed on a plan after a meeting held in "
            "Lima on 4 June 2024.",
            {"Heron Fund": "participant", "Dune Society": "participant"},
        ),
        (
            "The Dune Society played host to a delegation of the Heron Fund on 4 June 2024.",
            {"Dune Society": "host", "Heron Fund": "visitor"},
        ),
        (
            "On 4 June 2024 the Heron Fund spearheaded a clean-up in Lima, which was participated "
            "in by the Dune Society.",
            {"Heron Fund": "organizer", "Dune Society": "participant"},
        ),
        (
            "The Director of the Heron Fund, Ana Torres, is embarking on a tour of plants on 4 "
            "June 2024, which begins with a visit to the Dune Society.",
            {"Heron Fund": "visitor", "Dune Society": "host"},
        ),
        (
            "On 4 June 2024 a workshop of the Heron Fund, co-hosted with the Dune Society, was "
            "held in Lima.",
            {"Heron Fund": "organizer", "Dune Society": "co-organizer"},
        ),
    ],
)
def test_who_had_which_part(sentence: str, roles: dict[str, str]) -> None:
    assert read(f"News\n{sentence}").roles == roles


def test_town_before_a_day_of_the_week() -> None:
    assert read("News\nThe Heron Fund held a workshop in Aranda yesterday.").places == ["Aranda"]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("QUITO, 4 June 2024 (NAB) – The Heron Fund held a workshop in Lima.", ["Lima"]),
        ("QUITO, 4 June 2024 (NAB) – The Heron Fund held a workshop.", ["Quito"]),
        (
            "The Heron Fund held a workshop at the Hotel Bristol Aran on 4 June 2024.",
            ["Hotel Bristol Aran"],
        ),
        ("UNEP spoke at the Heron Fund Regional Workshop in Lima on 4 June 2024.", ["Lima"]),
    ],
)
def test_where_it_was(sentence: str, places: list[str]) -> None:
    assert read(f"News\n{sentence}").places == places


def test_negotiation_elsewhere_is_no_part_of_the_opening() -> None:
    reading = read(
        "News\nOn 4 June 2024 Ana Torres of the Heron Fund cut the ribbon of a laboratory in Lima."
        "\nShe then takes the train to Quito and joins the UN climate talks."
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Other", "Negotiation"]


def test_clause_behind_a_semicolon_that_goes_on() -> None:
    reading = read(
        "News\nOn 5 June 2024 Ana Torres of the Heron Fund joined the workshop in Lima; the "
        "workshop was organized by the Dune Society."
    )
    assert reading.kinds == [("Workshop", "held", "2024-06-05")]
    assert reading.roles == {"Heron Fund": "participant", "Dune Society": "organizer"}


def test_town_that_is_the_venue() -> None:
    reading = read("News\nLima, Peru was the venue of a workshop on dunes on 4 June 2024.")
    assert reading.places == ["Lima", "Peru"]


def test_talks_over_video_are_no_conference() -> None:
    reading = read(
        "News\nAna Torres, Peru's envoy, held a video conference with Luis Vega, the Philippines' "
        "envoy, on 4 June 2024."
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-04")]
    assert len(reading.event.people) == 2


def test_agreement_that_something_is_dated_by_is_the_one_told_before() -> None:
    reading = read(
        "News\nThe Heron Fund and the Dune Society signed a memorandum on water in 2017.\n"
        "Since the signing of the memorandum with the Dune Society, the Heron Fund has grown."
    )
    assert reading.deals == [("memorandum", "signed", ["Dune Society", "Heron Fund"])]
