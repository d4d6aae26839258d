"""Dates and places of events that the sentences around them tell."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from kg.extract.any_case import AnyCase
from kg.extract.drafts import Draft, Stretch
from kg.extract.events_days import joined
from kg.extract.resolve_dates import overlap
from kg.extract.resolve_digest import dated_before, is_digest, same_paragraph
from kg.extract.scene import Item, Line, sifted
from kg.extract.venues import FACILITY
from kg.model import PartialDate

TOWNS: Final = frozenset({"city", "municipality", "prefecture"})
# "It had been planned for 3 May.", "The ceremony took place on Monday in Lima."
_TOLD_OF: Final = sifted(
    r"^(?:It|This|That|They|(?:The|This) (?:[a-z-]+ )?(?:event|ceremony|signing|meeting|talks"
    r"|workshop"
    r"|seminar|course|training|forum|conference|session|visit|exercise|launch|exhibition"
    r"|opening))\b[^.;,]{0,30}?\b(?:was|were|been|is|set (?:out|off)|arrived|landed|left|stayed"
    r"|returned"
    r"|took place|takes place|will be|opened|began|started|runs?|ran)\b[^.;]{0,60}?(?:{T}|{P})"
)
_AND_BACK: Final = sifted(
    r"{T}[^.;]{0,60}\b(?:returned|left|departed|(?:flew|went|travelled) (?:home|back)|set off home)"
    r"[^.;\ue000-\uf8ff]{0,16}(?P<back>{T})"
)
_VENUE: Final = sifted(
    r"^\W*(?:The|Its|Our) (?:[a-z]+ )?(?:venue|place|location) (?:is|remains|was|will be|stays)\b"
)
_WHO_CAME: Final = (
    r"(?:guests|visitors|delegation|mission|group|team|party|officials|experts|scientists"
    r"|participants)"
)
_OPENING: Final = sifted(
    rf"^(?:(?:It|They|(?:The|This) (?:[a-z-]+ )*(?:event|ceremony|meeting|talks|workshop|seminar"
    r"|symposium|course|training|programme|class|forum|conference|congress|session|visit|exercise"
    r"|exhibition|fair|tour|campaign))"
    r" (?:had |was |were )?(?:begun|began|opened|started|commenced|kicked off|got under way)"
    rf"|(?:They|The (?:[a-z-]+ )?{_WHO_CAME}) (?:had )?(?:arrived|landed|touched down|come|came"
    r"|flown in|set out|set off)|For (?:the )?[a-z]+ days?,? (?:starting|beginning))"
    r"(?: [a-z]+| {P},?){0,4}? {T}"
)
_SOON: Final = timedelta(31)
_THERE: Final = AnyCase(r"\bthere\b(?! (?:is|are|was|were|will|has|have|had)\b)")
_SAME: Final = AnyCase(
    r"\b(?:at|in) the same (?:venue|place|city|town|hotel|hall|building|house"
    r"|(?:conference |meeting )?(?:rooms?|halls|cent(?:re|er)))\b"
)
_HERE: Final = AnyCase(r"\bhere\b")
_BACK: Final = 3  # so many lines above may name the place that "there" means


def complete(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Take date and place from the sentences beside, or from the main event of the same day."""
    main = next((d for d in drafts if d.main), None)
    digest = is_digest(lines)
    before = {line.number: old for old, line in pairwise(lines)}
    after = {old.number: line for old, line in pairwise(lines)}
    owned = {stretch.line.number for draft in drafts for stretch in draft.stretches}
    for draft in drafts:
        previous = before.get(draft.home.line.number)
        if previous and _free(previous, owned) and same_paragraph(previous, draft.home.line):
            take(draft, previous)
        if draft.date is None and (earlier := dated_before(draft.home.line, lines, owned)):
            take(draft, earlier)
        following = after.get(draft.home.line.number)
        if following and _free(following, owned) and _goes_on(following, draft):
            take(draft, following)
        if following and _VENUE.search(following.text):
            known = {item.refs for item in draft.places}
            draft.places += [item for item in following.of("P") if item.refs not in known]
        if not draft.places:
            draft.places = _pointed_at(draft, lines, main)
        same_day = main and main.date and draft.date and overlap(draft.date, main.date)
        if digest and main and draft.home.line.sentence.block != main.home.line.sentence.block:
            continue
        settled = any(place.type != FACILITY for place in draft.places)
        if main and draft is not main and draft.factuality == "held" and same_day and not settled:
            draft.places += _towns(main.places) or main.places[: not draft.places]


