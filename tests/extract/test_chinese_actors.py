"""Who acts in Chinese agency news: reserves, courts, towns, bureaus of leagues, experts."""

import pytest
from extract.article_reading import read
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("鹿鸣盟林草局派员到场。", ["鹿鸣盟林草局"]),
        ("白石前旗林草局派员到场。", ["白石前旗林草局"]),
        ("青湾市海洋发展局、香港贸易发展局派员到场。", ["青湾市海洋发展局", "香港贸易发展局"]),
        ("调研组从省林业厅到市水利局座谈。", ["省林业厅", "市水利局"]),
        ("宜昌中院、省高院派员到场。", ["宜昌中院", "省高院"]),
        ("民盟中央、农工党中央派员到场。", ["民盟中央", "农工党中央"]),
        ("湖南石鼓岭国家级自然保护区考察团到场。", ["湖南石鼓岭国家级自然保护区"]),
        ("讲座由花坪保护区承办。", ["花坪保护区"]),
        ("湿地保护区代表发言。", []),
        ("考察团走进湖南石鼓岭国家级自然保护区。", []),
        ("各地保护区负责人到场。", []),
    ],
)  # fmt: skip
def test_names_of_those_who_act(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


def test_a_department_of_hong_kong_is_a_unit_of_the_government_named_before_it() -> None:
    found = zh("香港特区政府渔护署派员到场。")
    assert found.entity("香港特区政府渔护署").key == "cn-hk-afcd"


def test_a_province_lends_its_name_to_no_town_that_signs_beside_its_bureau() -> None:
    reading = read("合作协议\n6月12日，绵阳市与湖南省水利厅、鹤岭大学签署战略合作协议。")
    (deal,) = reading.deals
    assert "Mianyang" in deal[2]
    assert "鹤岭大学" in deal[2]
    assert len(deal[2]) == 3


@pytest.mark.parametrize(
    "told",
    [
        "邀请鹤岭大学教授贺南舟、湖南省植物园研究员方成岭等专家进行专题报告",
        "鹤岭大学教授贺南舟、湖南省植物园研究员方成岭就鸟类监测作了专题讲座",
        "鹤岭大学教授贺南舟、湖南省植物园研究员方成岭对监测方法进行了详细讲解",
    ],
)
def test_experts_who_report_or_explain_are_lecturers(told: str) -> None:
    reading = read(f"培训班\n6月12日，鸟类监测培训班在长沙举办。{told}。")
    assert reading.roles == {
        "鹤岭大学": "speaker-affiliation",
        "湖南省植物园": "speaker-affiliation",
    }


def test_who_accompanies_somebody_receives_them() -> None:
    reading = read(
        "调研\n6月12日，宜昌市生态环境局局长贺南舟陪同湖南省林业局局长方成岭一行考察湿地修复现场。"
    )
    assert list(reading.roles.values()) == ["host", "visitor"]


def test_who_goes_along_takes_part() -> None:
    reading = read(
        "调研\n6月12日，湖南省林业局局长方成岭一行深入鹤坪县水利局开展调研，湖南省水利厅随同调研。"
    )
    assert sorted(reading.roles.values()) == ["host", "participant", "visitor"]


def test_a_guest_who_has_come_is_no_host() -> None:
    reading = read("会见\n6月12日，外交部副部长贺南舟会见了到访的肯尼亚环境部部长一行。")
    assert sorted(reading.roles.values()) == ["host", "visitor"]


def test_bureaus_without_their_province_are_those_of_the_one_told_of() -> None:
    reading = read(
        "工作会议\n6月12日，香港环境局局长贺南舟和湖南省生态环境厅厅长方成岭在长沙主持会议，"
        "省水利厅、省林业局派代表出席会议。"
    )
    assert list(reading.roles.values()).count("host") == 3


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("由省林业局局长贺南舟带队的湿地考察团抵岳，考察湖区湿地。", "StudyTour"),
        ("省林业局副局长方成岭等一行深入鹤坪镇开展调研。", "StudyTour"),
        ("区政协召开环保专题议政会。", "Meeting"),
        ("区水务局、区检察院集中开展河道巡查专项行动。", "Inspection"),
    ],
)
def test_what_happened(sentence: str, kind: str) -> None:
    assert read(f"要闻\n6月12日，{sentence}").kinds == [(kind, "held", "2024-06-12")]


@pytest.mark.parametrize(
    "title",
    ["关于湿地保护的三年行动计划", "《候鸟保护协定》", "姊妹县协定", "友好城市盟约"],
)
def test_agreements_by_other_names(title: str) -> None:
    reading = read(f"合作\n6月12日，湖南省水利厅与鹤岭大学签署{title}。")
    assert [deal[:2] for deal in reading.deals] == [("cooperation-agreement", "signed")]
    assert reading.kinds == [("Signing", "held", "2024-06-12")]


def test_where_a_headline_comes_from_is_no_place_of_the_event() -> None:
    reading = read("洛阳:气象局与环保局签协议\n6月12日，气象局与市环保局签订合作协议。")
    assert reading.places == []


def test_a_plan_that_is_signed_is_no_plan_to_sign() -> None:
    reading = read("合作\n6月12日，湖南省水利厅与鹤岭大学签署合作计划。")
    assert reading.kinds == [("Signing", "held", "2024-06-12")]


def test_ministries_of_taiwan_have_short_names_where_taiwan_is_spoken_of() -> None:
    there = zh("环境部与海洋委员会在台北举办讲座。")
    elsewhere = zh("香港、澳门、台湾：环境部派员到场。")
    assert {m.entity.key for m in there.mentions.of("agency")} == {"tw-moenv", "tw-oac"}
    assert not [m for m in elsewhere.mentions.of("agency") if m.entity.key == "tw-moenv"]


def test_a_pattern_of_cooperation_is_no_bureau() -> None:
    assert zh("两地构建跨区域合作新格局。").surfaces("agency") == []


@pytest.mark.parametrize(
    "said",
    ["通报了河长制工作", "听取了中央生态环境保护督察整改情况", "邀请“一带一路”沿线国家专家发言"],
)
def test_what_is_done_all_the_year_is_no_framework_of_a_meeting(said: str) -> None:
    reading = read(f"座谈会\n6月12日，湖南省水利厅在长沙召开座谈会，{said}。")
    assert [event.frameworks for event in reading.events] == [()]


@pytest.mark.parametrize(
    "told",
    ["参观了鹤坪宣教基地、湿地博物馆", "先后走访了白石保护站、鹤坪科普中心"],
)
def test_what_guests_only_look_at_is_no_body(told: str) -> None:
    reading = read(f"考察\n6月12日，湖南省林业局局长方成岭一行到鹤坪县考察，{told}。")
    assert len(reading.roles) == 1


def test_whose_words_are_quoted_is_not_there() -> None:
    reading = read(
        "会谈\n6月12日，湖南省林业局局长方成岭会见鹤岭大学校长贺南舟，双方将落实国家主席石云帆2016年访柬成果。"
    )
    assert len(reading.event.people) == 2


def test_with_whom_somebody_signs_is_no_part_of_a_name() -> None:
    found = zh("国家国际发展合作署署长石云帆同德国环境部部长舒尔茨会谈。")
    assert "石云帆" in [person.surface for person in found.mentions.people]
