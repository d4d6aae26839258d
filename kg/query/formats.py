"""The one table of formats that answers come in, and the choice among them.

Source: RFC 9110 section 12.5.1 (Accept); SPARQL 1.1 Protocol section 2.1.6.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import BadParameter, NotAcceptable

Kind = Literal["solutions", "graph", "page"]


@dataclass(frozen=True, slots=True)
class Format:
    """`names` are the values of `format=`, the first also the file suffix."""

    kind: Kind
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    engine: ox.QueryResultsFormat | ox.RdfFormat | None = None
    iri: str | None = None  # in http://www.w3.org/ns/formats/

    @property
    def suffix(self) -> str:
        return self.names[0]


_RESULTS, _RDF = ox.QueryResultsFormat, ox.RdfFormat

FORMATS: Final = (
    Format(
        "solutions",
        ("json", "srj"),
        ("application/sparql-results+json", "application/json"),
        _RESULTS.JSON,
        "SPARQL_Results_JSON",
    ),
    Format(
        "solutions",
        ("xml", "srx"),
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        _RESULTS.XML,
        "SPARQL_Results_XML",
    ),
    Format("solutions", ("csv",), ("text/csv",), _RESULTS.CSV, "SPARQL_Results_CSV"),
    Format("solutions", ("tsv",), ("text/tab-separated-values",), _RESULTS.TSV),
    Format(
        "graph",
        ("ttl", "turtle", "n3"),
        ("text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        _RDF.TURTLE,
        "Turtle",
    ),
    Format(
        "graph",
        ("nt", "ntriples", "n-triples"),
        ("application/n-triples", "text/plain"),
        _RDF.N_TRIPLES,
        "N-Triples",
    ),
    Format(
        "graph",
        ("jsonld", "json-ld", "json"),
        ("application/ld+json", "application/json"),
        _RDF.JSON_LD,
        "JSON-LD",
    ),
    Format(
        "graph",
        ("rdf", "rdfxml", "rdf+xml", "xml"),
        ("application/rdf+xml", "application/xml", "text/xml"),
        _RDF.RDF_XML,
        "RDF_XML",
    ),
    Format("graph", ("trig",), ("application/trig",), _RDF.TRIG, "TriG"),
    Format("graph", ("nq", "nquads", "n-quads"), ("application/n-quads",), _RDF.N_QUADS, "N-Quads"),
    Format("page", ("html",), ("text/html", "application/xhtml+xml")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type under which it is sent."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


def of_kind(*kinds: Kind) -> tuple[Format, ...]:
    """Return the formats of these kinds, those of the first kind first."""
    return tuple(form for kind in kinds for form in FORMATS if form.kind == kind)


def named(name: str, kind: Kind) -> Choice:
    """Return the format that `format=` asks for.

    Raises: BadParameter for a name that no format has; NotAcceptable for one of another kind.
    """
    key = name.strip().lower()
    for form in of_kind(kind):
        if key in form.names or key in form.media_types:
            return Choice(form, form.media_types[0])
    if any(key in form.names or key in form.media_types for form in FORMATS):
        raise NotAcceptable(name, [form.suffix for form in of_kind(kind)])
    allowed = ", ".join(dict.fromkeys(form.suffix for form in of_kind("solutions", "graph")))
    raise BadParameter("format", f"there is no format {name!r}", allowed)


@lru_cache(maxsize=256)
def negotiate(accept: str | None, *kinds: Kind) -> Choice:
    """Return what suits an Accept header best.

    The highest q wins, then the most specific range, then the order of kinds and table.

    Raises: NotAcceptable with the media types on offer.
    """
    offered = of_kind(*kinds)
    ranges = list(_ranges(accept or "")) or [("*/*", 1.0)]
    best: tuple[float, int] = (0.0, 0)
    choice: Choice | None = None
    for form in offered:
        if _is_refused(form.media_types[0], ranges):
            continue
        for media_type in form.media_types:
            score = _score(media_type, ranges)
            if score[0] > 0 and score > best:
                best, choice = score, Choice(form, media_type)
    if choice is None:
        raise NotAcceptable(accept or "", [form.media_types[0] for form in offered])
    return choice


def _is_refused(media_type: str, ranges: Sequence[tuple[str, float]]) -> bool:
    """Tell whether a client names a media type in order not to get it."""
    return (media_type, 0.0) in ranges


def _score(media_type: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """Return q and specificity (0 to 2) of the range that says most about `media_type`."""
    family = media_type.split("/")[0] + "/*"
    for specificity, wanted in ((2, media_type), (1, family), (0, "*/*")):
        weights = [q for media_range, q in ranges if media_range == wanted]
        if weights:
            return max(weights), specificity
    return 0.0, 0


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Yield media ranges with their q; parameters other than q are of no matter to us."""
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        if media_range.count("/") != 1:
            continue
        pairs = (parameter.partition("=") for parameter in parameters)
        weights = [value.strip() for name, _, value in pairs if name.strip() == "q"]
        yield media_range, _weight(weights[0]) if weights else 1.0


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def prefers_page(accept: str | None) -> bool:
    """Tell whether a client asks for HTML by name, as browsers do, before any data."""
    if "text/html" not in (accept or "").lower():
        return False
    try:
        return negotiate(accept, "page", "solutions", "graph").format.kind == "page"
    except NotAcceptable:  # whoever asks for HTML to refuse it, and for nothing else
        return False
