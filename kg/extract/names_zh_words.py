"""Chinese text as words: the segmenter's, with known names and people's titles as borders."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import rjieba

from kg.extract.linking import Hit
from kg.extract.names_lexicon import ANCHORS_ZH, GENERIC_ZH, NOT_PLACES_ZH, OFFICES_ZH, STOPS_ZH
from kg.extract.names_place import place_key
from kg.model import Span
from kg.text.sifting import Rows, stretch

_RANKED: Final = "[\u4e00-\u9fff]{2,6}[省市县区州盟旗]"
_OFFICES: Final = "局厅署"
_FUNCTIONS: Final = "在于与和对向将及从就由等赴为以已联会约"
# What the segmenter takes for a word where a bureau does something.
_GLUED: Final = frozenset(office + does for office in _OFFICES for does in _FUNCTIONS)
_LISTED: Final = (
    r"(?![局厅署院校司][和与及])(?!(?<=[局厅署院校司])[和与及])"
    rf"{_RANKED.replace('2,6', '2,4')}(?=[、和与]{_RANKED})|(?<=[省市县区州盟旗][、和与]){_RANKED}"
)
_COUNTRIES: Final = "美英法德日韩俄意挪丹芬瑞荷欧非巴柬老泰越缅印蒙哈"
_PAIR: Final = (
    rf"中[{_COUNTRIES}](?=[\u4e00-\u9fff]{{3}})|港深|京津冀|粤港澳|港澳(?!办)|泛珠三角|长三角"
)
# 德国环境部长某某: the office shares a character with the body; 水利部长江委 holds none.
_HEAD_OF: Final = re.compile(
    "[部局厅署司省市县州乡镇]长(?![期江沙春征年城远度者效达治级们河安宁乐寿三株])"
)
_TITLES: Final = "|".join(sorted(OFFICES_ZH, key=len, reverse=True))
# Tag of a word -> where it begins and ends; of those that meet the earlier wins.
_BORDERS_BY_TAG: Final = {
    "T": rf"(?:{_TITLES})(?!会|处|团|办|国|大会|馆|大学|学院|协会|学会)"
    "|(?<=[局厅司处院所会心署学处])专家(?=[\u4e00-\u9fff]{1,6}·|[\u4e00-\u9fff]{2,5}"
    "(?:、|，|先后|分别|表示|指出|认为|授课|作|现场|应邀|主讲|用))",
    "nz": _PAIR,
    "n": "总理定期会晤委员会|(?:国家|湿地|森林|地质|海洋|郊野)公园"
    "|(?<=[\u4e00-\u9fff][林药湖泊态洋境壤质物源理利象草化球虫鸟菌藻])学会(?![了员议如怎])",
    "P": _LISTED,
    # The segmenter takes these for parts of the words beside them.
    "j": "(?:发展(?:和|与)?改革|发改|卫生健康|卫健|经信|住建|住房城乡建设|国资|农业农村|交通)委"
    "(?!员|托|办)|河(?:湖)?长(?:制)?办(?:公室)?|(?<=[省市区县州])[外台侨]办(?![公理事])"
    "|九三学社(?!中央)|致公党(?!中央)|农工(?:民主)?党(?!中央)|民[盟建革进](?=.{2,7}委)",
    "p": "由(?=[市省县州]|自治区)"
    "|(?<![自理缘经因])由(?![于此来])(?=[^，。；由]{2,40}?(?:主办|承办|协办|举办|牵头))|(?<=[我该本]部)将"
    "|(?<=[局署厅司院委会站队所处室部府心组团])到(?=[市省县区州我]|自治区)"
    "|(?<=[以须应需请])到(?=[省市区县][\u4e00-\u9fff]{2,8}[局厅委])"
    "|(?:(?<![服听顺])从|(?<![数证依根占票单凭])据)(?=[市省县州区自])",
    "c": "及(?<=[局署厅院委会站队]及)(?![其时格])|及(?=办公室)|[和与](?<=[局署厅].)(?=[^平谐睦、])"
    "|[和与](?<=[省市县区州]委.)",
}
_BORDER_TAGS: Final = tuple(_BORDERS_BY_TAG)
_BORDERS: Final = Rows(tuple(_BORDERS_BY_TAG.values()))
_AHEAD: Final = 8  # how far behind a gap the next name of a list may begin
RANK_WORDS: Final = ("省", "市", "自治区", "区", "县", "州", "自治州", "特区", "盟", "旗")
_TOWN_HALLS: Final = frozenset({"镇政府", "乡政府"})
PARTIES: Final = frozenset(
    {
        "团",
        "共青团",
        "九三学社",
        "农工党",
        "农工民主党",
        "致公党",
        "民盟",
        "民建",
        "民革",
        "民进",
        "台盟",
    }
)
_SEATS: Final = frozenset({"省政府", "市政府", "区政府", "县政府", "州政府"}) | _TOWN_HALLS
_NO_TOWNS: Final = STOPS_ZH.union(GENERIC_ZH)
_RANKS_AND_SEATS: Final = frozenset(RANK_WORDS) | _SEATS | NOT_PLACES_ZH
_DISTRICTS: Final = frozenset("县区州旗")
_DISTRICT: Final = 3  # characters of most names of one
_tuple: Final = tuple.__new__
OFFICE_ENDS: Final = ("局", "厅", "委", "办")  # of bodies by their short names
COUNTED: Final = re.compile(
    r"(?!九三学社)[两二三四五六七八九十]+(?:个)?(?:省区市|省区|省市|区市|区县|省|市|县|区|地|州)?"
)


class Word(NamedTuple):
    text: str
    tag: str  # the segmenter's; A known body, P place, F other known name, T title of a person
    span: Span
    hit: Hit | None = None


def label_of(word: Word) -> str:
    """Return the listed name of a word, else the word.

    Cities that differ in Chinese alone, such as 苏州 and 宿州, keep their Chinese names.
    """
    if word.hit is None:
        return word.text
    entry = word.hit.entries[0]
    name = entry.labels[0].text
    return name if place_key(name) == entry.key else entry.labels[-1].text


def chinese_words(text: str, span: Span, hits: Sequence[Hit]) -> list[Word]:
    """Segment a stretch of text; known names and people's titles are words of their own."""
    words: list[Word] = []
    position = span.start
    signs, _ = stretch(span.of(text))
    for border in [*sorted(hits, key=lambda h: h.span), None]:
        end = border.span.start if border else span.end
        if end > position:
            words.extend(_gap(text, Span(position, end), span.end, signs))
        if border is not None:
            tag = "P" if "place" in border.kinds else "A" if "agency" in border.kinds else "F"
            words.append(Word(border.span.of(text), tag, border.span, border))
            position = border.span.end
            if tag in "AP" and _HEAD_OF.match(text, position - 1):
                words.append(Word("长", "T", Span(position, position + 1)))
                position += 1
    return _with_places(words)


