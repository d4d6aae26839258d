"""A small document of our own with everything a graph can hold, and how its parts are built."""

import hashlib
from dataclasses import replace

from kg.iris import h16, identity_key
from kg.model import (
    AgreementFrame,
    Anchor,
    Attendee,
    Document,
    EntityRef,
    EventFrame,
    Evidence,
    Extraction,
    FrameworkUse,
    Label,
    LinkedMention,
    MintedEntity,
    OffsetMap,
    PartialDate,
    Participant,
    Sourced,
    Span,
    Text,
)

WORDS = (
    "Heron Coast office and UNEP renew their memorandum\n"
    "On 3 April 2024 Director Mira Solen of the Heron Coast Environment Office received a UNEP "
    "delegation in Nairobi. They renewed the Memorandum on Clean Lagoons, which serves the "
    "Kunming-Montreal Global Biodiversity Framework. The eighth lagoon dialogue follows in May.\n"
    "© Heron Coast 2024\n"
)
UNEP = EntityRef("agency", "unep")
KMGBF = EntityRef("framework", "kmgbf")
NAIROBI = EntityRef("place", "ke-nairobi")


def minted(which: str, name: str, slot: str, **more: object) -> MintedEntity:
    full_key = identity_key(which, name, slot)
    ref = EntityRef(which, f"x-{h16(full_key)}")  # type: ignore[arg-type]
    return MintedEntity(ref, full_key, (Label(name, "en"),), **more)  # type: ignore[arg-type]


HERON = minted("agency", "Heron Coast Environment Office", "ke", kind="subnational-department")
DIALOGUE = minted("series", "Lagoon Dialogue", "heron")


def person(name: str, source_key: str) -> MintedEntity:
    full_key = identity_key("person", source_key, name)
    slug = name.lower().replace(" ", "-")
    ref = EntityRef("person", f"{slug}-{h16(full_key)[:8]}")
    return MintedEntity(ref, full_key, (Label(name, "en"),))


def a_document(
    words: str = WORDS, source_key: str | None = None, name: str = "heron.txt"
) -> Document:
    content = words.encode()
    digest = hashlib.sha256(content).hexdigest()
    source_key = source_key or digest
    return Document(
        key=h16(source_key),
        source_key=source_key,
        digest=digest,
        content=content,
        path=f"news/{name}",
        name=name,
        media_type="text/plain",
        text=words,
        charset="utf-8",
        decoder="text/1",
        url="https://news.example/heron coast?id=7",
        publisher="Heron Coast Gazette",
    )


def readable(words: str) -> Text:
    """Text that needed no repair."""
    return Text(words, words, OffsetMap.identity(len(words)), (), (), (), "en")


def seen(words: str, phrase: str, confidence: float = 0.9) -> Evidence:
    start = words.index(phrase)
    return Evidence((Span(start, start + len(phrase)),), "example.rule", confidence)


def day(iso: str) -> PartialDate:
    return PartialDate(iso, iso, iso, iso, iso, "day", "explicit")


def an_extraction(words: str = WORDS, source_key: str | None = None) -> Extraction:
    """What a reader gets out of WORDS: a meeting, a planned round, a memorandum, four bodies."""
    mira = person("Mira Solen", source_key or a_document(words).source_key)
    meeting = Anchor("on 3 april 2024 director mira solen received a unep delegation", 1)
    memorandum = Anchor("they renewed the memorandum on clean lagoons", 1)
    talk = seen(words, "received a UNEP delegation", 0.95)
    deed = seen(words, "They renewed the Memorandum on Clean Lagoons")
    follow = seen(words, "The eighth lagoon dialogue follows in May", 0.6)
    may = PartialDate("2024-05", "2024-05-01", "2024-05-31", "2024-05-01", "2024-05-31",
                      "month", "year-inferred")  # fmt: skip
    return Extraction(
        title=Label("Heron Coast office and UNEP renew their memorandum", "en"),
        published=Sourced(day("2024-04-04"), deed),
        mentions=tuple(
            LinkedMention(seen(words, phrase).spans[0], ref, phrase)
            for phrase, ref in (
                ("Heron Coast Environment Office", HERON.ref),
                ("UNEP", UNEP),
                ("Kunming-Montreal Global Biodiversity Framework", KMGBF),
                ("Nairobi", NAIROBI),
                ("Mira Solen", mira.ref),
                ("lagoon dialogue", DIALOGUE.ref),
            )
        ),
        minted=(HERON, DIALOGUE, mira),
        events=(
            EventFrame(
                anchor=meeting,
                title=Label("Heron Coast Environment Office meets UNEP", "en"),
                type=Sourced("Meeting", talk),
                factuality=Sourced("held", talk),
                date=Sourced(day("2024-04-03"), seen(words, "On 3 April 2024")),
                places=(Sourced(NAIROBI, talk),),
                participants=(
                    Sourced(Participant(HERON.ref, "host"), talk),
                    Sourced(Participant(UNEP, "visitor"), talk),
                ),
                people=(Sourced(Attendee(mira.ref, Label("Director", "en"), HERON.ref), talk),),
                frameworks=(Sourced(FrameworkUse(KMGBF, "implements"), deed),),
                agreements=(Sourced(memorandum, deed),),
            ),
            EventFrame(
                anchor=Anchor("the eighth lagoon dialogue follows in may", 1),
                title=Label("Eighth lagoon dialogue", "en"),
                type=Sourced("Forum", follow),
                factuality=Sourced("planned", follow),
                date=Sourced(may, follow),
                series=Sourced(DIALOGUE.ref, follow),
                number=Sourced(8, follow),
                under=(Sourced(memorandum, follow),),
            ),
        ),
        agreements=(
            AgreementFrame(
                anchor=memorandum,
                title=Label("Memorandum on Clean Lagoons", "en"),
                type=Sourced("memorandum", deed),
                status=Sourced("renewed", deed),
                parties=(Sourced(HERON.ref, deed), Sourced(UNEP, deed)),
                date=Sourced(day("2024-04-03"), deed),
                frameworks=(Sourced(FrameworkUse(KMGBF), deed),),
            ),
        ),
        topics=(),
    )


def with_event(extraction: Extraction, index: int, **changes: object) -> Extraction:
    """Return the extraction with one of its events changed."""
    events = list(extraction.events)
    events[index] = replace(events[index], **changes)  # type: ignore[arg-type]
    return replace(extraction, events=tuple(events))
