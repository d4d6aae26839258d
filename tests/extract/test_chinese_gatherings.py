"""Chinese gatherings by the words that tell of them: calls to account, calls, gifts, lectures."""

import pytest
from extract.article_reading import read


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("6月12日，青岭市生态环境局约谈三家企业负责人。", "Meeting"),
        ("6月12日，驻智利使馆走访智利环境部。", "Visit"),
        ("6月12日，青岭湿地基金会举办公益捐赠活动。", "Other"),
        ("6月12日，青岭市生态环境局举办普法讲座。", "Other"),
        ("6月12日，青岭市生态环境局举办局长专题研讨班。", "Training"),
        ("6月12日，中智湿地联委会会议暨联合研究中心成立十周年活动在青岭举行。", "Meeting"),
        ("6月12日，青岭市生态环境局举办绿色论坛及展览。", "Forum"),
        ("6月12日，青岭市生态环境局局长贺南舟到访白鹭大学。", "Visit"),
        ("6月12日，青岭湿地公园举行揭牌典礼。", "Launch"),
        ("6月12日，青岭市林业局举行感谢状致赠仪式。", "Other"),
        ("6月12日，大使贺南舟与东盟秘书处负责人进行友好交谈。", "Meeting"),
        ("6月12日，青岭市生态环境局邀请近20家企业负责人座谈。", "Meeting"),
        ("6月12日，青岭湿地科普馆开馆，面向公众免费开放。", "Launch"),
        ("6月12日，青岭市林业局举行野鸟放归仪式。", "Other"),
        ("6月12日，青岭市林业局一行6人访问马来西亚，交流管理经验。", "Visit"),
        ("6月12日，青岭市林业局局长贺南舟率团赴上海考察垃圾分类。", "StudyTour"),
        ("6月12日，白鹭大学校长贺南舟一行到青岭市林业局访问。", "Visit"),
        ("6月12日，生态环境部华东督察局对青岭市开展专项督察。", "Inspection"),
        ("6月12日，青岭市生态环境局举行普法知识竞赛。", "Other"),
        ("6月12日，多国驻青岭领事馆官员在白石公园共植友谊树。", "Campaign"),
        ("6月12日，青岭市人大召开执法检查汇报会，市林业局到会。", "Meeting"),
        ("6月12日，“守护白鹭”主题活动在青岭举行。", "Campaign"),
        ("白石流域检察协作联席会议于6月12日在青岭举行。", "Meeting"),
    ],
)  # fmt: skip
def test_what_words_announce(sentence: str, kind: str) -> None:
    assert read(f"要闻\n{sentence}").kinds == [(kind, "held", "2024-06-12")]


def test_who_calls_to_account_organizes_and_who_is_called_takes_part() -> None:
    reading = read("要闻\n6月12日，青岭市生态环境局约谈湖南绿源环保科技股份有限公司。")
    assert reading.roles == {
        "青岭市生态环境局": "organizer",
        "湖南绿源环保科技股份有限公司": "participant",
    }


def test_who_follows_an_invitation_visits_whom_it_came_from() -> None:
    reading = read("要闻\n青岭湿地中心主任贺南舟应白鹭大学邀请，率团于6月12日访问了白鹭大学。")
    assert reading.roles == {"青岭湿地中心": "visitor", "白鹭大学": "host"}


def test_a_joint_committee_convenes_its_session_and_its_sides_receive_each_other() -> None:
    reading = read(
        "要闻\n根据《国家海洋局与泰国自然资源与环境部合作谅解备忘录》，6月12日，中泰海洋合作联委会"
        "第五次会议在杭州举行，国家海洋局与泰国自然资源与环境部派员出席。"
    )
    assert reading.roles == {
        "中泰海洋合作联委会": "organizer",
        "State Oceanic Administration": "host",
        "Ministry of Natural Resources and Environment of Thailand": "visitor",
    }


def test_whom_an_ambassador_meets_abroad_is_no_visitor() -> None:
    reading = read("要闻\n6月12日，驻马尔代夫大使贺南舟会见马环境部部长图丽克。")
    assert reading.roles == {"马环境部": "participant"}


