"""Names, offices, bodies and laws of countries with other habits than those of China."""

import pytest
from extract.mention_reading import read, zh


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Environment Minister Esi Mensah-Boateng opened it.", ["Esi Mensah-Boateng"]),
        ("PS Dr. Ruth Otieno and CS Hon. Ada Ng’ang’a left.", ["Ruth Otieno", "Ada Ng’ang’a"]),
        ("It was signed by Sheikh Khalid bin Rashid Al Noori.", ["Khalid bin Rashid Al Noori"]),
        ("H.E. Joaquim da Costa, the Ambassador of Peru, left.", ["Joaquim da Costa"]),
        ("Special Envoy for Oceans J. P. Larkspur spoke.", ["J. P. Larkspur"]),
        ("Deputy Minister of Natural Resources Tran Hoa Binh met them.", ["Tran Hoa Binh"]),
        ("Commissioners Petra Vale and Jon Hart agreed.", ["Petra Vale", "Jon Hart"]),
        ("Minister KIM Do-yun of Korea spoke.", ["KIM Do-yun"]),
        ("“We begin,” said Oluwaseun Adebayo.", ["Oluwaseun Adebayo"]),
        ("Ida Lund, who joined in May, spoke.", ["Ida Lund"]),
        ("State Secretary Suhartono spoke.", ["Suhartono"]),
        ("Ruth Kibet of the Heron Lake Trust took part.", ["Ruth Kibet"]),
        ("The River Valley Authority met Green Africa.", []),
    ],
)  # fmt: skip
def test_persons_of_many_countries(sentence: str, people: list[str]) -> None:
    assert read(sentence).people() == people


def test_what_stands_behind_a_name_is_not_the_title_of_the_next() -> None:
    found = read(
        "Wei Lan, Vice-Minister of Ecology and Environment of China, met Ada Obi, Deputy Executive"
        " Director of UNEP, and Jon Hart, head of the Heron Lake Institute."
    )
    offices = {p.surface: [found.name(o.affiliation) for o in p.offices]
               for p in found.mentions.people}  # fmt: skip
    assert offices == {
        "Wei Lan": ["Ministry of Ecology and Environment of the People's Republic of China"],
        "Ada Obi": ["United Nations Environment Programme"],
        "Jon Hart": ["Heron Lake Institute"],
    }


def test_offices_before_names_in_a_list() -> None:
    found = read(
        "FAO Deputy Director-General, Ada Obi, and UNEP Director, Jon Hart, came with"
        " IUCN Director General Ruth Vale, Chief Warden of Parks Ida Lund."
    )
    told = [(p.surface, p.offices[0].affiliation and p.offices[0].affiliation.key)
            for p in found.mentions.people]  # fmt: skip
    assert told == [
        ("Ada Obi", "fao"), ("Jon Hart", "unep"), ("Ruth Vale", "iucn"), ("Ida Lund", None),
    ]  # fmt: skip


def test_a_person_has_the_office_of_both_sides_of_the_name() -> None:
    (person,) = read("Senator Ida Lund, Chair of the Heron Lake Council, spoke.").mentions.people
    assert [o.position.text for o in person.offices if o.position] == [
        "Senator",
        "Chair of the Heron Lake Council",
    ]


def test_a_minister_stands_for_a_ministry_that_nobody_lists() -> None:
    found = read("They met Ida Lund, Fiji's Minister of Lakes and Rivers.")
    (person,) = found.mentions.people
    assert found.name(person.offices[0].affiliation) == "Ministry of Lakes and Rivers of Fiji"


