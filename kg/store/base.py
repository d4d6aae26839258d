"""What the program asks of a store, whichever engine stands behind it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

Term: TypeAlias = NamedNode | Literal | BlankNode | Triple
Solution: TypeAlias = dict[str, Term]  # unbound variables are absent


def rows(solutions: QuerySolutions) -> list[Solution]:
    """Return the solutions of the engine as bindings."""
    names = [variable.value for variable in solutions.variables]
    return [
        {name: term for name in names if (term := solution[name]) is not None}
        for solution in solutions
    ]


def value_of(term: object) -> str:
    """Return the IRI, the characters or the label of a term, and what is no term as text."""
    return str(getattr(term, "value", term))


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: graphs are dropped, then quads deleted, then quads inserted, all or nothing."""

    drop: tuple[NamedNode, ...] = ()
    delete: Sequence[Quad] = ()
    insert: Sequence[Quad] = ()
    load: Sequence[bytes] = ()  # more to insert: each all of one graph, as lines of N-Quads
    news: AbstractSet[NamedNode] = frozenset()  # of what is inserted, what nothing names yet
    in_bulk: bool = False  # quickly, even where it then is not seen all at once


class Reader(Protocol):
    """Answers over one state of the data. Queries see the view as default graph."""

    def select(self, query: str) -> list[Solution]:
        """Return the solutions of a SELECT query, in its order."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches anything."""


class QuadStore(Reader, Protocol):
    """The read-write store that the writer owns."""

    def apply(self, change: Change) -> None:
        """Make a change in one transaction."""

    def checkpoint(self, directory: Path) -> None:
        """Write an immutable copy of the present state into a new directory."""

    def flush(self) -> None:
        """Make everything applied so far survive a power failure."""
