"""Names of bodies in Chinese: borders, units, lists, and words that only end alike."""

import pytest
from extract.mention_reading import zh


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "昨日，湖南省鹤岭生态环境监测中心与白鹭大学签署协议。",
            ["湖南省鹤岭生态环境监测中心", "白鹭大学"],
        ),
        ("双方在会上签署备忘录，并就下一步工作作出部署。", []),
        ("肯尼亚环境、气候变化与林业部派员出席。", ["肯尼亚环境、气候变化与林业部"]),
        ("有关部门和各市生态环境局参加会议。", []),
        ("代表们参观了湖南绿源环保科技股份有限公司。", ["湖南绿源环保科技股份有限公司"]),
        ("会议在长沙国际会议中心举行。", []),
        ("该厅生态环境执法局负责人介绍情况。", ["生态环境执法局"]),
        ("财政部门、水利部门与生态环境部门密切配合。", []),
    ],
)  # fmt: skip
def test_names_begin_and_end_where_they_should(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


def test_a_list_of_places_shares_the_words_behind_it() -> None:
    found = zh("湖南、甘肃、贵州三省湿地学会联合发起倡议。")
    assert sorted(m.written or "" for m in found.mentions.of("agency")) == [
        "湖南省湿地学会",
        "甘肃省湿地学会",
        "贵州省湿地学会",
    ]


def test_unlisted_places_of_a_list_keep_their_names() -> None:
    found = zh("老挝波桥省、沙湾省和阿速坡省政府分别派团。")
    written = {m.written or m.surface for m in found.mentions.of("agency")}
    assert {"沙湾省政府", "阿速坡省政府"} <= written


def test_units_have_the_body_before_them_as_parent() -> None:
    found = zh("肯尼亚环境部湿地保护司和野生动物司派员出席。")
    parents = {m.ref: m.parent for m in found.mentions.minted}
    ministry = found.entity("肯尼亚环境部")
    units = [m for m in found.mentions.of("agency") if m.entity != ministry]
    assert [parents[u.entity] for u in units] == [ministry, ministry]


def test_the_same_bureau_of_two_cities_is_two_bureaus() -> None:
    found = zh("株洲市生态环境局与湘潭市生态环境局会商。")
    first, second = found.mentions.of("agency")
    assert first.entity != second.entity
