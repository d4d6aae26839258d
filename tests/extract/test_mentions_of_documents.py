"""Frameworks, places, references and blocks: what a whole document mentions."""

from collections.abc import Callable

import pytest
from extract.mention_reading import Read, plain_text, read, zh
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.mentions import find_mentions
from kg.model import Block, OffsetMap, Sentence, Span, Text


@pytest.mark.parametrize(
    ("reader", "sentence", "titles"),
    [
        (zh, "会议要求落实《湿地修复条例》和《鹤岭流域保护规划（2022—2030年）》。",
         ["湿地修复条例", "鹤岭流域保护规划（2022—2030年）"]),
        (zh, "双方签署《湿地保护合作框架协议》。", []),
        (read, "The Heron Lake Protection Law and the Interim Regulation on Wetland Parks apply.",
         ["Heron Lake Protection Law", "Interim Regulation on Wetland Parks"]),
        (read, "They signed a Strategic Cooperation Framework Agreement.", []),
        (read, "The Summit for a New Water Pact opened.", []),
        (read, "Parties must act under the Stockholm Convention.", ["Stockholm Convention"]),
        (read, "The Kunming-Montréal deal must be carried out.", ["Kunming-Montréal deal"]),
        (read, "This is ecological civilization at work.", []),
    ],
)  # fmt: skip
def test_frameworks_have_titles(
    reader: Callable[[str], Read], sentence: str, titles: list[str]
) -> None:
    assert reader(sentence).surfaces("framework") == titles


def test_the_framework_in_the_name_of_a_conference_is_mentioned_too() -> None:
    found = read(
        "The 14th Conference of the Parties to the Convention on Biological Diversity met."
    )
    assert "Convention on Biological Diversity" in found.surfaces("framework", nested=True)


def test_places_are_venues_only_with_a_sign_of_it() -> None:
    found = read("Guests from Norway met in Kunming, Yunnan Province, and praised Italy.")
    venues = {m.surface for m in found.mentions.of("place") if m.locative}
    assert venues == {"Kunming", "Yunnan Province"}


def test_unlisted_towns_are_places_after_in() -> None:
    found = read("They met in Heronville, Norway, last week.")
    assert found.mention("Heronville").locative
    town = next(m for m in found.mentions.minted if m.ref.kind == "place")
    assert [label.text for label in town.labels] == ["Heronville"]


def test_both_sides_are_the_two_bodies_named_last() -> None:
    found = read("UNEP met the Heron Lake Institute. Both sides were content.")
    (both,) = found.mentions.references
    assert both.kind == "both-sides"
    assert both.entities == (found.entity("UNEP"), found.entity("Heron Lake Institute"))


def test_the_institute_is_the_institute_named_before() -> None:
    found = read("The Heron Lake Institute met UNEP. The Institute will send experts.")
    (reference,) = found.mentions.references
    assert reference.entities == (found.entity("Heron Lake Institute"),)


def test_our_department_is_the_publisher() -> None:
    found = zh("我厅与长沙市水利局座谈。", byline="来源：湖南省水利厅")
    (reference,) = found.mentions.references
    assert reference.kind == "our-body"
    assert reference.entities == (found.mentions.byline[0].entity,)
    assert found.surfaces("agency") == ["长沙市水利局"]


def test_menus_legal_lines_and_noise_yield_nothing() -> None:
    line = "UNEP | Zhou Liqun, Director of the Heron Institute | in Kunming"
    blocks = (Block(Span(0, len(line)), "nav", "en"),)
    sentences = (Sentence(Span(0, len(line)), 0, "en"),)
    text = Text(line, line, OffsetMap.identity(len(line)), (), blocks, sentences, "en")
    found = find_mentions(text, "x")
    assert (found.mentions, found.people, found.minted) == ((), (), ())


WORDS = st.sampled_from(
    [
        "UNEP",
        "the",
        "Ministry",
        "of",
        "Environment",
        "and",
        "Kenya",
        "'s",
        "Heron",
        "Institute",
        "(",
        ")",
        ",",
        "Zhou",
        "Liqun",
        "Director",
        "in",
        "Kunming",
        "中国",
        "生态环境部",
        "湖南省",
        "生态环境厅",
        "、",
        "和",
        "副厅长",
        "周立群",
        "《",
        "》",
        "条例",
        "中心",
        "（以下简称",
        "）",
        "signed",
    ]
)


@given(st.lists(WORDS, max_size=30), st.sampled_from(["en", "zh-Hans", "fr"]))
def test_every_mention_is_what_the_text_says_and_every_entity_is_described(
    words: list[str], language: str
) -> None:
    text = plain_text(" ".join(words), language)
    found = find_mentions(text, "x")
    described = {entity.ref for entity in found.minted}
    for mention in (*found.mentions, *found.people):
        assert mention.span.of(text.clean) == mention.surface
        assert not mention.entity.key.startswith("x-") or mention.entity in described
    spans = [m.span for m in found.mentions]
    assert spans == sorted(spans)
    assert find_mentions(text, "x") == found