def test_the_headline_may_name_the_house() -> None:
    reading = read("湿地研讨班在白鹭大学开班\n6月12日，由青岭市林业局主办的湿地专题研讨班开班。")
    assert reading.kinds == [("Training", "held", "2024-06-12")]
    assert reading.places == ["白鹭大学"]


@pytest.mark.parametrize("meeting", ["保护项目研讨会在青岭召开", "保护项目启动会在青岭举行"])
def test_whom_a_project_is_named_after_does_not_convene_its_meetings(meeting: str) -> None:
    reading = read(f"要闻\n6月12日，全球环境基金湿地{meeting}，白鹭大学派员参加。")
    assert reading.roles == {"白鹭大学": "participant"}


def test_a_guest_who_is_said_to_be_visiting_meets_somebody() -> None:
    reading = read("要闻\n6月12日，青岭湿地中心主任贺南舟与来访的白鹭大学校长举行会谈。")
    assert reading.kinds == [("Meeting", "held", "2024-06-12")]


def test_bodies_that_sign_up_to_build_something_together_agree() -> None:
    reading = read("要闻\n6月12日，青岭湿地中心与白鹭大学签约共建湿地联合实验室。")
    assert reading.deals == [("cooperation-agreement", "signed", ["白鹭大学", "青岭湿地中心"])]


def test_who_only_accompanies_the_host_is_no_guest() -> None:
    reading = read("要闻\n6月12日，青岭市林业局局长贺南舟会见来宾，白石县水利局派员参加。")
    assert reading.roles == {"青岭市林业局": "host", "白石县水利局": "participant"}


def test_whom_a_workshop_is_said_to_be_supported_by_supports_it() -> None:
    reading = read("要闻\n6月12日，由青岭市林业局主办、白鹭大学支持的湿地研讨会在青岭举行。")
    assert reading.roles == {"青岭市林业局": "organizer", "白鹭大学": "supporter"}


def test_what_was_signed_at_a_workshop_leaves_it_a_workshop() -> None:
    reading = read("湿地研讨会召开\n6月12日，青岭湿地中心与白鹭大学共商湿地修复，签署合作备忘录。")
    assert reading.kinds == [("Workshop", "held", "2024-06-12")]
    assert reading.deals == [("memorandum", "signed", ["白鹭大学", "青岭湿地中心"])]


def test_the_headline_tells_who_organizes_where_the_text_does_not() -> None:
    reading = read("青岭市林业局举办湿地培训班\n6月12日，湿地培训班在青岭举办。白鹭大学派员参加。")
    assert reading.roles == {"青岭市林业局": "organizer", "白鹭大学": "participant"}


def test_a_visit_on_a_day_comes_before_a_plan_of_the_clause_before() -> None:
    reading = read(
        "要闻\n青岭湿地管理处与白石湿地管理局将于明年签订备忘录，白石湿地管理局局长贺南舟"
        "6月12日率团拜会青岭湿地管理处。"
    )
    assert reading.kinds[0] == ("Meeting", "held", "2024-06-12")


def test_another_event_has_the_most_exact_day_that_is_told() -> None:
    reading = read(
        "要闻\n6月12日，青岭湿地中心与白鹭大学座谈。两家预计8月举行湿地论坛。"
        "双方商定，8月24日在青岭举行湿地论坛。"
    )
    assert ("Forum", "planned", "2024-08-24") in reading.kinds


def test_both_countries_are_no_place() -> None:
    reading = read("要闻\n6月12日，青岭湿地中心与白鹭大学座谈。双方商定，将在两国举办研讨会。")
    assert [kind for kind, _, _ in reading.kinds] == ["Meeting"]


def test_who_those_present_include_took_part() -> None:
    reading = read(
        "要闻\n6月12日，湿地论坛在青岭举行。甲方出席会议的包括青岭市林业局、白石县水利局。"
    )
    assert reading.roles == {"青岭市林业局": "participant", "白石县水利局": "participant"}
