"""A process that reads documents and makes their graphs, and may be killed at any moment.

Started by kg.guarded as `python -m kg.preparing CONFIGURATION LIFELINE`. Tasks come in as frames
on standard input; for each document a frame says that it begins and another what became of it.
"""

import gc
import json
import logging
import os
import resource
import signal
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kg.added import kept
from kg.archive import SOURCE_FIELDS, Archive
from kg.authority import take_up
from kg.errors import BadDocument
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.lifeline import die_with_parent
from kg.masks import Mask, Masks, struck
from kg.messages import FrameReader, claim_standard_output, pack_graphs, write_frame
from kg.model import Document, Policy
from kg.query.confine import shut_off_network
from loaders._base import Loader, Member, Source

OUT_OF_MEMORY: Final = 77  # exit code
_LINES: Final = "jsonl"  # the format that keeps all that is said beside a text
_NOT_READ_AS_TEXT: Final = ("table", "rdf")
_COLLECTED_AFTER: Final = 20_000  # new objects that may be parts of cycles

# Sends a document through all stages, so that no document pays for the tables they load.
_WARM_UP: Final = (
    "The two ministries met in Nairobi on 15 May 2023.\n两国环境部门举行会谈。\n".encode()
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What kg.guarded tells its processes when it starts them."""

    loaders: str  # package with `discover`
    base_iri: str
    archive: str
    memory_mb: int
    min_confidence: float
    model: str  # named by the settings, empty without one
    store: str  # whose additions to the authority data count

    @property
    def policy(self) -> Policy:
        return Policy(self.min_confidence, self.model)


def settle() -> None:
    """Spare the collector of cycles the tables that are loaded: they stay, and are large.

    Documents hardly make cycles, so that looking for some every 700 objects takes a fifth of
    the time of reading.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


class Preparer:
    def __init__(self, configuration: Configuration, tasks: FrameReader, output: int) -> None:
        self._loaders: dict[str, Loader] = import_module(configuration.loaders).discover()
        self._namespace = Namespace(configuration.base_iri)
        self._archive = Archive(Path(configuration.archive))
        self._masks = Masks(Path(configuration.archive)).all()
        self._output = output
        policy = configuration.policy
        self._policy = replace(policy, ask=self._ask) if configuration.model else policy
        self._tasks = tasks

    def warm_up(self) -> None:
        if loader := self._loaders.get("text"):
            for document in loader.read(Source("warm-up", _WARM_UP)):
                loader.to_quads(document, self._namespace)
        settle()
        write_frame(self._output, {"ready": os.getpid()})

    def prepare(self, task: dict[str, Any], content: bytes) -> None:
        """Do one task: read its file and send what becomes of each document in it."""
        try:
            if not task["inline"]:
                content = Path(task["path"]).read_bytes()
            source = Source(task["path"], content, collection=task["collection"], **task["known"])
            documents = self._loaders[task["loader"]].read(source)
            for document in islice(documents, task["skip"], None):
                write_frame(self._output, {"begin": document.path})
                graph = self._graph(document, source, task["loader"])
                if isinstance(graph, DocumentGraph):
                    headers, payload = pack_graphs([graph])
                    write_frame(self._output, {"graphs": headers}, payload)
                else:
                    write_frame(self._output, {"rejected": [document.path, graph]})
        except BadDocument as error:
            write_frame(self._output, {"rejected": [task["path"], error.reason]})
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a document does, the next one is read
            write_frame(self._output, {"rejected": [task["path"], _reason(error)]})
        write_frame(self._output, {"end": True})

    def open(self, task: dict[str, Any], content: bytes) -> None:
        """Send what is in a file of several documents, each with its bytes."""
        members = self._loaders[task["loader"]].members
        outer = Source(task["path"], b"", collection=task["collection"], **task["known"])
        try:
            assert members  # noqa: S101 - it is asked for such files only
            with BytesIO(content) if task["inline"] else Path(task["at"]).open("rb") as stream:
                for member in members(stream, outer, task["limit"]):
                    self._send(member)
        except BadDocument as error:
            write_frame(self._output, {"rejected": [error.path, error.reason]})
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a file does, the next one is opened
            write_frame(self._output, {"rejected": [task["path"], _reason(error)]})
        write_frame(self._output, {"end": True})

    def _send(self, member: Member | BadDocument | None) -> None:
        if isinstance(member, Member):
            fields = {name: getattr(member.source, name) for name in SOURCE_FIELDS}
            header = {"member": fields | {"loader": member.loader}}
            write_frame(self._output, header, member.source.content)
        elif member:
            write_frame(self._output, {"rejected": [member.path, member.reason]})
        else:
            write_frame(self._output, {"alive": True})

    def _ask(self, question: str) -> str | None:
        """Have the parent, which has the network, ask the language model."""
        write_frame(self._output, {"ask": True}, question.encode(errors="replace"))
        frame = self._tasks.next()
        if frame is None:
            raise BrokenPipeError
        return frame.payload.decode() if frame.header["answered"] else None

    def _graph(self, document: Document, source: Source, loader: str) -> DocumentGraph | str:
        try:
            if masked := _masked(document, self._masks, loader):
                source, loader = masked, _LINES
                (document,) = self._loaders[loader].read(source)
            graph = self._loaders[loader].to_quads(document, self._namespace, self._policy)
            self._archive.refuse_erased(graph.key, graph.digest, document.path)
        except BadDocument as error:
            return error.reason
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the documents after it are read all the same
            return _reason(error)
        self._archive.put(document, source, loader)
        return graph


def _masked(document: Document, masks: Sequence[Mask], loader: str) -> Source | None:
    """Return the document without the names of whoever was erased, None when it has none.

    Raises: BadDocument when its facts are not read from its text
    """
    said = (document.text, document.title or "", document.publisher or "")
    text, title, publisher = (struck(each, masks) for each in said) if masks else said
    if (text, title, publisher) == said:
        return None
    if loader in _NOT_READ_AS_TEXT:
        raise BadDocument(document.path, "it names a person who was erased")
    fields = {
        "id": document.source_key,
        "text": text,
        "title": title,
        "publisher": publisher,
        **{name: getattr(document, name) for name in ("url", "published", "language")},
    }
    line = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
    return Source(document.path, line.encode(), charset="utf-8", fetched=document.fetched)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}"


def _limit_memory(memory_mb: int) -> None:
    """Cap what the process may write to; address space would count what threads only reserve."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_mb:
        size = memory_mb << 20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main(configuration: Configuration, lifeline: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    die_with_parent(lifeline)
    shut_off_network()  # no document makes its reader fetch anything
    _limit_memory(configuration.memory_mb)
    take_up(kept(Path(configuration.store)))
    warnings.simplefilter("ignore")
    logging.disable()
    tasks = FrameReader(sys.stdin.fileno())
    preparer = Preparer(configuration, tasks, claim_standard_output())
    try:
        preparer.warm_up()
        while task := tasks.next():
            (preparer.open if "limit" in task.header else preparer.prepare)(*task)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        os._exit(0)  # the parent has left


if __name__ == "__main__":
    main(Configuration(**json.loads(sys.argv[1])), int(sys.argv[2]))
