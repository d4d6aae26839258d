"""Press releases and notices of many countries: what is to come, who was met, journeys, names."""

import pytest
from extract.article_reading import Reading
from extract.article_reading import read as read_article
from extract.date_reading import edtf
from extract.mention_reading import read

from kg.text.blocks import label


def article(*sentences: str, title: str = "News on rivers") -> Reading:
    return read_article("\n".join((title, " ".join(sentences))))


def people(reading: Reading) -> list[str]:
    return [reading.name(p.value.person) for p in reading.event.people]


@pytest.mark.parametrize(
    "name",
    [
        "WWF South Asia",
        "Wetlands International West Africa",
        "UNDP Lima Regional Hub",
        "Aranmore Municipal Party Committee",
        "Agence Francaise de Developpement",
        "Department of Forests and Park Services of Bhutan",
    ],
)
def test_a_name_is_read_whole(name: str) -> None:
    assert read(f"The {name} met on Monday.").surfaces("agency") == [name]


def test_initials_show_a_name_in_another_language() -> None:
    found = read("Bureau Central des Forets Humides (BCFH) came. The Plan de Acción (PA) did not.")
    assert found.surfaces("agency") == ["Bureau Central des Forets Humides", "BCFH"]


@pytest.mark.parametrize("name", ["Aran News Agency", "Heron Press Service"])
def test_the_press_is_no_body(name: str) -> None:
    assert read(f"The {name} reported on Monday.").surfaces("agency") == []


def test_a_short_form_is_of_no_court_of_a_country_that_is_not_spoken_of() -> None:
    found = read("The Pacific Community (SPC) and Tonga met.")
    assert found.entity("Pacific Community").key in {"spc", "pacific-community"}
    assert len({m.entity for m in found.mentions.mentions if m.entity.kind == "agency"}) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("H E Dr. Salim bin Omar bin Ali Al Hadi spoke.", "Salim bin Omar bin Ali Al Hadi"),
        ("State Secretary of Peru H E Ana Maria Torres spoke.", "Ana Maria Torres"),
        ("U Aye Maung, Deputy Minister of Forestry, spoke.", "Aye Maung"),
        ("It was opened by Zhou Jun, Director of the Heron Lake Institute.", "Zhou Jun"),
        ("Luis Abu Vega attended the meeting.", "Luis Abu Vega"),
    ],
)
def test_a_person_is_named_without_the_style(text: str, name: str) -> None:
    assert read(text).people() == [name]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on 22/5, they met", "2024-05-22"),
        ("the 22/5 meeting", "2024-05-22"),
        ("2023-June-29", "2023-06-29"),
        ("2023-Sep-9", "2023-09-09"),
    ],
)
def test_a_day_is_written_with_a_stroke_or_the_name_of_its_month(phrase: str, day: str) -> None:
    assert edtf(phrase) == [day]


