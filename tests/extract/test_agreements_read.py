"""Agreements: type by noun, status by verb, parties by clause."""

import pytest
from extract.article_reading import date_of, read

UNDP = "United Nations Development Programme"
WWF = "World Wide Fund for Nature"
IUCN = "International Union for Conservation of Nature"
MEE = "Ministry of Ecology and Environment of the People's Republic of China"
EN = "Partners work together on rivers\n"
ZH = "合作签约\n"


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("{a} and {b} signed a memorandum of understanding", "memorandum", "signed"),
        ("{a} renewed its memorandum of understanding with {b}", "memorandum", "renewed"),
        ("{a} and {b} signed a framework agreement", "framework-agreement", "signed"),
        ("{a} and {b} signed a cooperation agreement", "cooperation-agreement", "signed"),
        ("A letter of intent was signed by {a} and {b}", "intent", "signed"),
        ("{a} and {b} agreed in principle that a memorandum will be signed", "memorandum",
         "preliminary"),
    ],
)  # fmt: skip
def test_english_types_and_statuses(sentence: str, kind: str, status: str) -> None:
    told = sentence.format(a=f"the {UNDP}", b=f"the {WWF}")
    told = told[0].upper() + told[1:]
    reading = read(f"{EN}A meeting on rivers was held in Wuhan on 12 June 2024. {told}.")
    assert reading.deals == [(kind, status, sorted([UNDP, WWF]))]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("{a}与{b}签署合作备忘录", "memorandum", "signed"),
        ("{a}与{b}续签了谅解备忘录", "memorandum", "renewed"),
        ("{a}和{b}签订战略合作框架协议", "framework-agreement", "signed"),
        ("{a}与{b}签署关于湿地保护的合作协议", "cooperation-agreement", "signed"),
        ("{a}与{b}达成初步合作意向", "intent", "preliminary"),
        ("{a}与{b}商定争取早日签署谅解备忘录", "memorandum", "preliminary"),
    ],
)
def test_chinese_types_and_statuses(sentence: str, kind: str, status: str) -> None:
    told = sentence.format(a="联合国开发计划署", b="世界自然基金会")
    reading = read(f"{ZH}6月12日，河流保护座谈会在武汉召开。会上，{told}。")
    assert reading.deals == [(kind, status, sorted([UNDP, WWF]))]


def test_a_signed_agreement_is_dated_by_its_event_and_belongs_to_it() -> None:
    reading = read(
        f"{EN}On 12 June 2024 the {UNDP} and the {WWF} signed a cooperation agreement in Wuhan."
    )
    assert reading.event.type.value == "Signing"
    assert date_of(reading.deal) == "2024-06-12"
    assert [a.value for a in reading.event.agreements] == [reading.deal.anchor]
    assert reading.roles == {UNDP: "participant", WWF: "participant"}


def test_of_an_event_of_several_days_the_sentence_may_name_the_day_of_signing() -> None:
    reading = read(
        f"{EN}From 23 to 26 May 2024 a workshop on rivers was held in Wuhan. On 25 May the {UNDP} "
        f"and the {WWF} signed a letter of intent."
    )
    assert date_of(reading.event) == "2024-05-23/2024-05-26"
    assert date_of(reading.deal) == "2024-05-25"


def test_a_signing_inside_a_meeting_is_no_event_of_its_own() -> None:
    reading = read(
        f"{EN}On 12 June 2024 the {UNDP} and the {WWF} held talks in Wuhan. After the talks the"
        " two sides signed a memorandum of understanding."
    )
    assert [kind for kind, _, _ in reading.kinds] == ["Meeting"]
    assert reading.deals == [("memorandum", "signed", sorted([UNDP, WWF]))]


def test_one_body_that_signs_with_each_of_several_makes_several_agreements() -> None:
    reading = read(
        f"{ZH}6月12日，联合国开发计划署在北京分别与世界自然基金会、世界自然保护联盟签署合作协议。"
    )
    assert [parties for _, _, parties in reading.deals] == [
        sorted([UNDP, WWF]),
        sorted([UNDP, IUCN]),
    ]


def test_provinces_are_parties_where_no_body_is_named() -> None:
    reading = read(f"{ZH}6月12日，联席会议在成都召开，四川、重庆两省市签订生态环境监测合作协议。")
    ((_, status, parties),) = reading.deals
    assert status == "signed"
    assert parties == ["Chongqing Municipality", "Sichuan Province"]


def test_an_agreement_that_is_carried_out_is_in_force() -> None:
    reading = read(
        "Delegation goes to Fuzhou\n"
        "To carry out the counterpart cooperation agreement between Fujian and Ningxia, a"
        " delegation visited the Fujian Environmental Science Society in Fuzhou on 12 June 2024."
    )
    ((kind, status, parties),) = reading.deals
    assert (kind, status) == ("counterpart-agreement", "in-force")
    assert parties == ["Fujian Province", "Ningxia Hui Autonomous Region"]


def test_the_words_according_to_the_agreement_make_no_second_one() -> None:
    reading = read(
        f"{ZH}6月12日，联合国开发计划署与世界自然基金会在北京签署合作协议。"
        "根据协议，双方将共同保护湿地。协议内容包括三个方面。"
    )
    assert len(reading.deals) == 1


def test_a_project_of_two_countries_is_an_agreement() -> None:
    reading = read(
        "Experts discuss a project\n"
        "On 12 June 2024 experts held a meeting in Beijing on the China-Norway cooperation project"
        ' "Forests and Climate".'
    )
    assert reading.deals == [("project-agreement", "in-force", ["China", "Norway"])]


def test_talk_of_agreements_without_parties_is_none() -> None:
    reading = read(f"{EN}A meeting was held in Wuhan on 12 June 2024. Agreements matter, he said.")
    assert reading.deals == []
