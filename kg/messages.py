"""Messages between processes over pipes and local sockets: a JSON header and a payload of bytes.

Document graphs travel as their headers, and their N-Quads one after the other as payload.
"""

import json
import os
import select
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from io import BytesIO
from struct import Struct
from typing import Any, Final, NamedTuple

from kg.graph.document import DocumentGraph

_LENGTHS: Final = Struct(">IQ")  # of header and payload
_CHUNK: Final = 1 << 18
_HEADER_FIELDS: Final = [f.name for f in fields(DocumentGraph) if f.name != "nquads"]


class Frame(NamedTuple):
    header: dict[str, Any]
    payload: bytes


def write_frame(descriptor: int, header: Mapping[str, Any], payload: bytes = b"") -> None:
    """Send one message; blocks until all of it is handed over.

    Raises: OSError when nobody reads at the other end.
    """
    head = json.dumps(header, ensure_ascii=False).encode()
    waiting = memoryview(_LENGTHS.pack(len(head), len(payload)) + head + payload)
    while waiting:
        waiting = waiting[os.write(descriptor, waiting) :]


class FrameReader:
    """Takes messages apart as they arrive at a descriptor, which stays the caller's."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._arrived = bytearray()
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def next(self, timeout_s: float | None = None) -> Frame | None:
        """Return the next message, None when the sender is gone.

        Raises: TimeoutError when it is not complete in time.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        if not self._gather(_LENGTHS.size, deadline):
            return None
        head, payload = _LENGTHS.unpack_from(self._arrived)
        whole = _LENGTHS.size + head + payload
        if not self._gather(whole, deadline):
            return None
        split = _LENGTHS.size + head
        frame = Frame(
            json.loads(self._arrived[_LENGTHS.size : split]), bytes(self._arrived[split:whole])
        )
        del self._arrived[:whole]
        return frame

    def _gather(self, size: int, deadline: float | None) -> bool:
        while len(self._arrived) < size:
            if deadline is not None and not self._poll.poll(_left_ms(deadline)):
                raise TimeoutError
            try:
                chunk = os.read(self._descriptor, _CHUNK)
            except ConnectionError:
                return False
            if not chunk:
                return False
            self._arrived += chunk
        return True


def claim_standard_output() -> int:
    """Return a descriptor for messages; what libraries print goes to standard error instead."""
    output = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def pack_graphs(graphs: Sequence[DocumentGraph]) -> tuple[list[dict[str, Any]], bytes]:
    """Return the headers and the payload of document graphs."""
    headers = [
        {name: getattr(graph, name) for name in _HEADER_FIELDS} | {"size": len(graph.nquads)}
        for graph in graphs
    ]
    return headers, b"".join(graph.nquads for graph in graphs)


def unpack_graphs(headers: Sequence[Mapping[str, Any]], payload: bytes) -> list[DocumentGraph]:
    return [*stream_graphs(headers, BytesIO(payload).read)]


def stream_graphs(
    headers: Iterable[Mapping[str, Any]], read: Callable[[int], bytes]
) -> Iterator[DocumentGraph]:
    """Yield document graphs as they are wanted, so that one is held at a time."""
    for header in headers:
        values = {name: header[name] for name in _HEADER_FIELDS}
        values["rejected"] = tuple(values["rejected"])
        yield DocumentGraph(**values, nquads=read(header["size"]))


def _left_ms(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic()) * 1000
