"""Which body a name means: listed, named before in other words, or new with a stable key."""

from extract.mention_reading import SOURCE, plain_text, read, zh
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.linking import folded, known_names
from kg.extract.mentions import find_mentions
from kg.extract.names_parts import Cover
from kg.iris import h16
from kg.model import Span


def test_the_longest_known_name_wins() -> None:
    (hit,) = known_names().find("the Secretariat of the Convention on Biological Diversity")
    assert [e.key for e in hit.entries] == ["cbd-secretariat"]


def test_latin_names_need_borders_and_abbreviations_their_case() -> None:
    assert known_names().find("UNEPTUNE and unep") == []
    assert [h.span for h in known_names().find("UNEP")] == [Span(0, 4)]


def test_dashes_quotes_and_spaces_have_many_forms() -> None:
    (hit,) = known_names().find("Kunming–Montreal  Global Biodiversity Framework")
    assert hit.entries[0].key == "kmgbf"
    assert hit.span == Span(0, 47)


def test_a_ministry_of_another_country_is_not_the_listed_one() -> None:
    found = read("The Ministry of Finance of Peru joined.")
    assert found.entity("Ministry of Finance of Peru").key.startswith("x-")


def test_translators_vary_the_words_of_one_name() -> None:
    found = read(
        "The Bureau of Ecology and Environment of Zhuzhou City wrote."
        " Zhuzhou City Ecological Environment Bureau agreed."
    )
    first, second = found.mentions.of("agency")
    assert first.entity == second.entity


def test_a_rank_finds_the_only_body_of_that_rank() -> None:
    found = zh("湖南省水利厅与长沙市水利局座谈。省水利厅表示支持，市水利局介绍情况。")
    assert found.entity("省水利厅") == found.entity("湖南省水利厅")
    assert found.entity("市水利局") == found.entity("长沙市水利局")


def test_bracketed_abbreviations_are_names_from_then_on() -> None:
    found = read("The Heron Lake Conservation Society (HLCS) grew. In May HLCS opened a house.")
    assert len({m.entity for m in found.mentions.of("agency")}) == 1


def test_a_definition_overrides_what_the_authority_data_says() -> None:
    found = read("The Namibia Environment Agency (NEA) replied. NEA was pleased.")
    assert {m.entity for m in found.mentions.of("agency")} == {
        found.entity("Namibia Environment Agency")
    }


def test_short_forms_that_the_text_declares() -> None:
    found = zh("湖南省鹤岭环境研究院（以下简称鹤岭院）成立。鹤岭院将开展研究。")
    assert found.entity("鹤岭院") == found.entity("湖南省鹤岭环境研究院")
    labels = [label.text for m in found.mentions.minted for label in m.labels]
    assert "鹤岭院" not in labels


def test_chinese_bodies_are_shortened_to_place_and_head() -> None:
    found = zh("湖南省湿地保护学会年会开幕。湖南学会理事长致辞。")
    assert found.entity("湖南学会") == found.entity("湖南省湿地保护学会")


def test_keys_are_a_function_of_name_and_place() -> None:
    text = plain_text("The Heron Society of Hunan Province met.")
    (here,) = find_mentions(text, SOURCE).minted
    (there,) = find_mentions(text, "https://elsewhere.example/2").minted
    assert here.ref == there.ref
    assert here.ref.key == f"x-{h16(here.identity)}"


def test_a_name_without_place_belongs_to_its_source() -> None:
    text = plain_text("Brightwater University took part.")
    (here,) = find_mentions(text, SOURCE).minted
    (there,) = find_mentions(text, "https://elsewhere.example/2").minted
    assert here.ref != there.ref


@given(st.text(max_size=80))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=12),
    st.integers(0, 30),
    st.integers(1, 6),
)
def test_a_cover_answers_as_a_search_through_all_spans(
    pairs: list[tuple[int, int]], start: int, length: int
) -> None:
    spans = [Span(a, a + n) for a, n in pairs]
    asked = Span(start, start + length)
    assert Cover(spans).covers(asked) == any(s.covers(asked) for s in spans)
    assert Cover(spans).overlaps(asked) == any(s.overlaps(asked) for s in spans)


def test_a_name_that_loses_words_in_its_middle_is_the_same_body() -> None:
    found = read(
        "The Su Province Environmental Protection Group came. Su Environmental Group stayed."
    )
    first, second = found.mentions.of("agency")
    assert first.entity == second.entity
    apart = read("The Su Province Environmental Protection Group came. Su Water Group stayed.")
    assert len({mention.entity for mention in apart.mentions.of("agency")}) == 2
