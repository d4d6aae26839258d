"""Delegations: whom they are made up of, whom they met, and who stood beside the host."""

import re
from typing import Final

from kg.extract.drafts import Draft, Stretch

HOSTED_BY: Final = "role.hosted by.en"
_MADE_UP: Final = re.compile(
    r"(?:br(?:ing|ought)s? together|made up of|consist|representatives|officials|members from)"
)
_DELEGATION: Final = re.compile(r"\b(?:delegation|mission|group|team)\b", re.IGNORECASE)
_MET: Final = re.compile(r"\b(?:met|received|visited|toured|saw|called|held|welcomed|exchanged)\b")
_RECEIVING: Final = re.compile(r", (?:(?:together|along|alongside) with|accompanied by)\b")


def in_delegation(stretch: Stretch, draft: Draft, at: int) -> bool:
    """Whether the words at `at` say who a travelling delegation is made up of."""
    text = stretch.line.text
    travels = draft.type in ("Visit", "StudyTour") and _MADE_UP.match(text, at)
    group = _DELEGATION.search(text, stretch.start, at) if travels else None
    return bool(group and not _MET.search(text, group.end(), at))


def up_to_hosts(stretch: Stretch, start: int, end: int) -> int:
    """Return where those end who were received: "received her, together with the director"."""
    beside = _RECEIVING.search(stretch.line.text, start, end)
    return beside.start() if beside else end
