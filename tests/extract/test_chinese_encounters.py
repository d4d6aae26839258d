"""Chinese news of two sides that meet, inspect together or agree, without a noun that says so."""

import pytest
from extract.article_reading import read

FUJIAN = "Department of Ecology and Environment of Fujian Province"
NINGXIA = "Department of Ecology and Environment of Ningxia Hui Autonomous Region"
MINISTRY = "Ministry of Ecology and Environment of the People's Republic of China"
NORWAY = "Ministry of Climate and Environment of Norway"


@pytest.mark.parametrize(
    "act",
    ["在福州座谈交流", "就碳市场建设展开洽谈", "组织开展了座谈", "围绕碳市场会商", "在福州会面"],
)
def test_two_bodies_that_talk_hold_a_meeting(act: str) -> None:
    reading = read(f"共商合作\n6月12日，福建省生态环境厅与宁夏回族自治区生态环境厅{act}。")
    assert reading.kinds == [("Meeting", "held", "2024-06-12")]
    assert set(reading.roles) == {FUJIAN, NINGXIA}


def test_people_who_meet_stand_for_their_bodies() -> None:
    reading = read(
        "会面\n6月12日，生态环境部部长贺南舟与挪威气候与环境部部长安德森在京会面，交换意见。"
    )
    assert reading.roles == {MINISTRY: "host", NORWAY: "visitor"}
    assert reading.places == ["Beijing Municipality"]


@pytest.mark.parametrize("together", ["联合", "会同"])
@pytest.mark.parametrize("act", ["开展联合巡河", "对白石河开展联合执法行动", "开展夜间专项排查"])
def test_bureaus_that_check_together_organize_an_inspection(together: str, act: str) -> None:
    reading = read(f"守护碧水\n6月12日，青岭市生态环境局{together}市水务局、市公安局{act}。")
    assert reading.kinds == [("Inspection", "held", "2024-06-12")]
    assert set(reading.roles.values()) == {"organizer"}
    assert len(reading.roles) == 3


def test_an_agreement_on_joint_checks_is_no_inspection() -> None:
    reading = read("商定机制\n6月12日起，青岭市生态环境局与市水务局开展联合执法机制建设。")
    assert not reading.kinds


def test_who_leads_a_group_travels_and_who_goes_with_it_receives() -> None:
    reading = read(
        "海洋调研\n6月12日，生态环境部副部长贺南舟带领调研组在福建省调研，福建省生态环境厅陪同。"
    )
    assert reading.roles == {MINISTRY: "visitor", FUJIAN: "host"}


def test_a_visit_may_be_started() -> None:
    reading = read("出访\n生态环境部部长贺南舟今日展开挪威访问行程。")
    assert reading.kinds == [("Visit", "held", "2024-06-19")]
    assert reading.roles == {MINISTRY: "visitor"}
    assert reading.places == ["Norway"]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("达成战略合作", "cooperation-agreement"),
        ("签署碳汇战略合作", "cooperation-agreement"),
        ("签署环境合作文件", "cooperation-agreement"),
        ("交换了合作备忘录文本", "memorandum"),
    ],
)
def test_what_is_signed_may_be_called_cooperation(act: str, kind: str) -> None:
    reading = read(f"签约\n6月12日，福建省生态环境厅与厦门大学{act}。")
    assert reading.deals == [(kind, "signed", [FUJIAN, "Xiamen University"])]


def test_countries_sign_in_a_place_that_is_no_party() -> None:
    reading = read("签约\n6月12日，中国与挪威在北京签署环境合作文件。")
    assert reading.deals == [("cooperation-agreement", "signed", ["China", "Norway"])]


def test_an_agreement_between_departments_is_one_of_the_ministries_that_met() -> None:
    reading = read(
        "会见\n6月12日，生态环境部部长贺南舟在京会见挪威气候与环境部部长安德森。"
        "会后，中挪双方续签了两国部门间合作谅解备忘录。"
    )
    assert reading.deals == [("memorandum", "renewed", [NORWAY, MINISTRY])]


