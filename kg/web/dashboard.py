"""`/dashboard`: the saved queries as charts, all of them under the filters in the address.

The page is sent panel by panel, so that a reader sees the first while the last is computed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, stream_with_context

from kg.errors import KgError
from kg.faces.faces import is_drawn
from kg.faces.table import Table, Value, table
from kg.query.header import MOST_ROWS
from kg.query.names import language_name
from kg.query.saved import SavedQuery
from kg.web.site import Site

FILTERS: Final = {
    "from": "From",
    "to": "To",
    "agency": "Agency",
    "framework": "Framework",
    "place": "Country",
    "language": "Language of documents",
    "min_confidence": "Confidence at least",
}
_ROWS: Final = 25
_WIDTHS: Final = {"map": 900, "network": 900, "timeline": 640}  # pixels of wide charts
_WIDTH: Final = 360

# A filter by the name under which a query takes it, where that is another one.
_ALSO: Final = {"agency": "party"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A saved query on the dashboard. `counted` is what its figures are, and how sure that is."""

    query: str
    counted: str
    fixed: Mapping[str, str]


PANELS: Final = (
    Panel(
        "events-per-month",
        "Events reported as held, each once, by the month they began in. A month that the sources "
        "leave open counts as undated; no year is ever guessed.",
        {},
    ),
    Panel(
        "agreement-pipeline",
        "Agreements by what the latest source says of them. Contested are those of which sources "
        "differ. With a period or place: those that a dated or placed event brought about.",
        {},
    ),
    Panel(
        "framework-targets",
        "Events held whose text names a goal or target of the Kunming-Montreal framework, or of "
        "the framework chosen. Naming a target is not reaching it.",
        {},
    ),
    Panel(
        "framework-activity",
        "Events held, agreements and documents that name a framework or a part of it, by year. One "
        "that names two frameworks counts for both.",
        {"limit": "5000"},
    ),
    Panel(
        "events-by-place",
        "Events held and the agreements they brought about, at the point of their country. "
        "Events without a place are not on the map.",
        {},
    ),
    Panel(
        "cooperation-network",
        "Pairs of bodies that took part in the same event: being in one room, not more.",
        {"limit": "25"},
    ),
    Panel(
        "timeline",
        "The latest events, announced and cancelled ones too; a bar spans the days that the "
        "source leaves open.",
        {"limit": "25"},
    ),
    Panel(
        "documents-per-publisher",
        "Documents by the day their publisher gives; events they tell of.",
        {},
    ),
    Panel(
        "load-runs",
        "What was loaded last, with the documents that are still there in that state.",
        {"limit": "5"},
    ),
    Panel(
        "disagreements",
        "Where two documents say different things of which only one can be true.",
        {"limit": "25"},
    ),
)

# What the filters leave: sums of a column of a panel's query, each with what it is called.
LEFT: Final = (
    ("events-per-month", "count", "events held"),
    ("agreement-pipeline", "count", "agreements"),
    ("documents-per-publisher", "documents", "documents"),
)

# Where the things stand that a figure of the collection counts, those it counts first.
COUNTED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "documents": ("/documents", {}),
    "documents with a day of publication": ("/documents", {"sort": "newest"}),
    "events": ("/search", {"kind": "event"}),
    "events dated to the day": ("/queries/timeline", {"order": "precision,-notBefore"}),
    "events with a place": ("/queries/timeline", {"order": "-place"}),
    "agreements": ("/search", {"kind": "agreement"}),
    "agreements with two parties": ("/queries/agreements-by-status", {"order": "-parties"}),
    "agencies that act": ("/queries/roles-of-agencies", {}),
    "agencies in the authority data": ("/queries/roles-of-agencies", {"order": "agency"}),
    "events and agreements in dispute": ("/queries/disagreements", {}),
}


def dashboard_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("dashboard", __name__)

    @blueprint.route("/dashboard")
    def dashboard() -> Response:
        given = {name: text for name in FILTERS if (text := request.args.get(name))}
        parts = _parts(site, given)
        return Response(stream_with_context(parts), mimetype="text/html")

    return blueprint


