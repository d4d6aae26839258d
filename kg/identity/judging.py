"""What people decided on pairs of things: the later word counts."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.identity.resolving import Judgement
from kg.terms import DCTERMS, RDF, concept


def judgement(quads: Iterable[Quad], changed: Iterable[Quad]) -> Judgement:
    """Read the decisions of `quads`; those with quads among the `changed` are news."""
    found: dict[tuple[str, str], tuple[str, str, bool]] = {}
    for decision, values in _by_decision(quads).items():
        if pair := _pair(values):
            word = (values[DCTERMS.created].value, decision, _is_same(values))
            found[pair] = max(found.get(pair, word), word)
    news = {thing for values in _by_decision(changed).values() for thing in _pair(values) or ()}
    return Judgement(
        frozenset(pair for pair, (_, _, is_same) in found.items() if is_same),
        frozenset(pair for pair, (_, _, is_same) in found.items() if not is_same),
        frozenset(news),
    )


_Values = dict[NamedNode, NamedNode | Literal]


def _by_decision(quads: Iterable[Quad]) -> dict[str, _Values]:
    found: dict[str, _Values] = {}
    for quad in quads:
        if isinstance(quad.object, (NamedNode, Literal)):
            found.setdefault(str(quad.subject), {})[quad.predicate] = quad.object
    return found


def _is_same(values: _Values) -> bool:
    return values.get(DCTERMS.type) == concept("decision-kind", "same-as")


def _pair(values: _Values) -> tuple[str, str] | None:
    is_apart = values.get(DCTERMS.type) == concept("decision-kind", "different-from")
    if not (is_apart or _is_same(values)):
        return None
    one, other = sorted((values[RDF.subject].value, values[RDF.object].value))
    return one, other