def test_the_title_of_an_agreement_names_its_parties_where_nothing_else_does() -> None:
    reading = read(
        "签约\n6月12日，《福建省生态环境厅与宁夏回族自治区生态环境厅合作协议》签约仪式在福州举行。"
    )
    assert reading.deals == [("cooperation-agreement", "signed", [FUJIAN, NINGXIA])]


def test_one_sign_for_a_city_that_nobody_can_tell_is_no_place() -> None:
    assert not read("签约\n6月12日，福建省生态环境厅与厦门大学在青签订合作协议。").places


@pytest.mark.parametrize("ours", ["我会", "我协会"])
def test_who_comes_to_our_society_is_not_our_society(ours: str) -> None:
    reading = read(f"座谈\n6月12日，青岭市环保产业协会会长贺南舟一行来{ours}交流座谈。")
    assert reading.roles == {"青岭市环保产业协会": "visitor"}


def test_our_society_is_the_one_named_before() -> None:
    reading = read(
        "青岭市环保产业协会赴福建交流\n6月12日，我会副会长贺南舟赴福建省生态环境厅调研。"
    )
    assert reading.roles == {"青岭市环保产业协会": "visitor", FUJIAN: "host"}


def test_i_shall_is_no_society() -> None:
    reading = read("发言\n6月12日，青岭市环保产业协会召开座谈会。贺南舟说，我会努力。")
    assert reading.roles == {"青岭市环保产业协会": "organizer"}


def test_who_leads_a_team_to_a_body_visits_it_even_to_sign() -> None:
    reading = read(
        "签署协议\n6月12日，福建省生态环境厅厅长贺南舟率队赴宁夏回族自治区生态环境厅签署合作协议。"
    )
    assert reading.roles == {FUJIAN: "visitor", NINGXIA: "host"}


def test_counties_sign_where_only_they_are_named() -> None:
    reading = read(
        "联防\n6月12日，青岭县、云溪县两地生态环境部门在青岭县召开座谈会。"
        "两地签订了《大气联防协议》《水污染联控协议》。"
    )
    assert [deal[:2] for deal in reading.deals] == [("cooperation-agreement", "signed")] * 2
    assert all(set(deal[2]) == {"青岭县", "云溪县"} for deal in reading.deals)


def test_who_signs_opinions_together_takes_part_and_agrees_on_nothing() -> None:
    reading = read(
        "座谈\n6月12日，司法座谈会在福州召开。"
        "会上，福建省生态环境厅、福建省林业局共同签署《关于加强协作的意见》。"
    )
    assert set(reading.roles.values()) == {"participant"}
    assert not reading.deals


def test_bodies_that_only_brackets_name_sign_nothing() -> None:
    reading = read(
        "签约\n6月12日，福建省生态环境厅与厦门大学（由鹤岭环境学院、鹤岭生态学院组建）签订合作协议。"
    )
    assert reading.deals == [("cooperation-agreement", "signed", [FUJIAN, "Xiamen University"])]


def test_a_ceremony_and_what_is_signed_there_are_one_agreement() -> None:
    reading = read(
        "签约\n6月12日，福建省生态环境厅、厦门大学举行合作协议签约仪式，"
        "福建省生态环境厅厅长贺南舟、厦门大学校长方成岭分别代表双方签订了合作协议。"
    )
    assert reading.deals == [("cooperation-agreement", "signed", [FUJIAN, "Xiamen University"])]


def test_districts_sign_and_not_the_provinces_before_them() -> None:
    reading = read("签约\n6月12日，福建厦门、广东深圳两市在福州签署合作协议。")
    ((_, _, parties),) = reading.deals
    assert set(parties) == {"Xiamen", "Shenzhen"}


def test_who_reports_in_turn_takes_part() -> None:
    reading = read(
        "座谈\n6月12日，座谈会在福州召开。"
        "会上，福建省生态环境厅、福建省林业局有关负责同志依次汇报了进度。"
    )
    assert set(reading.roles.values()) == {"participant"}
