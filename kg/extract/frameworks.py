"""Conventions, laws, plans and initiatives: listed ones, titles by their form, other wordings.

A title counts by its head word. Agreements between parties are not frameworks, and a slogan
is none unless a document bears its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.authority import Entry, authority
from kg.extract.frameworks_german import titles_german
from kg.extract.languages import Language
from kg.extract.languages import language as spoken_language
from kg.extract.linking import Hit, known_names
from kg.extract.minting import identified
from kg.extract.names_lexicon import rows, section
from kg.iris import fold
from kg.model import EntityRef, Label, MintedEntity, Span
from kg.text.sifting import Sifted, signs_of, stretch

# Suffix of a Chinese title -> notation in framework-kind; the longest wins.
TITLES_ZH: Final = {
    "公约": "convention", "议定书": "protocol", "修正案": "amendment", "条约": "treaty",
    "协定": "treaty", "宣言": "declaration", "议程": "action-plan", "决议": "decision",
    "法": "law", "条例": "law", "办法": "law", "规定": "law", "实施细则": "law",
    "纲要": "national-plan", "规划": "national-plan", "战略": "action-plan",
    "行动计划": "action-plan", "行动方案": "action-plan", "方案": "national-plan",
    "意见": "policy", "纲领": "national-plan", "预案": "national-plan",
    "倡议": "initiative", "框架": "global-framework", "计划": "action-plan",
}  # fmt: skip
HEADS_EN: Final = {
    "Convention": "convention", "Protocol": "protocol", "Amendment": "amendment",
    "Treaty": "treaty", "Declaration": "declaration", "Pact": "declaration", "Call": "declaration",
    "Agenda": "action-plan", "Law": "law", "Act": "law", "Regulation": "law",
    "Regulations": "law", "Measures": "law", "Opinions": "policy", "Strategy": "action-plan",
    "Plan": "action-plan", "Framework": "global-framework", "Initiative": "initiative",
    "Outline": "national-plan", "Accord": "treaty", "Charter": "declaration", "Directive": "law",
    "Code": "law", "Ordinance": "law", "Decree": "law", "Rules": "law", "Bill": "law",
    "Policy": "policy", "Roadmap": "action-plan", "Vision": "national-plan",
    "Blueprint": "national-plan", "Compact": "declaration", "Pledge": "pledge",
    "Programme": "national-plan", "Program": "national-plan", "Commitment": "declaration",
}  # fmt: skip
# Heads that many things bear: only a national or dated one is a framework.
_COMMON_HEADS: Final = frozenset({"Programme", "Program", "Policy", "Code", "Bill", "Vision"})
_OFFICIAL = re.compile(r"\b(?:National|State|Federal|Presidential|Union|Strategic)\b|\d{4}")
_NOT_TITLES = re.compile(
    r"^(?:Rules|Code|Commitment|Directive|Charter) (?:of|on|for) \w+$"
    r"|^(?:Convention|Protocol|Treaty|Plan|Strategy|Framework) in "
    r"|^(?:(?:Strategic|Joint) )?(?:Action|Master|Strategic|Management|Implementation|Business)"
    r" (?:Plan|Framework|Strategy)$|\b(?:Work|Working|Training|Exchange|Fellowship|Grants?) Program"
)
_BILATERAL_ZH = re.compile(
    r"协议|备忘录|意向书|合作安排|合作计划|工作计划|声明|公报|报告|指南|标准|规范|合同"
)
_BILATERAL_EN = re.compile(
    r"\b(?:Agreement|Memorandum|MoU|Letter|Statement|Report|Work (?:Plan|Programme)"
    r"|Declaration of (?:Intent|Cooperation|Partnership|Understanding))\b"
)
_SIGNED = re.compile(
    r"(?:(?<!总统)(?<!总理)(?<!主席)(?<!国王)签署|签订|续签|签了|签约|会签)[^，。；《]{0,14}$"
)
_TITLE_ZH = Sifted(r"《([^《》\n]{2,60})》")
_QUOTED_ZH = Sifted(
    r"[“\"]([\u4e00-\u9fff·—\-]{3,18}(?:倡议|行动计划|战略|使者计划|伙伴计划|伙伴关系计划|框架|议程))[”\"]"
)
_INITIATIVE_ZH = Sifted(
    r"(?:支持|落实|参与|加入|响应|推进|对接|实施)([\u4e00-\u9fff]{4,14}倡议)(?!书)"
)
_RANGE = re.compile(r"[（(][^（）()]*[）)]$")
_HEAD = "|".join(HEADS_EN)
_WORD = r"[A-Z][\w’'–—-]*"
_CAPS = rf"{_WORD}(?:(?:,? (?:and |& )?|(?<=ing) the ){_WORD}){{0,11}}"
_DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri)day)\b"
)
_FROM = r"from(?=[ ](?:Pollution|Ships|Land))"
_OF = rf"(?:of|on|for|to|concerning|in|against|{_FROM})[ ](?!{_DAY})(?:the[ ])?"
_YEARS = (
    r"(?:,)?[ ](?:of[ ]|for[ ]|B\.E\.[ ])?"
    r"\(?(?:\d{4}|20\d\d)(?:[ ]?[-–—/][ ]?\d{2,4}|[ ]to[ ]\d{4})?\)?"
)
_OWNER = re.compile(
    r"(?!People|Women|Children|Men|World)[A-Z]\w*['’]s"
)  # "the Agency's Clean Water Programme"
_PERSON = re.compile(r"(?: [A-Z][\w’'.-]+){2,3}")
_BOTH = re.compile(
    r"(?P<first>[A-Z]\w+)(?:, (?P<second>[A-Z]\w+))?,? and (?P<last>[A-Z]\w+)"
    r" (?P<head>Convention|Protocol)s?$"
)
_DATED = re.compile(rf"{_YEARS}$")
_TITLE_EN = Sifted(
    rf"\b(?:{_WORD}[ ](?:and[ ])?(?:\([A-Z][\w ]+\)[ ])?){{0,7}}(?:{_HEAD})\b"
    rf"(?:[ ]{_OF}{_CAPS}(?:[ ]{_OF}{_CAPS}){{0,4}})?(?:{_YEARS})?"
    r"(?! (?:[A-Z]|Agreement|Memorandum))"
)
_NAMED_YEAR = Sifted(
    rf"\b((?:{_WORD}[ ]){{1,5}}20[2-9]\d)[ ](?:strategy|plan|vision|agenda|programme|roadmap)\b"
)
_OF_EVENT = re.compile(
    r"(?:Summit|Forum|Conference|Meeting|Workshop|Seminar) (?:for|on|of) (?:an? )?(?:the )?$"
)
_QUOTED_EN = Sifted(r"[“\"]([A-Z][^“”\"\n]{8,160})[”\"]")
_FIVE_YEAR = Sifted(r"[“\"]?\b\d\dth Five[- ]Year[”\"]?(?: [a-z]+){1,8} plan\b")
_RESOLUTION = Sifted(r"\bresolution,? [“\"]([A-Z][^“”\"\n]{3,80})[”\"]")
_FIRST_WORDS: Final = frozenset(word.capitalize() for word in section("en", "before-titles"))
# Authority kinds that are frameworks only when a document bears the name.
_IDEAS: Final = frozenset({"concept", "national-goal", "policy"})
_ZONE = re.compile(r"(?:先行|示范|试验|核心|合作)区")  # a region that a plan has made
_PART_OF_EVENT = re.compile(
    r"[”\"]?(?:国际合作)?[一-鿿]{0,4}(?:论坛|峰会)|[”\"]? (?:\w+ ){0,3}(?:Forum|Summit)\b"
)

# Wordings of well-known frameworks that no list of labels can hold.
_WORDINGS: Final = tuple(
    (Sifted(row["pattern"]), row["framework"], float(row["confidence"]))
    for row in rows("wordings.csv")
)


@dataclass(frozen=True, slots=True)
class FrameworkName:
    span: Span
    ref: EntityRef
    kind: str
    confidence: float
    minted: MintedEntity | None = None


_TITLES: Final = (
    _TITLE_ZH,
    _QUOTED_ZH,
    _INITIATIVE_ZH,
    _TITLE_EN,
    _NAMED_YEAR,
    _FIVE_YEAR,
    _RESOLUTION,
    _QUOTED_EN,
)
_SIGNS: Final = signs_of((*_TITLES, *(wording for wording, _, _ in _WORDINGS)))


def find_frameworks(
    text: str, span: Span, language: str, hits: Sequence[Hit], source_key: str
) -> list[FrameworkName]:
    """Return the frameworks named in one sentence, longest first where they overlap."""
    found = list(_listed(text, hits))
    found.extend(_titles_spoken(text, span, language, source_key))
    signs, _ = stretch(span.of(text))
    if not signs & _SIGNS:
        return _outermost(found) if found else found
    found.extend(_worded(text, span, signs))
    if language.startswith("zh"):
        found.extend(_titles_zh(text, span, source_key))
        found.extend(_initiatives_zh(text, span, source_key))
    elif language.startswith("en"):
        found.extend(_titles_en(text, span, source_key, language))
    return _outermost(_without_people(text, found))


def _titles_spoken(text: str, span: Span, tag: str, source_key: str) -> Iterator[FrameworkName]:
    """Yield titles by their first word, in the languages that have a list of such words."""
    spoken = spoken_language(tag)
    for where, kind in titles_german(text, span) if spoken and spoken.code == "de" else ():
        yield _named(where, where.of(text), kind, tag, None, source_key)
    for pattern, kind in _spoken_titles(spoken) if spoken else ():
        for match in pattern.finditer(text, *span):
            yield _named(Span(*match.span()), match.group(), kind, tag, None, source_key)


@cache
def _spoken_titles(spoken: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    links = "|".join(spoken.either(name) for name in ("of", "to", "and"))
    more = rf"(?: (?:{links}))?(?: (?:{links}))? (?:[A-ZÀ-Ý][\w’'-]*|(?:19|20)\d\d(?:[-–]\d+)?)"
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{head})(?:(?:{more}){{1,12}}|(?<=\d))"), kind)
        for head, kind in spoken.rows("titles")
    )


def _without_people(text: str, found: Sequence[FrameworkName]) -> list[FrameworkName]:
    """Leave out a new title that is a listed one with the name of a person behind it."""
    listed = {name.span.start: name.span.end for name in found if name.minted is None}
    return [n for n in found if n.minted is None or not _person_behind(text, n, listed)]


def _person_behind(text: str, name: FrameworkName, listed: dict[int, int]) -> bool:
    end = listed.get(name.span.start)
    behind = text[end : name.span.end] if end else ""
    return bool(_PERSON.fullmatch(behind)) and not any(w in HEADS_EN for w in behind.split())


def is_framework(entry: Entry) -> bool:
    """Is the entry more than a slogan: does a document or an initiative bear the name?"""
    if entry.kind != "framework" or entry.type not in _IDEAS:
        return entry.kind in {"framework", "element"}
    return any(_kind_zh(n.text) for n in entry.names() if n.language.startswith("zh"))


def _listed(text: str, hits: Sequence[Hit]) -> Iterator[FrameworkName]:
    for hit in hits:
        for entry in hit.entries:
            if not is_framework(entry):
                continue
            if entry.type == "initiative" and _PART_OF_EVENT.match(text, hit.span.end):
                continue
            if _ZONE.match(text, hit.span.end):
                continue
            yield FrameworkName(hit.span, EntityRef(entry.kind, entry.key), entry.type, 1.0)
            break


def _worded(text: str, span: Span, signs: int) -> Iterator[FrameworkName]:
    for pattern, key, confidence in _WORDINGS:
        for match in pattern.bearing(signs, text, span):
            entry = authority().get("framework", key)
            if entry is not None:
                ref = EntityRef("framework", key)
                yield FrameworkName(Span(*match.span()), ref, entry.type, confidence)


def _kind_zh(title: str) -> str | None:
    bare = _RANGE.sub("", title)
    for length in (4, 3, 2, 1):
        if bare[-length:] in TITLES_ZH:
            return TITLES_ZH[bare[-length:]]
    return None


def _titles_zh(text: str, span: Span, source_key: str) -> Iterator[FrameworkName]:
    for match in _TITLE_ZH.within(text, span):
        title = match.group(1)
        kind = _kind_zh(title)
        before = text[max(span.start, match.start() - 24) : match.start()]
        of_two = _SIGNED.search(before) or _BILATERAL_ZH.search(title)
        if kind is None or title in TITLES_ZH or of_two:
            continue
        yield _named(Span(*match.span(1)), title, kind, "zh-Hans", "cn", source_key)


def _initiatives_zh(text: str, span: Span, source_key: str) -> Iterator[FrameworkName]:
    """Read initiatives in quotes, and those behind a verb that takes them."""
    found = (
        *_INITIATIVE_ZH.within(text, span),
        *_QUOTED_ZH.within(text, span),
    )
    for match in found:
        where = Span(*match.span(1))
        yield _named(where, match.group(1), "initiative", "zh-Hans", None, source_key)


def _titles_en(text: str, span: Span, source_key: str, language: str) -> Iterator[FrameworkName]:
    for match in _TITLE_EN.within(text, span):
        title, start = match.group(), match.start()
        first, _, rest = title.partition(" ")
        while rest and (first in _FIRST_WORDS or _OWNER.fullmatch(first)):
            start += len(first) + 1
            title = rest
            first, _, rest = title.partition(" ")
        head = next(w for w in re.findall(r"\w+", title) if w in HEADS_EN) if title else ""
        heads = sum(w in HEADS_EN for w in re.findall(r"\w+", title))
        before = text[max(span.start, start - 40) : start]
        if len(title.split()) < 2 or _OF_EVENT.search(before) or not _is_title(title, head, heads):
            continue
        where = Span(start, match.end())
        if both := _both(title, where):
            yield from both
            continue
        yield _named(where, title, HEADS_EN[head], language, None, source_key)
    for match in _QUOTED_EN.within(text, span):
        title = match.group(1).rstrip(",.")
        first = title.split()[0]
        if first in HEADS_EN and not _BILATERAL_EN.search(title):
            where = Span(match.start(1), match.start(1) + len(title))
            yield _named(where, title, HEADS_EN[first], language, None, source_key)
    for match in _NAMED_YEAR.within(text, span):
        where = Span(*match.span(1))
        yield _named(where, where.of(text), "action-plan", language, None, source_key)
    for pattern in (_RESOLUTION, _FIVE_YEAR):
        for match in pattern.within(text, span):
            where = Span(*match.span(match.re.groups))
            kind = "decision" if pattern is _RESOLUTION else "national-plan"
            yield _named(where, where.of(text), kind, language, None, source_key)


def _both(title: str, where: Span) -> tuple[FrameworkName, ...]:
    """Read the listed ones of "Basel and Stockholm Convention", each at its own word."""
    found = _BOTH.fullmatch(title)
    names: list[FrameworkName] = []
    for group in ("first", "second", "last") if found else ():
        entry = _entry_titled(f"{found[group]} {found['head']}") if found and found[group] else None
        if found and entry:
            end = found.end() if group == "last" else found.end(group)
            span = Span(where.start + found.start(group), where.start + end)
            names.append(FrameworkName(span, EntityRef("framework", entry.key), entry.type, 1.0))
    return tuple(names) if len(names) > 1 else ()


def _is_title(title: str, head: str, heads: int) -> bool:
    """Does a document bear the title: is it neither bilateral nor a phrase in capitals?"""
    if _BILATERAL_EN.search(title) or _NOT_TITLES.search(title):
        return False
    if head in _COMMON_HEADS and not _OFFICIAL.search(title):
        return False
    # "within the framework of", in capitals
    phrase = title.startswith(("Framework of", "Plan of", "Plan for", "Strategy for"))
    return heads > 1 or not phrase


def _named(
    span: Span, title: str, kind: str, language: str, slot: str | None, source_key: str
) -> FrameworkName:
    entry = _entry_titled(title) or _entry_titled(_DATED.sub("", title))
    if entry is not None:
        return FrameworkName(span, EntityRef("framework", entry.key), entry.type, 1.0)
    normal = fold(title.removeprefix("中华人民共和国"))
    identity, ref = identified("framework", normal, slot or source_key)
    minted = MintedEntity(ref, identity, (Label(" ".join(title.split()), language),), kind)
    return FrameworkName(span, ref, kind, 0.9, minted)


def _entry_titled(title: str) -> Entry | None:
    for candidate in (title, f"中华人民共和国{title}"):
        for hit in known_names().find(candidate):
            if hit.span == Span(0, len(candidate)):
                for entry in hit.entries:
                    if entry.kind == "framework":
                        return entry
    return None


def _outermost(found: list[FrameworkName]) -> list[FrameworkName]:
    """Drop names inside longer ones, and of equal spans the minted one."""
    kept: list[FrameworkName] = []
    for name in sorted(found, key=lambda n: (n.span.start, -n.span.end, n.minted is not None)):
        if not kept or name.span.start >= kept[-1].span.end:
            kept.append(name)
    return kept
