"""Names of bodies in English: where they begin and end, what they are units of, lists of them."""

import pytest
from extract.mention_reading import read


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Experts of the Heron Lake Institute of Ecology and Geography spoke.",
            ["Heron Lake Institute of Ecology and Geography"],
        ),
        (
            "The Ministry of Forestry and Wildlife of Kenya and Brightwater University took part.",
            ["Ministry of Forestry and Wildlife of Kenya", "Brightwater University"],
        ),
        (
            "The Department of Forestry met the Ministry of Water, Kenya, and left.",
            ["Department of Forestry", "Ministry of Water, Kenya"],
        ),
        (
            "Guests were Heron University, Reed College, Brook University and others.",
            ["Heron University", "Reed College", "Brook University"],
        ),
        (
            "The Danish Climate Ministry wrote to the Agriculture, Fisheries and Conservation"
            " Department of Hong Kong.",
            [
                "Danish Climate Ministry",
                "Agriculture, Fisheries and Conservation Department of Hong Kong",
            ],
        ),
        (
            "They toured Hunan Greenleaf Environmental Protection Technology Co., Ltd. and left.",
            ["Hunan Greenleaf Environmental Protection Technology Co., Ltd."],
        ),
        (
            "The Wolong branch of the Chengdu municipal ecological environment bureau agreed.",
            ["Wolong branch of the Chengdu municipal ecological environment bureau"],
        ),
        (
            "The Consulate General of Peru in Nairobi and China Consulate General in Da Nang and"
            " Brook University came.",
            [
                "Consulate General of Peru in Nairobi",
                "China Consulate General in Da Nang",
                "Brook University",
            ],
        ),
        (
            "Kenya's environment ministry and the Center met the company.",
            ["Kenya's environment ministry"],
        ),
        ("The Ministry will set up a Regional Office and a Working Group.", []),
        ("In 2022 We Visited The River And Its Islands.", []),
    ],
)  # fmt: skip
def test_names_begin_and_end_where_they_should(sentence: str, names: list[str]) -> None:
    assert read(sentence).surfaces("agency") == names


def test_a_chain_of_of_is_a_unit_and_its_parents() -> None:
    found = read(
        "He heads the Wetland Research Center of the Heron Institute of Ecology of the"
        " Chinese Academy of Sciences."
    )
    center, institute, academy = (m for m in found.mentions.mentions if m.entity.kind == "agency")
    parents = {m.ref: m.parent for m in found.mentions.minted}
    assert center.surface.startswith("Wetland Research Center of the Heron")
    assert parents[center.entity] == institute.entity
    assert parents[institute.entity] == academy.entity
    assert found.name(academy.entity) == "Chinese Academy of Sciences"
    assert (center.nested, institute.nested, academy.nested) == (False, True, True)


def test_one_plural_head_stands_for_a_body_in_each_place() -> None:
    found = read("The Botanical Societies of Hunan and Gansu Provinces signed.")
    first, second = found.mentions.of("agency")
    assert first.entity != second.entity
    assert {first.written, second.written} == {
        "Hunan Province botanical society",
        "Gansu Province botanical society",
    }


def test_a_possessive_names_the_parent() -> None:
    found = read("MEE's Foreign Environmental Cooperation Center received UNEP's guests.")
    assert found.surfaces("agency") == ["MEE's Foreign Environmental Cooperation Center", "UNEP"]


def test_places_in_names_are_no_places() -> None:
    assert read("The Nanjing Heron Institute met in Kunming.").surfaces("place") == ["Kunming"]


def test_endless_chains_end() -> None:
    assert read("Department of the " * 3000).surfaces("agency") == []


def test_ranks_in_lower_case_belong_to_names() -> None:
    reading = read(
        "Ana Torres, deputy director of the provincial Dune Protection Bureau, met the director"
        " of the municipal Dune Protection Bureau."
    )
    provincial, municipal = (m for m in reading.mentions.of("agency"))
    assert provincial.surface == "provincial Dune Protection Bureau"
    assert municipal.surface == "municipal Dune Protection Bureau"
    assert provincial.entity != municipal.entity
    (torres,) = reading.mentions.people
    assert torres.offices[0].affiliation == provincial.entity


def test_a_prime_minister_has_no_ministry() -> None:
    text = "Luis Vega, Deputy Prime Minister of Heron People's Republic, met Ana Torres."
    assert read(text).surfaces("agency") == []
