"""The command `kg` as a user types it: output, messages and exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from kg.sources import expected
from kg.terminal import solutions_table, table

Kg = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Kg:
    """Runs `kg` on a store that holds the samples."""
    environment = os.environ | {"ECOACCORD_STORE": str(tmp_path_factory.mktemp("cli") / "store")}

    def run(*arguments: object, **changes: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [Path(sys.executable).parent / "kg", *map(str, arguments)],
            env=environment | changes,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("load", "samples").returncode == 0
    return run


def test_loading_again_changes_nothing_and_says_so(kg: Kg) -> None:
    before = kg("dump").stdout
    again = kg("load", "samples", "--json")
    assert (again.returncode, again.stderr) == (0, "")
    report = json.loads(again.stdout)
    assert (report["added"], report["replaced"], report["rejected"]) == (0, 0, [])
    assert kg("dump").stdout == before


def test_a_rejected_document_is_named_with_its_reason(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = kg("load", tmp_path)
    assert done.returncode == 1
    assert f"rejected {tmp_path}/empty.txt: " in done.stderr
    assert done.stdout == ""


def test_wrong_use_is_told_from_failure(kg: Kg) -> None:
    assert kg("load").returncode == 2
    assert kg("query", "no-such-question").returncode == 2
    assert kg("query", "timeline", "--param", "from=yesterday").returncode == 2
    assert kg("stats", "--store", "/nowhere/at/all").returncode == 1


def test_an_unknown_setting_is_refused_with_the_nearest_one(kg: Kg) -> None:
    done = kg("stats", ECOACCORD_QUERY_TIMEOUT="3")
    assert done.returncode == 2
    assert "ECOACCORD_QUERY_TIMEOUT_S" in done.stderr


def test_facts_speak_of_each_document(kg: Kg) -> None:
    facts = json.loads(kg("facts").stdout)
    assert "unep-mee-memorandum.txt" in facts
    (chosen,) = json.loads(kg("facts", "unep-mee-memorandum.txt").stdout).values()
    assert "renewed" in {agreement["status"] for agreement in chosen["agreements"]}


def test_explain_quotes_the_text_at_its_offsets(kg: Kg) -> None:
    reasons = json.loads(kg("explain", "framework/kmgbf", "--json").stdout)
    assert reasons
    text = (ROOT / "samples" / "unep-mee-memorandum.txt").read_text(encoding="utf-8")
    ours = [reason for reason in reasons if reason["quote"] in text]
    assert ours
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in ours)


def test_a_question_is_answered_in_any_format(kg: Kg, tmp_path: Path) -> None:
    assert "agreement" in kg("query", "agreements-by-status").stdout.splitlines()[0]
    rows = kg("query", "agreements-by-status", "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("agreement,label,type,status")
    chart = kg("query", "agreement-pipeline", "--format", "svg", "--param", "theme=dark")
    assert chart.stdout.startswith("<svg")
    results = kg("query", "signatories", "--format", "srj", "--param", "lang=zh-Hans").stdout
    assert json.loads(results)["head"]["vars"][0] == "agreement"
    first = kg("query", "timeline", "--param", "limit=1")
    cursor = first.stderr.split("after=")[1].strip()
    second = kg("query", "timeline", "--param", "limit=1", "--param", f"after={cursor}")
    assert second.returncode == 0 and second.stdout != first.stdout
    assert kg("query", "agreement-pipeline", "--format", "geojson").returncode == 1
    query = tmp_path / "own.rq"
    query.write_text("ASK { ?s a <https://w3id.org/ecoaccord/ns#Event> }")
    assert kg("query", query).stdout.strip() == "true"
    query.write_text("SELECT * WHERE { ?s ?p }")
    wrong = kg("query", query)
    assert wrong.returncode == 1 and "kg: " in wrong.stderr


def test_a_folder_of_own_questions_joins_in(kg: Kg, tmp_path: Path) -> None:
    prefix = "PREFIX ea: <https://w3id.org/ecoaccord/ns#>"
    (tmp_path / "where.rq").write_text(
        f"#+ title: Places\n{prefix}\nSELECT ?place {{ ?e ea:place ?place }}"
    )
    assert "where" in kg("query", "--list", "--queries", tmp_path).stdout
    rows = json.loads(kg("query", "where", "--queries", tmp_path, "--format", "json").stdout)
    assert rows and set(rows[0]) == {"place"}


@pytest.mark.full
def test_a_document_can_be_removed_and_loaded_again(kg: Kg) -> None:
    before = kg("dump").stdout
    path = ROOT / "samples" / "yunnan-guangxi-visit.txt"
    assert kg("remove", path).returncode == 0
    assert kg("dump").stdout != before
    assert kg("remove", path).returncode == 1
    assert kg("load", path).returncode == 0
    facts = json.loads(kg("facts").stdout)
    assert "yunnan-guangxi-visit.txt" in facts


def test_the_store_stands_up_to_its_check(kg: Kg) -> None:
    done = kg("check", "--shacl", "1")
    assert done.returncode == 0, done.stdout
    assert done.stderr.startswith("0 violations")


def test_tables_align_wide_characters() -> None:
    lines = table(("name", "n"), [("环境", "1"), ("UNEP", "2")]).splitlines()
    assert lines == ["name  n", "----  -", "环境  1", "UNEP  2"]
    assert solutions_table(b'{"head": {}, "boolean": false}') == "false"


def test_the_number_of_documents_is_told_where_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.html").write_text("b")
    assert expected([str(tmp_path)]) == 2
    (tmp_path / "c.jsonl").write_text("{}\n{}\n")
    assert expected([str(tmp_path)]) is None
