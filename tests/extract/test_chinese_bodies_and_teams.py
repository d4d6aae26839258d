"""Chinese bodies by more kinds of names, their people, teams that inspect, laws in passing."""

import pytest
from extract.article_reading import read
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("绫町财团派员到场。", ["绫町财团"]),
        ("青湾市农会、鹿鸣县观鸟会派员到场。", ["青湾市农会", "鹿鸣县观鸟会"]),
        ("国立青湾大学派员到场。", ["国立青湾大学"]),
        ("白石县水族馆、鹿鸣县动物园派员到场。", ["白石县水族馆", "鹿鸣县动物园"]),
        ("湖南省石鼓岭国有林场的技术人员到场。", ["湖南省石鼓岭国有林场"]),
        ("美国石鼓岭国家公园也派讲者到场。", ["美国石鼓岭国家公园"]),
        ("云南省植物学会理事长到场。", ["云南省植物学会"]),
        ("培训班在湖南石鼓岭国家级自然保护区举办。", []),
        ("代表团走进沙区和林区。", []),
    ],
)  # fmt: skip
def test_names_of_more_kinds(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


def test_a_unit_may_be_named_without_the_body_above_it() -> None:
    reading = read(
        "合作\n6月12日，青岭科学院地理与地质生态研究所来访。"
        "地理与地质生态研究所与福建省林业局签署备忘录。"
    )
    assert any("青岭科学院地理与地质生态研究所" in party for party in reading.deals[0][2])


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("福建省林业局局长安妮卡·舒尔茨续签备忘录。", ["安妮卡·舒尔茨"]),
        ("俄罗斯环境部副部长谢尔盖·阿诺普里延科共同主持。", ["谢尔盖·阿诺普里延科"]),
        ("北海道大学名誉教授坪井敏夫分别演讲。", ["坪井敏夫"]),
        ("院士方远（北京大学）、陈立虎（厦门大学）作报告。", ["方远", "陈立虎"]),
    ],
)
def test_names_of_people(sentence: str, people: list[str]) -> None:
    found = zh(sentence)
    assert [p.span.of(found.text.clean) for p in found.mentions.people] == people


@pytest.mark.parametrize("act", ["进驻青岭市", "深入青岭市核查整改", "突击检查三家工厂"])
def test_teams_inspect_for_the_body_that_sent_them(act: str) -> None:
    reading = read(f"检查\n6月12日，福建省林业局检查组{act}。")
    assert reading.kinds == [("Inspection", "held", "2024-06-12")]
    assert list(reading.roles.values()) == ["organizer"]


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("由福建省林业局主办，厦门大学资助的年会在福州召开。", ["organizer", "supporter"]),
        ("湿地研讨会在福州举行，福建省林业局主办，厦门大学专家也上台介绍。",
         ["organizer", "speaker-affiliation"]),
        ("据厦门大学介绍，由福建省林业局主办的培训班在福州举行。", ["organizer"]),
        ("湿地研讨会在福州举行，主办单位是学会的福建省林业局，厦门大学承办。",
         ["organizer", "co-organizer"]),
    ],
)  # fmt: skip
def test_parts_at_a_gathering(words: str, roles: list[str]) -> None:
    assert sorted(read(f"动态\n6月12日，{words}").roles.values()) == sorted(roles)


def test_nobody_is_host_where_both_are_abroad() -> None:
    reading = read("会见\n6月12日，生态环境部副部长贺南舟在日内瓦会见世界贸易组织副总干事张向晨。")
    assert set(reading.roles.values()) == {"participant"}


@pytest.mark.parametrize(
    "law",
    ["青岭湖列入《湿地公约》国际重要湿地名录。", "《湿地公约》对候鸟栖息地另有规定。",
     "学会编印了《湿地公约》解读手册。"],
)  # fmt: skip
def test_a_law_that_is_only_explained_is_no_matter_of_an_event(law: str) -> None:
    assert not read(f"座谈\n6月12日，福建省林业局在福州召开座谈会。{law}").event.frameworks


@pytest.mark.parametrize(
    ("where", "place"),
    [("来川考察", "Sichuan Province"), ("在福州召开，主会场设在闽江国际会展中心", "Fuzhou")],
)
def test_where_it_was(where: str, place: str) -> None:
    assert place in read(f"动态\n6月12日，福建省林业局年会代表团{where}。").places


def test_a_later_day_of_a_gathering_counts_from_its_first() -> None:
    reading = read(
        "研讨\n6月11日至12日，福建省林业局在福州举办研讨会。"
        "研讨会第二天，福建省林业局与厦门大学签署合作协议。"
    )
    dates = [a.date.value.edtf for a in reading.extraction.agreements if a.date]
    assert dates == ["2024-06-12"]


def test_the_school_on_a_page_of_a_university_is_that_university() -> None:
    reading = read(
        "座谈\n6月11日，厦门大学与北京大学在厦门座谈。\n\n6月12日，由福建省林业局主办、学校承办的"
        "培训班在厦门开班。\n\n版权所有：厦门大学 党委宣传部"
    )
    held = {p.value.agency.key: p.value.role for e in reading.events[1:] for p in e.participants}
    assert held.get("cn-xmu") == "co-organizer"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("北京大学（PKU）林学与环境管理学院派员到场。", ["北京大学", "林学与环境管理学院"]),
        ("南方现代湿地协同创新中心派员到场。", ["南方现代湿地协同创新中心"]),
        ("对“护水”台账所列问题逐一整改。", []),
    ],
)
def test_where_names_begin_and_end(sentence: str, names: list[str]) -> None:
    assert [n for n in zh(sentence).surfaces("agency") if n != "PKU"] == names
