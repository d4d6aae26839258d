"""What transport does to a text: signs nobody sees, escaped signs, bytes in a wrong charset."""

import codecs
import html
import re
from collections.abc import Iterator
from typing import Final

from kg.model import Certainty, Span
from kg.text.gbk import commonness
from kg.text.lexicon import choose
from kg.text.offsets import Patch

_INVISIBLE: Final = "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad"
_HIDDEN = re.compile(
    f"[&{_INVISIBLE}](?:(?<!&)[{_INVISIBLE}]*"
    "|(?<=&)(?:amp;)?(?:[a-zA-Z]{2,8}|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});)"
)

# UTF-8 read byte by byte: a lead byte as a Western letter, then signs in place of the rest.
_WESTERN: Final = {chr(b): b for b in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    _WESTERN[bytes((_byte,)).decode("cp1252", "ignore") or chr(_byte)] = _byte
_TRAILS: Final = "".join(re.escape(c) for c, b in _WESTERN.items() if b < 0xC0)
_AS_WESTERN = re.compile(
    f"[\u00c2-\u00df][{_TRAILS}]|[\u00e0-\u00ef][{_TRAILS}]{{2}}|[\u00f0-\u00f4][{_TRAILS}]{{3}}"
)
_CHINESE_AS_WESTERN = re.compile("(?:[\u00a1-\u00fe][\u00a1-\u00fe]){2,}")
_BEYOND_LETTERS: Final = re.compile("[\u00a1-\u00fe]")  # both need one
_FEWEST: Final = 3
_UTF8: Final = codecs.getincrementaldecoder("utf-8")

# The most used characters of Chinese text as they look when UTF-8 is read as GBK.
_AS_GBK: Final = ("锛", "銆", "鐨", "鈥", "鍦", "涓", "鎴", "鏄", "浜嗭")
_AS_GBK_SHARE: Final = 0.02
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+\??")
_CONTEXT: Final = 8


def transported(text: str) -> list[Patch]:
    """Return the patches that undo it, none for a text that came whole."""
    if sum(map(text.count, _AS_GBK)) > max(_FEWEST, len(text) * _AS_GBK_SHARE):
        return list(_utf8_as_gbk(text))
    western = _BEYOND_LETTERS.search(text)
    garbled = list(_gbk_as_western(text)) or list(_utf8_as_western(text)) if western else []
    return list(_apart(sorted((*_hidden(text), *garbled), key=lambda patch: patch.span)))


def _apart(patches: list[Patch]) -> Iterator[Patch]:
    at = 0
    for patch in patches:
        if patch.span.start >= at:
            yield patch
            at = patch.span.end


def _hidden(text: str) -> Iterator[Patch]:
    for match in _HIDDEN.finditer(text):
        found = match[0]
        plain = html.unescape(html.unescape(found)) if found[0] == "&" else ""
        if plain != found:
            yield Patch(Span(*match.span()), plain, "unescape" if plain else "invisible")


def _utf8_as_western(text: str) -> Iterator[Patch]:
    found = list(_AS_WESTERN.finditer(text))
    if len(found) < _FEWEST:
        return
    for match in found:
        try:
            plain = bytes(_WESTERN[c] for c in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield Patch(Span(*match.span()), plain, "charset")


def _gbk_as_western(text: str) -> Iterator[Patch]:
    for match in _CHINESE_AS_WESTERN.finditer(text):
        plain = match[0].encode("latin-1").decode("gb18030", "replace")
        if sum(map(commonness, plain)) >= 1.5 * len(plain) and len(plain) > _FEWEST:
            yield Patch(Span(*match.span()), plain, "charset")


def _utf8_as_gbk(text: str) -> Iterator[Patch]:
    last = ""
    for match in _BEYOND_ASCII.finditer(text):
        for patch in _regrouped(match[0], match.start(), last):
            last = (last + patch.text)[-_CONTEXT:]
            yield patch


def _regrouped(run: str, start: int, before: str) -> Iterator[Patch]:
    """Read the bytes of a run as UTF-8, one patch wherever both readings have a border."""
    decoder, first, plain = _UTF8(), 0, ""
    for index, shown in enumerate(run, 1):
        pending = decoder.getstate()[0]
        certainty: Certainty = "exact"
        try:
            if shown == "\ufffd" and len(pending) == 1:
                decoder.decode(b"\x80")  # the one byte that no GBK decoder has a sign for
            elif shown in "?\ufffd" and pending:
                decoder.reset()
                plain, certainty = _mended(pending, before + plain, plain)
            else:
                plain += decoder.decode(b"\x80" if shown == "€" else shown.encode("gb18030"))
        except UnicodeDecodeError:
            decoder, first, plain = _UTF8(), index, ""
        if plain and not decoder.getstate()[0]:
            yield Patch(Span(start + first, start + index), plain, "charset", certainty)
            before, first, plain = (before + plain)[-_CONTEXT:], index, ""


def _mended(pending: bytes, before: str, plain: str) -> tuple[str, Certainty]:
    """Return a character whose last byte is lost, behind the text read before it."""
    wholes = (pending + bytes((trail,)) for trail in range(0x80, 0xC0))
    options = tuple(whole.decode("utf-8", "ignore") for whole in wholes)
    chosen = choose(before, tuple(c for c in options if c and commonness(c)), "")
    return (plain + chosen[0], chosen[1]) if chosen else (plain, "exact")
