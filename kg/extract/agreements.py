"""Agreements: their type by noun, their status by verb, their parties by clause."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.scene import Item, Line, pattern, windows
from kg.model import EntityRef, Span

_TYPES: Final = (
    (
        "intent",
        r"(?:合作)?意向书|(?:初步)?(?:合作)?意向(?!金)|letters? of intent|preliminary (?:agreement"
        r"|intention)s?(?: for cooperation)?"
        r"|have (?:the )?intention|intentions? (?:for|of|to)|carta de intenci[oó]n"
        r"|lettre d'intention",
    ),
    (
        "memorandum",
        r"(?:谅解|合作)?备忘录|memorand(?:um|a) of (?:understanding|cooperation)"
        r"|cooperation (?:understanding )?memorand(?:um|a)"
        r"|memorand(?:um|a)\b|\bMoUs?\b|bản ghi nhớ|memorando|mémorandum"
        r"|protocole d'accord|absichtserklärung",
    ),
    (
        "counterpart-agreement",
        r"对口(?:合作|协作|支援|帮扶)[^，。；、》]{0,4}协议|counterpart (?:cooperation|support"
        r"|assistance) agreements?",
    ),
    (
        "framework-agreement",
        r"框架(?:合作)?协议|framework (?:cooperation )?agreements?|convenio marco"
        r"|accord-cadre|rahmenabkommen",
    ),
    (
        "cooperation-agreement",
        r"(?:合作|协作|补偿|共建|委托|协同|执法)?[^，。；、《》]{0,4}(?<!框架)协议(?!文本|内容|年度|签|精神|执行)|合作安排|安排》|合作协定"
        r"|(?:工作|行动)计划(?=[（(〔]|》)"
        r"|(?:strategic |strategy |cooperation |environmental |environment |entrust "
        r"|joint |protection |new |tripartite )*(?:agreements?|pact)\b"
        r"|cooperation arrangement|acuerdos?\b|accords?\b|abkommen|thỏa thuận|acordos?\b",
    ),
)
_NOUN: Final = pattern(
    "|".join(f"(?P<t{i}>{source})" for i, (_, source) in enumerate(_TYPES)), re.IGNORECASE
)
NOUN: Final = _NOUN
_SIGN: Final = (
    r"签署|签订|签定|签约|签下|签有|\bsigned\b(?! up)|\bsigns?\b(?= )|\binked\b|\bsignatures?\b"
    r"|put name on|\bsigning of\b"
    r"|\bfirm(?:ó|aron)\b|\bsignée?\b|unterzeichnet|\bký\b"
)
_RENEW: Final = (
    r"续签|续订|更新签署|换签|延长了"
    r"|\brenew(?:ed|s|al of)?\b|updated version of|\bextended\b(?! to)"
)
_TENTATIVE: Final = (
    r"初步|原则(?:上)?同意|达成[^，。；]{0,8}意向|拟签|(?:争取|待|拟|将|计划|同意|适时|时候|早日|尽早"
    r"|成熟[后时])[^，。；]{0,14}签|正在商谈|起草|一致同意延长"
    r"|\bin principle\b|\bpreliminary\b|\bto be signed\b|\bwill be signed\b"
    r"|\bpushed to be signed\b|\bdraft\b|\binitially\b|\bintentions?\b"
    r"|\bas soon as possible\b|\bis to be\b"
)
_FORCE: Final = (
    r"落实|根据|按照|依据|执行|履行|在[^，。；]{0,30}框架下|挂钩"
    r"|\bimplement(?:ation|ing)?\b|\baccording to\b|\bunder (?:the|a|an)\b"
    r"|\bin force\b|\brests? on\b|\bcarr(?:y|ied|ies) out\b|\bwithin the framework\b"
    r"|thực hiện"
)
_TITLE: Final = re.compile(r"《([^《》]{4,80})》|[\"“]([^\"“”]{6,120})[\"”]")
_SEVERALLY: Final = re.compile(r"分别(?:与|同|和)|one with\b")
_WITNESS: Final = re.compile(r"见证|witness")
_GROUPED: Final = re.compile(r"\bagreements\b|各自|\bmemoranda\b")
_PROJECT: Final = pattern(
    r"{P}\s?[-–—]\s?{P} (?:[A-Za-z-]+ ){0,3}(?:project|programme|program)\b"
    r"|{P}\s?[-–—]?\s?{P}[^，。；]{0,12}(?:合作|联合)[^，。；]{0,6}项目"
    r"|项目[^。；]{0,24}由[^。；]{0,40}(?:共同|联合|合作)(?:开展|实施|执行)"
    r"|(?:{A}[^，。；]{0,3}[与和、])+{A}[^，。；]{0,3}(?:共同|联合)启动[^。；]{0,50}项目"
    r"|project[^.;]{0,60}(?:carried out|implemented|undertaken|run) (?:together "
    r"|jointly )?by [^.;]{0,30}{A}[^.;]{0,30}and [^.;]{0,10}{A}",
    re.IGNORECASE,
)
_SIDE: Final = pattern(r"between (?:the )?({A}|{P})[^.;]{0,80}?\band (?:the )?({A}|{P})")
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
    bare: bool = False  # the noun alone, as in 协议
    mutual: bool = False  # the words say "both sides" or leave the sides out
    event: Draft | None = None

    @property
    def act(self) -> bool:
        """Whether the text tells of its being made, not only of its being there."""
        return self.status in ("signed", "renewed", "preliminary")

    def refs(self) -> tuple[EntityRef, ...]:
        return tuple(dict.fromkeys(ref for item in self.parties for ref in _of(item)))


_MOST: Final = 300  # what one document may agree on; more is no article
# Most sentences hold none of these, and the patterns above need not read them.
_HINT: Final = re.compile(
    r"协议|备忘录|意向|安排|计划|协定|项目|[Aa]gree|[Mm]emorand|MoU|MOU|[Ii]nten|[Pp]act\b|[Aa]rrange"
    r"|[Pp]ro(?:ject|gram)|[Aa]c(?:cord|uerd|ord)|[Cc]onvenio|[Cc]arta|[Aa]bkommen|[Aa]bsicht"
    r"|[Mm]émor|ghi nhớ|[Tt]hỏa thuận|memorando"
)
_PART: Final = re.compile(r"[；;]")
_BARE: Final = re.compile(
    r"(?:协议|意向|agreements?|accords?|memorand(?:um|a)|备忘录)", re.IGNORECASE
)
_ALSO: Final = re.compile(r"[和与及、]|\band\b")
_MUTUAL: Final = re.compile(
    r"双方|两[部单省市国]|三[方地家]|各方|二者|\b(?:both|the two|the three|two) (?:sides|parties"
    r"|countries|institutions"
    r"|bureaus|ministries|ministers|departments|heads|stations|cities)\b|\bboth\b|\bbilateral\b",
    re.IGNORECASE,
)
_EXISTING: Final = re.compile(r"签有|in force|有效|生效|已签|valid until", re.IGNORECASE)
_HEARD: Final = re.compile(r"(?:获悉|了解到|介绍|透露|据悉)[，,]")


def find_deals(lines: Sequence[Line]) -> list[Deal]:
    """Return the agreements that the sentences tell of, in order."""
    found: list[Deal] = []
    for line in lines:
        if line.title or len(found) >= _MOST:
            continue
        if not _HINT.search(line.text):
            continue
        for start, end in windows(line, _PART):
            found += _in(Stretch(line, start, end))
            found += _projects(Stretch(line, start, end))
    return found


def _projects(stretch: Stretch) -> Iterator[Deal]:
    """Yield the projects that two or more parties carry out together."""
    line = stretch.line
    for found in _PROJECT.finditer(line.text, stretch.start, stretch.end):
        parties = _of_one_kind(line.within(found.start(), found.end(), "AP"))
        if len({ref for item in parties for ref in item.refs}) >= 2:
            noun = Span(found.start(), found.end())
            rule = f"agreement.project.{'zh' if line.cjk else 'en'}"
            yield Deal("project-agreement", "in-force", stretch, noun, parties, rule)
            return


def _in(stretch: Stretch) -> Iterator[Deal]:
    text = stretch.line.text
    seen: dict[str, int] = {}
    for found in _NOUN.finditer(text, stretch.start, stretch.end):
        kind = _TYPES[int((found.lastgroup or "t0")[1:])][0]
        noun = Span(found.start(), found.end())
        bare = _BARE.fullmatch(found[0]) is not None
        if kind in seen and (bare or not _ALSO.search(text[seen[kind] : noun.start])):
            continue
        read = _status(stretch, noun)
        if read is None or (
            bare and read[0] in ("in-force", "mentioned") and not _modified(stretch, noun)
        ):
            continue
        status, verb = read
        if bare and seen and status == "preliminary":
            continue
        if bare and status == "preliminary" and kind == "cooperation-agreement":
            kind = "intent"
        seen[kind] = noun.end
        rule = f"agreement.{status}.{'zh' if stretch.line.cjk else 'en'}"
        mutual = bool(_MUTUAL.search(text, stretch.start, stretch.end))
        for parties in _sides(stretch, noun, verb, status):
            yield Deal(kind, status, stretch, noun, parties, rule, bare, mutual)


def _modified(stretch: Stretch, noun: Span) -> bool:
    """Whether a general word such as 协议 has its parties or its purpose beside it."""
    text = stretch.line.text
    before = text[max(stretch.start, noun.start - 14) : noun.start]
    after = text[noun.end : noun.end + 24]
    return bool(pattern(r"{A}|{P}|of understanding|between").search(before + after))


def _status(stretch: Stretch, noun: Span) -> tuple[str, Span] | None:
    """Return the status and the verb that says so; None when the noun only stands there."""
    text, start, end = stretch.line.text, stretch.start, stretch.end
    reach = 90 if stretch.line.cjk else 240
    start, end = max(start, noun.start - reach), min(end, noun.end + reach // 2)
    tentative = TENTATIVE.search(text, start, end)
    if tentative:
        return "preliminary", Span(*tentative.span())
    renewed = RENEW.search(text, start, end)
    if renewed:
        return "renewed", Span(*renewed.span())
    if _EXISTING.search(text, max(start, noun.start - 24), min(end, noun.end + 40)):
        return ("mentioned" if "签有" in text[start : noun.start] else "in-force"), noun
    signed = SIGN.search(text, start, end)
    if signed:
        return "signed", Span(*signed.span())
    force = FORCE.search(text, start, noun.start)
    return ("in-force", Span(*force.span())) if force else None


def _sides(stretch: Stretch, noun: Span, verb: Span, status: str) -> Iterator[list[Item]]:
    """Yield the parties, once for each agreement that the words speak of."""
    line = stretch.line
    if status in ("in-force", "mentioned"):
        yield _of_phrase(stretch, noun)
        return
    if line.cjk:
        left = _signatories(stretch, verb.start) or _signatories(
            stretch, max(verb.start, noun.start)
        )
        right = []
        if len(left) < 2 or all(item.slot == "N" for item in left):
            between = [i for i in line.within(verb.end, noun.start) if _outside(line, i)]
            left = between if len(between) >= 2 else left + between
    else:
        right = _signatories_after(stretch, noun, verb)
        passive = line.text[verb.end : verb.end + 4].startswith(" by ")
        left = [] if passive and len(right) > 1 else _signatories(stretch, verb.start)
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
    """Return who stands before the verb: bodies, else countries or provinces."""
    line, start = stretch.line, stretch.start
    for passed in (
        *_WITNESS.finditer(line.text, start, verb),
        *_HEARD.finditer(line.text, start, verb),
    ):
        start = max(start, passed.end())
    bodies = [item for item in line.within(start, verb) if _outside(line, item)]
    if bodies:
        return bodies
    states = _STATES.search(line.text, start, min(verb + 2, stretch.end))
    if states:
        return line.within(states.start(), states.end(), "P")
    people = [item for item in line.within(start, verb, "N") if _of(item)]
    return people if len({_of(item) for item in people}) > 1 else []


def _outside(line: Line, item: Item) -> bool:
    """Whether a body acts: it is neither where things happen nor a word of a title."""
    opened, closed = line.text.rfind("《", 0, item.at), line.text.rfind("》", 0, item.at)
    return not item.locative and opened <= closed


def _signatories_after(stretch: Stretch, noun: Span, verb: Span) -> list[Item]:
    """Return who stands behind an English verb: "signed by", "with", "between A and B"."""
    line = stretch.line
    between = _SIDE.search(line.text, verb.end, stretch.end)
    if between:
        return line.within(between.start(), between.end(), "AP")
    for cue in re.finditer(r"\b(?:by|with)\b", line.text[verb.end : stretch.end]):
        at = verb.end + cue.end()
        stop = _STOP.search(line.text, at, stretch.end)
        return line.within(at, stop.start() if stop else stretch.end, "A")
    return []


_STOP: Final = re.compile(r"[.,;]|\b(?:in|on|at|which|to)\b")


def _of_phrase(stretch: Stretch, noun: Span) -> list[Item]:
    """Return the parties inside the phrase that names an agreement."""
    line = stretch.line
    between = _SIDE.search(line.text, max(stretch.start, noun.start - 80), stretch.end)
    if between:
        return line.within(between.start(), between.end(), "AP")
    reach = 40 if line.cjk else 60
    before = line.within(max(stretch.start, noun.start - reach), noun.start, "AP")
    if len(before) >= 2 or line.cjk:
        return _of_one_kind(before)
    after = line.within(noun.end, min(stretch.end, noun.end + 60), "AP")
    return _of_one_kind(before + after)


def _of_one_kind(items: list[Item]) -> list[Item]:
    """Take bodies, or else jurisdictions: what signs an agreement is seldom mixed."""
    places = [item for item in items if item.slot == "P"]
    bodies = [item for item in items if item.slot == "A"]
    return places if len(places) >= 2 and len(bodies) < 2 else bodies


def _of(item: Item) -> tuple[EntityRef, ...]:
    if item.slot == "N":
        return tuple(dict.fromkeys(o.affiliation for o in item.offices if o.affiliation))[:1]
    return item.refs


def one_each(deals: Sequence[Deal], sides: Callable[[Deal], tuple[EntityRef, ...]]) -> list[Deal]:
    """Keep one deal for each agreement: of one type and of the same parties, the first told.

    Where the words leave the parties out, the two sides of the event are meant.
    """
    kept: list[Deal] = []
    for deal in deals:
        if all(item.anaphor for item in deal.parties) or len(deal.refs()) < 2:
            again = deal.bare and any(old.event is deal.event and old.act for old in kept)
            if again or not (deal.act or deal.mutual):
                continue
            meant = sides(deal)
            if len(meant) >= 2:
                span = deal.home.line.clean(*deal.noun)
                deal.parties = [Item("A", deal.noun.start, span, meant, anaphor=True)]
        if len(deal.refs()) >= 2 and not any(_same(old, deal) for old in kept):
            kept.append(deal)
    return kept


def _same(one: Deal, other: Deal) -> bool:
    if one.type != other.type or set(one.refs()) != set(other.refs()):
        return False
    if one.home == other.home:
        return False
    return one.event is other.event or not (one.act and other.act)
