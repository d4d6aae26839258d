"""Charsets: evidence in the bytes beats what is declared about them."""

import pytest

from kg.errors import BadDocument
from kg.text.decode import decode

CHINESE = "省生态环境厅与市人民政府签署合作备忘录，双方将在水质监测方面加强交流。"
TRADITIONAL = "環境局與地政總署簽署合作備忘錄，雙方將於水質監測方面加強交流，並定期會面。"
FRENCH = "La délégation a été reçue à Nîmes, où les deux parties ont signé un mémorandum."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (CHINESE + " 2023 and some plain words to go with it", "utf-16-le"),
        (TRADITIONAL, "big5"),
        (FRENCH, "utf-8"),
    ],
)
def test_text_is_read_without_a_declaration(text: str, charset: str) -> None:
    assert decode(text.encode(charset), "x").text == text


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "big5", "no-such-charset", ""])
def test_a_wrong_declaration_does_not_win(declared: str) -> None:
    assert decode(CHINESE.encode("gb18030"), "x", declared).text == CHINESE
    assert decode(CHINESE.encode(), "x", declared).text == CHINESE


def test_a_declaration_decides_where_bytes_do_not() -> None:
    assert decode(FRENCH.encode("cp1252"), "x", "windows-1252").text == FRENCH


def test_a_few_broken_bytes_do_not_make_it_another_charset() -> None:
    content = (CHINESE * 20).encode() + b"\xe7\x94"
    decoded = decode(content, "x")
    assert decoded.charset == "utf-8"
    assert decoded.text.startswith(CHINESE)


@pytest.mark.parametrize(
    "content", [b"", b" \n ", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\0\0\0"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument, match=r"empty|binary"):
        decode(content, "picture.txt")
