"""The one list of what the answer of a saved query can be sent as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.errors import NotAcceptable, NotFound
from kg.faces import chart, columnar, moments, places, text
from kg.faces.table import Table
from kg.query.saved import SavedQuery

Render: TypeAlias = Callable[[SavedQuery, Table, Mapping[str, str]], bytes]

OPTIONS: Final[Mapping[str, str]] = {
    "shape": "of JSON: " + ", ".join(text.SHAPES),
    "excel": "of CSV: yes marks it as UTF-8 for Excel and gives it a file name",
    "raw": "of CSV and TSV: yes leaves text that a spreadsheet would compute as it is",
    "theme": "of charts: " + ", ".join(chart.THEMES),
    "width": "of charts: pixels, without the space for words",
}


@dataclass(frozen=True, slots=True)
class Face:
    """`fits` tells which queries have it; `extra` is what must be installed for it."""

    suffix: str
    media_type: str
    title: str
    render: Render
    fits: Callable[[SavedQuery], bool] = lambda query: True
    extra: str = ""
    is_installed: bool = True


FACES: Final = {
    face.suffix: face
    for face in (
        Face("json", "application/json", "JSON", text.as_json),
        Face("csv", "text/csv", "CSV", text.as_csv),
        Face("tsv", "text/tab-separated-values", "TSV", text.as_tsv),
        Face(
            "parquet", "application/vnd.apache.parquet", "Parquet", columnar.as_parquet,
            extra="tables", is_installed=columnar.IS_INSTALLED,
        ),
        Face(
            "arrow", "application/vnd.apache.arrow.file", "Arrow", columnar.as_arrow,
            extra="tables", is_installed=columnar.IS_INSTALLED,
        ),
        Face(
            "geojson", "application/geo+json", "GeoJSON", places.as_geojson, places.has_places
        ),
        Face(
            "ics", "text/calendar", "iCalendar", moments.as_calendar, moments.has_dates,
            extra="feeds", is_installed=moments.HAS_CALENDAR,
        ),
        Face("atom", "application/atom+xml", "Atom", moments.as_atom, moments.has_dates),
        Face(
            "vl", "application/vnd.vegalite+json", "Vega-Lite", chart.as_vega_lite, chart.can_draw
        ),
        Face(
            "svg", "image/svg+xml", "SVG", chart.as_svg, chart.can_draw,
            extra="charts", is_installed=chart.IS_INSTALLED,
        ),
        Face(
            "png", "image/png", "PNG", chart.as_png, chart.can_draw,
            extra="charts", is_installed=chart.IS_INSTALLED,
        ),
    )
}  # fmt: skip


RESULTS: Final = {"srj": "json", "srx": "xml", "sparql-csv": "csv", "sparql-tsv": "tsv"}
"""What an answer can also be sent as, without labels: the results formats of SPARQL."""


def faces_of(query: SavedQuery) -> tuple[Face, ...]:
    """Return what the answer of a query can be sent as by this installation."""
    return tuple(face for face in FACES.values() if face.fits(query) and face.is_installed)


def is_drawn(query: SavedQuery) -> bool:
    """Tell whether this installation draws a chart of the answer."""
    return FACES["svg"] in faces_of(query)


def face_of(query: SavedQuery, suffix: str) -> Face:
    """Raises: NotFound; NotAcceptable where it does not fit or an extra is missing."""
    face = FACES.get(suffix)
    available = [*(each.suffix for each in faces_of(query)), *RESULTS]
    if face is None:
        raise NotFound(f"there is no format {suffix!r}", f"available: {', '.join(available)}")
    if not face.fits(query):
        raise NotAcceptable(f"{face.title}: this answer has nothing to put there", available)
    if not face.is_installed:
        needs = f"{face.title} without an extra: pip install 'ecoaccord[{face.extra}]'"
        raise NotAcceptable(needs, available)
    return face
