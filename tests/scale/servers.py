"""Real SPARQL servers, started for tests and ended with them."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import pytest

from kg.settings import Settings

PATIENCE_S = 180.0  # for a server to start, beside whatever else runs
OXIGRAPH = Path(sys.executable).parent / "oxigraph"
needs_virtuoso = pytest.mark.skipif(
    not (shutil.which("virtuoso-t") and shutil.which("isql-vt")),
    reason="needs Debian's virtuoso-opensource-7",
)
CREDENTIALS = "digest kg:kg-test-secret"
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 20
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 20
ServerThreads = 20
KeepAliveTimeout = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {time_s}
"""
_RIGHTS = """
USER_CREATE ('kg', 'kg-test-secret');
GRANT SPARQL_UPDATE TO "kg";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 1);
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('kg', 3);
GRANT EXECUTE ON DB.DBA.ld_dir TO "kg";
GRANT EXECUTE ON DB.DBA.rdf_loader_run TO "kg";
GRANT SELECT ON DB.DBA.load_list TO "kg";
GRANT DELETE ON DB.DBA.load_list TO "kg";
"""


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path | None = None, port: int = 0) -> Iterator[str]:
    """Run Oxigraph's server, in memory without a folder; give its address."""
    port = port or free_port()
    place = ["--location", str(folder)] if folder else []
    command = [str(OXIGRAPH), "serve", *place, "--bind", f"127.0.0.1:{port}"]
    with _running(command, None):
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/query?query=ASK%7B%7D")
        yield address


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000, time_s: int = 60) -> Iterator[str]:
    """Run Virtuoso, with its usual limits by default, and a user who may write; give its address.

    A result has at most `rows`, and a query takes `time_s`.
    """
    http, sql = free_port(), free_port()
    ini = _INI.format(http=http, sql=sql, rows=rows, time_s=time_s)
    (folder / "virtuoso.ini").write_text(ini)
    with _running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder):
        address = f"http://127.0.0.1:{http}"
        _wait_for(f"{address}/sparql?query=ASK%7B%7D")
        rights = " ".join(_RIGHTS.split("\n"))
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={rights}"]
        subprocess.run(command, check=True, capture_output=True)
        yield address


def settings_of(kind: str, address: str, folder: Path) -> Settings:
    """Return settings for a server; what stands beside it is in the folder."""
    credentials = ""
    if kind == "virtuoso":
        (folder / "credentials").write_text(CREDENTIALS)
        credentials = str(folder / "credentials")
    (folder / "state").mkdir(exist_ok=True)
    return Settings(
        store=address, store_kind=kind, store_credentials=credentials, state=str(folder / "state")
    )


def sql_of(folder: Path) -> str:
    """Return where the Virtuoso in a folder takes SQL."""
    found = re.search(r"ServerPort = ([\d.:]+)", (folder / "virtuoso.ini").read_text())
    assert found
    return found[1]


@contextmanager
def _running(command: list[str], folder: Path | None) -> Iterator[None]:
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    ) as process:
        try:
            yield
        finally:
            process.kill()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(address)
