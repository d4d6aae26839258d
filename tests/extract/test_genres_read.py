"""Wordings of other genres: hand-overs, telephone calls, committees, digests of cities."""

import pytest
from extract.article_reading import read

from kg.model import AgreementFrame


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "On Tuesday the Embassy of Japan in Peru handed two boats over to UNDP in Lima.",
            [("Other", "held", "2024-06-18")],
        ),
        (
            "The Minister of Water of Peru spoke by telephone with that of Chile on Monday.",
            [("Meeting", "held", "2024-06-17")],
        ),
        (
            "The workshop on dunes in Lima, postponed twice, was finally held on 6 June.",
            [("Workshop", "held", "2024-06-06")],
        ),
        (
            "The sitting of the committee was held in the County Hall, Nairobi, on 4 June 2024.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "From 18 to 20 July the committee will be in Lima as the guest of the World Bank.",
            [("Visit", "planned", "2024-07-18/2024-07-20")],
        ),
        (
            "On 4 June 2024 the two mayors met in Lima about the Lake Forum, which Peru hosts from "
            "4 to 6 September 2024.",
            [("Meeting", "held", "2024-06-04"), ("Forum", "planned", "2024-09-04/2024-09-06")],
        ),
        (
            "A workshop on dunes set for 6 June in Lima was put off. It will be held on 9 July.",
            [("Workshop", "planned", "2024-07-09")],
        ),
        (
            "An inspection of the harbour of Lima, fixed for 3 June, did not take place; "
            "it will be done on 9 July instead.",
            [("Inspection", "planned", "2024-07-09")],
        ),
        (
            "On 4 June 2024 owners of abandoned ponds met in Lima.",
            [("Meeting", "held", "2024-06-04")],
        ),
        (
            "The waterbird count in Lima was cancelled on 4 June 2024.",
            [("Campaign", "cancelled", "2024-06-04")],
        ),
        ("6月12日，污水处理示范站移交仪式在万象举行。", [("Other", "held", "2024-06-12")]),
        (
            "6月12日，省林业局局长李明与挪威环境部部长安娜通电话。",
            [("Meeting", "held", "2024-06-12")],
        ),
    ],
)
def test_what_is_told(sentence: str, kinds: list[tuple[str, str, str]]) -> None:
    assert read(f"News of the week\n{sentence}").kinds == kinds


def test_an_event_put_off_to_a_new_date_is_one_event() -> None:
    reading = read(
        "湿地论坛改期\n原定6月15日在杭州举行的湿地论坛延期。该论坛将于7月3日至4日在宁波举行。"
    )
    assert reading.kinds == [("Forum", "planned", "2024-07-03/2024-07-04")]


def test_an_item_of_a_digest_is_at_the_place_it_is_headed_by() -> None:
    reading = read(
        "City digest\n"
        "LUSAKA. Two rivers. On 11 June UNDP and the Green Climate Fund signed an agreement.\n\n"
        "LIMA. New staff. On 12 June the World Bank held a training on waste."
    )
    assert [reading.names(event.places) for event in reading.events] == [["Lusaka"], ["Lima"]]


def test_cities_of_a_list_of_bureaus_are_no_parties() -> None:
    reading = read(
        "三市续签协议\n6月13日，十堰、安康、南阳三市生态环境局在十堰续签《跨界水污染联防联控协议》，有效期五年。"
    )
    (agreement,) = reading.extraction.agreements
    assert isinstance(agreement, AgreementFrame)
    assert agreement.status.value == "renewed"
    assert {party.value.kind for party in agreement.parties} == {"agency"}


def test_whom_somebody_speaks_for_took_part() -> None:
    reading = read(
        "Forum in Lima\n"
        "The water forum was held in Lima on 12 June 2024. For the Asian Development Bank (ADB), Ms"
        " Halima Bello said that money is there."
    )
    assert reading.roles == {"Asian Development Bank": "participant"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Ministries of Health and of Water of Peru met.",
            {"Peru health ministry", "Peru water ministry"},
        ),
        ("Lusaka City Council met.", {"Lusaka City Council"}),
        (
            "The counsellor of the Chinese Embassy in Peru Fan Liwei spoke.",
            {"Chinese Embassy in Peru"},
        ),
        (
            "WaterAid Peru and the Sub-Committee on Peat met.",
            {"WaterAid Peru", "Sub-Committee on Peat"},
        ),
    ],
)
def test_names_of_bodies(sentence: str, names: set[str]) -> None:
    reading = read(f"News of the week\n{sentence}")
    found = {
        reading.name(m.entity) for m in reading.extraction.mentions if m.entity.kind == "agency"
    }
    assert found == names


def test_a_house_that_bears_the_name_of_a_body_is_a_place() -> None:
    reading = read(
        "Talks\nThe board held a meeting in the APEC Haus, Port Moresby, on 3 June 2024."
    )
    assert set(reading.places) == {"APEC Haus", "Port Moresby"}


def test_a_strategy_named_by_a_year() -> None:
    reading = read(
        "Talks\nAt a workshop in Lima on 3 June 2024 she recalled the Cleaner Heron 2035 strategy."
    )
    assert [reading.name(f.value.framework) for f in reading.event.frameworks] == [
        "Cleaner Heron 2035"
    ]


def test_a_bureau_that_does_something_somewhere() -> None:
    reading = read("培训\n6月13日，芦花市生态环境局在杭州举办湿地保护培训班。")
    assert reading.roles == {"芦花市生态环境局": "organizer"}


def test_cities_of_one_name_in_english_are_two() -> None:
    reading = read("签约\n6月13日，苏州市芦花局与宿州市芦花局在杭州签署合作协议。")
    assert set(reading.roles) == {"苏州市芦花局", "宿州市芦花局"}


def test_a_longer_name_is_none_of_the_listed_body_that_it_begins_with() -> None:
    name = "Ministry of Natural Resources and the Environment of Guyana"
    reading = read(f"News\nOn 4 June 2024 the {name} held a workshop.")
    assert list(reading.roles) == [name]


def test_a_ministry_is_of_no_country_that_the_article_never_speaks_of() -> None:
    reading = read(
        "Talks in Lesotho\nOn 4 June 2024 the Ministry of Natural Resources held a workshop in"
        " Maseru, Lesotho."
    )
    assert list(reading.roles) == ["Ministry of Natural Resources"]
