"""Places that something happens in: the role of listed ones, and towns that no list has.

A place is a venue only after "in", 在, 赴 and their like, or next to such a place; inside the
name of a body it is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from kg.extract.languages import Language, language
from kg.extract.linking import REGIONS, Hit
from kg.extract.minting import identified
from kg.extract.names import Mention
from kg.extract.names_beside import unmarked
from kg.extract.names_lexicon import DEMONYMS, NOT_IN_NAMES_EN, RANKS_ZH
from kg.extract.names_parts import Cover
from kg.extract.names_place import place_key
from kg.extract.names_zh_words import Word
from kg.extract.people import romanised
from kg.extract.places_german import town_pattern
from kg.model import EntityRef, Label, MintedEntity, Span
from kg.text.sifting import Sifted

_AT_EN = re.compile(
    r"(?:\b(?:in|at|near|to|visited|toured|capital)|(?:^|\n)) "
    r"(?:the (?:city|town|port|capital) of )?(?:the |downtown |central |nearby )?$"
    r"|\bin (?:the|our|its|their) (?:[a-z]+ )?(?:capital|city|town)(?: of [^,.;]{2,40}| city)?, $",
    re.I,
)
# "the Ambassador to Freedonia": where somebody is posted, not where something happens.
_POSTED_EN = re.compile(
    r"\b(?:ambassadors?|envoys?|embass(?:y|ies)|consul(?:ate)?s?|high commission(?:er)?|delegation"
    r"|chargé d.affaires|attachés?|representatives?|nuncio|missions?)(?: of [^,.;]{1,40})?"
    r" (?:to|in|at) (?:the )?$"
    r"|\b(?:based|headquartered|accredited|registered) (?:in|at) (?:the )?$",
    re.I,
)
# The project "Clean Rivers in Freedonia": a title names no venue.
_TITLED: Final = re.compile(
    r"\b(?:projects?|program(?:me)?|initiative|(?:en)?titled|called|named|themed?|topic|subject"
    r"|slogan"
    r"|report|study|book|paper|film|plan)\b[^“”\"\n]{0,16}[“\"][^“”\"\n]{0,200}$",
    re.IGNORECASE,
)
_AT_ZH = re.compile(
    r"(?:在|于|赴|到|抵达?|来到|前往|走进|访|飞抵|齐聚|相聚|落户|位于|途经)(?:了|位于)?$"
)
_HELD_ZH = re.compile(
    r"(?:市|省)?(?:隆重|顺利|成功|联合)?(?:举行|召开|举办|开幕|闭幕|开班|开课|启动|开营|拉开)"
)
# One character stands for the city only where somebody comes or something happens there.
_CITIES_ZH: Final = {
    "京": "cn-bj", "沪": "cn-sh", "津": "cn-tj", "渝": "cn-cq", "穗": "cn-gd-guangzhou",
    "深": "cn-gd-shenzhen", "汉": "cn-hb-wuhan", "蓉": "cn-sc-chengdu", "杭": "cn-zj-hangzhou",
    "榕": "cn-fj-fuzhou", "邕": "cn-gx-nanning", "甬": "cn-zj-ningbo", "港": "cn-hk",
    "粤": "cn-gd", "鲁": "cn-sd", "豫": "cn-ha", "鄂": "cn-hb", "湘": "cn-hn", "赣": "cn-jx",
    "皖": "cn-ah", "浙": "cn-zj", "闽": "cn-fj", "桂": "cn-gx", "滇": "cn-yn", "黔": "cn-gz",
    "琼": "cn-hi", "冀": "cn-he", "晋": "cn-sx", "陕": "cn-sn", "蒙": "cn-nm",
    "甘": "cn-gs", "川": "cn-sc", "藏": "cn-xz", "吉": "cn-jl",
    "辽": "cn-ln", "苏": "cn-js", "疆": "cn-xj", "澳": "cn-mo", "台": "tw",
}  # fmt: skip
_SHORT_ZH = re.compile(
    rf"(?<=[在来赴抵])[{''.join(_CITIES_ZH)}](?=[，。、]|召开|举[行办]|会[见谈晤面]|座谈|洽谈|出席|开幕|闭幕|落幕"
    r"|成立|签[署约订]|启动|发布|开班|揭牌|共同|联合|成功|隆重|正式|进行|参加|参会|接[待见]|组织|拜会|考察"
    r"|调研|访问|交流|开展|与|回访|洽谈)"
)
# A town that no list has, right between 在 and what is done there, or with what it is behind it.
_TOWN_ZH: Final = Sifted(
    r"(?<=在)(?![本该此我全各当同这那其现线国境省市会校院局厅上下明今昨去近年月日])"
    r"(?!联合|共同|成功|隆重|顺利|正式|如期|先后|分别|陆续|继续|积极|组织|通过|多次|首次)"
    r"(?P<at>[\u4e00-\u9fff]{2,4}?)(?<![上下中内外后前时间场期里地线国省式会处])"
    r"(?=举[行办]|召开|开[幕班营]|合办|揭牌|签[署订约]|落幕|闭幕|会[见谈晤])"
    r"|(?<=[在于到赴抵至往去市县区州盟旗道])(?P<named>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道|苏木|町|岛|屿|水库|湖|口岸|海滩|沙滩|湾|村))"
    r"(?=[，。；、“《]|的[^，。；]{0,4}[会活现]|举|召|开|办|搞|做|种|采|进|与|和|同|出|一[线带]|考|调|参|看|视|巡|联合|共同|隆重|成功|如期|正式|签|揭|集|会)"
)
_DATELINE = re.compile(r"\s?(?:--|—|–|:|,? ?\(|, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z]))")
_OWNS = re.compile(r"['’]s ")
_NEXT_EN = re.compile(r",? (?:and )?$|, (?:in )?$|,? in (?:the )?$| of (?:the )?$|, [a-z]+ $")
_TOWN_EN = Sifted(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|(?:pencilled in|fixed|set|planned|announced|foreseen|scheduled"
    r"|slated|due) for|(?:went|goe?s?|came"
    r"|flew|trip|visit|travell?(?:ed|s)?|moved|mission|excursion|tour|journey|expedition|headed"
    r"|drove|crossed|onward|sailed|returned) to|(?:left|departed|heads?|headed|bound|set off"
    r"|set out) for) ((?:[A-Z][^\W\d_]+(?:-[^\W\d_]+)*)(?: [A-Z][^\W\d_]+){0,2})"
    r"(?=, |\b (?:city|province|county|district|prefecture|on|from|between)\b"
    r"|[.;]? ?$|;| \(| (?:this|last|next|in the|with|for|where|to|under|during|by|at|after|before"
    r"|because|has|have|had|was|were|is|are|will|did|when|as|until|the|which|whose|and|who|that"
    r"|alongside"
    r"|together|over|through|again|between|since|also|of|it|they|he|she|about|into|near|can|would"
    r"|should|must|may|shall) |: |(?: (?:yesterday|today|tomorrow)| (?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day)\b)|\b(?:in|at|near|to) ((?:[A-Z][^\W\d_]+[ -]){1,3}(?:Town(?:ship)?|County"
    r"|District|City|Village"
    r"|Prefecture|Banner|Island|Atoll|Oasis|Valley)\b)(?! [A-Z])"
    r"|[:(] ?([A-Z][^\W\d_]+(?:-[^\W\d_]+)*(?: [A-Z][^\W\d_]+)?), (?=\d{1,2}(?: |-|–))"
    r"|\d (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{4})?, ([A-Z][^\W\d_]+(?:-[^\W\d_]+)*(?: [A-Z][^\W\d_]+)?)(?=, [A-Z][a-zç]+[:.]|: )"
    r"|\b(?:in|of) the ([A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2})"
    r"(?= (?i:district|county|province|region|governorate|prefecture)\b)"
)
# "MULTAN, Dec 15 (APP):", "BOTOLAN, Zambales —": the town that news is dated from.
_FILED_EN = re.compile(
    r"((?:ST\. )?[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,}){0,2})"
    r"(?:(?=, [A-Z][a-z]{2,8}\.? \d{1,2}\b|, \d{1,2}(?:(?: (?:to|and|until) "
    r"|[-–])\d{1,2})? [A-Z][a-z]{2,8}"
    r"(?: \d{4})?[.:])|(?=(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?\.? ?(?:--|—|–"
    r"| - ))|(?= \([A-Z][A-Za-z ]{1,20}\) ?(?:--|—|–|-|:)))"
)
_FILED_REGION = re.compile(r", ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=\.? ?(?:--|—|–| - ))")
# A town with its province in brackets, as in "en Soto (Segovia)".
_CAPITALISED: Final = (
    r"[A-ZÀ-ÖØ-ÞĐ][^\W\d_]{2,}(?:[ -](?:(?:de|del|do|da|la|le)[ -])?[A-ZÀ-ÖØ-ÞĐ][^\W\d_]+){0,2}"
)
_PROVINCE: Final = re.compile(
    rf"\b(?:en|à|em|no|na|in|ở|tại) {_CAPITALISED} \((?P<town>{_CAPITALISED})\)"
)
# The end of a list of provinces, as in the menu of a page, speaks of none of them.
_TOGETHER: Final = re.compile("香港.?澳门.?台湾|台湾.?香港.?澳门|港.?澳.?台")
# "In English and French", "at Annex", "in Parliament" name no towns.
_NO_TOWNS_EN: Final = frozenset(
    {"English", "French", "Spanish", "Portuguese", "Russian", "Chinese", "Arabic", "German"}
    | {"Annex", "Article", "Chapter", "Room", "Hall", "Phase", "Part", "Parliament", "Cabinet"}
)
_CAPITAL = re.compile(r"[A-Z][a-z]+")
_DEMONYMS: Final = {word.capitalize(): country for word, country in DEMONYMS.items()}
_KINDS_ZH: Final = {
    "镇": " Town", "乡": " Township", "街道": " Subdistrict", "群岛": " Islands",
    "半岛": " Peninsula", "岛": " Island", "水库": " Reservoir", "海滩": " Beach",
    "沙滩": " Beach", "湖": " Lake", "口岸": " Port", "湿地": " Wetland", "湾": " Bay",
    "村": " Village", "自治县": " Autonomous County", "自治州": " Autonomous Prefecture",
    "旗": " Banner", "县": " County", "山": " Mountain",
}  # fmt: skip
# Peoples in the names of autonomous counties and prefectures.
_PEOPLES_ZH: Final = {
    "苗族": "Miao", "土家族": "Tujia", "侗族": "Dong", "瑶族": "Yao", "壮族": "Zhuang",
    "回族": "Hui", "藏族": "Tibetan", "彝族": "Yi", "傣族": "Dai", "哈尼族": "Hani",
    "布依族": "Buyi", "黎族": "Li", "羌族": "Qiang", "满族": "Manchu", "蒙古族": "Mongol",
    "朝鲜族": "Korean", "白族": "Bai", "景颇族": "Jingpo", "傈僳族": "Lisu", "畲族": "She",
    "土族": "Tu", "仡佬族": "Gelao", "拉祜族": "Lahu", "佤族": "Va", "纳西族": "Naxi",
    "水族": "Shui", "撒拉族": "Salar", "毛南族": "Maonan", "仫佬族": "Mulao", "哈萨克": "Kazakh",
    "蒙古": "Mongol", "锡伯": "Xibe",
}  # fmt: skip
_TITLE: Final = 240  # no title is longer
_ISO: Final = 2  # letters of the code that is the key of a country
_RANK_ENDS: Final = tuple(RANKS_ZH)


@dataclass(frozen=True, slots=True)
class Town:
    """A place that the authority data does not list, or not by that name."""

    mention: Mention
    entity: MintedEntity | None


def countries(text: str, hits: Sequence[Hit]) -> frozenset[str]:
    """Return the keys of the countries that a text speaks of, cities and demonyms included."""
    if "港" in text:
        together = Cover(Span(*m.span()) for m in _TOGETHER.finditer(text))
        hits = [h for h in hits if not together.covers(h.span)]
    named = {e.key.split("-")[0] for h in hits for e in h.entries if e.kind == "place"}
    words = _DEMONYMS.keys() & _CAPITAL.findall(text)
    people = {place_key(_DEMONYMS[word]) or "" for word in words}
    regions = {e.key for h in hits for e in h.entries if e.kind == "place" and e.key in REGIONS}
    return frozenset(key for key in named | people if len(key) == _ISO) | regions


def with_roles(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mark the places where something happens."""
    marked: list[Mention] = []
    last: Mention | None = None
    for mention in mentions:
        if mention.entity.kind != "place" or mention.nested:
            marked.append(mention)
            continue
        between = text[last.span.end : mention.span.start] if last is not None else "…"
        beside = last is not None and last.locative and _adjoins(between)
        here = beside and not _OWNS.match(text, mention.span.end)
        here = here or _is_venue(text, mention.span)
        last = mention._replace(locative=here) if here != mention.locative else mention
        marked.append(last)
    return marked


