"""The text nodes of an HTML tree in document order, one line for each block of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from kg.errors import BadDocument
from kg.model import Block, BlockKind, Span

_SKIPPED: Final = frozenset(
    ("head", "script", "style", "noscript", "template", "svg", "textarea", "select", "iframe")
)
_INLINE: Final = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "rp", "rt"),
        *("ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
        *("u", "var", "wbr"),
    }
)
_CELLS: Final = frozenset(("td", "th"))
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5"))
_TABLE: Final = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_LAYING = "descendant::table | descendant::div | descendant::h1 | descendant::h2 | descendant::h3"
_LINES: Final = 3  # a cell with so many paragraphs or breaks is a part of the page
_FURNITURE_TAGS: Final = frozenset(("nav", "footer", "aside", "form", "button"))
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|foot(?:er)?|side(?:bar)?|crumbs?|breadcrumbs?|rel(?:ated)?|share|hot"
    r"|tags?|comments?|ads?|advert|links?|rank|recommend|copyright|toolbar|cookie|banner|pager)"
    r"(?:$|[-_ ])",
    re.I,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_WHITE = re.compile(r"[ \t\r\n\f\v\x00]+")


@dataclass
class Markup:
    """The text of a page under construction, and what its structure says of each line."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _line: int = 0  # where the present line begins
    _kind: BlockKind | None = None
    blocks: list[Block] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)  # numbers of the blocks below the first level

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, text: str | None, kind: BlockKind) -> None:
        """Add a text node; white space counts as in HTML."""
        words = _WHITE.sub(" ", text or "")
        if self._length == self._line or (self._parts and self._parts[-1].endswith((" ", "\t"))):
            words = words.lstrip(" ")
        if words:
            self._kind = self._kind or kind
            self._append(words)

    def cell(self) -> None:
        if self._length > self._line:
            self._append("\t")

    def end_line(self) -> None:
        if self._length > self._line:
            self.blocks.append(Block(Span(self._line, self._length), self._kind or "body"))
            self._append("\n")
        self._line, self._kind = self._length, None

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def parse_page(text: str, path: str) -> Any:
    """Parse a page, however broken. The characters are decided already, so bytes go in as UTF-8."""
    plain = _NOT_TEXT.sub(" ", _DECLARATION.sub("", text, count=1))
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        return lxml_html.document_fromstring(plain.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadDocument(path, f"it is not HTML: {error}") from error


def read_markup(tree: Any) -> Markup:
    """Return the text of a parsed page. Takes time and memory linear in its size."""
    markup = Markup()
    open_kinds: list[BlockKind] = ["body"]
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            open_kinds.append(_kind(element, open_kinds[-1]))
            _start(markup, element, open_kinds[-1], walk)
            continue
        if event == "end":
            open_kinds.pop()
            if element.tag not in _INLINE and element.tag not in _CELLS:
                markup.end_line()
            if element.tag in _HEADINGS:
                markup.headings.add(len(markup.blocks) - 1)
        markup.add(element.tail, open_kinds[-1])
    markup.end_line()
    return markup


def unframe(tree: Any) -> None:
    """Make tables that only lay out a page plain blocks: in them an article is no row of data."""
    for table in [each for each in tree.iter("table") if _frames(each)]:
        for part in [each for each in table.iter(*_TABLE) if _table_of(each) is table]:
            part.tag = "div"


def _frames(table: Any) -> bool:
    cells = [each for each in table.iter("td", "th") if _table_of(each) is table]
    single = all(len(cell.getparent().findall(cell.tag)) == 1 for cell in cells)
    return single or any(
        cell.xpath(_LAYING) or len(cell.xpath("descendant::p | descendant::br")) >= _LINES
        for cell in cells
    )


def _table_of(part: Any) -> Any:
    return part if part.tag == "table" else next(part.iterancestors("table"), None)


def _start(markup: Markup, element: Any, kind: BlockKind, walk: Any) -> None:
    tag = element.tag
    if tag in _SKIPPED:
        walk.skip_subtree()
    elif tag in _CELLS:
        markup.cell()
    elif tag not in _INLINE:
        markup.end_line()
    if tag not in _SKIPPED:
        markup.add(element.text, kind)


def _kind(element: Any, outer: BlockKind) -> BlockKind:
    """Return what an element's own name says of its text, else what holds around it."""
    if outer != "body":
        return outer
    tag = element.tag
    if tag == "h1":
        return "title"
    if tag == "figcaption":
        return "caption"
    name = f"{element.get('id', '')} {element.get('class', '')}"[:200]
    furniture = tag in _FURNITURE_TAGS or (tag != "body" and _FURNITURE_NAME.search(name))
    return "nav" if furniture else "body"


def names(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield (lower-case name, content) of every meta element that has both."""
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()
