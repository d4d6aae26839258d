"""Plain text and Markdown: the characters of the file, as they are."""

from collections.abc import Iterator
from typing import Final

from kg.model import Document
from kg.text.decode import decode
from loaders._article import to_quads
from loaders._base import Loader, Source
from loaders._document import make_document

DECODER: Final = "text/1"


def read(source: Source) -> Iterator[Document]:
    text, charset = decode(source.content, source.path, source.charset)
    media_type = source.media_type or "text/plain"
    yield make_document(source, text, charset, DECODER, media_type)


LOADER = Loader((".txt", ".md"), ("text/plain", "text/markdown"), read, to_quads)
