"""Document graphs are put aside as they come and brought into the store many at a time.

The engine sorts them beforehand, which is a third of the work that transactions make of them.
Until then they stand in files beside it, so that a kill loses none, and whoever reads finds them.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.store.aside import Aside
from kg.store.base import Change, Solution, Term
from kg.store.embedded import EmbeddedStore, graph_of
from kg.store.recollection import Recollection

_WORTH_IT: Final = 1 << 17  # bytes of one change: sorting fewer by themselves does not pay
LOADED_TOGETHER: Final = 16 << 20  # bytes; sorting takes four times as much memory
SORTED_TOGETHER: Final = 64 << 20  # by an import, whose time is worth that memory
LOADED_IN_BULK: Final = 2 * SORTED_TOGETHER


class _Loading:
    """The store takes in what was put aside, while the writer goes on."""

    def __init__(self, store: EmbeddedStore, aside: Aside) -> None:
        self.aside = aside
        self.late: set[Quad] = set()  # deleted meanwhile: the store may get it nevertheless
        self._store = store
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._load)
        self._thread.start()

    def finish(self) -> None:
        """Wait for the end of it; raises what went wrong."""
        self._thread.join()
        if self._failure:
            raise self._failure
        if self.late:
            self._store.apply(Change(delete=[*self.late]))
            self._store.flush()  # or a power failure could bring it back
        self.aside.clear()

    def _load(self) -> None:
        try:
            _take_in(self._store, self.aside, load_in_halves)
        except BaseException as failure:  # noqa: BLE001 - the writer hears of it
            self._failure = failure


class DeferringStore:
    """The read-write store below `root`; `last` is the number of the newest change in it."""

    def __init__(
        self, store: EmbeddedStore, root: Path, last: int, remembered: Iterable[str] = ()
    ) -> None:
        self._store, self._root = store, root
        self._recollection = Recollection(remembered)
        self._loading: _Loading | None = None
        self._aside = Aside.left_in(root / "oxigraph" / "aside", last)
        if taken_back := self._aside.taken_back():
            self._store.apply(Change(delete=taken_back))
        self.bring_in()

    def apply(self, change: Change, number: int) -> None:
        """Make a change, the one with this number, in one transaction."""
        try:
            self._apply(change, number)
        except BaseException:
            self._recollection.forget()
            raise
        self._recollect(change)

    def _apply(self, change: Change, number: int) -> None:
        if _can_wait(change):
            self._put_aside(change, number)
            return
        self._finish_loading()
        if any(self._aside.has_graph(each.value) for each in change.drop) or self._aside.places(
            change.delete
        ):
            self.bring_in()
        self._store.apply(change)

    def _put_aside(self, change: Change, number: int) -> None:
        if self._loading and not self._loading.late.isdisjoint(change.insert):
            self._finish_loading()
        late = self._loading.aside.places(change.delete) if self._loading else []
        gone = [*late, *self._aside.places(change.delete)]
        with self._aside.holding([*filter(None, change.load)], gone, number):
            self._store.apply(replace(change, load=(), in_bulk=False))
        if self._loading:
            self._loading.late.update(place.quad for place in late)
            self._loading.late.difference_update(change.insert)
        if self._aside.size > (LOADED_IN_BULK if change.in_bulk else LOADED_TOGETHER):
            self._finish_loading()
            sealed, self._aside = self._aside, self._aside.sealed()
            self._loading = _Loading(self._store, sealed)

    @property
    def _asides(self) -> list[Aside]:
        return [self._loading.aside, self._aside] if self._loading else [self._aside]

    def _finish_loading(self) -> None:
        if self._loading:
            loading, self._loading = self._loading, None
            loading.finish()

    def _recollect(self, change: Change) -> None:
        if any(map(self._recollection.covers, change.drop)):
            self._recollection.forget()
        loads = (nquads for nquads in change.load if nquads)
        covered = (n for n in loads if self._recollection.covers(NamedNode(graph_of(n))))
        loaded = (quad for n in covered for quad in parse(n, format=RdfFormat.N_QUADS))
        self._recollection.note(change.delete, chain(change.insert, loaded))

    def update(self, text: str, base_iri: str, more: Change | None = None) -> None:
        """Run an update, which may read anything.

        Raises: BadQuery, KgError as EmbeddedStore.update
        """
        self.bring_in()
        self._recollection.forget()
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
        if graph is None or not self._recollection.covers(graph):
            return self._quads(subject, predicate, object, graph)
        pattern = subject, predicate, object, graph
        return iter(self._recollection.quads(pattern, lambda: self._quads(*pattern)))

    def _quads(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph: NamedNode | None,
    ) -> Iterator[Quad]:
        if not any(isinstance(each, NamedNode) for each in (subject, object, graph)):
            self.bring_in()
        pattern = subject, predicate, object, graph
        waiting = {quad for aside in self._asides for quad in aside.quads(*pattern)}
        hidden = waiting | self._loading.late if self._loading else waiting
        stored = self._store.quads(*pattern)
        if not hidden:
            return stored
        return chain(waiting, (quad for quad in stored if quad not in hidden))

    def has_graph(self, iri: str) -> bool:
        return any(each.has_graph(iri) for each in self._asides) or self._store.has_graph(iri)

    def checkpoint(self, directory: Path) -> None:
        self.bring_in()
        self._store.checkpoint(directory)

    def flush(self) -> None:
        """Make everything applied so far survive a power failure."""
        self._store.flush()  # what is put aside does already

    def rewrite(self) -> None:
        """Write the store anew, so that nothing that was ever deleted is left in its files."""
        self.bring_in()
        self._recollection.forget()
        self._store = self._store.rewritten(self._root)
        self._aside = Aside.left_in(self._root / "oxigraph" / "aside", 0)

    def close(self) -> None:
        self._finish_loading()
        self._aside.close()
        self._store.close()

    def bring_in(self) -> None:
        """Put into the store what still stands beside it."""
        self._finish_loading()
        if self._aside.files:
            _take_in(self._store, self._aside)
            self._aside.clear()


def _take_in(
    store: EmbeddedStore,
    aside: Aside,
    load: Callable[[EmbeddedStore, Path], None] = EmbeddedStore.load,
) -> None:
    store.flush()  # for a power failure must not leave graphs that nothing speaks of
    with aside.settled() as files:
        for path in files:
            load(store, path)


def load_in_halves(store: EmbeddedStore, path: Path) -> None:
    """Add the lines of a file; of a large one, sort two halves at the same time.

    If that fails or is killed, one half may be there without the other.
    """
    if path.stat().st_size <= SORTED_TOGETHER:
        store.load(path)
        return
    with path.open("rb") as file, ThreadPoolExecutor(2) as pool:
        half = file.read(path.stat().st_size // 2) + file.readline()
        tuple(pool.map(store.load, (half, file.read())))


def _can_wait(change: Change) -> bool:
    return (
        not change.drop
        and sum(map(len, change.load)) > _WORTH_IT
        and all(map(_is_whole, filter(None, change.load)))
    )


def _is_whole(nquads: bytes) -> bool:
    """Whether every line ends as it must, so that no line can spoil the others around it."""
    return nquads.count(f" <{graph_of(nquads)}> .\n".encode()) == nquads.count(b"\n")
