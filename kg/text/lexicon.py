"""Words by which a character that was lost between two others is known again."""

from functools import cache
from pathlib import Path
from typing import Final

import rjieba

from kg.authority import authority
from kg.model import Certainty
from kg.text.gbk import commonness
from kg.text.language import simplified

_WORDS: Final = Path(__file__).with_name("words.txt")
_LONGEST: Final = 4
_OPENERS: Final = "“《（【"
_STOPS: Final = "。"


@cache
def _pieces() -> frozenset[str]:
    """Return pieces of 2 to 4 characters from names and everyday words, in simplified form."""
    words = _WORDS.read_text(encoding="utf-8").split()
    names = {
        label.text
        for entry in authority().entries
        for label in entry.names()
        if label.language in {"zh-Hans", "zh"}
    }
    pieces = {word for word in words if len(word) <= _LONGEST}
    for text in (*words, *names):
        pieces.update(_cut(text))
    return frozenset(pieces)


def _cut(text: str) -> set[str]:
    """Return what a name is told by: short names whole, of longer ones all stretches of 3 and 4."""
    lengths = range(3, _LONGEST + 1)
    found = {text[i : i + n] for n in lengths for i in range(len(text) - n + 1)}
    return found | ({text} if len(text) == 2 else set())


def choose(before: str, options: tuple[str, ...], after: str) -> tuple[str, Certainty] | None:
    """Return the option that fits between two stretches of text, and how sure that is.

    `restored` if a known name or word says so and none speaks for another, `guessed` if only
    the odds of a general dictionary do.
    """
    left, right = simplified(before)[-_LONGEST + 1 :], simplified(after)[: _LONGEST - 1]
    known = {option: _support(left, simplified(option), right) for option in options}
    best = max(known.values(), default=0)
    winners = {simplified(option): option for option in options if known[option] == best}
    if best and len(winners) == 1:
        return next(iter(winners.values())), "restored"
    likely = max(
        winners.values() if best else options,
        key=lambda option: _odds(left, simplified(option), right),
        default=None,
    )
    return (likely, "guessed") if likely else None


def _support(left: str, option: str, right: str) -> int:
    """Return twice the length of the longest known piece across `option`, 0 if there is none."""
    if option in _STOPS and (right[:1] in tuple(_OPENERS) or not right.strip()):
        return 3  # more than nothing, less than a word that ends before a quotation
    text, at = left + option + right, len(left)
    stretches = (
        text[i:j]
        for i in range(max(0, at + len(option) - _LONGEST), at + 1)
        for j in range(max(at + len(option), i + 2), min(len(text), i + _LONGEST) + 1)
    )
    return 2 * max((len(s) for s in stretches if s in _pieces()), default=0)


def _odds(left: str, option: str, right: str) -> tuple[int, int, int]:
    """Rate by a general dictionary: length of the words it falls in, and how common they are."""
    first, last, at = len(left), len(left) + len(option), 0
    length = frequency = 0
    for word in rjieba.cut(left + option + right):
        if at < last and first < at + len(word) and len(word) > 1 and rjieba.has_word(word):
            length, frequency = length + len(word), frequency + int(rjieba.suggest_freq(word))
        at += len(word)
    return length, min(map(commonness, option)), frequency
