"""How much processor time do the stages between bytes and quads take for a document?

    python benchmarks/extraction.py --documents 500 --seed 1

One process, documents of the genre, no store. The first documents load the tables and do not
count.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from kg.extract.article import extract_article
from kg.graph.mapping import document_quads
from kg.graph.validate import check_extraction
from kg.iris import Namespace
from kg.model import Document
from kg.text.clean import clean_text
from loaders import discover
from loaders._base import Source

WARM_UP: Final = 40


def documents(number: int, seed: int) -> list[Document]:
    loader = discover()["text"]
    found: list[Document] = []
    for each in generate(number + WARM_UP, seed):
        found += loader.read(Source(each.name, each.content))
    return found


def measure(some: list[Document]) -> tuple[dict[str, float], int]:
    """Return processor seconds by stage, and the number of quads."""
    spent = {"text": 0.0, "extract": 0.0, "map": 0.0}
    quads = 0
    for document in some:
        began = time.process_time()
        text = clean_text(document)
        cleaned = time.process_time()
        extraction = check_extraction(extract_article(document, text), text)
        extracted = time.process_time()
        quads += document_quads(document, text, extraction, Namespace()).nquads.count(b"\n")
        mapped = time.process_time()
        spent["text"] += cleaned - began
        spent["extract"] += extracted - cleaned
        spent["map"] += mapped - extracted
    return spent, quads


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    some = documents(asked.documents, asked.seed)
    measure(some[:WARM_UP])
    some = some[WARM_UP:]
    spent, quads = measure(some)
    for stage, seconds in spent.items():
        print(f"{stage:<24}{1000 * seconds / len(some):8.2f} ms a document")
    print(f"{'all stages':<24}{len(some) / sum(spent.values()):8.0f} documents a second and core")
    print(f"{'quads a document':<24}{quads / len(some):8.0f}")


if __name__ == "__main__":
    main()