@pytest.mark.parametrize("phrase", ["on 4/5 of the land", "on 22/5/3", "of 22/5 parts"])
def test_other_strokes_are_no_days(phrase: str) -> None:
    assert edtf(phrase) == []


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("The workshop was held on 3 May 2024 in Chennai, Tamil Nadu.", ["Chennai", "Tamil Nadu"]),
        ("The workshop on birds of South Asia was held on 3 May 2024 in Galle.", ["Galle"]),
        ("Experts were on a study tour to the UK and Peru.", ["United Kingdom", "Peru"]),
        ("Minister Ana Torres left for Lima on a visit on 3 May 2024.", ["Lima"]),
        ("In Bonn, Fiji's envoy Ana Torres met Luis Vega of the Heron Fund.", ["Bonn"]),
        ("SAVE THE DATE: Regional workshop, 3-4 July 2024, Lima, Peru.", ["Lima", "Peru"]),
    ],
)
def test_places_of_an_event(sentence: str, places: list[str]) -> None:
    told = "The Heron Fund and the Ibis Society will help to clean the rivers and the lakes."
    assert article(sentence, told).places == places


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "At the meeting receiving Ana Torres of the Heron Fund on 3 May 2024, Luis Vega"
            " of the Ibis Society thanked the Fund.",
            ("Meeting", "held", "2024-05-03"),
        ),
        (
            "During a meeting with the Ambassador of Japan on 3 May 2024, Minister Ana Torres"
            " said that the lake was clean.",
            ("Meeting", "held", "2024-05-03"),
        ),
        (
            "Officials of the Heron Fund are in Lima for a benchmarking visit, 3 to 5 May 2024.",
            ("StudyTour", "held", "2024-05-03/2024-05-05"),
        ),
        (
            "From 3 to 5 May 2024, Ana Torres led a 6-member delegation of the Heron Fund to Peru.",
            ("Visit", "held", "2024-05-03/2024-05-05"),
        ),
        (
            "The opening ceremony of the Heron Monitoring Center was held on 3 May 2024.",
            ("Launch", "held", "2024-05-03"),
        ),
        (
            "The 14th Joint Commission on Environmental Cooperation between Canada and Chile"
            " wrapped up in Lima on 3 May 2024.",
            ("Meeting", "held", "2024-05-03"),
        ),
        (
            "The session, running from 25 to 28 July 2024, will be opened by Ana Torres.",
            ("Meeting", "planned", "2024-07-25/2024-07-28"),
        ),
    ],
)
def test_wordings_of_events(sentence: str, kind: tuple[str, str, str | None]) -> None:
    assert article(sentence).kinds == [kind]


def test_what_is_organized_after_its_announcement_is_still_to_come() -> None:
    reading = article(
        "Registration is open for the 5th Seminar on Birds, to be held from 2 to 4 October 2024"
        " in Lima.",
        "The seminar is organised by the Heron Fund with the support of the Ibis Society.",
    )
    assert reading.kinds == [("Workshop", "planned", "2024-10-02/2024-10-04")]
    assert reading.roles == {"Heron Fund": "organizer", "Ibis Society": "supporter"}


def test_talks_held_between_two_bodies() -> None:
    reading = article("Talks were held in Lima on 3 May 2024.")
    assert reading.kinds == [("Meeting", "held", "2024-05-03")]
    reading = article(
        "It was decided in talks held in Lima on 3 May 2024 between the Heron Fund and the Ibis"
        " Society."
    )
    assert set(reading.roles) == {"Heron Fund", "Ibis Society"}


def test_the_document_was_signed_on_its_day() -> None:
    reading = article(
        "The Heron Fund and the Ibis Society have concluded a loan agreement.",
        "The document was signed by Ana Torres in Lima on 3 May 2024.",
    )
    assert reading.kinds == [("Signing", "held", "2024-05-03")]
    assert reading.places == ["Lima"]


def test_the_headline_names_who_signed() -> None:
    reading = article(
        "The memorandum was signed on 3 May 2024 in Lima.",
        title="MoU between the Heron Fund and the Ibis Society",
    )
    assert reading.deals == [("memorandum", "signed", ["Heron Fund", "Ibis Society"])]


def test_where_it_was_signed_is_no_party() -> None:
    reading = article(
        "The Heron Fund and the Ibis Society join hands to clean rivers.",
        "Under the partnership agreement, signed in Lima on 3 May 2024, the Fund will help.",
    )
    assert reading.deals == [("cooperation-agreement", "signed", ["Heron Fund", "Ibis Society"])]


def test_prose_with_strokes_and_dashes_is_no_menu() -> None:
    text = (
        "LIMA, (Aran / South Gate News / ANA - 11th Nov, 2020) Ana Torres, Ambassador to Peru, and"
        " Luis Vega, Minister of Water, have discussed the relations between the two countries and"
        " ways to develop them in the field of rivers and lakes for years to come."
    )
    kinds = [block.kind for block in label(f"Ministers meet\n\n{text}")]
    assert kinds == ["title", "body"]


def test_a_title_of_a_convention_ends_before_its_day() -> None:
    found = read("They met on the Framework Convention on the Heron Sea on December 18.")
    assert "Framework Convention on the Heron Sea" in found.surfaces("framework")