def test_surnames_of_two_words_mean_the_person() -> None:
    found = read("Minister Ana Silva Torres came. Silva Torres said so, and Minister Torres left.")
    assert set(found.people()) == {"Ana Silva Torres"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Ministry of Housing, Spatial Planning and the Environment of Chad agreed.",
            ["Ministry of Housing, Spatial Planning and the Environment of Chad"],
        ),
        (
            "The Kenya-Peru Working Group on Wetlands met the Heron Lake Trust.",
            ["Kenya-Peru Working Group on Wetlands", "Heron Lake Trust"],
        ),
        ("Experts of the Office of the Prime Minister came.", ["Office of the Prime Minister"]),
        (
            "They met at the Secretariat of MOLAR Ana Karin Torres.",
            ["Secretariat of MOLAR"],
        ),
        ("It was held at the Heron International Convention Centre.", []),
        ("WaterAid Malawi signed.", ["WaterAid Malawi"]),
        ("The Association Secretariat and the Bank Group agreed.", []),
    ],
)
def test_bodies_of_many_countries(sentence: str, names: list[str]) -> None:
    assert read(sentence).surfaces("agency") == names


def test_short_forms_of_national_bodies_need_their_country() -> None:
    here = read("In the United States the EPA agreed.")
    there = read("In Ghana the Environmental Protection Agency (EPA) came; EPA agreed.")
    assert here.entity("EPA").key == "us-epa"
    assert there.entity("EPA") == there.entity("Environmental Protection Agency")
    assert there.entity("EPA").key != "us-epa"


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("the Lake (Amendment) Act of 2019.", ["Lake (Amendment) Act of 2019"]),
        ("the National Heron Policy.", ["National Heron Policy"]),
        ("Vision 2041.", ["Vision 2041"]),
        ("the National Heron Programme for 2024-2028.", ["National Heron Programme for 2024-2028"]),
        ("the Heron Training Program and the Work Program for 2023.", []),
        ("the EU Heron Habitats Directive.", ["EU Heron Habitats Directive"]),
    ],
)  # fmt: skip
def test_laws_and_plans_of_many_countries(sentence: str, titles: list[str]) -> None:
    assert read(f"They spoke of {sentence}").surfaces("framework") == titles


def test_a_convention_centre_is_no_convention() -> None:
    assert (
        read("It opened at the Heron International Convention Centre.").surfaces("framework") == []
    )


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("生态环境部部长会见挪威气候与环境大臣霍尔姆森。", ["霍尔姆森"]),
        ("日本驻华大使山川正太郎表示感谢。", ["山川正太郎"]),
        ("部长玛丽亚·席尔瓦应邀出席，局长阿米娜·奥廷女士陪同。", ["玛丽亚·席尔瓦", "阿米娜·奥廷"]),
        ("首席代表涂安和先生致辞。", ["涂安和"]),
        ("驻肯尼亚使馆参赞李明川从头听到尾。", ["李明川"]),
    ],
)  # fmt: skip
def test_foreign_names_in_chinese(sentence: str, people: list[str]) -> None:
    assert [p.surface for p in zh(sentence).mentions.people] == people


def test_ministries_of_other_countries_bear_listed_names() -> None:
    found = zh("智利外交部与秘鲁外交部达成一致。")
    assert found.surfaces("agency") == ["智利外交部", "秘鲁外交部"]
    assert found.entity("智利外交部") != found.entity("秘鲁外交部")


def test_units_in_a_list_share_the_ministry_of_a_listed_unit() -> None:
    found = zh("生态环境部办公厅、外事司负责人参加。")
    abroad = next(m for m in found.mentions.minted if m.labels[0].text == "外事司")
    assert abroad.parent is not None
    assert abroad.parent.key == "cn-mee"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The WWF-Peru and the Heron Fund met.", ["WWF-Peru", "Heron Fund"]),
        ("She is of WWF-Viet Nam.", ["WWF-Viet Nam"]),
        ("The WWF-China Heron Fund met.", ["WWF-China Heron Fund"]),
    ],
)
def test_sections_of_bodies_with_a_hyphen(sentence: str, names: list[str]) -> None:
    assert read(sentence).surfaces("agency") == names


def test_a_section_is_the_same_with_a_hyphen_and_without() -> None:
    found = read("WWF Peru came. The WWF-Peru left.")
    assert found.entity("WWF Peru") == found.entity("WWF-Peru")
