"""How text is written for the index, so that what people type finds it.

Latin words stand as they are, for the stemmer; each Chinese character is a word of its own, so that
a run of them is a phrase, in simplified form whatever form it came in. Pinyin is an extra key.
"""

import re
from collections.abc import Iterator
from typing import Final

from kg.iris import fold
from kg.text.language import simplified
from kg.text.readings import pinyin as syllables_of

_CLASS: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN: Final = re.compile(f"[{_CLASS}]")
_RUNS: Final = re.compile(rf"[{_CLASS}]+|[^\W_{_CLASS}]+")
_LONGEST_WORD: Final = 64


def words(text: str) -> Iterator[str]:
    """Yield words, and runs of Chinese characters, folded and in simplified form."""
    for run in _RUNS.finditer(simplified(fold(text))):
        yield run[0][:_LONGEST_WORD]


def indexed(text: str) -> str:
    """Return text for the index."""
    return " ".join(" ".join(word) if HAN.match(word) else word for word in words(text))


def pinyin(text: str) -> str:
    """Return the readings of the Chinese in a text: by syllables, and each run as one word."""
    runs = [word for word in words(text) if HAN.match(word)]
    readings = [syllables_of(run) for run in runs]
    return " ".join(f"{' '.join(syllables)} {''.join(syllables)}" for syllables in readings)
