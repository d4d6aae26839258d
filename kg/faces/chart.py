"""Charts: the Vega-Lite specification that a query's header asks for, drawn as SVG or PNG.

Source of the coastlines in `land.json`: Natural Earth, 1:110m land, public domain, to 0.1 degrees.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.errors import BadParameter
from kg.faces.layout import places
from kg.faces.table import Plain, Table
from kg.query.saved import SavedQuery

try:
    import vl_convert
except ImportError:
    vl_convert = None  # type: ignore[assignment]

IS_INSTALLED: Final = vl_convert is not None
THEMES: Final = ("light", "dark")
WIDTHS: Final = (200, 2000)

_VERSION: Final = "5.20"
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_MOST_MARKS: Final = {"bar": 40, "network": 25}  # beyond these a chart cannot be read
_INK: Final = {
    "light": ("#1d2421", "#dde2dd", "#0b6b4f"),
    "dark": ("#e6ebe8", "#323c38", "#6fd0ab"),
}

Spec = dict[str, Any]
Records = Sequence[Mapping[str, Plain]]


def can_draw(query: SavedQuery) -> bool:
    return query.chart["type"] in _CHARTS


def as_svg(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    drawn: str = vl_convert.vegalite_to_svg(specification(query, table, options), _VERSION)
    return drawn.encode()


def as_png(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    spec = specification(query, table, options)
    return bytes(vl_convert.vegalite_to_png(spec, _VERSION, scale=2))


def as_vega_lite(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    return json.dumps(specification(query, table, options), ensure_ascii=False).encode()


def specification(query: SavedQuery, table: Table, options: Mapping[str, str]) -> Spec:
    """Return the chart with its data inside; `theme` is light or dark, `width` in pixels."""
    theme = options.get("theme") or THEMES[0]
    if theme not in THEMES:
        raise BadParameter("theme", f"there is no theme {theme!r}", ", ".join(THEMES))
    kind = query.chart["type"]
    ink, line, accent = _INK[theme]
    records = list(table.plain_records())[: _MOST_MARKS.get(kind)]
    return {
        "$schema": _SCHEMA,
        "title": {"text": query.title["en"], "color": ink, "anchor": "start"},
        "width": (width := _width(options)),
        "height": {"step": 20}
        if kind in ("bar", "timeline")
        else width // 2
        if kind != "network"
        else width * 2 // 3,
        "background": None,
        "data": {"values": records},
        "config": {
            "font": "sans-serif",
            "axis": {"labelColor": ink, "titleColor": ink, "gridColor": line, "labelLimit": 260},
            "legend": {"labelColor": ink, "titleColor": ink},
            "view": {"stroke": None},
            "mark": {"color": accent},
        },
        **_CHARTS[kind](query.chart, theme, records),
    }


def _bars(chart: Mapping[str, str], theme: str, records: Records) -> Spec:
    encoding: Spec = {
        "y": {"field": chart["x"], "type": "nominal", "sort": None, "title": None},
        "x": _count(chart["y"]),
    }
    if "color" in chart:
        encoding["color"] = {"field": chart["color"], "type": "nominal"}
    return {"mark": "bar", "encoding": encoding}


def _lines(chart: Mapping[str, str], theme: str, records: Records) -> Spec:
    return {
        "transform": [{"filter": f"datum.{chart['x']} != 'undated'"}],
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": chart["x"], "type": "ordinal", "title": chart["x"]},
            "y": _count(chart["y"]),
            # An empty legend without a title has no size, and so has the whole drawing.
            "color": {"field": chart["series"], "type": "nominal", "title": " "},
        },
    }


def _moments(chart: Mapping[str, str], theme: str, records: Records) -> Spec:
    """Draw each row from its first to its last possible day."""
    encoding: Spec = {
        "x": {"field": chart["x"], "type": "temporal", "title": None},
        "y": {"field": chart["label"], "type": "nominal", "sort": None, "title": None},
    }
    if "x2" in chart:
        encoding["x2"] = {"field": chart["x2"]}
    if "color" in chart:
        encoding["color"] = {"field": chart["color"], "type": "nominal"}
    bar = {"mark": {"type": "bar", "height": 6, "cornerRadius": 3}, "encoding": encoding}
    points = {key: value for key, value in encoding.items() if key != "x2"}
    return {
        "transform": [{"filter": f"isValid(datum.{chart['x']})"}],
        "layer": [bar, {"mark": {"type": "point", "filled": True, "size": 45}, "encoding": points}],
    }


def _on_map(chart: Mapping[str, str], theme: str, records: Records) -> Spec:
    _, line, accent = _INK[theme]
    land = {"values": [{"type": "Feature", "geometry": _land()}]}
    points = {
        "mark": {"type": "circle", "opacity": 0.75, "color": accent},
        "encoding": {
            "longitude": {"field": chart["lon"], "type": "quantitative"},
            "latitude": {"field": chart["lat"], "type": "quantitative"},
            "size": {
                "field": chart["size"],
                "type": "quantitative",
                "title": chart["size"],
                "legend": {"tickMinStep": 1, "format": "d"},
            },
            "tooltip": {"field": chart["label"]},
        },
    }
    coasts = {"data": land, "mark": {"type": "geoshape", "fill": line, "stroke": None}}
    return {"projection": {"type": "equalEarth"}, "layer": [coasts, points]}


def _network(chart: Mapping[str, str], theme: str, records: Records) -> Spec:
    """Draw pairs as lines between points, the thicker the heavier."""
    ink, _, accent = _INK[theme]
    edges: dict[tuple[str, str], float] = {}
    for record in records:
        weight = record[chart["weight"]]
        if isinstance(weight, int | float):
            edges[str(record[chart["source"]]), str(record[chart["target"]])] = weight
    at = places(edges)
    sums = {name: sum(w for edge, w in edges.items() if name in edge) for name in at}
    nodes = [{"x": x, "y": y, "name": name, "sum": sums[name]} for name, (x, y) in at.items()]
    lines = [
        {"x": at[a][0], "y": at[a][1], "x2": at[b][0], "y2": at[b][1], "weight": weight}
        for (a, b), weight in edges.items()
    ]
    scale = {"domain": [-1.25, 1.25]}
    x, y = (
        {"field": field, "type": "quantitative", "axis": None, "scale": scale} for field in "xy"
    )
    thickness = {
        "field": "weight",
        "type": "quantitative",
        "title": chart["weight"],
        "scale": {"range": [1, 6]},
        "legend": {"tickMinStep": 1, "format": "d"},
    }
    size = {"field": "sum", "type": "quantitative", "legend": None, "scale": {"range": [20, 160]}}
    label = {"mark": {"type": "text", "dy": -9, "fontSize": 9, "limit": 140, "color": ink},
             "encoding": {"x": x, "y": y, "text": {"field": "name"}}}  # fmt: skip
    return {
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": accent, "opacity": 0.45},
                "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"},
                             "strokeWidth": thickness},
            },
            {
                "data": {"values": nodes},
                "encoding": {"x": x, "y": y},
                "layer": [
                    {"mark": {"type": "circle", "color": accent, "opacity": 1},
                     "encoding": {"size": size, "tooltip": {"field": "name"}}},
                    label,
                ],
            },
        ],
        "resolve": {"scale": {"size": "independent", "strokeWidth": "independent"}},
    }  # fmt: skip


_CHARTS: Final[Mapping[str, Callable[[Mapping[str, str], str, Records], Spec]]] = {
    "bar": _bars,
    "line": _lines,
    "timeline": _moments,
    "map": _on_map,
    "network": _network,
}


def _width(options: Mapping[str, str]) -> int:
    text = options.get("width") or "640"
    if not text.isdecimal() or not WIDTHS[0] <= int(text) <= WIDTHS[1]:
        raise BadParameter("width", f"it is {text!r}", f"{WIDTHS[0]} to {WIDTHS[1]} pixels")
    return int(text)


def _count(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": field,
        "axis": {"tickMinStep": 1, "format": "d"},
    }


@cache
def _land() -> Any:
    return json.loads((files("kg.faces") / "land.json").read_text("ascii"))
