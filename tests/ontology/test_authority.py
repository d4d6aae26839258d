"""The authority tables: keys, parents, labels, coordinates."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.authority import TABLES, TYPE_SCHEMES, Authority, Entry, authority, authority_quads
from kg.graph.validate import check_quads
from kg.iris import Namespace, fold, is_key
from kg.terms import EA, OWL, coarse, notations

# Cities whose names are spelt alike; bodies named after them share their labels too.
HOMONYMS = ("fuzhou", "suzhou", "taizhou", "yichun", "yulin", "金斯敦")
# Parents of one kind are of another kind than their children.
PARENT_KINDS = {"element": "framework"}


@pytest.fixture(scope="module")
def tables() -> Authority:
    return authority()


def of_kind(tables: Authority, kind: str) -> list[Entry]:
    return [entry for entry in tables.entries if entry.kind == kind]


def test_keys_are_unique_and_well_made(tables: Authority) -> None:
    keys = [(entry.kind, entry.key) for entry in tables.entries]
    assert len(keys) == len(set(keys))
    assert all(is_key(key) and not key.startswith("x-") for _, key in keys)


def test_every_entry_is_named_in_both_languages(tables: Authority) -> None:
    for entry in tables.entries:
        assert [label.language for label in entry.labels] == ["en", "zh-Hans"], entry.key
        texts = [label.text for label in entry.names()]
        assert all(text == text.strip() and "  " not in text for text in texts), entry.key


def test_types_come_from_the_schemes_and_have_a_coarse_kind(tables: Authority) -> None:
    for entry in tables.entries:
        if entry.kind in TYPE_SCHEMES:
            scheme = TYPE_SCHEMES[entry.kind]
            assert coarse(scheme, entry.type) in notations(scheme), entry.key


def test_parents_exist_and_lead_to_no_cycle(tables: Authority) -> None:
    for entry in tables.entries:
        kind = PARENT_KINDS.get(entry.kind, entry.kind)
        seen = {entry.key}
        above: Entry | None = entry
        while above and above.parent:
            parent = tables.get(kind, above.parent)
            assert parent, f"{above.key} has no parent {above.parent}"
            assert parent.key not in seen or entry.kind != kind, f"a cycle through {entry.key}"
            seen.add(parent.key)
            above = parent if entry.kind == kind else None


def test_places_and_custodians_exist(tables: Authority) -> None:
    for entry in tables.entries:
        for column in ("jurisdiction", "seat"):
            assert not (key := entry.extra.get(column)) or tables.get("place", key), entry.key
        custodian = entry.extra.get("custodian")
        assert not custodian or tables.get("agency", custodian), entry.key


def test_no_label_belongs_to_two_entries_of_a_kind(tables: Authority) -> None:
    owners = defaultdict(set)
    for entry in tables.entries:
        if entry.kind != "element":
            for label in (*entry.labels, *entry.alternatives, *entry.hidden):
                owners[entry.kind, fold(label.text)].add(entry.key)
    shared = {label: keys for (_, label), keys in owners.items() if len(keys) > 1}
    assert {label for label in shared if not any(name in label for name in HOMONYMS)} == set()


def test_iso_codes_are_unique(tables: Authority) -> None:
    codes = [entry.extra["iso"] for entry in of_kind(tables, "place") if "iso" in entry.extra]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code) for code in codes)


def test_coordinates_are_on_earth(tables: Authority) -> None:
    for entry in of_kind(tables, "place"):
        assert ("lat" in entry.extra) == ("lon" in entry.extra), entry.key
        if "lat" in entry.extra:
            assert abs(float(entry.extra["lat"])) <= 90 and abs(float(entry.extra["lon"])) <= 180


def test_every_country_lies_on_the_map(tables: Authority) -> None:
    countries = [entry for entry in of_kind(tables, "place") if entry.type == "country"]
    assert len(countries) > 190
    assert all("lat" in entry.extra and "iso" in entry.extra for entry in countries)


def test_dates_are_edtf_and_in_order(tables: Authority) -> None:
    for entry in of_kind(tables, "framework"):
        dates = [entry.extra.get(column, "") for column in ("adopted", "in_force")]
        assert all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", date) for date in dates), entry.key
        assert not all(dates) or dates[0] <= dates[1], entry.key


def test_a_link_to_wikidata_belongs_to_one_entry(tables: Authority) -> None:
    ids = [entry.extra["wikidata"] for entry in tables.entries if "wikidata" in entry.extra]
    assert all(re.fullmatch(r"Q[1-9]\d*", wikidata) for wikidata in ids)
    assert len(ids) == len(set(ids))


def test_every_finer_kind_of_agency_is_used(tables: Authority) -> None:
    used = {entry.type for entry in of_kind(tables, "agency")}
    finer = {kind for kind in notations("agency-kind") if coarse("agency-kind", kind) != kind}
    assert finer <= used


@pytest.mark.parametrize("name", TABLES.values())
def test_rows_are_whole(root: Path, name: str) -> None:
    with (root / "ontology" / "authority" / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert all(len(row) == len(header) for row in rows)


def test_the_entries_break_no_shape() -> None:
    names = Namespace()
    view = [q for q in authority_quads(names) if q.graph_name == NamedNode(names.view)]
    assert check_quads(view) == []


def test_links_stand_in_their_own_graph() -> None:
    names = Namespace()
    quads = list(authority_quads(names))
    same = [quad for quad in quads if quad.predicate == OWL.sameAs]
    assert same and {quad.graph_name.value for quad in same} == {names.links}
    assert any(quad.predicate == EA.within for quad in quads)
