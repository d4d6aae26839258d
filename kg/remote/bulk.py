"""The quickest way into a server, where it has one: its own loader takes lines of N-Quads.

Source: Oxigraph's HTTP API for `/store`; Virtuoso's "Bulk Loading RDF Source Files" for `ld_dir`
"""

import gzip
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias
from uuid import uuid4

import pyoxigraph as ox

from kg.errors import BadAnswer
from kg.remote.address import Remote
from kg.remote.credentials import name_and_password
from kg.remote.endpoint import Endpoint
from kg.remote.version import JSON
from kg.store.embedded import graph_of

Loader: TypeAlias = Callable[[Sequence[bytes]], None]  # each of one graph; raises KgError

_TIME_S: Final = 3_600.0
_CLIENTS: Final = ("isql-vt", "isql-v", "isql")  # what Debian and others call it
_LOGGED: Final = 3  # so that what is loaded survives a crash, as the rest of a commit does


def loader_of(remote: Remote, endpoint: Endpoint) -> Loader | None:
    """Return what loads into a server, None where updates have to do it."""
    if remote.profile.loads:
        return lambda graphs: _post(graphs, remote, endpoint)
    if remote.kind == "virtuoso" and remote.sql and remote.folder:
        return lambda graphs: _place(graphs, remote, endpoint)
    return None


def _post(graphs: Sequence[bytes], remote: Remote, endpoint: Endpoint) -> None:
    endpoint.load(b"".join(graphs), _TIME_S)
    _compare(graphs, remote, endpoint)


def _place(graphs: Sequence[bytes], remote: Remote, endpoint: Endpoint) -> None:
    """Put the lines where Virtuoso reads them, and tell it to."""
    file = Path(remote.folder).absolute() / f"{uuid4().hex}.nq.gz"
    folder = str(file.parent).replace("'", "''")
    listed = f"FROM DB.DBA.load_list WHERE ll_file LIKE '%/{file.name}'"
    try:
        file.write_bytes(gzip.compress(b"".join(graphs), 1))
        file.chmod(0o644)  # the server is another user, mostly
        said = _isql(
            remote,
            f"ld_dir ('{folder}', '{file.name}', 'urn:x-none')",
            f"rdf_loader_run (log_enable=>{_LOGGED})",
            f"SELECT concat ('loaded ', ll_file) {listed} AND ll_state = 2 AND ll_error IS NULL",
            f"DELETE {listed}",
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadAnswer(f"Virtuoso's loader cannot be told what to load: {error}") from error
    finally:
        file.unlink(missing_ok=True)
    if f"loaded {file}" not in said:
        raise BadAnswer("Virtuoso's loader did not load what it was told")
    _compare(graphs, remote, endpoint)


def _isql(remote: Remote, *statements: str) -> str:
    """Run statements, with the password where no other user of this machine can see it."""
    client = next(filter(None, map(shutil.which, _CLIENTS)), None)
    if client is None:
        raise BadAnswer("Virtuoso's loader needs its client, isql")
    name, password = name_and_password(remote.credentials)
    return subprocess.run(
        [client, remote.sql, name],
        input="".join(f"{line};\n" for line in (f"{password}\n", *statements)),
        capture_output=True,
        text=True,
        timeout=_TIME_S,
        start_new_session=True,  # without a terminal it asks for the password on standard input
    ).stdout


def _compare(graphs: Sequence[bytes], remote: Remote, endpoint: Endpoint) -> None:
    """Hold what the store has of each document to what it was given."""
    documents = remote.namespace.document_graph("")
    for lines in graphs:
        graph, number = graph_of(lines), lines.count(b"\n")
        if graph.startswith(documents) and (found := _counted(graph, endpoint)) != number:
            raise BadAnswer(f"{number} quads were loaded into {graph}, it has {found}")


def _counted(graph: str, endpoint: Endpoint) -> int:
    text = f"SELECT (COUNT(*) AS ?number) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    with endpoint.query(text, JSON, _TIME_S) as reply:
        rows = ox.parse_query_results(reply.whole(), format=ox.QueryResultsFormat.JSON)
    return next(int(row["number"].value) for row in rows)  # type: ignore[union-attr]
