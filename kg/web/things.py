"""The pages of things: what is said of one, and the lists that its kind has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from flask import render_template, request
from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, NotFound
from kg.iris import KINDS, PREFIX_LINES
from kg.pages import outline, schema_org, years
from kg.pages.described import Description, above, referring
from kg.pages.listing import (
    MOST,
    TALLY_ORDERS,
    Asked,
    Part,
    Row,
    amounts,
    choices,
    part,
    per_year,
    query_of,
    tallied,
)
from kg.pages.lists import Listing, Tally, lists
from kg.pages.told import Told, told
from kg.pages.when import Moment, said
from kg.query.formats import of_kind
from kg.query.names import Name, Names, choose, preference
from kg.store.base import Solution, Term, value_of
from kg.terms import DCTERMS, EA, GEO, ORG, OWL, PROV, RDF, RDFS, SKOS
from kg.web.site import Site

A_PAGE: Final = 50
_GLANCE: Final = 8  # rows of a list on the page of a thing
_COUNTED: Final = 500  # of what a tally on the page of a thing counts
_OF_YEARS: Final = 5_000  # of what a chart by year counts
_DOTS: Final = 100
_PARTS: Final = 300  # of who took part in an event
_LABELS: Final = (SKOS.prefLabel.value, DCTERMS.title.value, RDFS.label.value)
_ALTERNATIVES: Final = (SKOS.altLabel.value, EA.abbreviation.value)
_TYPE: Final = RDF.type.value
_ORDER: Final = tuple(
    term.value
    for term in (
        *(EA.eventType, EA.agreementType, EA.agencyKind, EA.frameworkKind, EA.placeKind),
        *(EA.factuality, EA.status, EA.dateEdtf, EA.adoptedOn, EA.inForceFrom, EA.place),
        *(EA.inSeries, EA.seriesNumber, EA.subEventOf, EA.party, EA.affects, EA.concerns),
        *(EA.implements, EA.adopts, EA.underFramework, EA.underAgreement, EA.renews),
        *(EA.elementOf, EA.partOf, EA.custodian, EA.jurisdiction, EA.seat, EA.within),
        *(DCTERMS.issued, DCTERMS.publisher, DCTERMS.source, DCTERMS.language, EA.topic),
    )
)
_UNLISTED: Final = {
    _TYPE,
    *_LABELS,
    *_ALTERNATIVES,
    *(EA.hasParticipant.value, EA.partner.value, EA.reports.value, SKOS.definition.value),
    *(EA.dateEdtf.value, EA.adoptedOn.value),  # said below the heading
}
_TECHNICAL: Final = {
    term.value
    for term in (
        *(EA.key, EA.contentDigest, EA.charset, EA.decoder, EA.startsNotBefore, EA.startsNotAfter),
        *(EA.endsNotBefore, EA.endsNotAfter, EA.datePrecision, EA.dateCertainty, EA.sourceCount),
        *(SKOS.hiddenLabel, GEO.lat, GEO.long, DCTERMS.hasVersion, EA.textSketch),
        *(SKOS.inScheme, SKOS.topConceptOf, SKOS.notation, SKOS.exactMatch, OWL.sameAs),
        *(PROV.wasDerivedFrom, EA.confidence, EA.contested, EA.contestedProperty),
    )
}
# What refers to a thing of a kind that has lists, and stands in none of them.
_REFERRING: Final = (
    *(EA.seat, EA.custodian, EA.duplicateOf, EA.within, EA.partOf, EA.elementOf, ORG.member),
    *(ORG.organization, SKOS.broader, SKOS.exactMatch, OWL.sameAs),
)
_PARTICIPATIONS: Final = """SELECT ?who ?role ?position ?body {
  ?part ea:inEvent %s ; ea:participant ?who .
  OPTIONAL { ?part ea:role ?role } OPTIONAL { ?part ea:positionHeld ?position }
  OPTIONAL { ?part ea:representing ?body }
} ORDER BY ?role ?who ?part LIMIT %d"""
_POINTS: Final = """SELECT ?place ?lat ?long { VALUES ?place { %s }
  { ?place geo:lat ?lat ; geo:long ?long } UNION {
    ?place ea:within ?around . ?around geo:lat ?lat ; geo:long ?long
    FILTER NOT EXISTS { ?place geo:lat ?own } } }"""


@dataclass(frozen=True, slots=True)
class Section:
    """One list on a page; `path` is its own page, `question` the saved query that fits it."""

    list: Listing | Tally
    part: Part
    path: str
    data: str  # where all of it can be had as CSV
    question: str | None
    chart: outline.Map | None = None
    by_year: years.Years | None = None


def thing_page(site: Site, thing: Description, template: str = "thing.html", **more: object) -> str:
    """Return the HTML page of a thing; `more` goes to the template."""
    term = NamedNode(thing.iri)
    sections = list(_sections(site, thing))
    others = referring(site.reader, term, _REFERRING if lists(thing.kind) else ())
    parts = _participations(site, thing)
    wholes = above(site.reader, thing)
    sources = _told(site, thing, sections)
    iris = [*_iris(thing), *_of_sections(sections, _GLANCE), *_of_rows(parts), *wholes]
    iris += sources.iris()
    iris += [iri for each in others for iri in (each.predicate, *each.subjects)]
    names = site.names([*iris, *_mentioned(more.get("mentioned"))])
    heading = name_of(site, thing)
    return render_template(
        template,
        thing=thing,
        names=names,
        heading=heading,
        alternatives=_alternatives(site, thing, heading),
        definition=_definition(site, thing),
        types=[] if thing.kind == "concept" else [value_of(value) for value in thing.values(_TYPE)],
        properties=_grouped(thing, is_technical=False),
        details=_grouped(thing, is_technical=True),
        moment=moment_of(thing),
        counted=_COUNTED,
        glance=_GLANCE,
        sections=sections,
        above=wholes,
        bodies=_by_role(row for row in parts if not _is_person(row)),
        people=[row for row in parts if _is_person(row)],
        told=sources,
        others=others,
        **surroundings(site, thing, heading, names),
        **more,
    )


def list_page(site: Site, thing: Description, name: str) -> str:
    """Return the page of one list of a thing, sorted and narrowed down as asked.

    Raises: NotFound, BadParameter
    """
    found = lists(thing.kind).get(name)
    if found is None:
        known = ", ".join(lists(thing.kind)) or None
        raise NotFound(f"there is no list {name} of a thing of this kind", known)
    term, base = NamedNode(thing.iri), page_path(thing)
    asked = _asked(found)
    if isinstance(found, Tally):
        section = _section(site, thing, found, _in_order(site, tallied(site.reader, found, term)))
        offered: Mapping[str, Sequence[tuple[str, int]]] = {}
    else:
        section = _section(site, thing, found, part(site.reader, found, term, asked))
        offered = choices(site.reader, found, term, asked)
    iris = [*_iris(thing), *_of_sections([section]), *asked.chosen.values()]
    names = site.names([*iris, *(iri for values in offered.values() for iri, _ in values)])
    heading = name_of(site, thing)
    return render_template(
        "list.html",
        thing=thing,
        names=names,
        heading=heading,
        section=section,
        asked=asked,
        offered=offered,
        counted=2 * MOST,
        orders=TALLY_ORDERS if isinstance(found, Tally) else ("newest", "oldest"),
        is_tally=isinstance(found, Tally),
        back=base,
        refined=_refined,
        **surroundings(site, thing, heading, names),
    )


def surroundings(site: Site, thing: Description, heading: Name, names: Names) -> dict[str, object]:
    """Return what the template of any page of a thing needs."""
    is_chinese = site.reading().is_chinese
    path = page_path(thing)
    return {
        "formats": [form.suffix for form in of_kind("graph")] if thing.kind in KINDS else [],
        "address": quote(f"{thing.kind}/{thing.key}"),
        "page_path": path,
        "canonical": f"{request.url_root.rstrip('/')}{path}",
        "said": lambda value: said(Moment(str(value)), is_chinese=is_chinese).text,
        "said_of": lambda moment: said(moment, is_chinese=is_chinese),
        "schema_org": schema_org.described(
            thing, f"{request.url_root.rstrip('/')}{path}", heading.text, lambda i: names[i].text
        ),
    }


def page_path(thing: Description) -> str:
    if thing.kind == "other":
        return f"/page?{urlencode({'iri': thing.iri})}"
    return quote(f"/page/{thing.kind}/{thing.key}")


def name_of(site: Site, thing: Description) -> Name:
    labels = thing.literals(*_LABELS)
    return choose(labels, site.languages()) if labels else Name(thing.key)


def moment_of(thing: Description) -> Moment:
    """Return the date of an event or agreement with what is known around it."""
    return Moment(
        thing.first(EA.dateEdtf.value, EA.adoptedOn.value),
        thing.first(EA.dateCertainty.value).rpartition("#")[2],
        thing.first(EA.startsNotBefore.value),
        max((value_of(v) for v in thing.values(EA.endsNotAfter.value)), default=""),
    )


def _sections(site: Site, thing: Description) -> Iterator[Section]:
    """Yield the lists that have rows."""
    term, some = NamedNode(thing.iri), lists(thing.kind)
    known = amounts(site.reader, some.values(), term, _COUNTED) if some else {}
    for name, each in some.items():
        if not known[name][0] and not (isinstance(each, Tally) and each.every):
            continue
        if isinstance(each, Tally):
            found = tallied(site.reader, each, term, _COUNTED, known[name])
        else:
            found = part(site.reader, each, term, Asked(most=_GLANCE), known[name])
        if found.rows:
            yield _section(site, thing, each, found)


def _section(site: Site, thing: Description, each: Listing | Tally, found: Part) -> Section:
    has_map = isinstance(each, Tally) and each.has_map
    return Section(
        each,
        found,
        f"{page_path(thing)}/{each.name}",
        *_data_addresses(site, thing, each),
        _drawn(site, found) if has_map else None,
        _by_year(site, thing, each),
    )


def _by_year(site: Site, thing: Description, each: Listing | Tally) -> years.Years | None:
    if not isinstance(each, Listing) or not each.has_years:
        return None
    counts, undated = per_year(site.reader, each, NamedNode(thing.iri), _OF_YEARS)
    is_capped = sum(counts.values()) + undated >= _OF_YEARS
    return years.drawn(counts, undated, is_capped=is_capped)


def _data_addresses(
    site: Site, thing: Description, each: Listing | Tally
) -> tuple[str, str | None]:
    """Return where all rows can be had, and the saved query they are of, where one fits."""
    if each.query:
        name, parameter = each.query
        asked = {parameter: f"{thing.kind}/{thing.key}"}
        return site.local(f"/api/queries/{name}.csv", **asked), site.local(
            f"/queries/{name}", **asked
        )
    query = query_of(each, NamedNode(thing.iri))
    return site.local("/sparql", query=query, format="csv"), None


def _drawn(site: Site, found: Part) -> outline.Map | None:
    counts = {row.iri: row.count or 1 for row in found.rows[:_DOTS]}
    if not counts:
        return None
    places = " ".join(str(NamedNode(iri)) for iri in counts)
    points: dict[str, outline.Point] = {}
    for row in site.reader.select(PREFIX_LINES + _POINTS % places):
        iri = value_of(row["place"])
        latitude, longitude = float(value_of(row["lat"])), float(value_of(row["long"]))
        points[iri] = outline.Point(iri, latitude, longitude, counts[iri])
    return outline.drawn(list(points.values()))


def _told(site: Site, thing: Description, sections: Sequence[Section]) -> Told:
    """Return what sources say where several can be compared, or where there is a history."""
    sources = next((each.part for each in sections if each.list.name == "documents"), None)
    has_stages, term = thing.kind == "agreement", NamedNode(thing.iri)
    if sources and (has_stages or (thing.kind == "event" and sources.total > 1)):
        return told(site.reader, site.namespace, term, sources, has_stages=has_stages)
    return Told()


def _participations(site: Site, thing: Description) -> list[Solution]:
    if thing.kind != "event":
        return []
    query = _PARTICIPATIONS % (NamedNode(thing.iri), _PARTS)
    return site.reader.select(PREFIX_LINES + query)


def _asked(found: Listing | Tally) -> Asked:
    chosen = {}
    if isinstance(found, Listing):
        chosen = {name: text for name in found.narrow or {} if (text := request.args.get(name))}
    order = request.args.get("sort", "")
    return Asked(order, request.args.get("after", ""), chosen, A_PAGE)


def _in_order(site: Site, found: Part) -> Part:
    """Return the rows of a tally in the order asked for."""
    order = request.args.get("sort", "") or TALLY_ORDERS[0]
    if order not in TALLY_ORDERS:
        raise BadParameter("sort", f"there is no order {order!r}", ", ".join(TALLY_ORDERS))
    rows: Sequence[Row] = found.rows
    if order == "latest":
        rows = sorted(rows, key=lambda row: row.date or "", reverse=True)
    elif order == "name":
        names = site.names(row.iri for row in rows)
        rows = sorted(rows, key=lambda row: names[row.iri].text.casefold())
    return Part(rows, found.total, found.is_capped)


def _refined(**changes: str | None) -> str:
    """Return the parameters of this list with some changed; a change begins at its first page."""
    kept = {name: value for name, value in request.args.items() if name != "after"}
    return urlencode({name: value for name, value in (kept | changes).items() if value})


def _definition(site: Site, thing: Description) -> Name | None:
    found = thing.literals(SKOS.definition.value)
    return choose(found, site.languages()) if found else None


def _alternatives(site: Site, thing: Description, heading: Name) -> list[Literal]:
    """Return what else a thing is called, in the reader's language first."""
    shown, languages = {heading.text, heading.other}, site.languages()
    others = thing.literals(*_LABELS, *_ALTERNATIVES)
    found = [each for each in others if each.value not in shown]
    return sorted(found, key=lambda each: (preference(each.language, languages), each.value))


