"""Talks that are told by what was said at them."""

import re
from typing import Final

from kg.extract.drafts import Stretch
from kg.extract.scene import pattern
from kg.extract.triggers import Trigger

WITH_THEM: Final = pattern(
    r" (?:[a-z]+ ){0,2}with (?:(?:a|the|his|her|its|their) )?"
    r"(?:{A}|{N}|(?:[A-Za-z-]+ ){0,3}(?i:delegation|ambassador|minister|counterpart|team)\b)"
)
_SAYS: Final = (
    "said|stated|added|stressed|noted|announced|expressed|remarked|told|emphasi[sz]ed"
    "|reaffirmed|affirmed|discussed|reviewed"
)
_SAID_THERE: Final = re.compile(
    rf"(?P<said>\b(?:{_SAYS}|remarks|came)\b[^.]{{0,160}})"
    r"\b(?:in|at|during) (?:an?|the|his|her|their) (?:[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
# "At the meeting receiving Ana Torres on Monday, the minister thanked the Fund".
_AT_TALKS: Final = re.compile(
    r"\W*(?:speaking |talking )?(?:at|during|in|following|after) (?:(?:an?|the|his|her|their) )?"
    r"(?:[a-z-]+ ){0,2}",
    re.IGNORECASE,
)
_RECEIVING: Final = pattern(r" (?:to )?receiv(?:e|ing) (?:(?:the|an?) )?(?:{N}|{A}|[a-z-]+ )")
_SPOKE: Final = re.compile(
    rf"\b(?:{_SAYS}|urged|thanked|praised|underlined|underscored|called for|proposed"
    r"|highlighted|welcomed|appreciated|pointed out|explored|agreed)\b"
)


def said_there(stretch: Stretch, trigger: Trigger) -> re.Match[str] | None:
    """Find what was said where it was said to a guest: "said this at a meeting with the envoy"."""
    line = stretch.line
    if line.cjk or trigger.type != "Meeting" or not WITH_THEM.match(line.text, trigger.end):
        return None
    return _SAID_THERE.search(line.text, stretch.start, trigger.start)


def opens_with_talks(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether somebody spoke where a guest was met: "During talks with the envoy, she said"."""
    line = stretch.line
    if line.cjk or trigger.type != "Meeting":
        return False
    if not _AT_TALKS.fullmatch(line.text, stretch.start, trigger.start):
        return False
    met = WITH_THEM.match(line.text, trigger.end) or _RECEIVING.match(line.text, trigger.end)
    return met is not None and _SPOKE.search(line.text, met.end(), stretch.end) is not None
