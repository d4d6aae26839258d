"""Chinese enumerations of bodies, in which one name lends others its place or its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.names_lexicon import ANCHORS_ZH, HEADS_ZH, STOPS_ZH
from kg.extract.names_parts import BodyName
from kg.extract.names_zh_sense import RESERVES, head_of
from kg.extract.names_zh_words import RANK_WORDS, Word, label_of
from kg.model import Span

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
_COUNTS: Final = re.compile("(?P<n>[两二三四五六])(?P<rank>[省市县区州])(?!长|委|级)")
_NUMBERS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_RANKED: Final = {
    rank: re.compile(rf"(?:^|省|自治区|州|市)(?P<own>(?!.{{0,3}}省)[\u4e00-\u9fff]{{2,3}}{rank})")
    for rank in "省市县区州"
}
# Characters that foreign names are spelt with.
_SPELT: Final = re.compile(
    "[阿埃艾安昂奥巴拜班贝本比毕宾波博布查达戴丹道德登迪蒂丁杜顿多厄恩尔法凡菲费芬冯佛弗福盖戈格古哈汉豪赫亨华霍基吉加贾杰卡凯坎康考科克肯库拉莱赖兰朗劳勒雷里利莉"
    "林隆卢鲁伦罗洛玛迈曼梅蒙米莫姆穆纳奈内尼宁努诺欧帕潘佩彭皮普奇乔切荣瑞萨塞桑沙舍圣施什斯苏索塔泰坦汤特腾提汀图托瓦万威韦维温沃乌西希夏辛休许雅亚延扬耶叶伊因尤约扎泽詹"
    "朱兹祖佐—·]{1,6}"
)
_SHORTEST_SPELT: Final = 3  # characters
_MOST_PIECES: Final = 6  # words
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
    if not company and (spelt := _spelt_out(words, position, ends)) < position:
        return spelt
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


def of_counted(
    text: str, words: Sequence[Word], start: int, position: int, head: str
) -> list[BodyName]:
    """Return the bodies of 会同三市生态环境局, behind the names of as many towns."""
    first = next(
        (i for i in range(max(0, start - 2), position) if _COUNTS.match(words[i].text)), -1
    )
    if first < 0 or head not in HEADS_ZH:
        return []
    counted = _COUNTS.match(text, words[first].span.start)
    group, kind = HEADS_ZH[head]
    end = words[position].span.end
    if counted is None or group not in _OF_PLACE or counted.end() >= end - len(head) + 1:
        return []
    rank, places = counted["rank"], {}
    for word in words[:first]:
        for found in _RANKED[rank].finditer(word.text):
            places[found["own"]] = label_of(word) if word.tag == "P" else found["own"]
    if len(places) != _NUMBERS[counted["n"]]:
        return []
    span = Span(counted.start(), end)
    core = text[counted.end() : end].removesuffix(head).removeprefix("的")
    if not core and group not in _WITHOUT_SUBJECT:
        return []
    return [
        BodyName(span, group, kind, (core,), place=place, head=head, listed=True)
        for place in places.values()
    ]


def of_the_same(
    name: BodyName, beside: BodyName | None, before: Sequence[BodyName]
) -> list[BodyName]:
    """Return the other water bureaus of 两市林业局、水务局."""
    if beside is None or not (name.listed and beside.listed and name.place == beside.place):
        return []
    others = [n for n in before if n.span == beside.span and n is not beside]
    return [replace(name, place=other.place) for other in others]


def _spelt_out(words: Sequence[Word], start: int, ends: Mapping[int, BodyName]) -> int:
    """Return where a foreign name begins that the segmenter parts: 阿瓦 什 流域管理局."""
    if words[start].tag == "P" and words[start].hit is not None:
        return start
    first = start
    if words[start].tag == "P" and not _SPELT.fullmatch(words[start].text):
        return start
    while first > 0 and start - first < _MOST_PIECES and first not in ends:
        word = words[first - 1]
        glued = word.span.end == words[first].span.start and word.text not in _BORDERS
        if not glued or word.hit is not None or not _SPELT.fullmatch(word.text):
            break
        first -= 1
    length = sum(len(word.text) for word in words[first:start])
    enough = length >= _SHORTEST_SPELT or (length and words[start].tag == "P")
    return first if enough else start


def bracketed_place(words: Sequence[Word], closing: int) -> bool:
    """Is it the bracket of 某某（中国）公司 or 某某（集团）公司?"""
    if closing < 3:
        return False
    opening, place = words[closing - 2 : closing]
    return opening.text in {"（", "("} and (place.tag == "P" or place.text in _CORPORATE)


def behind_initials(words: Sequence[Word], index: int) -> int:
    """Return which word follows initials in brackets: 某大学（ABC）某学院."""
    bracket = [word.text for word in words[index : index + 3]]
    initials = len(bracket) == 3 and bracket[0] in {"（", "("} and bracket[2] in {"）", ")"}
    return index + 3 if initials and bracket[1].isascii() and bracket[1].isupper() else index


def quoted(words: Sequence[Word], closing: int) -> int | None:
    """Return where the quotation opens that a word closes."""
    before = range(closing - 1, max(-1, closing - 6), -1)
    return next((index for index in before if words[index].text == "“"), None)
