"""Wordings of Chinese agency news: names, names of people, roles and days that mislead."""

import pytest
from extract.article_reading import read
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("挪威驻华大使馆参赞到场。", ["挪威驻华大使馆"]),
        ("中国驻智利大使馆代表出席。", ["中国驻智利大使馆"]),
        ("由市环保局主办的讲座结束。", ["市环保局"]),
        ("绿源环境（亚洲）集团派员出席。", ["绿源环境（亚洲）集团"]),
        ("湖泊与流域生态国家重点实验室派员出席。", ["湖泊与流域生态国家重点实验室"]),
        ("长江中游联防联控联席会议在宜昌召开。", []),
        ("东盟国家代表出席了海洋垃圾治理研讨会。", []),
        ("鹤岭大学环境学院院长出席。", ["鹤岭大学环境学院"]),
        ("讲座特邀宜昌市委党校教师授课。", ["宜昌市委党校"]),
        ("为贯彻落实省生态环境厅部署，讲座开讲。", ["省生态环境厅"]),
    ],
)  # fmt: skip
def test_names_of_bodies(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


def test_a_unit_belongs_to_the_body_before_it_and_not_to_one_that_has_the_same_unit() -> None:
    found = zh("国家发展和改革委员会应对气候变化司派员出席。")
    unit = next(m for m in found.mentions.of("agency") if m.surface.endswith("司"))
    parents = {entity.ref: entity.parent for entity in found.mentions.minted}
    assert parents[unit.entity] == found.entity("国家发展和改革委员会")


def test_departments_of_hong_kong_have_short_names_where_hong_kong_is_spoken_of() -> None:
    there = zh("水务署派员赴香港出席会议。")
    elsewhere = zh("水务署派员赴南京出席会议。")
    assert [m.entity.key for m in there.mentions.of("agency")] == ["cn-hk-wsd"]
    assert not [m for m in elsewhere.mentions.of("agency") if m.entity.key == "cn-hk-wsd"]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("贺南舟厅长对方成岭主任一行的到访表示欢迎。", ["贺南舟", "方成岭"]),
        ("湖南日报社社长石云帆，总编辑柳青禾参加座谈。", ["石云帆", "柳青禾"]),
        ("中国工程院院士周岩等出席。", ["周岩"]),
        ("常任秘书长（环境）谢明远随行。", ["谢明远"]),
        ("师生代表参加活动。", []),
    ],
)  # fmt: skip
def test_names_of_people(sentence: str, people: list[str]) -> None:
    found = zh(sentence)
    assert [person.surface for person in found.mentions.people] == people


def test_a_party_that_comes_is_received_by_whom_it_comes_to() -> None:
    reading = read(
        "调研座谈\n6月12日，广东省生态环境厅厅长贺南舟一行5人来福建省生态环境厅调研座谈。"
    )
    assert reading.roles == {
        "Department of Ecology and Environment of Guangdong Province": "visitor",
        "Department of Ecology and Environment of Fujian Province": "host",
    }


def test_thanks_for_support_make_no_supporter() -> None:
    reading = read(
        "座谈会召开\n"
        "6月12日，福建省生态环境厅在福州召开座谈会。贺南舟对生态环境部长期以来给予的支持表示感谢。"
    )
    assert "supporter" not in reading.roles.values()


def test_the_day_on_which_a_reporter_asked_is_none_of_the_event() -> None:
    reading = read(
        "论坛下月举行\n"
        "记者6月12日从福建省生态环境厅获悉，闽江流域保护论坛将于7月3日至4日在福州举行。"
    )
    assert reading.kinds == [("Forum", "planned", "2024-07-03/2024-07-04")]


def test_a_city_of_one_character_is_one_after_a_word_of_place() -> None:
    reading = read("会谈举行\n6月12日，生态环境部部长李明在京会见挪威驻华大使安娜·贝格。")
    assert reading.places == ["Beijing Municipality"]


def test_a_session_held_over_video_is_online() -> None:
    reading = read(
        "研讨会召开\n"
        "6月12日，福建省生态环境厅召开海洋垃圾治理研讨会。会议以线上线下结合的方式举行。"
    )
    assert reading.places == ["online"]


def test_half_width_marks_read_like_chinese_ones() -> None:
    full = read("签约\n6月12日，福建省生态环境厅与广西大学在福州签署合作协议，李明、方岭出席。")
    half = read("签约\n6月12日,福建省生态环境厅与广西大学在福州签署合作协议,李明、方岭出席。")
    assert (half.kinds, half.roles, half.places) == (full.kinds, full.roles, full.places)


@pytest.mark.parametrize(
    ("title", "body", "places"),
    [
        ("中日水环境研讨会在日本举行", "6月12日，中日水环境研讨会在东京举行。", ["Tokyo", "Japan"]),
        ("中日水环境研讨会举行", "6月12日，中日水环境研讨会在东京举行。", ["Tokyo"]),
        ("座谈会召开", "6月12日，座谈会在榕召开。", ["Fuzhou"]),
    ],
)  # fmt: skip
def test_a_headline_adds_the_country_of_the_town(title: str, body: str, places: list[str]) -> None:
    assert read(f"{title}\n{body}").places == places


def test_who_was_asked_to_lecture_speaks_and_a_training_is_no_campaign() -> None:
    reading = read(
        "培训举行\n6月12日，环保业务培训活动在福州举行。福建省生态环境厅处长贺南舟受邀出席授课。"
    )
    assert reading.kinds == [("Training", "held", "2024-06-12")]
    assert set(reading.roles.values()) == {"speaker-affiliation"}


def test_who_is_to_sign_with_somebody_need_not_be_there() -> None:
    reading = read(
        "座谈会召开\n6月12日，福建省生态环境厅在福州召开座谈会，拟与广西大学签署合作协议。"
    )
    assert "Guangxi University" not in reading.roles
