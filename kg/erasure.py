"""Erasing, as the one who asks for it sees it: done when nothing can be read of it any more."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.archive import Archive
from kg.iris import Namespace
from kg.search.keeper import see_forgotten
from kg.settings import Settings
from kg.store import checkpoints
from kg.writer import WriterClient

_PATIENCE_S: Final = 10.0
_LOOK_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Erased:
    """What went; `readers_left` while programs read an older state, `index_left` while it lags."""

    documents: list[str]
    readers_left: bool
    index_left: bool


def erase(reference: str, settings: Settings) -> Erased:
    """Erase the document with this key, IRI or path, and those that it took the place of.

    Raises: NotFound
    """
    root = Path(settings.store)
    with WriterClient.connect_or_start(settings) as writer:
        keys = writer.erase(reference, settings.log and str(Path(settings.log).absolute()))
        is_forgotten = see_forgotten(root, Namespace(settings.base_iri))
        deadline = time.monotonic() + _PATIENCE_S
        since = checkpoints.erased_since(root)
        while checkpoints.older(root, since) and time.monotonic() < deadline:
            time.sleep(_LOOK_S)
        return Erased(keys, bool(checkpoints.older(root, since)), not is_forgotten)


def admit(key: str, settings: Settings) -> bool:
    """Let an erased document be loaded again; return whether it was erased."""
    return Archive(settings.archive_path).admit(key)
