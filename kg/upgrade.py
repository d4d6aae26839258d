"""Another extractor, ontology or format: a second store is made beside the one in use.

What differs can be looked at before it takes over, and the former one stays until it is finished,
so that it can be taken back. Paths below the directory of the store: `planned` is a store of its
own, `oxigraph.before` the engine's files of the former one.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.archive import Archive
from kg.committing import MOST_TOGETHER, Committer
from kg.errors import NotFound, PreconditionFailed, StoreProblem
from kg.graph.document import DocumentGraph
from kg.guarded import Rejected, Task
from kg.history.differing import between
from kg.history.log import Log
from kg.identity.decisions import now
from kg.identity.decisions import read as read_decisions
from kg.iris import Namespace
from kg.load import LoadReport, Progress, loading
from kg.runs import Runs, text_of
from kg.settings import Settings
from kg.sources import Found
from kg.store import checkpoints
from kg.store.base import Change, Reader
from kg.store.embedded import FORMAT, EmbeddedStore, OxigraphReader, read_stamp, write_whole
from kg.store.rewriting import BEFORE, PLANNED, TAKEN, sync_folder
from kg.store.sorting import sorted_lines
from kg.terms import DCTERMS, EA, OWL
from kg.writer import WriterClient, reader
from kg.writing import alone

_STAMP: Final = "stamp.json"
_FORMER: Final = "former_format"  # in the stamp: of `oxigraph.before`, where it is another
_MOST_TRIES: Final = 5  # while others keep loading


def is_outdated(settings: Settings) -> bool:
    """Tell whether the store has a format that this program does not read.

    Raises: StoreProblem
    """
    return read_stamp(settings.directory)["format"] != FORMAT


def planned(settings: Settings) -> Settings:
    """Return the settings of the store beside; both have the same archive."""
    archive = str(settings.archive_path)
    return replace(settings, store=str(settings.directory / PLANNED), archive=archive)


def plan(settings: Settings, progress: Progress | None = None) -> LoadReport:
    """Read all documents anew from the archive, into a copy of the store.

    Raises: StoreProblem; NotFound in a store that holds no documents
    """
    if settings.dataset == "plain":
        raise NotFound("a plain dataset holds no documents that could be read anew")
    root = settings.directory
    with suppress(StoreProblem), WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint()  # a service of another version has published itself what will do
    pinned = checkpoints.pin_newest(root)
    if pinned is None:
        raise StoreProblem(f"the store in {root} has no checkpoint")
    try:
        _copy(pinned.path, root)
    finally:
        pinned.close()
    beside = planned(settings)
    with reader(beside) as store, loading(beside, progress=progress) as (_, load):
        digests = _digests(store, Namespace(settings.base_iri)).values()
        return load(_kept(Archive(settings.archive_path), digests))


def take(settings: Settings) -> LoadReport:
    """Let the store beside take over, with what was loaded and decided since it was made.

    Raises: NotFound, StoreProblem
    """
    root = settings.directory
    if not (root / PLANNED / "oxigraph").is_dir():
        raise NotFound(f"nothing is planned for {root}", "kg upgrade --plan")
    for _ in range(_MOST_TRIES):
        sequence, report = _follow(settings)
        with suppress(PreconditionFailed), WriterClient.connect_or_start(settings) as writer:
            writer.take(root / PLANNED, sequence, "upgrade")
            break
    else:
        raise StoreProblem("others keep loading; try again when they are done")
    shutil.rmtree(root / PLANNED)
    _stamp(root, {k: v for k, v in read_stamp(root).items() if k != _FORMER})
    with WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint()
    return report


def back(settings: Settings) -> LoadReport:
    """Let the former store take over again, with what was loaded and decided since.

    Raises: NotFound, StoreProblem
    """
    root = settings.directory
    if not (root / BEFORE).is_dir():
        raise NotFound(f"{root} has no former store")
    if read_stamp(root).get(_FORMER, FORMAT) != FORMAT:
        return _former_format(root)
    shutil.rmtree(root / PLANNED, ignore_errors=True)
    (root / PLANNED).mkdir()
    shutil.copyfile(root / _STAMP, root / PLANNED / _STAMP)
    (root / BEFORE).rename(root / PLANNED / "oxigraph")
    return take(settings)


def finish(settings: Settings) -> None:
    """Delete the former store, and what is planned."""
    for name in (BEFORE, PLANNED):
        shutil.rmtree(settings.directory / name, ignore_errors=True)


def renew(settings: Settings) -> int:
    """Bring a store of a former format to this one; return how many documents it holds.

    Their graphs stay as they are; view, identities and catalogue are made anew.
    Raises: StoreProblem
    """
    root = settings.directory
    stamp = read_stamp(root)
    with alone(root):
        shutil.rmtree(root / PLANNED, ignore_errors=True)
        namespace, is_managed = Namespace(settings.base_iri), stamp["dataset"] == "managed"
        former = ox.Store.read_only(str(root / "oxigraph"))
        count = _remade(former, namespace, settings) if is_managed else _recopied(former, root)
        if is_managed:
            _log(root, OxigraphReader(former, namespace), namespace)
        del former
        (root / PLANNED / "oxigraph").rename(root / TAKEN)
        shutil.rmtree(checkpoints.folder(root), ignore_errors=True)
        _stamp(root, stamp | {"format": FORMAT, _FORMER: stamp["format"]})
        shutil.rmtree(root / PLANNED)
    return count


def _former_format(root: Path) -> LoadReport:
    """Put files of a former format back, for the program that reads them."""
    stamp = read_stamp(root)
    with alone(root):
        _stamp(root, stamp | {"format": stamp[_FORMER], _FORMER: FORMAT})
        shutil.rmtree(root / "oxigraph", ignore_errors=True)
        (root / BEFORE).rename(root / "oxigraph")
        shutil.rmtree(checkpoints.folder(root), ignore_errors=True)
        sync_folder(root)
    return LoadReport()


def _stamp(root: Path, values: Mapping[str, object]) -> None:
    write_whole(root / _STAMP, json.dumps(values, indent=2) + "\n")
    sync_folder(root)


def _log(root: Path, former: Reader, namespace: Namespace) -> None:
    """Write down what the new view says differently, if there is a log already."""
    log = Log(root, namespace.base, Runs(former, namespace).last_sequence())
    if log.last:
        with EmbeddedStore.open(root / PLANNED, namespace) as made:
            number = Runs(made, namespace).last_sequence()
            changes = between(former, made, NamedNode(namespace.view))
            log.append(number, "upgrade", (), changes)
    log.close()


def _copy(source: Path, root: Path) -> None:
    """Make the store beside from a checkpoint; linked files are never changed."""
    target = root / PLANNED
    shutil.rmtree(target, ignore_errors=True)

    def link(file: str, to: str) -> None:
        (os.link if file.endswith(".sst") else shutil.copyfile)(file, to)

    shutil.copytree(source, target / "oxigraph", copy_function=link)
    shutil.copyfile(root / _STAMP, target / _STAMP)


def _follow(settings: Settings) -> tuple[int, LoadReport]:
    """Bring the store beside to what was loaded and decided; return up to which commit."""
    beside, namespace = planned(settings), Namespace(settings.base_iri)
    with WriterClient.connect_or_start(settings) as writer:
        sequence = writer.checkpoint()
    with reader(settings) as live, reader(beside) as other:
        here, there = _digests(live, namespace), _digests(other, namespace)
        mine, theirs = read_decisions(live, namespace), read_decisions(other, namespace)
    with loading(beside) as (_, load), WriterClient.connect_or_start(beside) as writer:
        new = [digest for key, digest in here.items() if there.get(key) != digest]
        report = load(_kept(Archive(settings.archive_path), new))
        for key in there.keys() - here.keys():
            with suppress(NotFound):  # what came in its place has superseded it
                writer.remove(key)
        kept, known = {each.key for each in mine}, {each.key for each in theirs}
        if kept != known:
            added = [each for each in mine if each.key not in known]
            writer.decide(added, sorted(known - kept))
    return sequence, report


def _kept(archive: Archive, digests: Iterable[str]) -> Iterator[Found | Rejected]:
    for digest in digests:
        try:
            yield Found(Task.kept(archive, digest), digest)
        except (NotFound, StoreProblem) as error:
            yield Rejected(digest, str(error))


def _digests(store: Reader, namespace: Namespace) -> dict[str, str]:
    """Return the digests of the active documents by their keys."""
    catalog, prefix = NamedNode(namespace.catalog), namespace.document_graph("")
    return {
        quad.subject.value.removeprefix(prefix): quad.object.value
        for quad in store.quads(None, EA.contentDigest, None, catalog)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }


def _recopied(former: ox.Store, root: Path) -> int:
    """Copy a store that holds nothing but its users' data."""
    made = ox.Store(str(root / PLANNED / "oxigraph"))
    made.bulk_extend(former.quads_for_pattern(None, None, None, None))
    made.flush()
    return 0


