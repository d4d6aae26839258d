"""The whole way from a document to readable text: kinds of lines, languages, sentences, flaws."""

import hashlib
import time

import pytest
from conftest import SHARED, needs_corpus
from hypothesis import given
from hypothesis import strategies as st
from text.simulated_damage import Site, damage, traditional
from text.test_recover import PROSE, TABLE

from kg.model import Document, Span, Text
from kg.text.clean import clean_text
from kg.text.decode import decode
from kg.text.sentences import LONGEST

ENGLISH = """Home > News > Text

Two ministries renew their memorandum

Source: Ministry of Water   2024-03-05

On March 4, Dr. Li Wei, deputy director of the U.S. desk, met Ms. Anna Berg of the Nordic Council \
in Oslo. They signed a memorandum on water, and agreed to meet again in the autumn.

The venue

The council has worked with the ministry for ten years, and both of them want the work to go on.

Related: Fish prices fall
Copyright 2024 Ministry of Water. All rights reserved."""

CHINESE = """首页 > 新闻 > 正文
两省签署水环境合作协议
发布时间：2024-03-05 来源：省厅
三月四日，两省生态环境厅在省会签署合作协议，副厅长出席签约仪式并讲话。双方将共享监测数据。
本+文`内.容*来-自:某`某^网
上一篇：无 下一篇：无
版权所有 某某网 ICP备00000000号"""


def document(text: str, **declared: str) -> Document:
    content = text.encode("utf-8", "replace")
    digest = hashlib.sha256(content).hexdigest()
    return Document(
        key="k", source_key=digest, digest=digest, content=content, path="d.txt", name="d.txt",
        media_type="text/plain", text=text, charset="utf-8", decoder="text/1", **declared,
    )  # fmt: skip


def kinds(text: Text) -> dict[str, str]:
    return {block.span.of(text.clean)[:8]: block.kind for block in text.blocks}


def test_lines_of_an_english_page_are_told_apart() -> None:
    text = clean_text(document(ENGLISH))
    assert text.language == "en"
    assert list(kinds(text).values()) == [
        "nav", "title", "byline", "body", "caption", "body", "nav", "legal",
    ]  # fmt: skip


def test_lines_of_a_chinese_page_are_told_apart() -> None:
    text = clean_text(document(CHINESE))
    assert list(kinds(text).values()) == [
        "nav", "title", "byline", "body", "noise", "nav", "legal",
    ]  # fmt: skip
    assert text.quality == ("injected-noise",)


def test_a_declared_title_is_found_wherever_it_stands() -> None:
    text = clean_text(document("Agency of the Lake\nA visit\nLong ago.", title="A visit"))
    assert kinds(text)["A visit"] == "title"


def test_a_text_that_breaks_off_is_marked() -> None:
    whole = "The ministry and the council have signed an agreement on the lake, and both of them"
    assert "truncated" in clean_text(document(f"A title\n\n{whole}. They meet, and the")).quality
    assert "truncated" not in clean_text(document(f"A title\n\n{whole} like it.")).quality


def test_abbreviations_do_not_end_sentences() -> None:
    text = clean_text(document(ENGLISH))
    first = next(s for s in text.sentences if text.blocks[s.block].kind == "body")
    assert first.span.of(text.clean).endswith("in Oslo.")


def test_chinese_sentences_keep_their_closing_quotes() -> None:
    text = clean_text(document("会上，他说：“要保护湿地。”随后会议结束。大家离开！"))
    found = [s.span.of(text.clean) for s in text.sentences]
    assert found == ["会上，他说：“要保护湿地。”", "随后会议结束。", "大家离开！"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry and the council have signed an agreement on the lake.", "en"),
        ("El ministerio y el consejo firmaron un acuerdo sobre la protección del lago.", "es"),
        ("Le ministère et le conseil ont signé un accord sur la protection du lac.", "fr"),
        ("Bộ Tài nguyên và Môi trường ký kết thỏa thuận về bảo vệ hồ nước.", "vi"),
        ("两部门签署了关于湖泊保护的协议，双方将加强合作。", "zh-Hans"),
        ("兩部門簽署了關於湖泊保護的協議，雙方將加強合作。", "zh-Hant"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert clean_text(document(text)).language == language


def test_machine_translated_english_is_marked() -> None:
    body = (
        "The two sides of province and city held talk, party group member of hall said work good. "
    )
    text = clean_text(
        document(f"Release Time5 months ago  Page views 7\n5months24on-28Day, {body * 6}")
    )
    assert text.language == "en-t-zh" and "machine-translated" in text.quality
    assert {block.language for block in text.blocks} == {"en-t-zh"}


def test_traditional_pages_read_as_simplified_one_for_one() -> None:
    raw = traditional("两部门签署了关于湖泊保护的协议，陕西派员参加。")
    text = clean_text(document(raw))
    assert text.language == "zh-Hant" and len(text.clean) == len(raw)
    at = text.clean.index("陕西")
    assert text.offsets.raw(Span(at, at + 2)).of(raw) == "陜西"


def test_damaged_pages_are_simplified_chinese_again() -> None:
    text = clean_text(document(damage("\n".join(PROSE), Site(TABLE))))
    assert text.language == "zh-Hans" and "mojibake" in text.quality
    at = text.clean.index("当地时间")
    span = Span(at, at + 4)
    assert text.offsets.raw(span).of(text.raw).startswith("當(dāng)")
    assert text.certainty(span) == "exact"


def hold_invariants(text: Text) -> None:
    """What everybody who reads a Text relies on."""
    for sentence in text.sentences:
        block = text.blocks[sentence.block].span
        assert (
            block.covers(sentence.span) and 0 < sentence.span.end - sentence.span.start <= LONGEST
        )
        raw = text.offsets.raw(sentence.span)
        assert 0 <= raw.start <= raw.end <= len(text.raw)
        evidence = text.evidence(sentence.span, rule="test.sentence", confidence=1)
        assert all(span == raw for span in evidence.spans)
    if not text.edits:
        assert len(text.clean) == len(text.raw)


@given(st.text(alphabet="ab .。？?!\n（()會(huì)态環境5月 \t\r\u3000&;ßé", max_size=200))
def test_any_text_keeps_the_invariants(raw: str) -> None:
    hold_invariants(clean_text(document(raw)))


@given(st.text(max_size=100))
def test_any_characters_keep_the_invariants(raw: str) -> None:
    hold_invariants(clean_text(document(raw)))


@needs_corpus
def test_every_corpus_document_keeps_the_invariants() -> None:
    seen = list((SHARED / "corpus/seeds/docs").iterdir())
    seen += [p for p in (SHARED / "corpus/dev/docs").iterdir() if int(p.stem[4:]) <= 140]
    for path in seen:
        hold_invariants(clean_text(document(decode(path.read_bytes(), path.name).text)))


@pytest.mark.parametrize(
    "filler", ["(", "【", "a.", "\n", "汉", "A b ", "- ", "&amp;", "1年", "http://"]
)
def test_time_is_linear(filler: str) -> None:
    raw = filler * (100_000 // len(filler))
    clean_text(document(raw[:1_000]))
    start = time.process_time()
    clean_text(document(raw))
    assert time.process_time() - start < 3
