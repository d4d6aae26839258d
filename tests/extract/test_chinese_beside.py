"""Whom Chinese news names beside an event without a verb of taking part, and where it led."""

import pytest
from extract.article_reading import read

LEAD = "湿地论坛\n6月12日，青岭市林业局在青岭市举办湿地保护论坛。"
VISIT = "访问\n6月12日至20日，青岭市林业局副局长贺南舟率团访问白石市。"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("白鹭大学也在会上提出了学生互换的设想。", "participant"),
        ("白鹭大学的教授冒雨赶来。", "participant"),
        ("白鹭大学无偿划拨土地。", "supporter"),
        ("白鹭大学为论坛做后援。", "supporter"),
        ("论坛另由白鹭大学协助。", "supporter"),
        ("受白鹭大学委托，论坛为期两天。", "supporter"),
        ("主办者是白鹭大学。", "organizer"),
        ("协办者为白鹭大学。", "co-organizer"),
        ("白鹭大学负责会务。", "co-organizer"),
        ("论坛由白鹭大学做东道主。", "host"),
        ("白鹭大学教授贺南舟、白石市居民轮番登台。", "speaker-affiliation"),
        ("白鹭大学派员发表专题演讲。", "speaker-affiliation"),
    ],
)
def test_parts_told_in_passing(words: str, role: str) -> None:
    assert read(LEAD + words).roles["白鹭大学"] == role


@pytest.mark.parametrize(
    "words",
    [
        "据白鹭大学统计，当地候鸟逐年增多。",
        "根据白鹭大学的数据，当地候鸟逐年增多。",
        "“白鹭大学的做法值得学习。”",
        "白鹭大学将成立巡线小组。",
        "贺南舟说，白鹭大学已有团队着手。",
        "数据由白鹭大学另行通知。",
    ],
)
def test_who_is_only_spoken_of(words: str) -> None:
    assert "白鹭大学" not in read(LEAD + words).roles


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("代表团成员还有白鹭大学的同志。", "visitor"),
        ("代表团先后与白鹭大学交换意见。", "host"),
    ],
)
def test_parts_in_a_journey(words: str, role: str) -> None:
    assert read(VISIT + words).roles["白鹭大学"] == role


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("头两天在布达佩斯。", ["Budapest"]),
        ("14日转往布达佩斯。", ["Budapest"]),
        ("全队又去了一趟布达佩斯。", ["Budapest"]),
        ("代表团在布达佩斯、柏林看了堤防。", ["Budapest", "Berlin"]),
        ("代表团前往位于柏林的水厂。", ["Berlin"]),
        ("考察从柏林出发，经布达佩斯，到巴黎收尾。", ["Berlin", "Budapest", "Paris"]),
    ],
)
def test_stops_of_a_journey(words: str, places: list[str]) -> None:
    assert set(places) <= set(read(VISIT + words).places)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("松桃苗族自治县", "Songtao Miao Autonomous County"),
        ("青禾镇", "Qinghe Town"),
        ("青禾湖", "Qinghe Lake"),
        ("青禾海滩", "Qinghe Beach"),
    ],
)
def test_what_a_place_is_called_in_english(name: str, english: str) -> None:
    extraction = read(f"要闻\n6月12日，湿地保护论坛在{name}举行。").extraction
    assert english in {label.text for entity in extraction.minted for label in entity.labels}


def test_who_organizes_and_who_pays() -> None:
    reading = read(
        "要闻\n6月12日，湿地保护培训班在青岭市开班。培训班由青岭市水利局出资，白鹭大学组织。"
    )
    assert reading.roles == {"青岭市水利局": "supporter", "白鹭大学": "organizer"}


def test_common_nouns_are_no_places() -> None:
    reading = read("要闻\n6月12日，青岭市林业局局长在会场会见白石市林业局局长贺南舟。")
    assert reading.places == []
