"""English text as the words that tell persons: parts of names, and nouns of office."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kg.extract.names_lexicon import (
    DEMONYMS,
    HEADS_EN,
    NOT_IN_NAMES_EN,
    PLURAL_HEADS_EN,
    SUBJECTS_EN,
    section,
)
from kg.extract.people_pinyin import is_chinese_name, is_chinese_surname, is_given_name
from kg.model import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʻ`-][^\W\d_]+)*(?:['’](?= [A-Z]))?|\d[\w.,%-]*|[^\w\s]|\n")
_NOUNS: Final = frozenset(section("en", "office-nouns"))
_PLURALS: Final = {f"{noun}s": noun for noun in _NOUNS} | {
    "secretaries": "secretary", "directors-general": "director-general",
}  # fmt: skip
_SHORT_NOUNS: Final = frozenset(
    {"PS", "CS", "CEO", "EVP", "VP", "CFO", "COO", "CTO", "MP", "MEP", "DG", "DDG"}
)
CHIEFS: Final = frozenset({"executive", "point"})
_QUALIFIERS: Final = frozenset(section("en", "office-qualifiers"))
_TRAILING: Final = frozenset({"general", "designate", "elect", "emeritus", "officer"})
_PARTICLES: Final = frozenset(section("en", "name-particles"))
_HONORIFICS: Final = frozenset(word.lower() for word in section("en", "honorifics"))
_SURNAMES: Final = frozenset(section("en", "surnames-first"))
_NEVER: Final = frozenset(section("en", "not-persons"))
_ALSO_NAMES: Final = frozenset(section("en", "also-names"))
_ELIDED: Final = frozenset("'’")  # "d'Almeida"
_POSSESSIVE = re.compile(r"['’]s$")
_ADVERBIAL = re.compile(r"[A-Z][a-z]{3,}(?:ing|ly|ed)$")
_SHORTEST_CAPITALS: Final = 3
_LONGEST_PLAIN: Final = 4
_GENERATIONS: Final = 3  # "Omar bin Ali bin Hamad bin Said Al Hadi"
_KEPT: Final = 8_192  # words whose kind is remembered
_tuple: Final = tuple.__new__


class Word(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return _low(self.text)

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text[1:2] in _ELIDED and self.text[2:3].isupper())


@lru_cache(maxsize=_KEPT)
def _low(text: str) -> str:
    return _POSSESSIVE.sub("", text.lower()).rstrip("'’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name; `weak` ones need more than their form."""

    span: Span
    words: tuple[str, ...]
    weak: bool = False
    capitals: bool = False  # a part is in capitals, as in LIN Wei

    @property
    def name(self) -> str:
        return " ".join(self.words)


def words_of(text: str, span: Span) -> list[Word]:
    # What `Word(...)` does, in half the time.
    return [
        _tuple(Word, (m[0], m.start(), m.end()))
        for m in _TOKEN.finditer(text, span.start, span.end)
    ]


def office_noun(word: Word) -> tuple[bool, bool]:
    """Say whether the word is a noun of office, and whether it is a plural."""
    return _office_noun(word.text)


@lru_cache(maxsize=_KEPT)
def _office_noun(text: str) -> tuple[bool, bool]:
    low = _low(text)
    if low in _NOUNS:
        return True, False
    if text in _SHORT_NOUNS:
        return True, False
    if low in _PLURALS:
        return True, True
    parts = low.split("-")
    if len(parts) > 1 and all(p in _NOUNS or p in _QUALIFIERS or p in _TRAILING for p in parts):
        return any(p in _NOUNS for p in parts), False
    return False, False


@lru_cache(maxsize=_KEPT)
def may_be_office(text: str) -> bool:
    """Tell nouns of office, and those that are one behind "chief" or "focal"."""
    return _office_noun(text)[0] or _low(text) in CHIEFS


def may_be_surname(text: str) -> bool:
    """Is it a surname of East Asia, which stands first?"""
    return is_chinese_surname(text) or _low(text) in _SURNAMES


def is_qualifier(word: Word) -> bool:
    return all(part in _QUALIFIERS for part in word.low.split("-"))


def is_trailing(word: Word) -> bool:
    return word.low in _TRAILING


def is_topic(word: Word) -> bool:
    """Is it a word that offices and bodies are about, or that no name contains?"""
    low = word.low
    return (
        low in SUBJECTS_EN
        or low in HEADS_EN
        or low in PLURAL_HEADS_EN
        or low in _NEVER
        or all(part in SUBJECTS_EN for part in low.split("-"))
    )


def is_word(word: Word) -> bool:
    """Is it a capitalised word that is no part of a name?"""
    return _is_word(word.text)


@lru_cache(maxsize=_KEPT)
def _is_word(text: str) -> bool:
    word = Word(text, 0, len(text))
    low = word.low
    if low in _ALSO_NAMES:
        return False
    first = low.split("-")[0]
    return (
        low in NOT_IN_NAMES_EN
        or first in {"vice", "deputy", "co", "non", "sub"}
        or is_topic(word)
        or is_qualifier(word)
        or office_noun(word)[0]
        or low in DEMONYMS
        or low in _HONORIFICS
    )


