"""What stands on a page a hundred times: names, links, values, marks.

Made here and not by macros of templates, which take three times as long.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask.sansio.blueprints import BlueprintSetupState
from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from kg.query.names import Name, Names, short
from kg.terms import XSD
from kg.web.addresses import concept_address, why_address
from kg.web.site import Site

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DATES: Final = frozenset({"http://id.loc.gov/datatypes/edtf/EDTF", XSD.date.value})


@dataclass(frozen=True, slots=True)
class Pieces:
    site: Site

    def register(self, state: BlueprintSetupState) -> None:
        """Make the pieces known to all templates."""
        state.app.jinja_env.globals.update(
            label=self.label,
            link=self.link,
            mark=self.mark,
            term=self.term,
            value=self.value,
            concept=self.concept,
            title=self.title,
        )

    def label(self, name: Name) -> Markup:
        """Return a name in the language it is in, and marked where that is not the reader's."""
        if not name.language:
            return _html(f"<span>{escape(name.text)}</span>")
        fallback = ' class="fallback"' if self.site.is_fallback(name.language) else ""
        return _html(f"<span{_in(name.language)}{fallback}>{escape(name.text)}</span>")

    def link(self, iri: str, names: Names | Mapping[str, Name]) -> Markup:
        """Return a link to where an IRI is described, here or elsewhere."""
        address = self.site.href(iri)
        if address != iri:
            return _html(f'<a href="{escape(address)}">{self.label(names[iri])}</a>')
        if not iri.startswith(("http://", "https://")):
            return escape(iri)
        there = escape(iri)
        more = f'rel="external noreferrer" title="{there}"'
        return _html(f'<a href="{there}" {more}>{self.label(names[iri])}</a>')

    def mark(self, words: str, subject: object, predicate: str, value: object = None) -> Markup:
        """Return the mark behind which it stands why something is said."""
        address = escape(why_address(self.site, subject, predicate, value))
        question = escape(self.site.translated("Why do we say so?"))
        about = f" {escape(words)}" if words else ""
        return _html(
            f'<a class="why" href="{address}" rel="nofollow" title="{question}">'
            f'<span class="for-readers">{question}{about}</span></a>'
        )

    def term(self, value: object, names: Names | Mapping[str, Name]) -> Markup:
        """Return a value as it is; text with its language, an IRI as a link."""
        if isinstance(value, NamedNode):
            return self.link(value.value, names)
        if not isinstance(value, Literal):
            return escape("" if value is None else value)
        if _DIGEST.fullmatch(value.value):
            return _html(f'<code class="digest">{value.value}</code>')
        text = f"<span{_in(value.language)}>{escape(value.value)}</span>"
        tag = f' <small class="tag">{escape(value.language)}</small>' if value.language else ""
        return _html(text + tag)

    def value(
        self, one: object, names: Names | Mapping[str, Name], said: Callable[[str], str]
    ) -> Markup:
        """Return a value in words: a date as people say it, a concept as a link to its page."""
        if isinstance(one, Literal) and one.datatype.value in _DATES:
            return _html(f"<time>{escape(said(one.value))}</time>")
        if isinstance(one, NamedNode) and (address := self.concept(one.value)):
            return _html(f'<a href="{escape(address)}">{self.label(names[one.value])}</a>')
        return self.term(one, names)

    def title(self, document: str, names: Names) -> str:
        """Return what a document is called, in words where it has no title."""
        text = names[document].text
        return self.site.translated("untitled") if text == short(document) else text

    def concept(self, iri: str) -> str | None:
        return concept_address(self.site, iri)


def _in(language: str | None) -> str:
    return f' lang="{escape(language)}"' if language else ""


def _html(text: str) -> Markup:
    """Mark text as HTML; whoever calls has escaped what is not."""
    return Markup(text)  # noqa: S704
