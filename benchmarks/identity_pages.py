"""Reports of events of `identity_data.py`: what they leave out, and what they tell otherwise."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Final, TypeVar

from benchmarks.identity_data import NAMESPACE, TYPES, Body, Event, World, cities
from kg.extract.dates_edtf import Point, partial_date
from kg.extract.people import romanised
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.iris import fold, h8, h16, identity_key
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    Block,
    Document,
    EntityRef,
    EventFrame,
    Evidence,
    Extraction,
    Label,
    MintedEntity,
    OffsetMap,
    PartialDate,
    Participant,
    Sentence,
    Sourced,
    Span,
    Text,
)

T = TypeVar("T")

_WORDS: Final = (
    "air",
    "basin",
    "carbon",
    "delta",
    "energy",
    "forest",
    "grain",
    "habitat",
    "island",
)
_ENDS: Final = ("s", "ing", "ed", "al", "er", "ward", "less", "like", "work", "wise", "ful", "ish")
_EVIDENCE: Final = Evidence((Span(0, 10),), "made.up", 0.9)


@dataclass(frozen=True)
class Told:
    """One document and what is true of it: events and bodies of the world by their IRI."""

    graph: DocumentGraph
    original: int  # number of the document that it is a copy of, its own where it is none
    events: dict[str, int]
    bodies: dict[str, str]


def told(world: World, number: int) -> Told:
    """Return document `number`; those of other numbers have no part in it."""
    original = world.original(number)
    random = world.random("report", original)
    event = world.popular(random)
    page = Page(random, f"made/{world.seed}/{number}", event.last)
    page.tell(event)
    if random.random() < 0.3:
        other = random.choice(world.events)
        if other.last < event.first:
            page.mention(other)
    if original != number:
        page.copy(world.random("copy", number))
    return page.told(original)


class Page:
    """Writes one document; all chances are drawn from `random`, none depends on the source."""

    def __init__(self, random: Random, source: str, after: date) -> None:
        self._random, self._source = random, source
        self.language = random.choice(("zh-Hans", "zh-Hans", "zh-Hans", "en", "en"))
        self._published = after + timedelta(days=int(30 * random.random() ** 3))
        self._lines: list[str] = []
        self._bodies: dict[str, MintedEntity] = {}
        self._people: dict[str, MintedEntity] = {}
        self._events: list[tuple[int, EventFrame]] = []
        self._agreements: list[AgreementFrame] = []

    def tell(self, event: Event) -> None:
        """Report an event at length."""
        random = self._random
        usual = TYPES[event.type]
        kind = usual[2] if random.random() < 0.1 else event.type
        title = self._title(event, kind)
        self._lines += [title, *(self._line() for _ in range(14))]
        bodies = [
            body for n, body in enumerate(event.bodies) if random.random() > (0.05, 0.15)[n > 1]
        ]
        people = [name for name in event.people if random.random() > 0.3]
        refs = [self._ref(body) for body in bodies]
        signed = event.is_signed and len(refs) > 1 and random.random() < 0.8
        anchor = Anchor(fold(title), 1)
        if signed:
            self._sign(refs[:2], title, event)
        self._events.append((event.number, EventFrame(
            anchor,
            Label(title, self.language),
            self._sourced(kind),
            self._sourced("planned" if random.random() < 0.05 else "held"),
            self._date(event),
            tuple(map(self._sourced, self._places(event))),
            tuple(self._sourced(Participant(ref, "participant")) for ref in refs),
            tuple(self._sourced(Attendee(self._person(name))) for name in people),
            agreements=(self._sourced(anchor),) if signed else (),
        )))  # fmt: skip

    def mention(self, event: Event) -> None:
        """Speak of a former event in passing."""
        title = self._title(event, event.type) + " (earlier)"
        self._lines.append(title)
        refs = [self._ref(body) for body in event.bodies[:2]]
        self._events.append((event.number, EventFrame(
            Anchor(fold(title), 1),
            Label(title, self.language),
            self._sourced(event.type),
            self._sourced("background"),
            self._sourced(_month(event.first) if self._random.random() < 0.5 else _days(event)),
            participants=tuple(self._sourced(Participant(ref, "participant")) for ref in refs),
        )))  # fmt: skip

    def copy(self, random: Random) -> None:
        """Be the same on another page: later, without a line, and with one of its own."""
        del self._lines[random.randrange(1, len(self._lines))]
        self._lines.append(f"Source: page {random.randrange(10**6)}.")
        self._published += timedelta(days=random.randrange(3))

    def told(self, original: int) -> Told:
        text = "\n".join(self._lines)
        extraction = Extraction(
            title=Label(self._lines[0], self.language),
            published=self._sourced(_point(Point.of(self._published))),
            minted=(*self._bodies.values(), *self._people.values()),
            events=tuple(frame for _, frame in self._events),
            agreements=tuple(self._agreements),
        )
        document = self._document(text)
        return Told(
            document_quads(document, _text(text, self.language), extraction, NAMESPACE),
            original,
            {_iri(frame.anchor, self._source): n for n, frame in self._events},
            {NAMESPACE.thing("agency", b.ref.key): key for key, b in self._bodies.items()},
        )

    def _sign(self, parties: list[EntityRef], title: str, event: Event) -> None:
        self._agreements.append(AgreementFrame(
            Anchor(fold(title), 1),
            Label(title, self.language),
            self._sourced(("memorandum", "cooperation-agreement")[event.number % 2]),
            self._sourced("signed"),
            tuple(map(self._sourced, parties)),
            self._date(event),
        ))  # fmt: skip

    def _date(self, event: Event) -> Sourced[PartialDate] | None:
        chance = self._random.random()
        if chance < 0.03:
            return None
        if chance < 0.08:
            return self._sourced(_month(event.first))
        if chance < 0.16:
            return self._sourced(_days(event, year=None))
        if chance < 0.21:
            return self._sourced(_point(Point.of(event.first)))
        return self._sourced(_days(event))

    def _places(self, event: Event) -> list[EntityRef]:
        province = next(each[3] for each in cities() if each[0] == event.place)
        city = EntityRef("place", event.place)
        above = EntityRef("place", province)
        return self._random.choice(([city], [city], [city, above], [above], []))

    def _ref(self, body: Body) -> EntityRef:
        if body.is_listed:
            return EntityRef("agency", body.key)
        if body.key not in self._bodies:
            self._bodies[body.key] = self._minted(body)
        return self._bodies[body.key].ref

    def _minted(self, body: Body) -> MintedEntity:
        names = body.english if self.language == "en" else body.chinese
        name = names[0] if self._random.random() < 0.7 else self._random.choice(names)
        labels = [Label(name, self.language)]
        if self.language == "en" and self._random.random() < 0.2:
            labels.append(Label("".join(w[0] for w in name.split() if w[0].isupper()), "en"))
        identity = identity_key("agency", name, body.place)
        ref = EntityRef("agency", f"x-{h16(identity)}")
        place = EntityRef("place", body.place)
        return MintedEntity(ref, identity, tuple(labels), body.kind, jurisdiction=place)

    def _person(self, name: str) -> EntityRef:
        if name not in self._people:
            latin = romanised(name)
            is_chinese = self.language != "en"
            said = name if is_chinese else latin
            labels = [Label(said, self.language)]
            if is_chinese:
                labels.append(Label(latin, "zh-Latn-pinyin"))
            identity = identity_key("person", self._source, said)
            slug = latin.lower().replace(" ", "-")
            ref = EntityRef("person", f"{slug}-{h8(identity)}")
            self._people[name] = MintedEntity(ref, identity, tuple(labels))
        return self._people[name].ref

    def _title(self, event: Event, kind: str) -> str:
        topic, what = event.topic[self.language == "en"], TYPES[kind][self.language == "en"]
        city = next(each[1:3] for each in cities() if each[0] == event.place)
        if self.language == "en":
            ways = ("{c} hosts {w} on {t}", "{w} on {t} held", "Experts meet in {c}: {w} on {t}")
        else:
            ways = ("{t}{w}在{c}举行", "{c}举办{t}{w}", "关于{t}的{w}召开")
        way = self._random.choice(ways)
        return way.format(c=city[self.language == "en"], w=what, t=topic)

    def _line(self) -> str:
        random = self._random
        if self.language == "en":
            words = (random.choice(_WORDS) + random.choice(_ENDS) for _ in range(12))
            return " ".join(words).capitalize() + "."
        return "".join(chr(random.randrange(0x4E00, 0x5200)) for _ in range(24)) + "。"

    def _sourced(self, value: T) -> Sourced[T]:
        return Sourced(value, _EVIDENCE)

    def _document(self, text: str) -> Document:
        content = text.encode()
        return Document(
            key=h16(self._source),
            source_key=self._source,
            digest=hashlib.sha256(content + self._source.encode()).hexdigest(),
            content=content,
            path=self._source,
            name=self._source,
            media_type="text/plain",
            text=text,
            charset="utf-8",
            decoder="text/1",
        )


def _point(point: Point, last: Point | None = None) -> PartialDate:
    found = partial_date(point, last, "explicit" if point.year else "unknown")
    assert found
    return found


def _days(event: Event, year: int | None = 0) -> PartialDate:
    first, last = (Point.of(day) for day in (event.first, event.last))
    if year is None:
        first, last = first._replace(year=None), last._replace(year=None)
    return _point(first, last if last != first else None)


def _month(day: date) -> PartialDate:
    return _point(Point(day.year, day.month))


def _text(text: str, language: str) -> Text:
    ends = list(accumulate(len(line) + 1 for line in text.split("\n")))
    spans = [Span(start, end - 1) for start, end in pairwise([0, *ends])]
    return Text(
        text,
        text,
        OffsetMap.identity(len(text)),
        (),
        tuple(Block(span, "body", language) for span in spans),
        tuple(Sentence(span, n, language) for n, span in enumerate(spans)),
        language,
    )


def _iri(anchor: Anchor, source: str) -> str:
    key = identity_key("event", source, h16(anchor.sentence), str(anchor.number))
    return NAMESPACE.thing("event", h16(key))