def _gap(text: str, span: Span, limit: int, signs: int) -> list[Word]:
    words: list[Word] = []
    position = span.start
    ahead = min(limit, span.end + _AHEAD)
    borders = [
        (_BORDER_TAGS[row], Span(*match.span()))
        for row, match in _BORDERS.bearing(signs, text, span.start, ahead)
        if match.end() <= span.end
    ]
    for border, at in [*borders, (None, Span(span.end, span.end))]:
        cut = rjieba.tag(text[position : at.start]) if at.start > position else ()
        for word, tag in cut:
            end = position + len(word)
            if word in _GLUED:
                words.append(Word(word[0], "n", Span(position, position + 1)))
                words.append(Word(word[1], "p", Span(position + 1, end)))
            else:
                # What `Word(...)` and `Span(...)` do, in half the time.
                where = _tuple(Span, (position, end))
                words.append(_tuple(Word, (word, tag, where, None)))
            position = end
        if border:
            words.append(Word(at.of(text), border, at))
            position = at.end
    return words


def _with_places(words: list[Word]) -> list[Word]:
    """Join a name and its rank (南塔 省), and call places what ends in a rank."""
    joined: list[Word] = []
    for word in words:
        text, tag, _, _ = word
        district = len(text) == _DISTRICT and text[-1] in _DISTRICTS
        if tag != "ns" and text not in _RANKS_AND_SEATS and not district:
            if text[0] == "委" and text[1:2] != "员" and _of_party(joined):
                joined[-1:] = _local_committee(joined[-1], word)
            else:
                joined.append(word)
            continue
        last = joined[-1] if joined else None
        if word.text in NOT_PLACES_ZH:
            joined.append(word._replace(tag="n") if word.hit is None else word)
            continue
        rank = word.text in RANK_WORDS and last is not None and last.span.end == word.span.start
        seat = word.text in _SEATS and last is not None and last.span.end == word.span.start
        town = seat and last is not None and word.text in _TOWN_HALLS and _names_town(last)
        if last is not None and (town or (seat and last.tag in {"ns", "nr", "nrt", "nz"})):
            middle = word.span.start + 1
            joined[-1] = Word(last.text + word.text[0], "P", Span(last.span.start, middle))
            joined.append(Word(word.text[1:], "n", Span(middle, word.span.end)))
        elif rank and last is not None and last.tag in {"ns", "nr", "nrt", "nz", "P"}:
            hit = last.hit
            joined[-1] = Word(last.text + word.text, "P", Span(last.span.start, word.span.end), hit)
        elif (district and _is_district(word)) or (
            word.tag == "ns" and word.hit is None and not COUNTED.fullmatch(word.text)
        ):
            joined.append(word._replace(tag="P"))
        else:
            joined.append(word)
    return joined


def _of_party(before: Sequence[Word]) -> bool:
    """Is it 九三学社南京市, before a committee?"""
    named = len(before) > 1 and before[-2].text in PARTIES
    return named and before[-1].tag == "P" and before[-1].text[-1] in "省市县区州"


def _local_committee(place: Word, word: Word) -> list[Word]:
    """Part 南京市 + 委会主委 into 南京 + 市委会 + 主委."""
    rank, end = place.span.end - 1, word.span.start + len(word.text)
    committee = word.text[: 2 if word.text.startswith("委会") else 1]
    behind = word.span.start + len(committee)
    words = [
        Word(place.text[:-1], "P", Span(place.span.start, rank), place.hit),
        Word(place.text[-1] + committee, "n", Span(rank, behind)),
    ]
    rest = word.text[len(committee) :]
    return [*words, Word(rest, "p", Span(behind, end))] if rest else words


def _is_district(word: Word) -> bool:
    named = word.tag in {"n", "nr", "nz", "ns", "nrt"} and word.text not in NOT_PLACES_ZH
    return named and not COUNTED.match(word.text)


def _names_town(word: Word) -> bool:
    named = word.tag[:1] in {"n", "m", "a", "z"} and len(word.text) == len("六郎")
    return named and not (word.text in _NO_TOWNS or COUNTED.fullmatch(word.text))


def begins_name(word: Word) -> bool:
    """May a name begin with the word?"""
    return word.tag in {"P", "A"} or word.text.startswith(ANCHORS_ZH) or word.text in RANK_WORDS
