"""Notices and minutes: lines with a label and what it labels, in English and Chinese."""

from itertools import pairwise

import pytest
from extract.article_reading import date_of, read
from hypothesis import given
from hypothesis import strategies as st

from kg.text.fields import field, notices

INVITATION = """Media advisory
WHAT: Launch of the Heron Lake Clean-up Programme
WHO: Ministry of Environment of Peru; World Bank
WHEN: Thursday, 16 May 2024, at 10:00
WHERE: Lima
FUNDED BY: European Union
"""
MINUTES = """Minutes of the fourth meeting of the Joint Water Committee
Held on: 14 March 2023
Venue: Thimphu
Present:
1. Ms Karma Dema, Director, Department of Water of Bhutan
2. Mr Peter Olsen, Programme Manager, UNDP
Apologies: World Bank
"""
NOTICE = """关于召开湿地保护工作会议的通知
为做好今年的湿地保护工作，交流各地经验，研究下一步的重点任务，经研究，决定召开全省湿地保护工作会议。
一、会议时间
2021年7月14日至15日。
二、会议地点
杭州市。
三、主办单位：浙江省林业局
"""


def test_an_invitation_announces_one_event() -> None:
    reading = read(INVITATION, "2024-05-12")
    assert reading.kinds == [("Launch", "planned", "2024-05-16")]
    assert reading.places == ["Lima"]
    assert reading.roles == {
        "Ministry of Environment of Peru": "participant",
        "World Bank": "participant",
        "European Union": "supporter",
    }


def test_who_sent_apologies_was_not_there() -> None:
    reading = read(MINUTES, None)
    assert reading.kinds == [("Meeting", "held", "2023-03-14")]
    assert reading.places == ["Thimphu"]
    assert set(reading.roles) == {
        "Department of Water of Bhutan",
        "United Nations Development Programme",
    }


def test_what_leads_up_to_a_notice_is_the_same_event() -> None:
    reading = read(NOTICE, None)
    assert reading.kinds == [("Meeting", "planned", "2021-07-14/2021-07-15")]
    assert reading.places == ["Hangzhou"]
    assert list(reading.roles.values()) == ["organizer"]


def test_the_day_of_an_event_is_not_the_day_of_publication() -> None:
    assert read(MINUTES, None).extraction.published is None
    assert date_of(read(MINUTES, None).event) == "2023-03-14"


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("WHEN: Thursday", "when"),
        ("Venue: Thimphu", "where"),
        ("Co-organizers: A and B", "co-organizer"),
        ("Apologies: World Bank", "absent"),
        ("二、会议时间", "when"),
        ("（三）活动地点：杭州", "where"),
        ("4. 参会人员：各处负责人", "participant"),
    ],
)
def test_labels_of_lines(line: str, slot: str) -> None:
    found = field(line)
    assert found is not None
    assert found.slot == slot


@pytest.mark.parametrize(
    "line", ["When it rains, it pours.", "会议时间很长。", "Present at the talks"]
)
def test_prose_has_no_labels(line: str) -> None:
    assert field(line) is None


def test_a_lone_date_is_no_notice() -> None:
    assert notices(["Date: 3 May 2024", "Source: Heron News", "Prose follows."]) == []


@given(st.lists(st.sampled_from(["When: 3 May", "Where: Lima", "Who: A", "Prose.", ""])))
def test_notices_are_apart_and_in_order(lines: list[str]) -> None:
    runs = notices(lines)
    assert all(one.stop <= other.start for one, other in pairwise(runs))
    assert all(run and run.stop <= len(lines) for run in runs)


def test_a_heading_says_what_a_notice_is_about_and_a_label_where() -> None:
    reading = read(
        "Two days of dunes\nCourse on dunes\n\nWater is scarce.\n\nWhen: 29 August 2024\n\n"
        "Where: Heron Hotel, Lima, Peru\n\nSeminar on negotiation\n\nThe training of negotiators"
        " pays.\n\nWhen: 30 August 2024\n\nWhere: Ibis Hall, Lima, Peru"
    )
    assert [(e.type.value, date_of(e), reading.names(e.places)) for e in reading.events] == [
        ("Training", "2024-08-29", ["Heron Hotel", "Lima", "Peru"]),
        ("Workshop", "2024-08-30", ["Ibis Hall", "Lima", "Peru"]),
    ]
