"""Wrong charsets, escaped and invisible signs, lines broken to fit a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.offsets import View
from kg.text.transport import transported
from kg.text.wrapping import unwrapped

CHINESE = (
    "生态环境部在北京举行会议，双方签署了谅解备忘录。\n"
    "会议由国际司主办，中方代表出席。第三届论坛将在昆明召开，省厅派员参加。\n"
)
WESTERN = "The minister’s “green deal” — forêt, Béchu, naïve café: signed at the château."


def mended(text: str) -> str:
    return View.of(text).patched(transported(text)).text


def test_utf8_read_as_gbk() -> None:
    assert mended(CHINESE.encode().decode("gb18030", "replace")) == CHINESE


def test_utf8_read_as_gbk_by_windows() -> None:
    shown = CHINESE.encode().decode("gb18030", "surrogateescape").replace("\udc80", "€")
    assert mended("".join("?" if "\udc80" <= c <= "\udcff" else c for c in shown)).startswith(
        "生态"
    )


def test_gbk_read_as_latin1() -> None:
    assert mended(CHINESE.encode("gbk").decode("latin-1")) == CHINESE


def test_utf8_read_as_windows_1252() -> None:
    shown = "".join(
        bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in WESTERN.encode()
    )
    assert mended(shown) == WESTERN


@pytest.mark.parametrize("text", [CHINESE, WESTERN, "Él está aquí, señor.", "Ô Vũ Phương Thảo"])
def test_whole_text_stays(text: str) -> None:
    assert transported(text) == []


def test_escaped_and_invisible_signs() -> None:
    text = "A&amp;B &ldquo;x&rdquo; zero\u200bwidth &unknown; R&D"
    assert mended(text) == "A&B “x” zerowidth &unknown; R&D"


def test_wrapped_english_becomes_paragraphs() -> None:
    text = (
        "The two ministries met in the capital in order to renew the memo-\n"
        "randum of understanding on the environment which had been signed\n"
        "five years before, and agreed that a joint committee would\n"
        "follow its implementation from the next spring on.\n\n"
        "A second meeting is planned."
    )
    clean = View.of(text).patched(unwrapped(text)).text
    assert clean.count("\n") == 2
    assert "renew the memorandum of understanding on the environment which had" in clean


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    text = (
        "省生态环境厅与市人民政府在省会举行会议，双方签署了合\n"
        "作备忘录，并就水质监测、数据共享、联合执法等事项交换\n"
        "了意见。会议由副厅长主持，各处室负责人参加，市生态环\n"
        "境局作了汇报。\n\n会后参观。"
    )
    clean = View.of(text).patched(unwrapped(text)).text
    assert "签署了合作备忘录" in clean and "市生态环境局作了汇报。\n\n会后" in clean


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    view = View.of(text).patched(transported(text))
    view.patched(unwrapped(view.text))
