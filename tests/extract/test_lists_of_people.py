"""People in lists: behind a heading, between semicolons, with their body in brackets."""

import pytest
from extract.article_reading import Reading, read


def people(reading: Reading) -> dict[str, str | None]:
    """Return who was at the main event, and for which body."""
    return {
        reading.name(p.value.person): reading.name(p.value.affiliation)
        if p.value.affiliation
        else None
        for p in reading.event.people
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Dr. Ana Torres, Director, Heron Fund; Mr. Luis Vega, President, Dune Society; and "
            "Ms. Eva Paz, Water Institute, attended the workshop in Lima on 4 June 2024.",
            {"Ana Torres": "Heron Fund", "Luis Vega": "Dune Society", "Eva Paz": "Water Institute"},
        ),
        (
            "The workshop in Lima on 4 June 2024 heard Ana Torres (Heron Fund), Luis Vega (Dune "
            "Society) and Ms. Eva Paz.",
            {"Ana Torres": "Heron Fund", "Luis Vega": "Dune Society", "Eva Paz": None},
        ),
        (
            "Present at the meeting in Lima on 4 June 2024 were: Ana Torres, Director of the Heron "
            "Fund; and Luis Vega, Secretary of the Dune Society.",
            {"Ana Torres": "Heron Fund", "Luis Vega": "Dune Society"},
        ),
        (
            "On 4 June 2024 Director General DSA Eva Luz Paz opened the workshop in Lima.",
            {"Eva Luz Paz": None},
        ),
        (
            "On 4 June 2024 Ana Torres, Director of the Heron Fund, met with the head of the "
            "delegation of Peru to the UNFCCC Luis Vega in Lima.",
            {"Ana Torres": "Heron Fund", "Luis Vega": None},
        ),
        (
            "On 4 June 2024 Luis Vega, President of the Dune Society, and Ana Torres the "
            "representative of the Heron Fund met in Lima.",
            {"Luis Vega": "Dune Society", "Ana Torres": "Heron Fund"},
        ),
    ],
)
def test_who_was_there(sentence: str, expected: dict[str, str | None]) -> None:
    found = people(read(f"News\n{sentence}"))
    assert expected.items() <= found.items()


def test_other_form_of_a_name_is_no_body() -> None:
    reading = read("News\nOn 4 June 2024 Director Ana Torres met Bo Yi (Thin Yi) in Lima.")
    assert set(people(reading)) == {"Ana Torres", "Thin Yi"}


def test_body_and_its_short_form_are_no_person() -> None:
    reading = read(
        "News\nOn 4 June 2024 the Heron Fund met Agence Francaise de Dunes (AFD) and UNEP in Lima."
    )
    assert people(reading) == {}


def test_clause_behind_a_semicolon_tells_of_something_else() -> None:
    reading = read(
        "News\nOn 4 June 2024 the Heron Fund held a workshop in Lima; the Dune Society said that "
        "it would have come."
    )
    assert reading.roles == {"Heron Fund": "organizer"}


@pytest.mark.parametrize("heading", ["Present:", "■ Primary attendees", "List of participants"])
def test_list_below_a_heading(heading: str) -> None:
    reading = read(
        "Meeting of the Dune Committee\n"
        "The Dune Committee met in Lima on 9 June 2024 to look at its budget for the year to come, "
        "and at what is left of that of the year before.\n"
        f"{heading}\n"
        "(Peru)\n"
        "Ana Torres (Chair), Heron Fund\n"
        "Mr. Luis VEGA, Secretary, Dune Society\n"
    )
    assert people(reading) == {"Ana Torres": "Heron Fund", "Luis VEGA": "Dune Society"}


def test_surname_without_its_accents_is_the_same_person() -> None:
    reading = read(
        "News\nOn 4 June 2024 Guðrún Þórsdóttir, Director of the Heron Fund, opened a workshop in "
        "Lima.\nDirector Thorsdottir thanked everybody."
    )
    assert list(people(reading)) == ["Guðrún Þórsdóttir"]


def test_title_that_ends_a_name() -> None:
    reading = read(
        "News\nOn 4 June 2024 the Director of the Heron Fund, Ali Hamid Sheikh, opened a workshop "
        "in Lima."
    )
    assert list(people(reading)) == ["Ali Hamid Sheikh"]
