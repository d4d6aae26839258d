"""The way of every text-like document into triples."""

from dataclasses import replace

from kg.graph.document import DocumentGraph
from kg.iris import Namespace
from kg.model import DEFAULT_POLICY, Document, Policy


def to_quads(
    document: Document, namespace: Namespace, policy: Policy = DEFAULT_POLICY
) -> DocumentGraph:
    """Read a document and return its graph. Frames that violate the shapes are left out."""
    # Whoever only asks which loaders there are does not wait, and has no memory, for all this.
    from kg.extract.article import extract_article
    from kg.graph.mapping import document_quads
    from kg.graph.validate import check_extraction
    from kg.text.clean import clean_text

    text = clean_text(document)
    extraction = extract_article(document, text)
    if policy.ask:
        from kg.extract.suggestions import suggested

        more = suggested(text, extraction, policy.ask)
        # Without an answer it is read as without a model, and so again when it is next loaded.
        extraction, policy = (more, policy) if more else (extraction, replace(policy, model=""))
    extraction = check_extraction(extraction, text)
    return document_quads(document, text, extraction, namespace, policy)
