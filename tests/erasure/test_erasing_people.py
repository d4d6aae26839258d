"""A person's names are struck out of all texts, and come into none again."""

from pathlib import Path

import pytest
from erasure.searching import holders
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.archive import Archive
from kg.erasure import Erased, erase_person
from kg.errors import NotFound
from kg.graph.view import rebuild
from kg.iris import PREFIX_LINES, Namespace
from kg.load import load
from kg.masks import Mask, struck
from kg.settings import Settings
from kg.writer import reader
from server import create_app

NAMES = Namespace()
PERSON = (
    "Nairobi dialogue\n\nOn 5 May 2023, Ilka Quibblethorpe, Minister of Environment of Kenya, met "
    "Inger Andersen, Executive Director of the United Nations Environment Programme, in Nairobi. "
    "Quibblethorpe thanked her.\n"
)
OTHER = (
    "Geneva dialogue\n\nOn 9 June 2023, Bert Quibblethorpe, Minister of Environment of Kenya, met "
    "Inger Andersen, Executive Director of the United Nations Environment Programme, in Geneva.\n"
)
ONCE_NAMED = "A seminar in Bonn\n\nOn 3 July 2023 letters of ILKA  QUIBBLETHORPE were shown.\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("person")
    for name, text in (("one", PERSON), ("other", OTHER), ("once", ONCE_NAMED)):
        (root / f"{name}.txt").write_text(text)
    settings = Settings(store=str(root / "data" / "store"), load_workers=1, query_workers=1)
    assert load(sorted(root.glob("*.txt")), settings).added == 3
    return settings


@pytest.fixture(scope="module")
def person(settings: Settings) -> str:
    with reader(settings) as store:
        rows = store.select(PREFIX_LINES + "SELECT ?p ?n { ?p a ea:Person ; skos:prefLabel ?n }")
        return next(row["p"].value for row in rows if "Ilka" in row["n"].value)


@pytest.fixture(scope="module")
def erased(settings: Settings, person: str) -> Erased:
    return erase_person(person, settings)


def test_the_names_are_nowhere(settings: Settings, erased: Erased) -> None:
    assert len(erased.documents) == 2
    data = Path(settings.store).parent
    assert holders(data, "Ilka", "ILKA", "ilka-quib") == []
    assert holders(data, "Bert") != []  # who has the name in common


def test_the_rest_of_the_documents_stands(settings: Settings, erased: Erased) -> None:
    with reader(settings) as store:
        rows = store.select(
            "SELECT ?quote { GRAPH ?g { ?s <http://www.w3.org/ns/oa#exact> ?quote } }"
        )
        quotes = " ".join(row["quote"].value for row in rows)
        view = NamedNode(NAMES.view)
        assert set(store.quads(graph=view)) == set(rebuild(store, NAMES))
    assert "████ █████████████, Minister of Environment of Kenya, met Inger Andersen" in quotes


def test_the_address_of_the_person_says_gone(
    settings: Settings, person: str, erased: Erased
) -> None:
    application = create_app(settings)
    path = person.removeprefix(NAMES.base)
    client = application.test_client()
    assert client.get(f"/{path}", follow_redirects=True).status_code == 410
    application.extensions["pool"].close()


def test_the_names_do_not_come_back(settings: Settings, erased: Erased, tmp_path: Path) -> None:
    root = Path(settings.store).parent.parent
    (tmp_path / "new.txt").write_text(PERSON.replace("5 May", "6 May"))
    (tmp_path / "table.csv").write_text("title,date\nTalks with Ilka Quibblethorpe,2023-05-06\n")
    again = load([*sorted(root.glob("*.txt")), tmp_path], settings)
    assert (again.added, again.unchanged) == (1, 3)
    assert ["names a person" in each.reason for each in again.rejected] == [True]
    assert holders(root / "data", "Ilka", "ilka-quib") == []
    assert len(list(Archive(settings.archive_path).digests())) == 4


def test_who_is_not_there_is_not_found(settings: Settings, erased: Erased) -> None:
    with pytest.raises(NotFound):
        erase_person(NAMES.thing("agency", "unep"), settings)


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Ada Bell"], "ADA  Bell, Mrs. Bell, ada.", "███  ████, Mrs. ████, ███."),
        (["Ada Bell"], "Mrs. Bell", "Mrs. Bell"),
        (["李小明"], "李小明会见王先生。小明", "███会见王先生。小明"),
        (["Ada Bell", "李小明"], "李小明 (Ada Bell)", "███ (███ ████)"),
        (["Jo-Lee Aba"], "Jo-Lee Aba came", "██████ ███ came"),
    ],
    ids=["latin", "part-alone", "chinese", "both", "hyphen"],
)
def test_what_is_struck_out(names: list[str], text: str, expected: str) -> None:
    assert struck(text, [Mask.of(names)]) == expected


@given(st.text(), st.text(alphabet="abc 李明", max_size=8))
def test_texts_keep_their_length_and_lose_the_name(text: str, name: str) -> None:
    mask = Mask.of([name])
    masked = struck(f"{text} {name} {text}", [mask])
    assert len(masked) == len(f"{text} {name} {text}")
    assert not mask.found(masked)
