"""A map of places: the coastlines that the charts have, too, and points on them; no borders.

Longitude and latitude are taken as they are (plate carrée), in degrees from the north-west corner.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_WIDTH: Final = 360.0
_NORTH, _SOUTH = 84.0, -58.0
_LEAST_WIDTH: Final = 50.0  # degrees shown at least
_MARGIN: Final = 12.0
_RATIO: Final = 1.9  # width by height
_LEAST_RADIUS, _MOST_RADIUS = 0.008, 0.028  # of the width


@dataclass(frozen=True, slots=True)
class Point:
    """A place at its coordinates; the more `count`, the larger it is drawn."""

    iri: str
    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Dot:
    iri: str
    x: float
    y: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """The part of the world to show, and the dots on it, in units of the drawing."""

    left: float
    top: float
    width: float
    height: float
    dots: Sequence[Dot]


def drawn(points: Sequence[Point]) -> Map | None:
    """Return a map that shows all points; None where there is none."""
    if not points:
        return None
    left, right = _ends([_x(point) for point in points], 0.0, _WIDTH, _LEAST_WIDTH)
    least = _LEAST_WIDTH / _RATIO
    top, bottom = _ends([_y(point) for point in points], 0.0, _NORTH - _SOUTH, least)
    width = max(right - left, (bottom - top) * _RATIO)
    height = max(bottom - top, width / _RATIO)
    width, height = min(width, _WIDTH), min(height, _NORTH - _SOUTH)
    left = _within((left + right - width) / 2, _WIDTH - width)
    top = _within((top + bottom - height) / 2, _NORTH - _SOUTH - height)
    largest = max(point.count for point in points)
    dots = [
        Dot(point.iri, _x(point), _y(point), _radius(point.count, largest) * width, point.count)
        for point in sorted(points, key=lambda point: -point.count)
    ]
    return Map(round(left, 2), round(top, 2), round(width, 2), round(height, 2), dots)


@cache
def land() -> str:
    """Return the coastlines as a drawing of the whole world."""
    shape = json.loads((files("kg.faces") / "land.json").read_text("ascii"))
    rings = (ring for polygon in shape["coordinates"] for ring in polygon)
    paths = (_path(ring) for ring in rings)
    height = _NORTH - _SOUTH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:g}" '
        f'width="{_WIDTH:g}" height="{height:g}">'
        f'<path fill="#84938b" fill-opacity=".38" d="{"".join(paths)}"/></svg>'
    )


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """Return the outline of some land; where it crosses the edge of the map it is broken off."""
    path, before = "", None
    for x, y in ring:
        is_across = before is not None and abs(x - before) > _WIDTH / 2
        path += f"{'L' if before is not None and not is_across else 'M'}{x + 180:g} {_NORTH - y:g}"
        before = x
    return path if "M" in path[1:] else f"{path}Z"


def _x(point: Point) -> float:
    return round(point.longitude + 180, 2)


def _y(point: Point) -> float:
    return round(_NORTH - point.latitude, 2)


def _ends(values: Sequence[float], least: float, most: float, size: float) -> tuple[float, float]:
    """Return an interval around values with a margin, of some size at least."""
    start, end = min(values) - _MARGIN, max(values) + _MARGIN
    lacking = max(0.0, size - (end - start)) / 2
    return max(least, start - lacking), min(most, end + lacking)


def _within(value: float, most: float) -> float:
    return min(max(value, 0.0), max(most, 0.0))


def _radius(count: int, largest: int) -> float:
    """Return a radius whose area goes with the count."""
    share = (count / largest) ** 0.5 if largest else 0.0
    return round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * share, 4)
