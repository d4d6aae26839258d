"""The damage of docs/recovery.md done to clean text: what mirror sites do, step by step."""

from collections.abc import Collection
from dataclasses import dataclass

import opencc

from kg.text.readings import _table

INVISIBLE = b"\x01"  # the byte put before punctuation; nobody sees it
PUNCTUATION = "。！；？"
_HALF_WIDTH = str.maketrans("，：；！？（）", ",:;!?()")


@dataclass(frozen=True)
class Site:
    """One mirror site: its table of characters, how it writes readings, what its dump changes."""

    table: Collection[str] = ()
    toned: bool = True
    spaced: bool = False
    tears_punctuation: bool = False
    half_width: bool = True
    traditional: bool = True


def traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text)).replace("陝", "陜")


def reading(character: str) -> str:
    return _table().get(str(ord(character)), "").split(",")[0]


def damage(text: str, site: Site) -> str:
    """Return `text` as the site shows it. Characters outside GBK raise UnicodeEncodeError."""
    stream = (traditional(text) if site.traditional else text).encode("gbk")
    for character in site.table:
        spelt = reading(character)
        if not site.toned:
            spelt = spelt.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔù", "aaaaeeeeiiiioooouuuu"))
        bracket = f"({spelt}{' ' if site.spaced else ''})".encode("gb18030")
        stream = stream.replace(character.encode("gbk"), character.encode("gbk") + bracket)
    if site.tears_punctuation:
        for mark in PUNCTUATION:
            stream = stream.replace(mark.encode("gbk"), INVISIBLE + mark.encode("gbk"))
    shown = decode(stream).replace(INVISIBLE.decode(), "")
    return shown.translate(_HALF_WIDTH) if site.half_width else shown


def decode(stream: bytes) -> str:
    """Read GBK as browsers of such sites do: an impossible pair is one question mark."""
    shown: list[str] = []
    at = 0
    while at < len(stream):
        lead = stream[at]
        if lead <= 0x80:
            shown.append("€" if lead == 0x80 else chr(lead))
            at += 1
            continue
        pair = stream[at : at + 2]
        try:
            shown.append(pair.decode("gb18030"))
        except UnicodeDecodeError:
            shown.append("?")
        at += 2
    return "".join(shown)


def half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH)
