"""Persons: name, office, body, several offices, later short mentions."""

import pytest
from extract.mention_reading import read, zh

from kg.extract.people import romanised
from kg.extract.people_pinyin import is_chinese_name


def test_office_before_and_behind_the_name() -> None:
    found = read(
        "Deputy Director Ana Torres and Wei Lan, Director of the Heron Lake Institute, opened it."
    )
    assert found.people() == ["Ana Torres", "Wei Lan"]
    torres, wei = found.mentions.people
    assert torres.offices[0].position is not None
    assert torres.offices[0].position.text == "Deputy Director"
    assert found.name(wei.offices[0].affiliation) == "Heron Lake Institute"


def test_a_body_before_the_office_is_the_affiliation() -> None:
    (person,) = read("UNEP Executive Director Maria Brook spoke.").mentions.people
    assert person.offices[0].affiliation is not None
    assert person.offices[0].affiliation.key == "unep"


def test_surnames_mean_the_person_named_in_full() -> None:
    found = read(
        "Chen Lanfang, director of the park, spoke. Chen thanked Dr. Eva Stone. Stone left."
    )
    assert found.people() == ["Chen Lanfang", "Chen Lanfang", "Eva Stone", "Eva Stone"]


def test_a_part_of_a_name_may_be_elided() -> None:
    assert read("Dr Marie d'Almeida Brook opened it.").people() == ["Marie d'Almeida Brook"]


def test_the_spelling_in_brackets_is_the_name() -> None:
    found = read("President Ai Wa Dong (Eva Stone) agreed.")
    assert set(found.people()) == {"Eva Stone"}


@pytest.mark.parametrize(
    "sentence",
    [
        "They studied Xi Jinping Thought on Ecological Civilization.",
        "The Great Green Wall crosses Inner Mongolia.",
        "Paris Agreement targets and Clean Water rules were read.",
    ],
)
def test_no_person_where_none_is_meant(sentence: str) -> None:
    assert read(sentence).people() == []


def test_chinese_office_body_and_several_names() -> None:
    found = zh("湖南省生态环境厅副厅长周立群，鹤岭大学校长欧阳文、秘书长李佳先后致辞。")
    assert found.people() == ["周立群", "欧阳文", "李佳"]
    offices = [p.offices[0] for p in found.mentions.people]
    assert [o.position.text for o in offices if o.position] == ["副厅长", "校长", "秘书长"]
    assert [found.name(o.affiliation) for o in offices][1:] == ["鹤岭大学", "鹤岭大学"]


def test_two_offices_of_one_person() -> None:
    (person,) = zh("鹤岭集团党委书记、董事长周立群出席。").mentions.people
    assert person.offices[0].position is not None
    assert person.offices[0].position.text == "党委书记、董事长"


def test_foreign_names_with_a_middle_dot() -> None:
    found = zh("联合国环境署执行主任玛丽亚·布鲁克在会上致辞。布鲁克表示感谢。")
    assert found.people() == ["玛丽亚·布鲁克", "玛丽亚·布鲁克"]


def test_persons_have_a_readable_key_and_pinyin() -> None:
    (person,) = [m for m in zh("厅长周立群出席。").mentions.minted if m.ref.kind == "person"]
    assert person.ref.key.startswith("zhou-liqun-")
    assert [(x.text, x.language) for x in person.labels] == [
        ("周立群", "zh-Hans"),
        ("Zhou Liqun", "zh-Latn-pinyin"),
    ]


def test_surnames_with_a_reading_of_their_own() -> None:
    assert romanised("单文") == "Shan Wen"
    assert romanised("欧阳文") == "Ouyang Wen"


@pytest.mark.parametrize(
    ("name", "chinese"),
    [("Zhou Liqun", True), ("Liqun Zhou", True), ("Eva Stone", False), ("Great Wall", False)],
)
def test_pinyin_is_told_from_other_names(name: str, chinese: bool) -> None:
    assert is_chinese_name(name.split()) == chinese


def test_a_minister_represents_the_ministry_whether_listed_or_not() -> None:
    found = read("Wei Lan, China's Minister of Ecology and Environment, and Eva Stone, Minister of"
                 " Dreams of Peru, spoke.")  # fmt: skip
    wei, stone = found.mentions.people
    assert found.name(wei.offices[0].affiliation).startswith("Ministry of Ecology and Environment")
    assert found.name(stone.offices[0].affiliation) == "Ministry of Dreams of Peru"
    assert found.surfaces("agency") == []


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("气候司司长Ana Torres、鹤岭大学校长Eva M. Stone致辞。", ["Ana Torres", "Eva M. Stone"]),
        ("湖南省生态环境厅副厅长英剑波主持会议。", ["英剑波"]),
    ],
)  # fmt: skip
def test_foreign_letters_and_rare_surnames_behind_a_chinese_office(
    sentence: str, people: list[str]
) -> None:
    assert zh(sentence).people() == people
