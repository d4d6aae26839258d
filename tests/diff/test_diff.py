"""`kg diff`: what two copies, dumps or stores say differently."""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from writer.one_document import graph_of

from kg.backup import backup, restore
from kg.cli import cli
from kg.dumping import dump
from kg.errors import BadRequest
from kg.history.differing import Difference, differences
from kg.history.past import Past
from kg.iris import Namespace
from kg.settings import Settings
from kg.writer import WriterClient

STARTED = "2026-01-01T00:00:00Z"
TRIPLES = [f"<a:{s}> <a:p> <a:{o}> .\n".encode() for s in "xyz" for o in "12"]
LINES = st.sets(st.sampled_from(TRIPLES))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store with a copy (`one`) and a dump (`one.nq.gz`) of when it had one document of two."""
    root = tmp_path_factory.mktemp("diff")
    settings = Settings(store=str(root / "store"))
    with WriterClient.connect_or_start(settings) as writer:
        writer.commit([graph_of("the first", source_key="page")], STARTED).result()
        backup(settings, root / "one")
        (root / "one.nq.gz").write_bytes(gzip.compress(b"".join(dump(settings))))
        writer.commit([graph_of("the second", source_key="page")], STARTED).result()
        writer.checkpoint()
    return settings


def run(settings: Settings, *arguments: object) -> tuple[int, str]:
    command = ["diff", *map(str, arguments), "--store", settings.store]
    result = CliRunner().invoke(cli, command, standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.stdout


@pytest.mark.parametrize("before", ["one", "one.nq.gz"])
def test_a_copy_and_the_store_in_use(settings: Settings, before: str) -> None:
    code, told = run(settings, Path(settings.store).parent / before)
    document = Namespace().thing("document", graph_of("", source_key="page").key)
    block = told[told.index(document) :].split("\nhttp", 1)[0]
    assert '- <http://purl.org/dc/terms/title> "the first"@en .' in block
    assert '+ <http://purl.org/dc/terms/title> "the second"@en .' in block
    assert code == 1


def test_what_says_the_same_has_no_difference(settings: Settings) -> None:
    root = Path(settings.store).parent
    assert run(settings, root / "one", root / "one.nq.gz", "--json") == (0, "[]\n")


def test_what_is_no_dump_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("words")
    with pytest.raises(BadRequest, match="no dump"):
        run(settings, tmp_path / "words.txt")
    (tmp_path / "broken.nq").write_text("<a:s> <a:p>")
    with pytest.raises(BadRequest, match="damaged"):
        run(settings, tmp_path / "broken.nq")


def test_a_copy_has_the_log_up_to_its_commit(settings: Settings, tmp_path: Path) -> None:
    elsewhere = Settings(store=str(tmp_path / "new" / "store"))
    manifest = restore(elsewhere, Path(settings.store).parent / "one")
    sequences = [c.sequence for c in Past(Path(elsewhere.store)).commits(99, most=9)]
    assert sequences == [manifest.sequence, 1] == [2, 1]


@given(LINES, LINES)
def test_a_difference_leads_from_one_to_the_other(before: set[bytes], after: set[bytes]) -> None:
    made: list[Difference] = list(differences(sorted(before), sorted(after)))
    removed = {f"{line}\n".encode() for each in made for line in each.removed}
    added = {f"{line}\n".encode() for each in made for line in each.added}
    assert (before - removed) | added == after
    assert removed <= before and not added & before
    assert len({each.thing for each in made}) == len(made)
