"""Whether the words around a noun or verb of an event let it stand for one."""

import re
from typing import Final

from kg.extract.agreements_lexicon import NOUN as AGREEMENT
from kg.extract.drafts import Stretch
from kg.extract.events_talks import WITH_THEM, opens_with_talks, said_there
from kg.extract.modality import AHEAD
from kg.extract.occasions import only_occasion
from kg.extract.scene import Line, pattern
from kg.extract.triggers import Trigger, borne_out
from kg.text.sifting import Sifted

_NAMED_THING: Final = pattern(
    r"[“”\"「《]|项目|基金|中心|联盟|平台|计划|基地|示范区|公园|馆|机构|管理局|project|program|fund|cent(?:er|re)"
    r"|coalition|alliance|platform|administration|{A}",
    re.IGNORECASE,
)
_SIGNIFIES: Final = re.compile(
    r"标志着|意味着|正式启动运行|mark(?:s|ed|ing)? the|(?:合作|工作|试点)启动"
)
# Verbs that tell of an event only where somebody and a day stand with them.
_WEAK: Final = re.compile(
    r"trained|inspected|checked.*|turned up.*|raided|rehearsed|simulated|practi[sc]ed|collected"
    r"|gathered"
    r"|pick(?:ed|ing)(?: up)?|removed|put|set|sank|placed|released|(?:walked|marched|cycled|paddled"
    r"|swam|ran) [a-z]+|linked up|dialled in|told [a-z ]+|(?:met"
    r"|faced) (?:with )?(?:the )?(?:journalists|reporters|press|media)|(?:made|touched|landed"
    r"|stayed|came|comes|leaves?|left|had guests) .*|discussed|talked"
    r"|exchanged views|cleaned(?: up)?|planted|rolled out"
    r"|patroll?ed|checked on|compared notes|exchanged notes|put (?:their )?heads together"
    r"|(?:brought|brings?|took|was|were|is|are|spent|spends?|spending) .*"
    r"|handed(?: over)?|donated|t(?:ook|akes) delivery of|cut the [a-z ]*ribbon|celebrated|marked"
    r"|observed|commemorated|day (?:was|is|will be) [a-z]+|briefed [a-z ]+",
    re.IGNORECASE,
)
_TRIP_TO_COME: Final = re.compile(
    r"(?:will|(?:intends?|plans?|wants?) to|(?:is|are) [a-z ]*to) (?:come|travel|go|fly) to", re.I
)
_BETWEEN: Final = pattern(
    r" (?:held )?(?:(?:in|on|at) (?:{P}|{T}),? |here ){0,2}between (?=[^.]{0,90}(?:{A}|{N}))"
)
# Verbs of opening something that need not have a name, where they tell of a day.
_PEOPLE: Final = re.compile(
    r"\b(?:ministers|officials|delegates|negotiators|inspectors|volunteers|(?:school)?children"
    r"|pupils"
    r"|students|experts|engineers|scientists|participants|rangers|farmers|residents|members"
    r"|parties"
    r"|wardens|officers|technicians|managers|teachers|foresters|guides|fishermen|women|youths?"
    r"|hydrologists"
    r"|trainees|divers|fishers|teams?|delegations?|people|plants|countries)\b",
    re.IGNORECASE,
)
_OPENED: Final = re.compile(r"commissioned|inaugurate[ds]|cut the|laid the|broke ground", re.I)
# What need not have a name where it is opened on a day and somewhere.
_BUILT: Final = re.compile(
    r"\b(?:an?|the|its|their|new|newest|first|renovated|restored|second) (?:[a-z-]+ ){0,4}"
    r"(?:stations?|posts?"
    r"|laborator(?:y|ies)|museum|nurser(?:y|ies)|plant|facility|office|hub|trail|building|garden"
    r"|sanctuary|observatory|school|academy|bridge|exhibition|pavilion)\b"
    r"|新(?:的)?[^，。；、]{0,8}(?:站|实验室|博物馆|苗圃|基地|展馆|办公室|步道|学院|观测台)",
    re.IGNORECASE,
)
_TITLED: Final = pattern(
    r" of (?:the |its |an? )?(?:{P} )?(?:[A-Z][\w-]+ |{P} |{F} )+(?:[A-Z][\w-]+|{P}|{F})"
)
# What is signed and is no agreement.
_PAPERS: Final = Sifted(
    r"\bjoint (?:statement|declaration|communiqu)"
    r"|\bthe (?:documents?|instruments?|papers) (?:was|were|has been|have been) ",
    re.IGNORECASE,
)
_SIGNED_IT: Final = re.compile(r"[a-z-]+ (?:it|them|both)\b", re.IGNORECASE)
_OF_PAPERS: Final = re.compile(
    r"(?: ceremony)? (?:of|for) (?:an?|the|two|three|four|its|their|this) ", re.IGNORECASE
)
_NOT_YET: Final = re.compile(  # "the Cabinet approved the signing of"
    r"\b(?:approv(?:e[ds]?|al)|nod|propos(?:e[ds]|al)|look(?:s|ed|ing)? forward)\b"
    r" (?:(?:to|for|the|its|of) ){0,3}$",
    re.IGNORECASE,
)
# As in "the Forum (Lima, 3 May)", and in "the second session, Lima, May 2023".
_APPOSED: Final = pattern(
    r"(?: (?:of|on|for|to) [^.;,()]{0,80})?(?: \([^()]{2,20}\))?(?:, | \()(?:in |at )?(?:the )?"
    r"{P}(?:, {P})*,? \(?(?:on |from |in )?{T}"
)
# "On World Wetlands Day" says when something else was.
_ON_ITS_DAY: Final = re.compile(
    r"\b[Oo]n (?:the occasion of )?(?:the )?(?:[A-Z][\w-]* ){0,4}[A-Za-z]+ (?:Day|Week)$"
)
_OCCASION: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:occasion|setting|backdrop|scene)(?: for (?:it|this|that|the"
    r" [a-z]+))? (?:was|is) [^.;]{0,60}$"
)
_CALENDAR: Final = pattern(
    r"\W{0,3}{T}(?:,? (?:{P}|\d{1,2}[:.]\d\d(?: (?:[A-Z]{2,4}|[ap]\.?m\.?|h(?:ours|rs)?"
    r"|local time))?|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)){0,4} ?[-–—:|]"
)
_HELD_ZH: Final = pattern(
    r"(?:于|在)?(?:{T})?，?(?:于|在)?(?:{P}|{A})*[^，。；]{0,8}(?:举[行办]|开幕|拉开)"
)
_BESIDE: Final = 80  # so near are the day and the noun of one event


def bears(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the words around a trigger let it stand for an event."""
    text = stretch.line.text
    if trigger.type == "Signing" and _NOT_YET.search(text, stretch.start, trigger.start):
        return False
    if trigger.type == "Signing" and trigger.manner == "verb":
        return _of_agreement(stretch, trigger)
    if trigger.type == "Launch" and _names_its_thing(stretch, trigger):
        return True
    if trigger.type == "Launch":  # the ceremony of a month or a campaign
        return stretch.line.cjk and text[: trigger.end].endswith("仪式") and _held(stretch, trigger)
    if trigger.manner == "verb":
        return _verb_bears(stretch, trigger)
    return _noun_bears(stretch, trigger)


def _held(stretch: Stretch, trigger: Trigger) -> bool:
    return _HELD_ZH.match(stretch.line.text, trigger.end, stretch.end) is not None


def is_weak(text: str, trigger: Trigger) -> bool:
    """Whether a verb has many uses besides that of telling an event."""
    return _WEAK.fullmatch(text, trigger.start, trigger.end) is not None


def _of_agreement(stretch: Stretch, trigger: Trigger) -> bool:
    text = stretch.line.text
    first = 0 if _SIGNED_IT.match(text, trigger.start) else stretch.start
    return bool(
        AGREEMENT.search(text, first, stretch.end) or _PAPERS.search(text, first, stretch.end)
    )


def _names_its_thing(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether it is told what is launched."""
    text = stretch.line.text
    around = text[max(stretch.start, trigger.start - 40) : trigger.end + 40]
    if _SIGNIFIES.search(around):
        return False
    if _NAMED_THING.search(around):
        return True
    if _OPENED.match(text, trigger.start) and _dated_act(stretch, trigger):
        return True
    if _BUILT.search(text, stretch.start, stretch.end) and _on_a_day_there(stretch):
        return True
    return _dated_or_placed(stretch) and _TITLED.match(text, trigger.end) is not None


def _verb_bears(stretch: Stretch, trigger: Trigger) -> bool:
    text = stretch.line.text
    if _TRIP_TO_COME.match(text, trigger.start):
        return bool(stretch.items("T"))
    if is_weak(text, trigger):
        return _dated_act(stretch, trigger)
    return bool(stretch.items("APN")) or stretch.line.sentence.language != "zh-Hans"


def _noun_bears(stretch: Stretch, trigger: Trigger) -> bool:
    line, text = stretch.line, stretch.line.text
    if _BETWEEN.match(text, trigger.end) and _dated_or_placed(stretch):
        return True
    if said_there(stretch, trigger) or opens_with_talks(stretch, trigger):
        return True
    if only_occasion(stretch, trigger) or _ON_ITS_DAY.search(text, stretch.start, trigger.end):
        return False
    if _APPOSED.match(text, trigger.end) or _of_papers(stretch, trigger):
        return True
    if _OCCASION.search(text, stretch.start, trigger.start):
        return True
    if trigger.type == "PressConference" and stretch.items("T"):
        return True
    reach = 45 if line.cjk else 160
    first, last = max(stretch.start, trigger.start - reach), min(stretch.end, trigger.end + reach)
    if AHEAD.match(text) and stretch.items("T"):
        return True
    if borne_out(line, first, last) or _bare_notice(line, first, last):
        return True
    if line.sentence.language == "en-t-zh" and _timed_and_placed(stretch):
        return True
    return not line.cjk and _dated_beside(stretch, trigger)


def _of_papers(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the signing is told with its day or its place: "with the signing of the pact on"."""
    text = stretch.line.text
    if trigger.type != "Signing" or not _OF_PAPERS.match(text, trigger.end):
        return False
    return bool(AGREEMENT.search(text, trigger.end, stretch.end)) and _dated_or_placed(stretch)


def _timed_and_placed(stretch: Stretch) -> bool:
    """Whether somebody or a place stands beside a day, whatever a machine made of the verb."""
    days = (item.event_date for item in stretch.items("T"))
    told = any(day and day.precision != "year" for day in days)
    return told and bool(stretch.items("A") or any(i.locative for i in stretch.items("P")))


def _dated_or_placed(stretch: Stretch) -> bool:
    return bool(stretch.items("T")) or any(item.locative for item in stretch.items("P"))


def _on_a_day_there(stretch: Stretch) -> bool:
    days = (item.event_date for item in stretch.items("T"))
    placed = any(item.locative for item in stretch.items("PA"))
    return placed and any(day and day.precision == "day" for day in days)


def _dated_act(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether a verb of many uses tells what somebody did on a day, or what two sides did."""
    if trigger.type == "Meeting" and _between_sides(stretch, trigger):
        return True
    days = (i.event_date for i in stretch.items("T") if i.event_date)
    somebody = bool(stretch.line.within(stretch.start, trigger.start, "AN"))
    if trigger.type == "Campaign":
        somebody = bool(stretch.items("AN")) or any(i.locative for i in stretch.items("P"))
    somebody = (
        somebody or _PEOPLE.search(stretch.line.text, stretch.start, trigger.start) is not None
    )
    return somebody and any(day.precision == "day" for day in days)


def _between_sides(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether two named sides spoke: "A and B discussed", "A discussed with B"."""
    line = stretch.line
    before = line.within(stretch.start, trigger.start, "AN")
    with_them = WITH_THEM.match(line.text, trigger.end)
    return bool(before) and (len(before) > 1 or with_them is not None)


def _dated_beside(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether a noun stands with its day and its place, whatever the verb."""
    line = stretch.line
    first, last = trigger.start - _BESIDE, trigger.end + _BESIDE
    days = line.within(max(first, stretch.start), min(last, stretch.end), "T")
    dated = [day.event_date for day in days if day.event_date and not _weekly(line, day.at)]
    if any(day.precision == "day" for day in dated):
        return True
    return bool(dated) and any(item.locative for item in stretch.items("PA"))


def _weekly(line: Line, day: int) -> bool:
    return line.text.endswith(("every ", "each ", "Every ", "Each "), 0, day)


def _bare_notice(line: Line, start: int, end: int) -> bool:
    """Whether a line without a verb gives a day and a place, as in a list of dates."""
    days = [i for i in line.within(start, end, "T") if i.event_date]
    placed = any(item.locative for item in line.within(start, end, "PA"))
    return bool(days) and (placed or _CALENDAR.match(line.text) is not None)
