"""Named persons: who, in which office, for which body; later short mentions of them too.

Rules of each language propose a name with its offices; this module keeps one person per name
and finds the places where only a surname is left.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extract.names import Office, PersonMention
from kg.extract.names_lexicon import DOUBLE_SURNAMES_ZH
from kg.extract.names_parts import Cover
from kg.extract.people_pinyin import is_chinese_surname
from kg.iris import fold, h8, identity_key, unmarked
from kg.model import EntityRef, Label, MintedEntity, Span
from kg.text.readings import pinyin
from kg.text.sifting import automaton_of, found_by

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PARTS: Final = re.compile(r"[·‧・•.]")
# Surnames whose reading as a name is not the common one.
_READINGS: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "区": "ou", "朴": "piao",
    "盖": "ge", "翟": "zhai", "尉": "wei", "乐": "yue", "缪": "miao", "宓": "mi", "覃": "qin",
    "谌": "chen", "员": "yun", "华": "hua", "任": "ren", "应": "ying", "燕": "yan", "吕": "lu",
}  # fmt: skip
_GIVEN: Final = {"长": "chang"}  # likewise in given names
_VIETNAMESE = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)  # no part stands for the name
_LETTERS: Final = str.maketrans(
    {"ð": "d", "đ": "d", "þ": "th", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_LINKS: Final = frozenset({"de", "del", "da", "do", "dos", "das", "di", "van", "von", "la", "las"})
_GUESSED: Final = 0.7  # confidence of a name without an office
_CHINESE_NAME: Final = 4
_FEW: Final = 40  # names that are sought one by one
_SLOGAN = re.compile(
    r"\s*(?:新时代|(?:生态文明|经济|外交|法治|强军|文化)?思想"
    r"|['’]s (?:\w+ )?(?:[Tt]hought|important)|[Tt]hought)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person as one place of the text names them."""

    span: Span
    name: str
    offices: tuple[Office, ...] = ()
    original: str | None = None  # another form of the name beside it, in brackets
    confidence: float = 0.9


def gather_people(
    text: str, named: Iterable[Named], spans: Sequence[Span], source_key: str
) -> tuple[tuple[PersonMention, ...], tuple[MintedEntity, ...]]:
    """Return every mention of the named persons inside `spans`, and the persons."""
    told = [n for n in named if not _SLOGAN.match(text, n.span.end)]
    outer = Cover(n.span for n in told)
    tails = _tails({n.name for n in told if n.confidence > _GUESSED})
    real = [
        n
        for n in told
        if outer.is_outermost(n.span) and not (n.confidence <= _GUESSED and n.name in tails)
    ]
    people = _people(real, source_key)
    mentions = [
        PersonMention(n.span, people[n.name].ref, n.name, n.offices, n.confidence) for n in real
    ]
    shorts = _short_forms(people)
    taken = Cover(m.span for m in mentions)
    for where in _places_of(shorts, text, spans):
        if not taken.overlaps(where) and not _SLOGAN.match(text, where.end):
            short = where.of(text)
            mentions.append(PersonMention(where, people[shorts[short]].ref, short, (), 0.8))
    unique = {p.ref: p for p in people.values()}
    return tuple(sorted(mentions, key=lambda m: m.span)), tuple(unique.values())


