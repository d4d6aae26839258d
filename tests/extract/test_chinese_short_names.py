"""Chinese names for short, in brackets and alone, and names that the segmenter tears."""

import pytest
from extract.article_reading import read
from extract.mention_reading import read as mentions


def bodies(body: str) -> list[str]:
    return mentions(body, "zh-Hans").surfaces("agency")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("青岭市工业园区管理局", "GIPA"),
        ("青岭市自然遗产保护管理中心", "遗产中心"),
        ("青岭水源环保有限责任公司", "青岭水源公司"),
    ],
)
def test_brackets_behind_a_name_define_its_short_form(full: str, short: str) -> None:
    read_body = mentions(f"{full}（{short}）开会。贺南舟与{short}签署协议。", "zh-Hans")
    assert {read_body.entity(full)} == {
        m.entity for m in read_body.mentions.mentions if m.surface == short
    }


def test_letters_that_do_not_come_from_the_name_define_nothing() -> None:
    assert "南楼" not in bodies("青岭市湿地保护管理中心（南楼）开会。南楼很高。")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("协会与白鹭大学签署了合作备忘录。", ["白鹭大学", "青岭市环保产业协会"]),
        ("两校签署了合作备忘录。", ["月湖大学", "白鹭大学"]),
    ],
)
def test_words_that_stand_for_bodies(words: str, names: list[str]) -> None:
    news = "要闻\n6月12日，青岭市环保产业协会组织白鹭大学、月湖大学在青岭市座谈。"
    assert read(news + words).deals == [("memorandum", "signed", names)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "湖北青草生态环境（集团）股份有限公司捐赠了沙障。",
            "湖北青草生态环境（集团）股份有限公司",
        ),
        ("武汉市瀚碧环境投资控股有限公司投资。", "武汉市瀚碧环境投资控股有限公司"),
        ("帕劳农渔环境部参会。", "帕劳农渔环境部"),
        ("湖北省生态环境应急与事故调查中心参会。", "湖北省生态环境应急与事故调查中心"),
        ("蒙古国国家遥感中心参会。", "蒙古国国家遥感中心"),
        ("湖北省贸促会参会。", "湖北省贸促会"),
    ],
)
def test_names_are_read_whole(text: str, name: str) -> None:
    assert bodies(text) == [name]


def test_a_legal_form_alone_is_no_body() -> None:
    assert bodies("这家有限公司很大。") == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("青岭市环保产业协会会长贺炜任团长。", ["贺炜"]),
        ("白鹭大学的贺南舟教授在场。", ["贺南舟"]),
        ("青岭湿地中心主任吉村美香说。", ["吉村美香"]),
        ("青岭湿地中心主任贺南舟会面。", ["贺南舟"]),
        ("俄方同蒙方组长、青岭湿地中心主任贺南舟主持。", ["贺南舟"]),
    ],
)
def test_names_of_persons_end_where_they_end(text: str, people: list[str]) -> None:
    assert mentions(text, "zh-Hans").people() == people
