"""Documents are read, loaded and read back before anything is counted."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import SHARED, needs_corpus
from llm.scripted_model import says, serving
from lxml import html

from kg.cli import cli
from kg.differences import Difference
from kg.differences_page import page
from kg.errors import WrongUse
from kg.evaluate import evaluate, read_back
from kg.scoring import score_document
from kg.verdicts import Score

NEWS = (
    "UNEP and Kenya talk about wetlands\n\n"
    "Nairobi, 16 May 2023 - The United Nations Environment Programme (UNEP) and the Ministry of "
    "Environment and Forestry of Kenya held a workshop in Nairobi on 15 May 2023. They discussed "
    "the Kunming-Montreal Global Biodiversity Framework.\n"
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
    (compared,) = evaluation.differences()
    shown = [str(difference) for difference in compared.differences]
    assert any(line.startswith("wetlands.txt agencies + Ministry of Environ") for line in shown)
    (event,) = (each for each in compared.differences if each.kind == "event")
    assert event.standing == "invented"
    assert event.rule == "event.Workshop.en"
    assert event.sentence in NEWS


def with_event(bench: tuple[Path, Path], **changes: Any) -> list[Difference]:
    """Return what is wrong when the reference has the meeting, but with these changes."""
    unep = "United Nations Environment Programme"
    event = {
        "type": "Workshop", "title": "Talks", "start": "2023-05-15", "end": "2023-05-15",
        "tense": "held", "places": ["Nairobi"], "people": [], "frameworks": [],
        "participants": [{"agency": unep, "role": "organizer"}],
    }  # fmt: skip
    (bench[1] / "wetlands.json").write_text(json.dumps(GOLD | {"events": [event | changes]}))
    (compared,) = evaluate(*bench).differences()
    return list(compared.differences)


def test_a_value_that_differs_shows_both_sides(bench: tuple[Path, Path]) -> None:
    (date,) = (d for d in with_event(bench, start="2023-05-16") if d.kind == "event date")
    assert (date.standing, date.found, date.wanted) == ("mistaken", "2023-05-15", "2023-05-16")
    assert date.rule == "date.event"


def test_what_was_missed_is_looked_up_in_the_text(bench: tuple[Path, Path]) -> None:
    missed = [d for d in with_event(bench, places=["Nairobi", "Kenya"]) if d.standing == "missed"]
    (place,) = (d for d in missed if d.kind == "event place")
    assert place.wanted == "Kenya"
    assert place.sentence == NEWS.partition("\n")[0]


def test_page_shows_each_text_whole_with_every_difference(bench: tuple[Path, Path]) -> None:
    (bench[0] / "wetlands.txt").write_text(NEWS + "<script>alert(1)</script>", encoding="utf-8")
    evaluation = evaluate(*bench)
    compared = list(evaluation.differences())
    shown = page(compared, evaluation.rows)
    tree = html.fromstring(shown)
    (text,) = tree.find_class("text")
    assert text.text_content().strip() == NEWS + "<script>alert(1)</script>"
    assert not tree.xpath("//script | //link | //img | //@src")
    assert len(tree.xpath("//main//li")) == len(compared[0].differences)
    places = set(tree.xpath("//@id"))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= places


def test_command_lists_differences_and_writes_the_page(
    bench: tuple[Path, Path], tmp_path: Path
) -> None:
    written = tmp_path / "differences.html"
    told = CliRunner().invoke(cli, ["evaluate", *map(str, bench), "-v", "--errors", str(written)])
    assert told.exit_code == 0
    assert "wetlands.txt event + held Workshop" in told.stdout
    assert "ALL FACTS" in told.stdout
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_command_says_what_a_model_was_asked(bench: tuple[Path, Path], tmp_path: Path) -> None:
    with serving(says({"events": [{}], "agreements": []}, prompt_tokens=7)) as script:
        model = ("--store", str(tmp_path / "s"), "--llm-url", script.address, "--llm-model", "m")
        told = CliRunner().invoke(cli, ["evaluate", *map(str, bench), *model])
    assert told.exit_code == 0
    assert "model: 1 asked" in told.stderr
    assert "1 suggestions dropped; 7 tokens in" in told.stderr


def test_a_document_that_cannot_be_read_counts_as_silent(bench: tuple[Path, Path]) -> None:
    (bench[0] / "wetlands.pdf").write_bytes(b"no PDF at all")
    (bench[1] / "wetlands.json").write_text(json.dumps(GOLD | {"doc": "wetlands.pdf"}))
    evaluation = evaluate(*bench)
    assert len(evaluation.back.rejected) == 1
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
    back = read_back([seeds / "docs" / gold["doc"] for gold in annotations])
    score = Score()
    for gold in annotations:
        score_document(gold, back.facts[gold["doc"]], score)
    evaluation = evaluate(seeds / "docs", seeds / "gold")
    assert evaluation.score.counts == score.counts
    assert not back.rejected
