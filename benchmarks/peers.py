"""Other servers on the same data, where they are installed: Virtuoso, rdflib-endpoint.

Debian has virtuoso-opensource-7; rdflib-endpoint is on PyPI and may stand in an environment of its
own, its command on the path. Both get the named graphs, and answer from their union.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from socket import create_server
from typing import Final

import pyoxigraph as ox

from benchmarks.paired import Client, Query
from benchmarks.query_data import Data

_PATIENCE_S: Final = 3_600  # to load
_VIRTUOSO: Final = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 100
DirsAllowed = {folder}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 4G
[HTTPServer]
ServerPort = {http}
ServerThreads = 100
MaxKeepAlives = 100
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 120
"""


@contextmanager
def virtuoso(data: Data) -> Iterator[str]:
    """Load the data into a Virtuoso with 2.7 GB of buffers; give its address."""
    with tempfile.TemporaryDirectory(prefix="ecoaccord-virtuoso-") as place:
        folder = Path(place)
        _named_graphs(data, folder / "data.nq")
        sql, http = free_port(), free_port()
        settings = folder / "virtuoso.ini"
        settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http))
        server = ["virtuoso-t", "+configfile", str(settings), "+foreground"]
        load = f"ld_dir('{folder}', 'data.nq', ''); rdf_loader_run(); checkpoint;"
        with _running(server):
            _until_it_answers(f"http://127.0.0.1:{http}/sparql")
            isql = ["isql-vt", str(sql), "dba", "dba", f"exec={load}"]
            subprocess.run(isql, check=True, stdout=subprocess.DEVNULL)
            yield f"http://127.0.0.1:{http}/sparql"


@contextmanager
def rdflib_endpoint(data: Data) -> Iterator[str]:
    """Load the data into rdflib's memory, which takes 1.5 KB a quad; give its address."""
    with tempfile.TemporaryDirectory(prefix="ecoaccord-rdflib-") as place:
        lines, port = Path(place) / "data.nq", free_port()
        _named_graphs(data, lines)
        command = ["rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", str(port)]
        with _running([*command, str(lines)]):
            _until_it_answers(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/"


PEERS: Final[dict[str, tuple[str, Callable[[Data], AbstractContextManager[str]]]]] = {
    "virtuoso": ("virtuoso-t", virtuoso),
    "rdflib": ("rdflib-endpoint", rdflib_endpoint),
}


def is_installed(name: str) -> bool:
    return shutil.which(PEERS[name][0]) is not None


def _named_graphs(data: Data, target: Path) -> None:
    store = ox.Store.read_only(str(data.engine_files))
    if data.dataset == "managed":  # its default graph is empty
        store.dump(str(target), ox.RdfFormat.N_QUADS)
        return
    everywhere = store.quads_for_pattern(None, None, None, None)
    named = (quad for quad in everywhere if quad.graph_name != ox.DefaultGraph())
    ox.serialize(named, str(target), ox.RdfFormat.N_QUADS)


@contextmanager
def _running(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _until_it_answers(address: str) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            if Client(address).ask(Query("ready", "ASK {}")).status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
