"""Chinese agreements of counted parties, projects by name, and plans that came to nothing."""

import pytest
from extract.article_reading import read

FOUR = "签约\n6月12日，青岭市林业局、白石市林业局、青岭市水利局、白石市水利局在青岭市联办湿地论坛。"


def test_counted_parties_are_those_who_were_there() -> None:
    ((kind, status, parties),) = read(FOUR + "会上，四家单位共同签署合作协议。").deals
    assert (kind, status, len(parties)) == ("cooperation-agreement", "signed", 4)


def test_who_signs_with_a_body_that_was_not_read_signs_with_nobody_else() -> None:
    reading = read(FOUR + "会上，青岭市林业局与渔民组织“小青虾”签了社区共管协议。")
    assert [parties for _, _, parties in reading.deals] == [["青岭市林业局"]]


@pytest.mark.parametrize(
    "words",
    [
        "青岭市林业局与白石市林业局把名字签在了《湿地合作备忘录》上。",
        "青岭市林业局与白石市林业局交换了湿地合作备忘录。",
    ],
)
def test_words_of_signing(words: str) -> None:
    assert [deal[:2] for deal in read(f"要闻\n6月12日，{words}").deals] == [
        ("memorandum", "signed")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "青岭市林业局自2018年起与白石市林业局推动“两岸鸟鸣计划”。",
        "由青岭市林业局和白石市林业局共同发起的“两岸鸟鸣计划”进展顺利。",
        "青岭市林业局与白石市林业局执行中的“两岸鸟鸣”公民科学计划已有成果。",
    ],
)
def test_projects_by_name(words: str) -> None:
    deals = read(f"{FOUR}{words}").deals
    assert ("project-agreement", "in-force", ["白石市林业局", "青岭市林业局"]) in deals


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("原定18日举行的座谈会因航班调整没有举行。", ("Meeting", "cancelled")),
        ("原打算18日在白石市举行的演练没有搞成，不再补办。", ("Other", "cancelled")),
        ("原定18日在白石市举行的培训因凝冻天气中止，待天气转好再定。", ("Training", "postponed")),
        ("原定18日在白石市进行的联合实习改到来年再议。", ("Training", "postponed")),
        ("原定18日在白石市举行的公开讲座取消。", ("Other", "cancelled")),
        ("第二届论坛拟于10月在白石市召开，时间待定。", ("Forum", "planned")),
    ],
)
def test_plans(words: str, told: tuple[str, str]) -> None:
    assert told in [kind[:2] for kind in read(FOUR + words).kinds]


def test_the_heading_of_an_item_names_no_event() -> None:
    reading = read("动态\n■ 咸海论坛来消息　6月12日，青岭市林业局在青岭市召开座谈会。")
    assert reading.kinds[0][0] == "Meeting"
