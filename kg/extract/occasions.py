"""Nouns of events that only say on which occasion something else was."""

import re
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.scene import pattern
from kg.extract.triggers import Trigger

GENERIC: Final = frozenset({"Meeting", "Visit"})
_ASIDE: Final = re.compile(
    r"(?:\b(?:after|before|during|at|in|outside(?: of)?|beside|(?:apart|aside) from"
    r"|independently of|parallel to|following|ahead of"
    r"|on the (?:margins"
    r"|sidelines) of|taking the chance of"
    r"|the topic of|subject of|since|to (?:attend|join|participate in|take part in)"
    r")\s(?:the\s|an?\s)?(?:[a-z-]+\s){0,2}|\bon\s(?:the|this)\s(?:[a-z-]+\s)?|[在于](?:本次|此次)?)$",
    re.IGNORECASE,
)
_ITS_ORGANIZER: Final = pattern(
    r"\b(?:organi[sz]ed|hosted|convened|sponsored|arranged) by (?:the )?{A}"
)
# Where an occasion has its own day or place: "after a meeting held in Lima".
_TOLD_OF: Final = pattern(
    r",? (?:(?:which|that) (?:(?:was|were|is|are|will|to|be|had|has|been) )+)?(?:[a-z]+ly )?"
    r"(?:held|convened|hosted|organi[sz]ed|conducted)\b[^.;,]{0,60}?(?:{P}|{T})"
    r"|,? which [^.;]{0,60}?\b(?:held|hosted|convened|organi[sz]ed)\b[^.;]{0,60}?(?:{P}|{T})"
    r"|(?: (?:of|on|for) [^.;,()]{0,80})?(?:, | \()(?:in )?{P}(?:, {P})*,? \(?(?:on |from |in )?{T}"
)
_JOINED_IN: Final = re.compile(
    r"\b(?:joined|took part|participated|spoke|speaking|presented|signed|unveiled|delivered"
    r"|represented|addressed|told)\b"
)
_CAME_TO: Final = pattern(
    r"\bpresent (?:at|during) (?:the|this|an?) (?:[a-z-]+ ){0,3}$"
    r"|\b(?:was|were|is|are|arrived|came|travell?ed|flew|went) (?:in|to) {P}[^.;]{0,40}"
    r" to (?:attend|join|participate in|take part in) (?:the|an?) (?:[a-z-]+ ){0,3}$",
    re.IGNORECASE,
)


_MARGINS: Final = re.compile(
    r"\bon the (?:margins|sidelines) of (?:the |an? )?(?:[a-z-]+ ){0,2}$", re.I
)


def only_occasion(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether a noun only says on which occasion something else was."""
    if stretch.line.cjk:
        return False
    before = stretch.line.text[max(stretch.start, trigger.start - 40) : trigger.start]
    if not _ASIDE.search(before) or _took_part(stretch, trigger):
        return False
    if _TOLD_OF.match(stretch.line.text, trigger.end):
        return False
    return (
        trigger.type in GENERIC
        or bool(_MARGINS.search(before))
        or "T" not in {i.slot for i in stretch.items("T")}
    )


def _took_part(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether it is where somebody joined or spoke: "joined him at a ceremony in Aran"."""
    text = stretch.line.text
    if _CAME_TO.search(text, stretch.start, trigger.start):
        return True
    there = any(item.locative and item.at > trigger.start for item in stretch.items("P"))
    there = there or bool(_ITS_ORGANIZER.search(text, trigger.end, stretch.end))
    return there and bool(_JOINED_IN.search(text, stretch.start, trigger.start))
