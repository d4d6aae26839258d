"""The part of a text in which the words stand that were looked for."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.search.words import HAN
from kg.text.language import simplified

_BEFORE, _AFTER = 60, 140  # characters of a text shown around a word
_CONVERTED: Final = 20_000  # characters that are tried in simplified form
_STEM: Final = 6  # letters by which a word of a text is taken for one looked for


class Part(NamedTuple):
    """Part of a text, which is a word that was looked for or not."""

    text: str
    is_sought: bool


def extract(text: str, asked: Sequence[str]) -> tuple[Part, ...]:
    """Return the part of a text around the first word looked for, cut at those words."""
    stems = (re.escape(word if HAN.match(word) else word[:_STEM]) for word in asked)
    pattern = re.compile("|".join(rf"{stem}[a-z]*" for stem in stems))
    alike = _in_place(text, text.casefold(), len(text))
    first = pattern.search(alike)
    if first is None:
        alike = _in_place(text, simplified(text[:_CONVERTED]), _CONVERTED)
        first = pattern.search(alike)
    if first is None:
        return ()
    start, end = max(0, first.start() - _BEFORE), min(len(text), first.end() + _AFTER)
    parts, at = [], start
    for match in pattern.finditer(alike, start, end):
        parts += [Part(text[at : match.start()], False), Part(text[slice(*match.span())], True)]
        at = match.end()
    return tuple(part for part in (*parts, Part(text[at:end], False)) if part.text)


def _in_place(text: str, beginning: str, length: int) -> str:
    """Return a text with another beginning in place of so many characters, if it is as long."""
    return beginning + text[length:] if len(beginning) == len(text[:length]) else text
