"""Where an event was, as the lines around it say: a heading, the dateline, a later sentence."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.drafts import Draft, Stretch
from kg.extract.modality import BEFORE, PLANNED, SPEECH, spoken
from kg.extract.scene import Item, Line, pattern, sifted
from kg.extract.triggers import find_triggers
from kg.extract.venues import FACILITY

_PLACE_ALONE: Final = pattern(
    r"\W{0,3}{P}(?:, {P})*[.:]?|(?:\d{1,2}[.)] )?(?:[A-Z][A-Z'’&-]*,? ){1,6}{P}[.:]?"
)
_DIARY: Final = re.compile(
    r"\b(?:chronicle|diary|journal|logbook|log|day by day|(?:week|days) in)\b", re.I
)
_DATED_FROM: Final = pattern(
    r"\W{0,3}(?:{T}, )?{P}(?:, (?:{P}|[A-Z][a-z]+(?: [A-Z][a-z]+)?))*"
    r"(?:(?:, {T}| \({T}\)|\.)?,? ?(?:[-–—:]|\([^)]{2,60}\))|, {T}\.)"
)
_THEN: Final = frozenset({"held", "cancelled"})
_LINES: Final = 4  # so many lines of the body may hold the dateline
_TOWNS: Final = frozenset({"city", "municipality", "prefecture", "county", "district"})
_WATERS: Final = re.compile(r"[江河沟溪渠]$")
_OWNED: Final = pattern(r"{A}, $")
_BY_CITY: Final = pattern(
    r"(?:^|[，,]|{T}[，,]?)(?P<city>{P})(?=在{P}[^，。；]{0,4}(?:启动|举[行办]|召开|开展|开幕)"
    r"|(?:{T}度?)?[^，。；\ue000-\uf8ff]{0,30}(?:活动|仪式)[^，。；]{0,6}在{P})"
)
_ONLINE: Final = pattern(
    r"(?:会议?|活动|论坛|培训班?|讲座)(?:{T})?(?:将|均)?(?:以|采取|采用|通过)[^，。；]{0,8}(?:{P}|线上|视频|网络|云端|远程)"
    r"[^，。；]{0,12}(?:举[行办]|召开|进行|开展|方式|形式)"
)


_STOPS: Final = sifted(
    r"^\W*(?:(?:[Tt]hen|[Ll]ater|[Nn]ext|[Aa]fterwards|[Ff]inally|[Ll]astly|[Oo]n {T}|{T}),? )?"
    r"(?:[Ii]n|[Aa]t) (?:the )?{P}(?:,? (?:and )?{P})*,? (?:the (?:team|group|guests|delegation"
    r"|visitors|party|mission|judges|rangers|officials|experts|students|minister|scientists)\b"
    r"|they\b|he\b|she\b|we\b|{N}|{A})|\b(?:[Ss]top|leg|station|port of call)s?(?: (?:was|were|in"
    r"|at|is|being|included)){1,2} {P}(?:,? (?:and )?{P})*"
    r"|\b(?:went|travell?ed|flew|drove|moved|proceeded|continued|journeyed|took (?:a )?(?:bus|train"
    r"|ferry|boat)|sailed|headed|crossed(?: over)?|walked|rode|hiked|welcomed (?:them"
    r"|the [a-z]+))(?: on| onward)? to (?:the )?{P}"
    r"(?:,? (?:and )?{P})*|\b(?:hosts?|received|welcomed|hosted|showed|met)(?: (?:them|her"
    r"|him))? in {P}|{P} (?:was|were) (?:also )?on the (?:programme|program|itinerary)\b"
)


def at_headed_place(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Add the place that an item opens with as a heading: "LIMA. A new course ..."."""
    heads = {
        line.sentence.block: line.of("P")[0]
        for line in lines
        if not line.title and _PLACE_ALONE.fullmatch(line.text)
    }
    diary = next((_there(line) for line in lines if line.title and _DIARY.search(line.text)), [])
    for draft in drafts:
        place = heads.get(draft.home.line.sentence.block)
        if place is None and diary and not draft.places and draft.factuality in _THEN:
            draft.places = diary
        if place and place.refs not in [item.refs for item in draft.places]:
            draft.places = [*draft.places, place]


