"""Whether a gathering adopted a framework, spoke of it, or neither."""

import re
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.resolve_dates import overlap
from kg.extract.scene import Item, pattern

_GATHERINGS: Final = frozenset({"Conference", "Negotiation", "Meeting", "Forum"})
_ADOPTING: Final = re.compile(
    r"(?<!will )(?<!to )(?<!not )(?<!which )\b(?:adopted|endorsed|approved) "
    r"(?:[a-z-]+ ){0,5}[\"“]?$"
    r"|(?<![将拟未待])(?:审议|表决|一致|正式|最终|协商)(?:并)?通过(?:了)?[^，。；]{0,6}[《“]?$"
    r"|(?<![将拟未待])通过了[^，。；]{0,6}[《“]?$|(?<![将拟未待])达成了?(?:历史性的?)?[《“]$",
    re.IGNORECASE,
)
_ADOPTED: Final = re.compile(
    r"[\"”]?(?: \([^()]{1,30}\))?,? (?:was|were|has been|have been) "
    r"(?:[a-z]+ly )?(?:adopted|endorsed)\b"
    r"|[》”]?(?:[^，。；]{0,4})(?:获得?|得到|正式|被)(?:审议|表决|一致)?通过"
)
_REACH: Final = 60
# What officials have to do all the year, and no gathering is about by itself.
_DUTIES: Final = frozenset({"cn-river-chief", "cn-inspection"})
_ITS_COUNTRIES: Final = re.compile(
    r"[”’]?(?:沿线|共建|参与|成员|伙伴|缔约)?(?:各)?(?:国家|国|城市)"
)


# Conventions that stand for their secretariats: "representatives of UNEP, the CBD and WWF".
_NO_PURPOSE: Final = r"(?:(?! (?:to|on|under|about|for|in) )[^.;:])*"
_CAME: Final = pattern(
    r"\b(?:representatives|delegates|officials|participants|experts|members|secretariats?)"
    rf"(?: [a-z]+){{0,4}} (?:from|of|including)\b{_NO_PURPOSE}(?:{{A}}|{{F}})"
    rf"(?:,| and ){_NO_PURPOSE}$",
    re.IGNORECASE,
)
_OF_PROJECT: Final = pattern(
    r"\W*(?:the|this|a|an) (?:[a-z0-9-]+ ){0,3}(?:project|programme|program|plan|fund|initiative)\b"
    r"(?! (?:was|were) (?:launched|discussed|presented|signed))[^.;]{0,120}?"
    r"\b(?:will|aims?|seeks?|is (?:designed|funded|financed|implemented|aimed)|contributes?)\b",
    re.IGNORECASE,
)


# What speakers or a project's authors have in mind, not what was on the agenda.
_SERVED: Final = re.compile(
    r"\b(?:contribut\w+ [^.;:]{0,40}?(?:achiev|implement|attain|reali[sz]|fulfil|meet)\w*"
    r"|aligned|in (?:line|sync|keeping) with|achiev(?:e|ing|ement)|attain\w*|help with)\b"
    r"[^.;:]{0,130}$",
    re.IGNORECASE,
)
_OPENED: Final = re.compile(r"《[^《》]*$")
_OF_AGREEMENT: Final = re.compile(r"[^《》]*(?:协议|备忘录|意向书|合作安排|协定)(?:书)?》")
_PLAN_YEARS: Final = re.compile(r"十[一二三四五六]五[”\"]?$")
# Words about a law that say what it is or who must know it, not what an event was about.
_LISTED_ZH: Final = re.compile(
    r"(?:列入|加入|纳入|属|编写了?|编印了?|印制了?|翻译了?|发放了?)[^，。；、]{0,4}[《“]?$"
)
_STATED_ZH: Final = pattern(
    r"[》”]?(?:（[^（）]*）)?(?:解读|知识|图谱|宣传|读本|手册|全文|公告|附录|附件|国际重要湿地|名录"
    r"|[对为][^，。；]{2,24}(?:规定|界定)|(?:于)?{T}(?:签订|缔结)|签的|实施已"
    r"|的[^，。；]{0,6}条款|第[^，。；]{1,8}缔约方大会[^，。；]{0,4}(?:定于|将于)"
    r"|[^，。；]{0,12}(?:要求|内容|精神)?(?:写进|写入|编入|列入)[^，。；]{0,6}(?:课|教|大纲|附件|手册))"
)
_PERIOD: Final = re.compile(r"[”\"]?(?:时期|期间|以来|开局|收官|末|中期|后期|头)")
_CONFERENCE_OF: Final = re.compile(
    r"\b(?:sidelines?|margins?|chair(?:s|ing|ed)|president|presidency|hosting|hosts?)\b"
    r"[^.;:]{0,60}\b(?:conference|meeting) of (?:the )?parties\b[^.;:]{0,40}$",
    re.IGNORECASE,
)


def is_adopted(stretch: Stretch, item: Item, draft: Draft) -> bool:
    """Whether words beside a framework say that the event adopted it.

    What was adopted on another day was adopted elsewhere.
    """
    if draft.type not in _GATHERINGS or draft.factuality != "held":
        return False
    text, at = stretch.line.text, item.at
    before = _ADOPTING.search(text, max(stretch.start, at - _REACH), at)
    if before is None and _ADOPTED.match(text, at + 1, stretch.end) is None:
        return False
    told = [i.event_date for i in stretch.items("T") if i.event_date]
    return draft.date is None or all(overlap(date, draft.date) for date in told)


def _in_title(text: str, item: Item) -> bool:
    """Whether the title of an agreement holds the name."""
    return "《" in text and bool(
        _OPENED.search(text, 0, item.at) and _OF_AGREEMENT.match(text, item.at + 1)
    )


def _stated(stretch: Stretch, item: Item) -> bool:
    """Whether a Chinese sentence only tells what a law or convention is or lists."""
    text = stretch.line.text
    listed = _LISTED_ZH.search(text, stretch.start, item.at)
    return not stretch.announces and bool(listed or _STATED_ZH.match(text, item.at + 1))


def _of_period(text: str, item: Item) -> bool:
    """Whether the years of a plan are meant: “十四五”时期."""
    return bool(_PLAN_YEARS.search(item.surface) and _PERIOD.match(text, item.at + 1))


def only_named(stretch: Stretch, item: Item) -> bool:
    """Whether a framework stands among those who came, or is what some project serves."""
    line = stretch.line
    if item.refs[0].key in _DUTIES:
        return True
    if line.cjk:
        other = _ITS_COUNTRIES.match(line.text, item.at + 1) or _in_title(line.text, item)
        return bool(other) or _of_period(line.text, item) or _stated(stretch, item)
    if _CAME.search(line.text, stretch.start, item.at):
        return True
    if _CONFERENCE_OF.search(line.text, stretch.start, item.at):
        return True
    if not stretch.announces and _SERVED.search(line.text, stretch.start, item.at):
        return True
    return bool(_OF_PROJECT.match(line.text, stretch.start, item.at)) and not stretch.announces
