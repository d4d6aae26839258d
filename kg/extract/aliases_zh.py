"""Chinese words that stand for bodies named before: 协会 alone, 两校, 三家检察院."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.names import Mention, Reference
from kg.extract.names_lexicon import HEADS_ZH
from kg.extract.names_parts import Cover
from kg.model import EntityRef, Sentence, Span
from kg.text.sifting import Sifted, signs_of, stretch

# A head noun by itself, where a clause or the words "with" and "by" open with it.
_ALONE: Final = Sifted(
    r"(?:(?<=[，。；：、“”（）\s])|(?<=由)|(?<=与)|(?<=和)|(?<=同)|(?<=向)|(?<=对)|(?<=经)|(?<=受))"
    r"(?P<head>协会|学会|商会|公司|集团|中心|研究院|研究所|基金会|保护区|管理局|管理处|秘书处|联合会|大学|学校)"
    r"(?=[与和同将于在已还也拟则为就]|会长|副|董事|总经理|理事|秘书长|主任|党委|校长|院长|所长"
    r"|组织|举办|召开|主办|承办|承诺|派|签|邀请|表示|组团|计划|希望|方面|代表)"
)
_COUNTED: Final = Sifted(
    r"(?P<n>[两三四五])(?:家(?=检|法|公|单|企|机|银|协|学|中|研)|个|所(?=大|高|学))?"
    r"(?P<of>厅(?!级)|局(?!级)|署|校|院(?![士线])|高校|大学|学院|检察院|法院|公司|企业|研究院|研究所|协会|学会|中心|机构|单位)"
    r"(?![员长内外以下])"
)
_SIDES: Final = Sifted(
    r"(?P<n>[三四五])方(?=代表|还|将|在|共同|联合|就|约定|商定|签|达成|同意|合作|，)"
)
_SIGNS: Final = signs_of((_ALONE, _COUNTED, _SIDES))
_NUMBERS: Final = {"两": 2, "三": 3, "四": 4, "五": 5}
_GROUPS: Final = {
    "校": ("university", "college"), "高校": ("university", "college"),
    "大学": ("university",), "学校": ("university", "college"), "学院": ("college", "university"),
    "院": ("institute", "procuratorate", "court"), "企业": ("company",),
}  # fmt: skip
_JOINTS: Final = frozenset({"、", "和", "与", "及", "以及"})
_ANY: Final = frozenset({"机构", "单位"})
_PAIR: Final = 2


def bare_references(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    groups: Mapping[EntityRef, str],
    houses: Sequence[EntityRef],
) -> Iterator[Reference]:
    """Yield the places where such a word means the only body of its kind, or the first ones."""
    bodies = [m for m in mentions if m.entity.kind == "agency" and not m.nested]
    taken = Cover(m.span for m in mentions)
    for sentence in sentences:
        if not sentence.language.startswith("zh"):
            continue
        signs, _ = stretch(sentence.span.of(text))
        if not signs & _SIGNS:
            continue
        for found in _ALONE.bearing(signs, text, sentence.span):
            span = Span(*found.span())
            kind = _kinds(found["head"])
            ours = next((house for house in houses if groups.get(house) in kind), None)
            meant = ours or _only(_of_kind(bodies, kind, groups))
            if meant is not None and not taken.overlaps(span):
                yield Reference(span, "anaphor", (meant,), 0.7)
        for found in _SIDES.bearing(signs, text, sentence.span):
            earlier = [s for s in sentences if s.span.end <= found.start()]
            named = _last_listed(text, bodies, earlier, _NUMBERS[found["n"]])
            if named:
                yield Reference(Span(*found.span()), "anaphor", named, 0.6)
        for found in _COUNTED.bearing(signs, text, sentence.span):
            span = Span(*found.span())
            before = [m for m in bodies if m.span.end <= span.start]
            number, anyone = _NUMBERS[found["n"]], found["of"] in _ANY
            several = before if anyone else _of_kind(before, _kinds(found["of"]), groups)
            first = tuple(dict.fromkeys(m.entity for m in several))
            first = first[-number:] if anyone else first[:number]
            told = len(first) == number and not (anyone and number > _PAIR)
            if told and not taken.overlaps(span):
                yield Reference(span, "anaphor", first, 0.6)


def _last_listed(
    text: str, bodies: Sequence[Mention], sentences: Sequence[Sentence], number: int
) -> tuple[EntityRef, ...]:
    """Return the bodies of the last sentence that lists just so many."""
    for sentence in reversed(sentences):
        inside = [m for m in bodies if sentence.span.covers(m.span)]
        gaps = [text[a.span.end : b.span.start] for a, b in pairwise(inside)]
        if len(inside) == number and all(gap in _JOINTS for gap in gaps):
            return tuple(m.entity for m in inside)
    return ()


def _kinds(head: str) -> tuple[str, ...]:
    known = HEADS_ZH.get(head)
    return _GROUPS.get(head) or ((known[0],) if known else ())


def _of_kind(
    bodies: Sequence[Mention], kinds: Sequence[str], groups: Mapping[EntityRef, str]
) -> list[Mention]:
    return [m for m in bodies if groups.get(m.entity) in kinds]


def _only(bodies: Sequence[Mention]) -> EntityRef | None:
    named = {m.entity for m in bodies}
    return named.pop() if len(named) == 1 else None
