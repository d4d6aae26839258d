"""What there is to load under the paths that a user names: files, folders, globs, standard input.

A file of lines gives a source for each line, any other file gives one. Nothing is interpreted here.
"""

import glob
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import BadDocument
from kg.guarded import Rejected, Task
from loaders import discover

STANDARD_INPUT: Final = "-"
_HEAD: Final = 1 << 16  # bytes to tell the format by
_CHUNK: Final = 1 << 20
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # no text has these


@dataclass(frozen=True, slots=True)
class Found:
    """Something to load, with the digest of its bytes."""

    task: Task
    digest: str


@dataclass(frozen=True, slots=True)
class File:
    path: Path  # absolute
    member: str  # path below what the user named; with a collection, part of the source key


@dataclass(frozen=True, slots=True)
class Limits:
    collection: str | None
    max_document_bytes: int  # 0 = any number


def find(paths: Iterable[str], limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what is below the paths in a fixed order; what cannot be loaded has a reason."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _guarded(path, _standard_input(limits))
            continue
        for file in files(path):
            if isinstance(file, Rejected):
                yield file
            else:
                yield from _guarded(str(file.path), _contents(file, limits))


def expected(paths: Iterable[str]) -> int | None:
    """Return how many documents are below the paths, None where only reading would tell."""
    total = 0
    for path in paths:
        if path == STANDARD_INPUT:
            return None
        for file in files(path):
            if isinstance(file, File) and _is_by_line(file.path):
                return None
            total += 1
    return total


def _is_by_line(path: Path) -> bool:
    loader = _by_suffix().get(path.suffix.lower())
    return loader is not None and discover()[loader].by_line


def files(path: str) -> Iterator[File | Rejected]:
    """Yield the files that one path or glob stands for; hidden ones below it are left out."""
    named = Path(path).absolute()
    if os.path.lexists(named):
        yield from _below(named, named.name if not named.is_dir() else "", ())
        return
    matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207
    fixed = Path(*takewhile(lambda part: not glob.has_magic(part), Path(path).parts))
    for match in map(Path, matches):
        yield from _below(match.absolute(), str(match.relative_to(fixed)), ())
    if not matches:
        yield Rejected(path, "there is no such file")


def _below(
    path: Path, member: str, above: tuple[tuple[int, int], ...]
) -> Iterator[File | Rejected]:
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            is_file = stat.S_ISREG(status.st_mode)
            yield File(path, member) if is_file else Rejected(str(path), "it is not a file")
            return
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield Rejected(str(path), "it leads back to a folder that it is in")
            return
        names = sorted(inner.name for inner in path.iterdir() if not inner.name.startswith("."))
    except OSError as error:
        yield Rejected(str(path), error.strerror or str(error))
        return
    for name in names:
        yield from _below(path / name, f"{member}/{name}".lstrip("/"), (*above, here))


def _guarded(path: str, found: Iterator[Found | Rejected]) -> Iterator[Found | Rejected]:
    try:
        yield from found
    except BadDocument as error:
        yield Rejected(path, error.reason)
    except OSError as error:
        yield Rejected(path, error.strerror or str(error))


def _contents(file: File, limits: Limits) -> Iterator[Found | Rejected]:
    path = str(file.path)
    collection = f"{limits.collection}/{file.member}" if limits.collection else None
    with file.path.open("rb") as stream:
        loader = _by_suffix().get(file.path.suffix.lower()) or _by_content(path, _head(stream))
        if discover()[loader].by_line:
            yield from _lines(stream, Task(path, loader, collection=collection), limits)
            return
        _check_size(path, os.fstat(stream.fileno()).st_size, limits)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    yield Found(Task(path, loader, collection=collection), digest)


def _standard_input(limits: Limits) -> Iterator[Found | Rejected]:
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as stream:
        loader = _by_content(STANDARD_INPUT, stream.peek(_HEAD))
        if discover()[loader].by_line:
            yield from _lines(stream, Task(STANDARD_INPUT, loader), limits)
            return
        content = stream.read(limits.max_document_bytes + 1 if limits.max_document_bytes else -1)
    _check_size(STANDARD_INPUT, len(content), limits)
    yield Found(Task(STANDARD_INPUT, loader, content), hashlib.sha256(content).hexdigest())


def _lines(stream: BinaryIO, file: Task, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield each line but empty ones, without ever holding one that is too long."""
    limit = limits.max_document_bytes or -1
    for number in count(1):
        line = stream.readline(limit)
        if not line:
            return
        path = f"{file.path}#{number}"
        if len(line) == limit and not line.endswith(b"\n"):
            yield Rejected(path, _too_large(limit))
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
        elif content := line.strip():
            collection = file.collection and f"{file.collection}#{number}"
            task = replace(file, path=path, content=content, collection=collection)
            yield Found(task, hashlib.sha256(content).hexdigest())


def _check_size(path: str, size: int, limits: Limits) -> None:
    if not size:
        raise BadDocument(path, "it is empty")
    if limits.max_document_bytes and size > limits.max_document_bytes:
        raise BadDocument(path, _too_large(limits.max_document_bytes))


def _too_large(limit: int) -> str:
    return f"it has more than {limit:,} bytes (max_document_bytes)"


@cache
def _by_suffix() -> dict[str, str]:
    return {suffix: name for name, loader in discover().items() for suffix in loader.suffixes}


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(_HEAD)
    stream.seek(0)
    return head


def _by_content(path: str, head: bytes) -> str:
    """Return the loader for bytes that begin like this.

    Raises: BadDocument when no loader reads them.
    """
    media_type = sniff(head)
    for name, loader in discover().items():
        if media_type in loader.media_types:
            return name
    raise BadDocument(path, "no loader reads this format")


def sniff(head: bytes) -> str | None:
    """Return the media type of content that begins like this, None when it is not known."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if _HTML.match(start):
        return "text/html"
    if start[:1] in (b"{", b"["):
        return "application/jsonl" if _is_object(start.partition(b"\n")[0]) else None
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 has zeros
    return "text/plain" if is_wide or not _BINARY.search(head) else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return len(line) >= _HEAD // 2  # cut off
