"""What there is to load under the paths that a user names: files, folders, globs, standard input.

Addresses of object stores are as good as paths. A file of lines gives a source for each line; a
file of several documents, which a process that can be killed opens, one for each of them; any other
file gives one. Nothing is interpreted here.
"""

import glob
import hashlib
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias
from urllib.parse import urlsplit

from kg.errors import BadDocument
from kg.fetch import Fetcher, Page
from kg.guarded import Rejected, Task
from kg.objects import copy_of, is_object, objects
from loaders import discover
from loaders._beside import together
from loaders._kinds import HEAD, by_content, by_declaration, by_suffix, content_type
from loaders._packed import unpacked

STANDARD_INPUT: Final = "-"
_CHUNK: Final = 1 << 20
_LARGEST_BESIDE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """Something to load, with the digest of its bytes."""

    task: Task
    digest: str


@dataclass(frozen=True, slots=True)
class File:
    path: str  # absolute, or the address of an object
    member: str  # path below what the user named; with a collection, part of the source key


# Yields what is in a file of several documents; kg.guarded.Preparers.open is one.
Opener: TypeAlias = Callable[[Task], Iterator[Task | Rejected]]
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    collection: str | None
    max_document_bytes: int  # 0 = any number
    opener: Opener
    mapping: Path | None = None  # for every table; else each may have one beside it
    fetcher: Fetcher | None = None  # without one, no address of the web is loaded


