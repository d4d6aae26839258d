"""Which Latin words are Chinese names in pinyin."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.names_lexicon import section

_SURNAMES: Final = frozenset(section("en", "pinyin-surnames"))
_INITIAL: Final = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL: Final = (
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui"
    "|uo|"
    "er|a|o|e|i|u|v)"
)
_SYLLABLE: Final = _INITIAL + _FINAL
_GIVEN = re.compile(rf"{_SYLLABLE}['’-]?(?:{_SYLLABLE})?", re.I)


def is_given_name(word: str) -> bool:
    """Is it one or two syllables of pinyin?"""
    return bool(_GIVEN.fullmatch(word))


def is_chinese_surname(word: str) -> bool:
    return word.lower() in _SURNAMES


def is_chinese_name(words: Sequence[str]) -> bool:
    """Is this a name in pinyin, in either order?"""
    if len(words) != 2:
        return False
    family, given = words
    return (is_chinese_surname(family) and bool(_GIVEN.fullmatch(given))) or (
        is_chinese_surname(given) and bool(_GIVEN.fullmatch(family)) and len(family) > 3
    )
