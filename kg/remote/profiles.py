"""What is known of SPARQL servers: their addresses, what they can promise, where they deviate.

Source: those that are tested, measured on Oxigraph 0.5.13 and Virtuoso 7.2.5; the others, their
documentation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Profile:
    """One product. Paths are below the address that the setting `store` gives."""

    name: str
    title: str
    query: str
    update: str
    is_tested: bool = False
    says: str = ""  # in the Server header
    timeout: tuple[str, float] | None = None  # parameter of queries, and its units in a second
    is_atomic: bool = False  # one request with several operations is done whole or not at all
    has_separate_default: bool = True  # a default graph that is not the union of the named ones
    confines_named: bool = True  # a default graph in the request leaves no named graphs
    is_clean: bool = True  # its formats are those of the standard, and can be passed on
    solutions: str = "xml"  # what to ask for where they are not
    most_inserted: int = 0  # triples in one request; 0: any number
    loads: str = ""  # where it takes lines of N-Quads, quickly and not all at once
    row_cap: bool = False  # cuts results silently
    has_triple_terms: bool = False
    keeps_numbers: bool = True  # integers and decimals of any length
    has_extensions: bool = False  # of the language, some of which connect to other machines
    cancelled: bytes = b""  # what it writes into a result that it did not finish
    hidden: frozenset[str] = frozenset()  # graphs of its own
    unanswered: frozenset[str] = frozenset()  # saved queries that it answers wrongly, or not
    whole: tuple[str, ...] = ()  # saved queries in which it cannot plan an early choice of rows
    cluster: str = "none"  # what its cluster distributes


_VIRTUOSO_HIDDEN: Final = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
    "http://www.w3.org/2002/07/owl#",
)
# Filters on what an OPTIONAL binds, unions of groups that name no graph, aggregates of
# subqueries and paths without end give other answers there than the standard says.
_VIRTUOSO_UNANSWERED: Final = (
    "abroad-and-at-home",
    "affiliates-in-events",
    "agencies-and-frameworks",
    "agreements-under",
    "around-an-event",
    "bridges",
    "disagreements",
    "events-in-place",
    "framework-lineage",
    "load-runs",
    "open-intentions",
    "partners-of-agency",
    "path-between-agencies",
    "province-cooperation",
    "sessions-of-series",
    "single-translated-source",
    "timeline",
)
_COPIES: Final = "full copies on every node"

PROFILES: Final[Mapping[str, Profile]] = {
    each.name: each
    for each in (
        Profile(
            *("oxigraph", "Oxigraph server", "/query", "/update"),
            is_tested=True,
            says="Oxigraph",
            loads="/store?no_transaction",
            is_atomic=True,
            has_triple_terms=True,
            keeps_numbers=True,
            cancelled=b"The SPARQL operation has been cancelled",
        ),
        Profile(
            *("virtuoso", "Virtuoso 7", "/sparql", "/sparql-auth"),
            is_tested=True,
            says="Virtuoso",
            timeout=("timeout", 1000.0),
            has_separate_default=False,
            confines_named=False,
            is_clean=False,
            most_inserted=500,
            row_cap=True,
            keeps_numbers=False,
            has_extensions=True,
            hidden=frozenset(_VIRTUOSO_HIDDEN),
            unanswered=frozenset(_VIRTUOSO_UNANSWERED),
            whole=("why",),
            cluster="partitions, in the commercial edition alone",
        ),
        Profile(
            *("fuseki", "Apache Jena Fuseki", "/query", "/update"),
            says="Apache Jena Fuseki",
            timeout=("timeout", 1.0),
            is_atomic=True,
            has_triple_terms=True,
        ),
        Profile(
            *("graphdb", "GraphDB", "", "/statements"),
            timeout=("timeout", 1.0),
            is_atomic=True,
            has_separate_default=False,
            has_triple_terms=True,
            has_extensions=True,
            cluster=_COPIES,
        ),
        Profile(
            *("stardog", "Stardog", "/query", "/update"),
            timeout=("timeout", 1000.0),
            is_atomic=True,
            has_triple_terms=True,
            has_extensions=True,
            cluster=_COPIES,
        ),
        Profile(
            *("neptune", "Amazon Neptune", "/sparql", "/sparql"),
            is_atomic=True,
            has_separate_default=False,
            cluster="one volume, one writer, copies of the reading node",
        ),
        Profile(
            *("qlever", "QLever", "", ""),
            timeout=("timeout", 1.0),
            has_separate_default=False,
            has_extensions=True,
        ),
    )
}
