"""Chinese articles: clause patterns that stand behind those they speak of."""

import pytest
from extract.article_reading import date_of, read

HEAD = "座谈会召开\n"


def test_the_four_parts_of_a_training_course() -> None:
    reading = read(
        "碳市场培训班在南宁举办\n"
        "6月12日至14日，碳市场能力建设培训班在南宁举办。培训班由广西壮族自治区生态环境厅主办，"
        "广西大学承办，全球环境基金提供支持。清华大学、北京师范大学的专家授课。"
    )
    assert reading.kinds == [("Training", "held", "2024-06-12/2024-06-14")]
    assert set(reading.roles.values()) == {
        "organizer",
        "co-organizer",
        "supporter",
        "speaker-affiliation",
    }
    assert reading.roles["Tsinghua University"] == "speaker-affiliation"


def test_who_receives_is_host() -> None:
    reading = read(
        "李明会见联合国开发计划署代表\n"
        "6月12日，生态环境部部长李明在北京会见了来访的联合国开发计划署驻华代表白雅婷。"
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-12")]
    assert reading.places == ["Beijing Municipality"]
    assert reading.roles == {
        "Ministry of Ecology and Environment of the People's Republic of China": "host",
        "United Nations Development Programme": "visitor",
    }


def test_a_delegation_that_goes_to_learn_is_on_a_study_tour() -> None:
    reading = read(
        "赴福建学习考察\n"
        "6月12日，宁夏回族自治区生态环境厅厅长王强率队赴福建省福州市考察，"
        "福建省生态环境厅副厅长陈红陪同。"
    )
    assert reading.event.type.value == "StudyTour"
    by_role = {role: name for name, role in reading.roles.items()}
    assert "Ningxia" in by_role["visitor"]
    assert "Fujian" in by_role["host"]


@pytest.mark.parametrize(
    ("sentence", "kind", "factuality", "date"),
    [
        ("研讨会将于7月8日在昆明举行。", "Workshop", "planned", "2024-07-08"),
        ("原定7月8日在昆明举行的研讨会因故取消。", "Workshop", "cancelled", "2024-07-08"),
        ("原定7月8日在昆明举办的培训班推迟，时间另行通知。", "Training", "postponed", "2024-07-08"),
        ("原定7月8日在昆明举行的研讨会改在9月2日举行。", "Workshop", "planned", "2024-09-02"),
        ("去年5月，首届论坛在昆明举行。", "Forum", "background", "2023-05"),
    ],
)
def test_standing_by_the_words(sentence: str, kind: str, factuality: str, date: str) -> None:
    reading = read(f"{HEAD}6月12日，清洁空气座谈会在北京召开。\n\n{sentence}")
    _, other = reading.extraction.events
    assert (other.type.value, other.factuality.value, date_of(other)) == (kind, factuality, date)


def test_a_mark_of_the_future_behind_the_event_does_not_move_it() -> None:
    reading = read(
        "签署备忘录\n6月12日，联合国开发计划署与世界自然基金会在北京签署合作备忘录，双方将共同保护湿地。"
    )
    assert reading.kinds == [("Signing", "held", "2024-06-12")]


@pytest.mark.parametrize(
    "article",
    [
        "什么是碳市场\n碳市场是用市场办法减排的制度。企业每年3月31日前报送数据。",
        "招标公告\n投标人应于6月20日前递交文件，逾期不予受理。",
        "加强合作\n双方希望进一步深化合作，适时召开会议并签署协议。",
    ],
)
def test_explainers_tenders_and_wishes_are_no_events(article: str) -> None:
    assert read(article).events == []


def test_items_of_a_digest_are_events_of_their_own() -> None:
    reading = read(
        "一周简讯\n"
        "【论坛】10日，绿色金融论坛在上海举行。\n\n"
        "【大会】11日，《联合国气候变化框架公约》缔约方大会在内罗毕开幕。\n\n"
        "【培训】12日，大气污染防治培训班在武汉举办。"
    )
    assert reading.kinds == [
        ("Forum", "held", "2024-06-10"),
        ("Conference", "held", "2024-06-11"),
        ("Training", "held", "2024-06-12"),
    ]


def test_a_named_launch_is_told_apart_from_the_forum_around_it() -> None:
    reading = read(
        "论坛举行\n6月12日，绿色发展论坛在昆明举行。会上，联合国开发计划署启动“绿色湄公计划”项目。"
    )
    assert reading.kinds == [("Forum", "held", "2024-06-12"), ("Launch", "held", "2024-06-12")]


def test_a_recurring_meeting_has_a_number() -> None:
    reading = read(
        "年度磋商召开\n6月12日，生态环境部与联合国环境规划署第十四次年度磋商会议在北京召开。"
    )
    assert reading.event.number and reading.event.number.value == 14
    assert reading.event.series is not None


def test_evidence_quotes_at_most_three_hundred_characters_that_hold_the_trigger() -> None:
    filler = "，".join(f"第{n}项任务是保护好一条河流" for n in range(60))
    reading = read(f"座谈会召开\n6月12日，清洁空气座谈会在北京召开，{filler}。")
    evidence = reading.event.type.evidence
    assert all(span.end - span.start <= 300 for span in evidence.spans)
    assert any("座谈会" in span.of(reading.text.raw) for span in evidence.spans)


@pytest.mark.parametrize(
    ("sentence", "link"),
    [
        ("大会审议通过了《昆明—蒙特利尔全球生物多样性框架》。", "adopts"),
        ("《巴黎协定》获得通过。", "adopts"),
        ("大会将审议通过《巴黎协定》细则。", "concerns"),
        ("各方通过《巴黎协定》开展合作。", "concerns"),
    ],
)
def test_what_a_conference_did_with_a_framework(sentence: str, link: str) -> None:
    reading = read(f"缔约方大会闭幕\n6月3日至7日，第五次缔约方大会在利马举行。{sentence}")
    assert [use.value.link for use in reading.event.frameworks] == [link]


def test_a_laboratory_that_was_shown_is_neither_of_both_sides() -> None:
    reading = read(
        "福建省生态环境厅与厦门大学签约\n"
        "6月3日，福建省生态环境厅与厦门大学在厦门签署合作协议。5月10日，厅领导曾到厦门大学"
        "考察国家湿地生态重点实验室。6月20日，双方将在厦门联合举办湿地保护研讨会。"
    )
    workshop = next(event for event in reading.events if event.factuality.value == "planned")
    assert {reading.name(each.value.agency) for each in workshop.participants} == {
        "Department of Ecology and Environment of Fujian Province",
        "Xiamen University",
    }