def _there(title: Line) -> list[Item]:
    """Return the one place that the headline of a diary says the days were spent in."""
    here = [item for item in title.of("P") if item.locative]
    return here if len(here) == 1 else []


def at_its_dateline(main: Draft, lines: Sequence[Line]) -> None:
    """Add the town that the article is dated from, or that acts, where only a house is told."""
    has_town = any(place.slot == "P" and place.type != FACILITY for place in main.places)
    if main.factuality != "held" or main.online:
        return
    if acting := _BY_CITY.search(main.home.text):
        first, last = (main.home.start + at for at in acting.span("city"))
        main.places += main.home.line.within(first, last, "P")
        return
    if has_town:
        return
    body = [line for line in lines if not line.title][:_LINES]
    for opening in body:
        head = _DATED_FROM.match(opening.text)
        if head and (opening is body[0] or opening.within(0, head.end(), "T")):
            known = {item.refs for item in main.places}
            towns = opening.within(0, head.end(), "P")
            main.places += [item for item in towns if item.locative and item.refs not in known]
            return


def at_its_headline(main: Draft, lines: Sequence[Line]) -> None:
    """Add the place that a headline about the event tells, such as the country of its town."""
    if main.factuality == "postponed" or main.online:
        return
    known = {ref for item in main.places for ref in item.refs}
    for line in lines:
        if line.title and main.type in {trigger.type for trigger in find_triggers(line)}:
            there = [i for i in line.of("P") if i.locative and _is_listed(i) and not _owns(line, i)]
            main.places = [*main.places, *(i for i in there if not known.intersection(i.refs))]
            known.update(ref for item in there for ref in item.refs)
            if line.cjk and not main.places:  # 培训班在某某大学开班
                main.places = [item for item in line.of("A") if item.locative]


def _is_listed(item: Item) -> bool:
    """Whether the authority data has the place; a headline's own words make no town."""
    return all("x-" not in ref.key for ref in item.refs)


def _owns(line: Line, place: Item) -> bool:
    """Whether it only says whose the body before it is: "talks with the Soil Agency, Peru"."""
    return _OWNED.search(line.text, 0, place.at) is not None


def over_video(drafts: Sequence[Draft]) -> None:
    """Mark the events that a later sentence says were held online."""
    for draft in drafts:
        draft.online |= any(_ONLINE.search(s.text) for s in draft.stretches if s.line.cjk)


def along_the_way(drafts: Sequence[Draft]) -> None:
    """Add the towns that the further sentences about a journey tell of."""
    for draft in drafts:
        if draft.type not in ("Visit", "StudyTour", "Inspection") or not draft.main:
            continue
        known = {item.refs for item in draft.places}
        for stretch in draft.stretches:
            ahead = draft.factuality == "held" and PLANNED.search(stretch.text)
            if ahead or (stretch.line.cjk and spoken(stretch.line)):
                continue
            here = stretch.items("P") if stretch.line.cjk else _stops(stretch)
            towns = [i for i in here if i.locative and _is_town(i)]
            draft.places += [item for item in towns if item.refs not in known]
            known |= {item.refs for item in towns}


def _stops(stretch: Stretch) -> list[Item]:
    """Return where travellers stopped: "In Lima the guests saw", "First stop was Lima"."""
    text, line = stretch.line.text, stretch.line
    if BEFORE.search(text, stretch.start, stretch.end):
        return []
    found = _STOPS.finditer(text, stretch.start, stretch.end)
    found = (each for each in found if not SPEECH.search(text, 0, each.start()))
    return [i._replace(locative=True) for each in found for i in line.within(*each.span(), "P")]


def _is_town(item: Item) -> bool:
    return item.type in _TOWNS or not (item.type or _WATERS.search(item.surface))
