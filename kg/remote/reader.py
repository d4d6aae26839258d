"""Reads a store on a SPARQL server, for whoever is no web process."""

from collections.abc import Iterator
from typing import Any, Final, Self

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import BadQuery, ResultTooLarge
from kg.remote.address import Remote
from kg.remote.dataset import Dataset, seen
from kg.remote.endpoint import Endpoint, Reply, row_cap
from kg.remote.version import read_version
from kg.store.base import Solution, Term, rows

_FORMATS: Final[dict[str, tuple[str, ox.QueryResultsFormat]]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
}
_TIME_S: Final = 600.0
_DIGITS: Final = "0123456789abcdef"


class RemoteReader:
    """Answers over the newest state, which may become another one while reading goes on."""

    def __init__(self, remote: Remote) -> None:
        """Raises: StoreAway, BadAnswer"""
        self.remote, self._endpoint = remote, Endpoint(remote, connections=4)
        profile = remote.profile
        self._accept, self._format = _FORMATS["json" if profile.is_clean else profile.solutions]
        self.sequence = read_version(self._endpoint, _TIME_S).number

    def select(self, query: str) -> list[Solution]:
        dataset: Dataset = []
        if view := self.remote.default_graph:
            query, dataset = seen(query, view, self.remote.profile)
        with self._asked(query, dataset) as reply:
            solutions = self._parsed(reply.whole())
            if not isinstance(solutions, ox.QuerySolutions):
                raise BadQuery("only SELECT queries give solutions")
            if cap := row_cap(reply):
                raise ResultTooLarge(f"the SPARQL server cuts results after {cap} rows")
            return rows(solutions)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        given = {"s": subject, "p": predicate, "o": object, "g": graph}
        names = [name for name, term in given.items() if term is None]
        hidden = self.remote.profile.hidden
        for row in self._rows(given):
            parts: Any = given | {name: row[name] for name in names}
            if not names or parts["g"].value not in hidden:
                yield Quad(parts["s"], parts["p"], parts["o"], parts["g"])

    def _rows(self, given: dict[str, Any], part: str = "") -> Iterator[Any]:
        """Yield the solutions of a pattern, or those of subjects whose hash begins with `part`."""
        s, p, o, g = (f"?{name}" if term is None else str(term) for name, term in given.items())
        only = f'FILTER (STRSTARTS(MD5(STR({s})), "{part}"))' if part else ""
        with self._asked(f"SELECT * {{ GRAPH {g} {{ {s} {p} {o} {only} }} }}", []) as reply:
            source: Any = reply
            if not (cap := row_cap(reply)):
                yield from self._parsed(source)
                reply.read()  # what stands behind the end, so that the connection can be kept
                return
        if given["s"] is not None:
            raise ResultTooLarge(f"the SPARQL server cuts results after {cap} rows")
        for digit in _DIGITS:
            yield from self._rows(given, part + digit)

    def has_graph(self, iri: str) -> bool:
        return any(
            True for _ in self.select(f"SELECT * {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} LIMIT 1")
        )

    def close(self) -> None:
        self._endpoint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _asked(self, query: str, dataset: Dataset) -> Reply:
        based = f"BASE <{self.remote.base_iri}>\n{query}"
        return self._endpoint.query(based, self._accept, _TIME_S, dataset)

    def _parsed(self, source: Any) -> Any:
        return ox.parse_query_results(source, format=self._format)
