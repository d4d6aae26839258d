"""A name of a body taken apart: place, head, words of its own, owner; in Chinese or Latin letters.

Words become concepts that both languages share (`ontology/lexicon/subjects.csv`), so that
生态环境厅 and "Department of Ecology and Environment" have the same. What no table knows is
kept as letters, Chinese ones in pinyin too.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from pypinyin import lazy_pinyin

from kg.authority import authority
from kg.extract.languages import LANGUAGES, language
from kg.extract.names_lexicon import (
    COMPANY_ENDS_EN,
    CONFUSED_CLASSES,
    DEMONYMS,
    GRADES_EN,
    HEADS_EN,
    HEADS_ZH,
    PLURAL_HEADS_EN,
    RANKS_ZH,
    STEMS_EN,
    SUBJECTS_EN,
    rows,
)
from kg.extract.names_registry import place_key
from kg.text.language import HAN, simplified

Tokens: TypeAlias = tuple[str, ...]

_KEPT: Final = 65_536  # labels whose parts are remembered
_WORD: Final = re.compile(r"[^\W_]+")
_SHORT: Final = re.compile(r"[A-Z][A-Z0-9&/-]{1,9}")
_BRACKETED_SHORT: Final = re.compile(r"\s?[（(][A-Z][A-Z0-9&/-]+[)）]")
_LEGAL_ZH: Final = re.compile(r"(?:集团)?(?:股份|有限|责任|控股)+公司$|(?<=集团)公司$")
_STATE_ZH: Final = re.compile(r"^(?:原|中华人民共和国)(?=..)")
_TOWN_ZH: Final = re.compile(
    rf"(?![自全各我本该某两省市县区州])([\u4e00-\u9fff]{{2,4}}?)(?:{'|'.join(RANKS_ZH)})(?!场|政|域)"
)
_RANK_ZH: Final = re.compile(rf"^(?:{'|'.join(RANKS_ZH)})级?(?=..)(?!场|政(?!府)|域)")
_RANK_ENDS: Final = frozenset(rank[-1] for rank in RANKS_ZH)
_GAP_ZH: Final = re.compile(r"[^\u3400-\u9fff\w]+|[和与及暨的]")
_WEAK_ZH: Final = re.compile(r"国家级?|全国|中央|总(?=$)|中心(?=$)|人民(?=政府|法院|检察院|$)")
_LONGEST_BRAND: Final = 5  # characters that may stand before the place of a company
_LONGEST_ZH: Final = 14  # characters of a listed name that may begin another
_LINKS: Final = frozenset((
    *("a", "an", "the", "of", "and", "for", "on", "in", "to", "at", "under", "s"),
    *("de", "del", "la", "las", "los", "el", "y", "e", "do", "da", "dos", "das", "du", "des"),
    *("le", "les", "et", "der", "die", "das", "und", "für", "von", "và", "của", "về"),
))  # fmt: skip
_WEAK: Final = frozenset((
    *("national", "federal", "central", "general", "people", "republic", "prc", "affairs"),
))  # fmt: skip
_LEGAL: Final = frozenset(
    word for ending in COMPANY_ENDS_EN for word in re.findall(r"[a-z]+", ending.lower())
) - {"company"}
_SAY_NOTHING: Final = _LINKS | _LEGAL | _WEAK | GRADES_EN
_RANKED: Final = frozenset(
    ("city", "county", "municipal", "municipality", "district", "province", "provincial")
)
_BEHIND_HEAD: Final = frozenset(("of", "for", "on", "to", "in"))
_ADVISORS: Final = frozenset(
    ("working", "expert", "task", "advisory", "contact", "steering", "leading", "coordination")
)
# Heads that say more than their class does.
_TELLING: Final = frozenset((
    *("parliament", "treasury", "presidency", "police", "tribunal", "zoo", "museum", "garden"),
    *("embassy", "consulate", "observatory"),
    *("大使馆", "使馆", "总领事馆", "领事馆", "总领馆", "博物馆", "植物园", "人大常委会"),
))  # fmt: skip
# What the head's class says already.
_IMPLIED: Final[Mapping[str, frozenset[str]]] = {
    "institute": frozenset({"research"}),
    "laboratory": frozenset({"research"}),
    "bureau": frozenset({"management"}),
    "company": frozenset({"company", "group", "corporation"}),
}
_ALIKE: Final = {"natural": "nature", "electrical": "electric", "ecosystem": "ecology"}
_FINER: Final = {
    **dict.fromkeys(("society", "学会"), "society"),
    **dict.fromkeys(("association", "协会"), "association"),
    **dict.fromkeys(("federation", "联合会"), "federation"),
    **dict.fromkeys(("chamber", "商会"), "chamber"),
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


@lru_cache(maxsize=_KEPT)
def name_of(label: str, owners: frozenset[str] = frozenset(), place: str = "") -> Name:
    """Take a label apart; `owners` are names of the body that it is a unit of.

    `place` is where the body is known to be, which decides between several places in a name.
    """
    if HAN.search(label):
        return _chinese(plain_zh(label), owners, place)
    if _SHORT.fullmatch(label):
        return Name(label, False, is_short=True)
    return _latin(label, owners, place)


def initials(label: str) -> str:
    """Return the capital letters that words begin with; "" of a name in another script."""
    return "".join(word[0] for word in _WORD.findall(label) if word[0].isupper())


def plain_zh(label: str) -> str:
    """Return a Chinese label in simplified characters without spaces and marks of legal form."""
    text = _GAP_ZH.sub("", simplified(unicodedata.normalize("NFKC", label)))
    return _LEGAL_ZH.sub(_kept_group, _STATE_ZH.sub("", text))


def _kept_group(legal: re.Match[str]) -> str:
    return "集团" if legal.group().startswith("集团") else "公司"


# Latin letters


def _folded(text: str) -> str:
    marks = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in marks if not unicodedata.combining(each))


def _tokens(text: str) -> Tokens:
    return tuple(_WORD.findall(_folded(text.replace("’", "'").replace("'s ", " "))))


def _latin(label: str, owners: frozenset[str], place: str) -> Name:
    label = _BRACKETED_SHORT.sub("", label)
    whole = _tokens(label)
    rest, owner = _without_owner(whole, owners)
    rest, places = _without_places(rest, label, place)
    owner, places = _seat_of(owner, places)
    head, group, rest = _without_head(rest)
    where, others = _seat(places, place, group)
    if not where and (town := _town(rest)):
        where, rest = f"~{''.join(town)}", tuple(word for word in rest if word not in town)
    words, own = _concepts(rest, group)
    return Name(
        " ".join(word for word in whole if word not in _LINKS and word not in _LEGAL),
        False, group, head, where, words | others, own, "", owner,
    )  # fmt: skip


def _without_owner(tokens: Tokens, owners: Iterable[str]) -> tuple[Tokens, str]:
    """Cut the body that it is a unit of out of a name, or off its beginning."""
    for label in sorted(owners, key=len, reverse=True):
        wanted = _tokens(label)
        for at in range(len(tokens) - len(wanted) + 1) if wanted else ():
            if tokens[at : at + len(wanted)] == wanted and len(wanted) < len(tokens):
                return tokens[:at] + tokens[at + len(wanted) :], ""
    found = _longest(_agencies(), tokens, 0)
    if found and len(found[0]) < len(tokens) and tokens[len(found[0])] not in _LINKS:
        rest = tokens[len(found[0]) :]
        if any(word in HEADS_EN for word in rest):
            return rest, found[1]
    return tokens, ""


def _without_places(tokens: Tokens, label: str, known: str) -> tuple[Tokens, list[str]]:
    """Take out the places that are written with a capital; of homonyms the known one counts."""
    capitals = {_folded(word) for word in _WORD.findall(label) if not word[0].islower()}
    rest: list[str] = []
    places: list[str] = []
    at = 0
    while at < len(tokens):
        found = _longest(_places(), tokens, at) if tokens[at] in capitals else None
        if found is None:
            rest.append(tokens[at])
            at += 1
            continue
        at += len(found[0])
        keys = found[1].split()
        places.append(known if known in keys else keys[0])
    return tuple(rest), places


def _without_head(tokens: Tokens) -> tuple[str, str, Tokens]:
    """Take out the head noun: the first before "of" or "for", else the last."""
    best: tuple[int, int, str] | None = None
    at = 0
    while at < len(tokens):
        found = _longest(_heads(), tokens, at)
        if found is None:
            at += 1
            continue
        end = at + len(found[0])
        best = at, end, found[1]
        if end < len(tokens) and tokens[end] in _BEHIND_HEAD:
            break
        at = end
    if best is None:
        is_company = any(word in _LEGAL for word in tokens)
        return "", "company" if is_company else "", tokens
    start, end, head = best
    group = HEADS_EN[head][0]
    if head == "group" and start and tokens[start - 1] in _ADVISORS:
        group = "committee"
    if head == "force":
        group = "committee"
    kept = () if head not in _TELLING else (head,)
    return head, group, tokens[:start] + kept + tokens[end:]


def _concepts(tokens: Sequence[str], group: str) -> tuple[frozenset[str], str]:
    words: set[str] = set()
    own: list[str] = []
    implied = _IMPLIED.get(group, frozenset())
    for token in tokens:
        if token in _SAY_NOTHING:
            continue
        for stem in stems(token):
            if stem in _concept_words():
                words.add(stem)
            else:
                own.append(stem)
    return frozenset(words - implied), "".join(own)


def _is_own(token: str) -> bool:
    return token not in _SAY_NOTHING and not _concept_words().issuperset(stems(token))


def stems(word: str) -> Tokens:
    """Return the forms by which an English word is compared, often one, sometimes none."""
    word = _ALIKE.get(word, word)
    if word in STEMS_EN:
        return STEMS_EN[word]
    if word.endswith("ies") and len(word) > len("ties"):
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > len("gas"):
        word = word[:-1]
    return STEMS_EN.get(word, (word,))


def _seat_of(owner: str, places: list[str]) -> tuple[str, list[str]]:
    """Read a unit of a government as a body of its place."""
    entry = authority().get("agency", owner)
    if entry is None or entry.place is None or not entry.type.endswith("-government"):
        return owner, places
    return "", places or [entry.place]


def _town(tokens: Tokens) -> Tokens:
    """Return the words of a place that is not listed: "Taicang Municipal", "city of Tibiao"."""
    if not _RANKED.intersection(tokens):
        return ()
    return tuple(t for t in tokens if _is_own(t) and t not in _RANKED)[:2]


def _seat(places: Sequence[str], known: str, group: str) -> tuple[str, frozenset[str]]:
    """Return the place of a body, and places that tell it from others, as words.

    Of two places that do not lie in each other both make the name: "German-Kazakh University".
    An embassy is of the first.
    """
    distinct = list(dict.fromkeys(places))
    if group == "mission":
        return next(iter(distinct), known), frozenset(f"@{each}" for each in distinct[1:])
    inner = [each for each in distinct if not any(each in above(o) for o in distinct)]
    if len(inner) <= 1:
        return (inner[0] if inner else known), frozenset()
    if known in inner:
        return known, frozenset(f"@{each}" for each in inner if each != known)
    return "+".join(sorted(inner)), frozenset()


@lru_cache(maxsize=4_096)
def above(place: str) -> frozenset[str]:
    """Return the places that a listed place lies in."""
    entry, found = authority().get("place", place), set()
    while entry is not None and entry.parent is not None and entry.parent not in found:
        found.add(entry.parent)
        entry = authority().get("place", entry.parent)
    return frozenset(found)


_Table: TypeAlias = Mapping[str, Sequence[tuple[Tokens, str]]]


def _longest(table: _Table, tokens: Tokens, at: int) -> tuple[Tokens, str] | None:
    """Return the longest entry of a table that begins at a token, with its value."""
    for wanted, value in table.get(tokens[at], ()) if at < len(tokens) else ():
        if tokens[at : at + len(wanted)] == wanted:
            return wanted, value
    return None


def _table(pairs: Iterable[tuple[Tokens, str]]) -> _Table:
    """Group by the first token, longest first; of equal ones the first counts."""
    found: dict[str, dict[Tokens, str]] = defaultdict(dict)
    for tokens, value in pairs:
        if tokens:
            found[tokens[0]].setdefault(tokens, value)
    return {
        first: sorted(values.items(), key=lambda item: -len(item[0]))
        for first, values in found.items()
    }


@cache
def _heads() -> _Table:
    def pairs() -> Iterator[tuple[Tokens, str]]:
        yield from (((head,), head) for head in HEADS_EN)
        yield from (((plural,), head) for plural, head in PLURAL_HEADS_EN.items())
        for code in sorted(LANGUAGES):
            spoken = language(code)
            for written, head in spoken.rows("heads") if spoken else ():
                if len(written) > len("red") and head in HEADS_EN:
                    yield _tokens(written), head

    return _table(pairs())


@cache
def _places() -> _Table:
    """Return the keys of each label, of homonyms the better known first."""
    keys: dict[Tokens, dict[str, None]] = defaultdict(dict)
    for entry in authority().entries:
        for name in entry.names() if entry.kind == "place" else ():
            keys[_tokens(name.text)][entry.key] = None
    for row in rows("places.csv"):
        for label in ";".join(cell for name, cell in row.items() if name != "place").split(";"):
            keys[_tokens(label)][row["place"]] = None
    for demonym, country in DEMONYMS.items():
        keys[_tokens(demonym)][place_key(country) or ""] = None
    return _table((tokens, " ".join(found)) for tokens, found in keys.items())


@cache
def _agencies() -> _Table:
    def pairs() -> Iterator[tuple[Tokens, str]]:
        for entry in authority().entries:
            if entry.kind == "agency":
                for name in entry.names():
                    if not HAN.search(name.text):
                        yield _tokens(name.text), entry.key

    return _table(pairs())


# Chinese characters


def _chinese(text: str, owners: frozenset[str], place: str) -> Name:
    rest, owner = _behind_owner(text, owners)
    rest, places, town = _behind_places(rest)
    owner, places = _seat_of(owner, places)
    rest, host = _host(rest)
    head, group = _head_zh(rest)
    if head not in _TELLING:
        rest = rest.removesuffix(_pure(head, group)) if head else rest
    where, others = _seat([*places, *host], place, group)
    where = f"~{''.join(lazy_pinyin(town))}" if town else where
    words, han = _concepts_zh(rest)
    own = "".join(lazy_pinyin(han))
    words -= _IMPLIED.get(group, frozenset())
    return Name(text, True, group, head, where, words | others, own, town + han, owner)


def _behind_owner(text: str, owners: frozenset[str]) -> tuple[str, str]:
    for label in sorted(map(plain_zh, filter(HAN.search, owners)), key=len, reverse=True):
        if label in text and label != text:
            return text.replace(label, "", 1), ""
    for length in range(min(_LONGEST_ZH, len(text) - 2), 1, -1):
        if owner := _agencies_zh().get(text[:length]):
            return text[length:], owner
    return text, ""


def _behind_places(text: str) -> tuple[str, list[str], str]:
    """Return what stands behind the places of a name, their keys, and a town that has none."""
    places: list[str] = []
    while length := _place_zh(text):
        places.append(_places_zh()[text[:length]])
        text = text[length:]
    for at in range(1, min(_LONGEST_BRAND, len(text)) if not places else 0):
        length = _place_zh(text[at:])
        if length > 2 and text[at + length - 1] in _RANK_ENDS:  # 国网福建省电力
            return text[:at] + text[at + length :], [_places_zh()[text[at : at + length]]], ""
    town = _TOWN_ZH.match(text)
    if town and town.end() < len(text):
        return text[town.end() :], places, town[1]
    return _RANK_ZH.sub("", text), places, ""


def _place_zh(text: str) -> int:
    """Return how long the listed place is that a text begins with, 0 if none."""
    lengths = range(min(_LONGEST_ZH, len(text) - 1), 1, -1)
    return next((length for length in lengths if text[:length] in _places_zh()), 0)


def _host(text: str) -> tuple[str, list[str]]:
    """Read the country in 驻蒙古国大使馆, "Embassy in Mongolia"."""
    if not text.startswith("驻"):
        return text, []
    rest, places, _ = _behind_places(text[1:])
    return rest, places


def _head_zh(text: str) -> tuple[str, str]:
    for length in range(min(6, len(text)), 0, -1):
        if (head := text[-length:]) in HEADS_ZH:
            return head, HEADS_ZH[head][0]
    return "", ""


def _pure(head: str, group: str) -> str:
    """Return the end of a head that says its class and no more: 院 of 环境科学院."""
    ends = (head[-length:] for length in range(1, len(head)))
    return next((end for end in ends if HEADS_ZH.get(end, ("",))[0] == group), head)


def _concepts_zh(text: str) -> tuple[frozenset[str], str]:
    """Return the concepts of a run of characters, and the characters that no table knows."""
    text = _WEAK_ZH.sub("", text)
    words: set[str] = set()
    left: list[str] = []
    at = 0
    while at < len(text):
        lengths = range(min(_longest_subject(), len(text) - at), 0, -1)
        length = next((n for n in lengths if text[at : at + n] in _subjects_zh()), 0)
        if length:
            words.update(_subjects_zh()[text[at : at + length]])
        else:
            left.append(text[at])
        at += length or 1
    return frozenset(words), "".join(left)


@cache
def _subjects_zh() -> Mapping[str, frozenset[str]]:
    return {
        row["zh"]: frozenset(s for word in row["en"].split() for s in stems(word))
        for row in rows("subjects.csv")
    }


@cache
def _longest_subject() -> int:
    return max(map(len, _subjects_zh()))


@cache
def _concept_words() -> frozenset[str]:
    english = (stem for word in SUBJECTS_EN for stem in stems(word))
    return frozenset(english).union(_TELLING, *_subjects_zh().values())


@cache
def _places_zh() -> Mapping[str, str]:
    entries = [entry for entry in authority().entries if entry.kind == "place"]
    return {
        plain_zh(name.text): entry.key
        for entry in reversed(entries)
        for name in entry.names()
        if HAN.search(name.text) and len(name.text) > 1
    }


@cache
def _agencies_zh() -> Mapping[str, str]:
    """Names that only one agency bears."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in authority().entries:
        if entry.kind == "agency":
            for name in entry.names():
                if HAN.search(name.text):
                    found[plain_zh(name.text)].add(entry.key)
    return {label: next(iter(keys)) for label, keys in found.items() if len(keys) == 1}
