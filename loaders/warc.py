"""Web archives: every page, PDF and text that a server answered with, under its own address.

Answers that are no documents (pictures, scripts, redirections, errors) are passed over.
"""

import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import urlsplit

from kg.errors import BadDocument
from loaders._article import to_quads
from loaders._base import Loader, Member, Members, Source
from loaders._document import web_address
from loaders._kinds import HEAD, by_declaration, content_type
from loaders._members import bounded, member, read_members, utc

try:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    _MISSING = ""
except ImportError:  # the extra is not installed
    _MISSING = "reading web archives needs an extra: pip install 'ecoaccord[archives]'"

_DOCUMENTS: Final = frozenset({"html", "pdf", "text", "docx"})
_QUIET: Final = 100  # records without a document between two signs of life
_NO_TEXT: Final = ("/robots.txt", ".css", ".js", ".json", ".map")


def members(stream: BinaryIO, source: Source, limit: int) -> Members:
    """Yield the documents of an archive, gzipped or not, as far as it is whole."""
    if _MISSING:
        raise BadDocument(source.path, _MISSING)
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    archive = _Unpacked(stream) if packed else _Plain(stream)
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(archive), start=1):
            if record.rec_type is None:
                raise ValueError("what comes next is no record")
            if record.rec_type == "response":
                yield from _answer(record, source, number, limit)
            if number % _QUIET == 0:
                yield None
        archive.check_end()
    except (EOFError, OSError, ValueError, zlib.error, ArchiveLoadFailed) as error:
        reason = f"it is damaged in or after record {number}: {error}"
        raise BadDocument(source.path, reason) from error
    if not number:
        raise BadDocument(source.path, "there is no record in it")


class _Plain:
    def __init__(self, stream: BinaryIO) -> None:
        self._last = b""
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self._last = content[-1:] or self._last
        return content

    def check_end(self) -> None:
        """Raise EOFError for an archive that breaks off, which the iterator takes for its end."""
        if self._last != b"\n":
            raise EOFError("the file ends in the middle of a record")


class _Unpacked(gzip.GzipFile):
    """Gives what is there before it stumbles over what is missing."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(fileobj=stream)
        self._broken: EOFError | None = None

    def read(self, size: int | None = -1) -> bytes:
        try:
            return self.read1(-1 if size is None else size)
        except EOFError as error:
            self._broken = error
            raise

    def check_end(self) -> None:
        """Raise the EOFError that the iterator took for the end of the archive."""
        if self._broken:
            raise self._broken


def _answer(record: Any, outer: Source, number: int, limit: int) -> Iterator[Member | BadDocument]:
    headers = record.http_headers
    address = web_address(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
    if headers is None or headers.get_statuscode() != "200" or address is None:
        return
    media_type, charset = content_type(headers.get_header("Content-Type"))
    if urlsplit(address).path.lower().endswith(_NO_TEXT):
        return
    path = f"{outer.path}#{number}"
    try:
        content = bounded(record.content_stream(), limit, path)
    except BadDocument as error:
        yield error
        return
    if record.raw_stream.limit:
        yield BadDocument(path, f"{record.raw_stream.limit:,} bytes are missing at its end")
        return
    loader = by_declaration(media_type, urlsplit(address).path, content[:HEAD])
    if loader in _DOCUMENTS:
        yield member(
            outer, number, loader, content, name=address, media_type=media_type, charset=charset,
            url=address, fetched=utc(record.rec_headers.get_header("WARC-Date")),
        )  # fmt: skip


LOADER = Loader(
    (".warc", ".warc.gz"),
    ("application/warc", "application/warc-fields"),
    read_members(members),
    to_quads,
    members=members,
)
