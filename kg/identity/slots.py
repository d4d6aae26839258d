"""What a name of a body is made of: place, head, words of its own, owner.

Words become concepts that languages share (`ontology/lexicon/subjects.csv`), so that 生态环境厅
and "Department of Ecology and Environment" have the same. What no table knows is kept as
letters, Chinese characters in pinyin too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.authority import packaged
from kg.extract.names_lexicon import CONFUSED_CLASSES, STEMS_EN, SUBJECTS_EN, rows

# Heads that say more than their class does.
TELLING: Final = frozenset((
    *("parliament", "treasury", "presidency", "police", "tribunal", "zoo", "museum", "garden"),
    *("embassy", "consulate", "observatory"),
    *("大使馆", "使馆", "总领事馆", "领事馆", "总领馆", "博物馆", "植物园", "人大常委会"),
))  # fmt: skip
# What the head's class says already.
IMPLIED: Final[Mapping[str, frozenset[str]]] = {
    "institute": frozenset({"research"}),
    "laboratory": frozenset({"research"}),
    "bureau": frozenset({"management"}),
    "company": frozenset({"company", "group", "corporation"}),
}
# Forms of one word, beside those of `en.txt`.
_ALIKE: Final = {
    "natural": "nature",
    "electrical": "electric",
    "ecosystem": "ecology",
    "atmospheric": "atmosphere",
    **dict.fromkeys(("zoology", "zoological"), "animal"),
    **dict.fromkeys(("botany", "botanical"), "plant"),
    **dict.fromkeys(("oceanology", "oceanography", "oceanic"), "ocean"),
    "geological": "geology",
    **dict.fromkeys(("geographic", "geographical"), "geography"),
    "biological": "biology",
    "hydrological": "hydrology",
    "climatology": "climate",
    **dict.fromkeys(("regulation", "regulatory", "supervisory"), "supervision"),
}
_FINER: Final = {
    **dict.fromkeys(("society", "学会"), "society"),
    **dict.fromkeys(("association", "协会"), "association"),
    **dict.fromkeys(("federation", "联合会"), "federation"),
    **dict.fromkeys(("chamber", "商会"), "chamber"),
    **dict.fromkeys(("commission", "committee", "委员会"), "commission"),
    **dict.fromkeys(("council", "board", "理事会"), "council"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One label; `words` are concepts, `own` the letters of words that no table knows."""

    text: str  # folded, to be compared as a whole
    is_chinese: bool
    group: str = ""  # class of the head noun; empty where none is known
    head: str = ""  # the head noun
    place: str = ""  # key of the narrowest place, or the label of one that is not listed
    words: frozenset[str] = frozenset()
    own: str = ""
    han: str = ""  # `own` in Chinese characters
    owner: str = ""  # key of the agency that the name begins with
    is_short: bool = False  # an abbreviation
    implied: frozenset[str] = frozenset()  # words that the class of the head says already

    @property
    def finer(self) -> str:
        return _FINER.get(self.head, "")


def class_of(group: str) -> str:
    """Return the widest class: those that translators confuse are one."""
    return _wide_classes().get(group, group)


def confused(group: str, other: str) -> bool:
    return any(group in pair and other in pair for pair in CONFUSED_CLASSES)


@cache
def _wide_classes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for pair in sorted(map(sorted, CONFUSED_CLASSES)):
        wide = next((found[each] for each in pair if each in found), pair[0])
        found |= dict.fromkeys(pair, wide)
    return found


def stems(word: str) -> tuple[str, ...]:
    """Return the forms by which an English word is compared, often one, sometimes none."""
    word = _ALIKE.get(word, word)
    if word in STEMS_EN:
        return STEMS_EN[word]
    if word.endswith("ies") and len(word) > len("ties"):
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > len("gas"):
        word = word[:-1]
    return STEMS_EN.get(word, (word,))


def settled(words: frozenset[str]) -> frozenset[str]:
    """Return concepts without what translators leave out: 科技 is technology, too."""
    return words - {"science"} if "technology" in words else words


@cache
def subjects_zh() -> Mapping[str, frozenset[str]]:
    return {
        row["zh"]: frozenset(s for word in row["en"].split() for s in stems(word))
        for row in rows("subjects.csv")
    }


@cache
def concept_words() -> frozenset[str]:
    english = (stem for word in SUBJECTS_EN for stem in stems(word))
    return frozenset(english).union(TELLING, *subjects_zh().values())


def seat_of(owner: str, places: list[str]) -> tuple[str, list[str]]:
    """Read a unit of a government as a body of its place."""
    entry = packaged().get("agency", owner)
    if entry is None or entry.place is None or not entry.type.endswith("-government"):
        return owner, places
    return "", places or [entry.place]


def seat(places: Sequence[str], known: str, group: str) -> tuple[str, frozenset[str]]:
    """Return the place of a body, and places that tell it from others, as words.

    Of two places that do not lie in each other both make the name: "German-Kazakh University".
    An embassy is of the first.
    """
    distinct = list(dict.fromkeys(places))
    if group == "mission":
        return next(iter(distinct), known), frozenset(f"@{each}" for each in distinct[1:])
    if known and not above(known).isdisjoint(distinct):
        distinct = [each for each in distinct if each not in above(known)]
    inner = [each for each in distinct if not any(each in above(o) for o in distinct)]
    if len(inner) <= 1:
        return (inner[0] if inner else known), frozenset()
    if known in inner:
        return known, frozenset(f"@{each}" for each in inner if each != known)
    return "+".join(sorted(inner)), frozenset()


@lru_cache(maxsize=4_096)
def above(place: str) -> frozenset[str]:
    """Return the places that a listed place lies in."""
    entry, found = packaged().get("place", place), set()
    while entry is not None and entry.parent is not None and entry.parent not in found:
        found.add(entry.parent)
        entry = packaged().get("place", entry.parent)
    return frozenset(found)


def is_brand(place: str, known: str) -> bool:
    """Is a Chinese place in the name of a body of another one but a word of that name?"""
    if not (known.startswith("cn-") and place.startswith("cn-")) or place == known:
        return False
    return place not in above(known) and known not in above(place)
