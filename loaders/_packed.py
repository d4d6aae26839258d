"""Files of lines that are packed, by gzip or Zstandard, read as if they were not."""

import gzip
import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from kg.errors import BadDocument

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

try:
    import zstandard

    _MISSING = ""
except ImportError:  # the extra is not installed
    _MISSING = "reading Zstandard files needs an extra: pip install 'ecoaccord[compression]'"

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_CHUNK: Final = 1024  # bytes at once: no more than 32 MB come of them


def unpacked(stream: BinaryIO, path: str) -> BinaryIO:
    """Return what a file holds that stands at its beginning, as a stream.

    Raises: BadDocument without what unpacks it; the stream OSError, EOFError, zlib.error where
    the file is damaged or breaks off
    """
    mark = stream.read(len(_ZSTD))
    stream.seek(0)
    if mark.startswith(_GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if mark == _ZSTD:
        if _MISSING:
            raise BadDocument(path, _MISSING)
        return io.BufferedReader(_Frames(stream))
    return stream


class _Frames(io.RawIOBase):
    """Zstandard frames, one behind the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._frame: Any = None  # None between two of them
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while not self._ready and (chunk := self._stream.read(_CHUNK)):
            self._ready = memoryview(b"".join(self._of(chunk)))
        if not self._ready and self._frame:
            raise EOFError("the file ends in the middle of a frame")
        space = memoryview(buffer)
        size = min(len(space), len(self._ready))
        space[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _of(self, chunk: bytes) -> list[bytes]:
        parts = []
        while chunk:
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            try:
                parts.append(self._frame.decompress(chunk))
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            chunk = b""
            if self._frame.eof:
                chunk, self._frame = self._frame.unused_data, None
        return parts
