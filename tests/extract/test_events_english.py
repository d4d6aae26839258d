"""English articles: what is an event, of which type, when, where, and who had which part."""

import pytest
from extract.article_reading import date_of, read

UNEP = "United Nations Environment Programme"
UNDP = "United Nations Development Programme"
IUCN = "International Union for Conservation of Nature"


def test_a_workshop_with_organizer_supporter_and_speakers() -> None:
    reading = read(
        "Workshop on wetland restoration held in Nanning\n"
        "From 3 to 5 June 2024, the Department of Ecology and Environment of Guangxi Zhuang"
        " Autonomous Region held a workshop on wetland restoration in Nanning. The workshop was"
        " supported by the Global Environment Facility. Experts from Tsinghua University and"
        " Beijing Normal University were invited to give lectures."
    )
    assert reading.kinds == [("Workshop", "held", "2024-06-03/2024-06-05")]
    assert reading.places == ["Nanning"]
    assert reading.roles == {
        "Department of Ecology and Environment of Guangxi Zhuang Autonomous Region": "organizer",
        "Global Environment Facility": "supporter",
        "Tsinghua University": "speaker-affiliation",
        "Beijing Normal University": "speaker-affiliation",
    }


def test_who_receives_is_host_and_who_comes_is_visitor() -> None:
    reading = read(
        "Environment bureau receives guests\n"
        "On 10 June 2024 Li Ming, Director of the Chongqing Municipal Bureau of Ecology and"
        " Environment, received Anna Berg, Country Director of the United Nations Development"
        " Programme, in Chongqing."
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-10")]
    assert reading.roles[UNDP] == "visitor"
    assert "host" in reading.roles.values()


def test_the_headline_decides_between_a_visit_and_a_meeting() -> None:
    body = (
        "On 10 June 2024 a team of the United Nations Development Programme visited the Soil"
        " Center of the Ministry of Ecology and Environment in Beijing."
    )
    assert read(f"UNDP holds talks with the Soil Center\n{body}").event.type.value == "Meeting"
    assert read(f"UNDP visits the Soil Center\n{body}").event.type.value == "Visit"


def test_a_later_event_is_planned_and_keeps_its_own_date_and_place() -> None:
    reading = read(
        "Forum on green cities closes\n"
        "The forum on green cities was held in Wuhan on 10 June 2024. More than a hundred people"
        " came.\n\nThe next forum will be held in Changsha on 4 September 2025."
    )
    assert reading.kinds == [
        ("Forum", "held", "2024-06-10"),
        ("Forum", "planned", "2025-09-04"),
    ]
    assert reading.names(reading.events[1].places) == ["Changsha"]


@pytest.mark.parametrize(
    ("sentence", "factuality", "date"),
    [
        (
            "A training course in Kunming on 3 July 2024 has been postponed.",
            "postponed",
            "2024-07-03",
        ),
        (
            "The seminar planned for 3 July 2024 in Kunming was cancelled.",
            "cancelled",
            "2024-07-03",
        ),
        (
            "The seminar in Kunming on 3 July 2024 was postponed to 8 August 2024.",
            "planned",
            "2024-08-08",
        ),
        ("A seminar on the same subject was held in Kunming in 2019.", "background", "2019"),
    ],
)
def test_what_did_not_happen_is_told_apart(sentence: str, factuality: str, date: str) -> None:
    reading = read(
        "Officials discuss clean air\n"
        f"Officials held a meeting on clean air in Beijing on 10 June 2024.\n\n{sentence}"
    )
    _, other = reading.extraction.events
    assert (other.factuality.value, date_of(other)) == (factuality, date)


@pytest.mark.parametrize(
    "article",
    [
        "What is a carbon market?\nAn allowance is worth one tonne. Reports are due by 31 March"
        " every year and the ministry checks them.",
        "New rules in force\nThe Regulation on Carbon Trading has been in force since 1 May 2024."
        " Enterprises hope for more time.",
        "Cooperation to deepen\nThe two sides hope to hold more meetings and to sign agreements.",
    ],
)
def test_rules_deadlines_and_hopes_are_no_events(article: str) -> None:
    assert read(article).events == []


def test_a_press_conference_belongs_to_the_body_that_gives_it() -> None:
    reading = read(
        "Ministry answers questions on plastics\n"
        "On 12 June 2024 the Ministry of Ecology and Environment held a press conference in"
        " Beijing. Wang Lin, Director of the Department of Climate Change of the Ministry of"
        " Ecology and Environment, answered questions."
    )
    assert reading.event.type.value == "PressConference"
    assert "organizer" in reading.roles.values()
    assert "speaker-affiliation" in reading.roles.values()


def test_an_online_meeting_takes_place_online() -> None:
    reading = read(
        "Partners talk about mangroves\n"
        "On 12 June 2024 the United Nations Development Programme and the International Union for"
        " Conservation of Nature held an online meeting on mangroves."
    )
    assert reading.places == ["online"]
    assert {UNDP, IUCN} <= set(reading.roles)


def test_the_main_event_concerns_the_frameworks_of_the_whole_article() -> None:
    reading = read(
        "Seminar discusses how biodiversity targets are to be reached\n"
        "A seminar on biodiversity targets was held in Kunming on 12 June 2024. It was long."
        "\n\nSpeakers told how the Kunming-Montreal Global Biodiversity Framework is carried out"
        " and what the Paris Agreement adds."
    )
    concerned = [reading.name(f.value.framework) for f in reading.event.frameworks]
    assert sorted(concerned) == [
        "Kunming-Montreal Global Biodiversity Framework",
        "Paris Agreement",
    ]


def test_nothing_is_dated_that_the_text_does_not_date() -> None:
    reading = read(
        "Seminar on rivers\nA seminar on rivers was held in Wuhan on 12 June.", published=None
    )
    assert reading.kinds == [("Workshop", "held", "XXXX-06-12")]
    assert reading.event.date and reading.event.date.value.start is None


def test_a_session_belongs_to_the_committee_that_meets() -> None:
    reading = read(
        "Assembly opens\n"
        "The seventh session of the United Nations Environment Assembly was held in Nairobi,"
        " Kenya, on 12 June 2024."
    )
    assert reading.event.type.value == "Conference"
    assert reading.roles["United Nations Environment Assembly"] == "organizer"
    assert reading.places == ["Nairobi", "Kenya"]


def test_a_minister_without_a_name_stands_for_the_ministry() -> None:
    reading = read(
        "Lake states discuss pollution\n"
        "On 11 June 2024 the Minister of Green Economy of Zambia met the Director-General of the"
        " Environmental Protection Authority of Malawi in Lusaka."
    )
    assert reading.kinds == [("Meeting", "held", "2024-06-11")]
    assert reading.roles == {
        "Ministry of Green Economy of Zambia": "host",
        "Environmental Protection Authority of Malawi": "visitor",
    }


@pytest.mark.parametrize(
    ("sentence", "link"),
    [
        ("The conference adopted the Kunming-Montreal Global Biodiversity Framework.", "adopts"),
        ("At its close the Paris Agreement was adopted.", "adopts"),
        ("It spoke of the Paris Agreement, which was adopted in December 2015.", "concerns"),
        ("It will be asked to adopt the Paris Agreement.", "concerns"),
        ("It called for the implementation of the Paris Agreement.", "implements"),
    ],
)
def test_what_a_conference_did_with_a_framework(sentence: str, link: str) -> None:
    reading = read(
        "Conference of the Parties closes\n"
        f"The conference of the parties was held in Lima from 3 to 7 June 2024. {sentence}"
    )
    assert [use.value.link for use in reading.event.frameworks] == [link]


def test_its_next_session_is_of_the_series_named_before() -> None:
    reading = read(
        "Sixth session of the United Nations Environment Assembly ends\n"
        "The sixth session of the United Nations Environment Assembly closed in Nairobi on 1 June"
        " 2024. Its seventh session will be held in Nairobi from 7 to 11 June 2026."
    )
    coming = next(event for event in reading.events if event.factuality.value == "planned")
    assert coming.series is not None and coming.series.value.key == "unea-session"
    assert coming.number is not None and coming.number.value == 7
    assert coming.type.value == "Conference"
    assert [reading.name(each.value.agency) for each in coming.participants] == [
        "United Nations Environment Assembly"
    ]
