"""Tokens: told once, kept as hashes, known at once and forgotten at once."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import NotFound, WrongUse
from kg.tokens import Audit, Tokens


def test_a_token_is_known_by_its_text_alone(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    text = tokens.add("harvester", "load")
    holder = tokens.holder(text)
    assert holder and holder.name == "harvester"
    assert tokens.holder(text[:-1]) is None
    assert tokens.holder(holder.digest) is None
    assert tokens.holder("") is None


def test_the_file_holds_no_token_and_is_its_owners_alone(tmp_path: Path) -> None:
    text = Tokens(tmp_path).add("harvester", "load")
    file = tmp_path / "tokens.json"
    assert text not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_scopes_reach_as_far_as_they_say(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    reach = {}
    for scope in ("load", "review", "admin"):
        holder = tokens.holder(tokens.add(scope, scope))
        assert holder
        reach[scope] = [each for each in ("load", "review", "admin") if holder.reaches(each)]
    assert reach == {
        "load": ["load"],
        "review": ["review"],
        "admin": ["load", "review", "admin"],
    }


def test_a_running_service_sees_what_another_process_changes(tmp_path: Path) -> None:
    service, operator = Tokens(tmp_path), Tokens(tmp_path)
    assert not service.any()
    text = operator.add("one", "load")
    assert service.holder(text)
    operator.revoke("one")
    assert service.holder(text) is None
    assert not service.any()


def test_the_setting_is_a_token_for_everything(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, "correct horse battery")
    holder = tokens.holder("correct horse battery")
    assert holder and holder.reaches("review")
    assert tokens.added() == []


def test_odd_names_and_names_taken_are_refused(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.add("one", "load")
    for name, scope in (("one", "load"), ("a b", "load"), ("two", "everything")):
        with pytest.raises(WrongUse):
            tokens.add(name, scope)
    with pytest.raises(NotFound):
        tokens.revoke("two")


def test_tokens_added_at_the_same_time_are_all_there(tmp_path: Path) -> None:
    names = [f"t{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda name: Tokens(tmp_path).add(name, "load"), names))
    assert sorted(token.name for token in Tokens(tmp_path).added()) == sorted(names)


def test_the_log_has_a_line_for_each_use(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.note(token="one", status=204)
    audit.note(token=None, status=401)
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    assert [(line["token"], line["status"]) for line in lines] == [("one", 204), (None, 401)]
