"""Names in Chinese characters taken apart."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from kg.authority import packaged
from kg.extract.names_lexicon import HEADS_ZH, RANKS_ZH
from kg.identity.slots import IMPLIED, TELLING, Name, is_brand, seat, seat_of, settled, subjects_zh
from kg.text.language import HAN, simplified
from kg.text.readings import pinyin

_LEGAL_ZH: Final = re.compile(r"(?:集团)?(?:股份|有限|责任|控股)+公司$|(?<=集团)公司$")
_STATE_ZH: Final = re.compile(r"^(?:原|中华人民共和国)(?=..)")
_TOWN_ZH: Final = re.compile(
    rf"(?![自全各我本该某两省市县区州])([\u4e00-\u9fff]{{2,4}}?)(?:{'|'.join(RANKS_ZH)})(?!场|政|域)"
)
_RANK_ZH: Final = re.compile(rf"^(?:{'|'.join(RANKS_ZH)})级?(?=..)(?!场|政(?!府)|域)")
_RANK_ENDS: Final = frozenset(rank[-1] for rank in RANKS_ZH)
_GAP_ZH: Final = re.compile(r"[^\u3400-\u9fff\w]+|[和与及暨的]")
_WEAK_ZH: Final = re.compile(r"国家级?|全国|联邦|中央|总(?=$)|中心(?=$)|人民(?=政府|法院|检察院|$)")
_BRAND: Final = 2  # characters of the usual brand, and of the usual city
_LONGEST_BRAND: Final = 5  # characters that may stand before the place of a company
_LONGEST_ZH: Final = 14  # characters of a listed name that may begin another


def plain_zh(label: str) -> str:
    """Return a Chinese label in simplified characters without spaces and marks of legal form."""
    text = _GAP_ZH.sub("", simplified(unicodedata.normalize("NFKC", label)))
    return _LEGAL_ZH.sub(_kept_group, _STATE_ZH.sub("", text))


def _kept_group(legal: re.Match[str]) -> str:
    return "集团" if legal.group().startswith("集团") else "公司"


def spelt(text: str) -> str:
    """Return characters in pinyin, without tones and spaces."""
    return "".join(pinyin(text))


def chinese_name(label: str, owners: frozenset[str], place: str) -> Name:
    text = plain_zh(label)
    rest, owner = _behind_owner(text, owners)
    rest, places, town = behind_places(rest, place)
    owner, places = seat_of(owner, places)
    rest, host = _host(rest)
    head, group = _head_zh(rest)
    if head not in TELLING:
        rest = rest.removesuffix(_pure(head, group)) if head else rest
    where, others = seat([*places, *host], place, group)
    where = f"~{spelt(town)}" if town else where
    words, han = concepts_zh(rest)
    own = spelt(han)
    implied = words & IMPLIED.get(group, frozenset())
    return Name(
        text,
        True,
        group,
        head,
        where,
        words - implied | others,
        own,
        town + han,
        owner,
        implied=implied,
    )


def _behind_owner(text: str, owners: frozenset[str]) -> tuple[str, str]:
    for label in sorted(map(plain_zh, filter(HAN.search, owners)), key=len, reverse=True):
        if label in text and label != text:
            return text.replace(label, "", 1), ""
    for length in range(min(_LONGEST_ZH, len(text) - 2), 1, -1):
        if owner := _agencies_zh().get(text[:length]):
            return text[length:], owner
    return text, ""


def behind_places(text: str, known: str = "") -> tuple[str, list[str], str]:
    """Return what stands behind the places of a name, their keys, and a town that has none."""
    places: list[str] = []
    while length := _place_zh(text):
        place = _places_zh()[text[:length]]
        if length == _BRAND and is_brand(place, known):
            return text, places, ""
        places.append(place)
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
    rest, places, _ = behind_places(text[1:])
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


def concepts_zh(text: str) -> tuple[frozenset[str], str]:
    """Return the concepts of a run of characters, and the characters that no table knows."""
    text = _WEAK_ZH.sub("", text)
    words: set[str] = set()
    left: list[str] = []
    at = 0
    while at < len(text):
        lengths = range(min(_longest_subject(), len(text) - at), 0, -1)
        length = next((n for n in lengths if text[at : at + n] in subjects_zh()), 0)
        if length:
            words.update(subjects_zh()[text[at : at + length]])
        else:
            left.append(text[at])
        at += length or 1
    return settled(frozenset(words)), "".join(left)


@cache
def _longest_subject() -> int:
    return max(map(len, subjects_zh()))


@cache
def _places_zh() -> Mapping[str, str]:
    entries = [entry for entry in packaged().entries if entry.kind == "place"]
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
    for entry in packaged().entries:
        if entry.kind == "agency":
            for name in entry.names():
                if HAN.search(name.text):
                    found[plain_zh(name.text)].add(entry.key)
    return {label: next(iter(keys)) for label, keys in found.items() if len(keys) == 1}
