"""The graph of one document, ready to be committed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Final

from kg.authority import authority
from kg.iris import h8
from kg.model import DEFAULT_POLICY, Policy
from kg.terms import ONTOLOGY

_ADDED: Final = "+"
_CODE_VERSION: Final = 1  # of text, extraction and mapping together
_DATA: Final = (".csv", ".ini", ".ttl", ".txt")


def _data_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _data_files(entry)
        elif entry.name.endswith(_DATA):
            yield entry


def _data_digest() -> str:
    digest = hashlib.sha256()
    for file in _data_files(ONTOLOGY):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return h8(digest.hexdigest())


# Another version reads a document anew when it is loaded: other code, or other curated data.
PIPELINE_VERSION: Final = f"{_CODE_VERSION}-{_data_digest()}"


def pipeline(policy: Policy = DEFAULT_POLICY) -> str:
    """Return the version for documents that are read in this way.

    What people added to the authority data is its end: see `without_additions`.
    """
    way = PIPELINE_VERSION if policy == DEFAULT_POLICY else f"{PIPELINE_VERSION}-{h8(repr(policy))}"
    added = authority().edition
    return f"{way}{_ADDED}{added}" if added else way


def without_additions(version: str) -> str:
    """Return what two versions have in common that differ in added names alone.

    A name that is added changes the documents that contain it, and these are read anew when it is
    added (kg.relinking); that it was added is no reason to read any other one again.
    """
    return version.partition(_ADDED)[0]


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
    fetched: str | None = None  # when the bytes were got from the web: ISO 8601, UTC
    pipeline: str = PIPELINE_VERSION
    again: bool = False  # to be put in even if the same is there already
