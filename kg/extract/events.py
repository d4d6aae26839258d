"""Finds the sentences that announce an event, and reads type, time, place and standing off them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.any_case import AnyCase
from kg.extract.clauses import parts
from kg.extract.drafts import Draft, Stretch
from kg.extract.events_bearing import bears, is_weak
from kg.extract.events_called_off import called_off
from kg.extract.events_days import span_of_days
from kg.extract.events_leading import HEAD, leading, to_the_point
from kg.extract.events_talks import said_there
from kg.extract.modality import MOVED, Factuality, modality
from kg.extract.resolve_dates import in_year, to_its_end
from kg.extract.scene import ORDINAL, Item, Line, pattern, sifted
from kg.extract.series import COLLEGIATE
from kg.extract.triggers import Trigger, borne_out, find_triggers
from kg.model import PartialDate
from kg.text.sifting import Sifted

_ASSEMBLY: Final = re.compile(
    r"(?<!national )(?<!provincial )(?<!regional )(?<!legislative )assembly"
    r"|大会$|congress|ministerial conference|assemblée des|asamblea de las|assembleia das"
    r"|umweltversammlung|đại hội đồng",
    re.IGNORECASE,
)
_ASSEMBLED: Final = AnyCase(
    rf"(?:第[一二三四五六七八九十\d]+|[上下]一|本)[届次]{{A}}|session of the {{A}}"
    rf"|\b{ORDINAL} {{A}}"
    r"|{A}(?= (?:will |is to |was |is |has )?(?:be |been )?(?:held|opene?[ds]?|opens|end(?:ed|s)?"
    r"|close[ds]?|conclude[ds]?|meets?|met|convene[ds]?|takes place|took place|begins|began)\b)"
)
_NEGOTIATORS: Final = re.compile(
    r"\b[Nn]egotiators\b[^.;]{0,160}\b(?:treaty|convention|protocol|instrument|text|session)\b"
)
_NEGOTIATED: Final = re.compile(r"negotiat|谈判", re.IGNORECASE)
_ONLINE: Final = Sifted(
    r"视频(?:方式|形式|会(?!议?室)|连线|对话)|视像(?:会议|连线)|线上(?:召开|举行|举办|会议|培训)|以线上"
    r"|\bonline\b|\bweb ?(?:inars?|-?seminars?)\b|\bvideo (?:conference|meeting|link|talk|meets?)\b"
    r"|\bvirtual(?:ly)?\b(?! (?:reality|power|lab|library|assistant))"
    r"|two screens|side of the screen|on the screen",
    re.IGNORECASE,
)
_FILED: Final = pattern(
    r"(?:(?!{T})\W){0,3}{P}(?:, {P})*(?:,? {T})?(?: ?\([^()]{1,24}\))?\.? ?(?:--|[-–—]|: )"
)
_TOWNS: Final = ("city", "municipality", "prefecture", "province", "country")
_CITIES: Final = ("city", "municipality")
_OF_TOWN: Final = pattern(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur) {P} (?:[\w-]+ ){0,3}$")
_NAMED: Final = 60  # so far before its noun may the town of an event stand
HEADED: Final = pattern(
    r"(?:{P}|(?:[A-Z]{2,}[.'’ -]{0,2}){1,4}), {T}[.:]?$|\W{0,3}{T}[ ,–—-]{1,3}{P}\W{0,2}$"
)
_TO_LEARN: Final = AnyCase(
    r"\b(?:study|learning|exchange|exposure|benchmarking)[ -](?:tour|trip|mission)\b"
    r"|\bto (?:study|learn|examine|explore|observe|find out|look at|see (?:how|for)|get to know"
    r"|familiari[sz]e|acquaint"
    r"|gain (?:insights?|first-?hand|knowledge|experience)|draw (?:on )?lessons)\b"
    r"|\bfor (?:[a-z-]+ ){0,4}(?:investigation|study|fieldwork|learning|observation)\b"
    r"|\bfirst-hand (?:look|knowledge|experience)\b"
)
_RECEIVED: Final = re.compile(r"(?:received|receives|welcomed|hosted|hosts)")
_TO_STUDY: Final = re.compile(
    r"\b(?:delegation|team|group|officials|officers|experts)\b[^.;]{0,90}?\b(?:study|learning"
    r"|exposure|benchmarking)[ -](?:tour|visit|trip|mission|exchange)\b"
)
MOST: Final = 300  # what one document may announce; more is no article
_TRIGGERS: Final = 20  # so many of a sentence are weighed
_NAMED_YEAR: Final = pattern(
    r"(?:(?P<time>{T})|(?<!\d)(?P<year>(?:19|20)\d\d)(?:年度?)?(?!\d))度?[^，。；、\ue000-\uf8ff]{0,16}"
    r"(?:(?:{P}|{A}|{F})[^，。；、\ue000-\uf8ff]{0,30})?(?:论坛|[大年]会|会议|峰会|对话|研讨会|博览会|活动|培训班|研讨班|研修班"
    r"|讲习班|发布会|竞赛|演练|仪式|开放日"
    r"|(?:交流|座谈|推进|工作|部署|动员|总结|联席|培训|启动|对接|洽谈|分享|讨论)会)"
    r"|\b(?:the|its) (?P<edition>(?:19|20)\d\d) (?:[A-Z][\w-]*\W{1,2}){0,6}[^.,;]{0,40}?"
    r"(?i:conference|forum|summit|workshop|symposium|seminar|congress|meeting|session)\b"
)
_FROM_TO: Final = sifted(
    r"\b(?:moved|slipped|postponed|rescheduled|shifted|changed|put back|pushed back"
    r"|brought forward)(?: [a-z]+){0,2} from {T}(?! to )"
)
_SET_FOR: Final = sifted(
    r"(?:宣布|透露|获悉|介绍|通知|公告|消息|据悉|了解到|表示)[^。；]{0,24}"
    r"(?:将|拟|定|计划|预计|预定)[^，。；]{0,8}?(?:于|在)?(?P<date>{T})(?=[^，。；]*$)"
    r"|\b(?:announced|advertised|planned|scheduled|called|fixed|set|billed|pencilled in)"
    r"(?: [a-z]+){0,3} (?:in|on|by) {T} (?:for|to take place on) (?P<day>{T})"
)
_HEADLINED: Final = pattern(
    r"\W{0,2}[■●◆▲▶★◇□][^，。；：]{2,24}\s(?=(?:[^，。；\ue000-\uf8ff]{0,12}，)?{T})"
)
# "The session, which should have begun on the 3rd, was held at the end of the month"
_SHOULD_HAVE: Final = re.compile(
    r", (?:which|that) (?:should have|was to have|were to have) [a-z]+(?: [a-z]+)? (?:on |in )?$"
)
_WAS_HELD: Final = re.compile(r"[^.;]{0,40}, (?:was|were) (?:[a-z]+ )?(?:held|opened|convened)\b")
_ONE: Final = re.compile(
    r"\S+ (?:one|edition|round|instal?lment|part|leg|half)|segments?|edition|the \w+", re.IGNORECASE
)
_SERIES: Final = frozenset({"Forum", "Conference", "Workshop", "Training", "Campaign", "Meeting"})
_WHERE: Final = re.compile(r",? where ")
_JUST_NAMED: Final = pattern(r"{P}(?:, {P})*$")
_IT: Final = re.compile(r"\w+ (?:it|them)", re.IGNORECASE)
_AFTERWARDS: Final = re.compile(r"(?:结束|闭幕)?[之以]?[后前]，")
_ISO: Final = 2  # letters that the keys of countries and of places in them begin with
_OPENING: Final = 24  # characters of a line within which its first noun stands
_OF_THAT_DAY: Final = frozenset({"held", "postponed", "cancelled"})
# "On the occasion of Water Day on 22 March, the Agency opens"
_FEAST: Final = pattern(
    r"\W*(?:(?:On|For) the occasion of|To mark|To celebrate|Marking|Celebrating|Ahead of"
    r"|In (?:celebration|honou?r|observance) of) [^,;.]{0,90}{T}(?=,)"
)
JOURNEYS: Final = frozenset({"Visit", "StudyTour", "Inspection", "Meeting"})


def candidates(lines: Sequence[Line]) -> list[Draft]:
    """Return what the body sentences announce, in order; at most one event a stretch."""
    found: list[Draft] = []
    head: Draft | None = None  # the "City, date." that opens the section
    named = ""  # the kind of event that the last noun spoke of
    for line in lines:
        if len(found) >= MOST:
            break
        if line.title:
            continue
        head = _section_head(line) or (head if head and _same_block(head, line) else None)
        if head and head.home.line is line:
            found.append(head)
            continue
        triggers = find_triggers(line)
        failed = line.cjk and any(called_off(Stretch(line, 0, len(line.text))))
        if not (triggers or failed) and not _ASSEMBLED.may(line.text):
            continue
        head_line = _HEADLINED.match(line.text) if line.cjk else None
        for start, end in parts(line, triggers):
            start = max(start, head_line.end()) if head_line else start
            draft = _candidate(Stretch(line, start, end, announces=True), triggers)
            if draft and head and draft.date is None and draft.factuality in _OF_THAT_DAY:
                head.factuality = head.factuality if head.type else draft.factuality
                head.type = head.type or draft.type
                head.stretches.append(draft.home)
                known = [item.refs for item in head.places]
                head.places = [*head.places, *(p for p in draft.places if p.refs not in known)]
            elif draft:
                _refer(draft, found, named)
                found.append(draft)
            elif head and not head.type and (noun := _titled(line, triggers)):
                head.type = noun
        named = next((t.type for t in triggers[::-1] if t.manner == "noun"), "")
    return found


def _titled(line: Line, triggers: Sequence[Trigger]) -> str:
    """Return the kind of event that a line without a verb of its own opens with."""
    first = triggers[0] if triggers else None
    return first.type if first and first.manner == "noun" and first.start < _OPENING else ""


def _refer(draft: Draft, before: Sequence[Draft], named: str) -> None:
    """Give what only points at an event, such as "the next one" and "held it", its type."""
    line, trigger = draft.home.line, draft.trigger
    if _IT.fullmatch(line.text, trigger.start, trigger.end):
        draft.type = named
    elif (not draft.type and line.cjk) or _ONE.fullmatch(line.text, trigger.start, trigger.end):
        series = line.text[trigger.start : trigger.end].lower().endswith("edition")
        kinds = [old.type for old in before if not series or old.type in _SERIES]
        draft.type = kinds[-1] if kinds else ""


def on_day(line: Line, kind: str) -> Draft | None:
    """Return an event of a known type that a sentence only dates."""
    time = next((i for i in line.of("T") if i.event_date), None)
    if time is None or time.time is None:
        return None
    stretch = Stretch(line, 0, len(line.text), announces=True)
    trigger = Trigger(kind, "noun", time.at, time.at + 1, "dated.headline")
    draft = Draft(kind, "held", stretch, trigger, time, time.time.date)
    draft.places = [item for item in stretch.items("PA") if item.locative]
    draft.online = is_online(stretch)
    draft.types, draft.stretches = (kind,), [stretch]
    return draft


def _section_head(line: Line) -> Draft | None:
    head = on_day(line, "") if HEADED.match(line.text) else None
    if not (head and head.date and head.date.precision == "day"):
        return None
    head.places = head.places or line.of("P")
    return head


def _same_block(draft: Draft, line: Line) -> bool:
    return draft.home.line.sentence.block == line.sentence.block


def types_in(line: Line) -> list[str]:
    """Return the types that the triggers of a line speak for, such as those of a headline."""
    return [t.type for t in find_triggers(line) if t.manner == "verb" or line.title]


def _candidate(stretch: Stretch, found: Sequence[Trigger]) -> Draft | None:
    inside = [t for t in found if stretch.start <= t.start < stretch.end]
    triggers = [t for t in inside[:_TRIGGERS] if bears(stretch, t)]
    triggers = [*_assembled(stretch), *triggers] or list(called_off(stretch))
    if not triggers:
        return None
    triggers = [t for t in triggers if not _over(stretch, t)] or triggers
    triggers = to_the_point(stretch, _strong(stretch, triggers))
    trigger = leading(triggers, stretch.line)
    said = said_there(stretch, trigger)
    first = said.end("said") if said else stretch.start
    standing: Factuality = modality(stretch.line, first, stretch.end, trigger.start)
    draft = Draft(_type(stretch, trigger), standing, stretch, trigger)
    draft.time = _time(stretch, trigger)
    draft.date = span_of_days(stretch, draft.time) if draft.time else None
    draft.date = _in_named_year(draft) or draft.date
    if draft.date and _FROM_TO.search(stretch.text):
        draft.date = to_its_end(draft.date)
    draft.places = _where(stretch) or _named_for(stretch, trigger) or _where_of_clause(stretch)
    draft.online = is_online(stretch)
    draft.types = tuple(dict.fromkeys(t.type for t in triggers))
    draft.stretches = [stretch]
    return draft


def _strong(stretch: Stretch, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out verbs of many uses where something else tells of the event."""
    text = stretch.line.text
    strong = [t for t in triggers if not is_weak(text, t)]
    return strong or triggers


