"""What the loaders of files with several documents share."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

from kg.errors import BadDocument
from kg.model import Document
from loaders import discover
from loaders._base import Member, Members, Source

_CHUNK = 1 << 16


def member(
    outer: Source, number: int, loader: str, content: bytes, *, name: str, **known: str | None
) -> Member:
    """Return a document inside `outer`; `name` tells it from the others in a collection."""
    collection = outer.collection and f"{outer.collection}#{name}"
    source = replace(
        outer, path=f"{outer.path}#{number}", content=content, collection=collection, **known
    )
    return Member(source, loader)


def read_members(
    members: Callable[[BinaryIO, Source, int], Members],
) -> Callable[[Source], Iterator[Document]]:
    """Return a `read` that gives every document of a file, each from its own loader.

    Raises: BadDocument for the first that cannot be read.
    """

    def read(source: Source) -> Iterator[Document]:
        for found in members(io.BytesIO(source.content), source, 0):
            if isinstance(found, BadDocument):
                raise found
            if found:
                yield from discover()[found.loader].read(found.source)

    return read


def bounded(stream: BinaryIO, limit: int, path: str) -> bytes:
    """Return the rest of a stream.

    Raises: BadDocument when it has more than `limit` bytes (0 = any number).
    """
    parts, size = [], 0
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if limit and size > limit:
            raise BadDocument(path, f"it has more than {limit:,} bytes (max_document_bytes)")
    return b"".join(parts)


def utc(text: str | None) -> str | None:
    """Return a moment in the one form in which the graph writes it, None for what is none."""
    try:
        moment = datetime.fromisoformat(text or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
