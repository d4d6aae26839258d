"""Search: what people type finds what they mean, in both languages, and the index keeps step."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from queries.answers import NAMES, documents, fill, write_to

from kg import commit
from kg.indexing import Keeper
from kg.search.extracts import extract
from kg.search.finding import Search
from kg.search.index import FILE, Index
from kg.search.words import HAN, indexed, words
from kg.settings import Settings
from kg.store import checkpoints
from kg.store.embedded import EmbeddedStore, open_checkpoint
from server import create_app


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("search")
    write_to(root)
    bring_up_to_date(root)
    return root


def bring_up_to_date(root: Path) -> None:
    newest = checkpoints.newest(root)
    assert newest
    index = Index(root, NAMES)
    with open_checkpoint(newest, NAMES) as reader:
        index.update(reader, reader.sequence)
    index.close()


def first(root: Path, text: str, **chosen: str) -> str:
    hits = Search(root).find(text, chosen).hits
    return hits[0].iri.removeprefix(f"{NAMES.base}id/") if hits else ""


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("UNEP", "agency/unep"),
        ("united nations environment", "agency/unep"),
        ("联合国环境规划署", "agency/unep"),
        ("聯合國環境規劃署", "agency/unep"),
        ("ＵＮＥＰ", "agency/unep"),
        ("昆蒙框架", "framework/kmgbf"),
        ("kunming-montreal", "framework/kmgbf"),
        ("kunming montreal framwork", "framework/kmgbf"),
        ("环境规划", "agency/unep"),
        ("lianheguo huanjing guihuashu", "agency/unep"),
        ("third term agreed", "event/nairobi-3"),
        ("signing river", "event/rivers-signing"),
        ("Ada", "person/p-4l73unqg"),
        ("targets at work", "document/targets"),
    ],
)
def test_what_is_typed_finds_what_is_meant(root: Path, text: str, thing: str) -> None:
    found = [hit.iri.removeprefix(f"{NAMES.base}id/") for hit in Search(root).find(text, {}).hits]
    assert thing in found[:3]


def test_the_very_name_stands_first(root: Path) -> None:
    assert first(root, "UNEP") == "agency/unep"
    assert first(root, "paris agreement") == "framework/paris-agreement"


def test_what_nothing_has_is_said_with_what_was_looked_for_instead(root: Path) -> None:
    found = Search(root).find("montreel", {})
    assert found.total and found.instead == "montreal"
    assert Search(root).find("zzzzqqq", {}).total == 0


def test_facets_count_and_narrow_down(root: Path) -> None:
    found = Search(root).find("nairobi", {})
    kinds = dict(found.counts["kind"])
    assert kinds["event"] == 2 and sum(kinds.values()) == found.total
    events = Search(root).find("nairobi", {"kind": "event"})
    assert events.total == 2 and dict(events.counts["year"]) == {"2023": 1, "2024": 1}
    assert first(root, "nairobi", kind="event", year="2024") == "event/nairobi-3"
    framework = f"{NAMES.base}id/framework/kmgbf"
    assert Search(root).find("nairobi", {"framework": framework}).total >= 2


def test_suggestions_come_from_names_and_their_beginnings(root: Path) -> None:
    names = [hit.name for hit in Search(root).suggest("memorand")]
    assert "Second memorandum on clean lakes" in names
    assert [hit.iri for hit in Search(root).suggest("昆蒙")]


@given(text=st.text(max_size=40))
def test_nothing_typed_is_an_error(root: Path, text: str) -> None:
    Search(root).find(text, {})
    Search(root).suggest(text)


@given(text=st.text(max_size=60))
def test_words_are_folded_and_chinese_stands_by_characters(text: str) -> None:
    assert indexed(indexed(text)) == indexed(text)
    for word in words(text):
        assert len({bool(HAN.match(character)) for character in word}) == 1


@pytest.mark.parametrize(
    ("text", "asked", "sought"),
    [
        ("The Ministers met.", "minister", ["Ministers"]),
        ("在濕地公園舉行", "湿地", ["濕地"]),
        ("Straße und Wetlands", "wetlands", []),  # as folded it would have other places
        ("wetlands and WETLANDS", "wetlands", ["wetlands", "WETLANDS"]),
        ("nothing of it", "otters", []),
    ],
)
def test_an_extract_shows_the_words_as_they_stand(text: str, asked: str, sought: list[str]) -> None:
    parts = extract(text, list(words(asked)))
    assert [part.text for part in parts if part.is_sought] == sought
    assert not parts or "".join(part.text for part in parts) == text


# The index follows the store


def test_it_follows_what_is_replaced_and_removed(tmp_path: Path) -> None:
    heron, targets = (documents()[key] for key in ("heron-moves", "targets"))
    with EmbeddedStore.open(tmp_path, NAMES) as store:
        store.apply(commit.initial(NAMES))
        store.apply(commit.plan(store, NAMES, [heron, targets]))
        checkpoints.publish(store, tmp_path, 1)
        bring_up_to_date(tmp_path)
        assert first(tmp_path, "lecture on herons") == "event/heron-lecture"
        store.apply(commit.plan(store, NAMES, [], removed=[heron.key]))
        checkpoints.publish(store, tmp_path, 2)
    bring_up_to_date(tmp_path)
    assert first(tmp_path, "lecture on herons") == ""
    assert first(tmp_path, "workshop on protected areas") == "event/targets"
    assert first(tmp_path, "UNEP") == "agency/unep"


@pytest.mark.parametrize(
    "damage",
    [pytest.param(b"", marks=pytest.mark.full), b"this is no database" * 500],
    ids=["empty", "other"],
)
def test_a_lost_or_broken_index_is_made_anew(root: Path, tmp_path: Path, damage: bytes) -> None:
    write_to(tmp_path)
    bring_up_to_date(tmp_path)
    for path in tmp_path.glob(f"{FILE}*"):
        path.unlink()
    (tmp_path / FILE).write_bytes(damage)
    bring_up_to_date(tmp_path)
    for text in ("UNEP", "昆蒙框架", "nairobi"):
        assert Search(tmp_path).find(text, {}) == Search(root).find(text, {})


@pytest.mark.live
def test_its_process_follows_the_store_and_ends_with_us(tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path, NAMES) as store:
        fill(store)
        keeper = Keeper(Settings(store=str(tmp_path), base_iri=NAMES.base))
        keeper.start()
        checkpoints.publish(store, tmp_path, 1)
    for _ in range(600):
        if (tmp_path / FILE).exists() and Search(tmp_path).find("nairobi", {}).total:
            break
        time.sleep(0.1)
    assert first(tmp_path, "nairobi", kind="event", year="2024") == "event/nairobi-3"
    keeper.close()
    assert keeper._process is not None and keeper._process.returncode is not None


@pytest.mark.live
def test_its_process_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = f"""
import time
from kg.indexing import Keeper
from kg.settings import Settings
keeper = Keeper(Settings(store={str(tmp_path)!r}, base_iri={NAMES.base!r}))
keeper.start()
print(keeper._process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(300):
        if (
            not Path(f"/proc/{pid}").exists()
            or "Z" in Path(f"/proc/{pid}/stat").read_text().split()
        ):
            return
        time.sleep(0.1)
    pytest.fail("it is still there")


# Pages


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(store=str(root), query_workers=1))
    app.extensions["search"].start = lambda: None  # the index was made above; nobody makes it anew
    yield app.test_client()
    app.extensions["search"].close()
    app.extensions["pool"].close()


BROWSER = {"Accept": "text/html,*/*;q=0.8"}


def test_a_person_finds_and_narrows_down(client: FlaskClient) -> None:
    page = client.get("/search?q=nairobi", headers=BROWSER).text
    assert 'href="/page/event/nairobi-3"' in page
    assert "kind=event" in page and "Nairobi" in page
    narrowed = client.get("/search?q=nairobi&kind=event&year=2024", headers=BROWSER).text
    assert "1 thing." in narrowed and "Without kind" in narrowed


def test_a_program_gets_the_same(client: FlaskClient) -> None:
    answer = client.get("/search?q=昆蒙框架").json or {}
    assert answer["hits"][0]["iri"] == f"{NAMES.base}id/framework/kmgbf"
    (hit, *_) = client.get("/search/suggest?q=UNEP").json or ()
    assert hit["kind"] == "agency" and hit["page"] == "/page/agency/unep"


def test_what_is_typed_stays_text(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "<script>x</script>", "kind": '">'})
    assert page.status_code == 200
    html = client.get("/search", query_string={"q": "<script>x"}, headers=BROWSER).text
    assert "<script>" not in html
