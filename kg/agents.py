"""A Model Context Protocol server: the saved queries and the graph as tools that only read.

Every answer carries IRIs; `describe` carries the sentence behind each fact. The limits are those
of the query service.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kg.ask import pool_over
from kg.errors import BadParameter, KgError
from kg.faces.openapi import values_schema
from kg.faces.table import table
from kg.iris import Namespace
from kg.query.canonical import canonical
from kg.query.guard import refuse_remote
from kg.query.names import look_up
from kg.query.protocol import Operation
from kg.query.reading import PoolReader
from kg.query.saved import SavedQuery
from kg.query.workers import Pool
from kg.reasons import explain
from kg.remote.pool import queries_of
from kg.search.finding import Hit, Search
from kg.settings import Settings

try:
    import anyio.to_thread
    import mcp_types as types
    import uvicorn
    from mcp.server.lowlevel import Server
    from mcp.server.stdio import stdio_server
except ImportError as error:
    raise KgError("this needs an extra: pip install 'ecoaccord[mcp]'") from error

_ROWS: Final = 50
_MOST_ROWS: Final = 1_000
_REASONS: Final = 60
_LONGEST: Final = 200_000  # characters of an answer
_ABOUT: Final = (
    "A knowledge graph of environmental agencies, their events and agreements, extracted by "
    "machine from news: say so when you use it, and cite the sentence that `describe` gives."
)
_SEARCH: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ea: <https://w3id.org/ecoaccord/ns#>
SELECT ?thing (MAX(COALESCE(?count, 0)) AS ?sources) WHERE {
  ?thing skos:prefLabel|skos:altLabel|ea:abbreviation ?label ; a ?kind .
  FILTER CONTAINS(LCASE(STR(?label)), LCASE(%s))
  FILTER STRSTARTS(STR(?kind), STR(ea:))
  OPTIONAL { ?thing ea:sourceCount ?count }
} GROUP BY ?thing ORDER BY DESC(?sources) ?thing LIMIT %d"""

Arguments = Mapping[str, Any]


