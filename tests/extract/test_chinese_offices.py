"""Chinese offices that share a character with their body, and bodies of shortened countries."""

import pytest
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "body", "people"),
    [
        ("肯尼亚环境部长朱拉·基曼尼到会致辞。", "肯尼亚环境部", ["朱拉·基曼尼"]),
        ("白石县环保局长贺南舟到会致辞。", "白石县环保局", ["贺南舟"]),
        ("德国环境部长莱姆克到会致辞。", "德国环境部", ["莱姆克"]),
    ],
)  # fmt: skip
def test_the_head_of_a_body_may_be_the_first_character_of_the_office(
    sentence: str, body: str, people: list[str]
) -> None:
    found = zh(sentence)
    assert found.surfaces("agency") == [body]
    assert [person.surface for person in found.mentions.people] == people
    (office,) = found.mentions.people[0].offices
    assert office.affiliation == found.entity(body)
    assert office.position is not None
    assert office.position.text == f"{body[-1]}长"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("水利部长江水利委员会派员出席。", ["水利部长江水利委员会"]),
        ("多国环境部长级代表出席。", []),
        ("代理助理署长出席。", []),
        ("会议由青岭市外办主持。", ["青岭市外办"]),
        ("广东省生态环境厅、省港澳办派员出席。", ["广东省生态环境厅", "省港澳办"]),
        ("中智湿地保护联委会在京会面。", ["中智湿地保护联委会"]),
        ("论坛暨中国白鹭湿地研究院揭牌仪式举行。", ["中国白鹭湿地研究院"]),
        ("会签《白石县人民法院青岭县人民法院协作意见》。", ["白石县人民法院", "青岭县人民法院"]),
    ],
)  # fmt: skip
def test_where_names_of_bodies_begin_and_end(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("石处长及洪所长出席。", []),
        ("贺南舟代秘书长出席。", ["贺南舟"]),
        ("泰国自然资源与环境部副常秘颂猜·文纳出席。", ["颂猜·文纳"]),
        ("青岭湿地中心兽医师石云帆出席。", ["石云帆"]),
    ],
)  # fmt: skip
def test_names_of_people_beside_offices(sentence: str, people: list[str]) -> None:
    assert [person.surface for person in zh(sentence).mentions.people] == people


def test_courts_and_procuratorates_are_the_same_with_and_without_the_people() -> None:
    found = zh("白石县检察院派员出席。白石县人民检察院负责同志讲话。")
    assert len({mention.entity for mention in found.mentions.of("agency")}) == 1


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("驻马尔代夫大使贺南舟拜会马环境部负责人。", ["马环境部"]),
        ("驻马尔代夫临时代办会见马渔业、海洋资源和农业部负责人。", ["马渔业、海洋资源和农业部"]),
        ("驻多哥大使贺南舟会见多国环境官员和多部门代表。", []),
        ("会见马环境部负责人。", []),
    ],
)  # fmt: skip
def test_an_embassy_shortens_the_country_that_it_is_in(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names
