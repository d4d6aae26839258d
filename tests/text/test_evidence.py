"""Every quote of every fact of every document at hand is a slice of its raw text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, SHARED

from kg.extract.article import extract_article
from kg.model import Evidence, Extraction
from kg.text.clean import clean_text
from loaders import discover
from loaders._base import Source

LAST_SEEN = 140  # later documents of the corpus are kept apart as an unseen set


def documents() -> list[Path]:
    corpus = [*SHARED.glob("corpus/seeds/docs/*"), *SHARED.glob("corpus/dev/docs/*")]
    seen = [p for p in corpus if not p.stem.startswith("dev_") or int(p.stem[4:]) <= LAST_SEEN]
    samples = [p for p in (ROOT / "samples").glob("**/*") if p.suffix in {".txt", ".html"}]
    return sorted(seen + samples)


def evidence(value: object) -> Iterator[Evidence]:
    """Yield all evidence anywhere inside an extraction."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from evidence(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from evidence(getattr(value, name))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_evidence_lies_in_the_raw_text(path: Path) -> None:
    loader = discover()["html" if path.suffix == ".html" else "text"]
    for document in loader.read(Source(path.name, path.read_bytes())):
        text = clean_text(document)
        extraction: Extraction = extract_article(document, text)
        for each in evidence(extraction):
            assert each.spans
            for span in each.spans:
                assert 0 <= span.start < span.end <= len(document.text)
                assert document.text[span.start : span.end] == span.of(text.raw)
        for mention in extraction.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(document.text)
