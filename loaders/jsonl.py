"""JSON Lines, packed or not: every line is a document, with a text and what is known about it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from kg.errors import BadDocument
from kg.model import Document
from kg.text.decode import decode
from loaders._article import to_quads
from loaders._base import Loader, Source
from loaders._document import make_document

DECODER: Final = "jsonl/1"
MEDIA_TYPE: Final = "application/jsonl"
_SUFFIXES: Final = (
    ".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst",
)  # fmt: skip
_FIELDS: Final = ("title", "url", "published", "publisher", "language")


def read(source: Source) -> Iterator[Document]:
    """Yield the document of one line; its path is `path#number`."""
    line, charset = decode(source.content, source.path, source.charset)
    fields = _fields(line, source.path)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadDocument(source.path, "it has no text")
    declared_id = fields.get("id")
    declared_id = str(declared_id) if isinstance(declared_id, str | int) else None
    said: Any = {n: fields[n] for n in _FIELDS if isinstance(fields.get(n), str)}
    place = _in_collection(source, declared_id)
    yield make_document(place, text, charset, DECODER, MEDIA_TYPE, declared_id=declared_id, **said)


def _in_collection(source: Source, declared_id: str | None) -> Source:
    """Tell the lines of a collection's file apart, by declared id or else by number."""
    if not source.collection:
        return source
    member = declared_id or source.path.rpartition("#")[2]
    return replace(source, collection=f"{source.collection.partition('#')[0]}#{member}")


def _fields(line: str, path: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
        raise BadDocument(path, f"it is not JSON: {reason}") from error
    if not isinstance(fields, dict):
        raise BadDocument(path, "it is not a JSON object")
    return fields


LOADER = Loader(_SUFFIXES, (MEDIA_TYPE, "application/x-ndjson"), read, to_quads, True)
