"""What people decided outlasts whatever becomes of the documents."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from load.small_corpus import problems

from kg import upgrade
from kg.backup import backup, restore
from kg.identity.decision import Decision
from kg.identity.decisions import written
from kg.iris import PREFIX_LINES, Namespace
from kg.load import load
from kg.reviewing import decided, take_in
from kg.settings import Settings
from kg.terms import EA, SKOS
from kg.writer import WriterClient, reader

NAMES = Namespace()
WHEN = "2026-01-01T00:00:00Z"
PAGES = {
    "delta.txt": "Wardens meet\n\nOn 4 March 2025 the Delta Wardens Society met the United Nations "
    "Environment Programme (UNEP) in Nairobi, Kenya. Tea was served.\n",
    "gulf.txt": "Wardens sign\n\nOn 7 May 2025 the Gulf Wardens Society and the World "
    "Meteorological Organization signed a memorandum of understanding in Geneva.\n",
}


def iri(key: str) -> str:
    return f"<{NAMES.thing('agency', key)}>"


def ask(settings: Settings, pattern: str) -> list[dict[str, str]]:
    with reader(settings) as store:
        found = store.select(f"{PREFIX_LINES}SELECT * {{ {pattern} }}")
    return [{name: str(term) for name, term in row.items()} for row in found]


def load_pages(settings: Settings, folder: Path, *, force: bool = False) -> None:
    load([folder], settings, collection="pages", force=force)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store in which two bodies are one, one was not there, and an agreement has another date."""
    root = tmp_path_factory.mktemp("lasting")
    for name, text in PAGES.items():
        (root / "pages" / name).parent.mkdir(exist_ok=True)
        (root / "pages" / name).write_text(text, encoding="utf-8")
    settings = Settings(store=str(root / "store"), load_workers=1)
    with WriterClient.connect_or_start(settings) as writer:
        load_pages(settings, root / "pages")
        writer.decide(made_of(settings))
        writer.checkpoint()
    assert holds(settings)
    return settings


def made_of(settings: Settings) -> list[Decision]:
    met, signed = taking_part(settings, "Delta"), taking_part(settings, "Gulf")
    [told] = ask(settings, f"?p ea:inEvent {met['event']} ; ea:participant {iri('unep')}")
    [name] = ask(settings, f"{signed['event']} skos:prefLabel ?name")
    one, two = sorted((met["body"], signed["body"]))
    by = {"who": "ann", "when": WHEN, "why": "read in the minutes"}
    return [
        Decision("same-as", one, object=two, **by),
        Decision("reject", told["p"], str(EA.inEvent), met["event"], source=met["document"], **by),
        Decision(
            "correct",
            signed["event"],
            str(SKOS.prefLabel),
            name["name"],
            source=signed["document"],
            replacement='"Wardens and meteorologists agree"@en',
            **by,
        ),
    ]


def taking_part(settings: Settings, name: str) -> dict[str, str]:
    """Return the one body whose name begins so, with the event it took part in and who says so."""
    [found] = ask(
        settings,
        "?document ea:reports ?event . ?event ea:hasParticipant ?body . ?body skos:prefLabel ?n "
        f'FILTER (STRSTARTS(?n, "{name}"))',
    )
    return found


def holds(settings: Settings) -> bool:
    """Tell whether all that was decided shows, and nothing else is wrong."""
    made = "?one a ea:Agency FILTER (CONTAINS(STR(?one), '/agency/x-'))"
    label = '?e skos:prefLabel "Wardens and meteorologists agree"@en'
    return (
        len(decided(settings)) == 3
        and len(ask(settings, made)) == 1
        and not ask(settings, f"?met ea:hasParticipant {iri('unep')}")
        and len(ask(settings, label)) == 1
        and problems(settings) == []
    )


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    root = Path(made.store).parent
    for name in ("store", "archive", "pages"):
        shutil.copytree(root / name, tmp_path / name)
    return replace(made, store=str(tmp_path / "store"))


def forced(settings: Settings, root: Path) -> Settings:
    load_pages(settings, root / "pages", force=True)
    return settings


def fetched_again(settings: Settings, root: Path) -> Settings:
    """A page comes with other words elsewhere, one with a date that was added."""
    for name, old, new in (
        ("delta.txt", "Tea was served.", "Coffee was served, and cake."),
        ("gulf.txt", "Wardens sign\n", "Wardens sign\n\n8 May 2025\n"),
    ):
        page = root / "pages" / name
        page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    load_pages(settings, root / "pages")
    return settings


def made_anew(settings: Settings, root: Path) -> Settings:
    """Documents and decisions go into an empty store."""
    lines, other = written(decided(settings)), replace(settings, store=str(root / "new" / "store"))
    load_pages(other, root / "pages")
    take_in(other, lines)
    return other


def restored(settings: Settings, root: Path) -> Settings:
    backup(settings, root / "copy")
    other = replace(settings, store=str(root / "back" / "store"))
    restore(other, root / "copy")
    load_pages(other, root / "pages", force=True)
    return other


def read_otherwise(settings: Settings, root: Path) -> Settings:
    """Another extractor takes over."""
    other = replace(settings, min_confidence=0.01)
    upgrade.plan(other)
    upgrade.take(other)
    return settings


@pytest.mark.parametrize(
    "happens",
    [
        fetched_again,
        pytest.param(forced, marks=pytest.mark.full),
        pytest.param(made_anew, marks=pytest.mark.full),
        pytest.param(restored, marks=pytest.mark.full),
        pytest.param(read_otherwise, marks=pytest.mark.full),
    ],
)
def test_corrections_survive(
    settings: Settings, tmp_path: Path, happens: Callable[[Settings, Path], Settings]
) -> None:
    assert holds(happens(settings, tmp_path))
