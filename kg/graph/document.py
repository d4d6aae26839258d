"""The graph of one document, ready to be committed."""

from dataclasses import dataclass
from typing import Final

PIPELINE_VERSION: Final = "1"  # of text, extraction and mapping together; another one reloads


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """Sorted N-Quads of one document's named graph, with what the catalogue says of it."""

    key: str
    source_key: str
    digest: str
    path: str
    name: str
    graph: str  # IRI of the named graph
    nquads: bytes  # one line a quad, sorted, each ending in a newline
    rejected: tuple[str, ...] = ()  # frames that were dropped, each with its reason
    pipeline: str = PIPELINE_VERSION
