"""What is said of servers: in the documentation, at start, and of one that is another product."""

from pathlib import Path

import pytest
from conftest import ROOT
from scale.conftest import Served

from kg.errors import BadSetting, StoreProblem
from kg.remote.address import Remote
from kg.remote.probing import probe, promises
from kg.remote.profiles import PROFILES, Profile
from kg.settings import Settings

PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def _row(profile: Profile) -> str:
    cells = (
        f"{profile.title} (`{profile.name}`)",
        "yes" if profile.is_tested else "no",
        "yes" if profile.is_atomic else "no",
        "own" if profile.has_separate_default else "union",
        "yes" if profile.has_triple_terms else "no",
        "kept" if profile.keeps_numbers else "refused",
        f"`{profile.timeout[0]}`" if profile.timeout else "-",
        profile.cluster,
    )
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_19_the_documentation_says_what_a_server_can_promise(profile: Profile) -> None:
    assert _row(profile) in PAGE


@pytest.mark.parametrize("name", sorted(PROFILES["virtuoso"].unanswered))
def test_7_the_documentation_lists_what_virtuoso_answers_otherwise(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_product_that_is_not_tested_says_so(profile: Profile) -> None:
    assert ("not tested here" in promises(profile)) != profile.is_tested


def test_a_server_is_known_by_what_it_calls_itself(remote: Served) -> None:
    described = Remote.of(remote.settings)
    assert probe(described).startswith(described.profile.says)


def test_whoever_runs_the_service_is_told_what_its_store_can_promise(
    remote: Served, embedded: Served
) -> None:
    described = Remote.of(remote.settings).profile
    told = remote.client.get("/health/backend").json
    assert told and told["store"] == described.title
    assert told["promises"] == promises(described)
    assert set(told["unanswered"]) == described.unanswered
    own = embedded.client.get("/health/backend").json
    assert own and own["store"] == "Oxigraph, embedded" and not own["unanswered"]


def test_a_server_of_another_kind_is_refused(remote: Served, tmp_path: Path) -> None:
    if remote.settings.store_kind != "oxigraph":
        pytest.skip("asked once")
    wrong = Remote(f"{remote.settings.store}/query#", "virtuoso", "https://e.org/", "managed")
    with pytest.raises(StoreProblem, match="set store_kind to oxigraph"):
        probe(wrong)


@pytest.mark.parametrize(
    "address", ["http://kg:secret@127.0.0.1:7878", "ftp://127.0.0.1", "http://h/?x=secret"]
)
def test_16_an_address_with_a_password_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(BadSetting) as problem:
        Settings(store=address)
    assert "kg:secret" not in str(problem.value)
