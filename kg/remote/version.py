"""What a store on a server says of itself: its newest commit, its life, who writes to it.

Shape:  <base>graph/service, in the graph of that name:
            dcterms:identifier the newest whole commit ; dcterms:hasVersion "life of the store" ;
            dcterms:requires a commit begun, where commits are not made at once ;
            dcterms:publisher "who writes" ; dcterms:valid until when
"""

from secrets import token_hex
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.remote.endpoint import Endpoint

_DCTERMS: Final = "http://purl.org/dc/terms/"
NUMBER, LIFE, BEGUN = (f"<{_DCTERMS}{name}>" for name in ("identifier", "hasVersion", "requires"))
HOLDER, UNTIL = (f"<{_DCTERMS}{name}>" for name in ("publisher", "valid"))
JSON: Final = "application/sparql-results+json"


class Version(NamedTuple):
    number: int = 0
    life: str = ""
    begun: int = 0  # 0: nothing is being written

    @property
    def state(self) -> str:
        """What differs between any two states of the data, and each time where none is known."""
        is_known = self.life and not self.begun
        return f"{self.number}-{self.life}" if is_known else f"0-{token_hex(8)}"


def read_version(endpoint: Endpoint, time_s: float, urls: tuple[str, ...] = ()) -> Version:
    """Ask a server which commit it has.

    Raises: as Endpoint.query
    """
    found = said(endpoint, time_s, urls)
    number, begun = (int(found.get(name, "0")) for name in (NUMBER, BEGUN))
    return Version(number, found.get(LIFE, ""), begun)


def said(endpoint: Endpoint, time_s: float, urls: tuple[str, ...] = ()) -> dict[str, str]:
    """Return all that a server says of the store, by predicate."""
    me = f"<{endpoint.remote.namespace.service}>"
    text = f"SELECT ?p ?o {{ GRAPH {me} {{ {me} ?p ?o }} }}"
    with endpoint.query(text, JSON, time_s, urls=urls) as reply:
        results = ox.parse_query_results(reply.whole(), format=ox.QueryResultsFormat.JSON)
    return {str(row["p"]): row["o"].value for row in results}  # type: ignore[union-attr]
