"""Patterns that take no notice of case, over text that is lower-cased for them.

An expression that has to compare letters of both cases is several times slower.
"""

import re
import sys
from collections.abc import Iterator
from typing import Final

from kg.extract.linking import lowered
from kg.extract.scene import pattern

_KEPT: Final = re.compile(r"(\\.|\(\?P[<=]\w+|\{[A-Z]\})|.", re.DOTALL)


class AnyCase:
    """A pattern over masked text; what it finds reads in lower case, at the same offsets."""

    def __init__(self, source: str) -> None:
        lower = _KEPT.sub(lambda found: found[1] or found[0].lower(), source)
        self._expression = pattern(lower)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        return self._expression.finditer(lowered(text), start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._expression.search(lowered(text), start, end)
