"""Everything the writer does to its store, one transaction after the other."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from pyoxigraph import NamedNode, Quad

from kg.added import keep
from kg.archive import Archive
from kg.commit import initial, plan, renewal
from kg.errors import KgError, NotFound, PreconditionFailed
from kg.graph.document import DocumentGraph
from kg.history.differing import between
from kg.history.log import Cause, Log
from kg.history.moves import described, moves, present
from kg.identity.decision import Decision
from kg.identity.decisions import entry_rows, get, quads, read
from kg.identity.standing import refuse_outdated
from kg.iris import Namespace, h16
from kg.remote.address import Remote
from kg.remote.store import RemoteStore
from kg.runs import Candidate, Runs
from kg.store import checkpoints
from kg.store.base import Change
from kg.store.deferring import DeferringStore
from kg.store.embedded import EmbeddedStore
from kg.store.numbering import Numbering
from kg.store.rewriting import TAKEN, sync_folder
from kg.writer import DIRTY

MOST_TOGETHER: Final = 100  # documents in one transaction
_CALM: Final = 20  # publishing takes at most one part in so many of the time: it makes small files
_BRISK: Final = 3  # the same, while somebody waits to read what was just written
_PAUSE_S: Final = 0.2  # between checkpoints, at least
_MOST_UNPUBLISHED: Final = 2_000  # documents; what is not published yet takes memory
_NO_DOCUMENTS: Final = "a plain dataset holds no documents; write to it by /update or /graphs"

OutcomeKind: TypeAlias = Literal["added", "replaced", "unchanged", "rejected"]


class Outcome(NamedTuple):
    kind: OutcomeKind
    reason: str = ""


class Committer:
    """Owns the read-write store: numbers its commits and publishes its checkpoints.

    An acknowledged commit survives the death of this process; once published, it and the bytes
    it was read from survive a power failure.
    """

    def __init__(
        self,
        root: Path,
        archive: Path,
        namespace: Namespace,
        *,
        managed: bool,
        changes_keep_days: int = 0,
        remote: Remote | None = None,
    ) -> None:
        self._root = root
        self._archive = Archive(archive)
        self._namespace = namespace
        self._store: DeferringStore | RemoteStore
        self._numbering: Numbering | None = None
        if remote:
            self._store = RemoteStore(remote)
            self.sequence = self._store.number
        else:
            store = EmbeddedStore.open(root, namespace, managed=managed)
            self._numbering = None if managed else Numbering(root)
            self.sequence = (
                self._numbering.last if self._numbering else Runs(store, namespace).last_sequence()
            )
            remembered = () if self._numbering else (namespace.identity, namespace.matching)
            self._store = DeferringStore(store, root, self.sequence, remembered)
        self._runs = Runs(self._store, namespace)
        newest = checkpoints.newest(self._root)
        self.published = int(newest.name) if newest else 0
        self._has_checkpoints = remote is None
        self._published_at = self._publishing_s = 0.0
        self._unpublished = 0
        self._is_awaited = False
        self._is_archive_safe = False
        self.is_swept = False  # of what was erased
        self._log = Log(root, namespace.base, self.sequence, changes_keep_days) if managed else None
        self._begin()
        self.publish()

    def _begin(self) -> None:
        """Give a store what it has to hold before anything else."""
        if self._numbering:
            self.sequence = self.sequence or self._numbering.next()
            return
        view = NamedNode(self._namespace.view)
        if self._log and self.sequence and not self._log.last:
            held = present(self._store.quads(graph=view))  # the store is older than its log
            self._log.append(self.sequence, "begun", (), held)
        if self.sequence:
            self._take_up_entries()
        else:
            keep(self._root, [])
            self._commit(initial(self._namespace), _now(), "start")

    def add(
        self, graphs: Sequence[DocumentGraph], started: str, *, in_bulk: bool = False
    ) -> list[Outcome]:
        """Put documents into the store, each whole or not at all."""
        if self._numbering:
            return [Outcome("rejected", _NO_DOCUMENTS)] * len(graphs)
        self._is_archive_safe = False
        erased = self._archive.banned()
        allowed = [g for g in graphs if erased.isdisjoint({g.key, h16(g.digest)})]
        made = (o for batch in self._batches(allowed) for o in self._try(batch, started, in_bulk))
        refused = Outcome("rejected", "it was erased meanwhile")
        return [next(made) if graph in allowed else refused for graph in graphs]

    def known(self, candidates: Sequence[Candidate]) -> list[bool]:
        """Tell which bytes are there already; they belong to the candidate's path from now on."""
        found = [self._runs.known(candidate) for candidate in candidates]
        delete, insert = [], []
        for version, candidate in zip(found, candidates, strict=True):
            if version is not None:
                moved = self._runs.moved(version, candidate.path)
                delete += moved[0]
                insert += moved[1]
        if delete or insert:
            self._commit(Change(delete=delete, insert=insert), _now(), "load")
        return [version is not None for version in found]

    def remove(self, reference: str, path: str) -> str:
        """Take a document out of the store; return its key.

        Raises: NotFound
        """
        if self._numbering:
            raise NotFound(_NO_DOCUMENTS)
        key = self._runs.find(reference, path)
        change = plan(self._store, self._namespace, [], removed=[key])
        self._commit(_and(change, self._runs.forgotten(key), []), _now(), "removal", [key])
        return key

    def family(self, reference: str, path: str) -> tuple[list[str], set[str]]:
        """Return the keys of a document and its predecessors, and the hashes of their digests.

        Bytes that another document has as well are not among them.
        Raises: NotFound
        """
        if self._numbering:
            raise NotFound(_NO_DOCUMENTS)
        keys = self._runs.family(reference, path)
        theirs = {name for key in keys for name in self._runs.hashes(key)}
        return keys, theirs - self._runs.hashes_of_others(keys)

    def erase(
        self, documents: Sequence[str], purged: Sequence[str] = (), things: Sequence[str] = ()
    ) -> None:
        """Take documents out, with all that the other graphs and the log have of them.

        Of those `purged` the log forgets what they do not say any more; nothing stays of `things`
        but hashes of their IRIs. The files of the store are written anew, and all older checkpoints
        go when nobody reads them any more.
        """
        active = [key for key in documents if self._runs.digest(key)]
        persons = {NamedNode(iri) for iri in things}
        about = {thing for key in documents for thing in self._runs.made(key)} | persons
        decisions = Change(delete=[*self._runs.decisions_about(about)])
        traces = [quad for key in documents for quad in self._runs.traces(key)]
        traces += self._runs.traces_of(persons)
        change = plan(self._store, self._namespace, removed=active, decisions=decisions)
        self._commit(_and(change, traces, []), _now(), "erasure", documents)
        view = NamedNode(self._namespace.view)
        keys = {*documents, *purged}
        if self._log:
            hidden = {iri: self._namespace.thing("person", f"erased-{h16(iri)}") for iri in things}
            self._log.erase(keys, lambda thing: described(thing, self._store, view), hidden)
        self._store.rewrite()
        self._commit(Change(), _now(), "erasure")
        self.publish()
        checkpoints.keep_since(self._root, self.sequence)
        self.is_swept = False
        self.sweep()

    def take(self, other_root: Path, sequence: int, cause: Cause) -> None:
        """Let another store take this one's place when it is opened next; nothing may follow.

        Raises: PreconditionFailed when there were commits after this one
        """
        if self.sequence != sequence or not self._log or not self._has_checkpoints:
            raise PreconditionFailed("something was committed meanwhile")
        self._store.bring_in()
        other = EmbeddedStore.open(other_root, self._namespace)
        runs = Runs(other, self._namespace)
        number = max(sequence, runs.last_sequence()) + 1
        changes = between(self._store, other, NamedNode(self._namespace.view))
        new = [key for key in runs.active() if not self._runs.digest(key)]
        self._log.append(number, cause, new, changes)
        other.apply(Change(insert=runs.run(number, _now())))
        other.flush()
        other.close()
        (other_root / "oxigraph").rename(self._root / TAKEN)
        sync_folder(self._root)

    def sweep(self) -> None:
        """Delete the checkpoints that nobody needs."""
        since = checkpoints.erased_since(self._root)
        checkpoints.sweep(self._root, since)
        is_settled = self.is_swept or not self._log or self._log.settle()
        self.is_swept = is_settled and not checkpoints.older(self._root, since)

    def decide(
        self, add: Sequence[Decision], retract: Sequence[str], if_unchanged: Mapping[str, str]
    ) -> None:
        """Add decisions, and take others back by their keys, all or nothing.

        `if_unchanged` has, by key, the tag of the standing that each was made on.
        Raises: BadDecision, NotFound, PreconditionFailed
        """
        if self._numbering:
            raise NotFound(_NO_DOCUMENTS)
        gone = refuse_outdated(self._store, self._namespace, add, retract, if_unchanged)
        former = get(self._store, self._namespace, [decision.key for decision in add]).values()
        delete = [q for each in (*gone, *former) for q in quads(each, self._namespace)]
        insert = [q for each in add for q in quads(each, self._namespace)]
        decisions = Change(delete=delete, insert=insert)
        self._commit(plan(self._store, self._namespace, decisions=decisions), _now(), "decision")
        self._is_awaited = True
        if any(each.entry for each in (*gone, *add)):
            self._take_up_entries()

    def _take_up_entries(self) -> None:
        """Let what people added to the authority data count, here and for whoever reads."""
        keep(self._root, entry_rows(read(self._store, self._namespace)))
        if change := renewal(self._store, self._namespace):
            self._commit(change, _now(), "edition")

    def update(self, text: str) -> None:
        """Run an update that may run, as a commit of its own; readers are to see it soon.

        Raises: BadQuery, KgError as EmbeddedStore.update
        """
        run = Change(insert=self._runs.run(self.sequence + 1, _now()))
        more = None if self._numbering else run
        was_published = self.published == self.sequence
        (self._root / DIRTY).touch()
        try:
            self._store.update(text, self._namespace.base, more)
        except KgError:
            if was_published:
                (self._root / DIRTY).unlink()
            raise
        self.sequence = self._numbering.next() if self._numbering else self.sequence + 1
        self._is_awaited = True

    def bring_in(self) -> None:
        """Do what was put off, so that an update is not held to account for it."""
        self._store.bring_in()

    def has_graph(self, iri: str) -> bool:
        return self._store.has_graph(iri)

    def flush(self) -> None:
        """Make everything committed so far survive a power failure."""
        if self.publication_due_s == 0:
            self.publish()  # does that, too
        else:
            self._store.flush()

    @property
    def counts_loads(self) -> bool:
        """Whether the server's own loader brought all loads in bulk, and each was counted."""
        return isinstance(self._store, RemoteStore) and self._store.counts_loads

    @property
    def publication_due_s(self) -> float | None:
        """Seconds until the next checkpoint should be published; None when the newest will do."""
        if self.published == self.sequence:
            return None
        if self._unpublished >= _MOST_UNPUBLISHED:
            return 0.0
        rest_s = max(_PAUSE_S, (_BRISK if self._is_awaited else _CALM) * self._publishing_s)
        return max(0.0, self._published_at + rest_s - time.monotonic())

    def publish(self) -> None:
        """Make the present state the newest checkpoint."""
        if self.published != self.sequence:
            started = time.monotonic()
            if not self._is_archive_safe:
                self._archive.sync()
                self._is_archive_safe = True
            if self._has_checkpoints:
                checkpoints.publish(self._store, self._root, self.sequence)
            self.published = self.sequence
            self._unpublished = 0
            self._is_awaited = False
            self.sweep()
            self._published_at = time.monotonic()
            self._publishing_s = self._published_at - started
        (self._root / DIRTY).unlink(missing_ok=True)

    def close(self) -> None:
        self.publish()
        self._store.close()
        if self._log:
            self._log.close()

    def _batches(self, graphs: Sequence[DocumentGraph]) -> Iterator[list[DocumentGraph]]:
        """Split documents so that no two in one transaction touch the same document or path."""
        batch: list[DocumentGraph] = []
        taken: set[str] = set()
        for graph in graphs:
            touched = {graph.key, *self._runs.superseded(graph.key, graph.path)}
            if graph.path.startswith("/"):
                touched.add(graph.path)
            if len(batch) == MOST_TOGETHER or touched & taken:
                yield batch
                batch, taken = [], set()
            batch.append(graph)
            taken |= touched
        if batch:
            yield batch

    def _try(self, batch: Sequence[DocumentGraph], started: str, in_bulk: bool) -> list[Outcome]:
        try:
            return self._add(batch, started, in_bulk)
        except Exception as error:  # noqa: BLE001 - one bad document must not stop the others
            if len(batch) == 1:
                return [Outcome("rejected", f"{type(error).__name__}: {error}")]
        return [outcome for graph in batch for outcome in self._try([graph], started, False)]

    def _add(self, batch: Sequence[DocumentGraph], started: str, in_bulk: bool) -> list[Outcome]:
        superseded = {
            old: graph.key
            for graph in batch
            for old in self._runs.superseded(graph.key, graph.path)
        }
        outcomes = [self._outcome(graph, superseded) for graph in batch]
        changed = [
            graph
            for graph, outcome in zip(batch, outcomes, strict=True)
            if outcome.kind != "unchanged"
        ]
        change = Change()
        if changed or superseded:
            change = plan(self._store, self._namespace, changed, superseded=superseded)
        delete, insert = self._runs.generated(changed, self.sequence + 1)
        for graph in batch:
            moved = self._runs.moved(self._runs.version(graph), graph.path)
            delete += moved[0]
            insert += moved[1]
        if changed or superseded or delete or insert:
            keys = [*(graph.key for graph in changed), *superseded]
            change = replace(_and(change, delete, insert), in_bulk=in_bulk)
            self._commit(change, started, "load", keys)
        self._unpublished += len(changed)
        return outcomes

    def _outcome(self, graph: DocumentGraph, superseded: dict[str, str]) -> Outcome:
        if not graph.again and self._runs.holds(graph.key, graph.digest, graph.pipeline):
            return Outcome("unchanged")
        is_new = self._runs.digest(graph.key) is None and graph.key not in superseded.values()
        return Outcome("added" if is_new else "replaced")

    def _commit(
        self, change: Change, started: str, cause: Cause, documents: Sequence[str] = ()
    ) -> None:
        if self.published == self.sequence:
            (self._root / DIRTY).touch()
        number = self.sequence + 1
        if self._log:
            view = NamedNode(self._namespace.view)
            self._log.append(number, cause, documents, moves(change, self._store, view))
        self._store.apply(_and(change, [], self._runs.run(number, started)), number)
        self.sequence = number


def _and(change: Change, delete: Sequence[Quad], insert: Sequence[Quad]) -> Change:
    return replace(change, delete=[*change.delete, *delete], insert=[*change.insert, *insert])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
