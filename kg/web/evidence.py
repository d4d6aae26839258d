"""`/why`: what a statement rests on, sentence by sentence, with the words in their context."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from flask import render_template, request
from pyoxigraph import NamedNode

from kg.errors import BadParameter
from kg.identity.decisions import term
from kg.iris import KINDS, PREFIXES, is_key
from kg.model import Span
from kg.pages.why import Evidence, Fact, evidence, stated
from kg.store.base import Term
from kg.terms import EA
from kg.web.site import Site
from kg.web.texts import Texts

_IN_CONTEXT: Final = 6  # sentences whose text is read again


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, cut at the words that it is about, with what stands around it.

    `evidence` has all claims that rest on it.
    """

    evidence: list[Evidence]
    pieces: list[tuple[str, bool]]  # text, whether it is such a word
    before: str
    after: str


def why_page(site: Site) -> str:
    """Return the page of a statement; with `bare`, the part of it that other pages show."""
    fact = _asked(site)
    found = evidence(site.reader, site.namespace, fact)
    sources = [] if found else stated(site.reader, site.namespace, fact)
    texts = Texts(site)
    sentences: dict[tuple[str, int, int], list[Evidence]] = {}
    for each in found:
        sentences.setdefault((each.document, each.start, each.end), []).append(each)
    quoted = [
        _quoted(texts, some, is_in_context=at < _IN_CONTEXT)
        for at, some in enumerate(sentences.values())
    ]
    things = [fact.subject, fact.predicate, fact.value]
    things += [value for each in found for value in (each.value, each.publisher)]
    iris = [each.value for each in things if isinstance(each, NamedNode)]
    iris += [iri for each in found for iri in (each.predicate, each.method, each.certainty)]
    template = "why_bare.html" if request.args.get("bare") else "why.html"
    return render_template(
        template,
        fact=fact,
        quoted=quoted,
        sources=sources,
        names=site.names(iris),
        has_shared=fact.predicate == EA.partner,
        whole=site.local("/api/queries/why.csv", s=fact.subject.value),
    )


def _asked(site: Site) -> Fact:
    """Return the statement that the address names.

    Raises: BadParameter
    """
    subject, predicate = (_term(site, name, request.args.get(name, "")) for name in ("s", "p"))
    value = request.args.get("o")
    if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
        raise BadParameter("s", "a statement has a subject and a property", "agency/unep")
    return Fact(subject, predicate, _term(site, "o", value) if value else None)


def _term(site: Site, name: str, text: str) -> Term:
    """Return a term as `why_address` shortens it."""
    kind, _, key = text.partition("/")
    prefix, _, rest = text.partition(":")
    try:
        if kind in KINDS and is_key(key):
            return NamedNode(site.namespace.thing(kind, key))
        if prefix in PREFIXES and is_key(rest):
            return NamedNode(PREFIXES[prefix] + rest)
        return term(text) if text[:1] == '"' else NamedNode(text)
    except ValueError as error:
        raise BadParameter(name, f"{text[:80]!r} is no term", "kind/key, an IRI") from error


def _quoted(texts: Texts, claims: list[Evidence], *, is_in_context: bool) -> Quoted:
    first = claims[0]
    around = texts.around(first.digest, Span(first.start, first.end)) if is_in_context else ("", "")
    return Quoted(claims, _cut(first), *around)


def _cut(each: Evidence) -> list[tuple[str, bool]]:
    """Cut a quote where words that it is about begin and end."""
    text = each.quote
    edges = sorted({0, len(text), *(place for span in each.words for place in span)})
    return [
        (text[start:end], any(span.covers(Span(start, end)) for span in each.words))
        for start, end in pairwise(edges)
        if 0 <= start < end <= len(text)
    ]
