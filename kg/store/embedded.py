"""Oxigraph in this process: the writer's store on disk, checkpoints read-only, stores in memory.

The physical default graph stays empty in managed mode; queries see the view in its place.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import BadQuery, KgError, StoreProblem
from kg.iris import Namespace
from kg.store.base import Change, Solution, Term, rows
from kg.store.checkpoints import Pin, pin
from kg.store.rewriting import finish, rewrite

FORMAT: Final = 2  # of the layout below the store directory and of Oxigraph's files
FORMER: Final = 1  # what `kg upgrade` brings to it


class OxigraphReader:
    """Reads one Oxigraph store."""

    def __init__(self, engine: ox.Store, namespace: Namespace, *, managed: bool = True) -> None:
        self._engine, self._namespace = engine, namespace
        self._default_graph = NamedNode(namespace.view) if managed else None

    def select(self, query: str) -> list[Solution]:
        try:
            solutions = self._engine.query(query, default_graph=self._default_graph)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error
        if not isinstance(solutions, ox.QuerySolutions):
            raise BadQuery("only SELECT queries give solutions")
        return rows(solutions)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        return iter(self._engine.quads_for_pattern(subject, predicate, object, graph))

    def close(self) -> None:
        """Let go of the files; nothing can be asked any more."""
        del self._engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class CheckpointReader(OxigraphReader):
    """Reads one checkpoint, which stays pinned until `close`."""

    def __init__(self, pinned: Pin, namespace: Namespace, *, managed: bool = True) -> None:
        super().__init__(ox.Store.read_only(str(pinned.path)), namespace, managed=managed)
        self._pin = pinned
        self.sequence = pinned.sequence

    def close(self) -> None:
        super().close()  # its files go before the pin
        self._pin.close()


class EmbeddedStore(OxigraphReader):
    """The read-write store of one process; `open` locks its directory."""

    @classmethod
    def open(cls, root: Path, namespace: Namespace, *, managed: bool = True) -> "EmbeddedStore":
        """Return the store below `root`, which is made when it is not there.

        Raises: StoreProblem when another process has it, or its stamp says another base IRI or
        format.
        """
        finish(root)
        directory = root / "oxigraph"
        dataset = "managed" if managed else "plain"
        _check_stamp(root, namespace.base, dataset, is_new=not directory.exists())
        _remove_unfinished_loads(directory)
        try:
            engine = ox.Store(str(directory))
        except OSError as error:
            raise StoreProblem(_why_not_open(root, error)) from error
        return cls(engine, namespace, managed=managed)

    def apply(self, change: Change) -> None:
        if change.drop or change.delete or change.load:
            self._engine.update("\n;".join(update_parts(change)))
        elif change.in_bulk:
            self._engine.bulk_extend(change.insert)
        else:
            self._engine.extend(change.insert)

    @property
    def namespace(self) -> Namespace:
        return self._namespace

    def load(self, source: Path | bytes) -> None:
        """Add the N-Quads of a file, or themselves, all or none; quickest for many."""
        lines = {"input": source} if isinstance(source, bytes) else {"path": str(source)}
        self._engine.bulk_load(**lines, format=ox.RdfFormat.N_QUADS, lenient=True)

    def update(self, text: str, base_iri: str, more: Change | None = None) -> None:
        """Run an update, and make one more change in the same transaction.

        Raises: BadQuery when it does not parse; KgError when an operation of it fails.
        """
        parts = [text, *update_parts(more)] if more else [text]
        try:
            self._engine.update("\n;".join(parts), base_iri=base_iri)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error
        except RuntimeError as error:
            raise KgError(str(error)) from error

    def rewritten(self, root: Path) -> "EmbeddedStore":
        """Return the same store in new files; this one is closed."""
        namespace, is_managed = self._namespace, self._default_graph is not None
        rewrite(self._engine, root)
        self.close()
        return EmbeddedStore.open(root, namespace, managed=is_managed)

    def has_graph(self, iri: str) -> bool:
        return self._engine.contains_named_graph(NamedNode(iri))

    def checkpoint(self, directory: Path) -> None:
        self._engine.backup(str(directory))

    def flush(self) -> None:
        self._engine.flush()


def memory_store(namespace: Namespace | None = None, *, managed: bool = True) -> EmbeddedStore:
    """Return an empty store that lives as long as this process and cannot make checkpoints."""
    return EmbeddedStore(ox.Store(), namespace or Namespace(), managed=managed)


def open_checkpoint(path: Path, namespace: Namespace, *, managed: bool = True) -> CheckpointReader:
    """Return a reader of the checkpoint at `path`.

    Raises: StoreProblem when it was swept away meanwhile; ask for the newest one again.
    """
    pinned = pin(path)
    try:
        return CheckpointReader(pinned, namespace, managed=managed)
    except OSError as error:
        pinned.close()
        raise StoreProblem(f"{path} is not a checkpoint that can be read: {error}") from error


def update_parts(change: Change) -> Iterator[str]:
    for graph in change.drop:
        yield f"DROP SILENT GRAPH {graph}"
    yield from _data_parts("DELETE", change.delete)
    yield from _data_parts("INSERT", change.insert)
    for nquads in filter(None, change.load):
        yield _graph_part(nquads)


def graph_of(nquads: bytes) -> str:
    """Return the IRI of the graph that the first line names."""
    first = nquads[: nquads.index(b"\n")]
    return first[first.rindex(b" <") + 2 : -3].decode()


def _graph_part(nquads: bytes) -> str:
    """Return the lines of one graph as an update; they are not read here, which saves much."""
    graph = graph_of(nquads)
    triples = nquads.replace(f" <{graph}> .\n".encode(), b" .\n")
    return f"INSERT DATA {{\nGRAPH <{graph}> {{\n{triples.decode()}}}}}"


def _data_parts(verb: str, quads: Iterable[Quad]) -> Iterator[str]:
    graphs: dict[Term | ox.DefaultGraph, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    for graph, triples in graphs.items():
        lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        block = lines if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{lines}}}"
        yield f"{verb} DATA {{\n{block}}}"


def read_stamp(root: Path) -> dict[str, object]:
    """Return what was written down about a store when it was made.

    Raises: StoreProblem
    """
    try:
        found: dict[str, object] = json.loads((root / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreProblem(f"{root} holds a store without a readable stamp.json") from error
    return {"dataset": "managed"} | found  # which the oldest stores do not say


def _check_stamp(root: Path, base_iri: str, dataset: str, *, is_new: bool) -> None:
    expected = {"format": FORMAT, "base_iri": base_iri, "dataset": dataset}
    if is_new:
        write_whole(root / "stamp.json", json.dumps(expected, indent=2) + "\n")
        return
    found = read_stamp(root)
    for name, value in expected.items():
        if found.get(name) != value:
            way = "; kg upgrade brings it there" if found.get(name) == FORMER else ""
            is_so = f"the store in {root} has {name} {found.get(name)}, not {value}"
            raise StoreProblem(is_so + way)


def write_whole(path: Path, text: str, mode: int = 0o666) -> None:
    """Put a file in place of the former one, whole and for good."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(partial, flags, mode), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _remove_unfinished_loads(directory: Path) -> None:
    """Oxigraph leaves the files of a bulk load that was killed, and never looks at them again."""
    for leftover in directory.glob("bulk-*.sst"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def _why_not_open(root: Path, error: OSError) -> str:
    if "lock" in str(error).lower():
        return f"the store in {root} is in use by another process"
    return f"the store in {root} cannot be opened: {error}"
