"""Copies of a store while it is in use, checked byte by byte, and their way back.

A copy holds one checkpoint, the bytes of all documents, and a manifest with the digest of every
file. It holds no tokens.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.archive import Archive, sync_file_system
from kg.errors import StoreProblem
from kg.history.log import FILE as LOG
from kg.history.log import copy as copy_log
from kg.history.log import remove as remove_log
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import FORMAT, FORMER, read_stamp, write_whole
from kg.writer import WriterClient
from kg.writing import alone

_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int
    base_iri: str
    dataset: str
    sequence: int
    quads: int
    made: str
    program: str
    files: dict[str, str]  # path below the copy, SHA-256


def backup(settings: Settings, target: Path) -> Manifest:
    """Copy the newest state of a store, which may be in use, into a new directory.

    Raises: StoreProblem
    """
    if target.exists():
        raise StoreProblem(f"{target} is there already; a copy takes a new directory")
    root = settings.directory
    if not (root / "oxigraph").is_dir():
        raise StoreProblem(f"there is no store in {root}")
    with WriterClient.connect_or_start(settings) as writer:
        writer.checkpoint()
        pinned = checkpoints.pin_newest(root)
    if pinned is None:
        raise StoreProblem(f"the store in {root} has no checkpoint")
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        files = dict(_copied(pinned.path, partial / "oxigraph", "oxigraph"))
        files |= _copied(settings.archive_path, partial / "archive", "archive")
        if copy_log(root, partial, settings.base_iri, pinned.sequence):
            files[LOG] = _digest(partial / LOG)
    finally:
        pinned.close()
    stamp = read_stamp(root)
    manifest = Manifest(
        format=FORMAT,
        base_iri=settings.base_iri,
        dataset=str(stamp["dataset"]),
        sequence=pinned.sequence,
        quads=_count(partial / "oxigraph"),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        program=version("ecoaccord"),
        files=files,
    )
    write_whole(partial / _MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
    verify(partial)
    sync_file_system(partial)
    partial.rename(target)
    return manifest


def verify(source: Path) -> Manifest:
    """Return the manifest of a copy that is whole and can be read.

    Raises: StoreProblem
    """
    try:
        manifest = Manifest(**json.loads((source / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreProblem(f"{source} is not a copy of a store") from error
    if manifest.format not in (FORMAT, FORMER):
        raise StoreProblem(f"the copy has format {manifest.format}; this program reads {FORMAT}")
    for name, digest in manifest.files.items():
        try:
            found = _digest(source / name)
        except OSError as error:
            raise StoreProblem(f"{source / name} cannot be read: {error.strerror}") from error
        if found != digest:
            raise StoreProblem(f"{source / name} is damaged")
    if _count(source / "oxigraph") != manifest.quads:
        raise StoreProblem(f"{source} does not hold its {manifest.quads} quads")
    return manifest


def restore(settings: Settings, source: Path) -> Manifest:
    """Make the store anew from a copy.

    Raises: StoreProblem when there is a store already, or the copy is damaged or of another kind.
    """
    manifest = verify(source)
    for name in ("base_iri", "dataset"):
        if getattr(manifest, name) != getattr(settings, name):
            here = getattr(settings, name)
            raise StoreProblem(f"the copy has {name} {getattr(manifest, name)}, not {here}")
    root = settings.directory
    if (root / "oxigraph").exists():
        raise StoreProblem(f"there is a store in {root}; move it away first")
    with alone(root):
        shutil.rmtree(checkpoints.folder(root), ignore_errors=True)
        partial = root / "oxigraph.partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source / "oxigraph", partial)
        remove_log(root)
        if LOG in manifest.files:
            shutil.copyfile(source / LOG, root / LOG)
        if (source / "archive").is_dir():
            Archive(settings.archive_path).take_in(source / "archive")
        stamp = {name: getattr(manifest, name) for name in ("format", "base_iri", "dataset")}
        write_whole(root / "stamp.json", json.dumps(stamp, indent=2) + "\n")
        if manifest.dataset == "plain":  # the others say it themselves
            write_whole(root / "sequence", str(manifest.sequence))
        sync_file_system(root)
        Archive(settings.archive_path).sync()
        partial.rename(root / "oxigraph")
    return manifest


def _copied(source: Path, target: Path, name: str) -> Iterator[tuple[str, str]]:
    """Copy the files below a directory; yield the name and the digest of each."""
    for path in sorted(source.rglob("*")):
        inner = path.relative_to(source)
        if path.is_file() and not path.name.endswith(".partial"):
            (target / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / inner)
            yield f"{name}/{inner.as_posix()}", _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _count(directory: Path) -> int:
    """Raises: StoreProblem"""
    try:
        return len(ox.Store.read_only(str(directory)))
    except OSError as error:
        raise StoreProblem(f"{directory} cannot be opened: {error}") from error
