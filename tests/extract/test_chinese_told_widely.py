"""Chinese gatherings, journeys and launches told in lively words, and who had which part."""

import pytest
from extract.article_reading import read


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("6月12日，青岭湿地中心主任贺南舟带着五人小组到白石市做客。", "Visit"),
        ("6月12日，白鹭大学校长贺南舟一行七人走进青岭市林业局，开始访问。", "Visit"),
        ("6月12日，贺南舟一行去白石市观摩治沙机械作业。", "StudyTour"),
        ("6月12日，青岭市、白石市林业局局长在大坝脚下碰头。", "Meeting"),
        ("6月12日，两市林业局坐到一张桌上，白鹭大学教授贺南舟作陪。", "Meeting"),
        ("6月12日，青岭市林业局在白石市进行了联合巡护。", "Inspection"),
        ("6月12日，青岭绿源环保有限公司的垃圾焚烧发电项目宣告点火。", "Launch"),
        ("6月12日，青岭市林业局、白石市林业局局长在《湿地保护协作协议》上落笔。", "Signing"),
        ("6月12日，白鹭大学在青岭市开了一堂公开课。", "Training"),
        ("6月12日，22名官员在青岭市开始为期一周的研修。", "Training"),
    ],
)
def test_lively_words(sentence: str, kind: str) -> None:
    assert read(f"要闻\n{sentence}").kinds[0][:2] == (kind, "held")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("第二届研讨会订于明年7月在白石市举行。", ("Workshop", "planned", "2025-07")),
        ("下一次联合巡护放在8月。", ("Inspection", "planned", "2024-08")),
        ("7月，青岭市林业局要在白石市办一期培训班。", ("Training", "planned", "2024-07")),
        ("第三次技术会商10月将于白石市举行。", ("Meeting", "planned", "2024-10")),
    ],
)
def test_what_is_to_come(sentence: str, told: tuple[str, str, str]) -> None:
    news = "青岭市林业局开会\n6月12日，青岭市林业局在青岭市召开湿地保护工作会议。\n"
    assert told in read(news + sentence).kinds


def test_the_next_edition_is_of_the_kind_told_of_last() -> None:
    reading = read("要闻\n6月12日，第一届湿地工作坊在青岭市举行；第二届订于明年7月在白石市举行。")
    assert ("Workshop", "planned", "2025-07") in reading.kinds


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("论坛由{}操办。", "organizer"),
        ("论坛由青岭市林业局主办，{}合办。", "co-organizer"),
        ("{}作指导单位。", "supporter"),
        ("{}提供了车辆、翻译等后勤保障。", "supporter"),
        ("{}承担了代表的旅费。", "supporter"),
        ("感谢{}对本次论坛的支持和帮助！", "supporter"),
        ("讲师来自{}。", "speaker-affiliation"),
        ("学员则有{}的三人。", "participant"),
        ("{}派专家到场。", "participant"),
        ("{}的学者展示了监测结果。", "participant"),
        ("{}列席。", "participant"),
        ("{}局长贺南舟在座。", "participant"),
    ],
)
def test_parts_in_a_forum(words: str, role: str) -> None:
    told = words.format("白石市水利局")
    reading = read(f"要闻\n6月12日，湿地论坛在青岭市举行。{told}")
    assert reading.roles["白石市水利局"] == role


@pytest.mark.parametrize(
    "sentence",
    [
        "接待他们的有白石市林业局。",
        "在白石市，白石市林业局同考察团座谈。",
        "随后，团员们去了白石市林业局。",
        "随后，考察团走进白石市林业局。",
    ],
)
def test_hosts_of_a_delegation(sentence: str) -> None:
    reading = read(f"要闻\n6月12日，青岭湿地中心组织考察团赴白石市考察。{sentence}")
    assert reading.roles["白石市林业局"] == "host"
    assert reading.roles["青岭湿地中心"] == "visitor"


def test_neither_a_standing_rota_nor_an_office_makes_an_organizer() -> None:
    reading = read(
        "要闻\n6月12日，青岭市林业局在青岭市召开湿地会议。会议由青岭市林业局和白石市林业局轮流承办。"
        "最高人民检察院主办检察官贺南舟到会。"
    )
    assert "organizer" not in (
        reading.roles.get("白石市林业局"),
        reading.roles.get("Supreme People's Procuratorate"),
    )


def test_what_is_launched_takes_no_part_and_who_unveils_it_does() -> None:
    reading = read(
        "要闻\n6月12日，“青岭湿地生态联合实验室”在白石市揭牌，白石市林业局局长贺南舟揭幕。"
    )
    assert reading.roles == {"白石市林业局": "participant"}


def test_a_launch_beside_a_signing_stands_for_itself() -> None:
    reading = read(
        "要闻\n6月12日，青岭市林业局与白鹭大学在青岭市签署合作协议，并为“湿地修复实验室”揭牌。"
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Signing", "Launch"]


def test_a_workshop_that_follows_a_signing_stands_for_itself() -> None:
    reading = read(
        "要闻\n6月12日，青岭市林业局与白鹭大学在青岭市签署合作协议。"
        "签署仪式后，湿地修复工作坊随即展开。"
    )
    assert reading.kinds == [
        ("Signing", "held", "2024-06-12"),
        ("Workshop", "held", "2024-06-12"),
    ]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("为期三天的湿地论坛6月12日在青岭市落幕。", "2024-06-10/2024-06-12"),
        ("湿地论坛6月12日在青岭市开幕，会期两天。", "2024-06-12/2024-06-13"),
        ("湿地论坛十四、十五两日在青岭市召开。", "2024-06-14/2024-06-15"),
    ],
)
def test_how_long_it_lasted(sentence: str, date: str) -> None:
    assert read(f"要闻\n{sentence}").kinds == [("Forum", "held", date)]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("6月12日，湿地论坛以视频方式举行，哈尔滨、长春两地各设会场。", {"Harbin", "Changchun"}),
        ("6月12日，湿地论坛在武汉市月湖镇举行。", {"Wuhan", "月湖镇"}),
        ("6月12日，湿地论坛移师武汉举行。", {"Wuhan"}),
        ("6月12日，湿地论坛在鹭宁举行。", {"鹭宁"}),
        ("6月12日，湿地论坛举行，地点为武汉。", {"Wuhan"}),
    ],
)
def test_where_it_was(sentence: str, places: set[str]) -> None:
    assert places <= set(read(f"要闻\n{sentence}").places)


def test_towns_along_a_journey_are_places_of_it() -> None:
    reading = read(
        "要闻\n6月10日至12日，白鹭大学代表团访问湖北省。在武汉市，代表团走进青岭湿地中心座谈。"
    )
    assert reading.places == ["Hubei Province", "Wuhan"]
