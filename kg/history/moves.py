"""What one commit changes in the view, thing by thing, and how that is written down.

A block is text: for each thing a line with its IRI, then a line for each of its statements, without
the subject: `+` came, `-` went, a space stayed.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, groupby
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.graph.newness import NewsReader
from kg.store.base import Change, Reader
from kg.store.embedded import graph_of

_LEVEL: Final = 1  # six times smaller already, at a tenth of the time of the usual one


class Move(NamedTuple):
    """Statements are predicate and object as in N-Triples, sorted."""

    subject: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def after(self) -> tuple[str, ...]:
        """Return all that the view said of the thing from then on; nothing once it is gone."""
        return (*self.kept, *self.added)

    def only(self, statements: AbstractSet[str]) -> "Move":
        """Return the same as though no other statements had ever been made."""
        parts = (self.removed, self.added, self.kept)
        return Move(self.subject, *(tuple(s for s in part if s in statements) for part in parts))

    def without(self, statements: AbstractSet[str]) -> "Move":
        """Return the same as though some statements had never been made."""
        return self.only({*self.removed, *self.added, *self.kept} - statements)


def moves(change: Change, reader: Reader, view: NamedNode) -> list[Move]:
    """Return what a change about to be made will do to the view; what is new comes first."""
    found = _moves(change, NewsReader(reader, change.news), view)
    return sorted(found, key=lambda move: (bool(move.kept), move.subject))


def _moves(change: Change, reader: Reader, view: NamedNode) -> Iterator[Move]:
    gone = _by_subject(_lines(quad for quad in change.delete if quad.graph_name == view))
    loaded = (_of_graph(nquads, view) for nquads in change.load if nquads)
    inserted = _lines(quad for quad in change.insert if quad.graph_name == view)
    came = _by_subject(chain(inserted, *loaded))
    for subject in gone.keys() | came.keys():
        before = described(subject, reader, view)
        after = (before - gone.get(subject, set())) | came.get(subject, set())
        if before != after:
            removed, added, kept = before - after, after - before, before & after
            yield Move(subject, *(tuple(sorted(part)) for part in (removed, added, kept)))


def described(subject: str, reader: Reader, view: NamedNode) -> set[str]:
    """Return the statements that the view makes of a thing."""
    lines = _lines(reader.quads(NamedNode(subject), graph=view))
    return {line.partition(" ")[2] for line in lines}


def present(quads: Iterable[Quad]) -> Iterator[Move]:
    """Yield everything that quads say, which come subject by subject, as though it were new."""
    for _, group in groupby(quads, key=lambda quad: quad.subject):
        lines = _lines(group)
        statements = sorted(line.partition(" ")[2] for line in lines)
        yield Move(lines[0].partition(" ")[0][1:-1], (), tuple(statements), ())


def packed(some: Iterable[Move]) -> bytes:
    lines: list[str] = []
    for move in some:
        lines.append(move.subject)
        lines += ["-" + each for each in move.removed]
        lines += ["+" + each for each in move.added]
        lines += [" " + each for each in move.kept]
    return zlib.compress("\n".join(lines).encode(), _LEVEL)


def unpacked(block: bytes) -> list[Move]:
    found: list[tuple[str, dict[str, list[str]]]] = []
    for line in zlib.decompress(block).decode().split("\n"):
        if line[:1] in "+- ":
            found[-1][1][line[:1]].append(line[1:])
        else:
            found.append((line, {"-": [], "+": [], " ": []}))
    return [Move(subject, *map(tuple, parts.values())) for subject, parts in found]


def triples(subject: str, statements: Sequence[str]) -> list[Triple]:
    """Return statements as triples about `subject`."""
    text = "".join(f"<{subject}> {each} .\n" for each in statements)
    return [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]


def _by_subject(lines: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        subject, _, statement = line.partition(" ")
        found.setdefault(subject[1:-1], set()).add(statement)
    return found


def _lines(quads: Iterable[Quad]) -> list[str]:
    text = (serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES) or b"").decode()
    return [line.removesuffix(" .") for line in text.split("\n") if line]


def _of_graph(nquads: bytes, view: NamedNode) -> list[str]:
    if graph_of(nquads) != view.value:
        return []
    end = f" {view} ."
    return [line.removesuffix(end) for line in nquads.decode().split("\n") if line]
