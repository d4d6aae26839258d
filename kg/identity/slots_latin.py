"""Names in Latin letters taken apart, in English first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, TypeAlias

from kg.authority import packaged
from kg.extract.languages import LANGUAGES, language
from kg.extract.names_lexicon import (
    COMPANY_ENDS_EN,
    DEMONYMS,
    GRADES_EN,
    HEADS_EN,
    PLURAL_HEADS_EN,
    rows,
)
from kg.identity.slots import (
    IMPLIED,
    TELLING,
    Name,
    concept_words,
    is_brand,
    seat,
    seat_of,
    settled,
    stems,
)
from kg.iris import unmarked

Tokens: TypeAlias = tuple[str, ...]

_KEPT: Final = 32_768
_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETED_SHORT: Final = re.compile(r"\s?[（(][A-Z][A-Z0-9&/-]+[)）]")
_POSSESSIVE: Final = re.compile(r"'s\b|'(?!\w)", re.IGNORECASE)
_LETTERS: Final = str.maketrans(
    {"’": "'", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "ı": "i"}
)
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


def initials(label: str) -> str:
    """Return the capital letters that words begin with; "" of a name in another script."""
    return "".join(word[0] for word in _WORD.findall(label) if word[0].isupper())


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """Return `text` in lower case without marks on letters."""
    if text.isascii():
        return text.lower()
    return unmarked(text.casefold().translate(_LETTERS))


@lru_cache(maxsize=_KEPT)
def tokens_of(text: str) -> Tokens:
    return tuple(folded(word) for word in _words(text))


def _words(text: str) -> list[str]:
    """Return words without possessive endings; an apostrophe inside is no end."""
    return _WORD.findall(_POSSESSIVE.sub("", text.replace("’", "'")).replace("'", ""))


def latin_name(label: str, owners: frozenset[str], place: str) -> Name:
    label = _BRACKETED_SHORT.sub("", label)
    whole = tokens_of(label)
    rest, owner = _without_owner(whole, owners)
    rest, places = without_places(rest, label, place)
    owner, places = seat_of(owner, places)
    head, group, rest = _without_head(rest)
    where, others = seat(places, place, group)
    if not where and (town := _town(rest)):
        where, rest = f"~{''.join(town)}", tuple(word for word in rest if word not in town)
    words, own = concepts(rest)
    implied = words & IMPLIED.get(group, frozenset())
    return Name(
        " ".join(word for word in whole if word not in _LINKS and word not in _LEGAL),
        False, group, head, where, words - implied | others, own, "", owner,
        implied=implied,
    )  # fmt: skip


def _without_owner(tokens: Tokens, owners: Iterable[str]) -> tuple[Tokens, str]:
    """Cut the body that it is a unit of out of a name, or off its beginning."""
    for label in sorted(owners, key=len, reverse=True):
        wanted = tokens_of(label)
        for at in range(len(tokens) - len(wanted) + 1) if wanted else ():
            if tokens[at : at + len(wanted)] == wanted and len(wanted) < len(tokens):
                return tokens[:at] + tokens[at + len(wanted) :], ""
    found = _agencies().longest(tokens, 0)
    if found and found[0] < len(tokens) and tokens[found[0]] not in _LINKS:
        rest = tokens[found[0] :]
        if any(word in HEADS_EN for word in rest):
            return rest, found[1]
    return tokens, ""


def without_places(tokens: Tokens, label: str, known: str) -> tuple[Tokens, list[str]]:
    """Take out the places that are written with a capital; of homonyms the known one counts."""
    capitals = {folded(word) for word in _words(label) if not word[0].islower()}
    rest: list[str] = []
    places: list[str] = []
    at = 0
    while at < len(tokens):
        found = _places().longest(tokens, at) if tokens[at] in capitals else None
        keys = found[1].split() if found else [""]
        place = known if known in keys else keys[0]
        if found is None or (found[0] == 1 and is_brand(place, known)):
            rest.append(tokens[at])
            at += 1
        else:
            places.append(place)
            at += found[0]
    return tuple(rest), places


def _without_head(tokens: Tokens) -> tuple[str, str, Tokens]:
    """Take out the head noun: the first before "of" or "for", else the last."""
    best: tuple[int, int, str] | None = None
    at = 0
    while at < len(tokens):
        found = _heads().longest(tokens, at)
        if found is None:
            at += 1
            continue
        end = at + found[0]
        best = at, end, found[1]
        if end < len(tokens) and tokens[end] in _BEHIND_HEAD:
            break
        at = end
    if best is None:
        is_company = any(word in _LEGAL for word in tokens)
        return ("company", "company", tokens) if is_company else ("", "", tokens)
    start, end, head = best
    group = HEADS_EN[head][0]
    if head == "group" and start and tokens[start - 1] in _ADVISORS:
        group = "committee"
    if head == "force":
        group = "committee"
    kept = () if head not in TELLING else (head,)
    return head, group, tokens[:start] + kept + tokens[end:]


def concepts(tokens: Sequence[str]) -> tuple[frozenset[str], str]:
    """Return what the words mean, and the letters of those that no table knows."""
    told = [stem for t in tokens if t not in _SAY_NOTHING for stem in stems(t)]
    own = "".join(stem for stem in told if stem not in concept_words())
    return settled(frozenset(told) & concept_words()), own


def _is_own(token: str) -> bool:
    return token not in _SAY_NOTHING and not concept_words().issuperset(stems(token))


def _town(tokens: Tokens) -> Tokens:
    """Return the words of a place that is not listed: "Taicang Municipal", "city of Tibiao"."""
    if not _RANKED.intersection(tokens):
        return ()
    return tuple(t for t in tokens if _is_own(t) and t not in _RANKED)[:2]


class _Table:
    """Values by words, to be found where a text has them, the most words first."""

    def __init__(self, pairs: Iterable[tuple[Tokens, str]]) -> None:
        self._values: dict[Tokens, str] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for tokens, value in pairs:
            if tokens:
                self._values.setdefault(tokens, value)
                lengths[tokens[0]].add(len(tokens))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def longest(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """Return how many words from `at` on are listed, and their value."""
        for length in self._lengths.get(tokens[at], ()) if at < len(tokens) else ():
            value = self._values.get(tokens[at : at + length])
            if value is not None:
                return length, value
        return None


@cache
def _heads() -> _Table:
    def pairs() -> Iterator[tuple[Tokens, str]]:
        yield from (((head,), head) for head in HEADS_EN)
        yield from (((plural,), head) for plural, head in PLURAL_HEADS_EN.items())
        for code in sorted(LANGUAGES):
            spoken = language(code)
            for written, head in spoken.rows("heads") if spoken else ():
                if len(written) > len("red") and head in HEADS_EN:
                    yield tokens_of(written), head

    return _Table(pairs())


@cache
def _places() -> _Table:
    """Return the keys of each label, of homonyms the better known first."""
    keys: dict[Tokens, dict[str, None]] = defaultdict(dict)
    for entry in packaged().entries:
        for name in entry.names() if entry.kind == "place" else ():
            keys[tokens_of(name.text)][entry.key] = None
    for row in rows("places.csv"):
        for label in ";".join(cell for name, cell in row.items() if name != "place").split(";"):
            keys[tokens_of(label)][row["place"]] = None
    for demonym, country in DEMONYMS.items():
        keys[tokens_of(demonym)] |= dict.fromkeys(list(keys[tokens_of(country)])[:1])
    return _Table((tokens, " ".join(found)) for tokens, found in keys.items())


@cache
def _agencies() -> _Table:
    """Return names that only one agency bears."""
    keys: dict[Tokens, set[str]] = defaultdict(set)
    for entry in packaged().entries:
        for name in entry.names() if entry.kind == "agency" else ():
            keys[tokens_of(name.text)].add(entry.key)
    return _Table((tokens, min(found)) for tokens, found in keys.items() if len(found) == 1)
