"""Short ways to read an article and to speak of what was read: names instead of keys."""

from collections.abc import Iterable

from kg.authority import authority
from kg.extract.article import extract_article
from kg.model import AgreementFrame, EntityRef, EventFrame, Extraction, Sourced, Text
from kg.text.clean import clean_text
from loaders._base import Source
from loaders.text import read as read_text

PUBLISHED = "2024-06-19"


class Reading:
    """An extraction whose entities answer to their English names, or to their words."""

    def __init__(self, extraction: Extraction, text: Text) -> None:
        self.extraction, self.text = extraction, text
        self._minted = {m.ref: m.labels[0].text for m in extraction.minted}

    def name(self, ref: EntityRef) -> str:
        entry = authority().get(ref.kind, ref.key)
        return entry.labels[0].text if entry else self._minted[ref]

    def names(self, facts: Iterable[Sourced[EntityRef]]) -> list[str]:
        return [self.name(fact.value) for fact in facts]

    @property
    def events(self) -> list[EventFrame]:
        return [e for e in self.extraction.events if e.factuality.value != "background"]

    @property
    def event(self) -> EventFrame:
        return self.extraction.events[0]

    @property
    def kinds(self) -> list[tuple[str, str, str | None]]:
        """Type, factuality and date of every event that is more than background."""
        return [(e.type.value, e.factuality.value, date_of(e)) for e in self.events]

    @property
    def roles(self) -> dict[str, str]:
        return {self.name(p.value.agency): p.value.role for p in self.event.participants}

    @property
    def places(self) -> list[str]:
        return self.names(self.event.places)

    @property
    def deals(self) -> list[tuple[str, str, list[str]]]:
        """Type, status and parties of every agreement."""
        return [
            (a.type.value, a.status.value, sorted(self.names(a.parties)))
            for a in self.extraction.agreements
        ]

    @property
    def deal(self) -> AgreementFrame:
        return self.extraction.agreements[0]


def date_of(frame: EventFrame | AgreementFrame) -> str | None:
    return frame.date.value.edtf if frame.date else None


def read(article: str, published: str | None = PUBLISHED) -> Reading:
    """Read an article; its first line is the headline."""
    line = f"{published}  News\n\n" if published else ""
    headline, _, body = article.partition("\n")
    return read_bytes(f"{headline}\n\n{line}{body}".encode(), "article.txt")


def read_bytes(content: bytes, path: str) -> Reading:
    document = next(iter(read_text(Source(content=content, path=path))))
    text = clean_text(document)
    return Reading(extract_article(document, text), text)
