"""Quads that wait in files: found by what they name, and deleted by lines that take them back.

Shape:  lines of N-Quads; `#-` and a line, after an empty one, deletes it where it stands further
        up; `# number` ends what belongs to one change.
"""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import ENOSPC
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.store.base import Term
from kg.store.embedded import graph_of
from kg.store.rewriting import sync_folder

_READ_TOGETHER: Final = 1 << 13  # bytes
_PARSED: Final = 1 << 10  # blocks, which take three times their bytes
_NAMES: Final = re.compile(rb"^(<[^>]*>) <[^>]*> (<[^>]*>)?", re.MULTILINE)
_SETTLED: Final = "settled-"
_SEALED: Final = ".sealed"
_GONE: Final = b"\n#-"
_DELETION: Final = re.compile(rb"\n#-(.*\n)")

_Deletions = dict[bytes, tuple[int, int]]  # where a line was deleted last: file and byte


class _Block:
    """Some lines of one graph."""

    __slots__ = ("_descriptor", "_gone", "_gone_lines", "_size", "_start", "graph")

    def __init__(self, descriptor: int, start: int, size: int, graph: str) -> None:
        self._descriptor, self._start, self._size = descriptor, start, size
        self.graph = graph
        self._gone_lines: set[bytes] = set()
        self._gone: set[Quad] = set()

    def lines(self) -> list[bytes]:
        lines = os.pread(self._descriptor, self._size, self._start).splitlines(keepends=True)
        return [each for each in lines if each not in self._gone_lines]

    def about(self, term: Term) -> list[Quad]:
        """Return the quads with this subject or object."""
        found = _by_term(self).get(term, [])
        return [quad for quad in found if quad not in self._gone] if self._gone else found

    def delete(self, line: bytes, quad: Quad) -> None:
        self._gone_lines.add(line)
        self._gone.add(quad)


@lru_cache(_PARSED)  # for the same few are looked into again and again
def _by_term(block: _Block) -> dict[Term, list[Quad]]:
    found: dict[Term, list[Quad]] = defaultdict(list)
    for quad in _parsed(block.lines()):
        found[quad.subject].append(quad)
        if quad.object != quad.subject and isinstance(quad.object, NamedNode):
            found[quad.object].append(quad)
    return found


class Place(NamedTuple):
    """Where a quad waits."""

    block: _Block
    line: bytes
    quad: Quad


