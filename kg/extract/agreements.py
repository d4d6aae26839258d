"""Agreements: their type by noun, their status by verb, their parties by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.scene import Item, Line, pattern, windows
from kg.model import EntityRef, Span

_TYPES: Final = (
    (
        "intent",
        r"(?:合作)?意向书|(?:初步)?(?:合作)?意向(?!金)|letters? of intent|preliminary (?:agreement|intention)s?(?: for cooperation)?"
        r"|have (?:the )?intention|intentions? (?:for|of|to)|carta de intenci[oó]n|lettre d'intention",
    ),
    (
        "memorandum",
        r"(?:谅解|合作)?备忘录|memorand(?:um|a) of (?:understanding|cooperation)|cooperation (?:understanding )?memorand(?:um|a)"
        r"|memorand(?:um|a)\b|\bMoUs?\b|bản ghi nhớ|memorando|mémorandum|protocole d'accord|absichtserklärung",
    ),
    (
        "counterpart-agreement",
        r"对口(?:合作|协作|支援|帮扶)[^，。；、》]{0,4}协议|counterpart (?:cooperation|support|assistance) agreements?",
    ),
    (
        "framework-agreement",
        r"框架(?:合作)?协议|framework (?:cooperation )?agreements?|convenio marco|accord-cadre|rahmenabkommen",
    ),
    (
        "cooperation-agreement",
        r"(?:合作|协作|补偿|共建|委托|协同|执法)?[^，。；、《》]{0,4}(?<!框架)协议(?!文本|内容|年度|签|精神|执行)|合作安排|安排》|合作协定"
        r"|(?:工作|行动)计划(?=[（(〔]|》)"
        r"|(?:strategic |strategy |cooperation |environmental |environment |entrust |joint |protection |new |tripartite )*(?:agreements?|pact)\b"
        r"|cooperation arrangement|acuerdos?\b|accords?\b|abkommen|thỏa thuận|acordos?\b",
    ),
)
_NOUN: Final = pattern(
    "|".join(f"(?P<t{i}>{source})" for i, (_, source) in enumerate(_TYPES)), re.IGNORECASE
)
NOUN: Final = _NOUN
_SIGN: Final = (
    r"签署|签订|签定|签约|签下|签有|\bsigned\b(?! up)|\bsigns?\b(?= )|\binked\b|\bsignatures?\b|put name on|\bsigning of\b"
    r"|\bfirm(?:ó|aron)\b|\bsignée?\b|unterzeichnet|\bký\b"
)
_RENEW: Final = r"续签|续订|更新签署|换签|延长了|\brenew(?:ed|s|al of)?\b|updated version of|\bextended\b(?! to)"
_TENTATIVE: Final = (
    r"初步|原则(?:上)?同意|达成[^，。；]{0,8}意向|拟签|(?:争取|待|拟|将|计划|同意|适时|时候|早日|尽早|成熟[后时])[^，。；]{0,14}签|正在商谈|起草|一致同意延长"
    r"|\bin principle\b|\bpreliminary\b|\bto be signed\b|\bwill be signed\b|\bpushed to be signed\b|\bdraft\b|\binitially\b|\bintentions?\b"
    r"|\bas soon as possible\b|\bis to be\b"
)
_FORCE: Final = (
    r"落实|根据|按照|依据|执行|履行|在[^，。；]{0,30}框架下|挂钩"
    r"|\bimplement(?:ation|ing)?\b|\baccording to\b|\bunder (?:the|a|an)\b|\bin force\b|\brests? on\b|\bcarr(?:y|ied|ies) out\b|\bwithin the framework\b"
    r"|thực hiện"
)
_TITLE: Final = re.compile(r"《([^《》]{4,80})》|[\"“]([^\"“”]{6,120})[\"”]")
_SEVERALLY: Final = re.compile(r"分别(?:与|同|和)|one with\b")
_WITNESS: Final = re.compile(r"见证|witness")
_GROUPED: Final = re.compile(r"\bagreements\b|各自|\bmemoranda\b")
_SIDE: Final = pattern(r"between (?:the )?({A}|{P})[^.;]{0,80}?\band (?:the )?({A}|{P})")
_WITH: Final = pattern(r"(?<=with)(?:[^.;,]{0,24}?)({A})")
_STATES: Final = pattern(
    r"{P}[^，。；]{0,3}(?:[、和与及—－-]\s?{P}[^，。；、]{0,2})+(?=两|三|四|[省市区县]|签|正式|[^，。；]{0,12}签)"
)

SIGN: Final = pattern(_SIGN, re.IGNORECASE)
RENEW: Final = pattern(_RENEW, re.IGNORECASE)
TENTATIVE: Final = pattern(_TENTATIVE, re.IGNORECASE)
FORCE: Final = pattern(_FORCE, re.IGNORECASE)


@dataclass(slots=True)
class Deal:
    """An agreement of this document while it is being put together."""

    type: str
    status: str
    home: Stretch
    noun: Span  # in the masked line
    parties: list[Item]
    rule: str

    @property
    def act(self) -> bool:
        """Whether the text tells of its being made, not only of its being there."""
        return self.status in ("signed", "renewed", "preliminary")

    def refs(self) -> tuple[EntityRef, ...]:
        return tuple(dict.fromkeys(ref for item in self.parties for ref in item.refs))


_PART: Final = re.compile(r"[；;]")
_BARE: Final = re.compile(r"(?:协议|意向|agreements?|accords?)", re.IGNORECASE)


def find_deals(lines: Sequence[Line]) -> list[Deal]:
    """Return the agreements that the sentences tell of, in order, none twice in a sentence."""
    found: list[Deal] = []
    for line in lines:
        if line.title:
            continue
        for start, end in windows(line, _PART):
            found += _in(Stretch(line, start, end))
    return found


def _in(stretch: Stretch) -> Iterator[Deal]:
    seen: set[str] = set()
    for found in _NOUN.finditer(stretch.line.text, stretch.start, stretch.end):
        kind = _TYPES[int((found.lastgroup or "t0")[1:])][0]
        if kind in seen:
            continue
        noun = Span(found.start(), found.end())
        read = _status(stretch, noun)
        if read is None or (read[0] in ("in-force", "mentioned") and _BARE.fullmatch(found[0])):
            continue
        status, verb = read
        seen.add(kind)
        rule = f"agreement.{status}.{'zh' if stretch.line.cjk else 'en'}"
        for parties in _sides(stretch, noun, verb, status):
            yield Deal(kind, status, stretch, noun, parties, rule)


def _status(stretch: Stretch, noun: Span) -> tuple[str, Span] | None:
    """Return the status and the verb that says so; None when the noun only stands there."""
    line, start, end = stretch.line, stretch.start, stretch.end
    reach = 70 if line.cjk else 220
    start, end = max(start, noun.start - reach), min(end, noun.end + reach // 2)
    signed = SIGN.search(line.text, start, end)
    renewed = RENEW.search(line.text, start, end)
    tentative = TENTATIVE.search(line.text, start, end)
    if tentative:
        return "preliminary", Span(*tentative.span())
    if renewed:
        return "renewed", Span(*renewed.span())
    if signed:
        return "mentioned" if signed[0] == "签有" else "signed", Span(*signed.span())
    force = FORCE.search(line.text, start, noun.start)
    if force or re.search(r"in force|已实施", line.text[noun.end : end]):
        return "in-force", Span(*force.span()) if force else noun
    return None


def _sides(stretch: Stretch, noun: Span, verb: Span, status: str) -> Iterator[list[Item]]:
    """Yield the parties, once for each agreement that the words speak of."""
    line = stretch.line
    if status in ("in-force", "mentioned"):
        parties = _of_phrase(stretch, noun)
        if len({ref for item in parties for ref in item.refs}) >= 2:
            yield parties
        return
    left = _signatories(stretch, min(verb.start, noun.start) if line.cjk else verb.start)
    right = [] if line.cjk else _signatories_after(stretch, noun, verb)
    split = _SEVERALLY.search(line.text, stretch.start, stretch.end)
    if split:
        one = [item for item in left if item.at < split.start()]
        others = [item for item in (*left, *right) if item.at > split.start()]
        if len(one) == 1 and len(others) > 1:
            yield from ([one[0], other] for other in others)
            return
    parties = left + [item for item in right if item not in left]
    if len(parties) == 4 and _GROUPED.search(line.text[verb.start : noun.end + 1]):
        yield parties[:2]
        yield parties[2:]
        return
    yield parties


def _signatories(stretch: Stretch, verb: int) -> list[Item]:
    """Return who stands before the verb: bodies, or countries and provinces where there are none."""
    line = stretch.line
    start = stretch.start
    for witness in _WITNESS.finditer(line.text, stretch.start, verb):
        start = witness.end()
    bodies = [item for item in line.within(start, verb, "A") if not item.locative]
    if bodies:
        return bodies
    states = _STATES.search(line.text, start, verb + 2)
    if states:
        return line.within(states.start(), states.end(), "P")
    people = line.within(start, verb, "N")
    offices = [o.affiliation for item in people for o in item.offices if o.affiliation]
    return [item for item in people if item.offices] if len(set(offices)) > 1 else []


def _signatories_after(stretch: Stretch, noun: Span, verb: Span) -> list[Item]:
    """Return who stands behind an English verb: "signed by", "with", "between A and B"."""
    line = stretch.line
    between = _SIDE.search(line.text, verb.end, stretch.end)
    if between:
        return line.within(between.start(), between.end(), "AP")
    for cue in re.finditer(r"\b(?:by|with)\b", line.text[verb.end : stretch.end]):
        at = verb.end + cue.end()
        stop = re.compile(r"[.,;]|\b(?:in|on|at|which|to)\b").search(line.text, at)
        return line.within(at, stop.start() if stop else stretch.end, "A")
    return []


def _of_phrase(stretch: Stretch, noun: Span) -> list[Item]:
    """Return the parties inside the phrase that names an agreement."""
    line = stretch.line
    between = _SIDE.search(line.text, max(stretch.start, noun.start - 80), stretch.end)
    if between:
        return line.within(between.start(), between.end(), "AP")
    reach = 40 if line.cjk else 60
    before = line.within(max(stretch.start, noun.start - reach), noun.start, "AP")
    if len(before) >= 2 or line.cjk:
        return before
    after = line.within(noun.end, min(stretch.end, noun.end + 60), "AP")
    return before + after


def one_each(deals: Sequence[Deal], drafts: Sequence[Draft]) -> list[Deal]:
    """Keep one deal for each agreement: of one type and of the same parties, the first told.

    A deal without two parties belongs to the event it was made at and takes over its sides.
    """
    kept: list[Deal] = []
    for deal in deals:
        if len(deal.refs()) < 2:
            continue
        if any(_same(old, deal) for old in kept):
            continue
        kept.append(deal)
    return kept


def _same(one: Deal, other: Deal) -> bool:
    return one.type == other.type and set(one.refs()) == set(other.refs())
