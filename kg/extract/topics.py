"""What a document is about: topics whose words its title and sentences hold.

Words in the name of a body count for nothing, for a ministry of water may speak of forests.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from kg.extract.names_lexicon import rows
from kg.extract.names_parts import Cover
from kg.model import Span, Text, len_of
from kg.text.sifting import automaton_of, found_by, lowered

_IN_TITLE: Final = 2  # a word of the headline counts as much as so many of the text
_LEAST: Final = 2
_SHARE: Final = 0.3  # of what the foremost topic has: what is less is mentioned in passing
_MOST: Final = 5
_TOLD: Final = frozenset({"title", "body"})


class _Words(NamedTuple):
    automaton: AhoCorasick
    topics: tuple[str, ...]  # of each word of the automaton


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = {
        word.strip(): row["topic"]
        for row in rows("topics.csv")
        for language in ("en", "zh")
        for word in row[language].split(";")
    }
    return _Words(automaton_of(table), tuple(table.values()))


def topics_of(text: Text, bodies: Iterable[Span]) -> tuple[str, ...]:
    """Return notations of the scheme topic, the foremost first."""
    automaton, topics = _words()
    named = Cover(bodies)
    weights: Counter[str] = Counter()
    told = [block for block in text.blocks if block.kind in _TOLD]
    low = lowered("\n".join([block.span.of(text.clean) for block in told]))
    at = bound = shift = 0  # the block, where the next one begins in `low`, the way to `clean`
    for number, start, end in found_by(automaton, low):
        while start >= bound:
            block, at = told[at], at + 1
            shift, bound = block.span.start - bound, bound + len_of(block.span) + 1
        if _is_whole(low, start, end) and not named.covers(Span(start + shift, end + shift)):
            weights[topics[number]] += _IN_TITLE if block.kind == "title" else 1
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    least = max(_LEAST, _SHARE * ranked[0][1]) if ranked else 0
    return tuple(topic for topic, weight in ranked[:_MOST] if weight >= least)


def _is_whole(low: str, start: int, end: int) -> bool:
    """Whether a word begins and ends there; an English one may stand in the plural."""
    if not low[start].isascii():
        return True
    end += low.startswith("s", end)
    return not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum())
