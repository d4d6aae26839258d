"""One event per type family, date, place and parties; the main one, and what stands beside it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.any_case import AnyCase
from kg.extract.drafts import Draft, Stretch
from kg.extract.events import JOURNEYS
from kg.extract.modality import AFTER_ALL, spoken
from kg.extract.resolve_around import TOWNS, from_its_opening, take
from kg.extract.resolve_dates import (
    COMING,
    a_year_on,
    long_before,
    months_before,
    overlap,
    stale,
    to_follow,
    was_to_be,
)
from kg.extract.resolve_digest import (
    as_told_above,
    dated_before,
    is_digest,
    next_to,
    on_the_same_day,
    put_off,
    same_paragraph,
    to_their_end,
    under_headings,
)
from kg.extract.resolve_main import called_after, headline_type, main_event, to_learn
from kg.extract.resolve_places import at_headed_place, at_its_dateline, at_its_headline
from kg.extract.resolve_there import beside_it, by_those_there, told_there
from kg.extract.roles_journeys import TOURS
from kg.extract.scene import Item, Line, pattern
from kg.extract.venues import FACILITY
from kg.model import EntityRef, PartialDate

_FURTHER: Final = AnyCase(
    r"\b(?:also|separately|subsequently|in turn|then|later|meanwhile|same day|"
    r"in (?:a|another) separate meeting)\b|间隙|会议期间|论坛期间|访问期间|活动期间|会前|会后"
    r"|期间[，还]|还分?别?(?:会[见晤]|拜会|[与同和])|另与|单独会[见晤]"
)
_OWN: Final = frozenset({"Launch", "PressConference"})  # always told apart from what goes on around
_GATHERINGS: Final = frozenset({"Conference", "Negotiation", "Forum", "Meeting"})
_PAST: Final = frozenset({"held", "wished", "background"})
_ON_OCCASION: Final = re.compile(
    r"会上|仪式上|现场|同时|随后|接着|[谈约字会式]之?后|同日|当天|当日|期间|活动中|at the same"
    r"|during|(?:at|after) the (?:ceremony|meeting|forum|signing|talks)",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"(?:随后|随即|接着|紧接着|仪式[之结]?[束后]|签约后|会谈后|座谈后)[^。；]{0,40}"
    r"(?:开幕|展开|举[行办]|召开|登场|启幕|开[班课讲])"
)
_SESSION: Final = re.compile(
    r"(?:its|the) (?!board|council|committee|staff|working|project|expert)\w{1,14} (?:session"
    r"|meeting|one|edition|round(?! of (?:talks|negotiations|consultations)))\b|[本下]届|下次|(?:首"
    r"|下一)次会议",
    re.IGNORECASE,
)
_TRAVELS: Final = TOURS | {"Inspection", "Negotiation"}
_OWN_NAMED: Final = frozenset({"Workshop", "Forum", "Conference", "Training"})
_QUOTED: Final = re.compile(r"(?: (?:on|called|entitled|titled|named))?,? [\"“«]")
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
    drafts = to_their_end(put_off(under_headings(drafts), lines), lines)
    drafts = as_told_above(drafts, lines)
    at_headed_place(drafts, lines)
    if digest := is_digest(lines):
        on_the_same_day(drafts, lines)
    _plan_what_is_to_come(drafts, published)
    main = main_event(drafts, lines, titled)
    if main is None:
        return _beside([d for d in drafts if d.type], None, published, digest)
    main.main = True
    _date_from_above([d for d in drafts if d is not main], drafts, lines)
    _weigh(main, None, published, digest=False)
    if main.type not in titled:
        main.type = called_after(main, drafts)
    main.type = to_learn(main, lines)
    main.type = headline_type(main, titled) or "Meeting"
    for draft in drafts:
        draft.type = draft.type or main.type
    at_its_dateline(main, lines)
    at_its_headline(main, lines)
    number = main.home.line.number
    if number and same_paragraph(lines[number - 1], main.home.line):
        take(main, lines[number - 1])
    if main.date is None and (earlier := dated_before(main.home.line, lines)):
        take(main, earlier)
    _to_its_day(main, drafts, lines)
    from_its_opening(main, lines)
    others = [d for d in drafts if d is not main]
    return [main, *_beside(others, main, published, digest)]


def _plan_what_is_to_come(drafts: Sequence[Draft], published: str | None) -> None:
    for draft in drafts:
        start = draft.date.start if draft.date else None
        if start and published and draft.factuality == "held" and start > published[: len(start)]:
            draft.factuality = "planned"


def _date_from_above(
    others: Sequence[Draft], every: Sequence[Draft], lines: Sequence[Line]
) -> None:
    """Give events without a day the one that was told further up in their paragraph."""
    homes = {draft.home.line.number for draft in every}
    for draft in others:
        undated = draft.date is None and draft.factuality == "held"
        if undated and (earlier := dated_before(draft.home.line, lines, homes)):
            take(draft, earlier)


def _to_its_day(main: Draft, drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Give the main event, dated by the year in its name, the only day told before it."""
    if not main.home.line.cjk or main.date is None or main.date.precision != "year":
        return
    announced = {draft.home.line.number for draft in drafts}
    before = [line for line in lines[: main.home.line.number] if line.number not in announced]
    days = [i for line in before for i in line.of("T") if i.event_date]
    told = [i for i in days if i.time and i.time.date.precision == "day"]
    if told and told[-1].time:
        main.time, main.date = told[-1], told[-1].time.date
        where = next(line for line in before if told[-1] in line.items)
        main.stretches.append(Stretch(where, 0, len(where.text)))
        main.places = main.places or [item for item in where.of("PA") if item.locative]