def _adjoins(between: str) -> bool:
    return not between or bool(_NEXT_EN.fullmatch(between)) or between in {"、", "和", "·"}


def _is_venue(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 60) : span.start]
    spaced = before.endswith((" ", "\n"))
    if (spaced and _AT_EN.search(before)) or _AT_ZH.search(before):
        return _POSTED_EN.search(before) is None and not in_title(text, span.start)
    if _HELD_ZH.match(text, span.end):
        return True
    return span.of(text).isupper() and bool(_DATELINE.match(text, span.end))


def in_title(text: str, at: int) -> bool:
    """Whether the words at an offset belong to the quoted title of a project or a report."""
    before = text[max(0, at - _TITLE) : at]
    return ("“" in before or '"' in before) and _TITLED.search(before) is not None


def capitals_zh(text: str, sentence: Span) -> Iterator[Town]:
    """Yield the cities of 在京 and the like."""
    for match in _SHORT_ZH.finditer(text, sentence.start, sentence.end):
        ref = EntityRef("place", _CITIES_ZH[match.group()])
        yield Town(Mention(Span(*match.span()), ref, match.group(), "city"), None)


def towns_zh(words: Sequence[Word], taken: Cover, source_key: str) -> Iterator[Town]:
    """Yield unlisted places that follow 在 or a listed place, or that bear a rank."""
    for index in [at for at, (_, tag, _, _) in enumerate(words) if tag == "P"]:
        word = words[index]
        known = word.hit is not None or taken.overlaps(word.span)
        if known or len(word.text) == 1:  # 在青 is short for a city that nobody can tell
            continue
        before = words[index - 1] if index else None
        placed = before is not None and (before.tag == "P" or bool(_AT_ZH.search(before.text)))
        if placed or word.text.endswith(_RANK_ENDS):
            within = before if before is not None and before.tag == "P" else None
            yield _town(word.span, word.text, "zh-Hans", within, source_key)


