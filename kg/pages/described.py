"""What the store says of one thing, and what refers to it, without reading all of a hub."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iris import PREFIX_LINES
from kg.store.base import Reader, Solution, Term, value_of
from kg.terms import EA, ORG, SKOS

MOST: Final = 500  # statements that are read whichever they are; of more, some of each property
EACH: Final = 50
_REFERRING: Final = 10
_PROPERTIES: Final = 60
_LOOKED_THROUGH: Final = 20_000  # statements that refer to a thing, for their properties

_HERE: Final = "SELECT ?p ?o { %s ?p ?o } LIMIT %d"
_ANYWHERE: Final = "SELECT DISTINCT ?p ?o { GRAPH ?g { %s ?p ?o } } LIMIT %d"
_OUT: Final = "SELECT DISTINCT ?p { %s ?p ?o } LIMIT %d"
_IN: Final = "SELECT DISTINCT ?p { { SELECT ?p { ?s ?p %s } LIMIT %d } } LIMIT %d"
_SOME_OUT: Final = "{ SELECT (%(p)s AS ?p) ?o { %(thing)s %(p)s ?o } LIMIT %(most)d }"
_SOME_IN: Final = "{ SELECT (%(p)s AS ?p) ?s { ?s %(p)s %(thing)s } LIMIT %(most)d }"
_FEW_IN: Final = "SELECT ?p ?s { VALUES ?p { %s } ?s ?p %s } LIMIT %d"
_PAGE_IN: Final = "SELECT ?s { ?s %s %s } OFFSET %d LIMIT %d"
_ABOVE: Final = "SELECT DISTINCT ?up ?next { %s (%s)+ ?up OPTIONAL { ?up %s ?next } } LIMIT 20"
_UPWARD: Final = {
    "agency": (ORG.subOrganizationOf,),
    "framework": (EA.partOf,),
    "element": (EA.elementOf, EA.partOf),
    "place": (EA.within,),
    "event": (EA.subEventOf,),
}

Statement = tuple[str, Term]  # property, value


@dataclass(frozen=True, slots=True)
class Description:
    """What the store says of one thing; of `cut` properties there are more values."""

    iri: str
    kind: str
    key: str
    statements: tuple[Statement, ...]
    cut: frozenset[str] = frozenset()

    def values(self, *predicates: str) -> list[Term]:
        return [value for predicate, value in self.statements if predicate in predicates]

    def literals(self, *predicates: str) -> list[Literal]:
        return [value for value in self.values(*predicates) if isinstance(value, Literal)]

    def is_contested(self, predicate: str) -> bool:
        """Tell whether sources differ on a property."""
        return (EA.contestedProperty.value, NamedNode(predicate)) in self.statements

    def first(self, *predicates: str) -> str:
        """Return the least of some values as text, "" where there is none."""
        return min((value_of(value) for value in self.values(*predicates)), default="")


@dataclass(frozen=True, slots=True)
class Referring:
    """Some of the things that have this one as the value of a property."""

    predicate: str
    subjects: Sequence[str]
    has_more: bool


def shown(reader: Reader, thing: NamedNode) -> tuple[tuple[Statement, ...], frozenset[str]]:
    """Return statements of the view, and of which properties there are more."""
    rows = reader.select(_HERE % (thing, MOST + 1))
    if len(rows) > MOST:
        return _some_of_each(reader, thing)
    return tuple(_statement(row) for row in rows), frozenset()


def read(reader: Reader, thing: NamedNode) -> tuple[tuple[Statement, ...], frozenset[str]]:
    """Return statements of the view, else of wherever there are any; and of what there are more."""
    statements, cut = shown(reader, thing)
    anywhere = () if statements else reader.select(_ANYWHERE % (thing, MOST))
    return statements or tuple(_statement(row) for row in anywhere), cut


def everything(reader: Reader, thing: NamedNode) -> tuple[Statement, ...]:
    """Return all statements of the view, else from wherever there are any."""
    no_limit = 1_000_000_000
    rows = reader.select(_HERE % (thing, no_limit)) or reader.select(_ANYWHERE % (thing, no_limit))
    return tuple(_statement(row) for row in rows)


def above(reader: Reader, thing: Description) -> list[str]:
    """Return what a thing is part of, the whole first."""
    upward = _UPWARD.get(thing.kind)
    if upward is None:
        return [value_of(scheme) for scheme in thing.values(SKOS.inScheme.value)]
    if not thing.values(*(way.value for way in upward)):
        return []
    path = "|".join(map(str, upward))
    rows = reader.select(PREFIX_LINES + _ABOVE % (NamedNode(thing.iri), path, path))
    found = {value_of(row["up"]): value_of(row["next"]) if "next" in row else "" for row in rows}
    chain: list[str] = []
    at = next((up for up in found if up not in found.values()), "")
    while at and at not in chain:
        chain.append(at)
        at = found.get(at, "")
    return [iri for iri in reversed(chain) if iri != thing.iri]


def referring(
    reader: Reader, thing: NamedNode, predicates: Iterable[NamedNode] = ()
) -> list[Referring]:
    """Return some of what refers to a thing by each of these properties, or by any."""
    wanted: list[Term] = list(predicates)
    if not wanted:
        found = reader.select(_IN % (thing, _LOOKED_THROUGH, _PROPERTIES))
        wanted = sorted((row["p"] for row in found), key=str)
    if not wanted:
        return []
    most = _REFERRING + 1
    rows = reader.select(_FEW_IN % (" ".join(map(str, wanted)), thing, most + 1))
    if len(rows) > most:  # one property may have taken the places of the others
        parts = (_SOME_IN % {"p": p, "thing": thing, "most": most} for p in wanted)
        rows = reader.select(f"SELECT ?p ?s {{ {' UNION '.join(parts)} }}")
    subjects: dict[str, list[str]] = {}
    for row in rows:
        subjects.setdefault(value_of(row["p"]), []).append(value_of(row["s"]))
    return [
        Referring(p, some[:_REFERRING], len(some) > _REFERRING)
        for p, some in sorted(subjects.items())
    ]


def referring_page(
    reader: Reader, thing: NamedNode, predicate: NamedNode, first: int, most: int
) -> list[str]:
    """Return a page of what has a thing as a value, in the order of the store."""
    rows = reader.select(_PAGE_IN % (predicate, thing, first, most))
    return [value_of(row["s"]) for row in rows]


def _some_of_each(reader: Reader, thing: NamedNode) -> tuple[tuple[Statement, ...], frozenset[str]]:
    predicates = [row["p"] for row in reader.select(_OUT % (thing, _PROPERTIES))]
    parts = (_SOME_OUT % {"p": p, "thing": thing, "most": EACH + 1} for p in predicates)
    rows = reader.select(f"SELECT ?p ?o {{ {' UNION '.join(parts)} }}")
    found = [_statement(row) for row in rows]
    counts: dict[str, int] = {}
    kept = [each for each in found if _counted(counts, each[0]) <= EACH]
    return tuple(kept), frozenset(p for p, count in counts.items() if count > EACH)


def _counted(counts: dict[str, int], name: str) -> int:
    counts[name] = counts.get(name, 0) + 1
    return counts[name]


def _statement(row: Solution) -> Statement:
    return value_of(row["p"]), row["o"]
