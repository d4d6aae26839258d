"""Look-ups that every commit makes again, answered from memory until a change touches them."""

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.store.base import Term

_MOST_TERMS: Final = 1 << 15  # of some kilobyte each, at worst

Pattern = tuple[NamedNode | None, NamedNode | None, Term | None, NamedNode]


class Recollection:
    """The answers to look-ups of one subject or one object, in a few graphs."""

    def __init__(self, graphs: Iterable[str]) -> None:
        self._graphs = frozenset(graphs)
        self._answers: dict[Term, dict[Pattern, tuple[Quad, ...]]] = {}

    def covers(self, graph: NamedNode | None) -> bool:
        return graph is not None and graph.value in self._graphs

    def quads(self, pattern: Pattern, ask: Callable[[], Iterable[Quad]]) -> tuple[Quad, ...]:
        """Return what `ask` does, or did when it was asked the same."""
        term = pattern[0] or pattern[2]
        if term is None:
            return tuple(ask())
        answers = self._answers.get(term)
        if answers is None:
            if len(self._answers) >= _MOST_TERMS:
                self._answers.clear()
            answers = self._answers[term] = {}
        found = answers.get(pattern)
        if found is None:
            found = answers[pattern] = tuple(ask())
        return found

    def forget(self, quads: Iterable[Quad]) -> None:
        """Ask again for whatever these quads are part of: they came or went."""
        for subject, _, object, _ in quads:
            self._answers.pop(subject, None)
            self._answers.pop(object, None)

    def forget_all(self) -> None:
        self._answers.clear()
