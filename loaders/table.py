"""Tables (CSV, XLSX): registers of agreements, lists of events and of staff.

What the columns mean is said in a mapping, or guessed by their headers. The text of a table is a
line for each row with tabs between the cells, so that every fact has a quote and the cell it is in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from kg.errors import BadDocument
from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.model import DEFAULT_POLICY, Block, Document, Label, Policy
from loaders._base import Loader, Source
from loaders._beside import apart
from loaders._document import make_document
from loaders._grid import Grid, read_grid

if TYPE_CHECKING:
    from loaders._mapping import Section, TableMapping
    from loaders._records import Record

DECODER: Final = "table/1"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN: Final = 5  # rows that are left out and told one by one


@dataclass(frozen=True, slots=True)
class _Table:
    grid: Grid
    sections: Sequence["Section"]
    mapping: "TableMapping"
    records: Sequence["Record"]
    problems: Sequence[str]


def read(source: Source) -> Iterator[Document]:
    """Yield the one document of a table.

    Raises: BadDocument behind it when rows had to be left out, with their cells and reasons.
    """
    table = _table(source.content, source.path, source.charset)
    if not table.records:
        raise BadDocument(source.path, _told(table.problems) or "there is no row below the headers")
    first = table.sections[0]
    yield make_document(
        source,
        table.grid.text,
        table.grid.charset,
        DECODER,
        source.media_type or "text/csv",
        title=table.mapping.title or first.title or PurePath(source.path.partition("#")[0]).stem,
        published=table.mapping.as_of,
        language=table.mapping.language,
        blocks=tuple(_blocks(table)),
        cells=tuple((cell.span.start, cell.place) for cell in table.grid.cells),
    )
    if table.problems:
        raise BadDocument(source.path, _told(table.problems))


def to_quads(
    document: Document, namespace: Namespace, policy: Policy = DEFAULT_POLICY
) -> DocumentGraph:
    from kg.extract.dates import published_date
    from kg.graph.mapping import document_quads
    from kg.graph.validate import check_extraction
    from loaders._facts import facts
    from loaders._linked import table_text

    table = _table(document.content, document.path, document.charset)
    text = table_text(document)
    found = facts(table.records, text, document.source_key).replace(
        title=Label(document.title or document.name, text.language),
        published=published_date(text, document.published),
    )
    return document_quads(document, text, check_extraction(found, text), namespace, policy)


def _table(content: bytes, path: str, charset: str | None) -> _Table:
    # What reads dates and YAML is for processes that read a table.
    from loaders._mapping import TableMapping, parse_mapping, sections
    from loaders._records import BadRow, Record, records

    said, table = apart(content)
    mapping = parse_mapping(said, path) if said is not None else TableMapping()
    grid = read_grid(table, path, charset)
    parts, problems = sections(grid.sheets, mapping, path)
    rows = [record for part in parts for record in records(part, mapping)]
    problems = [*problems, *(str(row) for row in rows if isinstance(row, BadRow))]
    return _Table(grid, parts, mapping, [row for row in rows if isinstance(row, Record)], problems)


def _blocks(table: _Table) -> Iterator[Block]:
    """Yield the cells whose words matter, each as a block."""
    for section in table.sections:
        for row in section.rows:
            for cell in row:
                if cell.column in section.fields:
                    yield Block(cell.span, "body")


def _told(problems: Sequence[str]) -> str:
    more = len(problems) - _SHOWN
    shown = "; ".join(problems[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
    return f"rows left out: {shown}" if problems else ""


LOADER = Loader(
    (".csv", ".tsv", ".xlsx"),
    ("text/csv", "text/tab-separated-values", _SHEET),
    read,
    to_quads,
    beside=".mapping.yaml",
)
