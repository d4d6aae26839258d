"""Agreements: their type by noun, their status by verb, their parties by clause."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.agreements_lexicon import (
    BARE,
    DATED_BY,
    EARLIER,
    HINT,
    MUTUAL,
    NATIONAL,
    NOUNS,
    TYPES,
)
from kg.extract.agreements_listed import listed
from kg.extract.agreements_parties import acting, allied, beside_unread, its_sides, sides
from kg.extract.agreements_projects import projects
from kg.extract.agreements_standing import standing
from kg.extract.drafts import Draft, Stretch
from kg.extract.scene import Item, Line, pattern, windows
from kg.model import EntityRef, Span


@dataclass(slots=True)
class Deal:
    """An agreement of this document while it is being put together."""

    type: str
    status: str
    home: Stretch
    noun: Span  # in the masked line
    parties: list[Item]
    rule: str
    bare: bool = False  # the noun alone, as in 协议
    mutual: bool = False  # the words say "both sides" or leave the sides out
    again: bool = False  # words such as "the agreement", which go back to one told before
    national: bool = False  # the sides meant are countries
    event: Draft | None = None

    @property
    def act(self) -> bool:
        """Whether the text tells of its being made, not only of its being there."""
        return self.status in ("signed", "renewed", "preliminary")

    def refs(self) -> tuple[EntityRef, ...]:
        return tuple(dict.fromkeys(ref for item in self.parties for ref in acting(item)))


_MOST: Final = 300  # what one document may agree on; more is no article
_PART: Final = re.compile(r"[；;]")
_ALSO: Final = re.compile(r"[和与及、]|》《|\band\b")
_DEFINITE: Final = re.compile(
    r"\b(?:the|this|that|said|these|those)\s(?:new\s|signed\s)?$"
    r"|\b(?:these|those)\s[a-z-]+\s$|[该此]$|上述$",
    re.IGNORECASE,
)
_CEREMONY: Final = re.compile(r"》?签[约字署订](?:仪式|活动)")
_OTHER: Final = re.compile(
    r"\b(?:an? (?:older|second|third|further|separate)|another) (?:[a-z]+ )?$", re.I
)
_EXTENSION: Final = re.compile(
    r"\b(?P<verb>signed|agreed(?: on| to)?|concluded|initialled) (?:an?|the|its|their)"
    r" (?:[a-z-]+ ){0,2}(?P<noun>extension|prolongation|renewal)\b(?! (?:of|to) )"
)
_OWN: Final = re.compile(r"\b(?:already|still) (?:have|has) (?:an?|their) (?:[a-z-]+ ){0,3}$")
_SAID_AGAIN: Final = 4  # characters of 合作协议
_ARTICLE: Final = re.compile(r"\b(?:the|an?|this|that)\s(?:[a-z-]+\s){0,2}$", re.IGNORECASE)
_TWO: Final = 2
_NEAR: Final = 2  # sentences back to those who are said to have come together
_NEXT: Final = 4  # sentences on to those that name the bodies of two countries
_WITH_OTHERS: Final = pattern(r"{A}|[还另]|同时|此外")
_BESIDE: Final = pattern(r"{A}|{P}|of understanding|between")


def find_deals(lines: Sequence[Line]) -> list[Deal]:
    """Return the agreements that the sentences tell of, in order."""
    found: list[Deal] = []
    below = listed(lines)
    for line in lines:
        if line.title or len(found) >= _MOST:
            continue
        if below.get(line.number) == "" or not HINT.search(line.text):
            continue
        for start, end in windows(line, _PART):
            stretch = Stretch(line, start, end)
            told = list(_in(stretch, below.get(line.number, ""))) or list(extended(stretch, lines))
            found += told
            if not any(deal.type == "project-agreement" for deal in told):
                found += _projects(Stretch(line, start, end))
    for deal in found:
        if deal.mutual and deal.act and len(deal.refs()) < _TWO:
            deal.parties = _paired(deal, lines) or deal.parties
        deal.parties = _named_later(deal, lines) or deal.parties
        if _lacks_sides(deal):
            deal.parties = _told_before(deal, lines) or deal.parties
    return found


def extended(stretch: Stretch, lines: Sequence[Line]) -> Iterator[Deal]:
    """Yield what is renewed by "signed an extension", of the kind named last above."""
    line = stretch.line
    found = None if line.cjk else _EXTENSION.search(line.text, stretch.start, stretch.end)
    if found is None:
        return
    above = [(n, len(n.text)) for n in lines[max(0, line.number - _NEAR) : line.number]]
    for where, end in ((line, found.start()), *reversed(above)):
        kinds = [TYPES[number][0] for number, _ in NOUNS.finditer(where.text, 0, end)]
        if kinds:
            verb, noun = Span(*found.span("verb")), Span(*found.span("noun"))
            parties = next(sides(stretch, noun, verb, "renewed"), [])
            yield Deal(kinds[-1], "renewed", stretch, noun, parties, "agreement.renewed.en")
            return


def _lacks_sides(deal: Deal) -> bool:
    """Whether an English sentence tells of "the pact" without those who concluded it."""
    line = deal.home.line
    if not deal.act or deal.mutual or line.cjk or len(deal.refs()) > 1:
        return False
    return bool(_ARTICLE.search(line.text, max(0, deal.noun.start - 24), deal.noun.start))


def _paired(deal: Deal, lines: Sequence[Line]) -> list[Item]:
    """Return the only two bodies of the words before "the two", or else of the sentence before."""
    line = deal.home.line
    if line.cjk:
        return []
    before = lines[line.number - 1] if line.number else line
    near = [line.within(0, deal.noun.start, "AN")]
    if before.sentence.block == line.sentence.block:
        near.append(before.of("AN"))
    own = set(deal.refs())
    for items in near:
        named = [i for i in items if acting(i) and not (i.locative or i.anaphor)]
        for told in ([i for i in named if i.slot == "A"], named):
            refs = {ref for item in told for ref in acting(item)}
            if len(refs) == _TWO and own <= refs:
                return told
    return []


def _named_later(deal: Deal, lines: Sequence[Line]) -> list[Item]:
    """Return the bodies of "The pact between A and B", where countries are said to sign it."""
    line = deal.home.line
    countries = deal.act and all(ref.kind == "place" for ref in deal.refs())
    if not countries or line.cjk:
        return []
    for later in lines:
        if line.number < later.number <= line.number + _NEXT and (named := its_sides(later)):
            return named
    return []


def _told_before(deal: Deal, lines: Sequence[Line]) -> list[Item]:
    """Return the two that the headline or a sentence just before says have come together."""
    here = deal.home.line.number
    near = [line for line in lines if line.title or here - _NEAR <= line.number < here]
    own = set(deal.refs())
    for line in reversed(near):
        together = None if line.cjk else allied(line)
        if together and own <= {ref for item in together for ref in acting(item)}:
            return together
    return []


def _projects(stretch: Stretch) -> Iterator[Deal]:
    """Yield the project that two or more parties carry out together."""
    rule = f"agreement.project.{'zh' if stretch.line.cjk else 'en'}"
    for status, noun, parties in projects(stretch):
        yield Deal("project-agreement", status, stretch, noun, parties, rule)


def _in(stretch: Stretch, below: str = "") -> Iterator[Deal]:
    """Yield what a part of a sentence agrees on; `below` is how the list stands it is in."""
    text = stretch.line.text
    seen: dict[str, int] = {}
    for number, found in NOUNS.finditer(text, stretch.start, stretch.end):
        kind = TYPES[number][0]
        noun = Span(found.start(), found.end())
        bare = BARE.fullmatch(found[0]) is not None
        if kind in seen and (bare or not _another(text, seen[kind], found)):
            continue
        read = standing(stretch, noun)
        if below and (read is None or read[0] in ("mentioned", "in-force")):
            read = below, noun
        if read is None or (
            bare and read[0] in ("in-force", "mentioned") and not _modified(stretch, noun)
        ):
            continue
        status, verb = read
        if seen and status == "preliminary" and (bare or _agreed_there(text, seen, noun)):
            continue
        if stretch.line.cjk and bare and status == "preliminary":
            kind = "intent" if kind == "cooperation-agreement" else kind
        seen[kind] = noun.end
        rule = f"agreement.{status}.{'zh' if stretch.line.cjk else 'en'}"
        mutual = bool(MUTUAL.search(text, stretch.start, stretch.end))
        again = bool(_DEFINITE.search(text, max(0, noun.start - 12), noun.start))
        for parties in sides(stretch, noun, verb, status):
            national = bool(NATIONAL.search(text, stretch.start, stretch.end))
            yield Deal(kind, status, stretch, noun, parties, rule, bare, mutual, again, national)


def _another(text: str, told: int, noun: re.Match[str]) -> bool:
    """Whether a noun speaks of another agreement than the one whose noun ends at `told`."""
    if _CEREMONY.match(text, told) and text[:told].endswith(noun[0][-_SAID_AGAIN:]):
        return False
    return bool(_ALSO.search(text[told : noun.start()]))


def _agreed_there(text: str, seen: dict[str, int], noun: Span) -> bool:
    """Whether 合作意向 only says what the agreement named before is about."""
    between = text[max(seen.values()) : noun.start]
    return noun.of(text).endswith("意向") and not _WITH_OTHERS.search(between)


def _modified(stretch: Stretch, noun: Span) -> bool:
    """Whether a general word such as 协议 has its parties or its purpose beside it."""
    text = stretch.line.text
    before = text[max(stretch.start, noun.start - 14) : noun.start]
    if _OWN.search(text, stretch.start, noun.start):
        return True
    after = text[noun.end : noun.end + 40]
    return bool(_BESIDE.search(before + after))


def one_each(
    deals: Sequence[Deal], of_event: Callable[[Deal], tuple[EntityRef, ...]]
) -> list[Deal]:
    """Keep one deal for each agreement: of one type and of the same parties, the first told.

    Where the words leave the parties out, the two sides of the event are meant.
    """
    kept: list[Deal] = []
    unread: list[Deal] = []
    deals = _completed(deals)
    for deal in deals:
        if _goes_back(deal, kept) or _told_at_length(deal, kept):
            continue
        deal.parties = _of_the_same(deal, kept) or deal.parties
        if all(item.anaphor for item in deal.parties) or len(deal.refs()) < 2:
            again = deal.bare and any(old.event is deal.event and old.act for old in kept)
            if again or not (deal.act or deal.mutual or len(deal.refs()) >= _TWO):
                continue
            if beside_unread(deal.home, deal.parties):
                unread.append(deal)
                continue
            named = deal.refs() if not deal.act else ()
            meant = named if len(named) >= _TWO else of_event(deal)
            if len(meant) >= 2:
                span = deal.home.line.clean(*deal.noun)
                deal.parties = [Item("A", deal.noun.start, span, meant, anaphor=True)]
        if (kind := _general(deal, kept)) is not None:
            kind.type = deal.type
        elif len(deal.refs()) < 2:
            unread.append(deal)
        elif not any(_same(old, deal) for old in kept):
            kept.append(deal)
    return [*kept, *_of_unread(unread, kept)]


def _of_unread(unread: Sequence[Deal], kept: Sequence[Deal]) -> Iterator[Deal]:
    """Yield the one agreement of an event whose parties have names that were not all read."""
    told_of = [(deal.event, deal.type) for deal in kept if deal.type != "project-agreement"]
    for deal in unread:
        told = (
            deal.act
            and not (deal.again and deal.bare)
            and (not deal.home.line.cjk or ((deal.parties or deal.mutual) and not deal.bare))
        )
        vague = deal.bare and deal.status == "preliminary"
        same = (kind for event, kind in told_of if event is deal.event)
        again = any(deal.bare or kind == deal.type for kind in same)
        again |= any(old.status == "renewed" and old.type == deal.type for old in kept)
        if told and not vague and not again:
            told_of.append((deal.event, deal.type))
            yield deal


def _completed(deals: Sequence[Deal]) -> list[Deal]:
    """Give an act without parties those that another sentence names for its agreement."""
    spent: list[Deal] = []
    for deal in deals:
        if deal.act and len(deal.refs()) < 2 and not deal.mutual:
            for other in deals:
                named = not other.act and other.again and other.type == deal.type
                if named and not any(other is s for s in spent) and len(other.refs()) >= 2:
                    deal.parties = other.parties
                    spent.append(other)
                    break
    return [deal for deal in deals if not any(deal is other for other in spent)]


def _goes_back(deal: Deal, kept: Sequence[Deal]) -> bool:
    """Whether "the agreement" is one that was told of before, in the same event."""
    if deal.again and deal.status == "preliminary":  # "...; the pact is to be signed"
        return any(old.status == "preliminary" and old.home.line is deal.home.line for old in kept)
    if not deal.again or deal.status not in ("signed", "in-force"):
        return False
    return any(
        old.act and old.home.line is not deal.home.line and (deal.bare or old.type == deal.type)
        and (old.event is deal.event or _since(deal, old))
        for old in kept
    )  # fmt: skip


def _of_the_same(deal: Deal, kept: Sequence[Deal]) -> list[Item]:
    """Return the parties of "the memorandum of the third phase", which are those of the fourth."""
    text, noun = deal.home.line.text, deal.noun
    around = text[max(deal.home.start, noun.start - 30) : noun.end + 40]
    if deal.home.line.cjk or deal.refs() or not EARLIER.search(around):
        return []
    return next((old.parties for old in reversed(kept) if old.type == deal.type), [])


def _since(deal: Deal, old: Deal) -> bool:
    """Whether a sentence dates something else by the agreement: "since the signing of the pact"."""
    said = DATED_BY.search(deal.home.line.text, deal.home.start, deal.noun.start)
    return bool(said and set(old.refs()) & set(deal.refs()))


def _told_at_length(deal: Deal, kept: Sequence[Deal]) -> bool:
    """Whether the sentence before told of what people of the same parties now sign, by its kind."""
    if not (deal.bare and deal.status == "signed"):
        return False
    return any(
        old.status == "signed" and old.event is deal.event and not old.bare
        and old.home.line.number == deal.home.line.number - 1
        and len(old.refs()) >= 2 and set(old.refs()) <= set(deal.refs())
        for old in kept
    )  # fmt: skip


def _general(deal: Deal, kept: Sequence[Deal]) -> Deal | None:
    """Return what was only called an agreement, where a later sentence tells of which kind."""
    for old in kept:
        general = old.bare and old.type == "cooperation-agreement" and not deal.bare
        apart = old.home.line is not deal.home.line and old.event is deal.event
        made = old.act and old.status == deal.status
        if general and apart and made and set(old.refs()) == set(deal.refs()):
            return old
    return None


def _apart(deal: Deal) -> bool:
    """Whether a sentence speaks of yet another agreement: "an older understanding"."""
    noun = deal.noun.start
    return _OTHER.search(deal.home.line.text, max(deal.home.start, noun - 24), noun) is not None


def _same(one: Deal, other: Deal) -> bool:
    if one.type != other.type or set(one.refs()) != set(other.refs()):
        return False
    if one.home == other.home or _apart(other):
        return False
    return one.event is other.event or not (one.act and other.act)
