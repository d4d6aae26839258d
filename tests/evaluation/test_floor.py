"""Quality does not fall unseen: floors a little below what was reached."""

import pytest
from conftest import SHARED, needs_corpus

from kg.evaluate import evaluate

pytestmark = needs_corpus


@pytest.mark.parametrize(
    ("corpus", "precision", "f1"), [("dev", 0.856, 0.801), ("seeds", 0.945, 0.937)]
)
def test_facts_are_as_good_as_they_were(corpus: str, precision: float, f1: float) -> None:
    folder = SHARED / "corpus" / corpus
    total = evaluate(folder / "docs", folder / "gold").as_json()["ALL FACTS"]
    assert total["precision"] >= precision
    assert total["f1"] >= f1