def find(paths: Iterable[str], limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what is below the paths in a fixed order; what cannot be loaded has a reason."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _guarded(path, _standard_input(limits))
            continue
        if limits.fetcher and is_address(path):
            yield from _guarded(path, _fetched(path, limits.fetcher, limits))
            continue
        for file in files(path):
            if isinstance(file, Rejected):
                yield file
            else:
                yield from within(file, limits)


def within(file: File, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what is in a file; what cannot be loaded has a reason."""
    return _guarded(file.path, _contents(file, limits))


def listed(file: Path) -> list[str]:
    """Return what a file names, a path, glob or address on each line."""
    lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    return [line for line in map(str.strip, lines) if line]


def is_address(path: str) -> bool:
    return bool(_ADDRESS.match(path))


def expected(paths: Iterable[str]) -> int | None:
    """Return how many documents are below the paths, None where only reading would tell."""
    total = 0
    for path in paths:
        if path == STANDARD_INPUT or is_address(path) or is_object(path):
            return None
        for file in files(path):
            if isinstance(file, File) and holds_several(file):
                return None
            total += 1
    return total


def holds_several(file: File) -> bool:
    loader = discover().get(by_suffix(file.path) or "")
    return loader is not None and (loader.by_line or loader.members is not None)


def files(path: str) -> Iterator[File | Rejected]:
    """Yield the files that one path or glob stands for; hidden ones below it are left out."""
    if is_object(path):
        yield from _objects(path)
        return
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


def _objects(address: str) -> Iterator[File | Rejected]:
    try:
        found = objects(address)
    except BadDocument as error:
        yield Rejected(address, error.reason)
    else:
        yield from (File(*each) for each in found if not each[0].endswith(_besides()))


def _below(
    path: Path, member: str, above: tuple[tuple[int, int], ...]
) -> Iterator[File | Rejected]:
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            if path.name.endswith(_besides()):
                return  # the shell names it too when it writes out a glob
            is_file = stat.S_ISREG(status.st_mode)
            yield File(str(path), member) if is_file else Rejected(str(path), "it is not a file")
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


@cache
def _besides() -> tuple[str, ...]:
    """Return the endings of files that say how to read the one they stand beside."""
    return tuple(loader.beside for loader in discover().values() if loader.beside)


def _guarded(path: str, found: Iterator[Found | Rejected]) -> Iterator[Found | Rejected]:
    try:
        yield from found
    except BadDocument as error:
        yield Rejected(path, error.reason)
    except OSError as error:
        yield Rejected(path, error.strerror or str(error))
    except (EOFError, zlib.error) as error:
        yield Rejected(path, f"it is damaged: {error}")


def _contents(file: File, limits: Limits) -> Iterator[Found | Rejected]:
    if not is_object(file.path):
        yield from _held(Path(file.path), file, limits)
        return
    with copy_of(file.path) as copy:
        yield from _held(copy, file, limits)


def _held(at: Path, file: File, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what a file holds that is to be read at another place, perhaps."""
    path, is_copy = file.path, str(at) != file.path
    collection = f"{limits.collection}/{file.member}" if limits.collection else None
    with at.open("rb") as stream:
        loader = _loader(path, _head(stream))
        task = Task(path, loader, collection=collection)
        if discover()[loader].by_line:
            yield from _lines(unpacked(stream, path), task, limits)
            return
        if discover()[loader].members:
            yield from _opened(replace(task, at=str(at)), limits)
            return
        _check_size(path, os.fstat(stream.fileno()).st_size, limits)
        if beside := _beside(Path(path), loader, limits):
            task = replace(task, content=together(beside.read_bytes(), stream.read()))
        elif is_copy:
            task = replace(task, content=stream.read())  # it is gone when its turn comes
        else:
            yield Found(task, hashlib.file_digest(stream, "sha256").hexdigest())
            return
    yield from _whole(task, limits)


def _beside(path: Path, loader: str, limits: Limits) -> Path | None:
    """Return the file that tells how to read this one."""
    if not (ending := discover()[loader].beside):
        return None
    beside = limits.mapping or path.with_name(path.stem + ending)
    if not beside.is_file():
        if limits.mapping:
            raise BadDocument(str(path), f"there is no mapping {beside}")
        return None
    if beside.stat().st_size > _LARGEST_BESIDE:
        raise BadDocument(str(path), f"{beside} has more than {_LARGEST_BESIDE:,} bytes")
    return beside


def _opened(task: Task, limits: Limits) -> Iterator[Found | Rejected]:
    for member in limits.opener(task):
        if isinstance(member, Rejected):
            yield member
        else:
            yield Found(member, hashlib.sha256(member.content or b"").hexdigest())


def _standard_input(limits: Limits) -> Iterator[Found | Rejected]:
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as stream:
        loader = _loader(STANDARD_INPUT, stream.peek(HEAD))
        if discover()[loader].by_line:
            yield from _lines(stream, Task(STANDARD_INPUT, loader), limits)
            return
        content = stream.read(limits.max_document_bytes + 1 if limits.max_document_bytes else -1)
    _check_size(STANDARD_INPUT, len(content), limits)
    yield from _whole(Task(STANDARD_INPUT, loader, content), limits)


def _whole(task: Task, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what bytes that are here already hold."""
    if discover()[task.loader].members:
        yield from _opened(task, limits)
    else:
        yield Found(task, hashlib.sha256(task.content or b"").hexdigest())


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


def _fetched(url: str, fetcher: Fetcher, limits: Limits) -> Iterator[Found | Rejected]:
    page = fetcher.get(url)
    yield from on_page(page, page.content or b"", limits)


def on_page(page: Page, content: bytes, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield what a page of the web holds, with its address as the source.

    Raises: BadDocument when no loader reads it.
    """
    _check_size(page.url, len(content), limits)
    media_type, charset = content_type(page.content_type)
    name = by_declaration(media_type, urlsplit(page.address).path, content[:HEAD])
    if name is None:
        raise BadDocument(page.url, f"no loader reads this format ({media_type or 'undeclared'})")
    loader = discover()[name]
    collection = f"{limits.collection}/{page.url}" if limits.collection else None
    said = media_type if media_type in loader.media_types else None
    known = {"url": page.url, "media_type": said, "charset": charset, "fetched": page.fetched}
    if limits.mapping and loader.beside:
        content = together(limits.mapping.read_bytes(), content)
    yield from _whole(Task(page.url, name, content, collection, known), limits)


def _check_size(path: str, size: int, limits: Limits) -> None:
    if not size:
        raise BadDocument(path, "it is empty")
    if limits.max_document_bytes and size > limits.max_document_bytes:
        raise BadDocument(path, _too_large(limits.max_document_bytes))


def _too_large(limit: int) -> str:
    return f"it has more than {limit:,} bytes (max_document_bytes)"


def _loader(path: str, head: bytes) -> str:
    """Return the loader for a file with this name that begins like this.

    Raises: BadDocument when no loader reads it.
    """
    loader = by_suffix(path) or by_content(head)
    if loader is None:
        raise BadDocument(path, "no loader reads this format")
    return loader


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD)
    stream.seek(0)
    return head
