"""News as local pages tell it: without a day, from the field, in passing."""

import pytest
from extract.article_reading import read
from extract.mention_reading import read as mentions_of
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("article", "kinds"),
    [
        (
            "News\nThe Minister of Water of Peru, Ana Torres, discussed dams with the ambassador "
            "of Chile, Luis Vega.",
            [("Meeting", "held", None)],
        ),
        ("News\nThe committee discussed dams.", []),
        (
            "Training on dunes\nOn 4 June 2024 the two-week programme was jointly conducted by the "
            "Heron Fund and the Dune Society in Lima.",
            [("Training", "held", "2024-06-04")],
        ),
        ("News\nThe Minister of Water of Peru has called on mayors to save water.", []),
        (
            "News\nOn 4 June 2024 a delegation of the Heron Fund visited Chile to study dunes.",
            [("StudyTour", "held", "2024-06-04")],
        ),
        (
            "Workshop on dunes\nWater is scarce. Ms Ana Torres was speaking at a workshop "
            "organized by the Heron Fund.",
            [("Workshop", "held", None)],
        ),
        (
            "News\nThe Minister of Water of Peru, Ana Torres, received Ambassador Luis Vega.\n"
            "She invited him to Lima to attend the dune conference.",
            [("Meeting", "held", None)],
        ),
        (
            "News\nThe Minister of Water of Peru, Ana Torres, said so at a meeting with "
            "a delegation of the Heron Fund on 4 June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "News\nExperts met in Lima on 4 June 2024.\n"
            "The workshop was organized by the Heron Fund.",
            [("Workshop", "held", "2024-06-04")],
        ),
        (
            "News\nOn 4 June the 2024 National Conference on Dunes was held in Lima.",
            [("Conference", "held", "2024-06-04")],
        ),
        (
            "通报\n6月4日，2024年第一期环保局长培训班在利马开班。",
            [("Training", "held", "2024-06-04")],
        ),
        ("通报\n6月4日，市生态环境局召开现场办公会。", [("Meeting", "held", "2024-06-04")]),
        ("通报\n6月4日，监测站启动应急监测预案。", []),
    ],
)
def test_what_is_told(article: str, kinds: list[tuple[str, str, str | None]]) -> None:
    assert read(article).kinds == kinds


@pytest.mark.parametrize(
    ("article", "roles"),
    [
        (
            "通报\n6月4日，市生态环境局对白鹭化工有限公司开展现场检查。",
            {"市生态环境局": "organizer", "白鹭化工有限公司": "participant"},
        ),
        (
            "通报\n6月4日，福建省生态环境厅联合湖南省生态环境厅开展执法检查。",
            {
                "Department of Ecology and Environment of Fujian Province": "organizer",
                "Department of Ecology and Environment of Hunan Province": "organizer",
            },
        ),
        (
            "News\nOn 4 June 2024 the Heron Fund and the Dune Society met online.",
            {"Heron Fund": "participant", "Dune Society": "participant"},
        ),
        (
            "Workshop on dunes\nThe workshop was held by the Heron Fund in Lima on 4 June 2024. "
            "Participants included the Dune Society and the River Institute.",
            {
                "Heron Fund": "organizer",
                "Dune Society": "participant",
                "River Institute": "participant",
            },
        ),
        (
            "News\nA delegation made up of the Heron Fund and the Dune Society visited Lima on "
            "4 June 2024.",
            {"Heron Fund": "visitor", "Dune Society": "visitor"},
        ),
    ],
)
def test_who_did_what(article: str, roles: dict[str, str]) -> None:
    assert read(article).roles == roles


def test_what_those_who_came_saw_is_part_of_the_workshop() -> None:
    found = read(
        "Workshop on dunes\nFrom 3 to 7 June 2024 a workshop was held in Peru by the Heron Fund.\n"
        "On 5 June the participants visited the Dune Society in Lima."
    )
    assert found.kinds == [("Workshop", "held", "2024-06-03/2024-06-07")]


def test_the_town_that_news_is_dated_from() -> None:
    found = read("News\nBOTOLAR, Dunes — The Heron Fund held a seminar on 4 June 2024.")
    assert found.places == ["BOTOLAR", "Dunes"]


def test_the_city_that_acts_in_a_park_of_it() -> None:
    found = read("通报\n6月4日，天津市在湿地公园启动环保宣传活动。")
    assert "Tianjin Municipality" in found.places


def test_an_agreement_that_its_ceremony_names() -> None:
    found = read(
        "通报\n2024年6月4日，福建省生态环境厅与江西省生态环境厅合作协议签署仪式在福州举行。"
    )
    deal = found.extraction.agreements[0]
    assert (deal.type.value, deal.status.value) == ("cooperation-agreement", "signed")


def test_treaties_among_many_are_no_agreement_of_two() -> None:
    found = read(
        "News\nThe Heron Fund and the Dune Society met on multilateral agreements in Lima."
    )
    assert found.extraction.agreements == ()


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("The Dune Protection Authority Peru met them.", ["Dune Protection Authority Peru"]),
        (
            "The Ministry of Environment, Climate Action and Youth Empowerment met.",
            ["Ministry of Environment, Climate Action and Youth Empowerment"],
        ),
        ("Ministry of Climate Change Chairs Dune Talks", ["Ministry of Climate Change"]),
        ("The Dune Storage & Safety Corporation met.", ["Dune Storage & Safety Corporation"]),
        ("The Centre for Dunes, Lima (CDL) met.", ["Centre for Dunes, Lima", "CDL"]),
        ("Director General Dune Agency of Peru spoke.", ["Dune Agency of Peru"]),
    ],
)
def test_names_of_bodies(sentence: str, bodies: list[str]) -> None:
    assert [m.surface for m in mentions_of(sentence).mentions.of("agency")] == bodies


@pytest.mark.parametrize(
    ("sentence", "frameworks"),
    [
        ("They serve the Basel and Stockholm Convention.", ["Basel", "Stockholm Convention"]),
        ("He praised the Paris Agreement.", ["Paris Agreement"]),
        ("Head of delegation to the Basel Convention Ana Maria Torres met them.",
         ["Basel Convention"]),
    ],
)  # fmt: skip
def test_frameworks(sentence: str, frameworks: list[str]) -> None:
    found = mentions_of(sentence).mentions.of("framework")
    assert [m.surface for m in found] == frameworks


def test_local_bodies_of_china() -> None:
    found = zh("县委宣传部、市生态环境综合执法支队参加。").mentions.of("agency")
    assert [m.surface for m in found] == ["县委宣传部", "市生态环境综合执法支队"]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Talks were opened by Chairman Dune Protection Board, Ana Torres.", ["Ana Torres"]),
        ("Member Secretary B.M. Vega spoke.", ["B.M. Vega"]),
    ],
)
def test_persons(sentence: str, people: list[str]) -> None:
    assert mentions_of(sentence).people() == people


def test_a_headline_in_capitals_names_nobody() -> None:
    found = read("Minister Opens Dune Forum\nOn 4 June 2024 the Heron Fund held a forum in Lima.")
    assert [found.name(p.value.person) for p in found.event.people] == []
