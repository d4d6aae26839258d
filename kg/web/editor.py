"""What the query page gives beside results: examples, programs that ask the same, terms."""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from kg.iris import PREFIXES
from kg.web.site import Site
from kg.web.vocabulary import classes_and_properties, concepts, name_of

_CURL: Final = """curl -sG {endpoint} -H 'Accept: text/csv' --data-urlencode query@- <<'SPARQL'
{query}
SPARQL"""
_PYTHON: Final = """import csv, io, urllib.parse, urllib.request

query = {text}
address = "{endpoint}?" + urllib.parse.urlencode({{"query": query, "format": "csv"}})
with urllib.request.urlopen(address) as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
print(rows)"""
_R: Final = """query <- {text}
address <- paste0("{endpoint}?format=csv&query=", URLencode(query, reserved = TRUE))
rows <- read.csv(address, encoding = "UTF-8")
print(rows)"""
_JAVASCRIPT: Final = """const query = {text};
const address = new URL("{endpoint}");
address.search = new URLSearchParams({{ query, format: "json" }});
const answer = await fetch(address);
const {{ results }} = await answer.json();
console.table(results.bindings);"""


class Example(NamedTuple):
    """A saved query as text to begin with; `group` is the folder it stands in."""

    group: str
    title: str
    href: str


def examples(site: Site) -> dict[str, list[Example]]:
    """Return the saved queries by group, each as an address of the query page."""
    say = site.say()
    found: dict[str, list[Example]] = {}
    for query in site.queries().values():
        href = site.local("/sparql", example=query.name)
        found.setdefault(query.group, []).append(Example(query.group, say(query.title), href))
    return found


def samples(endpoint: str, query: str) -> Iterator[tuple[str, str]]:
    """Yield the name of a language, and a program in it that asks a query."""
    text = json.dumps(query, ensure_ascii=False)
    for language, template in (
        ("curl", _CURL),
        ("Python", _PYTHON),
        ("R", _R),
        ("JavaScript", _JAVASCRIPT),
    ):
        yield language, template.format(endpoint=endpoint, query=query.strip(), text=text)


def terms(site: Site) -> dict[str, Any]:
    """Return what the editor completes: prefixes, and the terms of the vocabulary by name."""
    classes, properties = classes_and_properties()
    return {
        "prefixes": {**PREFIXES, "id": f"{site.namespace.base}id/"},
        "classes": _named(site, classes),
        "properties": _named(site, properties),
        "concepts": _named(site, concepts()),
    }


def _named(site: Site, iris: list[str]) -> dict[str, str]:
    return {iri: name_of(site, iri).text for iri in iris}


def shared(endpoint: str, query: str) -> str:
    """Return the address that shows a query and its result to somebody else."""
    return f"{endpoint}?query={quote(query, safe='')}"