def more_towns_zh(text: str, sentence: Span, taken: Cover, source_key: str) -> Iterator[Town]:
    """Yield unlisted places that the segmenter does not know for places."""
    for match in _TOWN_ZH.within(text, sentence):
        span = Span(*match.span(match.lastgroup or 0))
        if not taken.overlaps(span):
            yield _town(span, span.of(text), "zh-Hans", None, source_key)


def towns_en(text: str, sentence: Span, taken: Cover, source_key: str) -> Iterator[Town]:
    """Yield unlisted places of "in Town, Province", "in Town on" and "TOWN, Dec 15 —"."""
    filed = _FILED_EN.match(text, sentence.start, sentence.end)
    region = _FILED_REGION.match(text, filed.end(), sentence.end) if filed else None
    for match in (*filter(None, (filed, region)), *_TOWN_EN.within(text, sentence)):
        span, name = Span(*match.span(match.lastindex or 1)), match.group(match.lastindex or 1)
        if taken.overlaps(span):
            continue
        if _NO_TOWNS_EN.intersection(words := name.split()) or name.endswith(("Day", "Week")):
            continue
        if any(part.lower() in NOT_IN_NAMES_EN for part in words):
            continue
        yield _town(span, name, "en", None, source_key)


def towns_in(text: str, sentence: Span, tag: str, taken: Cover, source_key: str) -> Iterator[Town]:
    """Yield unlisted places of "in the city of Town", "on DATE in Town" and "in Town,"."""
    spoken = language(tag)
    if spoken is None:
        return
    patterns = (_towns(spoken), _PROVINCE)
    for match in chain.from_iterable(p.finditer(text, *sentence) for p in patterns):
        span = Span(*match.span("town"))
        if not taken.overlaps(span):
            yield _town(span, match["town"], tag, None, source_key)


