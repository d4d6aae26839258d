"""What happened at an event that was just told, and what happened beside it."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.any_case import AnyCase
from kg.extract.drafts import Draft
from kg.extract.events import JOURNEYS
from kg.extract.resolve_digest import same_paragraph

_OF_THOSE_THERE: Final = re.compile(
    r"(?:^|, |[\ue000-\uf8ff] )(?:the |all )?(?:participants|attendees|trainees"
    r"|delegat(?:es|ions?)|group|party|team|students|members of the (?:delegation|group|team))"
    r"(?: members)? (?:also |then |later )?(?:visited|toured|met|held|went|travell?ed|called"
    r"|inspected|saw)\b|(?:学员|代表|与会人员|参会人员|参训人员|与会代表|参会代表|代表团|考察团|调研组|检查组|督察组|一行)[^，。；]{0,6}"
    r"(?:参观|考察|走访|察看|查看|实地|前往|深入|赴|来到|到)",
    re.IGNORECASE,
)
_APART: Final = AnyCase(
    r"\b(?:outside(?: of)?|on the (?:margins|sidelines|edge|fringes) of|apart from|beside"
    r"|alongside) (?:the|this|that) (?:[a-z]+ )?(?:meeting|workshop|seminar|forum|conference|summit"
    r"|training|event|session|ceremony|talks|debate)s?\b"
    r"|\b(?:in|on|at) the (?:margins?|sidelines|edge|fringes?)(?=,| of the (?:ceremony|meeting"
    r"|talks))"
)
# "The minister travelled on to Kampala", which is another journey
_ONWARD: Final = re.compile(
    r"\b(?:travell?(?:ed|s|ing)|flew|fl(?:y|ies)|went|goes|moved|moves|continued?s?|journeyed|drove"
    r"|sailed|proceeded) (?:on|onwards?) (?:to|for)\b|\bonward (?:journey|visit|trip) to\b"
)
_AT_IT: Final = re.compile(
    r"(?:At|On|During|In|There) (?:the|this|that|same) (?:[a-z]+ )?(?:meeting|talks|workshop"
    r"|seminar|forum"
    r"|conference|ceremony|event|session|visit|occasion)\b"
)
_BESIDES: Final = frozenset({"Meeting", "Signing"})


def told_there(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """Return the event of the sentence before, where an undated one goes on "at the meeting"."""
    last = kept[-1] if kept else None
    dated = draft.date and draft.home.items("T")  # not by the entry that it stands in
    if last is None or dated or not same_paragraph(last.home.line, draft.home.line):
        return None
    signed = draft.type == "Signing" and last.type in ("Meeting", "Visit")
    beside = draft.home.line.number - last.home.line.number == 1
    return last if beside and (signed or _AT_IT.match(draft.home.text)) else None


def beside_it(draft: Draft) -> bool:
    """Whether some met, signed or travelled on outside of what the others were at."""
    if draft.type in JOURNEYS and _ONWARD.search(draft.home.text):
        return True
    return draft.type in _BESIDES and bool(_APART.search(draft.home.text))


def by_those_there(draft: Draft) -> bool:
    """Whether it is where those went who had come: "the participants visited"."""
    return draft.type in JOURNEYS and bool(_OF_THOSE_THERE.search(draft.home.text))
