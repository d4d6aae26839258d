"""What people decided on pairs of things, as far as it holds."""

from collections.abc import Iterable

from pyoxigraph import Quad

from kg.identity.conflicts import in_force
from kg.identity.decision import Decision
from kg.identity.decisions import of_quads
from kg.identity.resolving import Judgement


def judgement(quads: Iterable[Quad], changed: Iterable[Quad]) -> Judgement:
    """Read the decisions of `quads`; those with quads among the `changed` are news."""
    held = in_force(of_quads(quads))
    pairs = (each for each in of_quads(changed) if each.kind in ("same-as", "different-from"))
    news = {thing for decision in pairs for thing in _pair(decision)}
    return Judgement(
        frozenset(_pair(decision) for decision in held if decision.kind == "same-as"),
        frozenset(_pair(decision) for decision in held if decision.kind == "different-from"),
        frozenset(news),
    )


def _pair(decision: Decision) -> tuple[str, str]:
    one, other = sorted((decision.subject[1:-1], decision.object[1:-1]))
    return one, other
