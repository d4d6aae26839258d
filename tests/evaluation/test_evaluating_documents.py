"""Documents are read, loaded and read back before anything is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, needs_corpus

from kg.errors import WrongUse
from kg.evaluate import evaluate, read_back
from kg.scoring import Score, score_document

NEWS = (
    "UNEP and Kenya talk about wetlands\n\n"
    "Nairobi, 15 May 2023 - The United Nations Environment Programme (UNEP) met the Ministry of "
    "Environment and Forestry of Kenya in Nairobi on 15 May 2023. They discussed the "
    "Kunming-Montreal Global Biodiversity Framework.\n"
)
GOLD = {
    "doc": "wetlands.txt",
    "agencies": [{"name": "United Nations Environment Programme", "aliases": ["UNEP"]}],
    "frameworks": [{"name": "Kunming-Montreal Global Biodiversity Framework", "aliases": []}],
    "events": [],
    "agreements": [],
}


@pytest.fixture
def bench(tmp_path: Path) -> tuple[Path, Path]:
    docs, gold = tmp_path / "docs", tmp_path / "gold"
    docs.mkdir()
    gold.mkdir()
    (docs / "wetlands.txt").write_text(NEWS, encoding="utf-8")
    (gold / "wetlands.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return docs, gold


@pytest.mark.parametrize("together", [False, True])
def test_every_kind_of_fact_has_a_row_and_the_last_is_the_average(
    bench: tuple[Path, Path], together: bool
) -> None:
    rows = dict(evaluate(*bench, together=together).rows)
    assert list(rows)[-1] == "ALL FACTS"
    assert rows["frameworks"].right == rows["frameworks"].gold == 1
    assert rows["agencies"].right == 1


def test_reports_say_what_was_missed_and_what_was_invented(bench: tuple[Path, Path]) -> None:
    evaluation = evaluate(*bench)
    assert "ALL FACTS" in evaluation.table()
    assert set(evaluation.as_json()["agencies"]) == {
        "precision", "recall", "f1", "right", "predicted", "gold",
    }  # fmt: skip
    assert any(line.startswith("wetlands.txt agencies + ") for line in evaluation.differences())


def test_a_document_that_cannot_be_read_counts_as_silent(bench: tuple[Path, Path]) -> None:
    (bench[0] / "wetlands.pdf").write_bytes(b"no PDF at all")
    (bench[1] / "wetlands.json").write_text(json.dumps(GOLD | {"doc": "wetlands.pdf"}))
    evaluation = evaluate(*bench)
    assert len(evaluation.rejected) == 1
    assert dict(evaluation.rows)["agencies"].predicted == 0


def test_an_annotated_document_must_be_there(bench: tuple[Path, Path]) -> None:
    (bench[0] / "wetlands.txt").unlink()
    with pytest.raises(WrongUse, match=r"wetlands\.txt is annotated"):
        evaluate(*bench)
    with pytest.raises(WrongUse, match="no annotations"):
        evaluate(bench[0], bench[0])


@needs_corpus
def test_the_figures_are_those_of_the_facts_that_are_read_back() -> None:
    seeds = SHARED / "corpus" / "seeds"
    annotations: list[dict[str, Any]] = [
        json.loads(path.read_bytes()) for path in sorted((seeds / "gold").glob("*.json"))
    ]
    found, rejected = read_back([seeds / "docs" / gold["doc"] for gold in annotations])
    score = Score()
    for gold in annotations:
        score_document(gold, found[gold["doc"]], score)
    evaluation = evaluate(seeds / "docs", seeds / "gold")
    assert evaluation.score.counts == score.counts
    assert not rejected
