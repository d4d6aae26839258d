"""Document graphs are put aside as they come and brought into the store many at a time.

The engine sorts them beforehand, which is a third of the work that transactions make of them.
Until then they stand in files beside it, so that a kill loses none, and whoever reads what may be
among them has them brought in first.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.store.base import Change, Solution, Term
from kg.store.embedded import EmbeddedStore, graph_of
from kg.store.rewriting import sync_folder

_WORTH_IT: Final = 1 << 17  # bytes of one change: sorting fewer by themselves does not pay
_SORTED_TOGETHER: Final = 32 << 20  # bytes; sorting takes four times as much memory


class DeferringStore:
    """The read-write store below `root`; `last` is the number of the newest change in it."""

    def __init__(self, store: EmbeddedStore, root: Path, last: int) -> None:
        self._store, self._root = store, root
        self._aside = _Aside(root / "oxigraph" / "aside", last)
        self.bring_in()

    def apply(self, change: Change, number: int) -> None:
        """Make a change, the one with this number, in one transaction."""
        if _can_wait(change):
            with self._aside.holding([*filter(None, change.load)], number):
                self._store.apply(replace(change, load=()))
        else:
            self._store.apply(change)

    def update(self, text: str, base_iri: str, more: Change | None = None) -> None:
        """Run an update, which may read anything.

        Raises: BadQuery, KgError as EmbeddedStore.update
        """
        self.bring_in()
        self._store.update(text, base_iri, more)

    def select(self, query: str) -> list[Solution]:
        self.bring_in()
        return self._store.select(query)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        if self._aside.may_hold(subject, graph):
            self.bring_in()
        return self._store.quads(subject, predicate, object, graph)

    def has_graph(self, iri: str) -> bool:
        return iri in self._aside.subjects or self._store.has_graph(iri)

    def checkpoint(self, directory: Path) -> None:
        self.bring_in()
        self._store.checkpoint(directory)

    def flush(self) -> None:
        """Make everything applied so far survive a power failure."""
        self._store.flush()  # what is put aside does already

    def rewrite(self) -> None:
        """Write the store anew, so that nothing that was ever deleted is left in its files."""
        self.bring_in()
        self._store = self._store.rewritten(self._root)
        self._aside = _Aside(self._root / "oxigraph" / "aside", 0)

    def close(self) -> None:
        self._store.close()

    def bring_in(self) -> None:
        """Put into the store what still stands beside it."""
        if self._aside.files:
            self._store.flush()  # for a power failure must not leave graphs that nothing speaks of
            for path in self._aside.files:
                self._store.load(path)
            self._aside.clear()


class _Aside:
    """N-Quads in files; a comment with its number ends what belongs to one change."""

    def __init__(self, folder: Path, last: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.subjects: dict[str, set[bytes]] = {}  # by graph, of changes since then
        self.files = list(folder.iterdir())
        for path in self.files:
            _cut(path, last)

    @contextmanager
    def holding(self, graphs: Sequence[bytes], number: int) -> Iterator[None]:
        """Keep graphs if the block, in which the rest of their change is made, succeeds."""
        content = b"".join([*graphs, b"# %d\n" % number])
        with self._file(number).open("ab", buffering=0) as file:
            before = file.tell()
            try:
                if file.write(content) < len(content):
                    raise OSError(ENOSPC, "the disk is full")
                os.fsync(file.fileno())
                yield
            except BaseException:
                file.truncate(before)
                raise
        for nquads in graphs:
            subjects = (line.split(b" ", 1)[0] for line in nquads.splitlines())
            self.subjects.setdefault(graph_of(nquads), set()).update(subjects)

    def may_hold(self, subject: NamedNode | None, graph: NamedNode | None) -> bool:
        """Tell whether quads of this pattern may be among those put aside."""
        if graph is None:
            found: Iterable[set[bytes]] = self.subjects.values()
        else:
            found = filter(None, [self.subjects.get(graph.value)])
        if subject is None:
            return any(found)
        name = str(subject).encode()
        return any(name in subjects for subjects in found)

    def clear(self) -> None:
        for path in self.files:
            path.unlink()
        self.files.clear()
        self.subjects.clear()

    def _file(self, number: int) -> Path:
        if not self.files or self.files[-1].stat().st_size > _SORTED_TOGETHER:
            self.files.append(self._folder / f"{number}.nq")
            self.files[-1].touch()
            sync_folder(self._folder)
        return self.files[-1]


def _can_wait(change: Change) -> bool:
    return (
        not change.drop
        and sum(map(len, change.load)) > _WORTH_IT
        and all(map(_is_whole, filter(None, change.load)))
    )


def _is_whole(nquads: bytes) -> bool:
    """Whether every line ends as it must, so that no line can spoil the others around it."""
    return nquads.count(f" <{graph_of(nquads)}> .\n".encode()) == nquads.count(b"\n")


def _cut(path: Path, last: int) -> None:
    """Cut off changes that were not finished: those later than the newest one in the store."""
    end = position = 0
    with path.open("rb+") as file:
        for line in file:
            position += len(line)
            if line.startswith(b"# ") and line.endswith(b"\n") and int(line[2:]) <= last:
                end = position
        file.truncate(end)
