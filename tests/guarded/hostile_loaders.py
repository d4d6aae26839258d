"""A package of loaders that do what the first word of a line says."""

import hashlib
import os
import socket
import time
from collections.abc import Iterator

from kg.graph.document import DocumentGraph
from kg.iris import Namespace, h16
from kg.model import DEFAULT_POLICY, Document, Policy
from loaders._base import Loader, Source


def _read(source: Source) -> Iterator[Document]:
    for number, line in enumerate(source.content.decode().splitlines(), start=1):
        if line == "unreadable":
            raise ValueError("no such words")
        if line == "endless reading":
            time.sleep(3600)
        digest = hashlib.sha256(line.encode()).hexdigest()
        yield Document(
            key=h16(digest), source_key=digest, digest=digest, content=line.encode(),
            path=f"{source.path}#{number}", name=f"#{number}", media_type="text/plain", text=line,
            charset="utf-8", decoder="hostile/1",
        )  # fmt: skip


def _to_quads(
    document: Document, namespace: Namespace, _policy: Policy = DEFAULT_POLICY
) -> DocumentGraph:
    match document.text.split()[0]:
        case "loop":
            while True:
                pass
        case "eat":
            hoard = []
            while True:
                hoard.append(bytearray(1 << 20))
        case "crash":
            os.abort()
        case "exit":
            os._exit(3)
        case "fail":
            raise KeyError("a fault of the loader")
        case "fetch":
            socket.create_connection(("127.0.0.1", 9))
        case "print":
            print("libraries like to talk")
    graph = namespace.document_graph(document.key)
    return DocumentGraph(
        key=document.key, source_key=document.source_key, digest=document.digest,
        path=document.path, name=document.name, graph=graph,
        nquads=f'<urn:x> <urn:says> "{document.text}" <{graph}> .\n'.encode(),
    )  # fmt: skip


def discover() -> dict[str, Loader]:
    loader = Loader((".txt",), (), _read, _to_quads)
    return {"hostile": loader, "text": loader}
