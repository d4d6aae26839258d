"""Decisions that contradict each other, and which of them holds.

The later one holds; of two of the same second, the one with the smaller key. That two things are
one and that they are not also contradict each other when other decisions stand in between.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.identity.decision import Decision

_ON_FACTS = ("reject", "correct", "confirm")


@dataclass(frozen=True, slots=True)
class Conflict:
    """`overruled` has no effect, for it cannot be true together with all of `holding`."""

    overruled: Decision
    holding: tuple[Decision, ...]


def conflicts(decisions: Iterable[Decision]) -> list[Conflict]:
    """Return every contradiction, those of the latest overruled decisions first."""
    return [each for each in _judged(decisions) if isinstance(each, Conflict)]


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold: they contradict each other in nothing."""
    return [each for each in _judged(decisions) if isinstance(each, Decision)]


def _judged(decisions: Iterable[Decision]) -> Iterator[Decision | Conflict]:
    pairs, facts = _Pairs(), _Facts()
    for decision in _latest_first(decisions):
        against: Sequence[Decision] = ()
        if decision.kind in ("same-as", "different-from"):
            against = pairs.against(decision)
        elif decision.kind in _ON_FACTS:
            against = facts.against(decision)
        yield Conflict(decision, tuple(against)) if against else decision


def _latest_first(decisions: Iterable[Decision]) -> list[Decision]:
    by_key = sorted(decisions, key=lambda each: (each.key, each.replacement))
    return sorted(by_key, key=lambda each: each.when, reverse=True)  # stable


class _Facts:
    """What holds of single facts."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str, str], Decision] = {}

    def against(self, decision: Decision) -> list[Decision]:
        """Return what contradicts a decision; without that, it holds from now on."""
        fact = decision.subject, decision.predicate, decision.object, decision.source
        known = self._known.setdefault(fact, decision)
        is_other = (known.kind, known.replacement) != (decision.kind, decision.replacement)
        return [known] if is_other else []


class _Pairs:
    """Which things are one, and which are not."""

    def __init__(self) -> None:
        self._same: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
        self._different: dict[str, list[tuple[str, Decision]]] = defaultdict(list)

    def against(self, decision: Decision) -> list[Decision]:
        """Return what contradicts a decision; without that, it holds from now on."""
        one, other = decision.subject, decision.object
        ways, ways_back = self._reached(one), self._reached(other)
        if decision.kind == "different-from":
            found = ways.get(other, [])
        else:
            found = self._told_different(ways, ways_back)
        if not found:
            edges = self._same if decision.kind == "same-as" else self._different
            edges[one].append((other, decision))
            edges[other].append((one, decision))
        return found

    def _told_different(
        self, ways: dict[str, list[Decision]], ways_back: dict[str, list[Decision]]
    ) -> list[Decision]:
        for here, way in ways.items():
            for there, decision in self._different[here]:
                if there in ways_back:
                    return [*way, decision, *ways_back[there]]
        return []

    def _reached(self, start: str) -> dict[str, list[Decision]]:
        """Return what is one with a thing, each with the decisions on the way to it."""
        ways: dict[str, list[Decision]] = {start: []}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for there, decision in self._same[here]:
                if there not in ways:
                    ways[there] = [*ways[here], decision]
                    waiting.append(there)
        return ways
