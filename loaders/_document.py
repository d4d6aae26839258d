"""What every loader needs to turn the bytes of a source into a document."""

import hashlib
import re
from datetime import date
from pathlib import PurePath
from typing import Final, TypedDict, Unpack
from urllib.parse import urlsplit

from kg.iris import h16
from kg.model import Block, Document
from loaders._base import Source

_ISO_DATE = re.compile(r"\s*(\d{4})-?(\d{1,2})-?(\d{1,2})(?!\d)")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_LONGEST_FIELD: Final = 2_000


class Declared(TypedDict, total=False):
    """What a source says about a document beside its text; empty strings count as not said."""

    title: str | None
    url: str | None
    published: str | None
    publisher: str | None
    language: str | None
    blocks: tuple[Block, ...]
    cells: tuple[tuple[int, str], ...]


def make_document(
    source: Source,
    text: str,
    charset: str,
    decoder: str,
    media_type: str,
    *,
    declared_id: str | None = None,
    **declared: Unpack[Declared],
) -> Document:
    """Return the document, keyed by collection, declared id, URL or digest, whichever is first."""
    digest = hashlib.sha256(source.content).hexdigest()
    url = web_address(source.url) or web_address(declared.get("url"))
    key = source.collection or declared_id or url or digest
    return Document(
        key=h16(key),
        source_key=key,
        digest=digest,
        content=source.content,
        path=source.path,
        name=PurePath(source.path).name,
        media_type=media_type,
        text=text,
        charset=charset,
        decoder=decoder,
        title=_line(declared.get("title")),
        url=url,
        published=iso_date(declared.get("published")),
        publisher=_line(declared.get("publisher")),
        language=_line(declared.get("language")),
        blocks=declared.get("blocks", ()),
        fetched=source.fetched,
        cells=declared.get("cells", ()),
    )


def web_address(text: str | None) -> str | None:
    """Return an http(s) address without its fragment, None for anything else."""
    if not text or len(text) > _LONGEST_FIELD or _NOT_IN_IRI.search(text.strip()):
        return None
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    whole = parts.scheme in {"http", "https"} and parts.hostname
    return parts._replace(fragment="").geturl() if whole else None


def iso_date(text: str | None) -> str | None:
    """Return the date that a declared date or time begins with, None if it is not in ISO form."""
    match = _ISO_DATE.match(text or "")
    if not match:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split())[:_LONGEST_FIELD] or None
