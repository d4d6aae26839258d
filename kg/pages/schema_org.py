"""Things in the words of schema.org, which search engines read out of pages.

Source: https://schema.org/docs/full.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from pyoxigraph import NamedNode

from kg.pages.described import Description
from kg.terms import DC, DCTERMS, EA, GEO, ORG, OWL, SKOS

_SCHEMA: Final = "https://schema.org"
_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_TYPES: Final = {
    "event": "Event",
    "agency": "Organization",
    "person": "Person",
    "place": "Place",
    "document": "NewsArticle",
    "framework": "CreativeWork",
    "element": "CreativeWork",
    "agreement": "CreativeWork",
    "series": "EventSeries",
    "concept": "DefinedTerm",
}
_STATUS: Final = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_DAY: Final = len("2024-01-01")

Named = Callable[[str], str]


def described(thing: Description, address: str, name: str, named: Named) -> str:
    """Return what a page has in its head: safe within a `script` element.

    `named` gives the name of what a thing refers to, `address` is that of the page.
    """
    labels = thing.literals(SKOS.prefLabel.value, SKOS.altLabel.value, EA.abbreviation.value)
    others = sorted({label.value for label in labels} - {name})
    said: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": _TYPES.get(thing.kind, "Thing"),
        "@id": thing.iri,
        "name": name,
        "alternateName": others,
        "url": address,
        "sameAs": _iris(thing, OWL.sameAs.value),
    }
    said |= _MORE.get(thing.kind, _nothing)(thing, named)
    text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _nothing(thing: Description, named: Named) -> Mapping[str, Any]:
    return {}


def _event(thing: Description, named: Named) -> Mapping[str, Any]:
    start, end = thing.first(EA.startsNotBefore.value), thing.first(EA.endsNotAfter.value)
    is_day = thing.first(EA.datePrecision.value).endswith("#day")
    factuality = thing.first(EA.factuality.value).rpartition("#")[2]
    status = _STATUS.get(factuality, "EventScheduled")
    return {
        "startDate": start if is_day else "",
        "endDate": end if is_day else "",
        "eventStatus": f"{_SCHEMA}/{status}",
        "location": _named(thing, EA.place.value, "Place", named),
        "attendee": _named(thing, EA.hasParticipant.value, None, named),
        "about": _named(thing, EA.concerns.value, "CreativeWork", named),
    }


def _agency(thing: Description, named: Named) -> Mapping[str, Any]:
    return {
        "parentOrganization": _named(thing, ORG.subOrganizationOf.value, "Organization", named),
        "location": _named(thing, EA.seat.value, "Place", named),
    }


def _place(thing: Description, named: Named) -> Mapping[str, Any]:
    latitude, longitude = thing.first(GEO.lat.value), thing.first(GEO.long.value)
    point = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return {
        "geo": point if latitude and longitude else None,
        "containedInPlace": _named(thing, EA.within.value, "Place", named),
    }


def _document(thing: Description, named: Named) -> Mapping[str, Any]:
    publisher = thing.first(DCTERMS.publisher.value)
    name = named(publisher) if publisher else thing.first(DC.publisher.value)
    source = thing.first(DCTERMS.source.value)
    return {
        "headline": thing.first(DCTERMS.title.value),
        "datePublished": thing.first(DCTERMS.issued.value)[:_DAY],
        "inLanguage": thing.first(DCTERMS.language.value),
        "isBasedOn": source if source.startswith(("http://", "https://")) else "",
        "publisher": {"@type": "Organization", "name": name} if name else None,
    }


def _work(thing: Description, named: Named) -> Mapping[str, Any]:
    adopted = thing.first(EA.adoptedOn.value)
    return {
        "dateCreated": "" if adopted.startswith("X") else adopted,
        "isPartOf": _named(thing, EA.partOf.value, "CreativeWork", named),
        "license": _LICENSE,
    }


_MORE: Final[Mapping[str, Callable[[Description, Named], Mapping[str, Any]]]] = {
    "event": _event,
    "agency": _agency,
    "place": _place,
    "document": _document,
    "framework": _work,
    "agreement": _work,
}


def _named(
    thing: Description, predicate: str, kind: str | None, named: Named
) -> list[dict[str, str]]:
    found = []
    for iri in _iris(thing, predicate):
        is_person = "/id/person/" in iri
        type_ = kind or ("Person" if is_person else "Organization")
        found.append({"@type": type_, "@id": iri, "name": named(iri)})
    return found


def _iris(thing: Description, predicate: str) -> list[str]:
    return [value.value for value in thing.values(predicate) if isinstance(value, NamedNode)]