def _remade(former: ox.Store, namespace: Namespace, settings: Settings) -> int:
    """Make the store beside from document graphs, runs, decisions, and where old IRIs lead."""
    root = settings.directory / PLANNED
    store = EmbeddedStore.open(root, namespace)
    store.apply(Change(insert=list(_lasting(former, namespace))))
    store.flush()
    store.close()
    committer = Committer(root, settings.archive_path, namespace, managed=True)
    old = OxigraphReader(former, namespace)
    digests = _digests(old, namespace)
    waiting = iter(digests.items())
    while some := list(islice(waiting, MOST_TOGETHER)):
        graphs = [_graph(old, namespace, key, digest) for key, digest in some]
        for outcome in committer.add(graphs, now()):
            if outcome.kind == "rejected":
                raise StoreProblem(f"a document cannot be taken over: {outcome.reason}")
    committer.close()
    return len(digests)


def _lasting(former: ox.Store, namespace: Namespace) -> Iterator[Quad]:
    """Yield what does not follow from the documents."""
    for name in (namespace.runs, namespace.decisions):
        yield from former.quads_for_pattern(None, None, None, NamedNode(name))
    for predicate in (DCTERMS.isReplacedBy, OWL.deprecated):
        yield from former.quads_for_pattern(None, predicate, None, NamedNode(namespace.identity))
    own = namespace.graph("")
    for graph in former.named_graphs():
        if isinstance(graph, NamedNode) and not graph.value.startswith(own):  # a user's
            yield from former.quads_for_pattern(None, None, None, graph)


def _graph(store: Reader, namespace: Namespace, key: str, digest: str) -> DocumentGraph:
    graph = NamedNode(namespace.document_graph(key))
    catalog = NamedNode(namespace.catalog)
    said = {
        predicate: [text_of(quad.object) for quad in store.quads(graph, predicate, None, catalog)]
        for predicate in (EA.pipelineVersion, EA.rejectedFrames)
    }
    return DocumentGraph(
        key=key,
        source_key=key,  # which counts when a graph is made, not any more
        digest=digest,
        path="-",
        name="",
        graph=graph.value,
        nquads=b"".join(sorted_lines(store.quads(graph=graph))),
        rejected=("",) * int(said[EA.rejectedFrames][0]),
        pipeline=said[EA.pipelineVersion][0],
    )