class Candidates:
    """Runs of capitalised words that may be names."""

    def __init__(self, text: str, words: Sequence[Word], walls: set[int], towns: set[int]) -> None:
        """`walls` and `towns` are the numbers of words inside names of bodies and of towns."""
        self.text = text
        self.words = words
        self.walls = walls
        self.towns = towns

    def __iter__(self) -> Iterator[Candidate]:
        after = 0
        for position, word in enumerate(self.words):
            if position < after or not word.text[0].isupper() or position in self.walls:
                continue  # no name begins here
            after = self._run(position)
            found = self._candidate(position, after) if after > position else None
            if found is not None:
                yield found

    def _run(self, start: int) -> int:
        end, last = start, start
        while end < len(self.words) and self._adjoins(start, end):
            if self._part(end, start):
                end = last = end + self._width(end)
            elif end > start and self.words[end].text in _PARTICLES:
                end += 1
            else:
                break
            if self.words[last - 1].text.endswith(("'s", "’s")):
                break
        return last

    def _width(self, position: int) -> int:
        return 2 if self._initial(position) else 1

    def _initial(self, position: int) -> bool:
        """Is this the "A." of "Joan A. Brook"?"""
        word = self.words[position]
        if len(word.text) > 1:
            return False
        following = self.words[position + 1] if position + 1 < len(self.words) else None
        excellency = self.text[max(0, word.start - 3) : word.end + 3].replace(" ", "")
        return (
            "H.E." not in excellency
            and word.capital
            and following is not None
            and following.text == "."
            and following.start == word.end
            and position + 2 < len(self.words)
            and self.words[position + 2].capital
        )

    def _excellency(self, position: int) -> bool:
        """Is this a letter of "H E Ana Torres"?"""
        pair = [w.text for w in self.words[max(0, position - 1) : position + 2]]
        return self.words[position].text in {"H", "E"} and ["H", "E"] in (pair[:2], pair[-2:])

    def _adjoins(self, start: int, position: int) -> bool:
        if position == start:
            return True
        gap = self.text[self.words[position - 1].end : self.words[position].start]
        if not gap:
            return self.words[position - 1].text == "."  # "B.M. Sharma"
        return gap.strip(" ’'") == "" and len(gap) <= 3

    def _part(self, position: int, start: int) -> bool:
        word = self.words[position]
        if position in self.walls or not word.capital:
            return False
        if self._initial(position):
            return True
        if self._excellency(position):
            return False
        if word.low in _HONORIFICS and position - start > 1:
            return True  # "Ali Hassan Sheikh"
        if is_word(word):
            if position == start + 1 and is_chinese_surname(self.words[start].text):
                return is_given_name(word.text)  # "Zhou Jun"
            return word.text == "He" and self._given_follows(position)
        if position == start and position == 0 and _ADVERBIAL.match(word.text):
            return is_chinese_surname(word.text) or is_given_name(word.text)
        if not word.text.isupper():
            return True
        if position > start and self._office_follows(position):
            return True  # "Siti ONG, Deputy Director"
        return len(word.text) == 1 or self._shouted_name(word, first=position == start)

    def _office_follows(self, position: int) -> bool:
        following = self.words[position + 1 : position + 3]
        if len(following) < 2 or following[0].text != "," or not following[1].capital:
            return False
        return office_noun(following[1])[0] or is_qualifier(following[1])

    def _given_follows(self, position: int) -> bool:
        following = self.words[position + 1 : position + 2]
        return bool(following) and following[0].capital and is_given_name(following[0].text)

    def _shouted_name(self, word: Word, *, first: bool) -> bool:
        """May a word in capitals be a surname? Those of East Asia come first."""
        if may_be_surname(word.text):
            return True
        if first:
            return False
        return len(word.text) > _SHORTEST_CAPITALS and bool(re.search("[AEIOUY]", word.text))

    def _candidate(self, start: int, end: int) -> Candidate | None:
        start, end = self._without_towns(start, end)
        words = self.words[start:end]
        names = [w for w in words if w.text != "."]
        particles = sum(w.text in _PARTICLES for w in names)
        longest = _LONGEST_PLAIN + 2 * min(particles, _GENERATIONS)
        if not names or len(names) > longest or all(len(w.text) == 1 for w in names):
            return None
        span = Span(words[0].start, words[-1].end)
        surface = _POSSESSIVE.sub("", span.of(self.text))
        span = Span(span.start, span.start + len(surface))
        capitals = any(len(w.text) > 1 and w.text.isupper() for w in names)
        if capitals and all(w.text.isupper() for w in names):
            return None
        towns = any(i in self.towns for i in range(start, end))
        common = any(w.low in _ALSO_NAMES for w in names)
        parts = tuple(surface.split())
        weak = (towns and not is_chinese_name(parts)) or common
        return Candidate(span, parts, weak, capitals)

    def _without_towns(self, start: int, end: int) -> tuple[int, int]:
        """Drop a town before or behind a name that is whole without it."""
        texts = [w.text for w in self.words[start:end]]
        if is_chinese_name(texts):
            return start, end
        while end - start > 2 and start in self.towns:
            start += 1
        while end - start > 2 and end - 1 in self.towns:
            end -= 1
        return start, end