def _beside(
    drafts: Sequence[Draft], main: Draft | None, published: str | None, digest: bool
) -> list[Draft]:
    """Return the other events; what only goes on telling of an event joins it."""
    kept: list[Draft] = []
    for draft in drafts:
        _weigh(draft, main, published, digest)
        earlier = _told_before(draft, kept, main) or told_there(draft, kept)
        if earlier:
            earlier.stretches.append(draft.home)
            continue
        apart = digest and main and _block(draft) != _block(main)
        if main and not apart and _goes_with(draft, main):
            _join(main, draft)
            continue
        if draft.type in _OWN and draft.factuality == "held" and main and not _exact(draft.date):
            line = draft.home.line
            if not (line is main.home.line or _ON_OCCASION.search(line.text)):
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
    if main.type in TOURS and (draft.type in JOURNEYS or main.home.line.cjk):
        main.places += [place for place in new if place.type in TOWNS]
    if draft.type != main.type or draft.factuality != main.factuality:
        return
    main.places = main.places or draft.places
    if not any(place.type == FACILITY for place in main.places):
        main.places += [place for place in new if place.type == FACILITY][:1]
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
    act = draft.trigger.manner == "verb" or draft.home.line.text.endswith(
        "to ", 0, draft.trigger.start
    )
    if act and draft.date is None:
        return False
    if main is None or main.factuality != "planned" or main.type != draft.type or draft.places:
        return True
    plain = _exact(draft.date)
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
        elif long_before(draft.date, main.date) or _months_before(draft, main):
            draft.factuality = "background"


def _months_before(draft: Draft, main: Draft) -> bool:
    return not draft.home.line.cjk and months_before(draft.date, main.date)


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


def _comes_after(draft: Draft, main: Draft) -> bool:
    """Whether a gathering of another kind opened once the main event was over: 随后开幕."""
    gathers = {"Workshop", "Training", "Forum", "Conference"} - {main.type}
    if draft.type not in gathers or not draft.home.line.cjk or not _THEN.search(draft.home.text):
        return False
    if draft.date is None and main.date:
        draft.time, draft.date = main.time, main.date
        draft.places = draft.places or list(main.places)
    return True


def _part_of(draft: Draft, main: Draft) -> bool:
    """Whether a further sentence tells of the main event."""
    if _met_others(draft, main):
        _begin_anew(draft, main)
        return False
    own = (draft.type in _OWN and draft.type != main.type) or _named_part(draft, main)
    if own or beside_it(draft) or _comes_after(draft, main):
        return False
    if draft.date is None or main.date is None:
        return by_those_there(draft) or not _elsewhere(draft, main)
    if not overlap(draft.date, main.date) or _only_in_its_month(draft, main):
        return False
    if by_those_there(draft):
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
    elsewhere = bool(draft.places and main.places) and not _shared(draft, main)
    if other_kind and elsewhere and main.type not in JOURNEYS:
        return False
    return _of_its_days(draft, main, elsewhere=elsewhere)


def _of_its_days(draft: Draft, main: Draft, *, elsewhere: bool) -> bool:
    """Whether what has a day of its own within those of a gathering is part of it."""
    lasts = main.date is not None and "/" in main.date.edtf
    several = lasts and draft.date is not None and "/" not in draft.date.edtf
    if draft.type == "Signing" and several:
        return not elsewhere or main.type in JOURNEYS
    return not (several and main.type in _GATHERINGS and draft.type != main.type)


def _named_part(draft: Draft, main: Draft) -> bool:
    """Whether a gathering on a journey has a name and a day of its own: 'the seminar "Rivers"'."""
    line, trigger = draft.home.line, draft.trigger
    if main.type not in TOURS or not (main.date and draft.date) or "/" not in main.date.edtf:
        return False
    if line.cjk or draft.type not in _OWN_NAMED or trigger.manner != "noun":
        return False
    return draft.time in draft.home.items("T") and bool(_QUOTED.match(line.text, trigger.end))


def _only_in_its_month(draft: Draft, main: Draft) -> bool:
    """Whether another paragraph dates another kind of event to a day of the main one's month."""
    vague = not _to_the_day(main) and _to_the_day(draft) and not main.home.line.cjk
    return vague and draft.type != main.type and _block(draft) != _block(main)


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
