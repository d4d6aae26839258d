"""Agreements whose sides, kind or number only another sentence, or a plural, tells."""

import pytest
from extract.article_reading import read

UNDP = "United Nations Development Programme"
HERON, IBIS = "Heron Fund", "Ibis Society"
PERU, KENYA = "Ministry of Water of Peru", "Ministry of Water of Kenya"
NEWS = "News\nOn 10 June 2024"


def test_two_agreements_of_a_sentence_have_each_their_own_sides() -> None:
    reading = read(
        f"{NEWS} the two sides signed a memorandum of understanding on dams between the {PERU}"
        f" and the {KENYA}, and a memorandum of understanding on birds between the {PERU} and the"
        f" {HERON}."
    )
    assert reading.deals == [
        ("memorandum", "signed", sorted([PERU, KENYA])),
        ("memorandum", "signed", sorted([PERU, HERON])),
    ]


def test_agreements_with_several_are_one_with_each() -> None:
    reading = read(f"{NEWS} the {PERU} signed agreements with the {HERON} and the {IBIS}.")
    assert [parties for _, _, parties in reading.deals] == [
        sorted([PERU, HERON]),
        sorted([PERU, IBIS]),
    ]


def test_one_agreement_with_several_is_one() -> None:
    reading = read(f"{NEWS} the {PERU} signed an agreement with the {HERON} and the {IBIS}.")
    assert [parties for _, _, parties in reading.deals] == [sorted([PERU, HERON, IBIS])]


def test_these_agreements_are_those_told_before() -> None:
    reading = read(
        f"{NEWS} the {PERU} signed agreements with the {HERON} and the {IBIS}. With the signing of"
        f" these dam agreements the {PERU} and the {UNDP} keep their promise, she said."
    )
    assert len(reading.deals) == 2


def test_the_bodies_of_two_countries_stand_in_a_later_sentence() -> None:
    reading = read(
        f"{NEWS} Kenya and Peru signed a memorandum of understanding in Lima. Rivers matter. The"
        f" memorandum between the {PERU} and the {KENYA} will help herons."
    )
    assert reading.deals == [("memorandum", "signed", sorted([PERU, KENYA]))]


def test_a_later_sentence_tells_of_what_kind_the_agreement_is() -> None:
    reading = read(
        f"{NEWS} an agreement was signed between the {PERU} and the {HERON}. They met after"
        f" the signing of a memorandum of understanding between the {PERU} and the {HERON}."
    )
    assert reading.deals == [("memorandum", "signed", sorted([PERU, HERON]))]


def test_whoever_is_the_second_to_sign_has_signed_before() -> None:
    reading = read(
        f"{NEWS} Kenya and the {UNDP} signed a memorandum of understanding. Kenya is the second"
        f" country on the coast to sign a memorandum of understanding with the {HERON}."
    )
    assert reading.deals == [("memorandum", "signed", sorted(["Kenya", UNDP]))]


def test_a_grant_signed_for_a_project_is_one_agreement() -> None:
    reading = read(
        f"{NEWS} the {PERU} and the {HERON} signed a grant agreement for a Kenya-Peru water"
        " project."
    )
    assert reading.deals == [("project-agreement", "signed", sorted([PERU, HERON]))]


@pytest.mark.parametrize(
    "sentence",
    [
        "the Governments of Kenya and the United Kingdom signed a memorandum of understanding",
        "the Government of Kenya signed a memorandum of understanding with the Government of the"
        " United Kingdom for the Heron Programme",
    ],
)
def test_governments_are_sides(sentence: str) -> None:
    ((_, _, parties),) = read(f"{NEWS} {sentence}.").deals
    assert all("overnment" in party and "Programme" not in party for party in parties)


def test_what_they_are_going_to_sign_is_not_signed() -> None:
    reading = read(
        f"{NEWS} the {PERU} and the {KENYA} held talks in Lima. The two ministries were going to"
        " sign a memorandum of understanding on dams."
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Meeting"]
    assert [status for _, status, _ in reading.deals] == ["preliminary"]


def test_what_exists_already_makes_nothing_past() -> None:
    reading = read(
        f"News\nAt the signing ceremony held in Lima on 10 June 2024 the {PERU} and the {KENYA}"
        " pledged to deepen the already existing relations."
    )
    assert reading.kinds == [("Signing", "held", "2024-06-10")]


def test_the_signing_that_a_cabinet_approves_is_no_event() -> None:
    reading = read(
        f"{NEWS} the Cabinet approved the signing of a memorandum of understanding between Kenya"
        " and Peru."
    )
    assert (reading.kinds, reading.deals) == (
        [],
        [("memorandum", "preliminary", ["Kenya", "Peru"])],
    )


def test_a_delegation_to_come_signs_with_its_host() -> None:
    reading = read(
        f"News\nThe {IBIS} will host a delegation of the {HERON} from 3 to 5 July 2024 in Lima. The"
        f" delegation is expected to sign a memorandum of understanding with the {IBIS}."
    )
    assert reading.kinds == [("Meeting", "planned", "2024-07-03/2024-07-05")]
    assert reading.roles == {IBIS: "host", HERON: "visitor"}
    assert reading.deals == [("memorandum", "preliminary", sorted([HERON, IBIS]))]
