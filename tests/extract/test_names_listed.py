"""Bodies that the list they stand in shows to be bodies."""

import pytest
from extract.article_reading import read

THERE = "attended the workshop in Lima on 4 June 2024."


@pytest.mark.parametrize(
    ("those", "bodies"),
    [
        (
            "Representatives from UNEP, Sea Life, the Heron Fund, Nature Aran (NA) and FAO",
            {"Sea Life", "Nature Aran", "Heron Fund"},
        ),
        ("Officials from UNEP, Peru, the Heron Fund and Lima City", {"Heron Fund"}),
        ("Experts of UNEP and the Heron Fund, Ana Torres and Luis Vega,", {"Heron Fund"}),
        ("Representatives from Sea Life, Nature Aran and Green River", set()),
    ],
)
def test_bodies(those: str, bodies: set[str]) -> None:
    listed = {"United Nations Environment Programme", "Food and Agriculture Organization"}
    names = set(read(f"News\n{those} {THERE}").roles)
    assert {n for n in names if not any(n.startswith(known) for known in listed)} == bodies
