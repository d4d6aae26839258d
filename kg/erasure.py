"""Erasing, as the one who asks for it sees it: done when nothing can be read of it any more."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.archive import Archive
from kg.errors import BadDocument, NotFound, StoreProblem
from kg.graph.document import DocumentGraph
from kg.guarded import Preparers, Rejected, Task
from kg.indexing import see_forgotten
from kg.iris import Namespace, h16
from kg.masks import Mask, Masks
from kg.query.canonical import canonical
from kg.runs import text_of
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.base import Reader
from kg.terms import EA, OA, SKOS
from kg.writer import WriterClient, reader

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
    with WriterClient.connect_or_start(settings) as writer:
        keys = writer.erase(reference, _log(settings))
        return _seen(keys, settings)


def erase_person(iri: str, settings: Settings) -> Erased:
    """Strike the names of a person out of all documents, now and whenever they are loaded again.

    Raises: NotFound; StoreProblem for a document from which they cannot be struck
    """
    namespace, archive = Namespace(settings.base_iri), Archive(settings.archive_path)
    with WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint()
        with reader(settings) as store:
            members, names = _person(store, namespace, iri)
            active = _digests(store, namespace)
        masks = Masks(settings.archive_path)
        masks.add([Mask.of(names, members)])
        named = {d for d in archive.digests() if _names_anybody(archive, d, masks.all())}
        with Preparers(settings) as preparers:
            started = datetime.now(UTC).isoformat(timespec="milliseconds")
            tasks = [Task.kept(archive, digest) for digest in sorted(named & active.keys())]
            for ready in preparers.run(tasks):
                results = [result for _, found in ready for result in found]
                for rejected in (r for r in results if isinstance(r, Rejected)):
                    raise StoreProblem(f"{rejected.path}: {rejected.reason}; erase it as a whole")
                graphs = [r for r in results if isinstance(r, DocumentGraph)]
                writer.commit(graphs, started).result()
        keys = sorted({key for digest in named & active.keys() for key in active[digest]})
        hashes = sorted({h16(digest) for digest in named})
        writer.purge(keys, hashes, members, _log(settings))
        return _seen(keys, settings)


def _person(store: Reader, namespace: Namespace, iri: str) -> tuple[list[str], set[str]]:
    """Return all IRIs of a person, and all names that the documents have for them.

    Raises: NotFound
    """
    one = canonical(store, namespace, NamedNode(iri))
    same = store.quads(None, EA.canonical, one, NamedNode(namespace.identity))
    members = sorted({one.value, iri, *(text_of(quad.subject) for quad in same)})
    names: set[str] = set()
    for member in map(NamedNode, members):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            names |= {text_of(quad.object) for quad in store.quads(member, predicate)}
        for mention in store.quads(None, EA.refersTo, member):
            if isinstance(mention.subject, NamedNode):
                names |= {text_of(quad.object) for quad in store.quads(mention.subject, OA.exact)}
    if not names or (namespace.split(one.value) or ("",))[0] != "person":
        raise NotFound(f"no document names a person {iri}")
    return members, names


def _digests(store: Reader, namespace: Namespace) -> dict[str, list[str]]:
    """Return the keys of the active documents by the digests of their bytes."""
    catalog, prefix = NamedNode(namespace.catalog), namespace.document_graph("")
    found: dict[str, list[str]] = {}
    for quad in store.quads(None, EA.contentDigest, None, catalog):
        key = text_of(quad.subject).removeprefix(prefix)
        found.setdefault(text_of(quad.object), []).append(key)
    return found


def _names_anybody(archive: Archive, digest: str, masks: Sequence[Mask]) -> bool:
    try:
        document = archive.document(digest)
    except (NotFound, StoreProblem, BadDocument):
        return False
    said = f"{document.text}\n{document.title or ''}\n{document.publisher or ''}"
    return any(mask.found(said) for mask in masks)


def _log(settings: Settings) -> str:
    return settings.log and str(Path(settings.log).absolute())


def _seen(keys: list[str], settings: Settings) -> Erased:
    """Wait until nothing can be read of what went."""
    root = settings.root
    is_forgotten = see_forgotten(settings)
    deadline = time.monotonic() + _PATIENCE_S
    since = checkpoints.erased_since(root)
    while checkpoints.older(root, since) and time.monotonic() < deadline:
        time.sleep(_LOOK_S)
    return Erased(keys, bool(checkpoints.older(root, since)), not is_forgotten)


def admit(key: str, settings: Settings) -> bool:
    """Let an erased document be loaded again; return whether it was erased."""
    return Archive(settings.archive_path).admit(key)