class Tools:
    """What can be called, by name."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings, self._pool = settings, pool
        self._namespace = Namespace(settings.base_iri)
        self._reader = PoolReader(pool)
        self._index = Search(settings.root)
        self._calls: dict[str, tuple[types.Tool, Callable[[Arguments], object]]] = {}
        for query in queries_of(settings).values():
            self._add(_tool_of(query), partial(self._saved, query))
        self._add(_SEARCH_TOOL, self._search)
        self._add(_DESCRIBE_TOOL, self._describe)
        self._add(_SPARQL_TOOL, self._sparql)

    @property
    def listed(self) -> list[types.Tool]:
        return [tool for tool, _ in self._calls.values()]

    def call(self, name: str, arguments: Arguments) -> types.CallToolResult:
        """Return the answer as JSON; what went wrong is an answer too, with its hint."""
        try:
            if name not in self._calls:
                raise BadParameter("name", f"there is no tool {name!r}", ", ".join(self._calls))
            text = json.dumps(self._calls[name][1](arguments), ensure_ascii=False, default=str)
            if len(text) > _LONGEST:
                raise BadParameter("limit", f"the answer has {len(text)} characters", "fewer rows")
        except KgError as problem:
            text = f"{problem}. {problem.hint or ''}".strip()
            return types.CallToolResult(content=[_text(text)], is_error=True)
        return types.CallToolResult(content=[_text(text)])

    def _add(self, tool: types.Tool, call: Callable[[Arguments], object]) -> None:
        self._calls[tool.name] = (tool, call)

    def _saved(self, query: SavedQuery, arguments: Arguments) -> object:
        values: dict[str, str | list[str]] = {"limit": str(_ROWS)}
        for name, value in arguments.items():
            values[name] = [*map(str, value)] if isinstance(value, list) else str(value)
        current = partial(canonical, self._reader, self._namespace)
        text = query.bind(values, self._namespace, current)
        languages = (str(values.get("lang") or ""), *self._settings.languages)
        answer = table(query, self._reader.select(text), self._reader, languages)
        return {"question": query.title["en"], "rows": list(answer.records())}

    def _search(self, arguments: Arguments) -> object:
        text = str(arguments.get("text", "")).strip()
        if not text:
            raise BadParameter("text", "missing", "a name or part of one")
        limit = _limit(arguments)
        if self._is_indexed():
            return [_told(hit) for hit in self._index.find(text, {}, limit=limit).hits]
        return self._look_through(text, limit)

    def _is_indexed(self) -> bool:
        """Tell whether the index that `kg serve` keeps knows the data as they are now."""
        known = self._index.overview(0)
        now = self._pool.run(Operation("ASK {}", self._settings.query_timeout_s))
        return known is not None and known.sequence == now.sequence

    def _look_through(self, text: str, limit: int) -> object:
        found = self._reader.select(_SEARCH % (Literal(text), limit))
        things = [row["thing"].value for row in found if isinstance(row["thing"], NamedNode)]
        names = look_up(self._reader, things, self._settings.languages)
        return [
            {
                "iri": thing,
                "kind": (self._namespace.split(thing) or ("",))[0],
                "name": names[thing].text,
                "other_name": names[thing].other,
                "sources": int(getattr(row["sources"], "value", 0)),
            }
            for thing, row in zip(things, found, strict=True)
        ]

    def _describe(self, arguments: Arguments) -> object:
        asked = str(arguments.get("iri", ""))
        whole = asked if "://" in asked else f"{self._namespace.base}id/{asked}"
        try:
            thing = canonical(self._reader, self._namespace, NamedNode(whole))
        except ValueError as error:
            raise BadParameter("iri", f"{asked!r} is no IRI", "such as agency/unep") from error
        facts = self._reader.select(f"SELECT ?property ?value {{ {thing} ?property ?value }}")
        iris = [term.value for row in facts for term in row.values() if isinstance(term, NamedNode)]
        names = look_up(self._reader, iris, self._settings.languages)
        reasons = explain(self._reader, self._namespace, thing.value)[:_REASONS]
        return {
            "iri": thing.value,
            "facts": [
                {
                    "property": row["property"].value,  # type: ignore[union-attr]
                    "value": getattr(row["value"], "value", str(row["value"])),
                    "name": names[row["value"].value].text
                    if isinstance(row["value"], NamedNode)
                    else None,
                }
                for row in facts
            ],
            "evidence": [asdict(reason) for reason in reasons],
        }

    def _sparql(self, arguments: Arguments) -> object:
        text = str(arguments.get("query", ""))
        refuse_remote(text)
        operation = Operation(text, self._settings.query_timeout_s, solutions="json", graph="ttl")
        answer = self._pool.run(operation)
        body = b"".join(answer.blocks).decode()
        return json.loads(body) if answer.format == "json" else body


def serve(settings: Settings, port: int | None = None) -> None:
    """Serve on standard input and output, or over HTTP on a port of the loopback address."""
    with pool_over(settings) as pool:
        server = _server(Tools(settings, pool))
        if port is None:
            anyio.run(_serve_stdio, server)
        else:
            uvicorn.run(server.streamable_http_app(), port=port, log_level="warning")


async def _serve_stdio(server: "Server[Any]") -> None:
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _server(tools: Tools) -> "Server[Any]":
    async def listed(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools.listed)

    async def called(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        arguments = params.arguments or {}
        return await anyio.to_thread.run_sync(partial(tools.call, params.name, arguments))

    return Server(
        "ecoaccord",
        version=version("ecoaccord"),
        instructions=_ABOUT,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _tool_of(query: SavedQuery) -> types.Tool:
    properties = {
        p.name: values_schema(p) | _described(p.title["en"], p.example) for p in query.parameters
    }
    properties["limit"] = {"type": "integer", "minimum": 1, "maximum": _MOST_ROWS}
    needed = [p.name for p in query.parameters if p.required and not p.default]
    columns = ", ".join(query.columns)
    about = f"{query.title['en']}. {query.description['en']} Columns: {columns}."
    return _tool(query.name, about, properties, needed)


def _described(title: str, example: str | None) -> dict[str, str]:
    return {"description": f"{title}, such as {example}" if example else title}


def _tool(name: str, about: str, properties: Mapping[str, Any], needed: list[str]) -> types.Tool:
    schema = {
        "type": "object",
        "properties": dict(properties),
        "required": needed,
        "additionalProperties": False,
    }
    hints = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return types.Tool(name=name, description=about, input_schema=schema, annotations=hints)


def _told(hit: Hit) -> Mapping[str, object]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "name": hit.name,
        "other_name": hit.other or None,
        "date": hit.date or None,
        "sources": hit.sources,
        "extract": "".join(part.text for part in hit.extract) or None,
    }


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _limit(arguments: Arguments) -> int:
    try:
        return max(1, min(int(arguments.get("limit", _ROWS)), _MOST_ROWS))
    except (TypeError, ValueError) as error:
        raise BadParameter("limit", "it is no number", f"1 to {_MOST_ROWS}") from error


_TEXT: Final = {"type": "string"}
_SEARCH_TOOL: Final = _tool(
    "search",
    "Finds agencies, frameworks, places, people, events and agreements by part of a name, in "
    "English or Chinese, those that suit best or are told of most often first; documents by their "
    "words, too, where the search index is kept. Gives IRIs for the other tools.",
    {"text": _TEXT, "limit": {"type": "integer"}},
    ["text"],
)
_DESCRIBE_TOOL: Final = _tool(
    "describe",
    "All that is said of one thing, with the document, quote and confidence behind each fact.",
    {"iri": _TEXT | {"description": "an IRI, or kind and key such as agency/unep"}},
    ["iri"],
)
_SPARQL_TOOL: Final = _tool(
    "sparql",
    "Answers a SPARQL 1.1 query over the merged view (default graph) and the graphs of documents.",
    {"query": _TEXT},
    ["query"],
)
