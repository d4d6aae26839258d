"""When two names, places, dates or types count as the same in the measure. Nothing is fuzzy."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

Names: TypeAlias = Sequence[str]  # of one thing, in any language
Item: TypeAlias = Mapping[str, Any]  # an event, agreement, ... of an annotation or of facts

_STOPWORDS: Final = frozenset(
    {"the", "of", "and", "for", "on", "in", "to", "at", "a", "an"}
    | {"peoples", "people's", "republic", "china", "chinese", "prc"}
)
_PUNCTUATION: Final = re.compile(r"[《》〈〉“”\"'()\[\]【】,.，。、;；:：—–―\-_/·•&]")
_HAN: Final = re.compile(r"[一-鿿]")
_PLACE_HEADS: Final = re.compile(
    r"\b(city|province|municipality|county|district|prefecture|autonomous region|hui|zhuang|uygur"
    r"|uyghur|republic of|the)\b"
)
_PLACE_TAILS: Final = re.compile(
    r"(?<=[一-鿿]{2})(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)$"
)
_TYPE_FAMILIES: Final = (
    {"meeting", "negotiation", "visit", "other"},
    {"workshop", "training", "conference", "forum"},
    {"visit", "studytour", "inspection"},
    {"signing", "meeting"},
    {"launch", "signing", "campaign", "conference"},
)


@cache
def normal(name: str) -> str:
    """Return a name in lower case without punctuation; a Chinese one without spaces."""
    text = unicodedata.normalize("NFKC", name).lower().replace("’", "'").replace("'s ", " ")
    text = " ".join(_PUNCTUATION.sub(" ", text).split())
    return text.replace(" ", "") if _HAN.search(text) else text


@cache
def same_name(one: str, other: str) -> bool:
    first, second = normal(one), normal(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if _HAN.search(first + second):
        return False
    return len(_words(one)) > 1 and _words(one) == _words(other)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(normal(name).split()) - _STOPWORDS


def same(one: Names, other: Names) -> bool:
    return any(same_name(a, b) for a in one for b in other)


def same_place(one: Names, other: Names) -> bool:
    return bool(_classes(one) & _classes(other)) or same(one, other)


def same_body(one: Names, other: Names) -> bool:
    """Whether two names are of one body; a party may be a jurisdiction."""
    return same(one, other) or same_place(one, other)


def _classes(names: Names) -> set[str]:
    keys = filter(None, map(_place_key, names))
    return {known_places().get(key, key) for key in keys}


@cache
def _place_key(name: str) -> str:
    bare = _PLACE_TAILS.sub("", _PLACE_HEADS.sub(" ", normal(name)))
    return " ".join(bare.split())


@cache
def known_places() -> Mapping[str, str]:
    """Return the place of each label: a frozen copy of the table that the measure began with."""
    table = (files("kg") / "evaluation_places.csv").read_text("utf-8").splitlines()
    return {
        _place_key(label): row["key"]
        for row in csv.DictReader(table)
        for column in ("name_en", "name_zh", "alt_en", "alt_zh")
        for label in row[column].split(";")
        if label.strip()
    }


def type_likeness(one: str | None, other: str | None) -> float:
    first, second = letters(one), letters(other)
    if first == second:
        return 1.0
    return 0.5 if any({first, second} <= family for family in _TYPE_FAMILIES) else 0.0


def date_likeness(found: Item, gold: Item) -> float:
    mine, theirs = found.get("start"), gold.get("start")
    if not mine and not theirs:
        partial = found.get("partial_date")
        return 1.0 if partial and partial == gold.get("partial_date") else 0.3
    if not mine or not theirs:
        return 0.0
    shorter = min(len(mine), len(theirs))
    if mine[:shorter] == theirs[:shorter]:
        return 1.0
    return 0.7 if theirs <= mine <= (gold.get("end") or theirs) else 0.0


def letters(text: str | None) -> str:
    return re.sub(r"[^a-z]", "", (text or "").lower())
