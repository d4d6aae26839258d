"""OpenAPI 3.1 of the saved queries, made from their headers.

Source: OpenAPI Specification 3.1.0; RFC 9457 is not used: errors have the one shape of the service.
"""

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any, Final

from kg.faces import chart, text
from kg.faces.faces import RESULTS, faces_of
from kg.query.formats import named
from kg.query.header import MOST_ROWS
from kg.query.saved import Parameter, SavedQuery

Schema = dict[str, Any]

_VALUES: Final[Mapping[str, Schema]] = {
    "iri": {"type": ["string", "null"], "format": "iri"},
    "string": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "decimal": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "edtf": {"type": ["string", "null"], "description": "EDTF, as exact as the source"},
}
_YES_NO: Final[Schema] = {"type": "string", "enum": ["yes", "no"], "default": "no"}
_DRAWING: Final[Mapping[str, Schema]] = {
    "theme": {"type": "string", "enum": [*chart.THEMES], "default": chart.THEMES[0]},
    "width": {"type": "integer", "minimum": chart.WIDTHS[0], "maximum": chart.WIDTHS[1]},
}
_OPTIONS: Final[Mapping[str, Mapping[str, Schema]]] = {
    "json": {"shape": {"type": "string", "enum": [*text.SHAPES], "default": text.SHAPES[0]}},
    "csv": {"excel": _YES_NO, "raw": _YES_NO},
    "tsv": {"raw": _YES_NO},
    "svg": _DRAWING,
    "png": _DRAWING,
    "vl": _DRAWING,
}
_REFUSALS: Final = {
    "400": "a parameter is unknown, missing or wrong",
    "429": "this client has used up its query time for now",
    "503": "over the limits of time or memory, or no capacity at the moment",
}


def described(queries: Mapping[str, SavedQuery], address: str) -> str:
    """Return the description of the service at `address`, as JSON."""
    paths: dict[str, Any] = {}
    for query in queries.values():
        sent = [(f.suffix, f.title, f.media_type) for f in faces_of(query)]
        for suffix, form in RESULTS.items():
            sent.append((suffix, f"SPARQL results as {form}", named(form, "solutions").media_type))
        for suffix, title, media_type in sent:
            operation = _operation(query, suffix, title, media_type)
            paths[f"/api/queries/{query.name}.{suffix}"] = {"get": operation}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "EcoAccord: saved queries",
            "version": version("ecoaccord"),
            "description": "Facts are machine-extracted; each has its source. See /queries.",
        },
        "servers": [{"url": address}],
        "tags": [{"name": group} for group in sorted({q.group for q in queries.values()})],
        "paths": paths,
        "components": {"schemas": {"Error": _error()}},
    }
    return json.dumps(document, ensure_ascii=False)


def _operation(query: SavedQuery, suffix: str, title: str, media_type: str) -> Schema:
    content: Schema = {"schema": {"type": "string", "contentEncoding": "binary"}}
    if suffix == "json":
        content = {"schema": _rows(query)}
    elif media_type.startswith("text/") or media_type.endswith("+xml"):
        content = {"schema": {"type": "string"}}
    elif "json" in media_type:
        content = {"schema": {"type": "object"}}
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "operationId": f"{query.name}.{suffix}",
        "summary": f"{query.title['en']} ({title})",
        "description": query.description["en"],
        "tags": [query.group],
        "parameters": [*map(_parameter, query.parameters), *_common(query, suffix)],
        "responses": {
            "200": {"description": query.title["en"], "content": {media_type: content}},
            "304": {"description": "unchanged since the ETag that was sent"},
            "414": {"description": "the address is longer than the service takes"},
            **{
                status: {"description": why, "content": refused}
                for status, why in _REFUSALS.items()
            },
        },
    }


def _rows(query: SavedQuery) -> Schema:
    """Return the schema of the three shapes; labels that are added are further properties."""
    row = {
        "type": "object",
        "required": [*query.columns],
        "properties": {name: _VALUES[kind] for name, kind in query.columns.items()},
        "additionalProperties": _VALUES["string"],
    }
    columns = {"type": "object", "additionalProperties": {"type": "array"}}
    rows = {"type": "array", "items": {"oneOf": [row, {"type": "array"}]}}
    return {"oneOf": [rows, columns]}


def _parameter(parameter: Parameter) -> Schema:
    is_needed = parameter.required and not parameter.default
    about: Schema = {
        "name": parameter.name,
        "in": "query",
        "required": is_needed,
        "description": parameter.title["en"],
        "schema": values_schema(parameter),
        "allowEmptyValue": not is_needed,
    }
    if parameter.example:
        about["example"] = parameter.example
    return about


def values_schema(parameter: Parameter) -> Schema:
    """Return the JSON schema of what may be given: of a parameter of many, one or a list."""
    one = _value_schema(parameter)
    return {"type": "array", "items": one} if parameter.many else one


def _value_schema(parameter: Parameter) -> Schema:
    schema: Schema = (
        {"type": "string", "minLength": 1} if parameter.required else {"type": "string"}
    )
    match parameter.type:
        case "date":
            schema["format"] = "date"
        case "integer" | "decimal":
            kind = "integer" if parameter.type == "integer" else "number"
            schema = {"type": kind, "minimum": parameter.minimum, "maximum": parameter.maximum}
        case "choice":
            schema["enum"] = [*parameter.values]
        case "lang":
            schema["pattern"] = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
    if parameter.default:
        is_number = schema["type"] != "string"
        schema["default"] = json.loads(parameter.default) if is_number else parameter.default
    return schema


def _common(query: SavedQuery, suffix: str) -> Iterable[Schema]:
    columns = "|".join(query.columns)
    order: Schema = {"type": "string", "pattern": f"^-?({columns})(,-?({columns}))*$"}
    limit: Schema = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": query.limit}
    after: Schema = {"type": "string", "description": "a cursor: see the Link header of an answer"}
    lang: Schema = {"type": "string", "description": "language of labels, such as zh-Hans"}
    options = {"order": order, "limit": limit, "after": after, **_OPTIONS.get(suffix, {})}
    if all(parameter.name != "lang" for parameter in query.parameters):
        options["lang"] = lang
    for name, schema in options.items():
        about = {"name": name, "in": "query", "required": False, "schema": schema}
        yield about | {"allowEmptyValue": True}


def _error() -> Schema:
    fields = {
        "code": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "hint": {"type": "string"},
    }
    error = {"type": "object", "required": ["code", "title", "detail"], "properties": fields}
    return {"type": "object", "required": ["error"], "properties": {"error": error}}
