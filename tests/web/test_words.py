"""Pages in Chinese: every word of a template has its Chinese one, and no other is kept."""

import re
from importlib.resources import files

import pytest
import yaml
from conftest import ROOT
from flask.testing import FlaskClient

from kg.identity.decision import DECISION_KINDS
from kg.iris import KINDS
from kg.query.saved import saved_queries
from kg.web.changes import CAUSES
from kg.web.dashboard import FILTERS, PANELS
from kg.web.entries import ASKED
from kg.web.home import PLURALS
from kg.web.review import TABS

WORDS: dict[str, str] = yaml.safe_load((files("kg.web") / "words.yaml").read_text("utf-8"))
TEMPLATES = sorted((ROOT / "kg" / "web" / "templates").glob("*.html"))
BROWSER = {"Accept": "text/html,*/*;q=0.8"}

# What templates look up by a variable: facets, measures, groups, counts, kinds.
LOOKED_UP = {
    *("kind", "type", "year", "place", "framework", "Agency", "Framework", "Country"),
    *(panel.counted for panel in PANELS),
    *FILTERS.values(),
    *PLURALS.values(),
    *(query.group.capitalize() for query in saved_queries().values()),
    *(f"kind: {kind}" for kind in KINDS),
    *(f"tab: {tab}" for tab in TABS),
    *(f"decision: {kind}" for kind in DECISION_KINDS),
    *(f"column: {column}" for column in ASKED),
    *("added", "changed", "withdrawn", *CAUSES.values()),
}


def test_every_word_of_a_template_is_there() -> None:
    said = {
        text
        for template in TEMPLATES
        for text in re.findall(r'\bt\("([^"]+)"', template.read_text("utf-8"))
    }
    assert said - WORDS.keys() - {"kind: ", "tab: ", "decision: ", "column: "} == set()
    assert WORDS.keys() >= LOOKED_UP


def test_places_for_values_are_the_same_in_both() -> None:
    for english, chinese in WORDS.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", chinese)), english


def test_measures_of_the_collection_are_named(client: FlaskClient) -> None:
    rows = client.get("/api/queries/corpus-health.json").json or ()
    assert {row["measure"] for row in rows} <= WORDS.keys()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "最新事件"),
        ("/documents", "文献"),
        ("/queries", "预设的查询"),
        ("/queries/timeline", "数据格式"),
        ("/sparql", "运行"),
        ("/search?q=x", "搜索"),
        ("/api/", "媒体类型"),
        ("/changes", "数据格式"),
        ("/nowhere", "回到首页"),
    ],
)
def test_pages_come_in_chinese(client: FlaskClient, page: str, words: str) -> None:
    assert '<html lang="en">' in client.get(page, headers=BROWSER, follow_redirects=True).text
    mark = "&" if "?" in page else "?"
    text = client.get(f"{page}{mark}lang=zh-Hans", headers=BROWSER, follow_redirects=True).text
    assert '<html lang="zh-Hans">' in text and words in text


def language_of(client: FlaskClient, address: str, **headers: str) -> str:
    page = client.get(address, headers={**BROWSER, **headers}).text
    return page.partition('<html lang="')[2].partition('"')[0]


def test_a_language_is_negotiated_chosen_and_remembered(client: FlaskClient) -> None:
    accepted = {"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"}
    assert language_of(client, "/queries/") == "en"
    assert language_of(client, "/queries/", **accepted) == "zh-Hans"
    assert language_of(client, "/queries/?lang=en", **accepted) == "en"
    assert language_of(client, "/queries/", **accepted) == "en"  # the one chosen last
    assert language_of(client, "/queries/?lang=zh-Hans") == "zh-Hans"
    assert language_of(client, "/queries/") == "zh-Hans"
    assert 'href="/documents?lang=zh-Hans"' in client.get("/queries/", headers=BROWSER).text


def test_a_page_that_the_browser_has_is_remembered_too(client: FlaskClient) -> None:
    address = "/queries/?lang=zh-Hans"
    tag = client.get(address, headers=BROWSER).headers["ETag"]
    client.delete_cookie("language")
    assert client.get(address, headers={**BROWSER, "If-None-Match": tag}).status_code == 304
    assert language_of(client, "/queries/") == "zh-Hans"


def test_programs_get_what_their_address_says(client: FlaskClient) -> None:
    client.set_cookie("language", "zh-Hans")
    address, accepted = "/api/queries/timeline.csv", {"Accept-Language": "zh-CN"}
    plain, asked = client.get(address), client.get(address, headers=accepted)
    assert (plain.data, plain.headers["ETag"]) == (asked.data, asked.headers["ETag"])
    assert "Cookie" not in plain.vary


def test_each_language_of_a_page_has_a_tag_of_its_own(client: FlaskClient) -> None:
    english = client.get("/queries/", headers=BROWSER)
    chinese = client.get("/queries/", headers={**BROWSER, "Accept-Language": "zh"})
    assert english.headers["ETag"] != chinese.headers["ETag"]
    assert {"Accept-Language", "Cookie"} <= set(english.vary) & set(chinese.vary)
