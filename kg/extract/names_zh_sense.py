"""Whether a run of nouns with a head names one body, many of a kind, or an event."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.authority import Entry, authority
from kg.extract.names_lexicon import ANCHORS_ZH, GENERIC_ZH, HEADS_ZH, UNIT_CLASSES
from kg.extract.names_parts import BodyName
from kg.extract.names_zh_words import COUNTED, PARTIES, Word
from kg.model import Span

_LASTING: Final = frozenset({"持续", "可持续", "中期", "长期", "短期", "近海", "远洋"})
LONGEST_HEAD: Final = max(map(len, HEADS_ZH))
_VAGUE: Final = ("各", "有关", "相关", "多家", "部分", "其他", "当地", "该", "本", "每", "个", "家")
_LEVELS: Final = ("国家级", "省级")  # behind a place: whose nature reserve it is
RESERVES: Final = frozenset(head for head, (group, _) in HEADS_ZH.items() if group == "reserve")
# What those do who look after a reserve; else it is a place.
_ACTS: Final = re.compile(
    r"(?:[、和与及][^，。；、]{2,24}){0,4}(?:等(?:单位)?)?(?:共同|联合|分别|正式|也|均|都|还|各)*"
    r"(?:主办|承办|协办|举办|签[署订约]|考察团|考察组|调研组|代表团|一行|组成"
    r"|派(?:出)?(?:了)?(?:讲者|讲员|专家|代表|人|员|技术)"
    r"|(?:党委|党组|主任|局长|处长|站长|场长|负责人|代表(?!性))"
    r"|的[^，。；、的]{0,10}(?:代表|职工|技术人员|工作人员|技术员|负责人|专家|学员|干部|同仁|同行))"
)
_LOCATED: Final = re.compile("(?:[在赴于]|来到|走进|前往)[^，。；、与和]*$")
_NAME_OF_RESERVE: Final = 16  # characters
_KIND_OF_RESERVE: Final = re.compile(
    "生态|环境|资源|水源|海洋|湿地|森林|草原|野生|动物|植物|核心|[国省市县]级|自然|地质|重点"
)
_VENUES: Final = (
    "会议",
    "会展",
    "博览",
    "展览",
    "体育",
    "文化活动",
    "购物",
    "培训",
    "游客",
    "访客",
    "旅客",
)
_MINISTERIAL = re.compile(
    "环境|生态|资源|农业|林业|水利|科技|科学技术|教育|外交|财政|商务|能源|海洋|国土|卫生|建设|交通|国防|内政|工业|信息化|文化|旅游|公安|民政|气候"
)
_NATIONAL = re.compile("国家(?:重点|工程)")
_SUBJECT: Final = 8  # characters of 某某生态国家重点
_CONTINUES: Final = frozenset("门长采间理")
_DONE: Final = frozenset("列提述示指涉需有做得及属谓见用持说载含")
_SITES: Final = re.compile(
    "(?:基地|博物馆|植物园|保护站|救助站|管护站|超级站|雷达站|(?:数据|展示|宣教|体验|科普|救护)中心)$"
)
_LOOKED_AT: Final = re.compile(r"(?:参观|参访|察看|查看|走进|踏勘|走访|考察|视察)了?[^。；，]*$")
_STAFF: Final = re.compile(
    r"的?(?:相关)?(?:负责|主任|站长|馆长|工作人员|专家|研究员)|[^。；，]{0,8}(?:座谈|交流)"
)
_HOLDS = re.compile(r"(?:召开|举行|举办|出席|参加|主持)[^，。；]{0,10}$")
_NO_BRAND: Final = re.compile("(?:股份|有限|责任|控股|集团|[（）()])*")
_HELD = re.compile(
    r"(?:[日近昨今][前日天])?(?:于[^，。；]{1,14}[日月])?(?:在[^，。；]{1,24})?(?:召开|举行|举办|开幕)|上[，]|期间"
)
# Without a place or a known body before them, these say whose they are only in context.
_DEPENDENT: Final = frozenset(
    {"ministry", "department", "bureau", "division", "branch", "court", "procuratorate",
     "government", "office", "secretariat", "mission", "college", "station", "laboratory"}
)  # fmt: skip
_INSTITUTES: Final = frozenset({"规划院", "设计院", "环科院", "党校"})  # a body has but one


def says_enough(name: BodyName, before: str) -> bool:
    """Does a name tell a body from others? `before` is the word in front of it."""
    core = name.words[0]
    general = core.startswith(GENERIC_ZH) and not (name.place and core.startswith(_LEVELS))
    many = COUNTED.fullmatch if name.head in {"大学", "分局"} else COUNTED.match  # 五邑大学
    counted = many(core) or COUNTED.fullmatch(before)
    if before.startswith(_VAGUE) or general or counted:
        return False
    venue = core.endswith(_VENUES) and name.group not in {"office", "college"}
    if venue or (name.head == "商会" and core.endswith("会")):
        return False
    if name.group == "company" and core and _NO_BRAND.fullmatch(core):
        return False
    if name.group == "organization":
        return len(core) > 3 and (core.startswith(ANCHORS_ZH) or name.place is not None)
    if name.head == "代表团":
        return "驻" in core
    return _of_party(name, core) or _identifies(name, core)


def _of_party(name: BodyName, core: str) -> bool:
    """Is it the local committee of a party that the words before it name?"""
    return name.group == "party" and core in PARTIES


def _identifies(name: BodyName, core: str) -> bool:
    """Is the body known by its parent, place or rank, or by words enough?"""
    if name.parent is not None:
        plain = name.group in {"secretariat", "office", "mission"} or name.head in _INSTITUTES
        return plain or bool(core or name.place)
    if name.group == "faculty":
        return False
    if name.place is not None:
        return bool(core) or name.group not in {"centre", "station", "committee", "fund", "ngo"}
    if name.rank:
        return bool(core) or len(name.head) > 1
    if name.group == "government":
        return False
    if core.startswith(ANCHORS_ZH):
        return len(core) > 2 or name.group in {"university", "company"}
    if name.group == "laboratory" and _NATIONAL.search(core):
        return len(core) >= _SUBJECT
    if name.group == "reserve":
        return len(core) > 1 and _KIND_OF_RESERVE.search(core) is None
    if name.group in _DEPENDENT:
        topical = name.group != "ministry" or bool(_MINISTERIAL.search(core))
        return len(core) >= 4 and topical and name.group not in {"division", "laboratory"}
    branded = name.group in {"university", "company"} or name.head == "财团"
    return len(core) >= 4 or (branded and len(core) >= 2)


def acts(text: str, span: Span) -> bool:
    """Does the reserve that ends with a word act, as those who look after it?"""
    before = text[max(0, span.start - _NAME_OF_RESERVE) : span.start]
    return _ACTS.match(text, span.end) is not None and not _LOCATED.search(before)


def is_held(text: str, name: BodyName) -> bool:
    """Is "XX联席会议" held, or a station only looked at, and nobody who acts?"""
    if _SITES.search(name.words[0] + name.head):
        before = text[max(0, name.span.start - 60) : name.span.start]
        return bool(_LOOKED_AT.search(before)) and not _STAFF.match(text, name.span.end)
    if name.head != "联席会议":
        return False
    before = text[max(0, name.span.start - 16) : name.span.start]
    return bool(_HOLDS.search(before) or _HELD.match(text, name.span.end))


def goes_on(words: Sequence[Word]) -> bool:
    """Is the short word only the beginning of 部门, 站在, 政府采购, 院所长?"""
    if len(words) < len("部门"):
        return False
    word, following = words
    other = following.text[0] in HEADS_ZH and following.text[0] != word.text[-1]
    if word.text == "所" and following.text[0] in _DONE:
        return True  # 台账 所列 问题
    titled = following.tag == "T" and following.text[0] == "理"  # 学会 理事长
    continued = following.text[0] in _CONTINUES and not titled
    return continued or (following.tag == "T" and other)


def is_office(name: BodyName, following: Sequence[Word]) -> bool:
    """Is "XX处" only where a head of division sits?"""
    whose = name.place is not None or (name.parent is not None and name.head != "处")
    if name.group not in {"division", "ministry"} or whose or not following:
        return False
    return following[0].tag == "T" or following[0].text == "负责"


def is_unit(group: str, core: str) -> bool:
    """Does a body belong to the one named right before it, as 某局干部培训学院 does?"""
    return group in UNIT_CLASSES or (group == "college" and len(core) > 2)


def lasts(words: Sequence[Word], index: int) -> bool:
    """Is it a word such as 中期, or a part of 可持续, which the segmenter parts?"""
    if words[index].text == "可":
        return index + 1 < len(words) and words[index + 1].text == "持续"
    return words[index].text in _LASTING


def head_of(surface: str) -> str | None:
    """Return the longest head noun that a name ends with."""
    lengths = range(min(LONGEST_HEAD, len(surface)), 0, -1)
    return next((surface[-n:] for n in lengths if surface[-n:] in HEADS_ZH), None)


def shared_words(name: BodyName, parts: re.Match[str]) -> BodyName:
    """Return a known name as the words that other places of its list share."""
    rest = parts["rest"]
    head = next(rest[-n:] for n in range(len(rest), 0, -1) if rest[-n:] in HEADS_ZH)
    group, kind = HEADS_ZH[head]
    core = rest.removesuffix(head)
    return BodyName(name.span, group, kind, (core,), place=parts["place"], head=head)


def above(entry: Entry) -> Iterator[str]:
    """Yield the keys of the bodies that a listed one belongs to."""
    body: Entry | None = entry
    while body is not None and body.parent is not None:
        yield body.parent
        body = authority().get("agency", body.parent)
