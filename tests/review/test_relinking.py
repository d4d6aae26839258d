"""A name is added: its documents are read again, and read as before when it is taken back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import authority
from kg.dumping import dump
from kg.errors import BadDecision, NotFound
from kg.facts import facts
from kg.identity.decisions import written
from kg.iris import Namespace
from kg.load import load
from kg.reviewing import add_row, decide_and_link, decided, link_again, take_in
from kg.settings import Settings
from kg.writer import WriterClient, reader

NAMES = Namespace()
TEXTS = {
    "quay.txt": "Quay wardens and UNEP meet\n\nOn 4 March 2025 the Quay Wardens Society met "
    "the United Nations Environment Programme (UNEP) in Nairobi, Kenya.\n",
    "wardens.txt": "Wardens in Geneva\n\nOn 7 May 2025 the Society of Quay Wardens met the World "
    "Meteorological Organization in Geneva.\n",
    "apart.txt": "Ministries meet\n\nOn 9 June 2025 the Ministry of Ecology and Environment of "
    "China met the United Nations Environment Programme (UNEP) in Beijing.\n",
}
ROW = {"kind": "agency", "key": "quay-wardens", "type": "ngo", "name_en": "Quay Wardens Society"}
ALIAS = {"kind": "agency", "key": "quay-wardens", "alt_en": "Society of Quay Wardens"}
SIGNED = {"who": "ann", "why": "seen often"}


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    for name, text in TEXTS.items():
        (tmp_path / "texts" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    made = Settings(store=str(tmp_path / "store"), load_workers=1)
    load([tmp_path / "texts"], made)
    with WriterClient.connect_or_start(made):  # so that the writer starts once
        yield made
    authority.take_up(())


def participants(settings: Settings) -> dict[str, list[str]]:
    """Return the first name of who takes part, by file."""
    with reader(settings) as store:
        told = facts(store, NAMES, None)
    return {
        name: sorted(p["labels"][0] for event in said["events"] for p in event["participants"])
        for name, said in told.items()
    }


def iri_of(settings: Settings, name: str) -> bool:
    """Tell whether the view knows an agency by its key."""
    with reader(settings) as store:
        return bool(store.select(f"SELECT * {{ <{NAMES.thing('agency', name)}> ?p ?o }}"))


@pytest.mark.full  # the browser test goes this way, too
def test_a_name_changes_the_documents_that_have_it_and_no_others(settings: Settings) -> None:
    before = b"".join(dump(settings))
    others = {name: participants(settings)[name] for name in ("wardens.txt", "apart.txt")}
    key = add_row(settings, json.dumps(ROW), **SIGNED)
    assert iri_of(settings, "quay-wardens")
    report = link_again(settings, key)
    assert (report.scanned, len(report.documents)) == (3, 1)
    [document] = report.documents
    assert document.title == "Quay wardens and UNEP meet"
    assert any("agency/quay-wardens" in " ".join(line) for line in document.new or ())
    assert not any("agency/quay-wardens" in " ".join(line) for line in document.gone or ())
    now = participants(settings)
    assert {name: now[name] for name in others} == others
    assert "Quay Wardens Society" in now["quay.txt"]
    assert link_again(settings, key).documents == [], "what is linked already is not read again"
    assert load([str(Path(settings.store).parent / "texts")], settings).unchanged == 3

    [report] = decide_and_link(settings, [], [key])
    assert not iri_of(settings, "quay-wardens")
    assert _facts_of(b"".join(dump(settings))) == _facts_of(before)


@pytest.mark.full
def test_another_name_of_what_was_added(settings: Settings) -> None:
    add_row(settings, json.dumps(ROW), **SIGNED)
    alias = add_row(settings, json.dumps(ALIAS), **SIGNED)
    [document] = link_again(settings, alias).documents
    assert document.title == "Wardens in Geneva"
    assert "Quay Wardens Society" in participants(settings)["wardens.txt"]


def _facts_of(lines: bytes) -> set[bytes]:
    """Return a dump without what tells how IRIs lead on."""
    identity = f"<{NAMES.identity}>".encode()
    return {line for line in lines.splitlines() if identity not in line}


@pytest.mark.full
def test_rows_travel_with_the_decisions(settings: Settings, tmp_path: Path) -> None:
    add_row(settings, json.dumps(ROW), **SIGNED)
    lines = written(decided(settings))
    other = Settings(store=str(tmp_path / "other"), load_workers=1)
    load([tmp_path / "texts" / "apart.txt"], other)
    assert take_in(other, lines).added == 1
    assert iri_of(other, "quay-wardens")
    assert (take_in(other, lines).added, take_in(other, lines).unchanged) == (0, 1)
    load([tmp_path / "texts" / "quay.txt"], other)
    assert "Quay Wardens Society" in participants(other)["quay.txt"]


def test_what_cannot_be_added_or_found_is_said(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    with pytest.raises(BadDecision, match="no JSON"):
        add_row(settings, "{", **SIGNED)
    with pytest.raises(BadDecision, match="no type 'guild'"):
        add_row(settings, json.dumps({**ROW, "type": "guild"}), **SIGNED)
    with pytest.raises(NotFound):
        link_again(settings, "nothing")
