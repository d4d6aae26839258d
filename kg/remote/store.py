"""The store of the writer on a SPARQL server: each commit is seen whole, with its number.

Where a server does several operations whole or not at all, a commit is one request. Elsewhere, and
where the server's own loader takes a part in it, it is written down beside the lease first, and
marked as begun in the store; whoever opens the store next does it again from the start, which
changes nothing that was done already.
"""

import json
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from secrets import token_hex
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import BadRequest, KgError, NotSupported, StoreAway, StoreProblem, TimedOut
from kg.query.guard import TOKEN
from kg.remote.address import Remote
from kg.remote.bulk import Loader, loader_of
from kg.remote.extensions import refuse_extensions
from kg.remote.lease import Lease
from kg.remote.literals import refuse_unkept
from kg.remote.reader import RemoteReader
from kg.remote.version import BEGUN, LIFE, NUMBER, Version, read_version
from kg.store.base import Change, Term
from kg.store.embedded import update_parts, write_whole

_TIME_S: Final = 600.0  # of one request
_LOOKS: Final = 20  # at a server that hung up over a commit, until it says whether that is done
_LOOK_S: Final = 0.5
_PENDING: Final = "pending.json"
_log = logging.getLogger(__name__)

Pattern = tuple[NamedNode | None, NamedNode | None, Term | None, NamedNode | None]


