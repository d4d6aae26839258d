"""A document graph made of a text, with one event that the text names."""

import hashlib
from pathlib import Path

from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.iris import Namespace, h16
from kg.model import (
    Anchor,
    Document,
    EventFrame,
    Evidence,
    Extraction,
    Label,
    OffsetMap,
    Sourced,
    Span,
    Text,
)


def graph_of(text: str, path: Path | str = "-", *, source_key: str | None = None) -> DocumentGraph:
    """Return the graph of `text`; without a source key its bytes are its identity."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    key = source_key or digest
    document = Document(
        key=h16(key), source_key=key, digest=digest, content=content, path=str(path),
        name=Path(path).name, media_type="text/plain", text=text, charset="utf-8",
        decoder="text/1", title=text,
    )  # fmt: skip
    readable = Text(text, text, OffsetMap.identity(len(text)), (), (), (), "en")
    evidence = Evidence((Span(0, len(text)),), "test.whole", 1.0)
    event = EventFrame(
        Anchor(text, 1), Label(text, "en"), Sourced("Meeting", evidence),
        Sourced("held", evidence),
    )  # fmt: skip
    extraction = Extraction(title=Label(text, "en"), events=(event,))
    return document_quads(document, readable, extraction, Namespace())
