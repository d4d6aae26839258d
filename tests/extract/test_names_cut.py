"""Where a name with "and" in it ends."""

import pytest
from extract.mention_reading import read


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Heron Mapping and Resource Information Authority met banks.",
            ["Heron Mapping and Resource Information Authority"],
        ),
        (
            "The Naval Oceanographic and Antarctic Institute sent a boat.",
            ["Naval Oceanographic and Antarctic Institute"],
        ),
        (
            "The Department of the Interior and Local Government came.",
            ["Department of the Interior and Local Government"],
        ),
        (
            "The Heron Academy of Environmental Sciences and HLWKN signed it.",
            ["Heron Academy of Environmental Sciences"],
        ),
        (
            "The Academy of Sciences of Peru, the University of Lima and others met.",
            ["Academy of Sciences of Peru", "University of Lima"],
        ),
    ],
)
def test_a_conjunction_joins_subjects_and_parts_bodies(sentence: str, names: list[str]) -> None:
    assert read(sentence).surfaces("agency") == names


@pytest.mark.parametrize(
    "sentence",
    ["On the Peruvian bank, rice grows.", "The municipal water company opened its doors."],
)
def test_common_nouns_are_no_bodies(sentence: str) -> None:
    assert read(sentence).surfaces("agency") == []


def test_a_university_may_be_shortened() -> None:
    reading = read("People of Heron Univ also spoke.")
    assert (reading.surfaces("agency"), reading.people()) == (["Heron Univ"], [])