def take(draft: Draft, line: Line) -> None:
    """Take the date and the place of a sentence beside, where the event has none."""
    if draft.date is None:
        times = [i for i in line.of("T") if i.event_date]
        if times and times[0].time:
            draft.time, draft.date = times[0], times[0].time.date
            back = _AND_BACK.search(line.text)
            last = line.within(*back.span("back"), "T")[0].time if back else None
            if last and draft.date.precision == last.date.precision == "day":
                draft.date = joined(draft.date, last.date)
            draft.stretches.append(Stretch(line, 0, len(line.text)))
    apart = line.cjk and draft.date is not None and draft.factuality in ("cancelled", "postponed")
    if not draft.places and not apart:
        draft.places = [item for item in line.of("PA") if item.locative]


def from_its_opening(draft: Draft, lines: Sequence[Line]) -> None:
    """Take the first day from a sentence soon after that tells when it began or who arrived."""
    last, home = draft.date, draft.home.line
    if last is None or last.precision != "day" or "/" in last.edtf or home.cjk:
        return
    if draft.type in ("Signing", "Launch"):
        return
    for line in lines[home.number + 1 : home.number + 1 + _BACK]:
        found = _OPENING.search(line.text)
        days = line.within(*found.span(), "T") if found else []
        first = days[-1].time.date if days and days[-1].time else None
        if first and first.precision == "day" and "/" not in first.edtf and _soon(first, last):
            draft.date = joined(first, last)
            draft.stretches.append(Stretch(line, 0, len(line.text)))
            return


def _soon(first: PartialDate, last: PartialDate) -> bool:
    if not (first.starts_not_before and last.starts_not_before):
        return False
    days = (date.fromisoformat(d.starts_not_before or "") for d in (last, first))
    return timedelta(0) < next(days) - next(days) <= _SOON


def _free(line: Line, owned: set[int]) -> bool:
    return not line.title and line.number not in owned


def _goes_on(line: Line, draft: Draft) -> bool:
    """Whether the sentence after an event says when or where it was."""
    beside = same_paragraph(draft.home.line, line) and not line.cjk
    return beside and _TOLD_OF.search(line.text) is not None


def _pointed_at(draft: Draft, lines: Sequence[Line], main: Draft | None) -> list[Item]:
    """Return what "there" and "here" mean: the place named last, the place of the dateline."""
    home = draft.home
    if home.line.cjk:
        return []
    if main and draft is not main and _SAME.search(home.line.text, home.start, home.end):
        return list(main.places)
    if _THERE.search(home.line.text, home.start, home.end):
        return next((named for line in _above(home.line, lines) if (named := _named(line))), [])
    if _HERE.search(home.line.text, home.start, home.end):
        return next((named for line in lines[:_BACK] if (named := _named(line))), [])
    return []


def _above(home: Line, lines: Sequence[Line]) -> Iterator[Line]:
    first = max(0, home.number - _BACK)
    return reversed(lines[first : home.number])


def _named(line: Line) -> list[Item]:
    """Return the towns that a sentence names last."""
    towns = [item for item in line.of("P") if item.type in TOWNS or item.locative]
    return [item._replace(locative=True) for item in towns[-1:]]


def _towns(places: Sequence[Item]) -> list[Item]:
    return [place for place in places if place.type in TOWNS]
