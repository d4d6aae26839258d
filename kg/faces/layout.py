"""Where to draw the nodes of a small network: forces between them, the same for the same edges.

Source: T. Fruchterman and E. Reingold, Graph Drawing by Force-directed Placement, 1991; with a pull
to the middle, so that parts without a connection stay in the picture.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Place: TypeAlias = tuple[float, float]

_ROUNDS: Final = 80
_PULL: Final = 1.2  # to the middle, in parts of the repulsion at the ideal distance
_NEAR: Final = 0.01
_SLACK: Final = 4.0  # how much more than that distance a connection stretches


def places(edges: Mapping[tuple[str, str], float]) -> dict[str, Place]:
    """Return a place for each node, within -1 and 1 both ways."""
    names = sorted({name for edge in edges for name in edge})
    if len(names) < 2:
        return dict.fromkeys(names, (0.0, 0.0))
    ideal = 1.6 / math.sqrt(len(names))
    index = {name: number for number, name in enumerate(names)}
    heaviest = max(edges.values()) or 1.0
    pulled = [(index[a], index[b], 0.5 + w / heaviest) for (a, b), w in sorted(edges.items())]
    at = [_on_circle(number, len(names)) for number in range(len(names))]
    for number in range(_ROUNDS):
        furthest = 0.3 * (1 - number / _ROUNDS)
        at = [_moved(p, f, furthest) for p, f in zip(at, _forces(at, pulled, ideal), strict=True)]
    return dict(zip(names, _fitted(at), strict=True))


def _on_circle(number: int, count: int) -> Place:
    angle = 2 * math.pi * number / count
    return math.cos(angle), math.sin(angle)


def _forces(
    at: Sequence[Place], pulled: Sequence[tuple[int, int, float]], ideal: float
) -> list[Place]:
    forces = [(-_PULL * ideal * x, -_PULL * ideal * y) for x, y in at]
    for one, (x, y) in enumerate(at):
        for other in range(one):
            dx, dy = x - at[other][0], y - at[other][1]
            push = ideal * ideal / max(dx * dx + dy * dy, _NEAR)
            _add(forces, one, other, dx * push, dy * push)
    for one, other, weight in pulled:
        dx, dy = at[other][0] - at[one][0], at[other][1] - at[one][1]
        pull = weight * math.hypot(dx, dy) / (_SLACK * ideal)
        _add(forces, one, other, dx * pull, dy * pull)
    return forces


def _add(forces: list[Place], one: int, other: int, x: float, y: float) -> None:
    """Add a force to one node, and its opposite to the other."""
    forces[one] = forces[one][0] + x, forces[one][1] + y
    forces[other] = forces[other][0] - x, forces[other][1] - y


def _moved(place: Place, force: Place, furthest: float) -> Place:
    length = math.hypot(*force)
    share = min(length, furthest) / length if length else 0.0
    return place[0] + force[0] * share, place[1] + force[1] * share


def _fitted(at: Sequence[Place]) -> list[Place]:
    """Return places moved and stretched so that they fill the picture."""
    axes = []
    for values in zip(*at, strict=True):
        low, high = min(values), max(values)
        span = (high - low) or 1.0
        axes.append([round(2 * (value - low) / span - 1, 4) for value in values])
    return list(zip(*axes, strict=True))
