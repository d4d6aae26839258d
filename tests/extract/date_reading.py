"""Short ways to read the dates of a phrase, published on Wednesday 19 June 2024 unless said."""

from kg.extract.dates import TimeMention, find_dates
from kg.model import OffsetMap, Text

PUBLISHED = "2024-06-19"


def text(clean: str, language: str = "en") -> Text:
    return Text(clean, clean, OffsetMap.identity(len(clean)), (), (), (), language)


def mentions(
    clean: str, published: str | None = PUBLISHED, language: str = "en"
) -> tuple[TimeMention, ...]:
    return find_dates(text(clean, language), published=published)


def edtf(clean: str, published: str | None = PUBLISHED, language: str = "en") -> list[str]:
    return [mention.date.edtf for mention in mentions(clean, published, language)]