class RemoteStore(RemoteReader):
    """One writer has it. Look-ups are remembered until the next commit."""

    def __init__(self, remote: Remote) -> None:
        """Raises: StoreProblem when another writer has the store; StoreAway"""
        remote = replace(remote, replicas=())  # which may lag behind
        super().__init__(remote)
        self._me = f"<{remote.namespace.service}>"
        self._pending = Path(remote.state) / _PENDING
        self._known: dict[Pattern, tuple[Quad, ...]] = {}
        self._loader = loader_of(remote, self._endpoint)
        self.counts_loads = self._loader is not None  # until it failed to load something
        self._live()
        self._lease = Lease(remote)
        self._lease.take()
        self.number = self._finished(self._version())
        if not self.number and self.has_graph(remote.namespace.view):
            raise StoreProblem("the server has data below base_iri that no writer has put there")

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        if not self.number and graph and graph.value.startswith(self.remote.namespace.graph("")):
            return iter(())  # the first commit asks of everything whether it is there
        pattern = subject, predicate, object, graph
        if subject is None and object is None:  # too many to be remembered
            return super().quads(*pattern)
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = tuple(super().quads(*pattern))
        return iter(found)

    def apply(self, change: Change, number: int) -> None:
        """Make a change, the one with this number.

        Raises: StoreAway, StoreProblem when it is not made; NotSupported for what the server would
        not keep as it is
        """
        profile = self.remote.profile
        refuse_unkept(change, profile)
        self._prepare()
        if change.in_bulk and change.load and self._loader:
            self._in_bulk(change, number, self._loader)
        elif profile.is_atomic:
            self._at_once(list(update_parts(change)), number)
        else:
            parts = list(_pieces(change, profile.most_inserted))
            self._begin(parts, number)
            self._one_by_one(parts, number)
        self.number = number

    def update(self, text: str, base_iri: str, more: Change | None = None) -> None:
        """Run an update, and make one more change with it.

        Raises: BadRequest; NotSupported; as apply
        """
        if self.remote.profile.has_extensions:
            refuse_extensions(text)
        self._prepare()
        number, parts = self.number + 1, list(update_parts(more or Change()))
        based = f"BASE <{base_iri}>\n{text}"
        if self.remote.profile.is_atomic:
            self._at_once([based, *parts], number)
        elif _has_several(text):
            raise NotSupported("this server does several operations one by one: send them so")
        else:
            self._begin(parts, number)
            self._alone(based)
            self._one_by_one(parts, number)
        self.number = number

    def checkpoint(self, directory: Path) -> None:
        """Copies are the server's own matter."""

    def flush(self) -> None:
        """The server has made permanent what it has acknowledged."""

    def bring_in(self) -> None:
        """Nothing is put off."""

    def rewrite(self) -> None:
        """The files are the server's own matter."""

    def close(self) -> None:
        with suppress(KgError):  # it runs out by itself
            self._lease.release()
        super().close()

    def _prepare(self) -> None:
        """Make sure that nobody else writes, or wrote since the last commit."""
        if self._lease.check() and self._version().number != self.number:
            raise SystemExit("another writer was here")  # the next process reads what it wrote
        self._known.clear()

    def _at_once(self, parts: Sequence[str], number: int) -> None:
        try:
            self._endpoint.update_all([*parts, *self._numbered(number)], _TIME_S)
        except (StoreAway, TimedOut) as error:
            is_clear = isinstance(error, StoreAway) and not error.may_be_done
            if is_clear or not self._is_done(number):
                raise StoreAway(f"{error}; nothing was written") from error

    def _is_done(self, number: int) -> bool:
        """Tell whether a commit was made after all; end this process if nobody says so."""
        for _ in range(_LOOKS):
            time.sleep(_LOOK_S)
            with suppress(KgError):
                return self._version().number == number
        raise SystemExit("the SPARQL server went away over a commit")

    def _in_bulk(self, change: Change, number: int, loader: Loader) -> None:
        """Let the server's own loader bring the lines, and updates the rest."""
        most = self.remote.profile.most_inserted
        drop = [*_pieces(Change(drop=change.drop), most)]
        rest = [*_pieces(replace(change, drop=(), load=()), most)]
        lines = [*_pieces(Change(load=change.load), most)]
        self._begin([*drop, *rest, *lines], number)
        try:
            if drop:
                self._endpoint.update_all(drop, _TIME_S)
            loader([*filter(None, change.load)])
        except KgError as error:
            _log.warning("its loader does not load, updates do instead: %s", error)
            self.counts_loads = False
            rest = [*drop, *rest, *lines]
        self._one_by_one(rest, number)

    def _begin(self, parts: Sequence[str], number: int) -> None:
        write_whole(self._pending, json.dumps({"number": number, "parts": parts}))
        begun = f"{self._me} {BEGUN} {number}"
        self._endpoint.update(f"INSERT DATA {{ GRAPH {self._me} {{ {begun} }} }}", _TIME_S)

    def _alone(self, text: str) -> None:
        """Do what is done whole or not at all, with a commit that is begun."""
        try:
            self._endpoint.update(text, _TIME_S)
        except BadRequest:
            self._end()
            raise

    def _one_by_one(self, parts: Iterable[str], number: int) -> None:
        """Do the rest of a commit; this process ends over a failure, and the next one goes on."""
        try:
            self._endpoint.update_all([*parts, *self._numbered(number)], _TIME_S)
            self._end()
        except KgError as error:
            raise SystemExit(f"commit {number} is not finished: {error}") from error

    def _end(self) -> None:
        gone = f"{self._me} {BEGUN} ?begun"
        self._endpoint.update(f"WITH {self._me} DELETE {{ {gone} }} WHERE {{ {gone} }}", _TIME_S)
        self._pending.unlink(missing_ok=True)

    def _numbered(self, number: int) -> list[str]:
        """Return the operations that give the store a number."""
        old = f"{self._me} {NUMBER} ?number"
        return [
            f"WITH {self._me} DELETE {{ {old} }} WHERE {{ {old} }}",
            f"INSERT DATA {{ GRAPH {self._me} {{ {self._me} {NUMBER} {number} }} }}",
        ]

    def _version(self) -> Version:
        return read_version(self._endpoint, _TIME_S)

    def _live(self) -> None:
        """Name the store once, so that it is told apart from any other."""
        if not self._version().life:
            life = f'{self._me} {LIFE} "{token_hex(8)}"'
            self._endpoint.update(f"INSERT DATA {{ GRAPH {self._me} {{ {life} }} }}", _TIME_S)

    def _finished(self, version: Version) -> int:
        """Finish what another writer began, and return the number of the newest commit."""
        if not version.begun:
            return version.number
        try:
            pending = json.loads(self._pending.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreProblem(
                f"commit {version.begun} was begun from another host; start its writer to finish it"
            ) from error
        self._one_by_one(pending["parts"], pending["number"])
        return int(pending["number"])


def _pieces(change: Change, most: int) -> Iterator[str]:
    """Yield the operations of a change, none with more triples than a server takes."""
    yield from update_parts(Change(drop=change.drop))
    leaving = iter(change.delete)
    while some := list(islice(leaving, most or None)):
        yield from update_parts(Change(delete=some))
    loaded = (quad for lines in change.load for quad in parse(lines, format=RdfFormat.N_QUADS))
    arriving = chain(change.insert, loaded)
    while some := list(islice(arriving, most or None)):
        yield from update_parts(Change(insert=some))


def _has_several(text: str) -> bool:
    """Whether a semicolon stands between two operations."""
    depth, is_behind = 0, False
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        if is_behind and kind == "keyword":
            return True
        is_behind |= depth == 0 and token[0] == ";"
    return False
