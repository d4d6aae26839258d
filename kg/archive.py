"""The bytes of every loaded document, kept by digest, so that the original folder is not needed.

A file is the gzip of one line of JSON, the record, and then the bytes themselves. It appears whole
or not at all. Nothing is synchronised file by file: the writer calls `sync` before it makes a
commit permanent, so that no document outlives its bytes in a power failure.
"""

import ctypes
import gzip
import hashlib
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import BadDocument, NotFound, StoreProblem
from kg.iris import h16
from kg.masks import Masks
from kg.model import Document
from kg.store.embedded import write_whole
from loaders import discover
from loaders._base import Source

_LEVEL: Final = 6
_BANNED: Final = "erased"  # keys and hashes of what was erased, a line for each time
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
SOURCE_FIELDS: Final = ("path", "media_type", "charset", "url", "collection", "fetched")


@dataclass(frozen=True, slots=True)
class Record:
    """One archived document: what its loader was given, and how that loader decoded it."""

    source: Source
    loader: str
    charset: str
    decoder: str


class Archive:
    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, document: Document, source: Source, loader: str) -> None:
        """Keep the bytes of `document`; those that are kept already stay as they are."""
        target = self._path(document.digest)
        if target.exists():
            return
        record = {field: getattr(source, field) for field in SOURCE_FIELDS}
        record |= {"loader": loader, "charset": document.charset, "decoder": document.decoder}
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.partial")
        partial.write_bytes(gzip.compress(line + document.content, _LEVEL, mtime=0))
        partial.replace(target)

    def load(self, digest: str) -> Record:
        """Return what is kept under the digest.

        Raises: NotFound when nothing is; StoreProblem when the file is damaged.
        """
        path = self._path(digest)
        try:
            line, _, content = gzip.decompress(path.read_bytes()).partition(b"\n")
        except FileNotFoundError as error:
            raise NotFound(f"no bytes are kept with the digest {digest}") from error
        except (OSError, EOFError, zlib.error) as error:
            raise StoreProblem(f"{path} is damaged: {error}") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreProblem(f"{path} is damaged: its bytes have another digest")
        record = json.loads(line)
        source = Source(content=content, **{field: record.get(field) for field in SOURCE_FIELDS})
        return Record(source, record["loader"], record["charset"], record["decoder"])

    def document(self, digest: str) -> Document:
        """Read the kept bytes again, exactly as when they were loaded.

        Raises: NotFound, StoreProblem as `load`; BadDocument when their loader refuses them now.
        """
        record = self.load(digest)
        for document in discover()[record.loader].read(record.source):
            if document.digest == digest:
                return document
        raise NotFound(f"{record.source.path} holds no document with the digest {digest}")

    def erase(self, hashes: AbstractSet[str]) -> None:
        """Delete the bytes whose digests have these hashes."""
        for path in self._root.glob("??/??/*.gz"):
            if h16(path.stem) in hashes:
                path.unlink()

    def digests(self) -> Iterator[str]:
        """Yield the digests of all bytes that are kept."""
        return (path.stem for path in self._root.glob("??/??/*.gz"))

    def ban(self, names: Iterable[str]) -> None:
        """Let no document with one of these keys, or hashes of digests, come back."""
        self._write_bans([*self._bans(), sorted(set(names))])

    def admit(self, name: str) -> bool:
        """Let a document that was erased come again; return whether it was."""
        bans = self._bans()
        rest = [names for names in bans if name not in names]
        self._write_bans(rest)
        return rest != bans

    def banned(self) -> frozenset[str]:
        """Return the keys of erased documents and the hashes of the digests of their bytes."""
        return frozenset(name for names in self._bans() for name in names)

    def take_in(self, other: Path) -> None:
        """Take in what another archive has, but for what was erased here."""
        bans, masks = self._bans(), Masks(self._root)
        struck_out = masks.all()
        shutil.copytree(other, self._root, dirs_exist_ok=True)
        if struck_out:
            masks.add(struck_out)
        self._write_bans([*self._bans(), *bans])
        self.erase(frozenset(name for names in bans for name in names))

    def _bans(self) -> list[list[str]]:
        with suppress(FileNotFoundError):
            return [line.split() for line in (self._root / _BANNED).read_text("utf-8").splitlines()]
        return []

    def _write_bans(self, bans: Iterable[Sequence[str]]) -> None:
        lines = dict.fromkeys(" ".join(names) for names in bans)
        write_whole(self._root / _BANNED, "".join(f"{line}\n" for line in lines))

    def refuse_erased(self, key: str, digest: str, path: str) -> None:
        """Raises: BadDocument when a document with this key or digest was erased."""
        if not self.banned().isdisjoint({key, h16(digest)}):
            raise BadDocument(path, "it was erased for good (kg erase --lift admits it again)")

    def sync(self) -> None:
        """Make everything kept so far survive a power failure."""
        with suppress(FileNotFoundError):
            sync_file_system(self._root)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound(f"{digest!r} is not a digest")
        return self._root / digest[:2] / digest[2:4] / f"{digest}.gz"


def sync_file_system(directory: Path) -> None:
    """Make everything written to the file system of a directory survive a power failure."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        library = ctypes.CDLL(None)
        if hasattr(library, "syncfs"):
            library.syncfs(descriptor)
        else:  # macOS
            os.sync()
    finally:
        os.close(descriptor)
