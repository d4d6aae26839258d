"""The way of every text-like document into triples."""

from kg.extract.article import extract_article
from kg.graph.document import DocumentGraph
from kg.graph.mapping import document_quads
from kg.graph.validate import check_extraction
from kg.iris import Namespace
from kg.model import Document
from kg.text.clean import clean_text


def to_quads(document: Document, namespace: Namespace) -> DocumentGraph:
    """Read a document and return its graph. Frames that violate the shapes are left out."""
    text = clean_text(document)
    extraction = check_extraction(extract_article(document, text), text)
    return document_quads(document, text, extraction, namespace)
