"""Erasing documents for good, as the writer does it: store, archive, log, and all that lies beside.

What is to be done is written down first, in keys and hashes alone, so that a writer that is killed
over it leaves it to the next one. Each step may be done twice.
"""

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.archive import Archive
from kg.committing import Committer
from kg.iris import h16
from kg.store.embedded import write_whole
from kg.store.rewriting import BEFORE, PLANNED

_ORDER: Final = "erasing.json"
_OTHERS: Final = (PLANNED, BEFORE, "relinked")  # folders whose content can be made anew


@dataclass(frozen=True, slots=True)
class Order:
    """What has to go: documents, or what others have kept of former states of theirs.

    `hashes` are of the digests of bytes that go, `things` are IRIs that no decision may speak of,
    `log` is the file of the query log.
    """

    documents: list[str]
    purged: list[str]
    hashes: list[str]
    things: list[str]
    log: str


class Eraser:
    def __init__(self, committer: Committer, root: Path, archive: Path) -> None:
        self._committer, self._root = committer, root
        self._archive = Archive(archive)

    def erase(self, reference: str, path: str, log: str) -> list[str]:
        """Erase a document and its predecessors at its path; return their keys.

        Raises: NotFound
        """
        keys, hashes = self._committer.family(reference, path)
        self._begin(Order(keys, [], sorted(hashes), [], log))
        return keys

    def purge(
        self, keys: Sequence[str], hashes: Sequence[str], things: Sequence[str], log: str
    ) -> None:
        """Erase former states of documents whose present state may stay."""
        families = {name for key in keys for name in self._committer.family(key, "")[0]}
        self._begin(Order([], sorted(families), list(hashes), list(things), log))

    def resume(self) -> None:
        """Finish what an earlier writer began."""
        with suppress(FileNotFoundError):
            text = (self._root / _ORDER).read_text(encoding="utf-8")
            self._carry_out(Order(**json.loads(text)))

    def _begin(self, order: Order) -> None:
        write_whole(self._root / _ORDER, json.dumps(asdict(order)))
        self._carry_out(order)

    def _carry_out(self, order: Order) -> None:
        hashes = frozenset(order.hashes)
        if order.documents:
            self._archive.ban([*order.documents, *hashes])
        self._archive.erase(hashes)
        for name in _OTHERS:
            shutil.rmtree(self._root / name, ignore_errors=True)
        _forget_uploads(self._root, hashes)
        _forget_addresses(self._root, frozenset(order.documents))
        _forget_texts(self._root / "audit.jsonl")
        if order.log not in ("", "-"):
            _forget_texts(Path(order.log))
        self._committer.erase(order.documents, order.purged, order.things)
        (self._root / _ORDER).unlink()


def _forget_uploads(root: Path, hashes: Collection[str]) -> None:
    """Delete the reports of uploads that are done, and these bytes among those that wait."""
    for record in (root / "uploads").glob("*/upload.json"):
        with suppress(OSError, ValueError):
            if json.loads(record.read_text(encoding="utf-8"))["state"] in ("done", "failed"):
                shutil.rmtree(record.parent, ignore_errors=True)
    for file in (root / "uploads").glob("*/files/*/*"):
        with suppress(OSError):
            if h16(hashlib.sha256(file.read_bytes()).hexdigest()) in hashes:
                file.unlink()


def _forget_addresses(root: Path, keys: Collection[str]) -> None:
    """Delete what kg watch remembers of the pages of these documents."""
    memory = root / "watch.json"
    with suppress(FileNotFoundError):
        said = json.loads(memory.read_text(encoding="utf-8"))
        rest = {
            address: page for address, page in said["pages"].items() if h16(address) not in keys
        }
        if rest != said["pages"]:
            text = json.dumps(said | {"pages": rest}, ensure_ascii=False, indent=0)
            write_whole(memory, text)


def _forget_texts(log: Path) -> None:
    """Take the texts of all queries out of a log, and what follows `?` out of addresses."""
    with suppress(FileNotFoundError):
        mode = log.stat().st_mode & 0o777
        write_whole(log, "".join(_without_texts(log)), mode)


def _without_texts(log: Path) -> Iterator[str]:
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:  # cut off by a full disk, perhaps
                continue
            said.pop("text", None)
            if "address" in said:
                said["address"] = said["address"].partition("?")[0]
            yield json.dumps(said, ensure_ascii=False) + "\n"
