"""Persons in the languages that have a file of words: an office or an honorific beside a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.languages import VIETNAMESE, language
from kg.extract.names import Mention, Office
from kg.extract.names_parts import BySentence, Cover
from kg.extract.people import Named
from kg.model import EntityRef, Label, Span

_PART: Final = rf"[A-ZÀ-ÖØ-ÞŠŽČŁĐĂĨŨƠƯ{VIETNAMESE}][^\W\d_]+(?:['’-][^\W\d_]+)*|[A-Z]\."
_REACH: Final = 240  # characters around an office in which its body may stand
_LONGEST: Final = 5  # capitalised words of one name


@dataclass(frozen=True)
class _Grammar:
    before: re.Pattern[str]  # office, what it is of, name
    after: re.Pattern[str]  # name, office, what it is of
    titled: re.Pattern[str]  # honorific and name, or name and "who leads"
    office: re.Pattern[str]
    body: re.Pattern[str]  # between an office and its body
    next: re.Pattern[str]  # a name behind a body


def people_in(text: str, sentence: Span, tag: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Yield the persons that a sentence names with an office or an honorific."""
    spoken = language(tag)
    if spoken is None:
        return
    reading = _Reading(text, tag, _grammar(spoken.code), mentions)
    seen: set[Span] = set()
    for named in (*reading.before(sentence), *reading.after(sentence), *reading.titled(sentence)):
        if named.span not in seen:
            seen.add(named.span)
            yield named


class _Reading:
    def __init__(self, text: str, tag: str, grammar: _Grammar, mentions: Sequence[Mention]) -> None:
        self.text, self.tag, self.grammar = text, tag, grammar
        walls = (m for m in mentions if m.entity.kind != "place" and m.source != "descriptor")
        self.walls = Cover(m.span for m in walls)
        self.places = {m.span for m in mentions if m.entity.kind == "place"}
        agencies = (m for m in mentions if m.entity.kind == "agency")
        self.agencies = BySentence(agencies, lambda m: m.span)

    def before(self, sentence: Span) -> Iterator[Named]:
        for body in self.agencies.within(sentence):
            if body.source == "descriptor":
                yield from self._behind(body, body.span, sentence.end)
        for match in self.grammar.office.finditer(self.text, sentence.start, sentence.end):
            yield from self._of_body(match, sentence.end)
        for match in self.grammar.before.finditer(self.text, sentence.start, sentence.end):
            yield from self._named(match)

    def after(self, sentence: Span) -> Iterator[Named]:
        for match in self.grammar.after.finditer(self.text, sentence.start, sentence.end):
            yield from self._named(match)

    def titled(self, sentence: Span) -> Iterator[Named]:
        for match in self.grammar.titled.finditer(self.text, sentence.start, sentence.end):
            told = "name" if match["name"] else "leading"
            span = Span(*match.span(told))
            if self._free(span):
                yield Named(span, match[told])

    def _of_body(self, office: re.Match[str], limit: int) -> Iterator[Named]:
        """Read an office with its body and then the name: director of the Agency A. B."""
        start, end = office.span()
        for body in self.agencies.within(Span(end, min(limit, end + _REACH))):
            if not self.grammar.body.fullmatch(self.text, end, body.span.start):
                return
            yield from self._behind(body, Span(start, body.span.end), limit)
            return

    def _behind(self, body: Mention, office: Span, limit: int) -> Iterator[Named]:
        """Read the name behind an office that ends with its body."""
        name = self.grammar.next.match(self.text, office.end, limit)
        if name is not None and self._free(Span(*name.span("name"))):
            label = Label(" ".join(office.of(self.text).split()), self.tag)
            told = Office(office, label, body.entity)
            yield Named(Span(*name.span("name")), name["name"], (told,))

    def _named(self, match: re.Match[str]) -> Iterator[Named]:
        span = Span(*match.span("name"))
        if not self._free(span) or self.grammar.office.search(match["name"]):
            return
        office = Span(*match.span("office"))
        end = match.end("of") if match["of"] else office.end
        label = Label(" ".join(self.text[office.start : end].split()).strip(" ,"), self.tag)
        yield Named(span, match["name"], (Office(office, label, self._body(office, end)),))

    def _free(self, span: Span) -> bool:
        return not self.walls.overlaps(span) and span not in self.places

    def _body(self, office: Span, end: int) -> EntityRef | None:
        """Return the body that an office is in: the one named with it, or its ministry."""
        for body in self.agencies.within(Span(office.start, end + _REACH)):
            if body.span.start > end + 1 and not self.grammar.body.fullmatch(
                self.text, end, body.span.start
            ):
                break
            if not body.nested:
                return body.entity
        return None