@cache
def _towns(spoken: Language) -> re.Pattern[str]:
    if spoken.code == "de":  # where all nouns have capitals
        return town_pattern(spoken)
    inside, month = spoken.either("in"), r"(?:[^\W\d]+\.? )?"
    after = rf"\d,? {inside} "
    before = (
        rf"(?=,? (?:el |le |am |vom |du |no dia |em |ngày )?(?:\d{{1,2}}\.? ){month}|,? \d{{4}})"
    )
    name = (
        r"[A-ZÀ-ÖØ-ÞĐ][^\W\d_]+(?:[ -](?:(?:de|del|de la|de los|dos?|das?|sur|am) |d['’]"
        r"|(?:(?:de|du|des|la|le|les|sur|sous|lès|en|aux?|et)-){1,2})?"
        r"[A-ZÀ-ÖØ-ÞĐ][^\W\d_]+){0,2}"
    )
    begun_so = spoken.lines("in towns")
    known = (word for word, _ in (*spoken.rows("heads"), *spoken.rows("words")))
    words = [word.capitalize() for word in known if word not in begun_so]
    topics = "|".join((*words, *spoken.lines("no towns")))
    before = rf"(?:{before}|(?<=[a-zà-ÿ\u1ea0-\u1ef9])(?=[,.;)]| [a-zà-ÿđ(]))"
    inside = rf"{inside} (?!(?:{topics}|Internet|Twitter|Facebook|YouTube|Zoom)\b)"
    # "TOWN, Country. —", "Town, le 3 mai 2024"
    filed = (
        rf"(?m:^)(?=[^,.\n]{{3,40}}(?:, [A-ZÀ-Ý][^,.\n]{{2,40}}(?:\.? ?[—–]|\. ?-)"
        rf"|, (?:le |el |den )?\d{{1,2}}(?:er|\.)? {month}(?:de )?\d{{4}}))"
    )
    filed = rf"(?:{filed}|(?m:^)(?={name}{spoken.either('dateline')}))"
    hosts = spoken.either("town hosts")  # "Tortosa acogerá el taller"
    hosting = rf"(?:(?m:^)|(?<=[.:;–-] ))(?!(?:{topics})\b)(?={name} {hosts}\b)"
    return re.compile(
        rf"(?:\b{spoken.either('ranks')} |{after}|{filed}|{hosting}|\b{inside}(?={name}{before}))"
        rf"(?P<town>{name})"
    )


