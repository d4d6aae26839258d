"""Documents: the list, and each with its facts and its text, the evidence marked in it."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as AnyResponse

from kg.archive import Archive
from kg.errors import BadDocument, NotFound, StoreProblem
from kg.iris import PREFIX_LINES, PREFIXES
from kg.model import Span
from kg.store.base import Solution, Term
from kg.web.resources import Description, describe, moved, thing_page
from kg.web.site import Site

_A_PAGE: Final = 50
_LIST: Final = """SELECT ?document ?title ?date ?source ?publisher (COUNT(?event) AS ?events) {
  ?document a ea:Document .
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:issued ?date }
  OPTIONAL { ?document dcterms:source ?source } OPTIONAL { ?document dc:publisher ?publisher }
  OPTIONAL { ?document ea:reports ?event . ?event a ea:Event }
} GROUP BY ?document ?title ?date ?source ?publisher ORDER BY DESC(?date) ?document
LIMIT %d OFFSET %d"""
_FACTS: Final = """SELECT DISTINCT ?thing ?property ?value ?quote ?start ?end ?who ?role ?position {
  GRAPH %s {
    ?claim a ea:Claim ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ;
      ea:evidence ?span .
    ?span oa:exact ?quote ; oa:start ?start ; oa:end ?end .
    OPTIONAL {
      ?subject ea:inEvent ?event ; ea:participant ?who .
      OPTIONAL { ?subject ea:role ?role } OPTIONAL { ?subject ea:positionHeld ?position }
    }
    BIND(COALESCE(?event, ?subject) AS ?thing)
  }
} ORDER BY ?thing ?property ?value ?start"""
_MENTIONS: Final = """SELECT ?start ?end ?thing {
  GRAPH %s { ?mention a ea:Mention ; oa:start ?start ; oa:end ?end ; ea:refersTo ?thing }
} ORDER BY ?start ?end"""
_DIGEST: Final = PREFIXES["ea"] + "contentDigest"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text under the same marks; `anchor` where a piece of evidence begins."""

    text: str
    is_evidence: bool
    thing: str | None  # IRI of what is mentioned
    anchor: int | None


def documents_blueprint(site: Site) -> Blueprint:
    blueprint = Blueprint("documents", __name__)
    archive = Archive(site.settings.archive_path)

    @blueprint.route("/documents")
    def documents() -> Response:
        page = site.page_number()
        rows = site.reader.select(PREFIX_LINES + _LIST % (_A_PAGE + 1, (page - 1) * _A_PAGE))
        body = render_template(
            "documents.html", rows=rows[:_A_PAGE], page=page, has_more=len(rows) > _A_PAGE
        )
        return Response(body)

    @blueprint.route("/page/document/<key>")
    def document(key: str) -> AnyResponse:
        elsewhere = moved(site, "document", key, "/page/{}/{}")
        return elsewhere or Response(_page(site, archive, describe(site, "document", key)))

    return blueprint


def _page(site: Site, archive: Archive, document: Description) -> str:
    """Return the page of a document: facts by sentence, and the text with the sentences marked."""
    graph = NamedNode(site.namespace.document_graph(document.key))
    rows = site.reader.select(PREFIX_LINES + _FACTS % graph)
    mentions = site.reader.select(PREFIX_LINES + _MENTIONS % graph)
    digests = document.literals(_DIGEST)
    may_show = site.settings.shows_full_text and digests
    text = _text(archive, digests[0].value) if may_show else None
    stretches = marked(text, _spans(rows), _linked(mentions)) if text else []
    return thing_page(
        site,
        document,
        facts=_by_thing_and_quote(rows),
        fact_names=site.names(_mentioned(rows)),
        stretches=stretches,
        mention_names=site.names({s.thing for s in stretches if s.thing}),
    )


def marked(text: str, evidence: list[Span], mentions: list[tuple[Span, str]]) -> list[Stretch]:
    """Cut a text wherever a mark begins or ends; the pieces together are the text."""
    spans = [*evidence, *(span for span, _ in mentions)]
    cuts = {0, len(text), *(place for span in spans for place in span if place <= len(text))}
    begins = {span.start for span in evidence}
    edges = sorted(cuts)
    stretches = []
    for start, end in pairwise(edges):
        here = Span(start, end)
        things = [thing for span, thing in mentions if span.covers(here)]
        stretches.append(
            Stretch(
                here.of(text),
                any(span.covers(here) for span in evidence),
                things[-1] if things else None,
                start if start in begins else None,
            )
        )
    return stretches


@lru_cache(maxsize=64)
def _text(archive: Archive, digest: str) -> str | None:
    """Return the text as its loader decoded it; None when it is not kept."""
    try:
        return archive.document(digest).text
    except (NotFound, StoreProblem, BadDocument):
        return None


def _by_thing_and_quote(rows: list[Solution]) -> dict[str, dict[str, list[Solution]]]:
    groups: dict[str, dict[str, list[Solution]]] = {}
    for row in sorted(rows, key=lambda row: _number(row["start"])):
        quotes = groups.setdefault(_iri(row["thing"]), {})
        quotes.setdefault(_string(row["quote"]), []).append(row)
    return groups


def _string(term: Term) -> str:
    return term.value if isinstance(term, Literal) else str(term)


def _mentioned(rows: list[Solution]) -> list[str]:
    return [term.value for row in rows for term in row.values() if isinstance(term, NamedNode)]


def _spans(rows: list[Solution]) -> list[Span]:
    return sorted({_span(row) for row in rows})


def _linked(rows: list[Solution]) -> list[tuple[Span, str]]:
    return [(_span(row), _iri(row["thing"])) for row in rows]


def _span(row: Solution) -> Span:
    return Span(_number(row["start"]), _number(row["end"]))


def _number(term: Term) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
