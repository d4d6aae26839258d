"""Bytes to characters: what a text declares about itself is heard, evidence decides."""

import codecs
import re
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

from kg.errors import BadDocument

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE: Final = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
_SAMPLE: Final = 65_536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BROKEN_SHARE: Final = 0.02  # of the characters beyond ASCII: UTF-8 with a few broken bytes
_CONTROL_SHARE: Final = 0.005


class Decoded(NamedTuple):
    text: str
    charset: str


def decode(content: bytes, path: str, declared: str | None = None) -> Decoded:
    """Return the characters of `content`, and the charset that gave them.

    Raises: BadDocument if the bytes are no text.
    """
    if not content.strip():
        raise BadDocument(path, "it is empty")
    decoded = _by_mark(content) or _by_zeros(content) or _utf8(content, declared)
    if decoded is None and _is_binary(content):
        raise BadDocument(path, "it is binary, not text")
    return decoded or _legacy(content, _known(declared))


def _by_mark(content: bytes) -> Decoded | None:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(charset, "replace"), charset)
    return None


def _by_zeros(content: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: in text with spaces and digits every other byte is often 0."""
    head = content[:_SAMPLE]
    if head.count(0) * 8 < len(head):
        return None
    charset = "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    try:
        text = content.decode(charset)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Decoded(text, charset)


def _utf8(content: bytes, declared: str | None) -> Decoded | None:
    if _is_binary(content):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        beyond = sum(1 for c in text[:_SAMPLE] if c > "\x7f")
        if text[:_SAMPLE].count("�") > beyond * _BROKEN_SHARE:
            return None
        return Decoded(text, "utf-8")
    if b"\x1b" in content and (shifted := _strict(content, _known(declared))):
        return shifted  # ISO-2022 is ASCII with escapes
    return Decoded(text, "utf-8")


def _is_binary(content: bytes) -> bool:
    head = content[:_SAMPLE]
    return len(_CONTROL.findall(head)) > len(head) * _CONTROL_SHARE


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset.strip().lower()).name if charset else None
    except LookupError:
        return None
    return _CHINESE.get(name, name) if name else None


def _strict(content: bytes, charset: str | None) -> Decoded | None:
    if charset is None:
        return None
    try:
        return Decoded(content.decode(charset), charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _legacy(content: bytes, declared: str | None) -> Decoded:
    """Choose among the charsets of before Unicode."""
    chinese = max(("gb18030", "big5hkscs"), key=lambda name: _plainness(content, name))
    if _plainness(content, chinese) > 0.6:
        return Decoded(content.decode(chinese, "replace"), chinese)
    if declared not in {None, "utf-8", "ascii", "gb18030", "big5hkscs"} and (
        decoded := _strict(content, declared)
    ):
        return decoded
    best = from_bytes(content[:_SAMPLE]).best()
    charset = _known(best.encoding if best else None) or declared or "gb18030"
    return Decoded(content.decode(charset, "replace"), charset)


def _plainness(content: bytes, charset: str) -> float:
    """Return which share of the characters beyond ASCII are everyday Chinese in `charset`.

    Both charsets order their characters by use, so a wrong reading lands in the rare half.
    """
    text = content[:_SAMPLE].decode(charset, "replace")
    beyond = [c for c in text if c > "\x7f"]
    if len(beyond) < 4:
        return 0.0
    first, last = ("b0a1", "d7f9") if charset == "gb18030" else ("a440", "c67e")
    common = sum(1 for c in beyond if _in_range(c, charset, first, last))
    return common / len(beyond)


def _in_range(character: str, charset: str, first: str, last: str) -> bool:
    if character in "，。、；：“”《》（）":
        return True
    code = character.encode(charset, "replace").hex()
    return len(code) == 4 and first <= code <= last
