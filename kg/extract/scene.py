"""The sentences of a document with their mentions masked, so that clause patterns stay short.

In a masked line every mention is one private-use character whose range tells its slot. Patterns
are written with `{A}` (agency, or words that stand for agencies), `{P}` (place), `{N}` (person),
`{F}` (framework) and `{T}` (time), and compiled by `pattern`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.extract.attached import end_of_aside, is_whose
from kg.extract.dates import TimeMention
from kg.extract.gloss import Glossary, glossary, glossed
from kg.extract.languages import code_of
from kg.extract.names import Mentions, Office
from kg.extract.places import in_title
from kg.extract.slots import BASE, SLOTS, WIDTH, Slot, slot_of, slots
from kg.model import EntityRef, OffsetMap, PartialDate, Sentence, Span, Text
from kg.text.sifting import Sifted, sift

_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_AND_ZH: Final = frozenset("、和及与")
_ALIAS: Final = re.compile(r"\s?[(（](?:以下|下称|简称|hereinafter|hereafter)[^()（）]{0,40}[)）]")
# "Dr. Ana Torres" is one mention: the full stop would end a clause for most patterns.
_STYLED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Hon|Engr?|Ir|Er|Amb|Sen|Rep|Gen|Col|Capt|Lt|Maj|Rev|Atty|St"
    r"|GS|PGS|TS|TSKH|Th[Ss]"
    r"|H\.? ?E|Shri|Smt|Sir|Madam|Madame|Datuk|Dato|MM?(?=\.)|Mmes?|Mlle|Pr|Monsieur)\b[.’']?\s)+$"
)
_KINDS: Final[dict[str, Slot]] = {
    "agency": "A",
    "place": "P",
    "framework": "F",
    "element": "F",
}


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(slots(source), flags)


def sifted(source: str, flags: int = 0) -> Sifted:
    """Compile a pattern over masked text that need not be tried on every line."""
    return Sifted(slots(source), flags)


ORDINAL: Final = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:[a-z]{3,6}ty-)?[a-z]{3,6}tie)th)"
)


LOCATIVE: Final = sifted(
    r"\b(?:in|at|near|across)\s(?!(?:from|for|to)\s)(?:the\s)?(?:[a-z-]+\s(?:of\s(?:the\s)?)?){0,2}"
    r"{P}(?:(?:,\s"
    r"|\s\(|,?\s(?:in|of)\s(?:the\s)?|,\s[a-z]+\s(?:{P}['’]s\s)?){P})*"
    r"|(?:^|[.;]\s){P}(?:,\s{P})*(?=\s(?:will\s|is\sto\s)?(?:(?:host|play\shost|welcome)(?:s|ed"
    r"|ing)?\s(?!{N})|(?:was|is|will\sbe)\shome\sto|(?:was|is|(?:will|to)\sbe)\sthe\svenue))"
    r"|\b(?:visit(?:ed|s|ing)?(?:\sto|\son\s{T},?)?|(?:trip|tour|mission|journey|expedition"
    r"|excursion)\s(?:to"
    r"|of)|delegation\sto|inspected|toured|patroll?ed|(?:brought|welcomed)\s(?:[\w-]+\s){1,5}to"
    r"|into"
    r"|travel(?:led|ed|s|ling)\sto"
    r"|(?:left|leave[sd]?|depart(?:ed|s|ing)?|bound)\sfor|flew\sto|went\sto|t(?:akes|ook)\s(?:the"
    r"|a)\s[a-z]+\sto|arriv(?:ed|es|ing)\sin|came\sto|return\sto)\s(?:the\s)?{P}(?:(?:,"
    r"|,?\sand)\s(?:the\s)?{P})*|\b(?:announced|planned|scheduled|slated|set)\sfor\s{P}(?:,\s{P})*"
    r"|\b(?:hosted|housed|received)\sby\s(?:the\s)?(?:[Cc]ity\sof\s)?{P}(?![’'])"
    r"|(?:,|:|\s\()\s?(?:the\s)?{P}(?:,\s{P})*,?\s\(?(?:on\s|from\s|in\s)?{T}"
    r"|\b(?:at|in)\s(?:the\s|its\s)?[a-z]+['’]s\s{P}"
    r"|\b[Tt]he\s{P}(?=\s(?:[a-z-]+\s){0,2}(?:clean-?up|patrol|visit|trip|tour|excursion)\b)"
    r"|{T},\s(?:\d{1,2}[:.]\d\d[^:]{0,12},\s)?{P}(?:,\s{P})*(?=:)"
    r"|\b(?:at|in)\s(?!(?:the\s)?(?:invitation|request|initiative"
    r"|presence|partnership|collaboration|cooperation|association|conjunction|coordination"
    r"|consultation|concert|by|which|whom"
    r"|whose)\b)(?:the\s)?(?:[a-z-]+\s(?:of\s(?:the\s)?)?){0,2}{A}"
    r"(?!\s(?:[A-Z(][\w()-]*\s){0,4}(?i:workshop|meeting|conference|training|seminar|forum|session"
    r"|summit|event|ceremony)\b)(?:(?:,\s|\s\(|,?\sin\s){P})*(?=[,.; ])"
    r"|^{P}(?:,\s{P})*(?=(?:, [A-Z][a-z]+)?[.,]?\s[-–—]|,?\s\(?{T}[ -–—]|,\s{T}[.:]?$)"
    r"|^\W{0,3}{T}[:,]\s[^.;]{3,120}?(?<!{A}),\s{P}(?:,\s{P})*(?=[,.;]|$)"
    r"|\b(?:stop|destination|venue|port\sof\scall)\s(?:is|was|will\sbe)\s{P}(?:,\s{P})*"
    r"|\bon\sthe\s(?:grounds|premises|campus)\sof\s(?:the\s)?{A}(?=[,.; ])"
    r"|\bon\sthe\sislands?\sof\s{P}|\bon\s(?:the\s)?{P}"
    r"|^{P}(?=:(?![\u4e00-\u9fff]))"
    r"|{T}(?:,\s|\s[-–—|]\s){P}(?:,\s{P})*(?=[.;):]|\s[-–—|]|$)"
    r"|^\W{0,3}{T}, {P}(?:, {P})*(?=:| [-–—])|,\s{P}(?:,\s{P})*(?=[^\w.。]*$)"
    r"|(?:(?<![现存正所])在|(?<![关对由至基鉴属用处])于|赴|(?<!返)抵|来到|前往"
    r"|(?<![得看受达感直收遇找想])到|访问|出访|走进|抵达|造访"
    r"|飞赴|齐聚|相聚|移师|落户|花落|转战|转场|转赴|奔赴|驱车至|转[至往到]|亮相|登陆|设在|定在"
    r"|(?<![失除过])去了?(?![年世除掉])|走了|途经|取道|到了|顺访|[首一]站(?:是|为|在"
    r"|到)?)(?:[^，。；、]{0,4}?){P}(?:[\s、和及与]?{P})*(?![的和与、及])"
    r"|(?:到|赴|抵|前往|来到)了?{P}的{P}(?![的和与、及])|(?:前往|参观|来到|走进|到|赴|考察|是)了?位[于於]{P}{P}*(?=的)"
    r"|[经經]{P}(?=[，、到至赴抵])"
    r"|(?:展开|开始|开启|结束|完成)(?:了)?[^，。；]{0,10}(?:对|的)?{P}(?=[^，。；]{0,4}(?:访问|考察|之行|行程))"
    r"|{P}(?:[、和与及]{P})+(?=[两三四五六七八九多等]*[地市省县国](?:各|分别|同时|同步)?[^，。；]{0,4}设)"
    r"|{T}[^，。；、\ue000-\uf8ff]{0,10}，{P}(?:(?:首都|首府|省会)?{P})*(?=[^，。；、的\ue000-\uf8ff]{0,4}，)"
    r"|来{P}|从{P}(?=出发|启程)|地点(?:仍|改|定|选|设)?(?:在|为|是){P}"
    r"|(?:在)(?:{P}\s?)*{A}(?=[^，。；]{0,4}(?:举[行办]|召开|开[幕班课了一门讲]|拉开|揭[幕牌]|启幕|登场|落幕|闭幕|签[署订约]|亮相|上演|(?:共同|联合)?[主合]办))"
    r"|(?<=[，,。日]){P}{P}*(?=[^，。；]{0,3}(?:举行|召开|开幕))"
)


# What something can happen on: "on Victory Square", but no report "on Peru".
_ON: Final = re.compile(r"(?i:square|beach|campus|plaza|peninsula|pier|islands?|atoll|farm)$")
_WORLD: Final = EntityRef("place", "world")
_OWNS: Final = re.compile(r"['’]s\b")
# Where a body is or what it does, not where something happens.
_BASED: Final = re.compile(
    r"\b(?:based|headquartered|located|accredited|(?i:ambassador|embassy|consul(?:ate)?|envoy"
    r"|representatives?|high commission(?:er)?|(?:European|Union|EU) delegation)) $"
)
# "A. B., head of the wildlife service at the Ministry"
_EMPLOYED: Final = pattern(
    r"{N}(?: \([^()]{1,20}\))?, (?:the |an? |our |its )?(?:[a-z-]+ ){0,4}(?:experts?|specialists?"
    r"|heads?|chiefs?|directors?|officers?|managers?|advis[eo]rs?|researchers?|scientists?|fellows?"
    r"|professors?|lecturers?|biologists?|engineers?|coordinators?|in charge|rangers?|secretary)"
    r"(?: (?:of|for|in|on|and)(?: the)?(?: [a-z-]+){1,3}){0,4} $"
)


class Item(NamedTuple):
    """A mention at its place in a masked line."""

    slot: Slot
    at: int  # offset in the masked text
    span: Span  # clean
    refs: tuple[EntityRef, ...]  # several for words such as "both sides"
    surface: str = ""
    type: str | None = None
    locative: bool = False
    anaphor: bool = False
    offices: tuple[Office, ...] = ()
    time: TimeMention | None = None

    @property
    def event_date(self) -> PartialDate | None:
        """The date of something that happens, not of a publication or a law."""
        return self.time.date if self.time and self.time.role == "event" else None


_Masked = tuple[str, list[Item], OffsetMap | None]


@dataclass(slots=True)
class Line:
    """A sentence with its mentions masked."""

    number: int
    sentence: Sentence
    text: str  # masked
    items: tuple[Item, ...]
    title: bool
    cjk: bool
    offsets: tuple[int, ...]  # of the items
    gloss: OffsetMap | None = None  # from the English of another language to the clean text

    @property
    def span(self) -> Span:
        return self.sentence.span

    def within(self, start: int, end: int, slots: str = "A") -> list[Item]:
        """Return the items of some slots in a stretch of the masked text."""
        if not self.items:
            return []
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return [item for item in self.items[first:last] if item.slot in slots]

    def of(self, slots: str) -> list[Item]:
        return [item for item in self.items if item.slot in slots]

    def clean(self, start: int, end: int) -> Span:
        """Return the clean span of a stretch of the masked text."""
        if self.gloss:
            return self.gloss.raw(Span(start, end))
        return _unmasked(self.span.start, self.items, self.offsets, Span(start, end))


def lines(text: Text, mentions: Mentions, times: Sequence[TimeMention]) -> tuple[Line, ...]:
    """Mask the title and body sentences of a document."""
    marks = _without_listed(text.clean, _marks(text.clean, mentions, times))
    starts = [mark.span.start for mark in marks]
    clean = _PRIVATE.sub(" ", text.clean)
    told = [s for s in text.sentences if text.blocks[s.block].kind in ("title", "body")]
    masked: list[_Masked] = []
    for sentence in told:
        first = bisect_left(starts, sentence.span.start)
        last = bisect_left(starts, sentence.span.end, first)
        inside = [m for m in marks[first:last] if m.span.end <= sentence.span.end]
        words, items = _masked(clean, sentence.span, inside)
        known = glossary(code_of(sentence.language))
        masked.append(_in_english(sentence, words, items, known) if known else (words, items, None))
    sift(words for words, _, _ in masked)
    return tuple(
        _line(number, sentence, *found, title=text.blocks[sentence.block].kind == "title")
        for number, (sentence, found) in enumerate(zip(told, masked, strict=True))
    )


def _marks(text: str, mentions: Mentions, times: Sequence[TimeMention]) -> list[Item]:
    """Return everything that is masked in text order; of two that overlap the outer stays."""
    every = [
        Item(_KINDS[m.entity.kind], 0, m.span, (m.entity,), m.surface, m.type, m.locative)
        for m in mentions.mentions
        if m.entity.kind in _KINDS
    ]
    held = {p.entity: p.offices for p in reversed(mentions.people) if p.offices}
    every += [
        Item("N", 0, p.span, (p.entity,), p.surface, offices=p.offices or held.get(p.entity, ()))
        for p in mentions.people
    ]
    every += [
        Item("N", 0, r.span, (), offices=tuple(Office(r.span, None, ref) for ref in r.entities))
        if r.kind == "office"
        else Item("A", 0, r.span, r.entities, anaphor=True)
        for r in mentions.references
        if r.entities
    ]
    every += [Item("T", 0, time.span, (), time=time) for time in times]
    every.sort(key=lambda m: (m.span.start, -m.span.end, SLOTS.index(m.slot)))
    kept: list[Item] = []
    for mark in every:
        bodies = mark.slot == "A" and not mark.anaphor and kept and kept[-1].slot == "A"
        if bodies and is_whose(text, kept[-1].span.end, *mark.span):
            _extend(kept, end_of_aside(text, mark.span.end))
            continue
        if kept and mark.slot == "A" == kept[-1].slot and mark.span == kept[-1].span:
            kept[-1] = kept[-1]._replace(refs=tuple(dict.fromkeys(kept[-1].refs + mark.refs)))
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return kept


def _extend(kept: list[Item], end: int | None) -> None:
    """Let the last body reach over the words that say whose it is."""
    last = kept.pop()
    short = kept and kept[-1].slot == "A" and kept[-1].refs == last.refs
    if short and last.span.start - kept[-1].span.end == len(" ("):
        last = kept.pop()
    kept.append(last._replace(span=Span(last.span.start, end or last.span.end)))


def _without_listed(text: str, marks: list[Item]) -> list[Item]:
    """Leave out the places that a name of several bodies writes out: 湖北、湖南两省林业局."""
    kept: list[Item] = []
    for mark in reversed(marks):
        after = kept[-1] if kept else None
        if after and after.slot == "A" and len(after.refs) > 1 and mark.slot == "P":
            gap = text[mark.span.end : after.span.start]
            if gap in _AND_ZH:
                kept[-1] = after._replace(span=Span(mark.span.start, after.span.end))
                continue
        kept.append(mark)
    return kept[::-1]


def _masked(clean: str, sentence: Span, marks: Sequence[Item]) -> tuple[str, list[Item]]:
    """Return a sentence with its mentions masked, and these."""
    if not marks:
        return sentence.of(clean), []
    parts: list[str] = []
    items: list[Item] = []
    counts = dict.fromkeys(SLOTS, 0)
    at, length = sentence.start, 0
    for mark in marks:
        if mark.span.start < at or counts[mark.slot] >= WIDTH:
            continue
        gap = clean[at : mark.span.start]
        if items and _restates(items[-1], mark, gap) and clean[mark.span.end] in ")）":
            at = mark.span.end + 1
            items[-1] = items[-1]._replace(span=Span(items[-1].span.start, at))
            continue
        styled = _STYLED.search(gap) if mark.slot == "N" and gap.endswith(" ") else None
        gap = gap[: styled.start()] if styled else gap
        tail = _ALIAS.match(clean, mark.span.end, sentence.end)
        at = tail.end() if tail else mark.span.end
        length += len(gap)
        parts += gap, chr(BASE[mark.slot] + counts[mark.slot])
        start = mark.span.start - (len(styled[0]) if styled else 0)
        items.append(Item(mark.slot, length, Span(start, at), *mark[3:]))
        counts[mark.slot] += 1
        length += 1
    parts.append(clean[at : sentence.end])
    return "".join(parts), items


def _in_english(sentence: Sentence, masked: str, items: Sequence[Item], known: Glossary) -> _Masked:
    """Return a masked sentence of another language in English words, with the way back."""
    text, pieces = glossed(masked, known)
    places = (at for at, character in enumerate(text) if slot_of(character))
    moved = [item._replace(at=at) for item, at in zip(items, places, strict=True)]
    offsets = [item.at for item in items]
    way = ((gloss, _unmasked(sentence.span.start, items, offsets, old)) for gloss, old in pieces)
    return text, moved, OffsetMap(tuple(way))


def _unmasked(start: int, items: Sequence[Item], offsets: Sequence[int], masked: Span) -> Span:
    """Return the clean span of a stretch of a masked sentence."""

    def clean(at: int) -> int:
        index = bisect_right(offsets, at - 1) - 1
        return start + at if index < 0 else items[index].span.end + at - offsets[index] - 1

    return Span(clean(masked.start), clean(masked.end))


def _line(
    number: int,
    sentence: Sentence,
    masked: str,
    items: Sequence[Item],
    gloss: OffsetMap | None,
    *,
    title: bool,
) -> Line:
    cjk = sentence.language.startswith("zh")
    # A dated sentence with its full stop is the lead of a page without a headline.
    dated = title and any(item.slot == "T" for item in items)
    title = title and not (dated and masked.rstrip().endswith(("。", ".")))
    located = _located(masked, items, LOCATIVE)
    offsets = tuple([item.at for item in items])
    return Line(number, sentence, masked, located, title, cjk, offsets, gloss)


def _located(masked: str, items: Sequence[Item], where: Sifted) -> tuple[Item, ...]:
    """Mark the places (and bodies used as places) that follow a word of place."""
    if not any(item.slot in "PA" for item in items):
        return tuple(items)
    marked: set[int] = set()
    for found in where.finditer(masked):
        start = found.start()
        if _BASED.search(masked, max(0, start - 24), start) or in_title(masked, start):
            continue
        if _EMPLOYED.search(masked, max(0, start - 90), start):
            continue
        marked.update(range(*found.span()))
    if not marked:
        return tuple(items)
    held = [office.span for item in items for office in item.offices]
    located: list[Item] = []
    for item in items:
        here = (
            item.at in marked
            and item.slot in "PA"
            and not item.anaphor
            and item.refs != (_WORLD,)
            and not any(office.covers(item.span) for office in held)
            and not _OWNS.match(masked, item.at + 1)
            and (_ON.search(item.surface) or not masked.endswith(("on ", "on the "), 0, item.at))
            and (item.slot == "P" or masked[item.at + 1 : item.at + 2] != "的")
        )
        located.append(item._replace(locative=True) if here else item)
    return tuple(located)


def _restates(before: Item, mark: Item, gap: str) -> bool:
    """Whether a mention is the short form in brackets of the one before it."""
    return before.refs == mark.refs and gap.strip() in ("(", "（")


def windows(line: Line, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a masked line between separators."""
    start = 0
    for found in separator.finditer(line.text):
        yield start, found.start()
        start = found.end()
    yield start, len(line.text)