class Aside:
    """Some of the files in a folder."""

    def __init__(self, folder: Path, files: Iterable[Path] = ()) -> None:
        self._folder = folder
        self._named: dict[int, list[_Block]] = defaultdict(list)  # by `_key`
        self._graphs: dict[str, list[_Block]] = defaultdict(list)
        self._open: dict[Path, int] = {}
        self.files = [*files]

    @classmethod
    def left_in(cls, folder: Path, last: int) -> "Aside":
        """Return what another process left; of changes after `last`, unfinished, nothing counts."""
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_SETTLED}*"):
            shutil.rmtree(left)
        files = sorted(folder.glob("*.*"), key=lambda path: int(path.stem))
        for path in files:
            _cut(path, last)
        return cls(folder, files)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(path.stat().st_size for path in self.files)

    def sealed(self) -> "Aside":
        """Return the place for what comes next, while the store takes in what is here."""
        self.files = [path.rename(path.with_suffix(_SEALED)) for path in self.files]
        sync_folder(self._folder)
        return Aside(self._folder)

    def has_graph(self, iri: str) -> bool:
        return iri in self._graphs

    def quads(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph: NamedNode | None,
    ) -> set[Quad]:
        """Return the quads that match; one of subject, object and graph has to be an IRI."""
        pattern = (subject, predicate, object, graph)
        found: set[Quad] = set()
        for block, term in self._candidates(subject, object, graph):
            quads = block.about(term) if term else _parsed(block.lines())
            found.update(each for each in quads if _matches(each, pattern))
        return found

    def places(self, quads: Iterable[Quad]) -> list[Place]:
        """Return where quads wait, for `holding` to delete them there."""
        wanted = set(quads)
        subjects = {str(quad.subject).encode() for quad in wanted}
        found = {id(each): each for iri in subjects for each in self._named.get(_key(iri), ())}
        places = []
        for block in found.values():
            lines = [line for line in block.lines() if line.split(b" ", 1)[0] in subjects]
            places += [
                Place(block, line, quad)
                for quad, line in zip(_parsed(lines), lines, strict=True)
                if quad in wanted
            ]
        return places

    @contextmanager
    def holding(
        self, graphs: Sequence[bytes], gone: Sequence[Place], number: int
    ) -> Iterator[None]:
        """Keep graphs if the block, in which the rest of their change is made, succeeds."""
        deletions = b"".join(_GONE + place.line for place in gone)
        content = b"".join([deletions, *graphs, b"# %d\n" % number])
        path = self._file(number)
        with path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                if file.write(content) < len(content):
                    raise OSError(ENOSPC, "the disk is full")
                os.fsync(file.fileno())
                yield
            except BaseException:
                file.truncate(before)
                raise
        for block, line, quad in gone:
            block.delete(line, quad)
        start = before + len(deletions)
        for nquads in graphs:
            graph = graph_of(nquads)
            for lines in _divided(nquads):
                self._keep(_Block(self._open[path], start, len(lines), graph), lines)
                start += len(lines)

    @contextmanager
    def settled(self) -> Iterator[list[Path]]:
        """Give files with nothing in them of what was deleted later on, for as long as it takes."""
        last = self._last_deletions()
        if not last:
            yield self.files
            return
        with TemporaryDirectory(prefix=_SETTLED, dir=self._folder) as folder:
            yield [_without(last, path, Path(folder) / path.name) for path in self.files]

    def taken_back(self) -> list[Quad]:
        """Return what was deleted while, or after, the store may have taken it in from here."""
        sealed = [path for path in self.files if path.suffix == _SEALED]
        last = self._last_deletions() if sealed else {}
        dropped = (line for path in sealed for line, is_gone in _judged(last, path) if is_gone)
        return [*_parsed([*dropped])]

    def _last_deletions(self) -> _Deletions:
        return {line: (int(path.stem), at) for path in self.files for at, line in _deletions(path)}

    def clear(self) -> None:
        self.close()
        for path in self.files:
            path.unlink()
        self.files.clear()
        self._named.clear()
        self._graphs.clear()

    def close(self) -> None:
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()

    def _candidates(
        self, subject: NamedNode | None, object: Term | None, graph: NamedNode | None
    ) -> Iterator[tuple[_Block, NamedNode | None]]:
        """Yield where to look, each with the term to look for there."""
        terms = [each for each in (subject, object) if isinstance(each, NamedNode)]
        if terms:
            name = graph.value if graph else ""
            places = [(self._named.get(_key(str(t).encode(), name), []), t) for t in terms]
            blocks, term = min(places, key=lambda place: len(place[0]))
            yield from ((block, term) for block in blocks)
        elif graph:
            yield from ((block, None) for block in self._graphs.get(graph.value, []))

    def _keep(self, block: _Block, lines: bytes) -> None:
        self._graphs[block.graph].append(block)
        for iri in {iri for pair in _NAMES.findall(lines) for iri in pair if iri}:
            self._named[_key(iri)].append(block)
            self._named[_key(iri, block.graph)].append(block)

    def _file(self, number: int) -> Path:
        if not self.files:
            self.files.append(self._folder / f"{number}.nq")
            self._open[self.files[-1]] = os.open(self.files[-1], os.O_RDONLY | os.O_CREAT)
            sync_folder(self._folder)
        return self.files[-1]


def _deletions(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield where something is deleted, and what."""
    if path.stat().st_size == 0:
        return  # the first change did not come about, and nothing can be mapped
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        for found in _DELETION.finditer(content):
            yield found.start(), found[1]


def _without(last: _Deletions, path: Path, copy: Path) -> Path:
    with copy.open("wb") as file:
        file.writelines(line for line, is_gone in _judged(last, path) if not is_gone)
    return copy


def _judged(last: _Deletions, path: Path) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a file, and whether they are deleted further down."""
    position = 0
    with path.open("rb") as file:
        for line in file:
            yield line, line in last and (int(path.stem), position) < last[line]
            position += len(line)


def _key(iri: bytes, graph: str = "") -> int:
    """Return what blocks with an IRI are found by, those of one graph apart or all of them."""
    return hash((iri, graph))


def _divided(nquads: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(nquads):
        end = nquads.find(b"\n", start + _READ_TOGETHER) + 1 or len(nquads)
        yield nquads[start:end]
        start = end


def _parsed(lines: list[bytes]) -> Iterator[Quad]:
    return iter(parse(b"".join(lines), format=RdfFormat.N_QUADS))


def _matches(quad: Quad, pattern: tuple[Term | None, ...]) -> bool:
    return all(want is None or want == term for want, term in zip(pattern, quad, strict=True))


def _cut(path: Path, last: int) -> None:
    """Cut off changes that were not finished: those later than the newest one in the store."""
    end = position = 0
    with path.open("rb+") as file:
        for line in file:
            position += len(line)
            if line.startswith(b"# ") and line.endswith(b"\n") and int(line[2:]) <= last:
                end = position
        file.truncate(end)
