"""Who had which part in an event, by clause patterns.

Chinese cues stand behind those they speak of, and often between two sides; English cues stand
before (passive) or behind (active). A cue therefore gives a role to the agencies on its left, on
its right, or both, up to the next cue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kg.extract.agreements import Deal
from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.events import JOURNEYS
from kg.extract.geography import Geography
from kg.extract.scene import Item, Line, pattern
from kg.model import EntityRef

CONVENED: Final = frozenset(
    {"Training", "Workshop", "Forum", "PressConference", "Conference", "Campaign", "Launch"}
    | {"Inspection", "Other", "Meeting"}
)
_STRENGTH: Final = {
    "organizer": 6,
    "co-organizer": 5,
    "host": 4,
    "visitor": 4,
    "supporter": 3,
    "speaker-affiliation": 2,
    "participant": 1,
}


_TALKS: Final = re.compile(r"对话|会谈|会见|会晤|磋商|\b(?:talks?|dialogue)\b", re.IGNORECASE)
_BETWEEN_SIDES: Final = frozenset({"Meeting", "Signing", "Visit"})
_OWN_SESSION: Final = "role.session"
_SESSION: Final = pattern(
    r"(?:meeting|session|round|congress) of (?:the |its )?{A}|(?:[A-Za-z0-9]{1,14}(?:st|nd|rd|th)|\d{4}) {A}"
    r"|{A}[^，。；]{0,8}(?:第[一二三四五六七八九十\d]+[次届]|年度|全体)[^，。；]{0,8}(?:会议|年会|会)|第[一二三四五六七八九十\d]+[届次]{A}"
    r"|{A}(?:\s?\([^()]{1,12}\))? (?:held|will hold|holds|used) [a-z ]{0,40}(?:its|their)",
    re.IGNORECASE,
)
_NO_LIST: Final = pattern(r"{T}|{P},|[.;；]|\b(?:which|who|that|while|but)\b|[^,、，和与及]{70}")
_COLLEGIATE: Final = re.compile(
    r"委员会|小组|专班|大会|理事会|联席会议|分委会|council|committee|commission|group|assembly|board",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(r"公司|集团|产业园|\bLtd\b|\bGroup\b|\bExchange\b|交易中心")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a role to the agencies before them, after them, or both."""

    name: str
    source: str
    left: str | None = None
    right: str | None = None
    types: frozenset[str] | None = None  # event types it holds for; None for all
    bodies: bool = True
    people: bool = True  # whether a person stands for the agency they work for
    confidence: float = 0.85
    announced: bool = False  # holds only in a sentence that announces the event


