"""The records of a table as frames with evidence: the same shapes that sentences give."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from kg.iris import fold
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    EventFrame,
    Evidence,
    Extraction,
    FrameworkUse,
    Participant,
    Sourced,
    Text,
)
from loaders._linked import Link, Linker
from loaders._records import Part, Record, Value

T = TypeVar("T")

_SURE: Final = 0.95  # of what stands in a cell under its header
_GUESSED: Final = 0.8  # of what the title says where no column does
_ROLES: Final = (  # an agency has one role in an event: the first of these
    "organizer", "host", "co-organizer", "visitor", "supporter", "participant",
)  # fmt: skip


def facts(records: Sequence[Record], text: Text, source_key: str) -> Extraction:
    reader = _Reader(Linker(text, source_key))
    anchors = reader.anchors(records)
    events: list[EventFrame] = []
    agreements: list[AgreementFrame] = []
    posts: list[Sourced[Attendee]] = []
    for record, anchor in zip(records, anchors, strict=True):
        if record.kind == "events":
            events.append(reader.event(record, anchor))
        elif record.kind == "agreements":
            agreements.append(reader.agreement(record, anchor))
        else:
            posts.extend(reader.posts(record))
    return Extraction(
        mentions=tuple(reader.linker.mentions.values()),
        minted=tuple(reader.linker.minted.values()),
        events=tuple(events),
        agreements=tuple(agreements),
        posts=tuple(posts),
        rejected=tuple(reader.unlinked),
    )


@dataclass
class _Reader:
    linker: Linker
    unlinked: list[str] = field(default_factory=list)
    _earlier: dict[str, Anchor] = field(default_factory=dict)  # agreements by title and by id

    def anchors(self, records: Sequence[Record]) -> list[Anchor]:
        """Return an anchor for each record, on its title and what tells it from its like."""
        counts: Counter[tuple[str, str]] = Counter()
        found = []
        for record in records:
            sentence = fold(record.key)
            counts[record.kind, sentence] += 1
            found.append(Anchor(sentence, counts[record.kind, sentence]))
            names = [record.title, *record.parts.get("id", ())]
            self._earlier |= {fold(name.text): found[-1] for name in names}
        return found

    def event(self, record: Record, anchor: Anchor) -> EventFrame:
        return EventFrame(
            anchor=anchor,
            title=self.linker.label(record.title.text),
            type=_value(record, record.type, "type"),
            factuality=_value(record, record.status, "status"),
            date=_dated(record),
            places=tuple(
                Sourced(link.entity, _evidence(record, "place", link))
                for part in record.parts.get("place", ())
                for link in self.linker.links(part, "place")
            ),
            participants=tuple(self._participants(record)),
            frameworks=tuple(self._frameworks(record)),
        )

    def agreement(self, record: Record, anchor: Anchor) -> AgreementFrame:
        return AgreementFrame(
            anchor=anchor,
            title=self.linker.label(record.title.text),
            type=_value(record, record.type, "type"),
            status=_value(record, record.status, "status"),
            parties=tuple(
                Sourced(link.entity, _evidence(record, "party", link))
                for part in record.parts["parties"]
                for link in self._linked(part, "agency", "place")
            ),
            date=_dated(record),
            renews=self._renewed(record),
            frameworks=tuple(self._frameworks(record)),
        )

    def posts(self, record: Record) -> Iterator[Sourced[Attendee]]:
        """Yield the offices of a person; one without body and position is a name alone."""
        person = self.linker.person(record.title, next(iter(record.parts["original"]), None))
        position = next(iter(record.parts["position"]), None)
        label = self.linker.label(position.text) if position else None
        bodies: list[Link | None] = [
            link
            for part in record.parts.get("affiliation", ())
            for link in self._linked(part, "agency")
        ]
        for body in bodies or ([None] if label else []):
            post = Attendee(person.entity, label, body.entity if body else None)
            told = [p for p in (record.title, position, body and body.part) if p]
            sure = _SURE * (body.confidence if body else 1.0)
            spans = tuple(part.span for part in told)
            yield Sourced(post, Evidence(spans, "table.person", round(sure, 2)))

    def _participants(self, record: Record) -> Iterator[Sourced[Participant]]:
        seen = set()
        for role in _ROLES:
            for part in record.parts.get(role, ()):
                for link in self._linked(part, "agency"):
                    if link.entity not in seen:
                        seen.add(link.entity)
                        value = Participant(link.entity, role)
                        yield Sourced(value, _evidence(record, role, link))

    def _frameworks(self, record: Record) -> Iterator[Sourced[FrameworkUse]]:
        for part in record.parts.get("frameworks", ()):
            for link in self._linked(part, "framework", "element"):
                yield Sourced(FrameworkUse(link.entity), _evidence(record, "framework", link))

    def _renewed(self, record: Record) -> Sourced[Anchor] | None:
        for part in record.parts.get("renews", ()):
            if anchor := self._earlier.get(fold(part.text)):
                return Sourced(anchor, Evidence((part.span,), "table.renews", _SURE))
            self.unlinked.append(f"{part.place}: the table has no agreement {part.text!r}")
        return None

    def _linked(self, part: Part, *kinds: str) -> list[Link]:
        found = self.linker.links(part, *kinds)  # type: ignore[arg-type]
        if not found:
            self.unlinked.append(f"{part.place}: {part.text!r} is no known {kinds[0]}")
        return found


def _value(record: Record, value: Value | None, name: str) -> Sourced[str]:
    assert value  # noqa: S101 - events and agreements have types and standings
    sure = _GUESSED if value.part.span == record.title.span else _SURE
    return Sourced(value.value, Evidence((value.part.span,), f"table.{name}", sure))


def _evidence(record: Record, name: str, link: Link) -> Evidence:
    return Evidence((link.part.span,), f"table.{name}", round(_SURE * link.confidence, 2))


def _dated(record: Record):  # type: ignore[no-untyped-def]
    if record.date is None:
        return None
    value, part = record.date
    return Sourced(value, Evidence((part.span,), "table.date", _SURE))
