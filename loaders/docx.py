"""Word documents (DOCX): paragraphs in order, the rows of tables as lines with tabs.

What was struck out in tracked changes is left out; headers, footnotes and comments are not read.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from kg.errors import BadDocument
from kg.model import Block, BlockKind, Document, Span
from loaders._article import to_quads
from loaders._base import Loader, Source
from loaders._document import make_document
from loaders._zip import open_zip

try:
    from lxml import etree

    from loaders._xml import local

    _MISSING = ""
except ImportError:  # the extra is not installed
    _MISSING = "reading Word documents needs an extra: pip install 'ecoaccord[office]'"

DECODER: Final = "docx/1"
_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"
_SKIPPED: Final = frozenset({"Fallback", "del", "moveFrom", "instrText"})
_BREAKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FILE_NAMES: Final = (".doc", ".docx", ".dot", ".dotx", "untitled")


@dataclass
class _Page:
    """The text under construction, with a block for each paragraph and each row."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    row: int = 0  # depth of rows: the paragraphs of one stand side by side
    _length: int = 0
    _start: int = 0
    _gap: str = ""

    def add(self, text: str) -> None:
        added = self._gap + text
        self.parts.append(added)
        self._length += len(added)
        self._gap = ""

    def end(self, kind: BlockKind) -> None:
        """End a line; inside a row, only what stands in one cell."""
        if self._length == self._start:
            return
        if self.row:
            self._gap = "\t"
            return
        self.blocks.append(Block(Span(self._start, self._length), kind))
        self._gap = ""
        self.add("\n")
        self._start = self._length


def read(source: Source) -> Iterator[Document]:
    if _MISSING:
        raise BadDocument(source.path, _MISSING)
    with open_zip(source.content, source.path) as archive:
        page = _page(_part(archive, _MAIN, source.path), source.path)
        named = _title(archive)
    text = "".join(page.parts)
    if not text.strip():
        raise BadDocument(source.path, "there is no text in it")
    yield make_document(
        source, text, "utf-8", DECODER, _MEDIA_TYPE, title=named, blocks=tuple(page.blocks)
    )


def _part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError as error:
        raise BadDocument(path, f"it is not a Word document: {name} is missing") from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise BadDocument(path, f"{name} cannot be unpacked: {error}") from error


def _page(content: bytes, path: str) -> _Page:
    page = _Page()
    skipped = 0
    kind: BlockKind = "body"
    try:
        for event, element in etree.iterparse(
            BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True
        ):
            name, step = local(element), 1 if event == "start" else -1
            skipped += step * (name in _SKIPPED)
            page.row += step * (name == "tr")
            if step > 0 or skipped:
                continue
            if name == "pStyle" and element.get(f"{_WORD}val") == "Title":
                kind = "title"
            _read(page, element, name)
            if name in ("p", "tr"):
                page.end(kind)
                kind = "body"
            element.clear(keep_tail=True)
    except etree.XMLSyntaxError as error:
        raise BadDocument(path, f"{_MAIN} is not XML: {error}") from error
    return page


def _read(page: _Page, element: Any, name: str) -> None:
    if name == "t" and element.text:
        page.add(element.text)
    elif name in _BREAKS and local(element.getparent()) == "r":  # elsewhere they set tab stops
        page.add(_BREAKS[name])


def _title(archive: zipfile.ZipFile) -> str | None:
    """Return a title that a person wrote; programs put the name of a file or template there."""
    try:
        core = etree.fromstring(archive.read(_CORE), etree.XMLParser(resolve_entities=False))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    titles = (element.text or "" for element in core.iter() if local(element) == "title")
    title = next(titles, "").strip()
    return None if title.lower().endswith(_FILE_NAMES) else title


LOADER = Loader((".docx",), (_MEDIA_TYPE,), read, to_quads)
