"""Short forms that hold in one document only, and words that stand for bodies named before.

Short forms come from definitions ("(hereinafter the Center)", 以下简称中心), from brackets behind
a name, and from the place or brand in a Chinese name. None of them becomes a label.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.aliases_defined import HAN, defined, initials
from kg.extract.names import Mention, Reference
from kg.extract.names_lexicon import HEADS_EN, HEADS_ZH, PLURAL_HEADS_EN, section
from kg.extract.names_parts import Cover
from kg.extract.names_registry import Body
from kg.extract.series import COLLEGIATE
from kg.model import EntityRef, Sentence, Span
from kg.text.sifting import Sifted, signs_of, stretch

_PARTIES: Final = "|".join(section("en", "two-parties"))
_BOTH = Sifted(
    rf"\b(?:[Bb]oth|[Tt]he two) (?:{_PARTIES})\b"
    "|双方|两部门|两机构|两单位|两家单位|两部(?=[，。、])"
)
_SEVERAL_HEADS: Final = "|".join(PLURAL_HEADS_EN)
_OF_A_KIND = Sifted(
    r"\b(?:[Bb]oth|(?:[Tt]he )?[Tt]wo) (?:(?:[a-z]+|provincial|municipal) ){0,2}"
    rf"(?P<heads>{_SEVERAL_HEADS})\b"
)
_OURS_ZH = Sifted(
    r"[我本](部|厅|局|委|署|司|处|站|所|院|校|公司|中心|集团|学会|协会)(?!门|长|们|上|议)"
    r"|(?:(?<=[来到赴访])我|[我本](?=会[副常会秘名理]))(会)"  # 我会 is also "I shall"
)
_NOUNS_ZH: Final = {"会": "society", "校": "university"}
_COMING: Final = re.compile(r"(?:来|到|赴|访|莅临|参观|走进)了?$")
_OURS_EN = Sifted(r"\b[Oo]ur ([A-Za-z]+)\b")
_NOT_ALONE: Final = frozenset({"minister", "group", "service", "school"})
_NOUNS_EN: Final = "|".join(noun.capitalize() for noun in HEADS_EN if noun not in _NOT_ALONE)
_THE = Sifted(
    rf"\b[Tt]he ({_NOUNS_EN}|Project|Programme|Partnership|Assembly)\b(?! (?:of|for)\b| [A-Z])"
)
_ITS = Sifted(
    r"\b[Ii]ts(?= (?:next|first|second|third|[a-z]{4,10}th|\d{1,3}(?:st|nd|rd|th))"
    r" (?:session|meeting)\b(?! of\b))"
)
_WE = Sifted(r"\b(?:[Ww]e|us|ourselves)\b(?! all\b)")
_REFERENCES: Final = (_OF_A_KIND, _BOTH, _OURS_ZH, _OURS_EN, _THE, _ITS)
_QUOTED: Final = re.compile("[“”\"「]|['‘][A-Z]|\\b(?:said|says|added|told|noted)\\b")
_HEADED: Final = re.compile(
    r"(?:[A-Z][\w|:> -]{0,40} (?:of|by|from|at) )?(?:the )?$|.{0,60}\b(?:[Bb]ulletin"
    r"|[Nn]ewsletter|[Dd]igest"
    r"|[Pp]ress [Ss]ervice|[Pp]repared|[Pp]ublished|[Ii]ssued|[Ss]ource)\b[^.;]{0,24} ?$"
)
_HEADERS: Final = 4  # so many lines may tell whose page it is
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份|控股|有限|责任)*公司$")
_LEFT_OUT: Final = frozenset(
    {"protection", "province", "provincial", "municipal", "city", "scientific", "research"}
)
_PARK: Final = "国家公园管理处"  # in Taiwan 玉山国家公园管理处 is 玉管处
_MANY: Final = 2
_COURTS: Final = {"高级人民法院": "高院", "中级人民法院": "中院"}
# A unit behind the body above it, by words enough to tell it from those of others.
_UNIT_ZH: Final = re.compile(
    r".{2,}?(?:科学院|大学|总局|[局厅署]|(?<![东西南北中内外全])部|政府|学会|协会|基金会)"
    r"(?P<own>[\u4e00-\u9fff]{5,})"
)
_UNIT_HEADS: Final = (
    "学院", "研究院", "研究所", "中心", "委员会", "司", "处", "办公室", "分署", "分局", "规划院",
    "植物园", "实验室",
)  # fmt: skip
_FACULTY: Final = 4  # characters of 环境学院
_FAR: Final = 200  # mentions that a reference may reach back


def short_forms(
    text: str, mentions: list[Mention], bodies: Iterable[Body], *, translated: bool = False
) -> tuple[list[Mention], dict[str, EntityRef]]:
    """Return what each short form of this document means, and mentions set right by it."""
    meant: dict[str, EntityRef] = {}
    at = {mention.span: mention for mention in mentions}
    renamed: dict[EntityRef, EntityRef] = {}
    for short, where, mention in defined(text, mentions, translated=translated):
        there = at.get(where)
        if there is not None and there.entity != mention.entity:
            if there.source == "grammar":
                renamed[there.entity] = mention.entity
            elif translated or not (
                HAN.search(short) or initials(mention.surface).startswith(short)
            ):
                if mention.source != "authority":
                    renamed[mention.entity] = there.entity
                continue
        meant[short] = mention.entity
    renamed.update(_shortened(mentions))
    for body in bodies:
        for label in body.labels:
            if label.language.startswith("zh"):
                for short in derived_zh(label.text, body.place_words, body.head):
                    meant.setdefault(short, body.ref)
    set_right = [
        m._replace(entity=renamed[m.entity]) if m.entity in renamed else m for m in mentions
    ]
    return set_right, {short: renamed.get(ref, ref) for short, ref in meant.items()}


def _shortened(mentions: Sequence[Mention]) -> Iterator[tuple[EntityRef, EntityRef]]:
    """Yield (body, the one named before it) where words that say little were left out since.

    Only between the first word and the last, which is what kind of body it is.
    """
    whole: dict[tuple[str, ...], EntityRef] = {}
    for mention in mentions:
        words = tuple(mention.surface.removeprefix("the ").removeprefix("The ").split())
        if len(words) <= _MANY or words[-1].lower() not in HEADS_EN:
            continue
        core = tuple(word for word in words if word.lower() not in _LEFT_OUT)
        named = whole.setdefault(core, mention.entity)
        if mention.source == "grammar" and core == words and named != mention.entity:
            yield mention.entity, named


def with_short_forms(
    text: str,
    mentions: list[Mention],
    meant: dict[str, EntityRef],
    sentences: Sequence[Sentence],
) -> list[Mention]:
    """Add the places where short forms stand; what they cover gives way."""
    spoken = {mention.entity for mention in mentions}
    shorts = sorted((s for s, ref in meant.items() if ref in spoken), key=lambda s: (-len(s), s))
    if not shorts:
        return mentions
    pattern = re.compile("|".join(map(_bounded, shorts)))
    longer = Cover(m.span for m in mentions if m.entity.kind != "place")
    found = [
        Mention(Span(*match.span()), meant[match.group()], match.group(), None, "short-form", 0.9)
        for sentence in sentences
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end)
        if not longer.covers(Span(*match.span())) or longer.is_outermost(Span(*match.span()))
    ]
    taken = Cover(mention.span for mention in found)
    kept = [m for m in mentions if not taken.covers(m.span)]
    return sorted([*kept, *found], key=lambda m: m.span)


def _bounded(short: str) -> str:
    if HAN.search(short):
        return re.escape(short)
    return rf"(?<![^\W\u4e00-\u9fff])(?<!-){re.escape(short)}(?![^\W\u4e00-\u9fff])"


def derived_zh(name: str, place: Iterable[str], head: str) -> set[str]:
    """Return the forms that Chinese texts shorten a name to: 长沙中心, 江苏学会, 一夫科技."""
    if not head:
        return set()
    forms: set[str] = set()
    if name.endswith(_PARK):
        forms.add(f"{name[0]}管处")
    places = tuple(p for p in place if len(p) >= _MANY and p in name)
    forms.update(_units(name, places))
    for label in places:
        bare = _bare(label)
        rest = name.split(label, 1)[1]
        for tail in _tails(head):
            if rest.endswith(head) and rest != tail and bare not in {"中国"}:
                forms.add(bare + tail)
        if head.endswith(("公司", "集团")):
            brand = _LEGAL_FORM.sub("", rest)
            if len(brand) > _MANY and brand != rest:
                forms.add(brand)
    if head.endswith("公司") and not places:
        brand = _LEGAL_FORM.sub("", name)
        if len(brand) > _MANY and brand != name:
            forms.add(brand)
    return forms - {name}


def _units(name: str, places: tuple[str, ...]) -> Iterator[str]:
    """Yield what courts are called for short, and a unit without the body above it."""
    faculty = name.partition("大学")[2]
    if len(faculty) >= _FACULTY and faculty.endswith(("学院", "研究院", "研究所")):
        yield faculty
    unit = _UNIT_ZH.match(name)
    if unit and unit["own"].endswith(_UNIT_HEADS) and not unit["own"].startswith(places):
        yield unit["own"]
    courts = next((short for full, short in _COURTS.items() if name.endswith(full)), "")
    yield from (_bare(label) + courts for label in places if courts)


def _bare(place: str) -> str:
    return re.sub(r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|县|州)$", "", place)


def _tails(head: str) -> Iterator[str]:
    """研究所 may be cut to 所, 监测中心站 to 站."""
    yield head
    for length in (1, 2):
        if len(head) > length and head[-length:] in HEADS_ZH:
            yield head[-length:]


def references(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    groups: dict[EntityRef, str],
    publisher: EntityRef | None,
) -> tuple[Reference, ...]:
    """Return words that stand for bodies, resolved to what was named before them."""
    bodies = [m for m in mentions if m.entity.kind == "agency" and not m.nested]
    starts = [m.span.start for m in bodies]
    taken = Cover(m.span for m in mentions)
    found: list[Reference] = []
    house = publisher or _house(text, sentences, bodies)
    own: dict[str, EntityRef | None] = {}  # kind -> what 我校 means on the whole page
    words = (*_REFERENCES, _WE) if house else _REFERENCES
    for sentence, match in _matches(text, sentences, words):
        span = Span(*match.span())
        last = bisect_left(starts, span.start)
        before = bodies[max(0, last - _FAR) : last]
        if match.re is _BOTH.expression:
            pair = _pair([m for m in before if groups.get(m.entity) != "laboratory"])
            found.append(Reference(span, "both-sides", pair, 0.6 if pair else 0.0))
            continue
        if match.re is _OF_A_KIND.expression:
            found += () if taken.overlaps(span) else _of_a_kind(match, span, before)
            continue
        if match.re is _ITS.expression:
            found += _of_the_assembly(span, before)
            continue
        if match.re is _WE.expression:
            if house is not None and not _QUOTED.search(text, *sentence.span):
                found.append(Reference(span, "our-body", (house,), 0.6))
            continue
        group = kind_of(match.group(match.lastindex or 1))
        if group is None or taken.overlaps(span):
            continue
        meant = called_so_last(_hosts(text, sentence, span, before), group, groups)
        ours = match.re is not _THE.expression
        first = meant or _named_first(mentions, group, groups)
        meant = own.setdefault(group, first) if match.re is _OURS_ZH.expression else meant
        if house is not None and groups.get(house) == group and (ours or house != publisher):
            meant = house
        if meant is not None:
            found.append(Reference(span, "our-body" if ours else "anaphor", (meant,), 0.7))
    return tuple(sorted(found, key=lambda r: r.span))


def _house(text: str, sentences: Sequence[Sentence], bodies: Sequence[Mention]) -> EntityRef | None:
    """Return whose page it is, as its first lines say."""
    for sentence in sentences[:_HEADERS]:
        start, end = sentence.span
        for body in bodies:
            if not sentence.span.covers(body.span) or not _HEADED.fullmatch(
                text, start, body.span.start
            ):
                continue
            if body.span.start > start or not text[body.span.end : end].strip(" .|:"):
                return body.entity
    return None


def _of_the_assembly(span: Span, before: Sequence[Mention]) -> Iterator[Reference]:
    """Yield whose session "its tenth session" is: that of the assembly named last."""
    for mention in reversed(before):
        if COLLEGIATE.search(mention.surface):
            yield Reference(span, "anaphor", (mention.entity,), 0.7)
            return


def _of_a_kind(
    match: "re.Match[str]", span: Span, before: Sequence[Mention]
) -> Iterator[Reference]:
    """Yield the two bodies of "the two city bureaus": those named last that are called so."""
    head = PLURAL_HEADS_EN[match["heads"]]
    if pair := _pair([m for m in before if head in m.surface.lower()]):
        yield Reference(span, "both-sides", pair, 0.6)


def _matches(
    text: str, sentences: Sequence[Sentence], words: Sequence[Sifted]
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    sought = signs_of(words)
    for sentence in sentences:
        signs, _ = stretch(sentence.span.of(text))
        for pattern in words if signs & sought else ():
            if signs & pattern.sign:
                for match in pattern.bearing(signs, text, sentence.span):
                    yield sentence, match


def _hosts(
    text: str, sentence: Sentence, ours: Span, before: Sequence[Mention]
) -> Sequence[Mention]:
    """Leave out whoever comes to "our bureau": that is another one."""
    if not _COMING.search(text, max(sentence.span.start, ours.start - 3), ours.start):
        return before
    guests = {m.entity for m in before if m.span.start >= sentence.span.start}
    return [m for m in before if m.entity not in guests]


def kind_of(noun: str) -> str | None:
    known = HEADS_EN.get(noun.lower()) or HEADS_ZH.get(noun)
    return known[0] if known else _NOUNS_ZH.get(noun)


def called_so_last(
    bodies: Sequence[Mention], group: str, groups: dict[EntityRef, str]
) -> EntityRef | None:
    return next((m.entity for m in reversed(bodies) if groups.get(m.entity) == group), None)


def _named_first(
    mentions: Sequence[Mention], group: str, groups: dict[EntityRef, str]
) -> EntityRef | None:
    """Return the first body of a kind, be it in the name of a unit: 我校 stands in a headline."""
    return next((m.entity for m in mentions if groups.get(m.entity) == group), None)


def _pair(bodies: Sequence[Mention]) -> tuple[EntityRef, ...]:
    """Return the two bodies that the text named last, in its order."""
    distinct = list(dict.fromkeys(m.entity for m in reversed(bodies)))[:_MANY]
    return tuple(reversed(distinct)) if len(distinct) == _MANY else ()
