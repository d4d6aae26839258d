"""Agreements in further wordings: how they stand, and who concluded them."""

import pytest
from extract.article_reading import read

TWO = ["Ministry of Environment of Peru", "World Wide Fund for Nature"]
HELD = "On 12 June 2024 the Peat Agency held a seminar on reeds in Lima. It rained.\n\n"


def deals(text: str) -> list[tuple[str, str, list[str]]]:
    return read(f"River news\nPublished: 14 June 2024\n\n{HELD}{text}").deals


@pytest.mark.parametrize(
    "verb",
    [
        "put a letter of intent to paper",
        "subscribed a letter of intent",
        "put ink to a letter of i"
        r"ntent",
    ],
)
def test_signing_has_many_verbs(verb: str) -> None:
    told = deals(f"The Ministry of Environment of Peru and the World Wide Fund for Nature {verb}.")
    assert told == [("intent", "signed", TWO)]


def test_what_is_signed_and_valid_is_signed() -> None:
    told = deals(
        "The Ministry of Environment of Peru and the World Wide Fund for Nature signed a "
        "letter of intent on peat, valid until the end of 2026."
    )
    assert told == [("intent", "signed", TWO)]


def test_an_agreement_with_a_title_is_not_one_told_before() -> None:
    told = deals("The World Wide Fund for Nature signed the Memorandum of Understanding on Peat.")
    assert [(kind, status) for kind, status, _ in told] == [("memorandum", "signed")]


def test_those_who_work_under_an_arrangement_are_its_parties() -> None:
    told = deals(
        "The Ministry of Environment of Peru and the World Wide Fund for Nature have worked side "
        "by side under a cooperation arrangement that remains in force."
    )
    assert told == [("cooperation-agreement", "in-force", TWO)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is paid from a project on reeds, which the Ministry of Environment of Peru implements "
        "with the World Wide Fund for Nature.",
        "The project on the demonstration of clean burning of reeds in the wetlands of the coast "
        "has been implemented by the Ministry of Environment of Peru and the World Wide Fund for "
        "Nature since 2017.",
        "Lamps came under the Peru-Chile cooperation project on reeds, which the Ministry of "
        "Environment of Peru and the World Wide Fund for Nature are carrying out.",
    ],
)
def test_a_project_is_carried_out_by_bodies(sentence: str) -> None:
    assert deals(sentence) == [("project-agreement", "in-force", TWO)]
