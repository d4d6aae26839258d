"""One event per happening; masked lines; anchors that only wording moves."""

from extract.article_reading import read
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import find_dates
from kg.extract.events_days import joined
from kg.extract.mentions import find_mentions
from kg.extract.resolve import overlap
from kg.extract.scene import lines
from kg.extract.series import number_of, ordinal
from kg.model import OffsetMap, PartialDate, Text

ARTICLE = (
    "Forum on rivers held in Wuhan\n"
    "The forum on rivers was held in Wuhan on 12 June 2024. The forum was hosted by the United"
    " Nations Development Programme. Participants of the forum met in three halls.\n\n"
    "In May 2019 a forum on lakes was held in Nanning. The World Wide Fund for Nature attended it."
)


def date(edtf: str) -> PartialDate:
    return PartialDate(edtf, None, None, None, None, "day", "explicit")


def test_sentences_about_one_forum_make_one_event() -> None:
    assert read(ARTICLE).kinds == [("Forum", "held", "2024-06-12")]


def test_a_paragraph_about_the_past_keeps_its_bodies_to_itself() -> None:
    assert "World Wide Fund for Nature" not in read(ARTICLE).roles


def test_anchors_rest_on_the_sentence_and_not_on_what_stands_around_it() -> None:
    before = read(ARTICLE).event.anchor
    after = read(ARTICLE.replace("three halls", "four halls"), published="2024-06-20").event.anchor
    assert before == after
    assert before.number == 1


def test_reading_is_deterministic() -> None:
    assert read(ARTICLE).extraction == read(ARTICLE).extraction


def test_dates_of_which_one_lacks_the_year_meet_by_month_and_day() -> None:
    assert overlap(date("XXXX-05-24/XXXX-05-28"), date("2023-05-26"))
    assert not overlap(date("XXXX-05-24"), date("2023-06-24"))
    assert overlap(date("2023-05"), date("2023-05-26"))
    assert not overlap(date("2022"), date("2023-05-26"))


def test_opening_and_close_make_one_interval() -> None:
    assert joined(date("2024-02-26"), date("2024-03-01")).edtf == "2024-02-26/2024-03-01"


def test_masked_lines_lead_back_to_the_text() -> None:
    reading = read(ARTICLE)
    clean = reading.text.clean
    scene = lines(
        reading.text,
        find_mentions(reading.text, "key"),
        find_dates(reading.text, published="2024-06-19"),
    )
    for line in scene:
        assert line.clean(0, len(line.text)) == line.span
        for item in line.items:
            assert line.clean(item.at, item.at + 1) == item.span
            assert item.anaphor or item.span.of(clean).startswith(item.surface)


@given(st.text(alphabet="会议论坛在举行。，；月日12（）\ue000\ue301 aA", max_size=80))
def test_any_text_can_be_masked(words: str) -> None:
    text = Text(words, words, OffsetMap.identity(len(words)), (), (), (), "zh-Hans")
    assert lines(text, find_mentions(text, "key"), find_dates(text, published=None)) == ()


def test_ordinals_give_number_and_lasting_name() -> None:
    assert ordinal("在成都召开中国—东盟第十二次环境合作对话") == (12, "中国—东盟环境合作对话")
    assert ordinal("the 25th Tripartite Environment Ministers Meeting took place") == (
        25,
        "Tripartite Environment Ministers Meeting",
    )
    assert ordinal("the first time") is None


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_below_a_hundred(value: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    numeral = (digits[tens] if tens > 1 else "") + ("十" if tens else "")
    numeral += digits[ones] if ones else ""
    assert number_of(numeral) == value


def test_the_day_on_which_a_workshop_ends_is_told_by_a_sentence_of_its_own() -> None:
    reading = read(
        "Workshop in Lima\n"
        "The World Bank will host a workshop in Lima, beginning on Wednesday, 26 June 2024. The"
        " workshop concludes on Friday, 28 June 2024."
    )
    assert reading.kinds == [("Workshop", "planned", "2024-06-26/2024-06-28")]
