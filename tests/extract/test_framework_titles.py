"""How far the title of a framework goes, and what is no title."""

import pytest
from extract.mention_reading import read


@pytest.mark.parametrize(
    "title",
    [
        "Heron Convention for the Protection of the Marine Environment from Pollution",
        "Heron Protocol on the Protection of Lagoons against Oil",
        "Public Lagoons Act B.E. 2535",
    ],
)
def test_a_title_goes_on_to_its_last_words(title: str) -> None:
    assert read(f"The plans follow the {title} and others.").surfaces("framework") == [title]


@pytest.mark.parametrize("plan", ["Action Plan", "Master Plan", "Strategic Action Plan"])
def test_a_plan_of_no_name_is_no_framework(plan: str) -> None:
    assert read(f"She presented the draft of the {plan}.").surfaces("framework") == []
