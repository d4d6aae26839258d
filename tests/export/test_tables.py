"""The whole graph as tables: what is in them, in both formats, and their description."""

import csv
from pathlib import Path

import pytest
from pyarrow import parquet
from pyoxigraph import NamedNode, RdfFormat, parse
from queries.answers import NAMES, write_to

from kg.errors import WrongUse
from kg.export import TABLES, export
from kg.settings import Settings
from kg.terms import RDF
from kg.writer import reader

DCAT = "http://www.w3.org/ns/dcat#"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("exported")
    write_to(root)
    return Settings(store=str(root))


@pytest.fixture(scope="module")
def lake(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake") / "tables"
    counts = dict(export(settings, folder, "parquet"))
    assert list(counts) == [table.name for table in TABLES]
    return folder


def test_every_thing_of_a_class_is_a_row(settings: Settings, lake: Path) -> None:
    with reader(settings) as data:
        for kind, name in (("Event", "events"), ("Agreement", "agreements"), ("Place", "places")):
            kind_of = NamedNode(f"https://w3id.org/ecoaccord/ns#{kind}")
            things = list(data.quads(None, RDF.type, kind_of, NamedNode(NAMES.view)))
            assert parquet.read_metadata(lake / f"{name}.parquet").num_rows == len(things) > 0


def test_columns_have_real_types(lake: Path) -> None:
    events = parquet.read_table(lake / "events.parquet")
    types = {field.name: str(field.type) for field in events.schema}
    assert types["starts_not_before"] == "date32[day]" and types["sources"] == "int64"
    (nairobi,) = [row for row in events.to_pylist() if row["event"].endswith("/event/nairobi")]
    assert nairobi["factuality"] == "held" and nairobi["label"]


def test_each_statement_has_its_sentence(lake: Path) -> None:
    rows = parquet.read_table(lake / "evidence.parquet").to_pylist()
    assert rows and all(row["quote"] and 0 < row["confidence"] <= 1 for row in rows)


def test_csv_says_the_same(settings: Settings, lake: Path, tmp_path: Path) -> None:
    counts = dict(export(settings, tmp_path, "csv"))
    for name, count in counts.items():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        table = parquet.read_table(lake / f"{name}.parquet")
        assert len(rows) == count == table.num_rows and header == table.column_names


@pytest.mark.parametrize(
    ("name", "form"), [("dcat.ttl", RdfFormat.TURTLE), ("dcat.jsonld", RdfFormat.JSON_LD)]
)
def test_the_description_leads_to_every_file(lake: Path, name: str, form: RdfFormat) -> None:
    here = f"{lake.as_uri()}/"
    triples = list(parse((lake / name).read_bytes(), format=form, base_iri=f"{here}{name}"))
    found = {t.object for t in triples if t.predicate.value == f"{DCAT}downloadURL"}
    assert found == {NamedNode(f"{here}{path.name}") for path in lake.glob("*.parquet")}


def test_other_files_are_left_alone(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(WrongUse, match="neither empty"):
        next(export(settings, tmp_path, "csv"))


def test_again_into_the_same_folder(settings: Settings, tmp_path: Path) -> None:
    first = dict(export(settings, tmp_path, "csv"))
    assert dict(export(settings, tmp_path, "csv")) == first