def _parts(site: Site, given: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the page from its head to its foot: what needs no query, the figures, the panels."""
    head, _, rest = render_template("dashboard.html").partition("<!-- figures -->")
    between, _, foot = rest.partition("<!-- panels -->")
    yield head.encode()
    yield _figures(site, given).encode()
    yield between.encode()
    for panel in PANELS:
        yield _panel(site, panel, given).encode()
    yield foot.encode()


def _figures(site: Site, given: Mapping[str, str]) -> str:
    """Return what the collection holds, or what the filters leave of it, and the filters."""
    health, problem = (None, None) if given else _answer(site, "corpus-health", {})
    return render_template(
        "figures.html",
        health=[] if health is None else list(health.records()),
        counted=COUNTED,
        left=list(_left(site, given)) if given else [],
        problem=problem,
        given=given,
        filters=FILTERS,
        choices=_choices(site),
    )


def _left(site: Site, given: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Yield of each figure its name, the figure, and where its rows are."""
    for name, column, words in LEFT:
        values = _filtered(site.queries()[name], given)
        answer, _ = _answer(site, name, {**values, "limit": str(MOST_ROWS)})
        if answer is not None:
            counts = (record[column] for record in answer.records())
            total = sum(count for count in counts if isinstance(count, int))
            yield words, total, site.local(f"/queries/{name}", **values)


def _panel(site: Site, panel: Panel, given: Mapping[str, str]) -> str:
    query = site.queries()[panel.query]
    values = _filtered(query, given)
    answer, problem = _answer(site, panel.query, {**values, **panel.fixed})
    language = {"lang": tag} if (tag := site.language()) else {}
    return render_template(
        "panel.html",
        panel=panel,
        query=query,
        answer=answer,
        rows=[] if answer is None else list(answer.records())[:_ROWS],
        columns=[] if answer is None else _shown(answer),
        summary=_summary(site, query, answer) if answer else "",
        problem=problem,
        drawn=is_drawn(query),
        is_wide=query.chart["type"] in (*_WIDTHS, "table"),
        width=_WIDTHS.get(query.chart["type"], _WIDTH),
        parameters=urlencode({**values, **panel.fixed, **language}),
        say=site.say(),
    )


def _answer(
    site: Site, name: str, values: Mapping[str, str]
) -> tuple[Table | None, KgError | None]:
    """Return the answer of a saved query, or why there is none; the other panels stand."""
    query = site.queries()[name]
    language = site.languages()[0]
    if "lang" in {parameter.name for parameter in query.parameters}:
        values = {**values, "lang": language}
    try:
        solutions = site.reader.select(query.bind(values, site.namespace, site.current))
        return table(query, solutions, site.reader, site.languages()), None
    except KgError as problem:
        return None, problem


def _filtered(query: SavedQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Return the filters by the names of the query's parameters; all panels' queries have them."""
    declared = {parameter.name for parameter in query.parameters}
    values: dict[str, str] = {}
    for name, text in given.items():
        taken = name if name in declared else _ALSO.get(name, name)
        values[taken] = f"agency/{text}" if taken != name and "/" not in text else text
    return values


def _choices(site: Site) -> dict[str, list[tuple[str, str]]]:
    """Return keys and labels to choose from, as the queries themselves give them."""
    partners, _ = _answer(site, "roles-of-agencies", {})
    frameworks, _ = _answer(site, "framework-activity", {})
    places, _ = _answer(site, "events-by-place", {})
    found = {"language": _languages(site)}
    for name, column, answer in (
        ("agency", "agency", partners),
        ("framework", "framework", frameworks),
        ("place", "place", places),
    ):
        records = [] if answer is None else answer.records()
        labels = {_key(record[column]): str(record["label"]) for record in records}
        found[name] = sorted(labels.items(), key=lambda pair: pair[1])
    return found


def _languages(site: Site) -> list[tuple[str, str]]:
    answer, _ = _answer(site, "documents-per-publisher", {})
    tags = {str(record["language"]) for record in answer.records()} if answer else ()
    return [(tag, language_name(tag)) for tag in sorted(tags)]


def _key(iri: Value) -> str:
    return str(iri).rpartition("/")[2]


def _shown(answer: Table) -> list[tuple[str, str | None]]:
    """Return the columns to show, and which holds the thing that leads to the evidence.

    Things are shown by their labels: that of the first may be called so.
    """
    things = [name for name, kind in answer.types.items() if kind == "iri"]
    named = {f"{name}Label": name for name in things}
    named |= {name: things[0] for name in ("label", "name", "surface") if things}
    return [(name, named.get(name)) for name, kind in answer.types.items() if kind != "iri"]


def _summary(site: Site, query: SavedQuery, answer: Table) -> str:
    """Say in words what the chart shows most of."""
    count = len(answer.rows)
    rows = site.translated("{count} row." if count == 1 else "{count} rows.", count=f"{count:,}")
    measure = query.chart.get("y") or query.chart.get("weight") or query.chart.get("size")
    parts = ("x", "label", "source", "target", "series")
    names = [query.chart[part] for part in parts if part in query.chart]
    totals: dict[str, float] = defaultdict(float)
    for record in answer.records() if measure else ():
        amount = record[measure or ""]
        if isinstance(amount, int | float):
            said = (site.shown(name, record[name]) for name in names if record.get(name))
            totals[site.translated(" and ").join(said)] += amount
    if not any(totals.values()):
        return rows
    most = max(totals, key=lambda name: totals[name])
    return rows + site.translated(
        " Most {measure}: {name} ({number}).",
        measure=site.column(measure or ""),
        name=most,
        number=f"{totals[most]:g}",
    )
