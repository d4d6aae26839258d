"""Names of bodies that hold no noun for one, and English names of unusual build."""

import pytest
from extract.article_reading import read
from extract.mention_reading import read as mentions_of

THERE = "took part in the workshop in Lima on 4 June 2024."


@pytest.mark.parametrize(
    ("those", "bodies"),
    [
        ("The Heron Fund and Brook Watch Peru", {"Heron Fund", "Brook Watch Peru"}),
        ("Brook Watch and the Heron Fund", {"Heron Fund", "Brook Watch"}),
        ("The waste company GREENO", {"GREENO"}),
        ("The Blue Reef conservation group", {"Blue Reef"}),
        ("Reef Watch, a small charity from Lima,", {"Reef Watch"}),
        ("The Heron Fund and Danwind", {"Heron Fund", "Danwind"}),
        ('The public organization "Clean fens"', {"Clean fens"}),
        ('The Heron Fund and the company "Reedworks"', {"Heron Fund", "Reedworks"}),
        (
            "Staff of the Heron Fund and of the Clean Brook Alliance",
            {"Heron Fund", "Clean Brook Alliance"},
        ),
        ("Neighbours for Quiet Fens (NQF)", {"Neighbours for Quiet Fens"}),
        ("Friends of the Reed in Peru (FRP)", {"Friends of the Reed in Peru"}),
        ("Instituto del Pantano", {"Instituto del Pantano"}),
        ("The Fondation Marais Vivants", {"Fondation Marais Vivants"}),
        ("The Moorbundesamt Heronstadt", {"Moorbundesamt Heronstadt"}),
        ("The Heron Fund and the Dune Convention", {"Heron Fund"}),
        ("The Heron Fund, a party to the Plan for Quiet Fens (PQF),", {"Heron Fund"}),
        ("The Heron Fund and the Secretariat", {"Heron Fund"}),
        ("The Heron Fund and Mayor Luis Vega", {"Heron Fund"}),
        ("The Heron Fund and Member States", {"Heron Fund"}),
    ],
)
def test_bodies_are_known_by_what_stands_beside_them(those: str, bodies: set[str]) -> None:
    assert set(read(f"News\n{those} {THERE}").roles) == bodies


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The County Government of Reedland and Brook Watch signed.",
            ["County Government of Reedland"],
        ),
        (
            "The Lima Institute of Irrigation and Agricultural Mechanization Engineers came.",
            ["Lima Institute of Irrigation and Agricultural Mechanization Engineers"],
        ),
        (
            "A Peru-Chile Commission on Cooperation in the Field of Environmental Protection met.",
            ["Peru-Chile Commission on Cooperation in the Field of Environmental Protection"],
        ),
        ("The Parks Bureau, City of Lima, wrote.", ["Parks Bureau, City of Lima"]),
        (
            "Police Brigade of the Lima Security Bureau",
            ["Police Brigade of the Lima Security Bureau"],
        ),
        (
            "The Va'oa Environmental Protection Association wrote.",
            ["Va'oa Environmental Protection Association"],
        ),
    ],
)
def test_names_of_unusual_build(sentence: str, names: list[str]) -> None:
    assert mentions_of(sentence).surfaces("agency") == names


def test_an_organ_may_stand_behind_the_initials_of_its_body() -> None:
    reading = mentions_of("The Organisation of Eastern Caribbean States (OECS) Commission met.")
    assert "Organisation of Eastern Caribbean States (OECS) Commission" in reading.surfaces(
        "agency"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The Heron Agency, represented by its Director, Ana Torres, sat in.",
        "The Heron Agency, whose director, Ana Torres, spoke, sat in.",
    ],
)
def test_its_officer_is_an_officer_of_the_body_before(sentence: str) -> None:
    reading = mentions_of(sentence)
    offices = [office for person in reading.mentions.people for office in person.offices]
    assert [reading.name(office.affiliation) for office in offices] == ["Heron Agency"]
