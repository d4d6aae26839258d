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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from kg.errors import StoreProblem
from kg.graph.document import PIPELINE_VERSION, DocumentGraph
from kg.guarded import Preparers, Rejected
from kg.iris import h8
from kg.messages import pack_graphs
from kg.settings import Settings
from kg.sources import File, Found, Limits, files, within
from kg.store.embedded import write_whole

FILES_TOGETHER: Final = 200  # in one part
_FORMAT: Final = 1

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
    """Divide the files below paths, in a fixed order.

    Raises: StoreProblem for a path with nothing below it
    """
    found: list[File] = []
    for path in paths:
        for file in files(path):
            if isinstance(file, Rejected):
                raise StoreProblem(f"{file.path}: {file.reason}")
            found.append(file)
    starts = range(0, len(found), together)
    return [Partition(n, tuple(found[i : i + together])) for n, i in enumerate(starts)]


def begin(folder: Path, settings: Settings, collection: str | None = None) -> Settings:
    """Make a folder for parts, or go on with one; return the settings by which they are made.

    Raises: StoreProblem when its parts were made by another version or for another base
    """
    made_with = {
        "format": _FORMAT,
        "pipeline": PIPELINE_VERSION,
        "base_iri": settings.base_iri,
        "collection": collection,
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
    graphs: list[DocumentGraph] = []
    rejected: list[Rejected] = []
    sources = (each for file in partition.files for each in within(file, limits))
    tasks = (each.task for each in _only_found(sources, rejected))
    for ready in preparers.run(tasks):
        for result in (result for _, results in ready for result in results):
            if isinstance(result, Rejected):
                rejected.append(result)
            else:
                graphs.append(result)
    return _written(done, partition.name, graphs, rejected)


def make(
    paths: Iterable[str],
    folder: Path,
    settings: Settings,
    *,
    collection: str | None = None,
    progress: Callable[[Totals, int], None] | None = None,
) -> Totals:
    """Make the parts of all files below paths with the processors of this machine."""
    settings = begin(folder, settings, collection)
    everything = partitions(paths)
    so_far = Totals()
    with Preparers(settings) as preparers:
        limits = Limits(collection, settings.max_document_bytes, preparers.open)
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


def lines(folder: Path, manifest: Manifest) -> bytes:
    """Return the lines of a part.

    Raises: StoreProblem when they are not those that were written
    """
    path = folder / "parts" / f"{manifest['name']}.nq.gz"
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError) as error:
        raise StoreProblem(f"the part {path} cannot be read: {error}") from error
    if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
        raise StoreProblem(f"the part {path} is not what its manifest says")
    return content


def _only_found(sources: Iterable[Found | Rejected], rejected: list[Rejected]) -> Iterator[Found]:
    for source in sources:
        if isinstance(source, Rejected):
            rejected.append(source)
        else:
            yield source


def _written(
    done: Path, name: str, graphs: list[DocumentGraph], rejected: list[Rejected]
) -> Manifest:
    headers, content = pack_graphs(graphs)
    manifest = {
        "name": name,
        "documents": headers,
        "rejected": [(each.path, each.reason) for each in rejected],
        "quads": content.count(b"\n"),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    done.parent.mkdir(parents=True, exist_ok=True)
    partial = done.with_name(f"{name}.nq.gz.{uuid4().hex}.partial")  # someone else may write it too
    partial.write_bytes(gzip.compress(content, 6, mtime=0))  # the same bytes each time
    partial.replace(done.with_name(f"{name}.nq.gz"))
    write_whole(done, json.dumps(manifest, ensure_ascii=False) + "\n")
    return manifest


def _manifest(path: Path) -> Manifest:
    found: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return found