def _over(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether a Chinese noun only says after what something else was: 签署仪式后，论坛开幕."""
    noun = trigger.manner == "noun" and stretch.line.cjk
    return noun and _AFTERWARDS.match(stretch.line.text, trigger.end) is not None


def _where(stretch: Stretch) -> list[Item]:
    """Return where an event was: where news is filed only counts if nothing else is told."""
    told = [item for item in stretch.items("PA") if item.locative and not _vast(item)]
    filed = _FILED.match(stretch.line.text) if told and not stretch.line.cjk else None
    elsewhere = [item for item in told if filed and item.at >= filed.end()]
    towns = {ref for item in elsewhere if item.type in _TOWNS for ref in item.refs}
    here = {ref for item in told if item not in elsewhere for ref in item.refs}
    return elsewhere if towns and not towns & here else told


def _where_of_clause(stretch: Stretch) -> list[Item]:
    """Return the places that a clause goes on from: "... in Lima, where the Fund meets"."""
    line = stretch.line
    if line.cjk or not _WHERE.match(line.text, stretch.start):
        return []
    before = _JUST_NAMED.search(line.text, 0, stretch.start)
    return line.within(*before.span(), "P") if before else []


def _named_for(stretch: Stretch, trigger: Trigger) -> list[Item]:
    """Return the town in "the Lima seminar"."""
    line = stretch.line
    if line.cjk or trigger.manner != "noun":
        return []
    before = _OF_TOWN.search(line.text, max(stretch.start, trigger.start - _NAMED), trigger.start)
    found = line.within(*before.span(), "P") if before else []
    return [item for item in found if item.type in _CITIES]


def _vast(item: Item) -> bool:
    """Whether a place is a part of the world, of which more is told than that it happens there."""
    in_state = any(len(ref.key.split("-")[0]) == _ISO for ref in item.refs)
    return item.type == "continent" or (item.type == "region" and not in_state)


def _in_named_year(draft: Draft) -> PartialDate | None:
    """Return the date in the year that the name of the event begins with (2021年…论坛)."""
    line, date = draft.home.line, draft.date
    if date is None or not date.edtf.startswith("X"):
        return None
    found = _NAMED_YEAR.search(line.text, draft.home.start, draft.home.end)
    if found is None:
        return None
    if year := found["year"] or found["edition"]:
        return in_year(date, int(year))
    told = next((i.time for i in line.within(*found.span("time"), "T") if i.time), None)
    if told is None or told.date.precision != "year" or told.anchor != "text":
        return None
    return in_year(date, int(told.date.edtf[:4])) if told.date.edtf[:4].isdigit() else None


def is_online(stretch: Stretch) -> bool:
    if any(ref.key == "online" for item in stretch.items("P") for ref in item.refs):
        return True
    return bool(_ONLINE.search(stretch.line.text, stretch.start, stretch.end))


def _assembled(stretch: Stretch) -> Iterator[Trigger]:
    """Yield the session of a body whose name says that it meets, such as an assembly."""
    line = stretch.line
    if not stretch.items("A"):
        return
    for found in _ASSEMBLED.finditer(line.text, stretch.start, stretch.end):
        for item in line.within(found.start(), found.end()):
            if not borne_out(line, stretch.start, stretch.end):
                continue
            if not line.cjk and found[0][0].isalnum() and COLLEGIATE.search(item.surface):
                yield Trigger("Meeting", "noun", found.start(), found.end(), "Meeting.en")
            elif _ASSEMBLY.search(item.surface):
                rule = f"Conference.{'zh' if line.cjk else 'en'}"
                yield Trigger("Conference", "noun", found.start(), found.end(), rule)


def _type(stretch: Stretch, trigger: Trigger) -> str:
    language = stretch.line.sentence.language
    word = stretch.line.text[trigger.start : trigger.end].lower()
    if language == "en-t-zh" and word == "symposium":
        return "Meeting"
    text = stretch.line.text
    if trigger.type == "Visit" and _TO_LEARN.search(text, stretch.start, stretch.end):
        return "StudyTour"
    if _RECEIVED.fullmatch(word) and _TO_STUDY.search(text, trigger.end, stretch.end):
        return "StudyTour"
    if trigger.type == "Meeting" and _NEGOTIATORS.search(text, stretch.start, stretch.end):
        return "Negotiation"
    if trigger.type != "Meeting" or trigger.manner != "noun":
        return trigger.type
    for item in stretch.items("A"):
        near = abs(item.at - trigger.start) < 30
        if near and _ASSEMBLY.search(item.surface):
            return "Conference"
        if near and _NEGOTIATED.search(item.surface):
            return "Negotiation"
    return "Meeting"


def _time(stretch: Stretch, trigger: Trigger) -> Item | None:
    """Return the date of the event: the one that opens the stretch, else the nearest one.

    A year in the name of the event only serves where nothing says more.
    """
    times = [item for item in stretch.items("T") if item.event_date]
    times = [item for item in times if not _held_later(stretch, item)]
    put_off = MOVED.search(stretch.line.text, stretch.start, stretch.end)
    if put_off:
        for item in stretch.line.within(put_off.start(), put_off.end(), "T")[::-1]:
            return item
    feast = _FEAST.match(stretch.line.text, stretch.start, stretch.end)
    if feast and times and times[-1].at > feast.end():
        times = [item for item in times if item.at > feast.end()]
    exact = [item for item in times if item.time and item.time.date.precision != "year"]
    times = exact or times
    if not times:
        return None
    first = times[0]
    if coming := _set_for(stretch, trigger):
        return coming
    if first.at - stretch.start <= HEAD:
        return _spelt_out(stretch, first, times)
    near = min(times, key=lambda item: abs(item.at - trigger.start) + (item.at > trigger.start))
    return _spelt_out(stretch, near, times)


def _held_later(stretch: Stretch, day: Item) -> bool:
    """Whether something should have been on a day, and was then held on another."""
    text = stretch.line.text
    before = _SHOULD_HAVE.search(text, stretch.start, day.at)
    return before is not None and _WAS_HELD.match(text, day.at + 1) is not None


def _set_for(stretch: Stretch, trigger: Trigger) -> Item | None:
    """Return the date in 某会6月5日宣布，将于10月举办: when the news was told is no date of it."""
    until = trigger.start if stretch.line.cjk else stretch.end
    found = _SET_FOR.search(stretch.line.text, stretch.start, until)
    dates = (
        stretch.line.within(found.start(found.lastgroup or 0), found.end(), "T") if found else []
    )
    return next((i for i in dates if i.event_date), None)


def _spelt_out(stretch: Stretch, day: Item, times: Sequence[Item]) -> Item:
    """Return the date in "on Monday (12 May)" rather than its day of the week."""
    following = next((item for item in times if item.at > day.at), None)
    if following is None or day.time is None or following.time is None:
        return day
    gap = stretch.line.text[day.at + 1 : following.at]
    beside = gap in (" (", " (on ", ", ", ", on ", " ") or gap.startswith(("'s ", "’s "))
    weekday = day.time.date.certainty != "explicit" and day.time.date.precision == "day"
    exact = following.time.date.precision == "day"
    return following if beside and weekday and exact else day
