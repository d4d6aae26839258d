"""Chinese enumerations of bodies, in which one name lends others its place or its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.names_lexicon import ANCHORS_ZH, HEADS_ZH, STOPS_ZH
from kg.extract.names_parts import BodyName
from kg.extract.names_zh_sense import RESERVES, head_of
from kg.extract.names_zh_words import RANK_WORDS, Word, label_of

PLACED: Final = re.compile(
    r"(?P<place>.{1,6}?(?:省|市|自治区|县|区|州))"
    r"(?P<rest>.*?(?:厅|局|政府|法院|检察院|学会|协会|中心|委员会))"
)
JOINTS: Final = frozenset({"和", "与", "及", "、"})
BRANCHES: Final = frozenset({"分局", "分行", "支行", "分公司"})
_OF_PLACE: Final = frozenset({"bureau", "department", "branch", "court", "procuratorate"})
_WITHOUT_SUBJECT: Final = frozenset({"court", "procuratorate"})
_PROVINCES: Final = ("省", "自治区")
_TOWNS: Final = ("市", "县", "州", "盟", "旗")
_MUNICIPALITIES: Final = ("北京", "天津", "上海", "重庆")
_CORPORATE: Final = frozenset({"集团", "控股"})
_NOUNS: Final = frozenset("njlbsz")  # what tags of nouns and their like begin with
_LONGEST_BRAND: Final = 12
_LONGEST_TOWN: Final = 4  # characters
_BORDERS: Final = STOPS_ZH | JOINTS
_RESERVES: Final = RESERVES | {"国家级", "省级", "森林公园", "地质公园", "自然公园"}
_PARTED: Final = BRANCHES | _RESERVES


def listed_before(words: Sequence[Word], name: BodyName) -> Iterator[BodyName]:
    """Yield the other bodies of "福建、宁夏两省区环境科学学会" and of its like."""
    if name.place is None or name.parent is not None or name.group == "ministry":
        return
    index = next(i for i, word in enumerate(words) if word.span.start == name.span.start)
    while index >= 2 and words[index - 1].text in JOINTS:
        other = words[index - 2]
        if other.tag != "P" or (other.hit is None and not other.text.endswith(RANK_WORDS)):
            break
        own = words[index].text if words[index].tag == "P" else name.place
        if _apart(other.text, own):
            break
        index -= 2
        yield replace(name, place=label_of(words[index]), listed=True)
        if index >= 1 and words[index - 1].tag == "P":
            index -= 1


def _apart(place: str, own: str | None) -> bool:
    """Does a town act under its bare name beside the body of a province: 某市与某省水利厅?"""
    provincial = own is not None and own.endswith(_PROVINCES)
    return provincial and place.endswith(_TOWNS) and not place.startswith(_MUNICIPALITIES)


def place_of_list(
    text: str, word: Word, before: BodyName | None, group: str, core: str
) -> str | None:
    """Return the place that "某县生态环境局、水务局" gives the second bureau too.

    `word` is the one between the two.
    """
    if before is None or before.parent is not None or word.text not in JOINTS:
        return None
    if core.startswith(ANCHORS_ZH) or not (core or group in _WITHOUT_SUBJECT):
        return None
    first, place = before.group, before.place
    if before.entries:
        placed = PLACED.fullmatch(before.span.of(text))
        head = head_of(placed["rest"]) if placed else None
        if placed is None or head is None:
            return None
        first, place = HEADS_ZH[head][0], placed["place"]
    return place if {group, first} <= _OF_PLACE else None


def own_words(
    words: Sequence[Word], position: int, ends: Mapping[int, BodyName], *, company: bool
) -> int:
    """Return where the words of a proper name begin that the segmenter does not know.

    That is the town of a branch (登封分局), the hill of a reserve (清凉峰国家级自然保护区), or
    the brand of a company behind its place (苏州苏净环保公司).
    """
    behind = {word.text for word in words[position : position + 2]}
    if position in ends or not (company or behind & _PARTED):
        return position
    if company and words[position].tag == "P":
        return position
    start, length = position, 0
    while start > 0 and words[start - 1].text not in _BORDERS and words[start - 1].tag != "x":
        start -= 1
        if start in ends or words[start].tag == "P":
            return start
        length += len(words[start].text)
        longest = _LONGEST_BRAND if company else _LONGEST_TOWN
        if length > longest or words[start].tag in {"A", "F", "T"}:
            return position
    if company:
        branded = length <= _LONGEST_TOWN * 2 and words[start].tag[:1] in _NOUNS
        return start if branded else position
    in_list = start - 1 in ends and words[start - 1].text in JOINTS
    return start if in_list or behind & _RESERVES else position


def bracketed_place(words: Sequence[Word], closing: int) -> bool:
    """Is it the bracket of 某某（中国）公司 or 某某（集团）公司?"""
    if closing < 3:
        return False
    opening, place = words[closing - 2 : closing]
    return opening.text in {"（", "("} and (place.tag == "P" or place.text in _CORPORATE)


def quoted(words: Sequence[Word], closing: int) -> int | None:
    """Return where the quotation opens that a word closes."""
    before = range(closing - 1, max(-1, closing - 6), -1)
    return next((index for index in before if words[index].text == "“"), None)
