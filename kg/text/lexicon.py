"""Words by which a character that was lost between two others is known again."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.authority import authority
from kg.model import Certainty
from kg.text.gbk import commonness, pair, plain
from kg.text.language import simplified

_WORDS: Final = Path(__file__).with_name("words.txt")
_LONGEST: Final = 4
_SHORTEST: Final = 2
_OPENERS: Final = "“《（【"
_STOPS: Final = "。"
_STOP_SUPPORT: Final = 3  # more than nothing, less than a known word


class Pieces(NamedTuple):
    starts: frozenset[str]  # whole short words, and the first four characters of long names
    inside: frozenset[str]  # any four characters in a row of a long name


@cache
def _pieces() -> Pieces:
    """Return what names and everyday words are told by, in simplified form.

    A lost character at the start of a piece has only what follows to prove it, and what follows
    the middle of a name fits behind anything: there only beginnings count.
    """
    words = _WORDS.read_text(encoding="utf-8").split()
    labels = (label for entry in authority().entries for label in entry.names())
    names = [label.text for label in labels if label.language in {"zh-Hans", "zh"}]
    known = [text for text in (*words, *names) if len(text) > 1]
    inside = (text[i : i + _LONGEST] for text in known for i in range(1, len(text) - _LONGEST + 1))
    return Pieces(frozenset(text[:_LONGEST] for text in known), frozenset(inside))


@cache
def words_joined_by(trail: int, lead: int) -> tuple[str, ...]:
    """Return the words of two characters that meet in these two bytes."""
    words = (word for word in _pieces().starts if len(word) == 2)
    codes = ((word, pair(word[0]), pair(word[1])) for word in words)
    return tuple(sorted(w for w, a, b in codes if a and b and (a[1], b[0]) == (trail, lead)))


def choose(before: str, options: tuple[str, ...], after: str) -> tuple[str, Certainty] | None:
    """Return the option that fits between two stretches of text, and how sure that is.

    `restored` if a known name or word says so and none speaks for another, `guessed` if only
    the odds of a general dictionary do.
    """
    left, right = simplified(before[1 - _LONGEST :]), simplified(after[: _LONGEST - 1])
    plainly = {option: "".join(map(plain, option)) for option in options}
    windows = {size: _windows(left, right, size) for size in set(map(len, options))}
    known = _supports(plainly, right, windows)
    best = max(known.values(), default=0)
    if best == _STOP_SUPPORT and (rivals := [o for o, s in plainly.items() if _ends(left, s)]):
        return max(rivals, key=lambda o: _odds(left, plainly[o], right)), "guessed"
    winners = {plainly[option]: option for option in options if known[option] == best}
    if best and len(winners) == 1:
        return next(iter(winners.values())), "restored"
    likely = max(winners, key=lambda said: _odds(left, said, right), default=None)
    return (winners[likely], "guessed") if likely else None


def _ends(left: str, said: str) -> bool:
    """Tell whether a character ends a word that begins with the one before it."""
    import rjieba  # it loads a dictionary, which few processes need

    return bool(left) and bool(rjieba.has_word(left[-1] + said))


def _windows(left: str, right: str, size: int) -> list[tuple[str, str]]:
    """Return what may stand before and behind `size` characters in one piece, most first."""
    sides = [
        (left[len(left) - before :], right[:behind])
        for before in range(len(left) + 1)
        for behind in range(len(right) + 1)
        if _SHORTEST <= before + size + behind <= _LONGEST
    ]
    return sorted(sides, key=lambda side: len(side[0]) + len(side[1]), reverse=True)


def _supports(
    plainly: Mapping[str, str], right: str, windows: Mapping[int, list[tuple[str, str]]]
) -> dict[str, int]:
    """Return twice the length of the longest known piece across each option, 0 without any."""
    pieces = _pieces()
    closes = right[:1] in tuple(_OPENERS) or not right.strip()
    found = {o: _STOP_SUPPORT * (closes and said in _STOPS) for o, said in plainly.items()}
    for size, around in windows.items():
        left = [(o, plainly[o]) for o, known in found.items() if len(o) == size and not known]
        for before, behind in around:
            for option, said in left:
                piece = before + said + behind
                if piece in pieces.starts or (before and piece in pieces.inside):
                    found[option] = 2 * len(piece)
            left = [(option, said) for option, said in left if not found[option]]
    return found


def _odds(left: str, option: str, right: str) -> tuple[int, int, int]:
    """Rate by a general dictionary: length of the words it falls in, and how common they are."""
    import rjieba

    first, last, at = len(left), len(left) + len(option), 0
    length = frequency = 0
    for word in rjieba.cut(left + option + right):
        if at < last and first < at + len(word) and len(word) > 1 and rjieba.has_word(word):
            length, frequency = length + len(word), frequency + int(rjieba.suggest_freq(word))
        at += len(word)
    return length, min(map(commonness, option)), frequency
