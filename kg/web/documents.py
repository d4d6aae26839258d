"""Documents: the list, and each with its facts and its text, the evidence marked in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kg.iris import PREFIX_LINES, PREFIXES
from kg.model import Span
from kg.pages.described import Description
from kg.pages.listing import ORDERS, Asked, Part, part, query_of
from kg.pages.lists import Listing, column
from kg.pages.marking import Mention, Stretch, Window, marked, windows
from kg.store.base import Solution, Term, value_of
from kg.web.resources import linked, standing
from kg.web.site import Site
from kg.web.texts import MOST, Texts
from kg.web.things import thing_page

_A_PAGE: Final = 50
_FACTS_SHOWN: Final = 600
_DOCUMENTS: Final = Listing(
    "documents",
    "Documents",
    "?it a ea:Document",
    "dcterms:issued",
    {"publisher": column("publisher")},
    {},
)
_EVENTS: Final = """SELECT ?document (COUNT(?event) AS ?events) {
  VALUES ?document { %s } ?document ea:reports ?event . ?event a ea:Event } GROUP BY ?document"""
_FACTS: Final = """SELECT DISTINCT ?thing ?subject ?property ?value ?quote ?repaired ?start ?end
  ?certainty ?who ?role ?position {
  GRAPH %s {
    ?claim a ea:Claim ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ;
      ea:evidence ?span .
    ?span oa:exact ?quote ; oa:start ?start ; oa:end ?end .
    OPTIONAL { ?span ea:normalizedText ?repaired } OPTIONAL { ?claim ea:textCertainty ?certainty }
    OPTIONAL {
      ?subject ea:inEvent ?event ; ea:participant ?who .
      OPTIONAL { ?subject ea:role ?role } OPTIONAL { ?subject ea:positionHeld ?position }
    }
    BIND(COALESCE(?event, ?subject) AS ?thing)
  }
} ORDER BY ?start ?thing ?property ?value LIMIT %d"""
_MENTIONS: Final = """SELECT ?start ?end ?thing ?quote {
  GRAPH %s { ?mention a ea:Mention ; oa:start ?start ; oa:end ?end ; ea:refersTo ?thing .
    OPTIONAL { ?mention oa:exact ?quote } }
} ORDER BY ?start ?end LIMIT %d"""
_MENTIONS_SHOWN: Final = 5_000
_DIGEST: Final = PREFIXES["ea"] + "contentDigest"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a text, and whether that is all of it."""

    windows: list[list[Stretch]]
    is_whole: bool
    has_repairs: bool

    def things(self) -> Iterator[str]:
        for stretches in self.windows:
            yield from (each.thing for each in stretches if each.thing)


def documents_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("documents", __name__)
    texts = Texts(site)

    @blueprint.route("/documents")
    def documents() -> Response:
        return Response(_list(site))

    @blueprint.route("/page/document/<key>")
    def document(key: str) -> AnyResponse:
        found = standing(site, "document", key, "/page/{}/{}")
        if not isinstance(found, Description):
            return found
        return linked(Response(_page(site, texts, found)), found)

    return blueprint


def _list(site: Site) -> str:
    """Return a page of the documents, the newest first unless asked otherwise."""
    asked = Asked(request.args.get("sort", ""), request.args.get("after", ""), {}, _A_PAGE)
    nothing = NamedNode(f"{site.namespace.base}documents")
    found = part(site.reader, _DOCUMENTS, nothing, asked)
    names = site.names([*found.iris()])
    query = query_of(_DOCUMENTS, nothing)
    return render_template(
        "documents.html",
        part=found,
        names=names,
        asked=asked,
        orders=ORDERS,
        events=_events(site, found),
        data=site.local("/sparql", query=query, format="csv"),
    )


def _events(site: Site, found: Part) -> dict[str, int]:
    if not found.rows:
        return {}
    query = _EVENTS % " ".join(str(NamedNode(row.iri)) for row in found.rows)
    rows = site.reader.select(PREFIX_LINES + query)
    return {value_of(row["document"]): int(value_of(row["events"])) for row in rows}


def _page(site: Site, texts: Texts, document: Description) -> str:
    """Return the page of a document: facts by sentence, and the text with the sentences marked."""
    graph = NamedNode(site.namespace.document_graph(document.key))
    rows = site.reader.select(PREFIX_LINES + _FACTS % (graph, _FACTS_SHOWN + 1))
    has_more, rows = len(rows) > _FACTS_SHOWN, rows[:_FACTS_SHOWN]
    mentions = site.reader.select(PREFIX_LINES + _MENTIONS % (graph, _MENTIONS_SHOWN))
    digest = next((each.value for each in document.literals(_DIGEST)), "")
    shown = _shown(texts, digest, rows, mentions)
    return thing_page(
        site,
        document,
        "document.html",
        mentioned=[*_mentioned(rows), *shown.things()],
        facts=_by_thing_and_quote(rows),
        has_more_facts=has_more,
        shown=shown,
    )


def _shown(texts: Texts, digest: str, rows: list[Solution], mentions: list[Solution]) -> Shown:
    """Cut what may be shown of a text at its marks: all of it, or the sentences that are quoted."""
    evidence = sorted({_span(row) for row in rows})
    named = [Mention(_span(row), value_of(row["thing"])) for row in mentions]
    text = texts.text(digest)
    if text is None:
        quotes = [
            (_span(row), value_of(row["quote"])) for row in (*rows, *mentions) if "quote" in row
        ]
        parts = windows(quotes)
    else:
        parts = [Window(0, text[:MOST])]
    repairs = texts.repairs(digest)
    return Shown(
        [marked(each, evidence, named, repairs) for each in parts],
        text is not None and len(text) <= MOST,
        bool(repairs),
    )


def _by_thing_and_quote(rows: Sequence[Solution]) -> dict[str, dict[Span, list[Solution]]]:
    groups: dict[str, dict[Span, list[Solution]]] = {}
    for row in rows:
        quotes = groups.setdefault(value_of(row["thing"]), {})
        quotes.setdefault(_span(row), []).append(row)
    return groups


def _mentioned(rows: Sequence[Solution]) -> list[str]:
    return [term.value for row in rows for term in row.values() if isinstance(term, NamedNode)]


def _span(row: Solution) -> Span:
    return Span(_number(row["start"]), _number(row["end"]))


def _number(term: Term) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
