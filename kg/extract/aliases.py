"""Short forms that hold in one document only, and words that stand for bodies named before.

Short forms come from definitions ("(hereinafter the Center)", 以下简称中心), from brackets behind
a name, and from the place or brand in a Chinese name. None of them becomes a label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.names import Mention, Reference
from kg.extract.names_lexicon import HEADS_EN, HEADS_ZH
from kg.model import EntityRef, Sentence, Span

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKET_ZH = re.compile(
    r"[（(]\s*(?:以下)?(?:简称|下称|统称|以下称)?(?:为|：|:)?\s*[“\"]?([^（）()“”\"，。\s]{1,14})[”\"]?\s*[）)]"
)
_DEFINED_ZH: Final = ("简称", "下称", "以下称")
_BRACKET_EN = re.compile(
    r"\s?\((?:(?:hereinafter|hereafter|in short|short|abbreviated)[^()]*?)?(?:[Tt]he )?[“\"]?(?:[Tt]he )?"
    r"([A-Z][\w&/-]*(?: (?:of|and|for) [A-Z][\w-]*| [A-Z][\w-]*){0,6})[”\"]?\)"
)
_BOTH = re.compile(
    r"\b(?:[Bb]oth|[Tt]he two) (?:sides|parties|ministries|bodies|institutions|agencies|bureaus|centres|centers|organi[sz]ations|institutes)\b"
    r"|双方|两部门|两机构|两单位|两家单位|两部(?=[，。、])"
)
_OURS_ZH = re.compile(
    r"[我本](部|厅|局|委|署|司|处|站|所|院|会|校|公司|中心|集团|学会|协会)(?!门|长|们|上|议)"
)
_OURS_EN = re.compile(r"\b[Oo]ur ([A-Za-z]+)\b")
_NOUNS_EN = "|".join(
    sorted(
        (n.capitalize() for n in HEADS_EN if n not in {"group", "service", "school"}),
        key=len,
        reverse=True,
    )
)
_THE = re.compile(
    rf"\b[Tt]he ({_NOUNS_EN}|Project|Programme|Partnership|Assembly)\b(?! (?:of|for)\b| [A-Z])"
)
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份|控股|有限|责任)*公司$")
_MANY: Final = 2


def defined(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, Span, Mention]]:
    """Yield (short form, where it stands, the mention it is defined behind)."""
    for mention in mentions:
        if mention.entity.kind not in {"agency", "framework"}:
            continue
        rivals = [m for m in mentions if m.span.end == mention.span.end and m is not mention]
        match = _BRACKET_ZH.match(text, _past_mark(text, mention.span.end))
        if match and (_HAN.search(match.group(1)) is None or _declares(match.group())):
            yield match.group(1), Span(*match.span(1)), mention
            continue
        match = _BRACKET_EN.match(text, mention.span.end)
        if (
            match
            and _plausible(match.group(1), match.group())
            and _fits(match.group(1), mention, rivals)
        ):
            yield match.group(1), Span(*match.span(1)), mention


def _fits(short: str, mention: Mention, rivals: Sequence[Mention]) -> bool:
    """Of a unit and its parent that end together, the initials say whose the brackets are."""
    if not rivals:
        return True
    named = [m for m in (mention, *rivals) if initials(m.surface) == short]
    if named:
        return mention in named
    return not any(r.span.covers(mention.span) for r in rivals)


def _past_mark(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in {"》", "”", '"'} else end


def _declares(bracket: str) -> bool:
    return any(word in bracket for word in _DEFINED_ZH)


def _plausible(short: str, bracket: str) -> bool:
    """An abbreviation or a declared short form; a name in brackets may be something else."""
    return short.isupper() or "herein" in bracket or "hereafter" in bracket or _is_body(short)


def _is_body(short: str) -> bool:
    return short.split()[-1].lower() in HEADS_EN or any(c.isupper() for c in short[1:])


def initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z][\w’']*", name))


def occurrences(text: str, short: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Yield every place of a short form in the readable sentences."""
    latin = not _HAN.search(short)
    pattern = re.compile(rf"(?<![\w-]){re.escape(short)}(?!\w)" if latin else re.escape(short))
    for sentence in sentences:
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            yield Span(*match.span())


def derived_zh(name: str, place: Iterable[str], head: str) -> set[str]:
    """Return the forms that Chinese texts shorten a name to: 长沙中心, 江苏学会, 一夫科技."""
    if not head:
        return set()
    forms: set[str] = set()
    places = [p for p in place if len(p) >= _MANY and p in name]
    for label in places:
        bare = re.sub(r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|县|州)$", "", label)
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
    found: list[Reference] = []
    for sentence in sentences:
        start, end = sentence.span
        taken = [m.span for m in mentions if sentence.span.covers(m.span)]
        before = [m for m in bodies if m.span.start < end]
        for match in _BOTH.finditer(text, start, end):
            pair = _pair(before, match.start())
            found.append(Reference(Span(*match.span()), "both-sides", pair, 0.6 if pair else 0.0))
        for pattern, kind in ((_OURS_ZH, "our-body"), (_OURS_EN, "our-body"), (_THE, "anaphor")):
            for match in pattern.finditer(text, start, end):
                span = Span(*match.span())
                group = _group(match.group(1))
                if group is None or any(t.overlaps(span) for t in taken):
                    continue
                meant = _latest(before, span.start, group, groups)
                if kind == "our-body":
                    meant = publisher if groups.get(publisher, "") == group else meant  # type: ignore[arg-type]
                if meant is not None:
                    found.append(Reference(span, kind, (meant,), 0.7))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda r: r.span))


def _group(noun: str) -> str | None:
    known = HEADS_EN.get(noun.lower()) or HEADS_ZH.get(noun)
    return known[0] if known else None


def _latest(
    bodies: Sequence[Mention], before: int, group: str, groups: dict[EntityRef, str]
) -> EntityRef | None:
    for mention in reversed(bodies):
        if mention.span.end <= before and groups.get(mention.entity) == group:
            return mention.entity
    return None


def _pair(bodies: Sequence[Mention], before: int) -> tuple[EntityRef, ...]:
    """Return the two bodies that the text named together last before `before`."""
    seen = [m for m in bodies if m.span.end <= before]
    distinct: dict[EntityRef, None] = {}
    for mention in reversed(seen):
        distinct.setdefault(mention.entity)
        if len(distinct) == _MANY:
            return tuple(reversed(distinct))
    return ()
