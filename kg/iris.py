"""Namespaces, and how the IRI of every thing is made from its key.

Keys are a function of content: the same input gives the same IRI on any machine.
"""

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kg.errors import BadSetting

VOCABULARY: Final = "https://w3id.org/ecoaccord/ns#"
SCHEMES: Final = "https://w3id.org/ecoaccord/ns/"
DEFAULT_BASE: Final = "https://w3id.org/ecoaccord/"

KINDS: Final = (
    "agency", "framework", "element", "agreement", "event", "series", "person", "place",
    "document", "version", "participation", "claim", "span", "run", "decision",
)  # fmt: skip

PREFIXES: Final = {
    "ea": VOCABULARY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

PREFIX_LINES: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

SEPARATOR: Final = "\u001f"
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/")


def h16(text: str) -> str:
    """Return the first 80 bits of SHA-256 as 16 characters of lower-case base32."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:10]).decode().lower()


def h8(text: str) -> str:
    """Return the first 40 bits of SHA-256 as 8 characters; only ever behind a readable slug."""
    return h16(text)[:8]


def fold(text: str) -> str:
    """Return `text` as keys compare it: NFKC (widths folded), case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def unmarked(text: str) -> str:
    """Return `text` without accents and other marks on letters, widths folded (NFKD)."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.combining(each))


def identity_key(kind: str, *parts: str) -> str:
    """Return the full key of a thing: kind and key version, then the folded parts."""
    return SEPARATOR.join((f"{kind}/1", *(fold(part) for part in parts)))


def concept(scheme: str, notation: str) -> str:
    """Return the IRI of a concept, such as `.../ns/event-type#Meeting`."""
    return f"{SCHEMES}{scheme}#{notation}"


def is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Namespace:
    """The IRIs of instances and graphs below one `base_iri`."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise BadSetting(f"base_iri {self.base!r} is not an http(s) IRI ending in a slash")

    def thing(self, kind: str, key: str) -> str:
        return f"{self.base}id/{kind}/{key}"

    def graph(self, path: str) -> str:
        return f"{self.base}graph/{path}"

    def document_graph(self, key: str) -> str:
        return self.graph(f"document/{key}")

    @property
    def view(self) -> str:
        """The merged graph that queries see by default; vocabulary and authority data included."""
        return self.graph("view")

    @property
    def catalog(self) -> str:
        """What each document graph holds: digests, versions, counts. Function of the content."""
        return self.graph("catalog")

    @property
    def runs(self) -> str:
        """Clock times, paths, sequence numbers; left out of dumps unless asked for."""
        return self.graph("runs")

    @property
    def identity(self) -> str:
        """`ea:canonical` of every entity, why it is so, and successors of retired IRIs."""
        return self.graph("identity")

    @property
    def decisions(self) -> str:
        """What people decided; no load ever touches it."""
        return self.graph("decisions")

    @property
    def matching(self) -> str:
        """By what things are compared with each other; derived, and left out of dumps."""
        return self.graph("matching")

    @property
    def service(self) -> str:
        """What a store on a SPARQL server says of itself: newest commit, who writes to it."""
        return self.graph("service")

    @property
    def links(self) -> str:
        """`owl:sameAs` and other links to data elsewhere."""
        return self.graph("links")

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return (kind, key) of an instance IRI of this base, None for any other IRI."""
        prefix = f"{self.base}id/"
        kind, _, key = iri.removeprefix(prefix).partition("/")
        return (kind, key) if iri.startswith(prefix) and kind in KINDS and key else None
