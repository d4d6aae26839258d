"""Sitemaps: the addresses that a server lists, with the days on which they changed."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from kg.errors import BadDocument

_ROOT: Final = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
_HEAD: Final = 2_000  # bytes in which the first element stands
_LARGEST: Final = 60_000_000  # bytes; the protocol allows 50 MB


@dataclass(frozen=True, slots=True)
class Listed:
    address: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    links: Sequence[Listed]
    is_index: bool  # of further sitemaps


def read_sitemap(content: bytes, url: str) -> Sitemap | None:
    """Return what a sitemap lists, as far as it is well-formed; None for what is no sitemap.

    Raises: BadDocument when it unpacks to too much, or declares entities.
    """
    if content.startswith(b"\x1f\x8b"):
        content = _unpacked(content, url)
    root = _ROOT.search(content[:_HEAD])
    if not root or not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    reader = _Reader(url)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        if not reader.links:
            raise BadDocument(url, f"its sitemap is not XML: {error}") from error
    return Sitemap(reader.links, root[1] == b"sitemapindex")


def _unpacked(content: bytes, url: str) -> bytes:
    unpacking = zlib.decompressobj(31)
    try:
        unpacked = unpacking.decompress(content, _LARGEST)
    except zlib.error as error:
        raise BadDocument(url, f"it cannot be unpacked: {error}") from error
    if unpacking.unconsumed_tail:
        raise BadDocument(url, f"it unpacks to more than {_LARGEST:,} bytes")
    return unpacked


class _Reader:
    def __init__(self, url: str) -> None:
        self.links: list[Listed] = []
        self._url = url
        self._said: dict[str, str] = {}
        self._name = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, _: object) -> None:
        self._name = name.rpartition(" ")[2]
        if self._name in ("url", "sitemap"):
            self._said = {}

    def _text(self, text: str) -> None:
        if self._name in ("loc", "lastmod"):
            self._said[self._name] = self._said.get(self._name, "") + text

    def _end(self, name: str) -> None:
        self._name = ""
        if name.rpartition(" ")[2] in ("url", "sitemap") and (address := self._said.get("loc")):
            changed = self._said.get("lastmod", "").strip()
            self.links.append(Listed(address.strip(), changed or None))

    def _entity(self, *_: object) -> None:
        raise BadDocument(self._url, "it declares entities, which may be a bomb")
