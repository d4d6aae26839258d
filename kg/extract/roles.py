"""Who had which part in an event, by clause patterns.

Chinese cues stand behind those they speak of, and often between two sides; English cues stand
before (passive) or behind (active). A cue therefore gives a role to the agencies on its left, on
its right, or both, up to the next cue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.extract.agreements import Deal
from kg.extract.drafts import Draft, Part, Stretch
from kg.extract.geography import Geography
from kg.extract.roles_actors import (
    accredited,
    aside,
    called_on,
    is_firm,
    launching,
    met_abroad,
    no_projects,
    opening,
    unlaunched,
    untitled,
)
from kg.extract.roles_beside import named_beside
from kg.extract.roles_beside_zh import named_beside_zh
from kg.extract.roles_cue import BETWEEN_SIDES, Cue
from kg.extract.roles_cues import CUES_EN, CUES_ZH
from kg.extract.roles_delegation import HOSTED_BY, in_delegation, up_to_hosts
from kg.extract.roles_journeys import journeys
from kg.extract.roles_lectures import lectured, lectures
from kg.extract.roles_named import merely_named, one_side
from kg.extract.roles_places import hosted
from kg.extract.roles_session import own_session
from kg.extract.roles_settled import of_press, strongest, subordinate
from kg.extract.roles_subject import subject
from kg.extract.roles_support import of_the_event, only_thanked
from kg.extract.scene import Item, Line, pattern
from kg.model import EntityRef

_ENUMERATED: Final = re.compile(r",?\s(?:(?:and|as well as)\s)?(?:the\s)?|[、和及与]|以及")
_CLAUSE: Final = re.compile(  # `\W` is a day, masked
    r"(?:^\W*|[.;:]\s|[，；：]|\b(?:and|while|but)\s)(?:On \W, |In \W, |Finally, )?(?:[Tt]he\s)?$"
)
_COMMA: Final = re.compile(r"，|,\s(?:and\s)?")
_AGREED: Final = re.compile(r"(?:一致|还|并|均)*(?:约定|商定|同意|决定|确认|认为)")
_SET_OFF: Final = re.compile(r", (?:(?:ha[sd]|have|was|were|is|are|will|be|also|jointly) )*$")
_COORDINATED: Final = re.compile(r" (?:and (?:also |then |later )?|to (?:jointly )?)$")
TALKS: Final = re.compile(
    r"对话|会谈|会见|会晤|磋商|视频会|线上会|\b(?:talks?|dialogue|(?:video|phone|telephone|online)"
    r" (?:conference|call|talks?|exchange))\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:jointly )?(?:convene|organi[sz]e|host|sponsor|arrange|stage)", re.I
)
_NO_LIST: Final = pattern(r"{T}|{P},|[.;；]|\b(?:which|who|that|while|but)\b|[^,、，和与及]{70}")
_OF_COUNTRY: Final = pattern(r",? \(?{P}\)?,? (?:and )?(?:the )?")  # behind a name in a list
_OPENS: Final = 40  # characters before a subject that tell whether it opens a clause
_PASSIVE: Final = re.compile(r"\b(?:was|were|be|been|being|is|are) $")
_TWO: Final = 2
_NEXT: Final = len(" the A")
_ASIDE: Final = frozenset(
    {
        "together with",
        "co-organized by",
        "support",
        "together",
        "supported by",
        "inspect",
        "joined by",
    }
)
# Cues between a subject and its verb that do not part the two: "X, helped by Y, held".
_BETWEEN: Final = {
    **dict.fromkeys(("convene", "convenes", "acted"), _ASIDE),
    "travel": frozenset({"led by", "attended by"}),
}


def roles(stretch: Stretch, draft: Draft, both: tuple[EntityRef, ...] = ()) -> Iterator[Part]:
    """Yield the roles that a stretch gives to agencies, strongest cue words first."""
    table = CUES_ZH if stretch.line.cjk else CUES_EN
    told = table.find(stretch, draft.type)
    if not told:
        return
    acts = [each for each in told if each[0].subject] if draft.factuality == "held" else []
    for cue, role, item in (
        *_spoken_of(stretch, draft, [each for each in told if not each[0].subject]),
        *_acting(stretch, draft, acts),
    ):
        rule = f"role.{cue.name}.{table.name}"
        yield from _parts(_meant(item, both), role, stretch, rule, cue)


def _spoken_of(
    stretch: Stretch, draft: Draft, cues: Sequence[tuple[Cue, int, int]]
) -> Iterator[tuple[Cue, str, Item]]:
    """Yield whom each cue speaks of, and the role that it gives."""
    given: set[int] = set()  # places of those that a cue before them spoke of
    for number, (cue, start, end) in enumerate(cues):
        if cue.left and (cue.left != "supporter" or of_the_event(stretch, draft.home.line)):
            called = _CALLED.match(stretch.line.text, start)
            among = cue.announced and not called and _between_two(draft)
            role = "participant" if among else _left_role(cue, cues)
            acting = _told_apart(_left_of(stretch, cues, number), role)
            for item in unlaunched(cue, stretch.line, acting):
                if item.at not in given:
                    if cue.left == "supporter" and stretch.line.cjk:
                        given.add(item.at)
                    given_role = _received(launching(cue, stretch.line, role, item), item)
                    given_role = opening(cue, stretch, start, given_role, item)
                    yield cue, lectured(given_role, cue, start, item, draft, stretch), item
        if cue.right and (cue.right != "supporter" or of_the_event(stretch, draft.home.line)):
            after = _until(stretch, end, cues[number + 1] if number + 1 < len(cues) else None)
            after = _meant_up_to(stretch, cue, end, after)
            found = _listed(stretch.line, _behind(stretch.line, end, after, cue))
            for item in _told_apart(found, cue.right):
                if cue.name in _ASIDE or cue.right in ("host", "visitor"):
                    given.add(item.at)
                role = "visitor" if in_delegation(stretch, draft, start) else cue.right
                role = "participant" if met_abroad(cue, stretch, start) else role
                yield cue, _received(role, item), item


def _meant_up_to(stretch: Stretch, cue: Cue, start: int, end: int) -> int:
    """Return where those end whom the words behind a cue speak of."""
    if cue.right == "visitor":
        return up_to_hosts(stretch, start, end)
    if cue.name == "invitation":
        return one_side(stretch, start, end)
    comma = stretch.line.text.find("，", start, end) if cue.name == "receive" else -1
    return comma if comma > 0 else end  # "会见来宾，外办派员陪同"


def _left_role(cue: Cue, cues: Sequence[tuple[Cue, int, int]]) -> str:
    """Return the role of who stands before a cue: who holds it with a sponsor is second to it."""
    second = cue.name in ("co-host", "manage")
    beside = second and any(other.name in ("sponsor", "home is") for other, _, _ in cues)
    return "co-organizer" if beside else cue.left or ""


def _received(role: str, item: Item) -> str:
    """Return the role of who was called on: a firm that is looked at is no host."""
    return "participant" if role == "host" and is_firm(item) else role


def _left_of(stretch: Stretch, cues: Sequence[tuple[Cue, int, int]], number: int) -> list[Item]:
    cue, start, end = cues[number]
    text = stretch.line.text
    part = max(text.rfind("；", stretch.start, start), text.rfind("; ", stretch.start, start)) + 1
    before = max(part, _since(stretch, cues, number))
    if cue.left == "supporter":
        before = _supporters(stretch, before, start, end)
    acting = no_projects(stretch, cue, start, _actors(stretch.line, before, start, cue))
    if not acting and number and cues[number - 1][0].name == "invite":
        asked = stretch.line.text.rfind("应", stretch.start, cues[number - 1][1])
        acting = _actors(stretch.line, stretch.start, asked, cue)  # "A应B邀请，率团访问"
    if cue.near:
        return _list_before(stretch.line, acting)
    return subject(stretch.line, acting, start)


def _acting(
    stretch: Stretch, draft: Draft, cues: Sequence[tuple[Cue, int, int]]
) -> Iterator[tuple[Cue, str, Item]]:
    """Yield the subjects of what was done there."""
    for cue, start, _ in cues:
        for item in _subject(stretch, _actors(stretch.line, stretch.start, start, cue)):
            yield cue, lectured("participant", cue, start, item, draft, stretch), item


def _list_before(line: Line, items: list[Item]) -> list[Item]:
    """Return the items of the enumeration that comes last."""
    first = max(len(items) - 1, 0)
    while first and _ENUMERATED.fullmatch(line.text, items[first - 1].at + 1, items[first].at):
        first -= 1
    return items[first:]


def _subject(stretch: Stretch, items: list[Item]) -> list[Item]:
    """Return the items of the enumeration that comes last, if it opens a clause."""
    nearest = _list_before(stretch.line, items)
    if not nearest:
        return []
    at = nearest[0].at
    before = stretch.line.text[max(stretch.start, at - _OPENS) : at]
    return nearest if _CLAUSE.search(before) else []


def _supporters(stretch: Stretch, before: int, start: int, end: int) -> int:
    """Return where those begin that a word of support behind them speaks of."""
    first = max(before, _after_comma(stretch.line, before, start))
    return start if stretch.line.cjk and only_thanked(stretch, first, end) else first


def _since(stretch: Stretch, cues: Sequence[tuple[Cue, int, int]], number: int) -> int:
    """Return where the words on the left of a cue begin: behind the cue before it."""
    cue, at, _ = cues[number]
    passive = _PASSIVE.search(stretch.line.text, max(0, at - len(" being ")), at)
    between = frozenset() if passive else _BETWEEN.get(cue.name, frozenset())
    while number and cues[number - 1][0].name in between:
        number -= 1
    return cues[number - 1][2] if number else stretch.start


def _until(stretch: Stretch, end: int, following: tuple[Cue, int, int] | None) -> int:
    """Return where the words on the right of a cue end: who acts in the next cue is not meant."""
    if following is None:
        return stretch.end
    cue, start, _ = following
    active = cue.left and not cue.right
    if _SET_OFF.search(stretch.line.text, max(end, start - 30), start):
        return start  # "with support from Y, has held"
    if not active or _COORDINATED.search(stretch.line.text, max(end, start - 12), start):
        return start  # "visited B and met with"
    # "A 到 B 考察并座谈": who stands right behind the cue is meant by it, and by the next one too.
    glued = [i.at + 1 for i in stretch.line.within(end, end + 1, "A") if stretch.line.cjk]
    return max([end, _after_comma(stretch.line, end, start), *glued])


def _after_comma(line: Line, start: int, end: int) -> int:
    """Return where the last part of a sentence begins, as far as somebody is named in it."""
    for mark in _COMMA.finditer(line.text, start, end):
        if not line.within(mark.end(), end, "AN"):
            break
        start = mark.end()
    return start


def _told_apart(items: list[Item], role: str) -> list[Item]:
    """Leave out words such as "both sides" where one side only can be meant."""
    if role not in ("host", "visitor", "supporter"):
        return items
    return [item for item in items if not (item.anaphor and len(item.refs) > 1)]


def _meant(item: Item, both: tuple[EntityRef, ...]) -> Item:
    """Let words such as "both sides" stand for the sides of the main event."""
    several = item.anaphor and len(item.refs) == _TWO
    return item._replace(refs=both) if several and len(both) > 1 else item


def _between_two(draft: Draft) -> bool:
    """Whether the event is talks, which nobody organizes for others."""
    text = draft.home.line.text
    return bool(TALKS.search(text, draft.trigger.start, draft.trigger.end + 1))


def parts_of(draft: Draft, geography: Geography, both: tuple[EntityRef, ...] = ()) -> list[Part]:
    """Return the roles in an event, one for each agency; `both` are the sides of the main one."""
    parts = [*own_session(draft.home), *(p for s in draft.stretches for p in roles(s, draft, both))]
    parts += _of_lists(draft)
    parts += _of_people(draft)
    if draft.type == "PressConference":
        parts = of_press(parts)
    if draft.type in ("StudyTour", "Visit"):
        parts = [replace(p, role="host") if p.rule == HOSTED_BY else p for p in parts]
        parts += _visited(draft)
        parts += journeys(draft, parts)
    parts += named_beside(draft, {part.agency for part in parts})
    parts += named_beside_zh(draft, parts)
    parts += merely_named(draft)
    return _settled(parts, draft, geography)


def with_signers(draft: Draft, deals: Sequence[Deal], geography: Geography) -> list[Part]:
    """Return the roles of an event after those who signed there took part."""
    signed = [part for deal in deals if _met_over(deal) for part in _signers(deal)]
    return _settled([*draft.parts, *signed], draft, geography)


def _met_over(deal: Deal) -> bool:
    """Whether the parties of an agreement were there: of a Chinese plan to sign they need not."""
    return deal.act and not (deal.status == "preliminary" and deal.home.line.cjk)


def _signers(deal: Deal) -> Iterator[Part]:
    for ref in deal.refs():
        if ref.kind == "agency":
            yield Part(ref, "participant", deal.home.span, f"{deal.rule}.party", 0.85)


def _settled(parts: Sequence[Part], draft: Draft, geography: Geography) -> list[Part]:
    one_each = strongest(parts)
    if draft.online and draft.type == "Meeting":
        one_each = [_on_screen(part) for part in one_each]
    if draft.type in BETWEEN_SIDES:
        one_each = called_on(hosted(one_each, draft, geography), draft)
    return subordinate(one_each, draft.type)


def _of_lists(draft: Draft) -> Iterator[Part]:
    """Yield those whom a notice lists behind a label such as "Organizers:"."""
    for role, stretch in draft.listed:
        rule = f"role.listed.{'zh' if stretch.line.cjk else 'en'}"
        for item in stretch.items("A"):
            for ref in item.refs:
                yield Part(ref, role, stretch.span, rule, 0.85)


def _of_people(draft: Draft) -> Iterator[Part]:
    """Yield the bodies whose people were there."""
    for stretch in draft.stretches:
        people = stretch.items("N")
        posted = accredited(stretch.line) if people else set()
        for item in people:
            for office in item.offices:
                if office.affiliation and office.affiliation not in posted:
                    rule = "role.person"
                    role = (
                        "speaker-affiliation"
                        if lectures(stretch, item, draft.type)
                        else "participant"
                    )
                    yield Part(office.affiliation, role, stretch.span, rule, 0.8)


def _on_screen(part: Part) -> Part:
    """Over a video link nobody receives or visits anybody."""
    return replace(part, role="participant") if part.role in ("host", "visitor") else part


def _visited(draft: Draft) -> Iterator[Part]:
    for stretch in draft.stretches:
        for item in stretch.items("A"):
            if is_firm(item):
                for ref in item.refs:
                    yield Part(ref, "participant", stretch.span, "role.visited", 0.8)


def _actors(line: Line, start: int, end: int, cue: Cue) -> list[Item]:
    slots = ("A" if cue.bodies else "") + ("N" if cue.people else "")
    found = untitled(line, line.within(start, end, slots))
    others = aside(line, found, start, end)
    others |= {item.at for item in found if item.anaphor and _AGREED.match(line.text, item.at + 1)}
    return [item for item in found if item.slot == "N" or not (item.locative or item.at in others)]


def _behind(line: Line, start: int, end: int, cue: Cue) -> list[Item]:
    """Return whom the words behind a cue name; "stopped at the Institute" is no mere place."""
    found = _actors(line, start, end, cue)
    if line.cjk or (found and cue.right not in ("host", "visitor")):
        return found
    next_to_it = line.within(start, start + _NEXT, "A")
    others = aside(line, next_to_it, start, end)
    return [item for item in next_to_it if item.at not in others and item not in found] or found


def _listed(line: Line, items: list[Item]) -> list[Item]:
    """Return the items up to the end of the enumeration that opens a stretch."""
    for number, (one, other) in enumerate(pairwise(items)):
        gap = line.text[one.at + 1 : other.at]
        if _NO_LIST.search(gap) and not _OF_COUNTRY.fullmatch(gap):
            return items[: number + 1]
    return items


def _parts(item: Item, role: str, stretch: Stretch, rule: str, cue: Cue) -> Iterator[Part]:
    refs = item.refs
    if item.slot == "N":
        posted = accredited(stretch.line)
        told = (office.affiliation for office in item.offices if office.affiliation)
        refs = tuple(ref for ref in told if ref not in posted)
    for ref in refs:
        if ref.kind == "agency":
            yield Part(ref, role, stretch.span, rule, cue.confidence)
