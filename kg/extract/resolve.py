"""One event per type family, date, place and parties; the main one, and what stands beside it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.any_case import AnyCase
from kg.extract.clauses import PART
from kg.extract.drafts import Draft, Stretch
from kg.extract.events import JOURNEYS
from kg.extract.modality import AFTER_ALL, spoken
from kg.extract.resolve_around import take
from kg.extract.resolve_dates import (
    COMING,
    a_year_on,
    long_before,
    overlap,
    stale,
    to_follow,
    was_to_be,
)
from kg.extract.resolve_digest import (
    is_digest,
    next_to,
    on_the_same_day,
    put_off,
    same_paragraph,
    to_their_end,
    under_headings,
)
from kg.extract.resolve_main import called_after, headline_type, main_event
from kg.extract.resolve_places import at_headed_place, at_its_dateline, at_its_headline
from kg.extract.scene import Item, Line, pattern, windows
from kg.model import EntityRef, PartialDate
from kg.text.fields import field

_FURTHER: Final = AnyCase(
    r"\b(?:also|separately|subsequently|in turn|then|later|meanwhile|same day|"
    r"in (?:a|another) separate meeting)\b"
)
_OWN: Final = frozenset({"Launch", "PressConference"})  # always told apart from what goes on around
_GATHERINGS: Final = frozenset({"Conference", "Negotiation", "Forum", "Meeting"})
_PAST: Final = frozenset({"held", "wished", "background"})
_ON_OCCASION: Final = re.compile(
    r"会上|仪式上|现场|同时|当天|当日|期间|活动中|at the same|during"
    r"|at the (?:ceremony|meeting|forum)",
    re.IGNORECASE,
)
_OF_THOSE_THERE: Final = re.compile(
    r"(?:^|, |[\ue000-\uf8ff] )(?:the |all )?(?:participants|attendees|trainees"
    r"|delegat(?:es|ions?)|group|party|team|students|members of the (?:delegation|group|team))"
    r"(?: members)? (?:also |then |later )?(?:visited|toured|met|held|went|travell?ed|called"
    r"|inspected|saw)\b|(?:学员|代表|与会人员|参会人员|参训人员|与会代表|参会代表|代表团|考察团|调研组|检查组|督察组|一行)[^，。；]{0,6}"
    r"(?:参观|考察|走访|察看|查看|实地|前往|深入|赴|来到|到)",
    re.IGNORECASE,
)
_SESSION: Final = re.compile(
    r"(?:its|the) \w{1,14} (?:session|meeting|one|edition|round)\b|[本下]届|下次|(?:首|下一)次会议",
    re.IGNORECASE,
)
_TOURS: Final = frozenset({"Visit", "StudyTour"})
_TRAVELS: Final = _TOURS | {"Inspection", "Negotiation"}
_TOWNS: Final = frozenset({"city", "municipality", "prefecture"})
_GOES_ON: Final = re.compile(
    r"It (?:is|was|will|has)\b|This (?:event|one)\b|The (?:event|meeting|workshop|training"
    r"|course|forum"
    r"|conference|seminar|session) (?:is|was|will|has)\b|(?:本次|此次|该)?(?:会议|论坛|培训班?"
    r"|研讨会|活动)(?:将|由|拟)"
)
_SERIAL: Final = frozenset({"Conference", "Negotiation", "Forum", "Workshop", "Training"})
_NUMBERED: Final = pattern(
    r"第[一二三四五六七八九十\d]+[次届]|\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth"
    r"|fifth|sixth"
    r"|seventh|eighth|ninth|tenth) (?:[A-Za-z-]+ ){0,4}(?:meeting|session|round|dialogue"
    r"|conference)",
    re.IGNORECASE,
)


def resolve(
    drafts: Sequence[Draft], lines: Sequence[Line], titled: Sequence[str], published: str | None
) -> list[Draft]:
    """Return the events of a document, the main one first."""
    drafts = to_their_end(put_off(under_headings(drafts), lines))
    at_headed_place(drafts, lines)
    if digest := is_digest(lines):
        on_the_same_day(drafts, lines)
    main = main_event(drafts, lines, titled)
    if main is None:
        return _beside([d for d in drafts if d.type], None, published, digest)
    main.main = True
    _weigh(main, None, published, digest=False)
    if main.type not in titled:
        main.type = called_after(main, drafts)
    main.type = headline_type(main, titled) or "Meeting"
    for draft in drafts:
        draft.type = draft.type or main.type
    at_its_dateline(main, lines)
    at_its_headline(main, lines)
    number = main.home.line.number
    if number and same_paragraph(lines[number - 1], main.home.line):
        take(main, lines[number - 1])
    others = [d for d in drafts if d is not main]
    return [main, *_beside(others, main, published, digest)]


def _beside(
    drafts: Sequence[Draft], main: Draft | None, published: str | None, digest: bool
) -> list[Draft]:
    """Return the other events; what only goes on telling of an event joins it."""
    kept: list[Draft] = []
    for draft in drafts:
        _weigh(draft, main, published, digest)
        earlier = _told_before(draft, kept, main)
        if earlier:
            earlier.stretches.append(draft.home)
            continue
        apart = digest and main and _block(draft) != _block(main)
        if main and not apart and _goes_with(draft, main):
            _join(main, draft)
            continue
        if draft.type in _OWN and draft.factuality == "held" and main and not _exact(draft.date):
            if not _ON_OCCASION.search(draft.home.text):
                continue
            draft.time, draft.date = main.time, main.date
            draft.places = draft.places or list(main.places)
        if draft.factuality == "planned" and not _foreseeable(draft, main):
            continue
        if main and main.type in _SERIAL and _SESSION.search(draft.home.text):
            draft.type = main.type if draft.type == "Meeting" else draft.type
        near = (old for old in kept if not digest or _block(old) == _block(draft))
        twin = next((old for old in near if same_event(old, draft)), None)
        if twin:
            _tell_again(twin, draft)
        elif draft.factuality != "wished":
            kept.append(draft)
    return kept


def _goes_with(draft: Draft, main: Draft) -> bool:
    if draft.factuality == "held":
        return _part_of(draft, main)
    coming = draft.factuality == main.factuality == "planned" and draft.type == main.type
    if coming and next_to(draft, main):
        return not (draft.date and main.date) and _part_of(draft, main)
    return coming and _exact(draft.date) and _exact(main.date) and _part_of(draft, main)


def _join(main: Draft, draft: Draft) -> None:
    """Take a further sentence about an event, with the place and the days that only it tells."""
    main.stretches.append(draft.home)
    known = {place.refs for place in main.places}
    new = [place for place in draft.places if place.refs not in known]
    if main.type in _TOURS and draft.type in JOURNEYS:
        main.places += [place for place in new if place.type in _TOWNS]
    if draft.type != main.type or draft.factuality != main.factuality:
        return
    main.places = main.places or draft.places
    is_open = main.date is None or main.date.precision != "day"
    if is_open and draft.date and draft.date.precision == "day":
        main.time, main.date = draft.time, draft.date
        main.places += [place for place in new if place not in main.places]


def _told_before(draft: Draft, kept: Sequence[Draft], main: Draft | None) -> Draft | None:
    """Return the other event that a sentence without time and place goes on telling of."""
    if draft.date or draft.places or draft.factuality != "held" or not kept:
        return None
    last = kept[-1]
    near = last.home.line.sentence.block == draft.home.line.sentence.block
    nearest = main is None or last.home.line.number > main.home.line.number
    same = last.type == draft.type and (main is None or main.type != draft.type or near)
    return last if same and nearest else None


def _block(draft: Draft) -> int:
    return draft.home.line.sentence.block


def _tell_again(twin: Draft, draft: Draft) -> None:
    """Add what a further sentence about another event says of its places and its day."""
    twin.stretches.append(draft.home)
    known = {place.refs for place in twin.places}
    twin.places += [place for place in draft.places if place.refs not in known]
    if not _to_the_day(twin) and _to_the_day(draft):
        twin.time, twin.date = draft.time, draft.date


def _to_the_day(draft: Draft) -> bool:
    return draft.date is not None and draft.date.precision == "day"


def _exact(date: PartialDate | None) -> bool:
    return date is not None and date.precision in ("day", "month")


def _foreseeable(draft: Draft, main: Draft | None) -> bool:
    """Whether a plan is an event to come: dated or placed, and more than an intention to sign."""
    if draft.type == "Signing":
        return _exact(draft.date)
    if draft.trigger.manner == "verb" and draft.date is None:
        return False
    if main is None or main.factuality != "planned" or main.type != draft.type or draft.places:
        return True
    plain = not draft.home.line.spoken and _exact(draft.date)
    return bool(plain and draft.date and main.date and not overlap(draft.date, main.date))


def told(draft: Draft) -> bool:
    """Whether an event is told well enough to stand for itself: with a date or a place."""
    return draft.main or draft.date is not None or bool(draft.places)


def _weigh(draft: Draft, main: Draft | None, published: str | None, digest: bool) -> None:
    """Correct what the words say by what the dates say."""
    plan = draft.factuality in ("planned", "postponed") or COMING.search(draft.home.text)
    if plan and draft.date and published and not was_to_be(draft):
        draft.date = a_year_on(draft.date, published) or draft.date
    if main and draft.factuality == "held" and not published and to_follow(draft, main):
        draft.factuality = "planned"
    start = draft.date.start if draft.date else None
    if start and published and start > published[: len(start)] and draft.factuality in _PAST:
        draft.factuality = "planned"
        return
    if draft.factuality == "held" and main:
        together = draft.date and main.date and overlap(draft.date, main.date)
        if spoken(draft.home.line) and not together:
            draft.factuality = "background" if draft.date else "wished"
        elif digest and stale(draft.date, published):
            draft.factuality = "background"
        elif digest or AFTER_ALL.search(draft.home.text):
            return
        elif long_before(draft.date, main.date):
            draft.factuality = "background"


def _by_those_there(draft: Draft) -> bool:
    """Whether it is where those went who had come: "the participants visited"."""
    return draft.type in JOURNEYS and bool(_OF_THOSE_THERE.search(draft.home.text))


def _met_others(draft: Draft, main: Draft) -> bool:
    """Whether somebody of the main event met yet others: "she also met Luis Vega"."""
    home, trigger = draft.home, draft.trigger
    if draft.type != "Meeting" or trigger.manner != "verb" or main.type not in _GATHERINGS:
        return False
    same_day = draft.time and draft.time.time and draft.time.time.anchor == "context"
    if not (same_day or _FURTHER.search(home.line.text, home.start, trigger.end)):
        return False
    others = [i for i in home.line.within(trigger.end, home.end, "AN") if not i.anaphor]
    there = {ref for stretch in main.stretches for i in stretch.items("AN") for ref in _whom(i)}
    return bool(others) and not any(ref in there for item in others for ref in _whom(item))


def _begin_anew(draft: Draft, main: Draft) -> None:
    """Give a further meeting the day of the first, and who met, where a pronoun stands for them."""
    if draft.date is None and main.date and "/" not in main.date.edtf:
        draft.time, draft.date = main.time, main.date
    unnamed = not draft.home.line.within(draft.home.start, draft.trigger.start, "AN")
    if unnamed and main.home.line.within(main.home.start, main.trigger.start, "N"):
        draft.stretches.append(Stretch(main.home.line, main.home.start, main.trigger.start))


def _whom(item: Item) -> Iterator[EntityRef]:
    yield from item.refs
    yield from (office.affiliation for office in item.offices if office.affiliation)


def _part_of(draft: Draft, main: Draft) -> bool:
    """Whether a further sentence tells of the main event."""
    if _met_others(draft, main):
        _begin_anew(draft, main)
        return False
    if draft.type in _OWN and draft.type != main.type:
        return False
    if draft.date is None or main.date is None:
        return _by_those_there(draft) or not _elsewhere(draft, main)
    if not overlap(draft.date, main.date):
        return False
    if _by_those_there(draft):
        return True
    from_context = draft.time and draft.time.time and draft.time.time.anchor == "context"
    if main.type in JOURNEYS and draft.time and _NUMBERED.search(draft.home.text):
        if from_context and draft.places and not _NUMBERED.search(main.home.text):
            return False  # "on the same day" a committee of its own met
        return "/" not in main.date.edtf or bool(_NUMBERED.search(main.home.text))
    other_kind = draft.type not in (main.type, "Signing")
    travels = main.type in _TRAVELS and "/" in main.date.edtf
    if other_kind and ((from_context and not travels) or draft.type == "Conference"):
        return False
    elsewhere = draft.places and main.places and not _shared(draft, main)
    if other_kind and elsewhere and main.type not in JOURNEYS:
        return False
    several = "/" in main.date.edtf and "/" not in draft.date.edtf
    signed = draft.type == "Signing" and not elsewhere and not draft.home.line.cjk
    own = several and main.type in _GATHERINGS and draft.type != main.type
    return bool(signed and several) or not own  # what is signed at a gathering is part of it


def _elsewhere(draft: Draft, main: Draft) -> bool:
    """Whether a sentence of another paragraph tells of another kind of event in another place."""
    apart = draft.home.line.sentence.block != main.home.line.sentence.block
    negotiated = draft.type == "Negotiation" and main.type not in _TRAVELS
    journey = {draft.type, main.type} & _TRAVELS and not negotiated
    other = draft.type != main.type and not journey
    other = other and draft.type != "Signing"
    return apart and other and bool(draft.places and main.places) and not _shared(draft, main)


def same_event(one: Draft, other: Draft) -> bool:
    if one.factuality != other.factuality or one.type != other.type:
        return False
    if one.date and other.date:
        return overlap(one.date, other.date)
    if one.date or other.date:
        return False
    return _shared(one, other)


def _shared(one: Draft, other: Draft) -> bool:
    return bool({p.refs for p in one.places} & {p.refs for p in other.places})


def _left_over(line: Line, drafts: Sequence[Draft]) -> Iterator[Stretch]:
    """Yield the parts of a Chinese sentence, between semicolons, that announce nothing."""
    if not line.cjk or "；" not in line.text:
        return
    told = [s for draft in drafts for s in draft.stretches if s.line is line]
    for start, end in windows(line, PART):
        if not any(s.start <= start and end <= s.end for s in told):
            yield Stretch(line, start, end)


def _give(line: Line, owner: Draft | None) -> None:
    """Add a sentence to an event; of one about other days only frameworks count."""
    if owner is not None:
        aside = owner.main and _another_day(line, owner)
        (owner.heard if aside else owner.stretches).append(Stretch(line, 0, len(line.text)))


def _another_day(line: Line, main: Draft) -> bool:
    """Whether all that a sentence dates is long before or after the main event."""
    told = (i.time.date for i in line.of("T") if i.time and i.time.role == "event")
    days = [day for day in told if _exact(day)]
    return bool(days) and main.date is not None and not any(overlap(d, main.date) for d in days)


def _absent(line: Line) -> bool:
    """Whether a line lists who did not come."""
    label = field(line.text)
    return label is not None and label.slot == "absent"


def own_lines(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Give every sentence without an event of its own to the event it goes on telling of.

    What happened at another time keeps the sentences after it up to the end of its paragraph or
    the next event; everything else is about the main event.
    """
    announced: dict[int, Draft] = {}
    for draft in drafts:
        for stretch in draft.stretches:
            announced[stretch.line.number] = draft
    main = next((d for d in drafts if d.main), None)
    digest = is_digest(lines)
    current: Draft | None = main
    before: Draft | None = None
    block = -1
    for line in lines:
        if line.title or _absent(line):
            continue
        if line.sentence.block != block:
            current, block, before = (None if digest else main), line.sentence.block, None
        here = announced.get(line.number)
        if main and here and here is not main and here.factuality == "planned" and spoken(line):
            main.heard.append(Stretch(line, 0, len(line.text)))
        if here is None:
            goes_on = before and _GOES_ON.match(line.text)
            _give(line, before if goes_on else current)
            continue
        before = here
        if digest or here.main or (here.factuality in ("held", "background") and not spoken(line)):
            current = here
        if here.main:
            here.stretches.extend(_left_over(line, drafts))
