"""Lines that were broken to fit a page, joined into the paragraphs they were."""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span
from kg.text.fields import field
from kg.text.offsets import Patch

_BREAK = re.compile(r"[ ]*\n[ ]*(?=[^\s])")
_WIDEST: Final = 120  # characters of a broken line; longer lines are paragraphs already
_NARROWEST: Final = 18
_FEWEST: Final = 3  # breaks inside a sentence that show that a text is wrapped
_LABEL: Final = 40  # characters of a line in which its label stands
_FULL: Final = 0.75  # of the widest line: a line that was filled
_OPEN_END = re.compile(r"[\w,;，、；)）”’\"'-]$")
_STARTS_ITEM = re.compile(r"[-*•·▪>（(【\[#]|\d{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、")
_HAN = re.compile("[\u3400-\u9fff，、；：。“”（）《》]")


def unwrapped(text: str) -> list[Patch]:
    """Return the patches that join broken lines, none for a text with a paragraph a line."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    if not _NARROWEST < widest <= _WIDEST:
        return []
    patches = list(_joins(text, widest))
    return patches if len(patches) >= _FEWEST else []


def _joins(text: str, widest: int) -> Iterator[Patch]:
    begin = 0
    for match in _BREAK.finditer(text):
        line, start = text[begin : match.start()], match.start()
        begin = match.end()
        if len(line.strip()) < widest * _FULL or not _OPEN_END.search(line):
            continue
        rest = text[match.end() : match.end() + _LABEL]
        if not (_STARTS_ITEM.match(rest) or field(rest)):
            yield _join(line, start, match.end(), rest)


def _join(line: str, start: int, end: int, rest: str) -> Patch:
    if line.endswith("-") and line[-2:-1].isalpha() and rest[0].islower():
        return Patch(Span(start - 1, end), "", "unwrap", "restored")
    between = "" if _HAN.match(line[-1]) and _HAN.match(rest[0]) else " "
    return Patch(Span(start, end), between, "unwrap")
