"""Word documents: their text, and what only pretends to be one."""

import pytest
from made_files import WORD, docx, package

from kg.errors import BadDocument
from kg.model import Document
from loaders import discover
from loaders._base import Source


def read(content: bytes) -> Document:
    (document,) = discover()["docx"].read(Source("a.docx", content))
    return document


def paragraph(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_paragraphs_come_in_order_with_the_title_marked() -> None:
    document = read(docx(paragraph("Lakes", "Title"), "They met in Oslo.", "", "Both were glad."))
    assert document.text == "Lakes\nThey met in Oslo.\nBoth were glad.\n"
    assert [block.kind for block in document.blocks] == ["title", "body", "body"]


def test_row_of_a_table_is_a_line_with_tabs() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Party", "", "Signed"))
    document = read(docx(f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>", "End."))
    assert document.text == "Party\tSigned\nParty\tSigned\nEnd.\n"


def test_tabs_and_breaks_of_the_text_are_kept_but_not_the_settings() -> None:
    settings = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    line = f"<w:p>{settings}<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    assert read(docx(line)).text == "a\tb\nc\n"


def test_what_was_struck_out_or_moved_away_is_not_text() -> None:
    moved = "<w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom>"
    struck = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    added = "<w:ins><w:r><w:t>here</w:t></w:r></w:ins>"
    assert read(docx(f"<w:p>{moved}{struck}{added}</w:p>")).text == "here\n"


@pytest.mark.parametrize(("title", "kept"), [("Lakes", "Lakes"), ("report.docx", None), ("", None)])
def test_title_that_a_program_put_there_is_none(title: str, kept: str | None) -> None:
    assert read(docx("They met.", title=title)).title == kept


LAUGHS = f"""<!DOCTYPE a [<!ENTITY a "{"ha" * 500}">
{"".join(f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">' for n in range(ord("a"), ord("k")))}]>
<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&k;</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx("They met.")[:-50], "not a whole zip"),
        (docx("They met.").replace(b"PK\x03\x04", b"PK\x03\x05", 2), "cannot be unpacked"),
        (package({"word/other.xml": b""}), "word/document.xml is missing"),
        (docx(), "no text"),
        (docx("<w:p>"), "not XML"),
        (docx("<w:p>" * 400 + "</w:p>" * 400), "not XML"),  # libxml2 refuses such depth
        (package({"word/document.xml": b" " * 50_000_000}), "a bomb"),
        (package({"word/document.xml": LAUGHS.encode()}), "no text|not XML"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadDocument, match=reason):
        read(content)
