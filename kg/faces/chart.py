"""Charts: the Vega-Lite specification that a query's header asks for, drawn as SVG or PNG.

Source of the coastlines in `land.json`: Natural Earth, 1:110m land, public domain, to 0.1 degrees.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from kg.errors import BadParameter
from kg.faces import words
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
_MOST_BARS, _MOST_EDGES, _MOST_LINES = 40, 25, 8  # beyond these a chart cannot be read
_MOST_MONTHS: Final = 36  # of more, years are drawn
_MOST_COLOURS: Final = 9  # the rest is one
_YEAR: Final = 4  # characters
_LEGEND_WIDTH: Final = 150  # pixels for one of its words
_SYMBOL_WIDTH: Final = 20
_WHOLE: Final = 1.0001  # between marks of an axis of counts; at 1 there are marks between 0 and 1
_HEIGHTS: Final = {"months": 0.4, "line": 0.5, "map": 0.5, "network": 0.67}  # of the width
_UNDATED: Final = "undated"
_INK: Final = {
    "light": ("#1d2421", "#dde2dd", "#0b6b4f"),
    "dark": ("#e6ebe8", "#323c38", "#6fd0ab"),
}
_GROUND: Final = {"light": "#ffffff", "dark": "#141917"}

Spec = dict[str, Any]
Record: TypeAlias = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What is drawn; `notes` is filled with what is to be said below the title."""

    chart: Mapping[str, str]
    records: list[Record]
    theme: str
    language: str
    notes: list[str] = field(default_factory=list)

    def note(self, text: str, **values: object) -> None:
        self.notes.append(words.note(text, self.language, **values))

    def heading(self, part: str) -> str:
        return words.heading(self.chart[part], self.language)

    def first(self, most: int) -> list[Record]:
        if len(self.records) > most:
            self.note("the first {shown} of {all}", shown=most, all=len(self.records))
        return self.records[:most]

    def dated(self) -> list[Record]:
        """Return the rows whose `x` is a year or month."""
        x, y = self.chart["x"], self.chart["y"]
        undated = sum(_amount(each[y]) for each in self.records if each[x] == _UNDATED)
        if undated:
            self.note("without {count} undated", count=f"{undated:g}")
        return [each for each in self.records if each[x] not in (_UNDATED, None)]


def can_draw(query: SavedQuery) -> bool:
    return query.chart["type"] in _CHARTS


