"""The process that keeps the full-text index of a store in step with its checkpoints.

It ends with whoever started it, waits while another one has the index, and gives way to whoever
else wants the processor.
"""

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Final

from kg.archive import Archive
from kg.errors import KgError, TimedOut
from kg.iris import Namespace
from kg.query.confine import shut_off_network
from kg.remote.address import Remote
from kg.remote.reader import RemoteReader
from kg.search.finding import Search
from kg.search.index import FILE, Index
from kg.search.things import Texts
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import CheckpointReader, open_checkpoint
from kg.text.clean import clean_text

_LOOK_S: Final = 0.3  # between looks for a newer checkpoint
_PATIENCE_S: Final = 60.0
_NICENESS: Final = 10
_READING_S: Final = 20  # for one document
_REST: Final = 50  # times as long as counting took, before terms are counted again
_LOCK: Final = "search.lock"
_SETTINGS: Final = (
    *("store", "base_iri", "archive", "host", "document_text"),
    *("state", "store_kind", "store_replicas", "store_credentials", "store_writer"),
)

_log = logging.getLogger(__name__)


def texts_of(settings: Settings) -> Texts | None:
    """Return what gives the full texts of documents, where they may be shown."""
    if not settings.shows_full_text:
        return None
    return partial(_text, Archive(settings.archive_path))


def _text(archive: Archive, digest: str) -> str | None:
    try:
        return clean_text(archive.document(digest)).clean
    except KgError as problem:
        _log.debug("not read: %s", problem)
        return None


class Keeper:
    """The process, as seen by the one that needs it; it starts once, when first asked to."""

    def __init__(self, settings: Settings) -> None:
        wanted = {name: getattr(settings, name) for name in _SETTINGS}
        self._command = [sys.executable, "-P", "-m", "kg.indexing", json.dumps(wanted)]
        self._root, self._lock = settings.root, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._lock:
            if self._process is None and self._root.is_dir():
                self._process = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, start_new_session=True
                )

    def close(self) -> None:
        with self._lock:
            if self._process and self._process.stdin:
                with suppress(OSError):
                    self._process.stdin.close()
                self._process.terminate()
                self._process.wait()


def main(settings: Settings) -> None:
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()
    os.nice(_NICENESS)
    if not settings.is_remote:
        shut_off_network()
    signal.signal(signal.SIGALRM, _too_long)
    with (settings.root / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        texts = texts_of(settings)
        keep(settings, texts and partial(_soon, texts))


class _Source:
    """What there is to index, in its newest state."""

    def __init__(self, settings: Settings) -> None:
        self.namespace = Namespace(settings.base_iri)
        self._root = settings.root
        self._remote = Remote.of(settings) if settings.is_remote else None

    def reader(self, done: int) -> RemoteReader | CheckpointReader | None:
        """Return a reader of a state that is newer than a commit, if there is one.

        Raises: KgError when it was swept meanwhile, or the server is away
        """
        if self._remote:
            reader = RemoteReader(self._remote)
            return reader if reader.sequence not in (done, 0) else None
        newest = checkpoints.newest(self._root)
        if newest is None or int(newest.name) == done:
            return None
        return open_checkpoint(newest, self.namespace)


def keep(settings: Settings, texts: Texts | None) -> None:
    source, root = _Source(settings), settings.root
    index, done = Index(root, source.namespace, texts), -1
    counted, count_after, follow_after = -1, 0.0, 0.0
    rest = _REST if settings.is_remote and settings.store_writer == "no" else 0
    while True:
        began = time.monotonic()
        if began >= follow_after:
            former, done = done, _follow(index, root, source, done)
            if done != former:
                follow_after = began + rest * (time.monotonic() - began)
        began = time.monotonic()
        if counted != done and began >= count_after:
            counted = _count(index, source)
            count_after = began + _REST * (time.monotonic() - began)
        time.sleep(_LOOK_S)


def _count(index: Index, source: _Source) -> int:
    """Count the uses of terms; return of which commit."""
    with suppress(KgError):
        if reader := source.reader(-1):
            with reader:
                index.count(reader, reader.sequence)
                return reader.sequence
    return -1


def _soon(texts: Texts, digest: str) -> str | None:
    """Return a text; none where reading it takes too long."""
    signal.alarm(_READING_S)
    try:
        return texts(digest)
    except TimedOut:
        return None
    finally:
        signal.alarm(0)


def _too_long(_number: int, _frame: object) -> None:
    raise TimedOut(f"a document took longer than {_READING_S} s")


def _follow(index: Index, root: Path, source: _Source, done: int) -> int:
    """Bring an index that knows a commit to the newest one; return which it knows then."""
    try:
        if reader := source.reader(done):
            with reader:
                index.update(reader, reader.sequence)
                done = reader.sequence
    except KgError as problem:
        _log.debug("not indexed: %s", problem)
    since = checkpoints.erased_since(root)
    if done >= since:
        index.forget(since)
    return done


def see_forgotten(settings: Settings) -> bool:
    """Have the index forget what was erased; return whether it has."""
    root, source = settings.root, _Source(settings)
    if not (root / FILE).exists():
        return True
    deadline = time.monotonic() + _PATIENCE_S
    since = checkpoints.erased_since(root)
    while time.monotonic() < deadline:
        with (root / _LOCK).open("w") as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            index = Index(root, source.namespace, texts_of(settings))
            _follow(index, root, source, -1)
            index.close()
        if Search(root).erased_since() >= since:
            return True
        time.sleep(_LOOK_S)
    return False


def _end_with(lifeline: IO[bytes]) -> None:
    lifeline.read()
    os._exit(0)


if __name__ == "__main__":
    main(Settings(**json.loads(sys.argv[1])))
