"""Triples as JSON-LD in the names of our context, of which each answer carries what it uses.

Source: https://www.w3.org/TR/json-ld11/
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.iris import PREFIXES
from kg.store.base import Term
from kg.terms import RDF, jsonld_context

_TYPE: Final = RDF.type.value
_ALIASES: Final = ("id", "type")
_STRING: Final = PREFIXES["xsd"] + "string"

Context = dict[str, Any]


def compacted(triples: Iterable[Triple]) -> bytes:
    """Return triples as JSON-LD, one node for each subject, in the order they come in."""
    used = dict.fromkeys(_ALIASES)
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = str(getattr(triple.subject, "value", triple.subject))
        node = nodes.setdefault(subject, {"id": subject})
        _add(node, triple.predicate.value, triple.object, used)
    whole = _context()
    prefixes = {str(_iri_of(whole[name])).partition(":")[0] for name in used if name in whole}
    wanted = {name: whole[name] for name in (*sorted(prefixes & whole.keys()), *sorted(used))}
    body: dict[str, Any] = {"@context": {"@version": 1.1, **wanted}}
    graph = list(nodes.values())
    body |= graph[0] if len(graph) == 1 else {"@graph": graph}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def _add(node: dict[str, Any], predicate: str, value: Any, used: dict[str, None]) -> None:
    if predicate == _TYPE and isinstance(value, NamedNode):
        _append(node, "type", _class(value.value, used))
        return
    name = _terms().get(predicate)
    definition = _context()[name] if name else {}
    definition = definition if isinstance(definition, dict) else {}
    if name and "@language" in definition.get("@container", ()):
        if isinstance(value, Literal) and (value.language or value.datatype.value == _STRING):
            used[name] = None
            _append(node.setdefault(name, {}), value.language or "@none", value.value)
            return
        name = None
    said = _value(value, definition if name else {})
    if name:
        used[name] = None
    _append(node, name or predicate, said)


def _value(value: Term, definition: Context) -> Any:
    """Return a value as its property's definition lets it be written, else in full."""
    coerced = definition.get("@type")
    if isinstance(value, NamedNode):
        return value.value if coerced == "@id" else {"@id": value.value}
    if not isinstance(value, Literal):
        return {"@id": str(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == (coerced or _STRING):
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}


def _append(node: dict[str, Any], name: str, value: Any) -> None:
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _class(iri: str, used: dict[str, None]) -> str:
    name = _terms().get(iri)
    if name:
        used[name] = None
    return name or iri


@cache
def _context() -> Context:
    whole = jsonld_context()
    found = whole.get("@context", whole)
    return found if isinstance(found, dict) else {}


@cache
def _terms() -> dict[str, str]:
    """Return the names of the context by what they stand for."""
    context, found = _context(), {}
    for name, definition in context.items():
        prefix, colon, rest = str(_iri_of(definition)).partition(":")
        if colon and prefix in context and not rest.startswith("//"):
            found[str(context[prefix]) + rest] = name
    return found


def _iri_of(definition: Any) -> Any:
    return definition["@id"] if isinstance(definition, dict) else definition
