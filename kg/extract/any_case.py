"""Patterns that take no notice of case, over text that is lower-cased for them.

An expression that has to compare letters of both cases is several times slower.
"""

import re
import sys
from collections.abc import Iterator
from typing import Final

from kg.extract.slots import slots
from kg.text.sifting import Sifted, stretch

_KEPT: Final = re.compile(r"(\\.|\(\?P[<=]\w+|\{[A-Z]\})|.", re.DOTALL)


def lower_case(source: str) -> str:
    """Return a pattern over masked text in lower case."""
    return slots(_KEPT.sub(lambda found: found[1] or found[0].lower(), source))


class AnyCase(Sifted):
    """A pattern over masked text; what it finds reads in lower case, at the same offsets."""

    def __init__(self, source: str) -> None:
        super().__init__(lower_case(source))

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        signs, low = stretch(text)
        return self.expression.finditer(low, start, end) if signs & self.sign else iter(())

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        signs, low = stretch(text)
        return self.expression.search(low, start, end) if signs & self.sign else None
