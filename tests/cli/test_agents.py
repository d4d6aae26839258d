"""The tools that assistants call, through the protocol's own client."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from queries.answers import write_to

from kg.agents import Tools
from kg.ask import pool_over
from kg.indexing import texts_of
from kg.iris import Namespace
from kg.query.saved import saved_queries
from kg.search.index import Index
from kg.settings import Settings
from kg.writer import reader

pytestmark = pytest.mark.live

Work = Callable[[Client], Awaitable[Any]]
KG = str(Path(sys.executable).parent / "kg")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("agents")
    write_to(root)
    return root


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([KG, "mcp", "--store", store, "--http", str(port)]) as server:
        for _ in range(300):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
        server.terminate()


def session(target: Any, work: Work) -> Any:
    async def run() -> Any:
        async with Client(target) as client:
            return await work(client)

    return anyio.run(run)


def called(address: str, name: str, **arguments: Any) -> Any:
    async def work(client: Client) -> Any:
        return await client.call_tool(name, arguments)

    result = session(address, work)
    text = result.content[0].text
    return text if result.is_error else json.loads(text)


def test_every_saved_question_is_a_tool_that_only_reads(address: str) -> None:
    async def work(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in session(address, work)}
    assert set(tools) == {*saved_queries(), "search", "describe", "sparql"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    schema = tools["partners-of-agency"].input_schema
    assert schema["required"] == ["agency"] and schema["properties"]["from"]["format"] == "date"


def test_a_name_leads_to_its_thing_and_the_thing_to_its_evidence(address: str) -> None:
    (found, *_) = called(address, "search", text="联合国环境规划署")
    assert found["iri"].endswith("/agency/unep") and found["kind"] == "agency"
    told = called(address, "describe", iri="event/nairobi-3")
    assert {fact["name"] for fact in told["facts"]} >= {"Nairobi", "meeting"}
    assert any("Third term" in reason["quote"] for reason in told["evidence"])


def test_where_an_index_is_kept_it_is_asked(store: Path) -> None:
    settings = Settings(store=str(store))
    with reader(settings) as data:
        index = Index(store, Namespace(), texts_of(settings))
        index.update(data, data.sequence)
        index.count(data, data.sequence)
        index.close()
    with pool_over(settings) as pool:
        answer = Tools(settings, pool).call("search", {"text": "nairobi", "limit": 5})
    hits = json.loads(answer.content[0].text)
    assert any(hit["kind"] == "event" and hit["date"] for hit in hits)


def test_a_question_is_answered_with_iris_and_labels(address: str) -> None:
    rows = called(address, "partners-of-agency", agency="unep", lang="zh-Hans")["rows"]
    assert rows[0]["label"] == "中华人民共和国生态环境部" and rows[0]["events"] == 6
    assert len(called(address, "timeline", limit=3)["rows"]) == 3


@pytest.mark.parametrize(
    ("name", "arguments", "problem"),
    [
        ("partners-of-agency", {"agency": "atlantis"}, "there is no agency"),
        ("timeline", {"from": "soon"}, "YYYY-MM-DD"),
        ("sparql", {"query": "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"}, "SERVICE"),
        ("sparql", {"query": "DROP ALL"}, "update"),
        ("describe", {"iri": "http://a b"}, "is no IRI"),
        ("search", {"text": " "}, "missing"),
    ],
)
def test_what_is_wrong_is_said(
    address: str, name: str, arguments: dict[str, str], problem: str
) -> None:
    answer = called(address, name, **arguments)
    assert isinstance(answer, str) and problem in answer


def test_sparql_is_answered(address: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/ecoaccord/ns#Event> }"
    bindings = called(address, "sparql", query=text)["results"]["bindings"]
    assert bindings[0]["n"]["value"] == "27"


def test_the_same_on_standard_streams(store: Path) -> None:
    async def work(client: Client) -> Any:
        return await client.call_tool("agreement-pipeline", {})

    server = StdioServerParameters(command=KG, args=["mcp", "--store", str(store)])
    rows = json.loads(session(stdio_client(server), work).content[0].text)["rows"]
    assert {row["status"]: row["count"] for row in rows}["renewed"] == 3
