"""Documents into parts: files of N-Quads with a manifest each, made apart from any store.

One function makes a part of a few files; whoever calls it, one machine or a cluster, gets the same
bytes. A part is there once its manifest is, which is written last; so a run that was broken off is
gone on with, and parts are read by their manifests alone.

Shape:  <folder>/output.json           what all parts were made with
        <folder>/archive               the documents' bytes
        <folder>/parts/<name>.nq.gz    lines, document after document
        <folder>/parts/<name>.json     its manifest
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from kg.errors import StoreProblem
from kg.graph.document import PIPELINE_VERSION, DocumentGraph
from kg.guarded import Preparers, Rejected
from kg.iris import h8
from kg.messages import pack_graphs, stream_graphs
from kg.settings import Settings
from kg.sources import File, Found, Limits, files, holds_several, within
from kg.store.embedded import write_whole

FILES_TOGETHER: Final = 200  # in one part
_FORMAT: Final = 2
_LEVEL: Final = 6  # of gzip
_CHUNK: Final = 1 << 20

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Partition:
    """Files to make one part of; its name follows from them."""

    number: int
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        named = "".join(f"{file.path}\0{file.member}\0" for file in self.files)
        return f"{self.number:06}-{h8(named)}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What the manifests say."""

    parts: int = 0
    documents: int = 0
    quads: int = 0
    rejected: int = 0

    def summary(self) -> str:
        return (
            f"{self.parts} parts: {self.documents} documents, {self.quads:,} quads, "
            f"{self.rejected} rejected"
        )

    def and_of(self, manifest: Manifest) -> "Totals":
        return Totals(
            self.parts + 1,
            self.documents + len(manifest["documents"]),
            self.quads + manifest["quads"],
            self.rejected + len(manifest["rejected"]),
        )


def partitions(paths: Iterable[str], together: int = FILES_TOGETHER) -> list[Partition]:
    """Divide the files below paths, in a fixed order; a file of several documents is a part alone.

    Raises: StoreProblem for a path with nothing below it
    """
    divided = enumerate(_divided(_all(paths), together))
    return [Partition(number, files) for number, files in divided]


def _all(paths: Iterable[str]) -> Iterator[File]:
    for path in paths:
        for file in files(path):
            if isinstance(file, Rejected):
                raise StoreProblem(f"{file.path}: {file.reason}")
            yield file


def _divided(found: Iterable[File], together: int) -> Iterator[tuple[File, ...]]:
    some: list[File] = []
    for file in found:
        if holds_several(file):
            yield (file,)
            continue
        some.append(file)
        if len(some) == together:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def begin(
    folder: Path, settings: Settings, collection: str | None = None, mapping: Path | None = None
) -> Settings:
    """Make a folder for parts, or go on with one; return the settings by which they are made.

    Raises: StoreProblem when its parts were made by another version or for another base
    """
    made_with = {
        "format": _FORMAT,
        "pipeline": PIPELINE_VERSION,
        "base_iri": settings.base_iri,
        "collection": collection,
        "mapping": hashlib.sha256(mapping.read_bytes()).hexdigest() if mapping else None,
    }
    path = folder / "output.json"
    if not path.exists():
        write_whole(path, json.dumps(made_with, indent=2) + "\n")
    elif (found := json.loads(path.read_text(encoding="utf-8"))) != made_with:
        differing = ", ".join(name for name in made_with if found.get(name) != made_with[name])
        raise StoreProblem(f"the parts in {folder} were made with another {differing}")
    return replace(settings, archive=str(folder / "archive"))