def _grouped(thing: Description, *, is_technical: bool) -> dict[str, list[Term]]:
    """Return the values by property; names and types have their own places on the page."""
    groups: dict[str, list[Term]] = {}
    for predicate, value in sorted(thing.statements, key=_place_on_page):
        if predicate not in _UNLISTED and (predicate in _TECHNICAL) is is_technical:
            groups.setdefault(predicate, []).append(value)
    return groups


def _place_on_page(statement: tuple[str, Term]) -> tuple[int, str, str]:
    predicate, value = statement
    rank = _ORDER.index(predicate) if predicate in _ORDER else len(_ORDER)
    return rank, predicate, str(value)


def _iris(thing: Description) -> list[str]:
    values = [value.value for _, value in thing.statements if isinstance(value, NamedNode)]
    return [*(predicate for predicate, _ in thing.statements), *values]


def _of_sections(sections: Sequence[Section], most: int | None = None) -> Iterator[str]:
    for section in sections:  # of which a map names what its list does not show
        yield from section.part.iris(_DOTS if most and section.chart else most)


def _of_rows(rows: Sequence[Solution]) -> Iterator[str]:
    for row in rows:
        yield from (term.value for term in row.values() if isinstance(term, NamedNode))


def _by_role(rows: Iterable[Solution]) -> dict[str, list[Solution]]:
    groups: dict[str, list[Solution]] = {}
    for row in rows:
        groups.setdefault(value_of(row["role"]) if "role" in row else "", []).append(row)
    return groups


def _is_person(row: Solution) -> bool:
    return "/id/person/" in value_of(row["who"])


def _mentioned(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list | set | tuple) else []
