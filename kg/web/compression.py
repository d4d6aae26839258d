"""gzip for whoever takes it; what breaks off lacks its end, compressed or not."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from flask import Flask, Response, request
from werkzeug.wsgi import ClosingIterator

from kg.web.conditional import COMPRESSED

_LEAST: Final = 1_024  # bytes; below, the headers cost more than is saved
_LEVEL: Final = 5
_GZIP_FRAME: Final = 31  # what zlib calls it
_TYPES: Final = ("text/", "application/json", "application/xml", "image/svg")
_ENDINGS: Final = ("+json", "+xml", "/n-triples", "/n-quads", "/trig")


def register(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if not _can_shrink(response):
            return response
        response.vary.add("Accept-Encoding")
        if not _is_wanted():
            return response
        if not response.is_streamed:
            data = response.get_data()
            if len(data) >= _LEAST:
                response.set_data(gzip.compress(data, _LEVEL, mtime=0))
                _mark(response)
            return response
        blocks: Iterator[bytes] = iter(response.response)  # type: ignore[arg-type]
        first = next(blocks, b"")
        whole: Iterable[bytes] = chain([first], blocks)
        if len(first) >= _LEAST:  # a shorter one is all there is
            whole = _gzipped(whole)
            _mark(response)
        response.response = ClosingIterator(whole, getattr(response.response, "close", None))
        return response


def _can_shrink(response: Response) -> bool:
    media_type = response.mimetype or ""
    return (
        not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and (media_type.startswith(_TYPES) or media_type.endswith(_ENDINGS))
    )


def _is_wanted() -> bool:
    accepted = request.accept_encodings
    return accepted.quality("gzip") > 0 and accepted["gzip"] >= accepted["identity"]


def _mark(response: Response) -> None:
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag + COMPRESSED)


def _gzipped(blocks: Iterable[bytes]) -> Iterator[bytes]:
    deflate = zlib.compressobj(_LEVEL, wbits=_GZIP_FRAME)
    for block in blocks:
        yield deflate.compress(block) + deflate.flush(zlib.Z_SYNC_FLUSH)
    yield deflate.flush()
