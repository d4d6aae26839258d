"""A server of a plain dataset, asked over HTTP as any client would."""

import http.client
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

TOKEN = "a token for the suites alone"
PROGRAM = """
import sys
from kg.settings import Settings
from kg.web.serving import serve
serve(Settings(store=sys.argv[1], port=0, dataset=sys.argv[2], admin_token=sys.argv[3],
    query_workers=2, **eval(sys.argv[4])), lambda address: print(address, flush=True))
"""


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Served:
    port: int
    process: "subprocess.Popen[str]"
    root: Path
    authority: str = field(default="")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request with the token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host=True)
        sent = {"host": self.authority or f"127.0.0.1:{self.port}"}
        sent |= {"authorization": f"Bearer {TOKEN}"} | {
            k.lower(): v for k, v in (headers or {}).items()
        }
        if body is not None:
            sent["content-length"] = str(len(body))
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        try:
            return Answer(
                answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
            )
        finally:
            connection.close()

    def update(self, text: str) -> Answer:
        return self.send(
            "POST", "/update", text.encode(), {"content-type": "application/sparql-update"}
        )

    def query(self, text: str, accept: str, **parameters: str) -> Answer:
        body = urlencode({"query": text} | parameters).encode()
        form = "application/x-www-form-urlencoded"
        return self.send("POST", "/sparql", body, {"content-type": form, "accept": accept})


@contextmanager
def serving(root: Path, dataset: str = "plain", **settings: object) -> Iterator[Served]:
    command = [sys.executable, "-c", PROGRAM, str(root), dataset, TOKEN, repr(settings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, "the server did not start"
        try:
            yield Served(int(address.rstrip("/").rpartition(":")[2]), process, root)
        finally:
            process.terminate()
            process.wait(30)