def _longest(offices: Sequence[str]) -> str:
    """Return an expression for offices that takes them with what follows if it can."""
    more = [office.removesuffix("?") for office in offices if office.endswith(")?")]
    return f"(?:{'|'.join((*more, *offices))})"


@cache
def _grammar(code: str) -> _Grammar:
    spoken = language(code)
    assert spoken is not None  # noqa: S101  only languages with a file are asked for
    particles = spoken.either("particles")
    heads = "|".join(head.capitalize() for head, _ in spoken.rows("heads"))
    subjects = "|".join(word.capitalize() for word, _ in spoken.rows("words"))
    other = spoken.either("not people")
    no_name = rf"(?:{spoken.either('honorifics')}|{heads}) |(?:{subjects}|{other})(?!\w)"
    first = rf"(?<!\w)(?!{no_name})(?:{_PART})"
    more = rf"(?:(?: {particles})? (?:{_PART})){{1,{_LONGEST - 1}}}"
    if code == "de":  # "Minister A. B. Grüße": not all that has a capital belongs to the name
        third = rf" (?:{particles} )?(?:{_PART})(?<!e)(?<!en)(?<!ung)(?<!eit)(?<!aft)(?<!ion)"
        more = rf"(?: {particles})? (?:{_PART})(?:{third}){{0,2}}"
    name = rf"(?P<name>{first}{more})(?!\w|-\w)"
    either = _longest(spoken.lines("offices"))
    cased = either if code in {"de", "vi"} else f"(?i:{either})"
    of_nation = ""
    if code in {"es", "fr"}:  # "el canciller uruguayo"
        of_nation = f"(?: (?i:{'|'.join(nation for nation, _ in spoken.rows('nations'))}))?"
    office = rf"(?<![\w-])(?P<office>{cased}{of_nation})(?![\w-])"
    titles = rf"(?:{spoken.either('honorifics')} ){{0,3}}"
    subject = "|".join(re.escape(word) for word, _ in spoken.rows("words"))
    subject = rf"(?i:{subject})(?!\w)"
    subject = rf"(?:{subject}|{spoken.either('own body')}(?!\w))"
    topic = rf"(?:{subject}|[A-ZÀ-ÖØ-ÞĐ][\w’'-]*)"
    link = rf"(?:{spoken.either('of')}|{spoken.either('office for')})(?: |(?<=['’]))"
    at, and_ = spoken.either("posted"), spoken.either("and")
    more_of = rf"(?:,? (?:{link})?{topic}| {at}{topic}|,? {and_}(?: |(?<=['’])){subject})"
    of = rf"(?: {link}{topic}{more_of}{{0,10}})"
    article = r"(?:,? (?:el|la|le|l['’]|o|a|der|die|ông|bà|señora?|Mme|M\.))?"
    return _Grammar(
        before=re.compile(rf"{office}(?:(?P<of>{of}?),|,?)(?:{article}) {titles}{name}"),
        after=re.compile(
            rf"{name}(?: \([^()]{{2,40}}\))?, (?:el |la |le |l['’]|o |a |der |die |actual |alors )?"
            rf"{office}(?P<of>{of})?"
        ),
        titled=re.compile(
            rf"(?<!\w){spoken.either('honorifics')} {titles}{name}"
            rf"|{name.replace('?P<name>', '?P<leading>')},? {spoken.either('who leads')}(?!\w)"
        ),
        office=re.compile(rf"(?<!\w){cased}(?!\w)"),
        body=re.compile(
            rf" (?:{spoken.either('of')}(?: |(?<=['’])))?|{spoken.either('unit of office')} "
        ),
        next=re.compile(rf"(?: \([^()]{{2,20}}\))?(?:{article}|,) {titles}{name}"),
    )
