"""Who was there to lecture to others."""

import re
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.roles_cue import Cue
from kg.extract.scene import Item

LEARNT: Final = frozenset({"Training", "Workshop", "Forum"})
_LECTURED: Final = re.compile(
    r"(?:told|show(?:ed|cased)|demonstrated|presented|introduced|explained|lectured|taught"
    r"|described"
    r"|gave (?:a |the )?(?:lecture|presentation|talk))\b"
)
_LECTURED_ON: Final = re.compile(rf"\b(?:{_LECTURED.pattern}|talked (?:about|on)|compared\b)")
# What follows a person who speaks to those who learn: ", head of its lab, showed how".
_GAVE: Final = re.compile(
    r"(?:,? [^.;]{0,90}?,)?(?: (?:of|from) (?:the )?.{1,3})?(?: (?:also|then|who))? "
    r"(?:presented|demonstrated|lectured|taught|explained|showed (?:how|that)|spoke (?:on|about)"
    r"|talked about|described|outlined|(?:gave|delivered|held|read) (?:[a-z]+ ){1,3}"
    r"(?:lecture|presentation|talk|keynote|paper)s?|told (?:the |them)(?:audience|participants"
    r"|floor)?)\b"
)
_PRESENT: Final = frozenset({"attend", "act", "send", "include"})
TEACHES: Final = re.compile(
    r"(?![^。；]{0,40}致[辞词])[^。；]{0,60}?(?:讲课|授课|讲授|主讲|讲座|开讲|支招|登台|上台|辅导|演讲(?!比赛)|派讲[者员师]|上了?[^，。；]{0,6}课"
    r"|(?:[作做]了?|发表了?|进行了?|带来了?)[^，。；]{0,12}(?:报告|演讲|讲解)|报告(?:了)?(?=[^，。；]{0,16}进展))"
)
_SCHOLAR: Final = re.compile(
    r"\b(?:professor|researcher|doctor|lecturer|scientist|academician|expert|fellow|engineer)\b",
    re.I,
)


def lectured(role: str, cue: Cue, verb: int, item: Item, draft: Draft, stretch: Stretch) -> str:
    """Return the role of who gave a lecture where others learn: "the Institute showed"."""
    if stretch.line.cjk:
        taught = cue.name in _PRESENT and teaches(stretch, item, draft.type)
        return "speaker-affiliation" if taught and role == "participant" else role
    spoke = item.slot == "A" and draft.type in LEARNT and cue.name in ("attend", "act")
    told = spoke and _LECTURED.match(stretch.line.text, verb)
    return "speaker-affiliation" if told and role == "participant" else role


def teaches(stretch: Stretch, item: Item, kind: str) -> bool:
    """Whether a Chinese sentence goes on from somebody with words of teaching."""
    learnt = kind in LEARNT or kind == "Conference"
    return learnt and bool(TEACHES.match(stretch.line.text, item.at + 1, stretch.end))


def lectures(stretch: Stretch, person: Item, kind: str) -> bool:
    """Whether somebody is there as a scholar: "Professor Ana Torres of A explained"."""
    if stretch.line.cjk:
        return teaches(stretch, person, kind)
    text = stretch.line.text
    if kind in LEARNT and _GAVE.match(text, person.at + 1):
        return True
    scholar = any(o.position and _SCHOLAR.search(o.position.text) for o in person.offices)
    return scholar and bool(_LECTURED_ON.search(text, person.at, stretch.end))
