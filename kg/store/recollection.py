"""Look-ups that every commit makes again, answered from memory and kept up to date by each."""

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.store.base import Term

_MOST: Final = 1 << 16  # quads and patterns, of some 300 bytes each

Pattern = tuple[NamedNode | None, NamedNode | None, Term | None, NamedNode]


class Recollection:
    """The answers to look-ups of one subject or one object, in a few graphs."""

    def __init__(self, graphs: Iterable[str]) -> None:
        self._graphs = frozenset(graphs)
        self._answers: dict[Term, dict[Pattern, dict[Quad, None]]] = {}
        self._held = 0

    def covers(self, graph: NamedNode | None) -> bool:
        return graph is not None and graph.value in self._graphs

    def quads(self, pattern: Pattern, ask: Callable[[], Iterable[Quad]]) -> Iterable[Quad]:
        """Return what `ask` does now, and asks only when it never did so before."""
        term = pattern[0] or pattern[2]
        if term is None:
            return ask()
        found = self._answers.get(term, {}).get(pattern)
        if found is None:
            found = dict.fromkeys(ask())
            self._held += len(found) + 1
            if self._held > _MOST:
                self.forget()
            self._answers.setdefault(term, {})[pattern] = found
        return found

    def note(self, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Take into account that these quads went, and then these came."""
        for quad in delete:
            for answer in self._concerned(quad):
                answer.pop(quad, None)
        for quad in insert:
            for answer in self._concerned(quad):
                answer[quad] = None
                self._held += 1

    def forget(self) -> None:
        self._answers.clear()
        self._held = 0

    def _concerned(self, quad: Quad) -> Iterable[dict[Quad, None]]:
        for term in {quad.subject, quad.object}:
            for pattern, answer in self._answers.get(term, {}).items():
                if all(want in (None, is_) for want, is_ in zip(pattern, quad, strict=True)):
                    yield answer
