"""Turns the short descriptions of documents in `collection.yaml` into the graphs they stand for."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from kg.authority import authority
from kg.extract.dates_edtf import parse_edtf, partial_date
from kg.iris import Namespace, h16
from kg.terms import DC, DCTERMS, EA, EDTF, OA, PROV, RDF, SKOS, XSD, concept

NAMES = Namespace()
_thing = partial(NAMES.thing)
_DETAILS = {"place": EA.place, "concerns": EA.concerns, "implements": EA.implements}


def described(path: Path) -> Iterator[tuple[str, list[Quad]]]:
    """Yield the key and the quads of each document of the file."""
    for about in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield about["key"], list(_Description(about).quads())


class _Description:
    def __init__(self, about: Mapping[str, Any]) -> None:
        self._about, self._key = about, about["key"]
        self._graph = NamedNode(NAMES.document_graph(self._key))
        self._version = _node("version", f"{self._key}-1")
        self._claims = 0

    def quads(self) -> Iterator[Quad]:
        yield from self._document()
        for key, event in self._about.get("events", {}).items():
            yield from self._event(key, event)
        for key, agreement in self._about.get("agreements", {}).items():
            yield from self._agreement(key, agreement)

    def _document(self) -> Iterator[Quad]:
        about, document = self._about, _node("document", self._key)
        digest = Literal(sha256(self._key.encode()).hexdigest())
        yield from self._add(document, RDF.type, EA.Document)
        yield from self._add(document, EA.key, Literal(self._key))
        title = Literal(about["title"], language=about["language"].lower())
        yield from self._add(document, DCTERMS.title, title)
        yield from self._add(document, DCTERMS.language, Literal(about["language"]))
        if "issued" in about:
            issued = Literal(str(about["issued"]), datatype=XSD.date)
            yield from self._add(document, DCTERMS.issued, issued)
        yield from self._add(document, DC.publisher, Literal(about["publisher"]))
        yield from self._add(document, DCTERMS.hasVersion, self._version)
        yield from self._add(document, EA.contentDigest, digest)
        yield from self._add(self._version, RDF.type, PROV.Entity)
        yield from self._add(self._version, DCTERMS.isVersionOf, document)
        yield from self._add(self._version, EA.contentDigest, digest)
        yield from self._add(self._version, EA.charset, Literal("utf-8"))
        yield from self._add(self._version, EA.decoder, Literal("text/1"))
        for thing in sorted(set(self._reported()), key=str):
            yield from self._add(document, EA.reports, thing)

    def _reported(self) -> Iterator[NamedNode]:
        for key, event in self._about.get("events", {}).items():
            yield _node("event", key)
            yield from (_node("agency", body) for body in event.get("roles", ()))
            yield from map(_framework, event.get("concerns", ()))
        for key, agreement in self._about.get("agreements", {}).items():
            yield _node("agreement", key)
            yield from map(_framework, agreement.get("frameworks", ()))

    def _event(self, key: str, about: Mapping[str, Any]) -> Iterator[Quad]:
        event = _node("event", key)
        yield from self._named(event, EA.Event, about["label"])
        yield from self._claim(event, EA.eventType, concept("event-type", about["type"]), about)
        how = concept("factuality", about.get("how", "held"))
        yield from self._claim(event, EA.factuality, how, about)
        yield from self._add(event, EA.confidence, _sureness(about))
        if "date" in about:
            yield from self._dated(event, about)
        if "place" in about:
            yield from self._claim(event, EA.place, _node("place", about["place"]), about)
        for name in ("concerns", "implements"):
            for framework in about.get(name, ()):
                yield from self._claim(event, _DETAILS[name], _framework(framework), about)
        if "series" in about:
            series, number = about["series"]
            yield from self._claim(event, EA.inSeries, _node("series", series), about)
            yield from self._claim(
                event, EA.seriesNumber, Literal(str(number), datatype=XSD.integer), about
            )
        for agreement in about.get("affects", ()):
            yield from self._claim(event, EA.affects, _node("agreement", agreement), about)
        for number, (body, role) in enumerate(about.get("roles", {}).items()):
            yield from self._part(f"{key}-{number}", event, _node("agency", body), about, role=role)
        for name, body, post in about.get("people", ()):
            yield from self._person(key, event, name, (body, post), about)

    def _dated(self, event: NamedNode, about: Mapping[str, Any]) -> Iterator[Quad]:
        date = partial_date(*parse_edtf(about["date"]), certainty="explicit")
        assert date is not None
        value = Literal(date.edtf, datatype=EDTF.EDTF)
        yield from self._claim(event, EA.dateEdtf, value, about)
        yield from self._add(event, EA.datePrecision, concept("precision", date.precision))
        yield from self._add(event, EA.dateCertainty, concept("date-certainty", date.certainty))
        for predicate, day in (
            (EA.startsNotBefore, date.starts_not_before),
            (EA.startsNotAfter, date.starts_not_after),
            (EA.endsNotBefore, date.ends_not_before),
            (EA.endsNotAfter, date.ends_not_after),
        ):
            if day:
                yield from self._add(event, predicate, Literal(day, datatype=XSD.date))

    def _part(
        self, key: str, event: NamedNode, who: NamedNode, about: Mapping[str, Any], role: str = ""
    ) -> Iterator[Quad]:
        part = _node("participation", key)
        yield from self._add(part, RDF.type, EA.Participation)
        yield from self._claim(part, EA.inEvent, event, about)
        yield from self._add(part, EA.participant, who)
        if role:
            yield from self._add(part, EA.role, concept("role", role))

    def _person(
        self,
        key: str,
        event: NamedNode,
        name: str,
        stands: tuple[str, str],
        about: Mapping[str, Any],
    ) -> Iterator[Quad]:
        body, post = stands
        slug = f"p-{h16(name)[:8]}"
        yield from self._named(_node("person", slug), EA.Person, name)
        part = f"{key}-{slug}"
        yield from self._part(part, event, _node("person", slug), about)
        node = _node("participation", part)
        yield from self._add(node, EA.representing, _node("agency", body))
        held = Literal(post, language=self._about["language"].lower())
        yield from self._add(node, EA.positionHeld, held)

    def _agreement(self, key: str, about: Mapping[str, Any]) -> Iterator[Quad]:
        agreement = _node("agreement", key)
        yield from self._named(agreement, EA.Agreement, about["label"])
        kind = concept("agreement-type", about["type"])
        yield from self._claim(agreement, EA.agreementType, kind, about)
        yield from self._claim(agreement, EA.status, concept("status", about["status"]), about)
        yield from self._add(agreement, EA.confidence, _sureness(about))
        if "adopted" in about:
            day = Literal(about["adopted"], datatype=EDTF.EDTF)
            yield from self._claim(agreement, EA.adoptedOn, day, about)
        for party in about["parties"]:
            yield from self._claim(agreement, EA.party, _node(*party.split("/")), about)
        for framework in about.get("frameworks", ()):
            yield from self._claim(agreement, EA.underFramework, _framework(framework), about)
        for name, predicate in (("renews", EA.renews), ("under", EA.underAgreement)):
            if name in about:
                yield from self._claim(agreement, predicate, _node("agreement", about[name]), about)

    def _named(self, thing: NamedNode, kind: NamedNode, label: str) -> Iterator[Quad]:
        yield from self._add(thing, RDF.type, kind)
        yield from self._add(thing, EA.key, Literal("/".join(thing.value.split("/")[-2:])))
        name = Literal(label, language=self._about["language"].lower())
        yield from self._add(thing, SKOS.prefLabel, name)

    def _claim(
        self, subject: NamedNode, predicate: NamedNode, object: Any, about: Mapping[str, Any]
    ) -> Iterator[Quad]:
        """State a fact whose evidence is the label of what it was read in."""
        self._claims += 1
        quote = about["label"]
        claim, span = (_node(k, f"{self._key}-{self._claims}") for k in ("claim", "span"))
        start = 100 * self._claims
        facts: list[tuple[NamedNode, NamedNode, Any]] = [
            (subject, predicate, object),
            (claim, RDF.type, EA.Claim),
            (claim, RDF.subject, subject),
            (claim, RDF.predicate, predicate),
            (claim, RDF.object, object),
            (claim, EA.evidence, span),
            (claim, EA.confidence, _sureness(about)),
            (claim, EA.rule, Literal("example.rule")),
            (claim, EA.method, concept("method", "rule")),
            (claim, EA.textCertainty, concept("text-certainty", "exact")),
            (span, RDF.type, EA.TextSpan),
            (span, OA.hasSource, self._version),
            (span, OA.start, Literal(str(start), datatype=XSD.integer)),
            (span, OA.end, Literal(str(start + len(quote)), datatype=XSD.integer)),
            (span, OA.exact, Literal(quote)),
        ]
        for fact in facts:
            yield from self._add(*fact)

    def _add(self, subject: NamedNode, predicate: NamedNode, object: Any) -> Iterator[Quad]:
        yield Quad(subject, predicate, object, self._graph)


def _node(kind: str, key: str) -> NamedNode:
    return NamedNode(_thing(kind, key))


def _sureness(about: Mapping[str, Any]) -> Literal:
    return Literal(str(about.get("sure", 0.8)), datatype=XSD.decimal)


def _framework(key: str) -> NamedNode:
    return _node("framework" if authority().get("framework", key) else "element", key)
