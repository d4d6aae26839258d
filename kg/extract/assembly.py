"""From drafts and deals to frames with anchors and evidence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.authority import authority
from kg.extract.adoption import is_adopted, only_named
from kg.extract.agreements import Deal
from kg.extract.confidence import measured
from kg.extract.drafts import Draft, Stretch
from kg.extract.minting import identified
from kg.extract.names import Mentions, Office
from kg.extract.resolve_dates import overlap
from kg.extract.scene import Item, Line
from kg.extract.series import ordinal, own_ordinal, series_named
from kg.iris import fold
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    EntityRef,
    EventFrame,
    Evidence,
    FrameworkLink,
    FrameworkUse,
    Label,
    MintedEntity,
    PartialDate,
    Participant,
    Sourced,
    Span,
    Text,
)  # fmt: skip

_LONGEST: Final = 300  # code points of a quoted span
_TITLE: Final = 120
_IMPLEMENTS: Final = re.compile(
    r"(?:落实|贯彻|执行|履行)[^，。；、]{0,8}[“《]*$"
    r"|(?:implement(?:ation of|ing|s|ed)?|carr(?:y|ying|ied) out) (?:the )?[\"“]?$",
    re.IGNORECASE,
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_OPENS: Final = re.compile(r"^(?:and|but|while|where|which|并|及|以及)\s*(?=\S)", re.IGNORECASE)
_QUARTERS: Final = re.compile(r"headquarters of (?:the )?$")
_TITLES: Final = frozenset(
    {"院士", "博士", "硕士", "教授", "研究员", "先生", "女士", "同志", "大使"}
)
_STAYED: Final = re.compile(
    r",? (?:who )?(?:was|were|is|being) represented by\b"
    r"|(?:主席|总书记|总统|总理|首相)?[在于]?(?:[去前今]年|\W)?[^，。；传学贯宣围就作发]{0,6}"
    r"(?:重要讲话|讲话[中精]|重要指示|批示|重要论述|思想|访[^，。；]{1,8}成果)"
    r"|总书记[^，。；]{0,6}(?:视察|亲临|考察|关心|关怀|嘱托|号召|倡导|提出)"
)
_INSTEAD: Final = re.compile(
    r"(?:\brepresented|\bin place of|\bon behalf of|\b[Cc]orrespondent|\b[Rr]eporter"
    r"|\bPhoto(?: by)?:?) (?:[A-Z][\w.]* ){0,2}$"
)
_ONLINE: Final = EntityRef("place", "online")


class Assembly:
    """Builds the frames of one document; anchors count up per wording of the trigger sentence."""

    def __init__(self, text: Text, mentions: Mentions, title: Label | None) -> None:
        self._text, self._mentions, self._title = text, mentions, title
        self._counts: Counter[tuple[str, str]] = Counter()
        self.minted: list[MintedEntity] = []

    def anchor(self, kind: str, line: Line) -> Anchor:
        sentence = fold(line.span.of(self._text.clean))
        self._counts[kind, sentence] += 1
        return Anchor(sentence, self._counts[kind, sentence])

    def agreement(self, deal: Deal, anchor: Anchor) -> AgreementFrame:
        where = deal.home.line.clean(*deal.noun)
        made = self._evidence(deal.home, where, deal.rule, 0.8)
        return AgreementFrame(
            anchor=anchor,
            title=self._named(deal),
            type=Sourced(deal.type, made),
            status=Sourced(deal.status, made),
            parties=tuple(
                Sourced(ref, self._evidence(deal.home, item.span, f"{deal.rule}.party", 0.8))
                for ref, item in _once(deal.parties)
            ),
            date=self._made_on(deal) if deal.status in ("signed", "renewed") else None,
        )

    def _made_on(self, deal: Deal) -> Sourced[PartialDate] | None:
        """Return the day in the sentence, where its event took several; else that of the event."""
        event = deal.event
        if event is None or event.date is None:
            return None
        own = [item for item in deal.home.line.of("T") if item.event_date]
        for item in own if len(own) == 1 and "/" in event.date.edtf else ():
            day = item.time.date if item.time else None
            if day and "/" not in day.edtf and overlap(day, event.date):
                return Sourced(day, self._evidence(deal.home, item.span, "date.event", 0.9))
        return self._dated(event, event.time)

    def event(
        self, draft: Draft, anchor: Anchor, deals: Sequence[tuple[Deal, Anchor]]
    ) -> EventFrame:
        home = draft.home
        trigger = home.line.clean(draft.trigger.start, draft.trigger.end)
        rule = draft.trigger.rule
        named = f"{draft.type}{rule}" if rule.startswith(".") else rule
        told = self._evidence(home, trigger, f"event.{named}", 0.85)
        series = self._series(draft, told)
        return EventFrame(
            anchor=anchor,
            title=self._headline(draft),
            type=Sourced(draft.type, told),
            factuality=Sourced(draft.factuality, told),
            date=self._dated(draft, draft.time) if draft.time else None,
            places=tuple(self._places(draft)),
            participants=tuple(self._participants(draft)),
            people=tuple(self._people(draft)),
            frameworks=tuple(self._frameworks(draft)),
            agreements=tuple(Sourced(a, told) for d, a in deals if d.act),
            under=tuple(Sourced(a, told) for d, a in deals if not d.act),
            series=series[0] if series else None,
            number=series[1] if series else None,
        )

    def _evidence(self, stretch: Stretch, around: Span, rule: str, confidence: float) -> Evidence:
        quoted = _capped(stretch.line.span, around)
        return self._text.evidence(quoted, rule=rule, confidence=measured(rule, confidence))

    def _dated(self, draft: Draft, item: Item | None) -> Sourced[PartialDate] | None:
        if draft.date is None or item is None:
            return None
        evidence = self._evidence(draft.home, item.span, "date.event", 0.9)
        return Sourced(draft.date, evidence)

    def _headline(self, draft: Draft) -> Label:
        if draft.main and self._title:
            return replace(self._title, text=_short(self._title.text))
        return self._words(draft.home, draft.trigger.start, draft.trigger.end)

    def _named(self, deal: Deal) -> Label:
        return self._words(deal.home, *deal.noun)

    def _words(self, stretch: Stretch, start: int, end: int) -> Label:
        """Return the words around a trigger, from comma to comma."""
        text = stretch.line.text
        first = max(text.rfind(mark, stretch.start, start) for mark in "，,。；;：") + 1
        stops = [at for mark in "，,。；;" if (at := text.find(mark, end, stretch.end)) >= 0]
        span = stretch.line.clean(max(first, stretch.start), min(stops, default=stretch.end))
        words = " ".join(span.of(self._text.clean).split()).strip(" .")
        return Label(_short(_OPENS.sub("", words)), stretch.line.sentence.language)

    def _places(self, draft: Draft) -> Iterator[Sourced[EntityRef]]:
        seen: set[EntityRef] = set()
        for item in draft.places:
            for ref in item.refs:
                place = ref if ref.kind == "place" else self._venue(item, draft)
                if place not in seen:
                    seen.add(place)
                    rule = "place.locative" if ref is place else "place.venue"
                    yield Sourced(place, self._evidence(draft.home, item.span, rule, 0.85))
        if draft.online and _ONLINE not in seen:
            yield Sourced(_ONLINE, self._evidence(draft.home, draft.home.span, "place.online", 0.9))

    def _venue(self, item: Item, draft: Draft) -> EntityRef:
        """Return the place that a body is when others meet there."""
        text = item.surface
        at = item.at
        before = _QUARTERS.search(draft.home.line.text, max(0, at - 24), at)
        words = f"{before[0]}{text}" if before else text
        around = next((r for p in draft.places for r in p.refs if r.kind == "place"), None)
        identity, ref = identified("place", words, around.key if around else "")
        entry = None if before else authority().get("agency", item.refs[0].key)
        labels = entry.labels if entry else (Label(words, draft.home.line.sentence.language),)
        self.minted.append(MintedEntity(ref, identity, labels, "facility", around))
        return ref

    def _participants(self, draft: Draft) -> Iterator[Sourced[Participant]]:
        for part in draft.parts:
            sure = measured(part.rule, part.confidence)
            quoted = _capped(part.span, part.span)
            evidence = self._text.evidence(quoted, rule=part.rule, confidence=sure)
            yield Sourced(Participant(part.agency, part.role), evidence)

    def _people(self, draft: Draft) -> Iterator[Sourced[Attendee]]:
        seen: set[EntityRef] = set()
        for stretch in draft.stretches:
            for item in stretch.items("N"):
                person = item.refs[0] if item.refs else None
                if person is None or person in seen or _absent(stretch.line.text, item.at):
                    continue
                seen.add(person)
                evidence = self._evidence(stretch, item.span, "person.present", 0.85)
                for office in _held(self._mentions.offices(person), item):
                    attendee = Attendee(person, office.position, office.affiliation)
                    yield Sourced(attendee, evidence)

    def _frameworks(self, draft: Draft) -> Iterator[Sourced[FrameworkUse]]:
        seen: set[EntityRef] = set()
        told = [
            (is_adopted(stretch, item, draft), stretch, item)
            for stretch in (*draft.stretches, *draft.heard)
            for item in stretch.items("F")
            if not only_named(stretch, item)
        ]
        for adopted, stretch, item in sorted(told, key=lambda each: not each[0]):
            ref = item.refs[0]
            if ref not in seen:
                seen.add(ref)
                rule = f"framework.{'main' if draft.main else 'near'}"
                evidence = self._evidence(stretch, item.span, rule, 0.85)
                link: FrameworkLink = "adopts" if adopted else _link(stretch.line, item)
                yield Sourced(FrameworkUse(ref, link), evidence)

    def _series(
        self, draft: Draft, told: Evidence
    ) -> tuple[Sourced[EntityRef], Sourced[int]] | None:
        clean, home = self._text.clean, draft.home.span
        named = ordinal(home.of(clean)) or own_ordinal(clean, home)
        if not named:
            return None
        number, name = named
        ref, entity = series_named(name, draft.home.line.sentence.language)
        if entity:
            self.minted.append(entity)
        return Sourced(ref, told), Sourced(number, told)


def _absent(text: str, at: int) -> bool:
    """Whether a person is only represented there, or wrote or photographed what is told."""
    return bool(_STAYED.match(text, at + 1) or _INSTEAD.search(text, max(0, at - 40), at))


def _short(words: str) -> str:
    """Cut a title that is too long after a word, in Chinese where a part of the sentence ends."""
    if len(words) <= _TITLE:
        return words
    cut = words[: _TITLE - 1]
    marks = "，、；：" if _HAN.search(words) else " "
    end = max(cut.rfind(mark) for mark in marks)
    return f"{(cut[:end] if end > 0 else cut).rstrip(' ,;:，、；：')}…"


def _held(told: Sequence[Office], item: Item) -> list[Office]:
    """Return one office for each body; those without a body only where there are no others."""
    bodies: dict[EntityRef | None, Office] = {}
    for office in told:
        bodies.setdefault(office.affiliation, office)
    without = [office for office in told if office.affiliation is None]
    bodies.pop(None, None)
    if bodies:
        return list(bodies.values())
    positions = {office.position.text: office for office in without if office.position}
    if len(positions) > 1:  # an academician has another office besides
        positions = {p: o for p, o in positions.items() if p not in _TITLES} or positions
    return list(positions.values()) or [Office(item.span, None, None)]


def _link(line: Line, item: Item) -> FrameworkLink:
    before = line.text[max(0, item.at - 60) : item.at]
    return "implements" if _IMPLEMENTS.search(before) else "concerns"


def _once(items: Sequence[Item]) -> Iterator[tuple[EntityRef, Item]]:
    seen: set[EntityRef] = set()
    for item in items:
        refs = item.refs
        if item.slot == "N":
            refs = tuple(o.affiliation for o in item.offices if o.affiliation)
        for ref in refs:
            if ref not in seen:
                seen.add(ref)
                yield ref, item


def _capped(span: Span, around: Span) -> Span:
    """Return at most 300 code points of a sentence, with the words that count in them."""
    if span.end - span.start <= _LONGEST:
        return span
    middle = (around.start + around.end) // 2
    start = max(span.start, min(middle - _LONGEST // 2, span.end - _LONGEST))
    return Span(start, min(span.end, start + _LONGEST))