_ZH: Final = (
    Cue("sponsor", r"主办|(?:共同|联合)发起|召集", "organizer", people=False, confidence=0.95),
    Cue("contract", r"承办|协办", "co-organizer", people=False, confidence=0.95),
    Cue(
        "support",
        r"(?:提供|给予)(?:了)?(?:[^，。；]{0,6})支持|(?:的)?大力支持|(?:的)?支持下|出资|资助|赞助",
        "supporter",
        people=False,
    ),
    Cue("receive", r"会见|接见|接待", "host", "visitor"),
    Cue("call", r"拜会|拜访|到访|走访|率团(?:赴|访问)", "visitor", "host"),
    Cue(
        "travel",
        r"(?:一行|率队|带队|率[^，。；]{1,10}(?:团|组))?(?:赴|前往|来到|到)"
        r"(?=[^。；]{0,40}(?:考察|调研|学习|访问|参观|座谈|交流))",
        "visitor",
        "host",
    ),
    Cue("accompany", r"陪同", "host", types=frozenset({"Visit", "StudyTour"})),
    Cue(
        "lecture",
        r"(?:的)?(?:专家|学者|教授|院士)?[^，。；\ue000-\uf8ff]{0,6}(?:授课|讲课|作(?:了)?报告|的讲座|主讲)",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum", "Conference"}),
    ),
    Cue(
        "convene",
        r"举办|开设|合办|(?:联合|共同|组织)?(?:召开|开展)|举行(?!了?会谈|了?会见|了?磋商|了?座谈)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue("witness", r"见证|列席|观礼", "participant"),
    Cue(
        "attend",
        r"出席|参加|参会|与会|派员|派代表|派人|会谈|会晤|磋商|座谈|签字|签约|交流了?(?=。|，)",
        "participant",
    ),
    Cue(
        "speak",
        r"主持|致辞|致词|讲话|发言|介绍|表示|指出|强调|[介绍表示强调]?说[，,：]|作报告",
        "participant",
        bodies=False,
    ),
)
_EN: Final = (
    Cue(
        "co-organized by",
        r"co-?organi[sz]ed by|jointly (?:undertaken|implemented) by",
        None,
        "co-organizer",
        people=False,
    ),
    Cue(
        "organized by",
        r"(?:sponsored|convened|called|initiated|organi[sz]ed) (?:jointly )?by"
        r"|organi[sz]ers?,|sponsors?,",
        None,
        "organizer",
        people=False,
    ),
    Cue("hosted by", r"hosted by", None, "organizer", people=False, confidence=0.9),
    Cue(
        "support",
        r"(?:financial |strong )?(?:care and )?support (?:of|from|by)|(?:funded"
        r"|supported|financed|paid for|given money) by",
        None,
        "supporter",
        people=False,
    ),
    Cue(
        "sponsors",
        r"(?:was|were|are|is) (?:the )?(?:joint |main |co-)?(?:sponsors?|organi[sz]ers?)\b",
        "organizer",
        people=False,
    ),
    Cue(
        "send",
        r"sent(?= [^.]{0,80} to )|organi[sz]ed(?= [^.]{0,120}delegation)|dispatched",
        "visitor",
        types=JOURNEYS,
        people=False,
    ),
    Cue(
        "gave support",
        r"(?:gave|provided|offered) [a-z ]{0,20}(?:support|money|funding)",
        "supporter",
        people=False,
    ),
    Cue("invitation", r"at the invitation of", None, "host"),
    Cue("receive", r"received|receives|welcomed", "host", "visitor"),
    Cue(
        "travel",
        r"visited|visits|paid a visit to|(?:went|go|travell?ed|came|come|arrived"
        r"|sent [^.]{0,60}?) (?:to|in|at)(?= [^.]{0,20}(?:{A}|{P}))",
        "visitor",
        "host",
        types=frozenset({"Visit", "StudyTour", "Meeting"}),
    ),
    Cue(
        "party",
        r"(?:and|with|along with) (?:his|her|their) (?:respective )?(?:delegation|teams?|party)"
        r"|led (?:a|the) (?:delegation|group|team)",
        "visitor",
        types=JOURNEYS,
    ),
    Cue("led by", r"(?:led|headed) by", None, "visitor", types=JOURNEYS),
    Cue(
        "host of",
        r"(?:was|were|is) the host\b|(?:had been|was|is|as) host\b"
        r"|on behalf of the host country|inviting side is|receiving side is",
        "host",
    ),
    Cue(
        "speakers",
        r"(?:experts?|speakers?|lecturers?|professors?)[a-z' ]{0,30} (?:from|of)|invited(?= {A})",
        None,
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "lecture",
        r"gave (?:the |a )?lectures?|were invited to (?:give|speak)"
        r"|compared allocation|delivered lectures?",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "attended by",
        r"(?:attended|joined|represented|witnessed) by|made up of|consist(?:s|ed) of|members? from"
        r"|(?:representatives|delegations?|officials|observers|people|persons?"
        r"|participants) (?:of|from)|observers on the back benches",
        None,
        "participant",
    ),
    Cue(
        "convene",
        r"(?:jointly )?(?:organi[sz]ed|convened|sponsored|co-?hosted|hosted|held"
        r"|opened|opens|ran|leads?|launched|hold|holds|organi[sz]e)\b(?! by)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue("witness", r"witness(?:ed)?|did the witness|stood at the side", "participant"),
    Cue(
        "attend",
        r"took part|take part|attend(?:ed|s|ing)?|participated|(?:was|were) (?:present"
        r"|there)|spoke|joined|followed the session|presided"
        r"|was in the chair|shared the chair|gave an? address|met with|met\b|talks?\b"
        r"|sent experts|joined\b",
        "participant",
    ),
    Cue(
        "speak",
        r"said|says|told|signed|explained|presided|presented|introduced|described"
        r"|answered|thanked|recalled|pointed out|wrote",
        "participant",
        bodies=False,
    ),
)


@dataclass(frozen=True, slots=True)
class _Cues:
    name: str
    rows: tuple[Cue, ...]
    expression: re.Pattern[str]

    @classmethod
    def of(cls, name: str, rows: tuple[Cue, ...], flags: int, border: str) -> "_Cues":
        joined = "|".join(f"(?P<c{i}>{border}(?:{c.source}))" for i, c in enumerate(rows))
        return cls(name, rows, pattern(joined, flags))

    def find(self, stretch: Stretch, kind: str) -> list[tuple[Cue, int, int]]:
        found = []
        for hit in self.expression.finditer(stretch.line.text, stretch.start, stretch.end):
            cue = self.rows[int((hit.lastgroup or "c0")[1:])]
            fits = cue.types is None or kind in cue.types
            if fits and (stretch.announces or not cue.announced):
                found.append((cue, hit.start(), hit.end()))
        return found


_CUES_ZH: Final = _Cues.of("zh", _ZH, 0, "")
_CUES_EN: Final = _Cues.of("en", _EN, re.IGNORECASE, r"\b")


def roles(stretch: Stretch, draft: Draft) -> Iterator[Part]:
    """Yield the roles that a stretch gives to agencies, strongest cue words first."""
    table = _CUES_ZH if stretch.line.cjk else _CUES_EN
    cues = table.find(stretch, draft.type)
    for number, (cue, start, end) in enumerate(cues):
        before = cues[number - 1][2] if number else stretch.start
        after = cues[number + 1][1] if number + 1 < len(cues) else stretch.end
        rule = f"role.{cue.name}.{table.name}"
        if cue.left:
            role = "participant" if cue.announced and _between_two(draft) else cue.left
            for item in _actors(stretch.line, before, start, cue):
                yield from _parts(item, role, stretch, rule, cue)
        if cue.right:
            for item in _listed(stretch.line, _actors(stretch.line, end, after, cue)):
                yield from _parts(item, cue.right, stretch, rule, cue)


def _between_two(draft: Draft) -> bool:
    """Whether the event is talks, which nobody organizes for others."""
    text = draft.home.line.text
    return bool(_TALKS.search(text, draft.trigger.start, draft.trigger.end + 1))


def parts_of(draft: Draft, geography: Geography) -> list[Part]:
    """Return the roles in an event, one for each agency."""
    parts = [part for stretch in draft.stretches for part in roles(stretch, draft)]
    parts += _of_session(draft.home)
    parts += _of_people(draft)
    if draft.type == "PressConference":
        parts = [_speaking(part) for part in parts]
    if draft.type in ("StudyTour", "Visit"):
        parts += _visited(draft)
    parts = strongest(parts)
    if draft.type in _BETWEEN_SIDES:
        parts = _hosted(parts, draft, geography)
    return _subordinate(parts)


def _of_session(stretch: Stretch) -> Iterator[Part]:
    """Yield the committee whose own session is told of: it convenes it."""
    for found in _SESSION.finditer(stretch.line.text, stretch.start, stretch.end):
        for item in stretch.line.within(found.start(), found.end()):
            if _COLLEGIATE.search(item.surface):
                for ref in item.refs:
                    yield Part(ref, "organizer", stretch.span, _OWN_SESSION, 0.9)


def _of_people(draft: Draft) -> Iterator[Part]:
    """Yield the bodies whose people were there."""
    for stretch in draft.stretches:
        for item in stretch.items("N"):
            for office in item.offices:
                if office.affiliation:
                    rule = "role.person"
                    yield Part(office.affiliation, "participant", stretch.span, rule, 0.8)


def _speaking(part: Part) -> Part:
    if part.role == "participant":
        return replace(part, role="speaker-affiliation")
    return part


def _visited(draft: Draft) -> Iterator[Part]:
    for stretch in draft.stretches:
        for item in stretch.items("A"):
            if item.type == "company" or _FIRM.search(item.surface):
                for ref in item.refs:
                    yield Part(ref, "participant", stretch.span, "role.visited", 0.8)


def _hosted(parts: list[Part], draft: Draft, geography: Geography) -> list[Part]:
    """Tell host from visitors by the place: who answers for it receives the others."""
    places = [ref.key for item in draft.places for ref in item.refs if ref.kind == "place"]
    if not places or any(part.role in ("host", "organizer") for part in parts):
        return parts
    here: list[Part] = []
    away: list[Part] = []
    for part in parts:
        own = geography.jurisdiction(part.agency)
        if part.role != "participant" or own is None or part.rule.startswith("role.witness"):
            continue
        (here if any(geography.covers(own, place) for place in places) else away).append(part)
    if not here or not away:
        return parts
    roles_of = {p.agency: "host" for p in here} | {p.agency: "visitor" for p in away}
    return [
        replace(p, role=roles_of[p.agency], rule="role.place") if p.agency in roles_of else p
        for p in parts
    ]


def _subordinate(parts: list[Part]) -> list[Part]:
    """Make who organizes for another organizer a co-organizer."""
    under = "role.organized by.en"
    above = any(p.role == "organizer" and p.rule != under for p in parts)
    if not above:
        return parts
    return [replace(p, role="co-organizer") if p.rule == under else p for p in parts]


def strongest(parts: Sequence[Part]) -> list[Part]:
    """Keep for each agency the role that says most; of equals the first told."""
    best: dict[object, Part] = {}
    for part in parts:
        old = best.get(part.agency)
        if old is None or _STRENGTH[part.role] > _STRENGTH[old.role]:
            best[part.agency] = part
    return list(best.values())


def _actors(line: Line, start: int, end: int, cue: Cue) -> list[Item]:
    slots = ("A" if cue.bodies else "") + ("N" if cue.people else "")
    found = line.within(start, end, slots)
    return [item for item in found if not (item.locative and item.slot == "A")]


def _listed(line: Line, items: list[Item]) -> list[Item]:
    """Return the items up to the end of the enumeration that opens a stretch."""
    for number, (one, other) in enumerate(pairwise(items)):
        if _NO_LIST.search(line.text[one.at + 1 : other.at]):
            return items[: number + 1]
    return items


def _parts(item: Item, role: str, stretch: Stretch, rule: str, cue: Cue) -> Iterator[Part]:
    refs = item.refs
    if item.slot == "N":
        refs = tuple(office.affiliation for office in item.offices if office.affiliation)
    for ref in refs:
        if ref.kind == "agency":
            yield Part(ref, role, stretch.span, rule, cue.confidence)


def two_sides(deal: Deal) -> tuple[EntityRef, ...]:
    """Return who "both sides" are at an event: hosts and visitors, else its conveners."""
    draft = deal.event
    if draft is None:
        return ()
    parts = [p for p in draft.parts if p.rule != _OWN_SESSION]
    by_role = {role: [p.agency for p in parts if p.role == role] for role in _STRENGTH}
    if by_role["host"] and by_role["visitor"]:
        return (by_role["host"][0], by_role["visitor"][0])
    if len(by_role["organizer"]) >= 2:
        return tuple(by_role["organizer"])
    everyone = [p.agency for p in parts]
    return tuple(everyone) if len(everyone) == 2 else ()