def _places_of(names: Collection[str], text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield where the names stand, the longest at each place, none inside another."""
    if not names:
        return
    found = sorted(_everywhere(names, text))
    for span in spans:
        free, last = span.start, bisect_left(found, (span.end,))
        for start, end in found[bisect_left(found, (span.start,)) : last]:
            if free <= start and -end <= span.end and _stands_alone(text, start, -end):
                free = -end
                yield Span(start, -end)


def _everywhere(names: Collection[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield (where a name begins, how far it reaches, with a minus); few need no automaton."""
    if len(names) > _FEW:
        yield from ((start, -end) for _, start, end in found_by(automaton_of(names), text))
        return
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield start, -start - len(name)
            start = text.find(name, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is this no part of a longer word? Chinese has no space between words."""
    if _HAN.match(text, start):
        return True
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _tails(full: Iterable[str]) -> set[str]:
    """Return what is left of Chinese names without the surname, or without more."""
    short = (name for name in full if len(name) <= _CHINESE_NAME)
    return {name[cut:] for name in short for cut in range(1, len(name))}


def _people(named: list[Named], source_key: str) -> dict[str, MintedEntity]:
    people: dict[str, MintedEntity] = {}
    known = _Known()
    for n in sorted(named, key=lambda n: (n.original is None, -len(n.name), n.span)):
        if n.name in people:
            continue
        alike = {people[name].ref: people[name] for name in known.alike(n.name)}
        same = next(iter(alike.values())) if len(alike) == 1 else None
        people[n.name] = same or _person(n, source_key)
        known.add(n.name)
        if n.original and n.original not in people:
            people[n.original] = people[n.name]
            known.add(n.original)
    return people


class _Known:
    """Names found again by their words: a document may name thousands."""

    def __init__(self) -> None:
        self._by_word: dict[str, dict[str, frozenset[str]]] = {}
        self._by_tail: dict[str, list[str]] = {}

    def add(self, name: str) -> None:
        words = frozenset(_plain(name).split())
        for word in words:
            self._by_word.setdefault(word, {})[name] = words
        parts = _PARTS.split(name)
        if len(parts) > 1:
            self._by_tail.setdefault(parts[-1], []).append(name)

    def alike(self, name: str) -> list[str]:
        """Return the names that `name` is part of, or the same as in the other order."""
        if _HAN.search(name):
            return self._by_tail.get(name, [])
        words = frozenset(_plain(name).split())
        having = min((self._by_word.get(word, {}) for word in words), key=len, default={})
        return [other for other, parts in having.items() if parts >= words]


def _plain(name: str) -> str:
    """Return a name in the letters that English pages spell it with: Guðrún as gudrun."""
    return unmarked(fold(name).translate(_LETTERS))


def _person(named: Named, source_key: str) -> MintedEntity:
    name, other = named.name, named.original
    if other and not _HAN.search(name):
        name, other = other, name  # a translator's spelling before the real one in brackets
    identity = identity_key("person", source_key, name)
    labels = [_label(name)]
    if other:
        labels.append(_label(other))
    if _HAN.search(name) and not _PARTS.search(name):
        labels.append(Label(romanised(name), "zh-Latn-pinyin"))
    latin = romanised(name) if _HAN.search(name) else name
    ref = EntityRef("person", f"{slug(latin)}-{h8(identity)}")
    return MintedEntity(ref, identity, tuple(labels))


def _label(name: str) -> Label:
    return Label(name, "zh-Hans" if _HAN.search(name) else "en")


def romanised(name: str) -> str:
    """Return 孙金龙 as Sun Jinlong."""
    size = 2 if name[:2] in DOUBLE_SURNAMES_ZH else 1
    family = _family(name[:size])
    given = "".join(map(_given, name[size:]))
    return f"{family.capitalize()} {given.capitalize()}".strip()


@lru_cache(maxsize=4_096)
def _family(surname: str) -> str:
    return _READINGS.get(surname) or "".join(pinyin(surname))


@lru_cache(maxsize=4_096)
def _given(character: str) -> str:
    return _GIVEN.get(character) or "".join(pinyin(character))


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "person"


def _short_forms(people: dict[str, MintedEntity]) -> dict[str, str]:
    """Map surnames, and the names themselves, to the full names they can only mean."""
    found: dict[str, set[str]] = {}
    for name in people:
        found.setdefault(name, set()).add(name)
        for short in _surnames(name):
            found.setdefault(short, set()).add(name)
    return {
        short: sorted(names)[0]
        for short, names in sorted(found.items(), key=lambda item: -len(item[0]))
        if len({people[n].ref for n in names}) == 1
    }


def _surnames(name: str) -> list[str]:
    if _HAN.search(name):
        parts = _PARTS.split(name)
        return [parts[-1]] if len(parts) > 1 and len(parts[-1]) > 1 else []
    words = name.split()
    if len(words) < 2 or _VIETNAMESE.search(name):
        return []
    short = [w for w in {words[0], words[-1]} if len(w) > 2 and is_surname(w, words)]
    first = len(words) - 1
    while first > 1 and words[first - 1] in _LINKS:
        first -= 1
    if 1 < first < len(words) - 1:  # "Soto de Paz" of "Ana Soto de Paz"
        short += [" ".join(words[first - 1 :]), " ".join(words[first:])]
    return short


def is_surname(word: str, words: list[str]) -> bool:
    """Chinese names put the surname first, most others last."""
    if len(words) == 2 and is_chinese_surname(words[0]):
        return word == words[0]
    return word == words[-1]