def make_part(partition: Partition, folder: Path, preparers: Preparers, limits: Limits) -> Manifest:
    """Return the manifest of a part, which is made if it is not there."""
    done = folder / "parts" / f"{partition.name}.json"
    if done.exists():
        return _manifest(done)
    done.parent.mkdir(parents=True, exist_ok=True)
    mark = uuid4().hex  # for someone else may write it, too
    partial = done.with_name(f"{partition.name}.nq.gz.{mark}.partial")
    try:
        with partial.open("wb") as file:
            manifest = _written(file, _results(partition, preparers, limits))
        partial.replace(done.with_name(f"{partition.name}.nq.gz"))
    finally:
        partial.unlink(missing_ok=True)
    manifest = {"name": partition.name, **manifest}
    write_whole(done, json.dumps(manifest, ensure_ascii=False) + "\n")
    return manifest


def _results(
    partition: Partition, preparers: Preparers, limits: Limits
) -> Iterator[DocumentGraph | Rejected]:
    """Yield what becomes of the documents of a part: those that are not even found come last."""
    missed: list[Rejected] = []
    sources = (each for file in partition.files for each in within(file, limits))
    tasks = (each.task for each in _only_found(sources, missed))
    for ready in preparers.run(tasks):
        yield from (result for _, results in ready for result in results)
    yield from missed


def _written(file: IO[bytes], results: Iterable[DocumentGraph | Rejected]) -> Manifest:
    """Write the lines of a part, document after document, and return what its manifest says."""
    documents: list[dict[str, Any]] = []
    rejected: list[tuple[str, str]] = []
    digest, quads = hashlib.sha256(), 0
    # without name and time: the same bytes each time
    with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        for result in results:
            if isinstance(result, Rejected):
                rejected.append((result.path, result.reason))
                continue
            headers, lines = pack_graphs([result])
            documents += headers
            packed.write(lines)
            digest.update(lines)
            quads += lines.count(b"\n")
    sha256 = digest.hexdigest()
    return {"documents": documents, "rejected": rejected, "quads": quads, "sha256": sha256}


def make(
    paths: Iterable[str],
    folder: Path,
    settings: Settings,
    *,
    collection: str | None = None,
    mapping: Path | None = None,
    progress: Callable[[Totals, int], None] | None = None,
) -> Totals:
    """Make the parts of all files below paths with the processors of this machine."""
    settings = begin(folder, settings, collection, mapping)
    everything = partitions(paths)
    so_far = Totals()
    with Preparers(settings) as preparers:
        limits = Limits(collection, settings.max_document_bytes, preparers.open, mapping)
        for partition in everything:
            so_far = so_far.and_of(make_part(partition, folder, preparers, limits))
            if progress:
                progress(so_far, len(everything))
    return so_far


def totals(folder: Path) -> Totals:
    found = Totals()
    for manifest in manifests(folder):
        found = found.and_of(manifest)
    return found


def manifests(folder: Path) -> Iterator[Manifest]:
    """Yield the manifests of all parts that are there, in their order."""
    for path in sorted((folder / "parts").glob("*.json")):
        yield _manifest(path)


def check(folder: Path, manifest: Manifest) -> None:
    """Raises: StoreProblem when the lines of a part are not those that were written"""
    path, digest = _lines_of(folder, manifest), hashlib.sha256()
    try:
        with gzip.open(path) as content:
            while some := content.read(_CHUNK):
                digest.update(some)
    except (OSError, EOFError, zlib.error) as error:
        raise StoreProblem(f"the part {path} cannot be read: {error}") from error
    if digest.hexdigest() != manifest["sha256"]:
        raise StoreProblem(f"the part {path} is not what its manifest says")


def graphs(folder: Path, manifest: Manifest) -> Iterator[DocumentGraph]:
    """Yield the documents of a part."""
    with gzip.open(_lines_of(folder, manifest)) as content:
        yield from stream_graphs(manifest["documents"], content.read)


def _lines_of(folder: Path, manifest: Manifest) -> Path:
    return folder / "parts" / f"{manifest['name']}.nq.gz"


def _only_found(sources: Iterable[Found | Rejected], rejected: list[Rejected]) -> Iterator[Found]:
    for source in sources:
        if isinstance(source, Rejected):
            rejected.append(source)
        else:
            yield source


def _manifest(path: Path) -> Manifest:
    found: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return found
