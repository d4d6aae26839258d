"""Which event a document is about: the first dated one, what the headline names, or the news."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Draft
from kg.extract.events import JOURNEYS, on_day
from kg.extract.resolve_digest import dated_before, same_paragraph
from kg.extract.scene import Line

_ANY_GATHERING: Final = frozenset({"met", "meeting", "the meeting", "gathered", "held", "会议"})
_THAT: Final = re.compile(r"\b(?:the|this)(?: \w+)? $|[本此该]次?$", re.IGNORECASE)
_WANTED: Final = re.compile(
    r"^\W*(?:They|The (?:[a-z-]+ )?(?:guests|visitors|delegation|group|team|party|rangers"
    r"|officers|officials"
    r"|experts|participants|members))(?: had)? (?:wanted|wished|hoped|came|come|travell?ed"
    r"|were (?:here|there))"
    r" to (?:learn|study|find out|see (?:how|for)|look (?:at|into)|understand|get to know"
    r"|observe)\b"
)
_GATHERINGS: Final = frozenset({"Workshop", "Forum", "Conference", "Training"})
_OPENING: Final = 2  # so many may tell of an event that is neither dated nor placed
_LEAD: Final = 6  # so many body sentences may hold the main event


def main_event(
    drafts: Sequence[Draft], lines: Sequence[Line], titled: Sequence[str]
) -> Draft | None:
    """Return the event that all sentences are about which tell of none of their own."""
    main = _main(drafts, lines)
    news = _undated(drafts, lines, titled)
    if news and main and main.factuality == "planned" and _before(news, main):
        main = news
    if main and main.type == "Signing" and (coming := _announced(drafts, main, titled)):
        main = coming
    journey = _headlined(lines, titled)
    if main is None or (journey and _journey_before(journey, main, titled)):
        main = journey or news
    return main


def _announced(drafts: Sequence[Draft], main: Draft, titled: Sequence[str]) -> Draft | None:
    """Return the plan that headline and text announce before a signing that it goes back to."""
    plans = (d for d in drafts if d.factuality == "planned" and d.date and d.type in titled)
    return next((plan for plan in plans if main.type not in titled and _before(plan, main)), None)


def _before(one: Draft, other: Draft) -> bool:
    return one.home.line.number < other.home.line.number


def headline_type(draft: Draft, titled: Sequence[str]) -> str:
    """Let the headline decide where one happening is told under several types."""
    if draft.type in titled:
        return draft.type
    if not draft.type and titled:
        return titled[0]
    if draft.type in JOURNEYS:
        for kind in titled:
            if kind in JOURNEYS:
                return kind
    gathering = next((kind for kind in titled if kind in _GATHERINGS), "")
    if draft.type == "Signing" and draft.trigger.manner == "verb" and gathering:
        return gathering  # what was signed there is not what the page is about
    if draft.type in ("Visit", "Meeting") and "Signing" in titled and "Signing" in draft.types:
        return "Signing"
    return draft.type


def called_after(main: Draft, drafts: Sequence[Draft]) -> str:
    """Return what later sentences call a gathering: "met ... The workshop was organized by"."""
    word = main.home.line.text[main.trigger.start : main.trigger.end].lower()
    unnamed = main.trigger.rule.endswith(".unnamed")
    if main.type not in ("", "Meeting") or not (word in _ANY_GATHERING or unnamed):
        return main.type
    for draft in drafts:
        before = draft.home.line.text[: draft.trigger.start]
        near = abs(draft.home.line.number - main.home.line.number) <= _OPENING
        if near and draft.type in ("Workshop", "Training") and _THAT.search(before):
            return draft.type
    return main.type


def to_learn(main: Draft, lines: Sequence[Line]) -> str:
    """Return what a visit is on which, as a next sentence says, the guests wanted to learn."""
    first = main.home.line.number + 1
    after = (n for n in lines[first : first + _LEAD] if same_paragraph(main.home.line, n))
    if (
        main.type == "Visit"
        and not main.home.line.cjk
        and any(_WANTED.search(n.text) for n in after)
    ):
        return "StudyTour"
    return main.type


def _main(drafts: Sequence[Draft], lines: Sequence[Line]) -> Draft | None:
    body = [line.number for line in lines if not line.title]
    limit = body[min(_LEAD, len(body)) - 1] if body else -1
    lead = [d for d in drafts if d.home.line.number <= limit]
    for standing in ("held", "planned"):
        for draft in lead:
            dated = draft.date or draft.places or _dated_before(draft, lines)
            if draft.factuality == standing == "held" and not draft.date and _coming(draft, lead):
                continue
            if draft.factuality == standing and dated:
                return draft if draft.date else _opens_with(lead, draft)
    return next((d for d in drafts if d.factuality == "held" and d.date), None)


def _coming(draft: Draft, lead: Sequence[Draft]) -> bool:
    """Whether the sentence before plans what this one goes on to tell of."""
    return any(
        other.factuality == "planned"
        and other.type == draft.type
        and other.date is not None
        and other.home.line.number == draft.home.line.number - 1
        for other in lead
    )


def _opens_with(lead: Sequence[Draft], placed: Draft) -> Draft:
    """Return what the first sentence says was done, before what is only placed further down."""
    first = lead[0]
    news = first.factuality == "held" and first.trigger.manner == "verb"
    told_by = first.home.items("APN")
    apart = first.home.line.sentence.block != placed.home.line.sentence.block
    return first if news and apart and len(told_by) > 1 else placed


def _journey_before(journey: Draft, main: Draft, titled: Sequence[str]) -> bool:
    """Whether the headline's journey of several days opens the text before what happened on it."""
    several = journey.date is not None and "/" in journey.date.edtf
    earlier = journey.home.line.number < main.home.line.number
    return several and earlier and titled[0] in ("StudyTour", "Visit") and main.type != titled[0]


def _undated(drafts: Sequence[Draft], lines: Sequence[Line], titled: Sequence[str]) -> Draft | None:
    """Return what the first sentences tell of as news without a word on when or where."""
    body = [line.number for line in lines if not line.title][:_LEAD]
    for draft in drafts:
        number = draft.home.line.number
        early = number in body[:_OPENING] or (number in body and draft.type in titled)
        enough = 1 + (draft.type not in titled and draft.type != "Signing")
        if early and draft.factuality == "held" and len(draft.home.items("APN")) >= enough:
            return draft
    return None


def _dated_before(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether the sentence before, of the same paragraph, gives a date."""
    return dated_before(draft.home.line, lines) is not None


def _headlined(lines: Sequence[Line], titled: Sequence[str]) -> Draft | None:
    """Return the event that only the headline names and the first sentences date."""
    body = [line for line in lines if not line.title][:_LEAD]
    if not titled:
        return None
    return next((draft for line in body if (draft := on_day(line, titled[0]))), None)
