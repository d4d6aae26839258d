"""What users write by hand: updates and whole graphs, each within limits of time, memory and disk.

A change that runs over its limits ends this process in the middle of the engine's transaction, of
which nothing remains; whoever needs a writer next starts another one.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.committing import Committer
from kg.errors import (
    BadQuery,
    BadRequest,
    DiskFull,
    KgError,
    NotFound,
    OutOfMemory,
    PreconditionFailed,
    Refused,
    StoreProblem,
    TimedOut,
)
from kg.query.confine import limit_memory, unlimited_memory
from kg.query.formats import named
from kg.query.syntax import explain

COMMANDS: Final = ("update", "graph")
_OVERDUE: Final = 75  # exit code

Answer = dict[str, Any]


class Changes:
    def __init__(self, committer: Committer, root: Path) -> None:
        self._committer = committer
        self._root = root
        self._changed: dict[str, int] = {}  # graphs, with the commit that changed each last
        self._floor = committer.sequence  # any graph may have changed up to then

    def answer(self, header: Answer, payload: bytes, tell: Callable[[Answer], None]) -> Answer:
        """Make a change, durable if it is to be, and return what to tell its client.

        Raises: KgError; OSError when the disk fails, after which nothing more can be written.
        """
        limits = header["limits"]
        refuse_if_full(self._root, limits["least_free_bytes"])
        self._committer.bring_in()
        with _limited(limits, tell):
            self._check(header["condition"])
            run = self._update if header["command"] == "update" else self._graph
            answer = run(header, payload)
        if header["flush"]:
            self._committer.flush()
        return answer | {"sequence": self._committer.sequence}

    def _update(self, header: Answer, payload: bytes) -> Answer:
        text = payload.decode()
        if text:
            original, mark = header["original"] or text, header["mark"]
            self._commit(text, header["graphs"], original=original, mark=mark)
        return {}

    def _graph(self, header: Answer, payload: bytes) -> Answer:
        """Do to one graph what the Graph Store Protocol says; "" is the default graph."""
        method, iri = header["method"], header["graph"]
        is_there = not iri or self._committer.has_graph(iri)
        if method == "DELETE" and not is_there:
            raise NotFound(f"there is no graph <{iri}>")
        graph = f"GRAPH <{iri}>" if iri else "DEFAULT"
        steps = []
        if method == "DELETE":
            steps.append(f"DROP {graph}")
        elif method == "PUT":
            steps.append(f"CLEAR SILENT {graph}")
        if method != "DELETE":
            lines = "".join(_lines(header["parts"], payload, iri or header["base"]))
            if iri:
                steps.append(f"CREATE SILENT {graph}")
            block = f"{graph} {{\n{lines}}}" if iri else lines
            steps.append(f"INSERT DATA {{\n{block}}}")
        self._commit(" ;\n".join(steps), [iri])
        return {"created": not is_there}

    def _commit(
        self,
        text: str,
        graphs: Sequence[str] | None,
        *,
        original: str = "",
        mark: str | None = None,
    ) -> None:
        try:
            self._committer.update(text)
        except BadQuery as error:
            raise _in_their_words(error, original) from error
        except (StoreProblem, TimedOut):
            raise  # it was not looked at
        except KgError as error:
            if mark and mark in str(error):
                raise Refused("it would change a graph that the program alone writes") from error
            raise BadRequest(f"the update cannot be done: {error}") from error
        if graphs is None:
            self._floor = self._committer.sequence
        for iri in graphs or ():
            self._changed[iri] = self._committer.sequence

    def _check(self, condition: Answer | None) -> None:
        """Compare what a client believes of a graph with what it is."""
        if condition is None:
            return
        iri = condition["graph"]
        is_there = not iri or self._committer.has_graph(iri)
        last = max(self._floor, self._changed.get(iri, 0))
        match = condition["match"]
        if condition["must_exist"] and not is_there:
            raise NotFound(f"there is no graph <{iri}>")
        if condition["must_be_new"] and is_there:
            raise PreconditionFailed("the graph is there already")
        if condition["must_match"] and not is_there:
            raise PreconditionFailed("there is no such graph")
        if match is not None and not (is_there and any(last <= seen for seen in match)):
            raise PreconditionFailed("the graph has changed since it was read")


def refuse_if_full(root: Path, least_free_bytes: int) -> None:
    """Raises: DiskFull"""
    free = shutil.disk_usage(root).free
    if free < least_free_bytes:
        raise DiskFull(
            f"the disk of the store has {free:,} bytes left; "
            f"nothing is written below {least_free_bytes:,} (min_free_bytes)"
        )


@contextmanager
def _limited(limits: Answer, tell: Callable[[Answer], None]) -> Iterator[None]:
    """End this process when the block takes too long; bound what memory it may take."""
    time_s, lock, over = limits["time_s"], threading.Lock(), threading.Event()

    def expire() -> None:
        with lock:
            if not over.is_set():
                message = f"it ran longer than {time_s:g} s; it is done whole or not at all"
                tell({"error": TimedOut.code, "message": message})
                os._exit(_OVERDUE)

    timer = threading.Timer(time_s, expire)
    timer.daemon = True
    if time_s:
        timer.start()
    if limits["memory_mb"]:
        limit_memory(limits["memory_mb"])
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory("it needed more memory than it may") from error
    finally:
        unlimited_memory()
        with lock:
            over.set()
        timer.cancel()


def _lines(parts: Sequence[Answer], payload: bytes, base: str) -> Iterator[str]:
    """Yield the triples of the files that a request brings, as N-Triples.

    Raises: BadRequest
    """
    start = 0
    for number, part in enumerate(parts):
        content, start = payload[start : start + part["size"]], start + part["size"]
        engine: Any = named(part["format"], "graph").format.engine
        try:
            quads = list(ox.parse(content, format=engine, base_iri=base, rename_blank_nodes=True))
        except (SyntaxError, ValueError) as error:
            where = f"part {number + 1}: " if len(parts) > 1 else ""
            raise BadRequest(f"{where}{error}") from error
        yield (
            ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES) or b""
        ).decode()


def _in_their_words(error: BadQuery, original: str) -> BadQuery:
    """Return what is wrong with an update as its author wrote it, who has not seen what ran."""
    try:
        ox.Store().update(original, base_iri="http://example.org/")
    except SyntaxError as problem:
        return explain(str(problem), original, is_update=True)
    except (RuntimeError, ValueError, OSError):
        pass
    return explain(str(error), original, is_update=True)
