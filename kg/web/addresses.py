"""Addresses of concepts and of evidence, as short as they can be."""

from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from kg.iris import PREFIXES, SCHEMES, Namespace, is_key
from kg.store.base import value_of
from kg.web.site import Site

_SHORTENED: Final = 4_096  # a page says the same of the same again and again


def why_address(site: Site, subject: object, predicate: str, value: object = None) -> str:
    """Return where it stands why something is said; a property may be a name with a prefix."""
    return site.local("/why", s=_brief(site, subject), p=_brief(site, predicate),
                      o=_brief(site, value))  # fmt: skip


def concept_address(site: Site, iri: str) -> str | None:
    """Return where a concept of the vocabulary has its page; None for any other IRI."""
    scheme, mark, notation = iri.removeprefix(SCHEMES).partition("#")
    is_concept = iri.startswith(SCHEMES) and mark and is_key(scheme) and is_key(notation)
    return site.local(f"/page/concept/{scheme}/{notation}") if is_concept else None


def _brief(site: Site, value: object) -> str | None:
    """Return a term as short as an address may have it."""
    if value is None or isinstance(value, Literal):
        return str(value) if value is not None else None
    return _shortened(site.namespace, value_of(value))


@lru_cache(maxsize=_SHORTENED)
def _shortened(namespace: Namespace, iri: str) -> str:
    if ours := namespace.split(iri):
        return "/".join(ours)
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and is_key(rest := iri.removeprefix(start)):
            return f"{prefix}:{rest}"
    return iri
