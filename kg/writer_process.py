"""The writer as a process: how it is configured, found, started and let go."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.errors import BadSetting, NotWriter, StoreProblem
from kg.messages import FrameReader
from kg.remote.address import Remote
from kg.settings import Settings

_SPARING: Final = {"MALLOC_ARENA_MAX": "1"}  # what threads leave unused is a fifth of its memory
_LONGEST_ADDRESS: Final = 100  # bytes; the system allows 108, some a little less


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a writer works on; clients of the same store have to agree."""

    store: str
    archive: str
    base_iri: str
    dataset: str
    changes_keep_days: int = 0  # the one who starts the writer says so
    remote: str = ""  # a SPARQL server that has the data, packed; beside it `store` has the rest

    @classmethod
    def of(cls, settings: Settings) -> "Configuration":
        if settings.store == ":memory:":
            raise BadSetting(f"store {settings.store} cannot be written to; name a directory")
        if settings.is_remote and (problem := _why_read_only(settings)):
            raise NotWriter(problem)
        return cls(
            str(settings.root.absolute()),
            str(settings.archive_path.absolute()),
            settings.base_iri,
            settings.dataset,
            settings.changes_keep_days,
            Remote.of(settings).packed() if settings.is_remote else "",
        )


def _why_read_only(settings: Settings) -> str | None:
    if settings.store_writer == "no":
        return "this host only reads (store_writer is no): write where the writer is"
    if settings.dataset == "plain":
        return "a plain dataset on a SPARQL server is written to by the means of that server"
    return None


@contextmanager
def socket_address(root: Path, name: str = "writer.sock") -> Iterator[str]:
    """Give the address of a socket in a store, in a short form where its path is too long."""
    address = str(root / name)
    if len(os.fsencode(address)) <= _LONGEST_ADDRESS:
        yield address
        return
    directory = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{directory}/{name}"
    finally:
        os.close(directory)


def connect(root: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with socket_address(root) as address:
            connection.connect(address)
    except (FileNotFoundError, ConnectionError):
        connection.close()
        return None
    except OSError as error:
        connection.close()
        raise StoreProblem(f"the writer of {root} cannot be reached: {error}") from error
    return connection


def start(configuration: Configuration) -> "subprocess.Popen[bytes] | None":
    """Return a writer that listens; None when another process is the writer.

    Raises: StoreProblem when it cannot open the store.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.writing", json.dumps(asdict(configuration))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | _SPARING,
    )
    assert process.stdout  # noqa: S101 - it is a pipe
    frame = FrameReader(process.stdout.fileno()).next()
    if frame is not None and "ready" in frame.header:
        return process
    let_go(process, is_last=True)
    if frame is None:
        raise StoreProblem(f"the writer of {configuration.store} ended before it was ready")
    if "error" in frame.header:
        raise StoreProblem(frame.header["message"])
    return None


_needed_by_others: Final[list["subprocess.Popen[bytes]"]] = []


def let_go(process: "subprocess.Popen[bytes]", *, is_last: bool) -> None:
    """Tell a writer that its parent needs it no more, and see it off unless others need it."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    if is_last:
        process.wait()
    else:
        _needed_by_others.append(process)  # so that nothing waits for it, or complains about it
