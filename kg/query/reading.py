"""Reads through the query processes, for whoever must not evaluate anything itself."""

from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.query.protocol import Operation
from kg.query.remembering import Memory
from kg.query.workers import Pool
from kg.store.base import Solution, Term, rows


class PoolReader:
    """A `Reader` whose queries run in the pool, each on the newest checkpoint there is."""

    def __init__(self, pool: Pool | Memory) -> None:
        self._pool = pool

    def answer(self, query: str, form: str) -> bytes:
        """Return the answer of a SELECT query in the format with that suffix."""
        operation = Operation(query, self._pool.limits.time_s, solutions=form)
        return b"".join(self._pool.run(operation).blocks)

    def select(self, query: str) -> list[Solution]:
        results = ox.parse_query_results(
            self.answer(query, "json"), format=ox.QueryResultsFormat.JSON
        )
        return rows(results) if isinstance(results, ox.QuerySolutions) else []

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        given = {"s": subject, "p": predicate, "o": object, "g": graph}
        s, p, o, g = (str(term) if term is not None else f"?{name}" for name, term in given.items())
        fixed = {name: term for name, term in given.items() if term is not None}
        for solution in self.select(f"SELECT * {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            parts = fixed | solution
            yield Quad(parts["s"], parts["p"], parts["o"], parts["g"])  # type: ignore[arg-type]
