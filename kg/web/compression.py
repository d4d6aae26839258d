"""gzip, and br and zstd where their libraries are; what breaks off lacks its end in all of them."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from typing import Final, Protocol

from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import ClosingIterator

LEAST: Final = 1_024  # bytes; below, the headers cost more than is saved
_GZIP_LEVEL, _BROTLI_LEVEL, _ZSTD_LEVEL = 5, 4, 3  # about equally fast, or faster
_GZIP_FRAME: Final = 31  # what zlib calls it
_TYPES: Final = ("text/", "application/json", "application/xml", "image/svg")
_ENDINGS: Final = ("+json", "+xml", "/n-triples", "/n-quads", "/trig")


class Compressor(Protocol):
    """Compresses one body, block after block."""

    def add(self, block: bytes) -> bytes:
        """Return all that can be unpacked up to the end of this block."""

    def end(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    begin: Callable[[], Compressor]

    def whole(self, body: bytes) -> bytes:
        compressor = self.begin()
        return compressor.add(body) + compressor.end()


class _Gzip:
    def __init__(self) -> None:
        self._deflate = zlib.compressobj(_GZIP_LEVEL, wbits=_GZIP_FRAME)

    def add(self, block: bytes) -> bytes:
        return self._deflate.compress(block) + self._deflate.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._deflate.flush()


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._compressor = brotli.Compressor(quality=_BROTLI_LEVEL)

    def add(self, block: bytes) -> bytes:
        packed: bytes = self._compressor.process(block)
        return packed + bytes(self._compressor.flush())

    def end(self) -> bytes:
        return bytes(self._compressor.finish())


class _Zstd:
    def __init__(self) -> None:
        from zstandard import COMPRESSOBJ_FLUSH_BLOCK, ZstdCompressor

        self._frame = ZstdCompressor(level=_ZSTD_LEVEL).compressobj()
        self._flush = COMPRESSOBJ_FLUSH_BLOCK

    def add(self, block: bytes) -> bytes:
        packed = self._frame.compress(block)
        return packed + self._frame.flush(self._flush)

    def end(self) -> bytes:
        return self._frame.flush()


_KNOWN: Final = (("zstandard", "zstd", _Zstd), ("brotli", "br", _Brotli), ("zlib", "gzip", _Gzip))
OFFERED: Final = tuple(Encoding(name, kind) for module, name, kind in _KNOWN if find_spec(module))
"""What this machine can do, the best first."""


@lru_cache(maxsize=256)
def wanted(accept_encoding: str | None) -> Encoding | None:
    """Return the encoding that suits the client best, None to leave the body as it is."""
    accepted = parse_accept_header(accept_encoding, Accept)
    best = max(OFFERED, key=lambda encoding: accepted.quality(encoding.name))
    quality = accepted.quality(best.name)
    return best if quality > 0 and quality >= accepted["identity"] else None


def register(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if not _can_shrink(response):
            return response
        response.vary.add("Accept-Encoding")
        encoding = wanted(request.headers.get("Accept-Encoding"))
        if encoding is None:
            return response
        if not response.is_streamed:
            data = response.get_data()
            if len(data) >= LEAST:
                response.set_data(encoding.whole(data))
                _mark(response, encoding)
            return response
        blocks: Iterator[bytes] = iter(response.response)  # type: ignore[arg-type]
        first = next(blocks, b"")
        whole: Iterable[bytes] = chain([first], blocks)
        if len(first) >= LEAST:  # a shorter one is all there is
            whole = _compressed(whole, encoding)
            _mark(response, encoding)
        response.response = ClosingIterator(whole, getattr(response.response, "close", None))
        return response


def _can_shrink(response: Response) -> bool:
    media_type = response.mimetype or ""
    return (
        not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and (media_type.startswith(_TYPES) or media_type.endswith(_ENDINGS))
    )


def _mark(response: Response, encoding: Encoding) -> None:
    response.headers["Content-Encoding"] = encoding.name
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(f"{tag}-{encoding.name}")


def _compressed(blocks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    compressor = encoding.begin()
    for block in blocks:
        yield compressor.add(block)
    yield compressor.end()
