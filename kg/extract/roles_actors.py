"""Who acts: not a firm that is looked at, nor whom a title or a project is named after."""

import re
from dataclasses import replace
from typing import Final

from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.roles_cue import Cue
from kg.extract.scene import Item, Line, pattern, sifted
from kg.model import EntityRef
from kg.text.sifting import Sifted

_FIRM: Final = re.compile(
    r"公司|集团|产业园|交易中心|厂$"
    r"|\b(?:Ltd|Limited|Inc|Group|Exchange|Plant|Facility|Factory|Company|Corporation|Mill"
    r"|Refinery|Landfill)\b"
)
_DIPLOMAT: Final = pattern(r"(?:大使|代办|总领事|公使){N}?$|{N}(?:大使|代办|总领事|公使)$")
_PROJECT: Final = pattern(r"{A}[^，。；]{0,30}项目[^，。；]{0,16}会[^，。；]{0,24}$")
_OF_PERSON: Final = pattern(r"{A}[^，。；、\ue000-\uf8ff]{1,16}{N}")
_LAUNCHED: Final = pattern(
    r"{A}[”」]?(?:[在于][^，。；]{0,24})?(?:正式|宣布|宣告)*(?:揭牌|揭幕|成立|启动|上线|挂牌|启用|投用)"
)
_ENVOY: Final = Sifted(
    r"\b(?:ambassador|high commissioner|charg[ée] d.affaires|consul[ -]general)\b", re.IGNORECASE
)
# Whom an ambassador or a representative is accredited to, and who need not be there.
_POSTED: Final = sifted(
    r"驻(?:{A}|{P})(?:[、和与及](?:{A}|{P}))*"
    r"|(?:representative|ambassador|envoy|delegate|mission|observer) to (?:the )?{A}"
    r"(?:(?:,| and|, and) (?:to )?(?:the )?{A})*",
    re.IGNORECASE,
)
# The body that a unit belongs to, which need not be there when its unit is.
_PARENT: Final = pattern(r"(?<={A}) (?:of|under|within|in) (?:the )?{A}")
# Whose papers are quoted, or whose example is followed.
_QUOTED: Final = sifted(
    r"\b(?:stud(?:y|ies)|figures|data|statistics|guidelines|handbooks?|manuals?|books?|articles?"
    r"|checklists?|maps?|criteria|criticism|(?:species|red) lists?"
    r"|(?:annual|\d{4}|recent|critical) reports?)(?: [a-z]+){0,3}? (?:by|of|from) (?:the )?{A}"
    r"|\b(?:modelled on|similar to|inspired by|taken from|resembling|borrowed from|copied from"
    r"|according to)(?: [a-z-]+){0,6} (?:the )?{A}",
    re.IGNORECASE,
)
_BRACKETED: Final = pattern(r" \({A}\)")  # the initials of a parent or of the name before them
# Who only tells what is written: 据某局介绍.
_TELLING: Final = sifted(
    r"(?:据|按照?|根据){A}(?:[^，。；]{0,6}{N}|负责人|方面)?(?:的)?(?:介绍|透露|通报|消息|统计|安排|要求|通知|发布)"
)
_ITS_STATES: Final = re.compile(
    r" (?:(?:[Pp]artner|[Mm]ember) )?"
    r"(?:[Cc]ountries|[Ss]tates|[Nn]ations|[Mm]embers|region|Parties)\b"
)
_OPENED: Final = re.compile(r"open|clos|conclud|commenc|kick|wrap|round|launch|inaugur|cut")
_NEAR: Final = 24  # characters before a verb


def is_firm(item: Item) -> bool:
    return item.type == "company" or bool(_FIRM.search(item.surface))


def met_abroad(cue: Cue, stretch: Stretch, verb: int) -> bool:
    """Whether an ambassador meets somebody, who need not have come to them."""
    if cue.name != "receive":
        return False
    text = stretch.line.text[max(stretch.start, verb - _NEAR) : verb]
    return _DIPLOMAT.search(text) is not None


def called_on(parts: list[Part], draft: Draft) -> list[Part]:
    """Make the only body that an ambassador meets their host: ambassadors call on ministries."""
    line = draft.home.line
    if len(parts) != 1 or draft.type != "Meeting" or draft.online or line.cjk:
        return parts
    met = parts[0].role == "participant" and _ENVOY.search(line.text)
    return [replace(parts[0], role="host")] if met else parts


def no_projects(stretch: Stretch, cue: Cue, verb: int, items: list[Item]) -> list[Item]:
    """Leave out whoever the name of a project names, which does not convene its meetings."""
    if cue.name != "convene" or not items or not stretch.line.cjk:
        return items
    found = _PROJECT.search(stretch.line.text, items[0].at, verb)
    return [item for item in items if found is None or item.at < found.start()]


def launching(cue: Cue, line: Line, role: str, item: Item) -> str:
    """Return the part of a body in a launch: that whose people lift the cloth only takes part."""
    if cue.name != "launch" or not line.cjk:
        return role
    return "participant" if _OF_PERSON.match(line.text, item.at) else role


def opening(cue: Cue, stretch: Stretch, verb: int, role: str, item: Item) -> str:
    """Return the part of a body whose people opened or closed what is told of before."""
    if cue.name != "convene" or stretch.announces or not _OPENED.match(stretch.line.text, verb):
        return role
    people = [each for each in stretch.items("N") if each.at < verb]
    theirs = {office.affiliation for each in people for office in each.offices}
    return "participant" if theirs.intersection(item.refs) else role


def unlaunched(cue: Cue, line: Line, items: list[Item]) -> list[Item]:
    """Leave out the body that is launched, such as “某某实验室”揭牌."""
    if cue.name != "launch" or not line.cjk:
        return items
    return [item for item in items if not _LAUNCHED.match(line.text, item.at)]


def untitled(line: Line, items: list[Item]) -> list[Item]:
    """Leave out whom the title of a document names, where others stand beside it."""
    if "《" not in line.text:
        return items
    text = line.text
    inside = [i for i in items if text.rfind("《", 0, i.at) > text.rfind("》", 0, i.at)]
    return [item for item in items if item not in inside] or items


def aside(line: Line, items: list[Item], start: int, end: int) -> set[int]:
    """Return where those stand who are only named for what belongs to them or is sent to them."""
    others = {at for post in _POSTED.finditer(line.text, start, end) for at in range(*post.span())}
    others |= {
        at for told in _TELLING.finditer(line.text, start, end) for at in range(*told.span())
    }
    others |= {parent.end() - 1 for parent in _PARENT.finditer(line.text, start, end)}
    others |= {quoted.end() - 1 for quoted in _QUOTED.finditer(line.text, start, end)}
    others |= {match.start() + 2 for match in _BRACKETED.finditer(line.text, start, end)}
    return others | {item.at for item in items if _ITS_STATES.match(line.text, item.at + 1)}


def accredited(line: Line) -> set[EntityRef]:
    """Return the bodies that somebody is only accredited to."""
    posts = _POSTED.finditer(line.text)
    return {ref for post in posts for i in line.within(*post.span()) for ref in i.refs}
