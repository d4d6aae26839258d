"""A new store takes what was worked out of parts beforehand, and is the one that commits make."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from erasure.searching import holders

from kg.erasure import erase
from kg.importing import import_parts
from kg.iris import Namespace
from kg.load import load
from kg.parts import make
from kg.resolved import FOLDER, GRAPHS, mark
from kg.settings import Settings
from kg.store.sorting import sorted_lines
from kg.writer import reader

TEXTS = {
    "lakes.txt": "Geneva, 4 March 2024 - The United Nations Environment Programme (UNEP) and the "
    "Ministry of Ecology and Environment of China held a meeting on lakes in Geneva.\n",
    "again.txt": "The Ministry of Ecology and Environment of China and UNEP held a meeting on "
    "lakes in Geneva on 4 March 2024, the secretariat said. Its xylophone was heard.\n",
    "wetlands.txt": "Gland, 2 June 2024 - The Secretariat of the Convention on Wetlands opened a "
    "workshop on peat in Gland on 2 June 2024.\n",
}
SAME = ("wetlands.txt", "copy.txt")  # one text under two paths
OTHER = "Vientiane, 7 May 2024 - The Mekong River Commission met in Vientiane on 7 May 2024.\n"


def at(folder: Path) -> Settings:
    return Settings(store=str(folder / "store"), load_workers=1)


def content(settings: Settings) -> dict[str, list[bytes]]:
    """Return what a store holds by graph, with all paths of the runs and without their times."""
    with reader(settings) as store:
        found: dict[str, list[bytes]] = {}
        for line in sorted_lines(store.quads()):
            found.setdefault(line.rsplit(b" ", 2)[1].decode()[1:-1], []).append(line)
    runs = Namespace(settings.base_iri).runs
    found[runs] = [line for line in found[runs] if b"sourcePath" in line]
    return found


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (made / name).write_text(text)
    shutil.copyfile(*(made / name for name in SAME))
    return made


@pytest.fixture(scope="module")
def committed(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = at(tmp_path_factory.mktemp("committed"))
    load([documents], settings)
    return settings


@pytest.fixture(scope="module")
def folder(documents: Path, committed: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parts, with the graphs that the commits made beside them, as `kg resolve` writes them."""
    made = tmp_path_factory.mktemp("parts")
    make([str(documents)], made, committed)
    held = content(committed)
    for name in GRAPHS:
        lines = held[getattr(Namespace(committed.base_iri), name)]
        (made / FOLDER / name).mkdir(parents=True)
        for number, some in enumerate((lines[::2], lines[1::2])):
            file = made / FOLDER / name / f"part-{number:05}.gz"
            file.write_bytes(gzip.compress(b"".join(some)))
    mark(made / FOLDER, made)
    return made


@pytest.mark.full
def test_a_new_store_takes_what_was_worked_out(
    folder: Path, committed: Settings, tmp_path: Path
) -> None:
    report = import_parts(folder, at(tmp_path))
    assert (report.added, report.unchanged, report.left_aside) == (3, 1, None)
    assert (report.rejected, report.quads > 100) == ([], True)
    assert content(at(tmp_path)) == content(committed)
    assert {each.name for each in (tmp_path / "store").iterdir()}.isdisjoint(
        {"imported", "oxigraph.before", "oxigraph.taken"}
    )


@pytest.mark.full
def test_it_goes_on_as_any_other_store(
    folder: Path, documents: Path, committed: Settings, tmp_path: Path
) -> None:
    import_parts(folder, at(tmp_path))
    assert load([documents], at(tmp_path)).unchanged == 4
    assert import_parts(folder, at(tmp_path)).left_aside == "the store is not new"
    (tmp_path / "more.txt").write_text(OTHER)
    both = tmp_path / "both"
    for settings in (at(tmp_path), at(both)):
        load([documents, tmp_path / "more.txt"], settings)
    assert content(at(tmp_path)) == content(at(both))


@pytest.mark.full
def test_what_is_erased_is_nowhere_any_more(folder: Path, documents: Path, tmp_path: Path) -> None:
    import_parts(folder, at(tmp_path))
    root = tmp_path / "store"
    assert holders(root, "xylophone") or holders(root, "again.txt")
    erase(str(documents / "again.txt"), at(tmp_path))
    assert not holders(root, "xylophone")
    assert not holders(root, "again.txt")


@pytest.mark.full
def test_graphs_of_other_parts_are_left_aside(
    folder: Path, documents: Path, committed: Settings, tmp_path: Path
) -> None:
    more = tmp_path / "parts"
    shutil.copytree(folder, more)
    (tmp_path / "more.txt").write_text(OTHER)
    make([str(documents), str(tmp_path / "more.txt")], more, committed)
    report = import_parts(more, at(tmp_path))
    assert report.left_aside == "they are of other parts"
    assert "the graphs beside were left aside: they are of other parts" in report.summary()
    load([tmp_path / "more.txt"], expected := replace(committed, store=str(tmp_path / "expected")))
    load([documents], expected)
    assert content(at(tmp_path)) == content(expected)


@pytest.mark.full
def test_a_damaged_part_leaves_them_aside(folder: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "parts"
    shutil.copytree(folder, damaged)
    (part,) = (damaged / "parts").glob("*.nq.gz")
    part.write_bytes(part.read_bytes()[:100])
    report = import_parts(damaged, at(tmp_path))
    assert report.left_aside
    assert report.left_aside.startswith("the part")
    assert len(report.rejected) == 1
