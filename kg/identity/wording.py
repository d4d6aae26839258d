"""What two titles have in common: English words and pairs of Chinese characters."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from kg.iris import fold
from kg.text.language import HAN, simplified

_RUN: Final = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_CODE: Final = re.compile(r"[a-z]{2,}\d+|\d+[a-z]{2,}")  # cop16
_SHORTEST: Final = 4
_EMPTY: Final = frozenset((
    *("about", "also", "been", "between", "during", "following", "from", "held", "hold", "holds"),
    *("into", "more", "other", "over", "said", "second", "their", "there", "these", "this"),
    *("under", "upon", "were", "where", "which", "will", "with", "would"),
))  # fmt: skip


def title_words(titles: Iterable[str]) -> frozenset[str]:
    return frozenset(word for title in titles for word in _words(simplified(fold(title))))


def _words(title: str) -> Iterable[str]:
    for run in _RUN.findall(title):
        if HAN.match(run):
            yield from map("".join, pairwise(run))
        elif len(run) >= _SHORTEST and run not in _EMPTY:
            yield run


def codes(words: Iterable[str]) -> frozenset[str]:
    """Return the words that read the same in all languages and name one thing: COP16."""
    return frozenset(filter(_CODE.fullmatch, words))


def wording(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of their words that two titles have in common, 0 across languages."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
