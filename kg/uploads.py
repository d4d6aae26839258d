"""Documents that came over HTTP: kept in a folder until they are loaded, one upload after another.

An upload that was acknowledged is on the disk, so that a restart goes on with it. What became of it
can be asked for a week.
"""

import hashlib
import json
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from typing import Any, Final

from kg.archive import sync_file_system
from kg.errors import DiskFull, KeyReused, NotFound, Overloaded
from kg.iris import SEPARATOR, h16, is_key
from kg.settings import Settings
from kg.store.embedded import write_whole

_MOST_WAITING: Final = 100
_KEPT_S: Final = 7 * 24 * 3600.0
_LONGEST_NAME: Final = 100  # bytes
_PASSED_ON: Final = (
    *("store", "archive", "base_iri", "dataset", "load_workers", "load_timeout_s"),
    *("load_memory_mb", "max_document_bytes", "min_confidence", "min_free_bytes"),
)


@dataclass(slots=True)
class Upload:
    id: str
    digest: str  # of names, collection and contents
    documents: int  # files
    collection: str | None
    state: str = "waiting"  # running, done, failed
    done: int = 0
    rejected: int = 0
    report: dict[str, Any] | None = None
    problem: str | None = None
    made: float = field(default_factory=time.time)


class Uploads:
    """The uploads of one store; a thread loads them in the order in which they came."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.root / "uploads"
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._known: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self._is_started = False

    def start(self) -> None:
        """Go on with what was left, and forget what is old."""
        with self._lock:
            if self._is_started:
                return
            self._is_started = True
        threading.Thread(target=self._work, daemon=True).start()
        for partial in self._folder.glob("*.partial"):
            shutil.rmtree(partial, ignore_errors=True)
        left = [self.get(path.parent.name) for path in self._folder.glob("*/upload.json")]
        for upload in sorted(left, key=lambda each: each.made):
            if upload.state not in ("done", "failed"):
                self._waiting.put(upload.id)
            elif time.time() - upload.made > _KEPT_S:
                self._forget(upload)

    def submit(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        collection: str | None = None,
        key: tuple[str, str] | None = None,
    ) -> Upload:
        """Keep files, as (name, content), to be loaded; with a `key`, (whose, which), only once.

        Raises: KeyReused, Overloaded, DiskFull
        """
        self.start()
        new = Upload(
            h16(SEPARATOR.join(key)) if key else token_hex(8),
            _digest(files, collection),
            len(files),
            collection,
        )
        with suppress(NotFound):
            old = self._same(self.get(new.id), new)
            if old.state != "failed":
                return old
            self._forget(old)
        if self._waiting.qsize() >= _MOST_WAITING:
            raise Overloaded(f"{_MOST_WAITING} uploads are waiting already")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < self._settings.min_free_bytes:
            raise DiskFull("the disk of the store is nearly full; nothing was kept")
        partial = self._folder / f"{new.id}.{token_hex(4)}.partial"
        for number, (name, content) in enumerate(files):
            path = partial / "files" / f"{number:06}" / _safe(name)
            path.parent.mkdir(mode=0o700, parents=True)
            path.write_bytes(content)
        write_whole(partial / "upload.json", json.dumps(asdict(new)))
        sync_file_system(partial)
        try:
            partial.rename(self._folder / new.id)
        except OSError:  # the same key came twice at the same time
            shutil.rmtree(partial)
            return self._same(self.get(new.id), new)
        self._known[new.id] = new
        self._waiting.put(new.id)
        return new

    def get(self, name: str) -> Upload:
        """Raises: NotFound"""
        if name in self._known:
            return self._known[name]
        try:
            if not is_key(name):
                raise FileNotFoundError
            text = (self._folder / name / "upload.json").read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise NotFound(f"there is no upload {name}") from error
        return self._known.setdefault(name, Upload(**json.loads(text)))

    def _same(self, old: Upload, new: Upload) -> Upload:
        if old.digest != new.digest:
            raise KeyReused("this idempotency key came with other documents before")
        return old

    def _forget(self, upload: Upload) -> None:
        shutil.rmtree(self._folder / upload.id, ignore_errors=True)
        self._known.pop(upload.id, None)

    def _work(self) -> None:
        while True:
            upload = self.get(self._waiting.get())
            upload.state = "running"
            folder = self._folder / upload.id
            try:
                self._load(upload)
                write_whole(folder / "upload.json", json.dumps(asdict(upload)))
            except OSError as error:  # the disk, most likely; after a restart it is tried again
                upload.state, upload.problem = "failed", str(error)
            else:
                shutil.rmtree(folder / "files", ignore_errors=True)

    def _load(self, upload: Upload) -> None:
        values = asdict(self._settings)
        order = {
            "folder": str(self._folder / upload.id / "files"),
            "collection": upload.collection,
            "settings": {name: values[name] for name in _PASSED_ON},
        }
        command = [sys.executable, "-P", "-m", "kg.uploading", json.dumps(order)]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # a Ctrl-C is for the parent
        ) as process:
            for line in process.stdout or ():
                step = json.loads(line)
                upload.done = step.get("done", upload.done)
                upload.rejected = step.get("rejected", upload.rejected)
                upload.report = step.get("report", upload.report)
                upload.problem = step.get("failed")
        if upload.report is None and upload.problem is None:
            upload.problem = "the process that loaded it has ended"
        upload.state = "failed" if upload.problem else "done"


def _digest(files: Sequence[tuple[str, bytes]], collection: str | None) -> str:
    digests = [(name, hashlib.sha256(content).hexdigest()) for name, content in files]
    return hashlib.sha256(json.dumps([collection, digests]).encode()).hexdigest()


def _safe(name: str) -> str:
    """Return a file name that stays in its folder and is not hidden."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign for sign in last if sign.isprintable()).lstrip(". ")
    while len(clean.encode()) > _LONGEST_NAME:
        clean = clean[1:]  # the suffix matters more
    return clean.lstrip(". ") or "document"