def _apart(name: str) -> tuple[str, str]:
    """Part 海石湾镇 into its name and the English words for what it is."""
    tail = next(
        (tail for tail in _KINDS_ZH if name.endswith(tail) and len(name) > len(tail) + 1), ""
    )
    kind, name = _KINDS_ZH.get(tail, ""), name.removesuffix(tail)
    while tail.startswith("自治") and (
        people := next((p for p in _PEOPLES_ZH if name.endswith(p) and len(name) > len(p)), "")
    ):
        kind, name = f" {_PEOPLES_ZH[people]}{kind}", name.removesuffix(people)
    return name, kind


def _town(span: Span, name: str, language: str, within: Word | None, source_key: str) -> Town:
    parent = None
    if within is not None and within.hit is not None:
        entry = next((e for e in within.hit.entries if e.kind == "place"), None)
        parent = EntityRef("place", entry.key) if entry else None
    identity, ref = identified("place", name, parent.key if parent else source_key)
    labels = [Label(name, language)]
    if language.startswith("zh"):
        bare, kind = _apart(name)
        bare = bare if kind else re.sub(r"(?<=..)(?:省|市|区|州)$", "", bare)
        latin = romanised(bare).replace(" ", "").capitalize()
        labels.append(Label(f"{latin}{kind}", "zh-Latn-pinyin"))
    elif language.startswith("vi"):
        labels.append(Label(unmarked(name), "en-t-vi"))
    rank = next((kind for suffix, kind in RANKS_ZH.items() if name.endswith(suffix)), None)
    minted = MintedEntity(ref, identity, tuple(labels), rank, parent)
    return Town(Mention(span, ref, name, rank, "grammar", 0.7), minted)