def as_svg(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    drawn: str = vl_convert.vegalite_to_svg(specification(query, table, options), _VERSION)
    return drawn.encode()


def as_png(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return the chart on a ground of its own: a mail or report has any other colour."""
    spec = specification(query, table, options)
    spec["background"] = _GROUND[options.get("theme") or THEMES[0]]
    return bytes(vl_convert.vegalite_to_png(spec, _VERSION, scale=2))


def as_vega_lite(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    return json.dumps(specification(query, table, options), ensure_ascii=False).encode()


def specification(query: SavedQuery, table: Table, options: Mapping[str, str]) -> Spec:
    """Return the chart with its data inside; `theme` is light or dark, `width` in pixels."""
    theme = options.get("theme") or THEMES[0]
    if theme not in THEMES:
        raise BadParameter("theme", f"there is no theme {theme!r}", ", ".join(THEMES))
    kind, language = query.chart["type"], options.get("lang") or "en"
    ink, line, accent = _INK[theme]
    drawing = _Drawing(query.chart, list(table.plain_records()), theme, language)
    drawn = _CHARTS[kind](drawing)
    drawn.setdefault("data", {"values": drawing.records})
    _put_into_words(drawn["data"]["values"], table, language)
    width = _width(options)
    columns = max(1, width // _LEGEND_WIDTH)
    return {
        "$schema": _SCHEMA,
        "title": {
            "text": words.chosen(query.title, language),
            "subtitle": drawing.notes,
            "color": ink,
            "subtitleColor": ink,
            "anchor": "start",
        },
        "width": width,
        "height": {"step": 20} if kind in ("bar", "timeline") else round(width * _HEIGHTS[kind]),
        "background": None,
        "config": {
            "font": "sans-serif",
            "axis": {
                "labelColor": ink,
                "titleColor": ink,
                "gridColor": line,
                "labelLimit": 260,
                "labelSeparation": 4,
            },
            "legend": {
                "labelColor": ink,
                "titleColor": ink,
                "orient": "bottom",
                "columns": columns,
                "labelLimit": width // columns - _SYMBOL_WIDTH,
            },
            "view": {"stroke": None},
            "mark": {"color": accent},
        },
        **drawn,
    }


def _put_into_words(records: list[Record], table: Table, language: str) -> None:
    texts = [name for name, kind in table.types.items() if kind == "string"]
    for record in records:
        for name in texts:
            if isinstance(value := record.get(name), str):
                record[name] = words.shown(name, value, language)


def _bars(drawing: _Drawing) -> Spec:
    chart = drawing.chart
    encoding: Spec = {
        "y": {"field": chart["x"], "type": "nominal", "sort": None, "title": None},
        "x": _count(drawing, "y"),
    }
    if "color" in chart:
        encoding["color"] = _color(drawing)
    return {"data": {"values": drawing.first(_MOST_BARS)}, "mark": "bar", "encoding": encoding}


def _over_time(drawing: _Drawing) -> Spec:
    """Draw what there is of each month, or of each year where these are many, colours stacked."""
    chart, rows = drawing.chart, drawing.dated()
    months = sorted({str(row[chart["x"]]) for row in rows})
    length = 4 if len(months) > _MOST_MONTHS else 7
    found: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        colour = str(row.get(chart.get("color", ""), ""))
        found[str(row[chart["x"]])[:length], colour] += _amount(row[chart["y"]])
    totals: dict[str, float] = defaultdict(float)
    for (_, colour), amount in found.items():
        totals[colour] += amount
    kept = _largest(totals, _MOST_COLOURS)
    values: dict[tuple[str, str], float] = defaultdict(float)
    for (period, colour), amount in found.items():
        values[period, colour if colour in kept else "other"] += amount
    encoding: Spec = {
        "x": {
            "field": chart["x"],
            "type": "ordinal",
            "title": None,
            "scale": {"domain": _periods([month[:length] for month in months])},
            "axis": {"labelOverlap": "greedy", "labelAngle": 0},
        },
        "y": _count(drawing, "y"),
    }
    if "color" in chart:
        encoding["color"] = _color(drawing)
    data: list[Record] = [
        {chart["x"]: period, chart.get("color", "colour"): colour, chart["y"]: amount}
        for (period, colour), amount in sorted(values.items())
    ]
    return {"data": {"values": data}, "mark": "bar", "encoding": encoding}


def _lines(drawing: _Drawing) -> Spec:
    chart, rows = drawing.chart, drawing.dated()
    x, y, series = chart["x"], chart["y"], chart["series"]
    found: dict[tuple[str, str], float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    for row in rows:
        found[str(row[series]), str(row[x])] += _amount(row[y])
        totals[str(row[series])] += _amount(row[y])
    kept = _largest(totals, _MOST_LINES)
    if len(totals) > len(kept):
        drawing.note("the {shown} with most, of {all}", shown=len(kept), all=len(totals))
    periods = _periods(sorted({period for name, period in found if name in kept}))
    data: list[Record] = [
        {series: name, x: period, y: found[name, period]} for name in kept for period in periods
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": x,
                "type": "ordinal",
                "title": None,
                "axis": {"labelOverlap": "greedy", "labelAngle": 0},
            },
            "y": _count(drawing, "y"),
            # An empty legend without a title has no size, and so has the whole drawing.
            "color": {"field": series, "type": "nominal", "title": " ", "sort": None},
        },
    }


def _largest(totals: Mapping[str, float], most: int) -> list[str]:
    """Return the names with the largest amounts, those with nothing left out."""
    return sorted(filter(totals.get, totals), key=lambda name: -totals[name])[:most]


def _periods(known: Sequence[str]) -> list[str]:
    """Return all years or months from the first to the last."""
    if not known:
        return []
    if any(len(each) == _YEAR for each in known):
        return [f"{year:04}" for year in range(int(known[0][:4]), int(known[-1][:4]) + 1)]
    first, last = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (known[0], known[-1]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _moments(drawing: _Drawing) -> Spec:
    """Draw each row from its first to its last possible day."""
    chart = drawing.chart
    encoding: Spec = {
        "x": {"field": chart["x"], "type": "temporal", "title": None},
        "y": {"field": chart["label"], "type": "nominal", "sort": None, "title": None},
    }
    if "x2" in chart:
        encoding["x2"] = {"field": chart["x2"]}
    if "color" in chart:
        encoding["color"] = _color(drawing)
    bar = {"mark": {"type": "bar", "height": 6, "cornerRadius": 3}, "encoding": encoding}
    points = {key: value for key, value in encoding.items() if key != "x2"}
    return {
        "transform": [{"filter": f"isValid(datum.{chart['x']})"}],
        "layer": [bar, {"mark": {"type": "point", "filled": True, "size": 45}, "encoding": points}],
    }


def _on_map(drawing: _Drawing) -> Spec:
    chart = drawing.chart
    _, line, accent = _INK[drawing.theme]
    land = {"values": [{"type": "Feature", "geometry": _land()}]}
    points = {
        "mark": {"type": "circle", "opacity": 0.75, "color": accent},
        "encoding": {
            "longitude": {"field": chart["lon"], "type": "quantitative"},
            "latitude": {"field": chart["lat"], "type": "quantitative"},
            "size": {
                "field": chart["size"],
                "type": "quantitative",
                "title": drawing.heading("size"),
                "legend": {"tickMinStep": _WHOLE, "format": "d"},
            },
            "tooltip": {"field": chart["label"]},
        },
    }
    coasts = {"data": land, "mark": {"type": "geoshape", "fill": line, "stroke": None}}
    return {"projection": {"type": "equalEarth"}, "layer": [coasts, points]}


def _network(drawing: _Drawing) -> Spec:
    """Draw pairs as lines between points, the thicker the heavier."""
    chart = drawing.chart
    ink, _, accent = _INK[drawing.theme]
    edges: dict[tuple[str, str], float] = {}
    for record in drawing.first(_MOST_EDGES):
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
        "title": drawing.heading("weight"),
        "scale": {"range": [1, 6]},
        "legend": {"tickMinStep": _WHOLE, "format": "d"},
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


_CHARTS: Final[Mapping[str, Callable[[_Drawing], Spec]]] = {
    "bar": _bars,
    "months": _over_time,
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


def _amount(value: Plain) -> float:
    return value if isinstance(value, int | float) else 0


def _color(drawing: _Drawing) -> Spec:
    return {
        "field": drawing.chart["color"],
        "type": "nominal",
        "title": drawing.heading("color"),
    }


def _count(drawing: _Drawing, part: str) -> Spec:
    return {
        "field": drawing.chart[part],
        "type": "quantitative",
        "title": drawing.heading(part),
        "axis": {
            "tickMinStep": _WHOLE,
            "format": "d",
            "labelExpr": "datum.value % 1 ? '' : datum.label",  # stacked, 1 is halved all the same
        },
    }


@cache
def _land() -> Any:
    return json.loads((files("kg.faces") / "land.json").read_text("ascii"))
