"""What all blueprints share: the data, its names, and the addresses of things on this host."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote_plus, urlencode

import yaml
from flask import Flask, g, request
from pyoxigraph import Literal, NamedNode

from kg.errors import NotFound
from kg.faces import words as columns
from kg.iris import SCHEMES, VOCABULARY, Namespace
from kg.query.canonical import canonical
from kg.query.formats import named
from kg.query.names import Known, Names, language_name, look_up, short
from kg.query.reading import PoolReader
from kg.query.remembering import Memory
from kg.query.saved import SavedQuery
from kg.query.spool import Transfers
from kg.query.workers import Pool
from kg.remote.pool import queries_of
from kg.remote.watch import RemoteWatch
from kg.settings import Settings
from kg.store.checkpoints import Watch
from kg.web import language

_MOST_PAGES: Final = 10_000
_QUOTED: Final = 4_096
_LISTED: Final = re.compile(r"(kind|tab|decision|column): ")  # before words out of a list


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a request reads this host: under which path, and in which languages."""

    root: str
    asked: str | None  # the language asked for, None where nobody asks for one but the first
    languages: tuple[str, ...]
    is_chinese: bool


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    namespace: Namespace
    pool: Pool
    reader: PoolReader
    transfers: Transfers
    watch: Watch | RemoteWatch
    memory: Memory
    program: str  # what differs between programs and settings that answer differently
    known: Known = field(default_factory=Known)

    @property
    def query_limits(self) -> tuple[float, int]:
        """Return seconds and characters that a query may have."""
        return self.settings.query_timeout_s, self.settings.max_query_characters

    def sequence(self) -> int:
        """Return the number of the newest commit that can be read, 0 before the first."""
        return self.watch.sequence()

    def state(self) -> str:
        """Return what differs between any two states of the data, of any two stores."""
        return self.watch.state()

    def current(self, thing: NamedNode) -> NamedNode:
        """Return what stands for a thing now."""
        return canonical(self.reader, self.namespace, thing)

    def queries(self) -> Mapping[str, SavedQuery]:
        """Return the saved queries as the store can answer them, those of one's own among them."""
        return queries_of(self.settings)

    def names(self, iris: Iterable[str]) -> Names:
        """Look up what things are called, in the reader's language first."""
        languages = self.languages()
        return look_up(self.reader, iris, languages, self.known.of(self.state(), languages))

    def reading(self) -> Reading:
        """Return how the request reads this host; looked at once, as pages ask a hundred times."""
        known = g._get_current_object()  # four times as fast as to ask for each attribute of `g`
        found: Reading | None = known.get("reading")
        if found is None:
            asked = language.asked(self.settings.languages)
            languages = _in_order(asked, self.settings.languages)
            is_chinese = languages[0].lower().startswith("zh")
            known.reading = found = Reading(request.script_root, asked, languages, is_chinese)
        return found

    def language(self) -> str | None:
        """Return the language asked for, None where nobody asks for one but the first."""
        return self.reading().asked

    def languages(self) -> tuple[str, ...]:
        return self.reading().languages

    def translated(self, text: str, **values: object) -> str:
        """Return what a page says, in the reader's language, with values in their places."""
        words = _words().get(text, text) if self.reading().is_chinese else _english(text)
        return words.format(**values) if values else words

    def column(self, name: str) -> str:
        """Return what a column of an answer is called."""
        return columns.heading(name, self.languages()[0])

    def shown(self, column: str, value: object) -> str:
        """Return what is shown of a value in a column of an answer."""
        return columns.shown(column, str(value), self.languages()[0])

    def is_fallback(self, tag: str) -> bool:
        """Tell whether words in a language stand in for those that the reader asked for."""
        return tag.partition("-")[0].lower() != self.languages()[0].partition("-")[0].lower()

    def say(self) -> Callable[[Mapping[str, str]], str]:
        """Return what picks the words of a title or description in the reader's language."""
        languages = self.languages()

        def say(words: Mapping[str, str]) -> str:
            by_base = {tag.split("-")[0]: text for tag, text in words.items()}
            bases = (tag.split("-")[0] for tag in languages)
            return next((by_base[base] for base in bases if base in by_base), "")

        return say

    def href(self, iri: str) -> str:
        """Return where an IRI is described: on this host if it is one of ours."""
        for start, path in (
            (f"{self.namespace.base}id/", "/page/"),
            (VOCABULARY, "/ns#"),
            (SCHEMES, "/ns/"),
            (f"{self.namespace.base}graph/document/", "/page/document/"),
        ):
            if iri.startswith(start):
                return self.local(path + iri.removeprefix(start))
        return iri

    def local(self, path: str, **parameters: object) -> str:
        """Return the address of a path on this host, in the reader's language."""
        here = self.reading()
        if not here.asked and not parameters:
            return here.root + path
        path, mark, fragment = path.partition("#")
        values = [(name, value) for name, value in parameters.items() if value is not None]
        if here.asked and "lang" not in parameters:
            values.append(("lang", here.asked))
        query = "&".join(f"{name}={_quoted(str(value))}" for name, value in values)
        return f"{here.root}{path}{query and '?'}{query}{mark}{fragment}"

    def page_number(self) -> int:
        """Return the number of the page asked for, from 1 on."""
        text = request.args.get("page", "1")
        if not text.isdecimal() or not 1 <= int(text) <= _MOST_PAGES:
            raise NotFound(f"there is no page {text!r}")
        return int(text)

    def register(self, app: Flask) -> None:
        """Make names and addresses known to all templates."""
        app.jinja_env.globals.update(
            t=self.translated,
            column_name=self.column,
            shown=self.shown,
            languages_shown=lambda: "zh-Hans" if self.reading().is_chinese else "en",
            href=self.href,
            local=self.local,
            is_local=lambda iri: self.href(iri) != iri,
            short=short,
            language_name=language_name,
            language_query=_language_query,
            same=_same,
            languages=self.settings.languages,
            language=self.language,
            contact=self.settings.contact,
            media_type=lambda suffix: named(suffix, "graph").media_type,
        )
        app.jinja_env.filters["sentence"] = _sentence
        app.jinja_env.tests.update(
            literal=lambda term: isinstance(term, Literal),
            web=lambda iri: iri.startswith(("http://", "https://")),
        )


# The marks of a page name few things and properties, over and over.
_quoted: Final = lru_cache(maxsize=_QUOTED)(quote_plus)


@cache
def _in_order(asked: str | None, offered: tuple[str, ...]) -> tuple[str, ...]:
    rest = tuple(tag for tag in offered if tag != asked)
    return (asked, *rest) if asked else rest


@cache
def _words() -> Mapping[str, str]:
    """Return the Chinese words for the English ones in templates."""
    words: dict[str, str] = yaml.safe_load((files("kg.web") / "words.yaml").read_text("utf-8"))
    return words


def _english(text: str) -> str:
    listed = _LISTED.match(text)
    return text[listed.end() :].replace("_", " ") if listed else text


def _language_query(tag: str) -> str:
    """Return the parameters of this page, with another language."""
    values = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return urlencode([*values, ("lang", tag)])


def _same(**changes: object) -> str:
    """Return the address of this page with other parameters."""
    return f"?{urlencode({**request.args.to_dict(), **changes})}"


def _sentence(words: object) -> str:
    """Return the words of an error as a sentence."""
    text = str(words)
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")
