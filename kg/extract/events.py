"""Finds the sentences that announce an event, and reads type, time, place and standing off them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.agreements_languages import agreement_nouns
from kg.extract.agreements_lexicon import NOUN as AGREEMENT
from kg.extract.any_case import AnyCase
from kg.extract.clauses import parts
from kg.extract.drafts import Draft, Stretch
from kg.extract.events_called_off import called_off
from kg.extract.events_days import span_of_days
from kg.extract.events_leading import HEAD, leading, to_the_point
from kg.extract.events_talks import WITH_THEM, opens_with_talks, said_there
from kg.extract.modality import Factuality, modality, moved
from kg.extract.occasions import only_occasion
from kg.extract.resolve_dates import in_year
from kg.extract.scene import ORDINAL, Item, Line, pattern, sifted, words
from kg.extract.series import COLLEGIATE
from kg.extract.triggers import Trigger, borne_out, find_triggers
from kg.model import PartialDate
from kg.text.sifting import Sifted

_NAMED_THING: Final = pattern(
    r"[“”\"「《]|项目|基金|中心|联盟|平台|计划|基地|示范区|公园|馆|机构|管理局|project|program|fund|cent(?:er|re)"
    r"|coalition|alliance|platform|administration|{A}",
    re.IGNORECASE,
)
_SIGNIFIES: Final = re.compile(
    r"标志着|意味着|正式启动运行|mark(?:s|ed|ing)? the|(?:合作|工作|试点)启动"
)
_ASSEMBLY: Final = re.compile(r"assembly|大会$|congress", re.IGNORECASE)
_ASSEMBLED: Final = AnyCase(
    rf"第[一二三四五六七八九十\d]+[届次]{{A}}|session of the {{A}}|\b{ORDINAL} {{A}}"
)
_NEGOTIATED: Final = re.compile(r"negotiat|谈判", re.IGNORECASE)
_ONLINE: Final = Sifted(
    r"视频(?:方式|形式|会议|会谈|会见|连线|对话)|线上(?:召开|举行|举办|会议|培训)|以线上"
    r"|\bonline\b|\bvideo (?:conference|meeting|link|talk|meets?)\b"
    r"|\bvirtual(?:ly)?\b(?! (?:reality|power|lab|library|assistant))"
    r"|two screens|side of the screen|on the screen",
    re.IGNORECASE,
)
_FILED: Final = pattern(
    r"\W{0,3}{P}(?:, {P})*(?:,? {T})?(?: ?\([^()]{1,24}\))?\.? ?(?:--|[-–—]|: )"
)
_TOWNS: Final = ("city", "municipality", "prefecture", "province", "country")
HEADED: Final = pattern(r"{P}, {T}[.:]?$")
# Verbs that tell of an event only where somebody and a day stand with them.
_WEAK: Final = re.compile(
    r"trained|inspected|discussed|exchanged views|cleaned up|planted|rolled out"
    r"|handed(?: over)?|donated|t(?:ook|akes) delivery of|cut the [a-z ]*ribbon|celebrated|marked"
    r"|observed|commemorated|day (?:was|is|will be) [a-z]+|briefed [a-z ]+",
    re.IGNORECASE,
)
_BETWEEN: Final = pattern(
    r" (?:held )?(?:(?:in|on|at) (?:{P}|{T}),? |here ){0,2}between (?=[^.]{0,90}(?:{A}|{N}))"
)
# Verbs of opening something that need not have a name, where they tell of a day.
_OPENED: Final = re.compile(r"commissioned|inaugurate[ds]|cut the|laid the|broke ground", re.I)
# What is signed and is no agreement.
_PAPERS: Final = Sifted(
    r"\bjoint (?:statement|declaration|communiqu)"
    r"|\bthe (?:documents?|instruments?|papers) (?:was|were|has been|have been) ",
    re.IGNORECASE,
)
_OF_PAPERS: Final = re.compile(
    r"(?: ceremony)? (?:of|for) (?:an?|the|two|three|four|its|their|this) ", re.IGNORECASE
)
_NOT_YET: Final = re.compile(  # "the Cabinet approved the signing of"
    r"\b(?:approv(?:e[ds]?|al)|nod|propos(?:e[ds]|al)|look(?:s|ed|ing)? forward)\b"
    r" (?:(?:to|for|the|its|of) ){0,3}$",
    re.IGNORECASE,
)
_TO_LEARN: Final = AnyCase(
    r"\b(?:study|learning|exchange|exposure|benchmarking)[ -](?:tour|trip|mission)\b"
    r"|\bto (?:study|learn|examine|explore|observe|look at|see how|familiari[sz]e|acquaint"
    r"|gain (?:insights?|first-?hand|knowledge|experience)|draw (?:on )?lessons)\b"
    r"|\bfirst-hand (?:look|knowledge|experience)\b"
)
_RECEIVED: Final = re.compile(r"(?:received|receives|welcomed|hosted|hosts)")
_TO_STUDY: Final = re.compile(
    r"\b(?:delegation|team|group|officials|officers|experts)\b[^.;]{0,90}?\b(?:study|learning"
    r"|exposure|benchmarking)[ -](?:tour|visit|trip|mission|exchange)\b"
)
_CALENDAR: Final = pattern(r"\W{0,3}{T}(?:,? {P}){0,2} ?[-–—:|]")
MOST: Final = 300  # what one document may announce; more is no article
_TRIGGERS: Final = 20  # so many of a sentence are weighed
_NAMED_YEAR: Final = pattern(
    r"(?:(?P<time>{T})|(?<!\d)(?P<year>(?:19|20)\d\d)(?:年度?)?(?!\d))度?[^，。；、\ue000-\uf8ff]{0,16}"
    r"(?:(?:{P}|{A}|{F})[^，。；、\ue000-\uf8ff]{0,30})?(?:论坛|[大年]会|会议|峰会|对话|研讨会|博览会|活动|培训班|研讨班|研修班|讲习班|发布会|竞赛|演练|仪式|开放日"
    r"|(?:交流|座谈|推进|工作|部署|动员|总结|联席|培训|启动|对接|洽谈|分享|讨论)会)"
    r"|\b(?:the|its) (?P<edition>(?:19|20)\d\d) (?:[A-Z][\w-]*\W{1,2}){0,6}[^.,;]{0,40}?"
    r"(?i:conference|forum|summit|workshop|symposium|seminar|congress|meeting|session)\b"
)
_SET_FOR: Final = sifted(
    r"(?:宣布|透露|获悉|介绍|通知|公告|消息|据悉|了解到|表示)[^。；]{0,24}"
    r"(?:将|拟|定|计划|预计|预定)[^，。；]{0,8}?(?:于|在)?(?P<date>{T})(?=[^，。；]*$)"
)
_ONE: Final = re.compile(r"\w+ (?:one|edition|round|instal?lment)", re.IGNORECASE)
_AFTERWARDS: Final = re.compile(r"(?:结束|闭幕)?[之以]?[后前]，")
_ISO: Final = 2  # letters that the keys of countries and of places in them begin with
JOURNEYS: Final = frozenset({"Visit", "StudyTour", "Inspection", "Meeting"})


def candidates(lines: Sequence[Line]) -> list[Draft]:
    """Return what the body sentences announce, in order; at most one event a stretch."""
    found: list[Draft] = []
    head: Draft | None = None  # the "City, date." that opens the section
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
        failed = list(called_off(Stretch(line, 0, len(line.text))))
        if not (triggers or failed) and not _ASSEMBLED.may(line.text):
            continue
        for start, end in parts(line, triggers):
            draft = _candidate(Stretch(line, start, end, announces=True), triggers)
            if draft and head and draft.date is None and draft.factuality == "held":
                head.type = head.type or draft.type
                head.stretches.append(draft.home)
            elif draft:
                if (not draft.type and line.cjk) or _ONE.fullmatch(
                    line.text, draft.trigger.start, draft.trigger.end
                ):
                    draft.type = found[-1].type if found else ""
                found.append(draft)
    return found


def on_day(line: Line, kind: str) -> Draft | None:
    """Return an event of a known type that a sentence only dates."""
    time = next((i for i in line.of("T") if i.time and i.time.role == "event"), None)
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
    return on_day(line, "") if HEADED.match(line.text) and not line.spoken else None


def _same_block(draft: Draft, line: Line) -> bool:
    return draft.home.line.sentence.block == line.sentence.block


def types_in(line: Line) -> list[str]:
    """Return the types that the triggers of a line speak for, such as those of a headline."""
    return [t.type for t in find_triggers(line) if t.manner == "verb" or line.title]


def _candidate(stretch: Stretch, found: Sequence[Trigger]) -> Draft | None:
    inside = [t for t in found if stretch.start <= t.start < stretch.end]
    triggers = [t for t in inside[:_TRIGGERS] if _bears(stretch, t)]
    triggers = [*_assembled(stretch), *triggers] or list(called_off(stretch))
    if not triggers:
        return None
    triggers = [t for t in triggers if not _over(stretch, t)] or triggers
    triggers = to_the_point(stretch, triggers)
    trigger = leading(triggers, stretch.line)
    said = said_there(stretch, trigger)
    first = said.end("said") if said else stretch.start
    standing: Factuality = modality(stretch.line, first, stretch.end, trigger.start)
    draft = Draft(_type(stretch, trigger), standing, stretch, trigger)
    draft.time = _time(stretch, trigger)
    draft.date = span_of_days(stretch, draft.time) if draft.time else None
    draft.date = _in_named_year(draft) or draft.date
    draft.places = _where(stretch)
    draft.online = is_online(stretch)
    draft.types = tuple(dict.fromkeys(t.type for t in triggers))
    draft.stretches = [stretch]
    return draft


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
    spoken = stretch.line.spoken
    online = words(spoken, "online") if spoken else _ONLINE
    return bool(online.search(stretch.line.text, stretch.start, stretch.end))


def _bears(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the words around a trigger let it stand for an event."""
    line, text = stretch.line, stretch.line.text
    if trigger.type == "Signing" and _NOT_YET.search(text, stretch.start, trigger.start):
        return False
    if trigger.type == "Signing" and trigger.manner == "verb":
        nouns = agreement_nouns(line.spoken)[0] if line.spoken else AGREEMENT
        papers = nouns.search(text, stretch.start, stretch.end)
        return bool(papers or _PAPERS.search(text, stretch.start, stretch.end))
    if trigger.type == "Launch":
        around = text[max(stretch.start, trigger.start - 40) : trigger.end + 40]
        named = _NAMED_THING.search(around) or (
            _OPENED.match(text, trigger.start) and _dated_act(stretch, trigger)
        )
        return bool(named) and not _SIGNIFIES.search(around)
    if trigger.manner == "verb":
        if _WEAK.fullmatch(text, trigger.start, trigger.end):
            return _dated_act(stretch, trigger)
        return bool(stretch.items("APN")) or line.sentence.language != "zh-Hans"
    if _BETWEEN.match(text, trigger.end) and _dated_or_placed(stretch):
        return True
    if said_there(stretch, trigger) or opens_with_talks(stretch, trigger):
        return True
    if only_occasion(stretch, trigger):
        return False
    if _of_papers(stretch, trigger) or (trigger.type == "PressConference" and stretch.items("T")):
        return True
    reach = 45 if line.cjk else 160
    first, last = max(stretch.start, trigger.start - reach), min(stretch.end, trigger.end + reach)
    return borne_out(line, first, last) or _bare_notice(line, first, last)


