"""One article, from readable text to everything that was read out of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from kg.extract.agreements import Deal, find_deals, one_each
from kg.extract.agreements_parties import countries_before, places_together
from kg.extract.assembly import Assembly
from kg.extract.dates import find_dates, published_date
from kg.extract.dates_issue import issue_day
from kg.extract.drafts import Draft
from kg.extract.events import candidates, types_in
from kg.extract.events_entries import with_entries
from kg.extract.events_unnamed import with_unnamed
from kg.extract.geography import Geography
from kg.extract.mentions import find_mentions
from kg.extract.names import Mentions
from kg.extract.names_en_beside import with_beside
from kg.extract.names_en_listed import with_listed
from kg.extract.notices import with_notices
from kg.extract.resolve import resolve, told
from kg.extract.resolve_around import complete
from kg.extract.resolve_lines import own_lines
from kg.extract.resolve_places import along_the_way, over_video
from kg.extract.roles import parts_of, with_signers
from kg.extract.roles_headline import with_headline
from kg.extract.roles_settled import all_of_them, two_sides
from kg.extract.roles_unsaid import unsaid
from kg.extract.scene import Line, lines
from kg.extract.topics import topics_of
from kg.extract.venues import FACILITY, with_venues
from kg.model import (
    AgreementFrame,
    Document,
    EntityRef,
    EventFrame,
    Extraction,
    Label,
    LinkedMention,
    MintedEntity,
    Sourced,
    Text,
)  # fmt: skip

_TWO: Final = 2


def extract_article(document: Document, text: Text) -> Extraction:
    """Read dates, mentions, events and agreements; a function of the document alone."""
    published = published_date(text, document.published)
    day = (published.value.start if published else None) or issue_day(text)
    key = document.source_key
    mentions = with_listed(text, find_mentions(text, key), key)
    mentions = with_venues(text, with_beside(text, mentions, key))
    scene = lines(text, mentions, find_dates(text, published=day))
    drafts = _drafts(scene, day)
    made = _made(drafts, scene, Geography(mentions.minted))
    title = _title(document, text)
    assembly = Assembly(text, mentions, title)
    agreed = [(d, assembly.anchor("agreement", d.home.line)) for d in made]
    events = tuple(
        assembly.event(
            draft,
            assembly.anchor("event", draft.home.line),
            [(deal, anchor) for deal, anchor in agreed if deal.event is draft],
        )
        for draft in drafts
    )
    agreements = tuple(assembly.agreement(deal, anchor) for deal, anchor in agreed)
    used = _used_places(events, agreements)
    linked = tuple(_linked(text, mentions, used))
    return Extraction(
        title=title,
        published=published,
        publisher=_publisher(text, mentions),
        publisher_name=document.publisher,
        mentions=linked,
        minted=_distinct((*_met(mentions.minted, linked, used), *assembly.minted)),
        events=events,
        agreements=agreements,
        topics=topics_of(text, (m.span for m in mentions.of("agency"))),
    )


def _drafts(scene: Sequence[Line], day: str | None) -> list[Draft]:
    """Return the events of a document with the sentences that tell of each."""
    headline = [kind for line in scene if line.title for kind in types_in(line)]
    announced = with_entries(with_unnamed(candidates(scene), scene), scene)
    drafts = resolve(with_notices(announced, scene), scene, headline, day)
    complete(drafts, scene)
    own_lines(drafts, scene)
    over_video(drafts)
    along_the_way(drafts)
    return [draft for draft in drafts if told(draft)]


def _made(drafts: Sequence[Draft], scene: Sequence[Line], geography: Geography) -> list[Deal]:
    """Return the agreements, and give the events their roles: each needs the other."""
    main = next((draft for draft in drafts if draft.main), None)
    if main:
        main.parts = parts_of(main, geography)
        main.parts = with_headline(main, scene)
    for draft in drafts:
        if draft is not main:
            draft.parts = parts_of(draft, geography, two_sides(main))
    owners = {stretch.line.number: draft for draft in drafts for stretch in draft.stretches}
    deals = find_deals(scene)
    for deal in deals:
        deal.event = owners.get(deal.home.line.number, main)
    made = one_each(deals, partial(_meant, geography=geography, scene=scene))
    for draft in drafts:
        own = [deal for deal in made if deal.event is draft]
        draft.parts = with_signers(draft, own, geography)
        draft.parts += unsaid(draft)
    return made


def _meant(deal: Deal, geography: Geography, scene: Sequence[Line]) -> tuple[EntityRef, ...]:
    """Return the two sides of the event of an agreement: bodies, or countries if it says so."""
    if everyone := all_of_them(deal.home, deal.event):
        return everyone
    sides = two_sides(deal.event)
    if not deal.national:
        return sides or places_together(deal.event.stretches if deal.event else [])
    countries = {key: None for ref in sides if (key := geography.country(ref))}
    headline = {r: None for line in scene if line.title for i in line.of("P") for r in i.refs}
    if len(countries) < _TWO and len(headline) == _TWO:
        return tuple(headline)
    if len(countries) < _TWO and (told := countries_before(deal.home.line, scene)):
        return told
    return tuple(EntityRef("place", key) for key in countries)


def _title(document: Document, text: Text) -> Label | None:
    for block in text.blocks:
        if block.kind == "title":
            words = " ".join(block.span.of(text.clean).split())
            return Label(words, block.language)
    return Label(document.title, text.language) if document.title else None


def _publisher(text: Text, mentions: Mentions) -> Sourced[EntityRef] | None:
    for mention in mentions.byline:
        evidence = text.evidence(mention.span, rule="publisher.byline", confidence=0.8)
        return Sourced(mention.entity, evidence)
    return None


def _used_places(
    events: Iterable[EventFrame], agreements: Iterable[AgreementFrame]
) -> set[EntityRef]:
    places = {place.value for event in events for place in event.places}
    return places | {party.value for agreement in agreements for party in agreement.parties}


def _met(
    minted: Sequence[MintedEntity], linked: Iterable[LinkedMention], used: set[EntityRef]
) -> Iterator[MintedEntity]:
    """Yield what the document introduces, without places where nothing is."""
    named = used | {mention.entity for mention in linked}
    named |= {entity.parent for entity in minted if entity.parent and entity.ref in named}
    for entity in minted:
        wanted = used if entity.kind == FACILITY else named
        if entity.ref.kind != "place" or entity.ref in wanted:
            yield entity


def _linked(text: Text, mentions: Mentions, used: set[EntityRef]) -> Iterator[LinkedMention]:
    """Yield the mentions; a place that is neither where something is nor used names nothing."""
    for mention in mentions.mentions:
        if mention.entity.kind == "place" and not (mention.locative or mention.entity in used):
            continue
        raw = text.offsets.raw(mention.span)
        yield LinkedMention(raw, mention.entity, mention.surface, mention.confidence)
    for person in mentions.people:
        raw = text.offsets.raw(person.span)
        yield LinkedMention(raw, person.entity, person.surface, person.confidence)
    yield from _through_ministers(text, mentions)


def _through_ministers(text: Text, mentions: Mentions) -> Iterator[LinkedMention]:
    """Yield the ministries that are named by the title of their minister alone."""
    named = {mention.entity for mention in mentions.mentions}
    held = [(o.affiliation, o.span, p.confidence) for p in mentions.people for o in p.offices]
    held += [
        (r.entities[0], r.span, r.confidence)
        for r in mentions.references
        if r.kind == "office" or (r.kind in ("our-body", "anaphor") and len(r.entities) == 1)
    ]
    for body, span, confidence in held:
        if body is not None and body not in named:
            named.add(body)
            raw = text.offsets.raw(span)
            yield LinkedMention(raw, body, span.of(text.clean), confidence)


def _distinct(minted: Sequence[MintedEntity]) -> tuple[MintedEntity, ...]:
    return tuple({entity.ref: entity for entity in reversed(minted)}.values())[::-1]
