"""JSON Lines: every line is a document with a text and what is known about it."""

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
_FIELDS: Final = ("title", "url", "published", "publisher", "language")


def read(source: Source) -> Iterator[Document | BadDocument]:
    """Yield each line's document, or what is wrong with the line, and go on.

    A line's path is `path#number`, unless the source is a single line that says so already.
    """
    lines = source.content.split(b"\n")
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        raise BadDocument(source.path, "it is empty")
    for number, line in numbered:
        place = source if "#" in source.path else _at_line(source, number)
        try:
            document = _document(replace(place, content=line))
        except BadDocument as error:
            yield error
        else:
            yield document


def _at_line(source: Source, number: int) -> Source:
    collection = f"{source.collection}#{number}" if source.collection else None
    return replace(source, path=f"{source.path}#{number}", collection=collection)


def _document(source: Source) -> Document:
    line, charset = decode(source.content, source.path, source.charset)
    fields = _fields(line, source.path)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadDocument(source.path, "it has no text")
    said: Any = {n: fields[n] for n in _FIELDS if isinstance(fields.get(n), str)}
    declared_id = fields.get("id")
    return make_document(
        source,
        text,
        charset,
        DECODER,
        MEDIA_TYPE,
        declared_id=str(declared_id) if isinstance(declared_id, str | int) else None,
        **said,
    )


def _fields(line: str, path: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
        raise BadDocument(path, f"it is not JSON: {reason}") from error
    if not isinstance(fields, dict):
        raise BadDocument(path, "it is not a JSON object")
    return fields


LOADER = Loader((".jsonl", ".ndjson"), (MEDIA_TYPE, "application/x-ndjson"), read, to_quads, True)