def _of_papers(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether the signing is told with its day or its place: "with the signing of the pact on"."""
    text = stretch.line.text
    if trigger.type != "Signing" or stretch.line.spoken or not _OF_PAPERS.match(text, trigger.end):
        return False
    return bool(AGREEMENT.search(text, trigger.end, stretch.end)) and _dated_or_placed(stretch)


def _dated_or_placed(stretch: Stretch) -> bool:
    return bool(stretch.items("T")) or any(item.locative for item in stretch.items("P"))


def _dated_act(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether a verb of many uses tells what somebody did on a day, or what two sides did."""
    if trigger.type == "Meeting" and _between_sides(stretch, trigger):
        return True
    days = (i.time.date for i in stretch.items("T") if i.time and i.time.role == "event")
    somebody = stretch.line.within(stretch.start, trigger.start, "AN")
    if trigger.type == "Campaign":
        somebody = stretch.items("AN")
    return bool(somebody) and any(day.precision == "day" for day in days)


def _between_sides(stretch: Stretch, trigger: Trigger) -> bool:
    """Whether two named sides spoke: "A and B discussed", "A discussed with B"."""
    line = stretch.line
    before = line.within(stretch.start, trigger.start, "AN")
    with_them = WITH_THEM.match(line.text, trigger.end)
    return bool(before) and (len(before) > 1 or with_them is not None)


def _bare_notice(line: Line, start: int, end: int) -> bool:
    """Whether a line without a verb gives a day and a place, as in a list of dates."""
    days = [i for i in line.within(start, end, "T") if i.time and i.time.role == "event"]
    placed = any(item.locative for item in line.within(start, end, "PA"))
    return bool(days) and (placed or _CALENDAR.match(line.text) is not None)


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
    times = [item for item in stretch.items("T") if item.time and item.time.role == "event"]
    put_off = moved(stretch.line).search(stretch.line.text, stretch.start, stretch.end)
    if put_off:
        for item in stretch.line.within(put_off.start(), put_off.end(), "T"):
            return item
    exact = [item for item in times if item.time and item.time.date.precision != "year"]
    times = exact or times
    if not times:
        return None
    first = times[0]
    if stretch.line.cjk and (coming := _set_for(stretch, trigger)):
        return coming
    if first.at - stretch.start <= HEAD:
        return _spelt_out(stretch, first, times)
    near = min(times, key=lambda item: abs(item.at - trigger.start) + (item.at > trigger.start))
    return _spelt_out(stretch, near, times)


def _set_for(stretch: Stretch, trigger: Trigger) -> Item | None:
    """Return the date in 某会6月5日宣布，将于10月举办: when the news was told is no date of it."""
    found = _SET_FOR.search(stretch.line.text, stretch.start, trigger.start)
    dates = stretch.line.within(found.start("date"), found.end(), "T") if found else []
    return next((i for i in dates if i.time and i.time.role == "event"), None)


def _spelt_out(stretch: Stretch, day: Item, times: Sequence[Item]) -> Item:
    """Return the date in "on Monday (12 May)" rather than its day of the week."""
    following = next((item for item in times if item.at > day.at), None)
    if following is None or day.time is None or following.time is None:
        return day
    beside = stretch.line.text[day.at + 1 : following.at] in (" (", ", ", " ")
    weekday = day.time.date.certainty != "explicit" and day.time.date.precision == "day"
    exact = following.time.date.precision == "day"
    return following if beside and weekday and exact else day
