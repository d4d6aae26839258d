"""Who was there to lecture to others."""

import re
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.roles_cue import Cue
from kg.extract.scene import Item

LEARNT: Final = frozenset({"Training", "Workshop", "Forum"})
_LECTURED: Final = re.compile(
    r"(?:told|show(?:ed|cased)|demonstrated|presented|introduced|explained|lectured|taught|described"
    r"|gave (?:a |the )?(?:lecture|presentation|talk))\b"
)
_LECTURED_ON: Final = re.compile(rf"\b(?:{_LECTURED.pattern}|talked (?:about|on)|compared\b)")
_SCHOLAR: Final = re.compile(
    r"\b(?:professor|researcher|doctor|lecturer|scientist|academician|expert|fellow|engineer)\b",
    re.I,
)


def lectured(role: str, cue: Cue, verb: int, item: Item, draft: Draft, stretch: Stretch) -> str:
    """Return the role of who gave a lecture where others learn: "the Institute showed"."""
    spoke = item.slot == "A" and draft.type in LEARNT and cue.name in ("attend", "act")
    told = spoke and _LECTURED.match(stretch.line.text, verb)
    return "speaker-affiliation" if told and role == "participant" else role


def lectures(stretch: Stretch, person: Item) -> bool:
    """Whether somebody is there as a scholar: "Professor Ana Torres of A explained"."""
    if stretch.line.cjk or stretch.line.spoken:
        return False
    scholar = any(o.position and _SCHOLAR.search(o.position.text) for o in person.offices)
    return scholar and bool(_LECTURED_ON.search(stretch.line.text, person.at, stretch.end))
