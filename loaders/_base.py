"""What a loader is: one module of this package, one source format, found by its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeAlias

from kg.errors import BadDocument
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.model import DEFAULT_POLICY, Document, Policy


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file and what is known about it before reading."""

    path: str  # as reported to the user
    content: bytes
    media_type: str | None = None  # declared, as by HTTP
    charset: str | None = None  # declared, as by HTTP
    url: str | None = None
    collection: str | None = None  # NAME/relative path; makes the source key
    fetched: str | None = None  # when it was got from the web: ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Member:
    """One of several documents in a file, and the loader that reads it alone."""

    source: Source
    loader: str


# What a file of several documents holds, in order: one document, the reason why one cannot be
# read, or None after a stretch without any, as a sign of life.
Members: TypeAlias = Iterator[Member | BadDocument | None]


class ToQuads(Protocol):
    def __call__(
        self, document: Document, namespace: Namespace, policy: Policy = DEFAULT_POLICY, /
    ) -> DocumentGraph: ...


@dataclass(frozen=True, slots=True)
class Loader:
    """How one format becomes documents, and a document becomes its graph.

    A loader with `by_line` is given the lines of a file one by one, each as a source of its own.
    One with `members` opens a file of several documents: it is given the file as a stream, what is
    known of it, and how many bytes a document may have (0 = any number).
    Raises: all raise kg.errors.BadDocument with path and reason.
    """

    suffixes: tuple[str, ...]  # lower case, with the dot
    media_types: tuple[str, ...]
    read: Callable[[Source], Iterator[Document]]
    to_quads: ToQuads
    by_line: bool = False  # every line is a document: a file is read line by line, however long
    members: Callable[[BinaryIO, Source, int], Members] | None = None
    beside: str = ""  # ending of a file of the same name that tells how to read this one
