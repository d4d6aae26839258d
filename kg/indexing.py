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
from kg.search.finding import Search
from kg.search.index import FILE, Index
from kg.search.things import Texts
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import open_checkpoint
from kg.text.clean import clean_text

_LOOK_S: Final = 0.3  # between looks for a newer checkpoint
_PATIENCE_S: Final = 60.0
_NICENESS: Final = 10
_READING_S: Final = 20  # for one document
_REST: Final = 50  # times as long as counting took, before terms are counted again
_LOCK: Final = "search.lock"
_SETTINGS: Final = ("store", "base_iri", "archive", "host", "document_text")

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
    shut_off_network()
    signal.signal(signal.SIGALRM, _too_long)
    root = settings.root
    with (root / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        texts = texts_of(settings)
        keep(root, Namespace(settings.base_iri), texts and partial(_soon, texts))


def keep(root: Path, namespace: Namespace, texts: Texts | None) -> None:
    index, done = Index(root, namespace, texts), -1
    counted, rest_until = -1, 0.0
    while True:
        done = _follow(index, root, namespace, done)
        if counted != done and time.monotonic() >= rest_until:
            began = time.monotonic()
            counted = _count(index, root, namespace)
            rest_until = time.monotonic() + _REST * (time.monotonic() - began)
        time.sleep(_LOOK_S)


def _count(index: Index, root: Path, namespace: Namespace) -> int:
    """Count the uses of terms; return of which commit."""
    newest = checkpoints.newest(root)
    with suppress(KgError):  # swept meanwhile, so there is a newer one
        if newest is not None:
            with open_checkpoint(newest, namespace) as reader:
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


def _follow(index: Index, root: Path, namespace: Namespace, done: int) -> int:
    """Bring an index that knows a commit to the newest one; return which it knows then."""
    newest = checkpoints.newest(root)
    if newest is not None and int(newest.name) != done:
        try:
            with open_checkpoint(newest, namespace) as reader:
                index.update(reader, reader.sequence)
                done = reader.sequence
        except KgError as problem:  # swept meanwhile, so there is a newer one
            _log.debug("not indexed: %s", problem)
    since = checkpoints.erased_since(root)
    if done >= since:
        index.forget(since)
    return done


def see_forgotten(settings: Settings) -> bool:
    """Have the index forget what was erased; return whether it has."""
    root, namespace = settings.root, Namespace(settings.base_iri)
    if not (root / FILE).exists():
        return True
    deadline = time.monotonic() + _PATIENCE_S
    since = checkpoints.erased_since(root)
    while time.monotonic() < deadline:
        with (root / _LOCK).open("w") as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            index = Index(root, namespace, texts_of(settings))
            _follow(index, root, namespace, -1)
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
