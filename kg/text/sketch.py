"""A fingerprint of a text: texts that are nearly the same have nearly the same one.

Source: one permutation hashing (Li, Owen, Zhang 2012), of which a byte per bin is kept.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from operator import eq, or_
from typing import Final
from zlib import crc32

from kg.model import BlockKind, Text

_TOKEN: Final = re.compile(r"[\u3400-\u9fff]|\d+|[^\W\d_\u3400-\u9fff]+")
_WIDTH: Final = 4  # tokens in a shingle: words, numbers, Chinese characters
_WORDS: Final = 128  # bins of shingles
_FIGURES: Final = 32  # bins of numbers
_SHORTEST: Final = 80  # shingles; what is shorter is like many another
_READ: Final[frozenset[BlockKind]] = frozenset({"title", "body", "caption"})
_NONE: Final = 1 << 32  # more than any hash
_BAND: Final = 3  # bins that agree in a band
_BANDS: Final = 12


def text_sketch(text: Text) -> str:
    """Return the fingerprint of the article, "" where it is too short to be told from others."""
    read = [s.span.of(text.clean) for s in text.sentences if text.blocks[s.block].kind in _READ]
    tokens = _TOKEN.findall("\n".join(read).casefold())
    shingles = set(map("".join, zip(*(tokens[at:] for at in range(_WIDTH)), strict=False)))
    if len(shingles) < _SHORTEST:
        return ""
    figures = {token for token in tokens if token.isdecimal()}
    return b64encode(_least(shingles, _WORDS) + _least(figures, _FIGURES)).decode()


def _least(items: Iterable[str], bins: int) -> bytes:
    """Return a byte of the smallest hash in each bin, 0 for an empty one."""
    least = [_NONE] * bins
    for number in map(crc32, map(str.encode, items)):
        if number < least[number % bins]:
            least[number % bins] = number
    return bytes([number // bins % 255 + 1 if number < _NONE else 0 for number in least])


def likeness(one: str, other: str) -> tuple[float, float]:
    """Return what share of their shingles two texts have in common, and of their numbers.

    Of numbers it is a share of the smaller set: a copy may add a date and a telephone number.
    """
    first, second = b64decode(one), b64decode(other)
    shared, used, _ = _counts(first[:_WORDS], second[:_WORDS])
    figures, _, fewest = _counts(first[_WORDS:], second[_WORDS:])
    return shared / used, figures / fewest if fewest else 1.0


def _counts(one: bytes, other: bytes) -> tuple[int, int, int]:
    """Return how many bins agree, how many are filled in either, and how many in the emptier."""
    unused = list(map(or_, one, other)).count(0)
    size = len(one)
    fewest = size - max(one.count(0), other.count(0))
    return sum(map(eq, one, other)) - unused, size - unused, fewest


def bands(sketch: str) -> list[str]:
    """Return names of groups: texts that are nearly the same are in one together."""
    bins = b64decode(sketch)
    parts = (bins[at : at + _BAND] for at in range(0, _BAND * _BANDS, _BAND))
    return [f"{number}:{part.hex()}" for number, part in enumerate(parts) if all(part)]
