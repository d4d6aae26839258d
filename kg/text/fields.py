"""Lines of notices and minutes: a label such as "When:" or 会议地点, and what it labels."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

Role = Literal["organizer", "co-organizer", "supporter", "speaker-affiliation", "participant"]
Slot = Literal["when", "where", "what", "about", "absent"] | Role

_ENGLISH: Final[dict[str, str]] = {
    "when": r"when|held on|dates?(?: (?:and|&) (?:time|hour|venue|place|location))?|time"
    r"|(?:time|day) (?:and|&) (?:date|venue|place)",
    "where": r"where|venue|location|place|meeting place",
    "what": r"what|event|activity|title",
    "about": r"why|agenda|subject|topic|theme",
    "organizer": r"organi[sz](?:ers?|ed by)|hosts?|hosted by|convened by",
    "co_organizer": r"co-?(?:organi[sz]ers?|hosts?|(?:organi[sz]|host)ed by)|(?:in )?partners?",
    "supporter": r"support(?:ers?|ed by)|fund(?:ers?|ed by)|donors?|sponsors?",
    "speaker": r"speakers?|lecturers?|trainers?|panell?ists?",
    "participant": r"who|(?:members |those )?present|in attendance|attendees|participants"
    r"|participating (?:bodies|agencies)|chair(?:ed by|person)?|delegations?|signatories|parties",
    "absent": r"(?:apologies|regrets)(?: (?:received )?from)?|absent",
}
_FRENCH: Final[dict[str, str]] = {
    "when": r"quand|dates?(?: et (?:heures?|lieu))?|horaires?|jour et heure|date de l['’]événement",
    "where": r"où|lieu(?: et date)?|lieu de (?:la réunion|l['’]événement|rencontre)|adresse",
    "what": r"quoi|objet|événement|évènement|activité|intitulé|manifestation",
    "about": r"thème|ordre du jour|sujet|objectifs?|pourquoi",
    "organizer": r"organisat(?:eur|rice)s?|organisé par|organisation|hôte|accueilli par",
    "co_organizer": r"co-?organisat(?:eur|rice)s?|(?:en )?partenaires?|en partenariat avec",
    "supporter": r"avec le (?:soutien|concours)(?: de)?|soutiens?|avec l['’]appui(?: de)?"
    r"|bailleurs?(?: de fonds)?|financement|financé par|partenaires? financiers?",
    "speaker": r"intervenant(?:e)?s?|orat(?:eur|rice)s?|formateurs?|conférenciers?",
    "participant": r"qui|(?:étaient )?présents?|personnes présentes|participants?(?: attendus)?"
    r"|parties|signataires|délégations?|invités",
    "absent": r"(?:absents )?excusés?|absents?",
}
_OF: Final = r"(?:会议|活动|培训|举[办行]|召开|论坛|研讨会?|考察|参观|签约|开幕)"
_CHINESE: Final[dict[str, str]] = {
    "when": rf"{_OF}?(?:时间|日期)(?:[和及与、]地[点址])?|{_OF}?日期",
    "where": rf"{_OF}?(?:地点|地址|形式[和及与、]地点)",
    "what": rf"{_OF}名称",
    "about": rf"{_OF}?(?:主题|内容|议程|议题|目的)",
    "organizer": r"(?:主办|举办|组织|召集)(?:单位|方|机构)|主办(?=[：:])",
    "co_organizer": r"(?:承办|协办|联合主办)(?:单位|方|机构)|[承协]办(?=[：:])",
    "supporter": r"(?:支持|赞助|资助|指导)(?:单位|方|机构)|支持(?=[：:])",
    "speaker": r"(?:授课|演讲|发言|报告)(?:人|专家|嘉宾|单位)",
    "participant": r"(?:参[会加与]|邀请|出席|与会)(?:单位|方|机构|人员|对象)|[出列]席|签约[方各]方?"
    rf"|{_OF}(?:对象|人员)|主持人?",
    "absent": r"缺席(?:人员)?|请假(?:人员)?",
}
_NUMBER: Final = r"\W{0,3}(?:[（(]?[一二三四五六七八九十]{1,2}[）)]?[、．.]?|\d{1,2}[.、)])?\s*"


def _slots(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{slot}>{source})" for slot, source in table.items())


ROLES: Final[frozenset[str]] = frozenset(get_args(Role))
_NAMES: Final[dict[str, Slot]] = {
    "co_organizer": "co-organizer",
    "speaker": "speaker-affiliation",
}
_LABEL_EN: Final = re.compile(rf"{_NUMBER}(?:{_slots(_ENGLISH)})\s?[:：|]\s*", re.IGNORECASE)
_LABEL_FR: Final = re.compile(rf"{_NUMBER}(?:{_slots(_FRENCH)})\s?[:|]\s*", re.IGNORECASE)
_LABEL_ZH: Final = re.compile(rf"{_NUMBER}(?:{_slots(_CHINESE)})\s?(?:[:：]\s*|$)")
_SURE: Final = re.compile(
    rf"{_NUMBER}(?:when|quand|held on|.* (?:venue|place|lieu)|{_OF}|时间.地)", re.IGNORECASE
)


_TELLING: Final = frozenset({"when", "where", "what"})
_LONGEST_LABEL: Final = 40  # characters of a line that is nothing but a label
_GAP: Final = 2  # lines that may stand between two of a notice


class Field(NamedTuple):
    slot: Slot
    value: int  # where in the line what it labels begins; its end if that is the next line
    sure: bool  # of its own accord, and not only beside others


def field(line: str) -> Field | None:
    """Read the label of a line, if it has one."""
    if ":" in line or "：" in line or "|" in line:
        found = _LABEL_EN.match(line) or _LABEL_FR.match(line) or _LABEL_ZH.match(line)
    else:
        found = _LABEL_ZH.match(line) if len(line) <= _LONGEST_LABEL else None
    if found is None:
        return None
    name = found.lastgroup or ""
    slot: Slot = _NAMES.get(name, name)  # type: ignore[arg-type]
    sure = slot == "where" or (slot == "when" and bool(_SURE.match(line)))
    return Field(slot, found.end(), sure)


def notices(lines: Sequence[str]) -> list[range]:
    """Return the runs of lines that say when and where something is, and who comes.

    A label with nothing behind it speaks of the next line.
    """
    fields = [field(line) for line in lines]
    runs: list[range] = []
    start = end = -1 - _GAP  # no run is open
    seen: set[Slot] = set()
    for at, found in enumerate(fields):
        if found is None:
            continue
        again = found.slot in seen & _TELLING and seen >= {"when", "where"}
        if at > end + _GAP or again:
            runs.append(range(start, end))
            start, seen = at, set()
        seen.add(found.slot)
        empty = found.value >= len(lines[at].rstrip())
        end = min(at + 1 + empty, len(lines))
    runs.append(range(start, end))
    return [run for run in runs if run and _tells(fields[run.start : run.stop])]


def _tells(fields: Sequence[Field | None]) -> bool:
    found = [each for each in fields if each]
    slots = {each.slot for each in found}
    return "when" in slots and len(slots) > 1 and any(each.sure for each in found)
