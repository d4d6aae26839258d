"""Which full-text engine suits the index: SQLite FTS5 by characters or trigrams, or tantivy?

    python benchmarks/search.py --documents 5000 --seed 1

The same generated documents go into each. The first is written as the product writes: Chinese by
characters, English stemmed. tantivy is a peer alone (`pip install tantivy`); without it, it is
left out. Time is processor time, so that other programs do not count.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, Protocol

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from kg.search.words import HAN, indexed, words

# Names and words of the genre; those of two characters are what trigrams cannot find.
ASKED: Final = (
    *("生物多样性", "昆蒙框架", "湿地", "环境", "联合国环境规划署", "培训", "合作备忘录", "红树林"),
    *("biodiversity", "memorandum of understanding", "wetlands", "UNEP", "workshop on climate"),
    *("ministry of ecology", "water quality", "delegation visited", "training course"),
)
_COUNTED: Final = 5_000


class Engine(Protocol):
    def add(self, texts: Sequence[str]) -> None: ...

    def find(self, text: str) -> int:
        """Return how many of the texts have it, of the first 5,000."""


class Characters:
    """SQLite FTS5 with a word for each Chinese character, as the product has it."""

    _OPTIONS: str = "tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3'"

    def __init__(self, folder: Path) -> None:
        self._data = sqlite3.connect(folder / "index.sqlite")
        self._data.execute("PRAGMA journal_mode = WAL")
        self._data.execute("PRAGMA synchronous = NORMAL")
        self._data.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (words, {self._OPTIONS})")

    def add(self, texts: Sequence[str]) -> None:
        rows = [(self._written(text),) for text in texts]
        self._data.executemany("INSERT INTO texts (words) VALUES (?)", rows)
        self._data.commit()

    def find(self, text: str) -> int:
        select = "SELECT rowid FROM texts WHERE texts MATCH ? LIMIT ?"
        return len(self._data.execute(select, (self._expression(text), _COUNTED)).fetchall())

    def _written(self, text: str) -> str:
        return indexed(text)

    def _expression(self, text: str) -> str:
        return " AND ".join(
            f'"{" ".join(word)}"' if HAN.match(word) else f'"{word}"' for word in words(text)
        )


class Trigrams(Characters):
    """SQLite FTS5 with its tokenizer of trigrams."""

    _OPTIONS = "tokenize = 'trigram'"

    def _written(self, text: str) -> str:
        return " ".join(words(text))

    def _expression(self, text: str) -> str:
        return " AND ".join(f'"{word}"' for word in words(text))


class Tantivy:
    """tantivy with the same words as the first one, through its own stemmer."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("words", stored=True, tokenizer_name="en_stem")
        self._index = tantivy.Index(schema.build(), path=str(folder))

    def add(self, texts: Sequence[str]) -> None:
        writer = self._index.writer(num_threads=1)
        for text in texts:
            writer.add_document(self._tantivy.Document(words=indexed(text)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, text: str) -> int:
        parts = (f'+"{" ".join(w) if HAN.match(w) else w}"' for w in words(text))
        query = self._index.parse_query(" ".join(parts), ["words"])
        return len(self._index.searcher().search(query, _COUNTED).hits)


ENGINES: Final[dict[str, Callable[[Path], Engine]]] = {
    "FTS5, characters": Characters,
    "FTS5, trigrams": Trigrams,
    "tantivy": Tantivy,
}


def texts(documents: int, seed: int) -> Iterator[str]:
    for each in generate(documents, seed):
        yield each.content.decode("utf-8", "replace")


def measure(make: Callable[[Path], Engine], documents: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        began = time.process_time()
        for start in range(0, len(documents), 200):
            engine.add(documents[start : start + 200])
        filled = time.process_time() - began
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        spent, found = [], {}
        for text in ASKED * 5:
            began = time.process_time()
            found[text] = engine.find(text)
            spent.append((time.process_time() - began) * 1000)
    return {
        "ms to add a document": round(filled / len(documents) * 1000, 2),
        "KB a document": round(size / len(documents) / 1000, 1),
        "ms to search, median": round(quantiles(spent, n=100)[49], 2),
        "ms to search, p95": round(quantiles(spent, n=100)[94], 2),
        "finds nothing for": sorted(text for text, count in found.items() if not count),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    documents = list(texts(given.documents, given.seed))
    for name, make in ENGINES.items():
        try:
            print(json.dumps({name: measure(make, documents)}, ensure_ascii=False), flush=True)
        except ImportError:
            print(json.dumps({name: "not installed"}), flush=True)


if __name__ == "__main__":
    main()
