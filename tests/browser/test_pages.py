"""The pages as a person meets them: a real browser, on a phone and on a wide screen."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

import pytest
from conftest import ROOT
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("BROWSER") == "no", reason="left out: BROWSER=no (pages in a real browser)"
    ),
]

PAGES = (
    "/",
    "/documents",
    "/queries",
    "/queries/timeline",
    "/dashboard",
    "/search?q=UNEP",
    "/embed/events-per-month",
    "/api/",
    "/sparql",
    "/ns",
    "/codebook",
    "/page/agency/unep",
    "/page/framework/kmgbf",
    "/page/agency/unep/events",
    "/page/concept/topic/biodiversity",
    "/why?s=agency/unep&p=ea:seat",
)

PAGE = {"Accept": "text/html,*/*;q=0.8"}

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    kg = Path(sys.executable).parent / "kg"
    environment = os.environ | {"ECOACCORD_STORE": str(folder / "store")}
    subprocess.run([kg, "load", "samples"], cwd=ROOT, env=environment, check=True)
    with subprocess.Popen(
        [kg, "serve", "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        try:
            lines = (re.search(r"http://[\d.:]+", line) for line in server.stderr)
            found = next(match[0] for match in lines if match)
            _wait_for_index(found)
            yield found
        finally:
            server.terminate()


@pytest.fixture(scope="module", params=[(390, 844), (1440, 900)], ids=["phone", "desk"])
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[webdriver.Chrome]:
    width, height = request.param
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.add_experimental_option("mobileEmulation", {"deviceMetrics": {
        "width": width, "height": height, "pixelRatio": 1.0, "touch": width < 500}})  # fmt: skip
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
        driver.implicitly_wait(20)  # a page may still be on its way where the one before led on
        yield driver


@pytest.mark.parametrize("page", PAGES)
def test_page_fits_the_screen_and_names_itself(
    browser: webdriver.Chrome, address: str, page: str
) -> None:
    browser.get(address + page)
    assert browser.title.endswith("EcoAccord")
    if page == "/dashboard":
        _wait_for_charts(browser)
    assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1
    overflow = browser.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page} is {overflow} pixels wider than the screen"
    severe = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert not severe
    assert {asked for asked in _asked(browser) if not asked.startswith(address)} == set()


def _asked(browser: webdriver.Chrome) -> set[str]:
    """Return the addresses that the browser asked for since it was last looked."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
    asked = {params["request"]["url"] for params in sent}
    return {each for each in asked if each.startswith(("http", "ws", "//"))}


def _wait_for_charts(browser: webdriver.Chrome) -> None:
    """Scroll through the page, so that all charts are asked for, and wait for them."""
    for chart in browser.find_elements(By.CSS_SELECTOR, "img.chart"):
        browser.execute_script("arguments[0].scrollIntoView()", chart)
        WebDriverWait(browser, 60).until(
            lambda _, c=chart: browser.execute_script("return arguments[0].naturalWidth", c) > 0
        )


def _click(browser: webdriver.Chrome, text: str) -> None:
    link = WebDriverWait(browser, 60).until(
        lambda _: browser.find_elements(By.PARTIAL_LINK_TEXT, text)
    )[0]
    _scroll_to(browser, link)
    link.send_keys(Keys.ENTER)  # where scripts are off the driver waits long after a click


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def scripted(request: pytest.FixtureRequest, browser: webdriver.Chrome) -> Iterator[bool]:
    def set_disabled(value: bool) -> None:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": value})

    set_disabled(not request.param)
    yield request.param
    set_disabled(False)


def test_from_a_word_to_the_sentence(
    browser: webdriver.Chrome, address: str, scripted: bool
) -> None:
    """A person searches for a framework, narrows its events down, and reads why we say so."""
    browser.get(address)
    box = browser.find_element(By.NAME, "q")
    box.send_keys("昆蒙框架")
    box.send_keys(Keys.ENTER)
    _click(browser, "Kunming-Montreal")
    name = "Kunming-Montreal Global Biodiversity Framework"
    WebDriverWait(browser, 60).until(lambda _: name in browser.title)

    browser.get(f"{address}/page/framework/kmgbf/events")
    _click(browser, "Ministry of Ecology and Environment")
    WebDriverWait(browser, 60).until(lambda _: "agency=" in browser.current_url)
    event = browser.find_element(By.CSS_SELECTOR, "main a[href*='/page/event/']")
    _scroll_to(browser, event)
    event.send_keys(Keys.ENTER)
    WebDriverWait(browser, 60).until(lambda _: "/page/event/" in browser.current_url)
    assert _words_behind_a_mark(browser)
    assert ("/why" in browser.current_url) != scripted

    browser.get(f"{address}/page/framework/kmgbf/events")
    _click(browser, "简体中文")
    WebDriverWait(browser, 20).until(lambda _: "lang=zh-Hans" in browser.current_url)
    browser.get(address)
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hans"
    browser.delete_all_cookies()
    browser.get(f"{address}/page/framework/kmgbf/events")
    link = browser.find_element(By.PARTIAL_LINK_TEXT, "CSV").get_attribute("href") or ""
    with urlopen(link) as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
    assert rows


def _words_behind_a_mark(browser: webdriver.Chrome) -> str:
    """Open why something is said; return the words of the quote that say so."""
    mark = browser.find_element(By.CSS_SELECTOR, "a.why")
    _scroll_to(browser, mark)
    mark.send_keys(Keys.ENTER)
    found = WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, "blockquote mark")
    )
    return found[0].text


def _wait_for_index(address: str) -> None:
    """Wait until the index is made, which begins with the server."""
    for _ in range(240):
        with suppress(HTTPError), urlopen(f"{address}/search?q=UNEP"):
            return
        time.sleep(0.25)
    pytest.fail("there is no index")


def _press_with_control(browser: webdriver.Chrome, key: str) -> None:
    ActionChains(browser).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()


def _scroll_to(browser: webdriver.Chrome, element: WebElement) -> None:
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)


def test_suggestions_are_chosen_with_the_keyboard(browser: webdriver.Chrome, address: str) -> None:
    browser.get(address)
    box = browser.find_element(By.NAME, "q")
    box.send_keys("kunming-mon")
    WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, ".suggestions [role=option]")
    )
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, 20).until(lambda _: "/page/framework/kmgbf" in browser.current_url)


def test_a_query_is_written_completed_and_drawn(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql")
    browser.execute_script(
        "const e = arguments[0].CodeMirror; e.setValue(arguments[1]); "
        "e.setCursor(e.lineCount(), 0); e.focus()",
        browser.find_element(By.CSS_SELECTOR, ".CodeMirror"),
        "PREFIX ea: <https://w3id.org/ecoaccord/ns#>\n"
        "SELECT ?role (COUNT(*) AS ?n) { ?part ea:role ?role ; ea:participant ?who } "
        "GROUP BY ?role\n# ",
    )
    ActionChains(browser).send_keys("<kunming-mon").perform()
    _press_with_control(browser, Keys.SPACE)
    hint = WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, ".CodeMirror-hint")
    )
    assert "Kunming-Montreal" in hint[0].text
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    _press_with_control(browser, Keys.ENTER)
    WebDriverWait(browser, 20).until(lambda _: "query=" in browser.current_url)
    assert "/id/framework/kmgbf>" in unquote(browser.current_url)
    WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, "#chart rect")
    )
    assert " ms" in browser.find_element(By.CSS_SELECTOR, ".spent").text
    assert browser.find_elements(By.CSS_SELECTOR, "a[href*='format=csv']")


@pytest.mark.parametrize(("language", "program"), [("curl", "bash"), ("Python", sys.executable)])
def test_the_code_beside_a_query_asks_it(address: str, language: str, program: str) -> None:
    thing, name = "https://w3id.org/ecoaccord/id/framework/kmgbf", "skos/core#prefLabel"
    query = f'SELECT ?name {{ <{thing}> <http://www.w3.org/2004/02/{name}> ?name }} # "quoted"'
    with urlopen(Request(f"{address}/sparql?query={quote(query)}", headers=PAGE)) as answer:
        page = answer.read().decode()
    code = (
        page.partition(f'<h2 class="group">{language}</h2>')[2]
        .partition("<code>")[2]
        .partition("</code>")[0]
    )
    done = subprocess.run([program, "-c", unescape(code)], capture_output=True, text=True)
    assert "Kunming-Montreal" in done.stdout, done.stderr


def test_a_fact_lights_up_its_sentence_and_damage_can_be_seen(
    browser: webdriver.Chrome, address: str
) -> None:
    with urlopen(f"{address}/search?q={quote('北九州')}&kind=document") as answer:
        document = json.load(answer)["hits"][0]["page"]
    browser.get(address + document)
    assert browser.execute_script(
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    fact = browser.find_element(By.CSS_SELECTOR, ".fact [data-e]")
    _scroll_to(browser, fact)
    fact.find_element(By.TAG_NAME, "a").send_keys(Keys.SHIFT)  # has the focus now, as by a finger
    lit = WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, "#text mark.lit")
    )
    assert (fact.get_attribute("data-e") or "") in (lit[0].get_attribute("data-e") or "")
    found = browser.find_element(By.CSS_SELECTOR, "#text .repair del")
    assert not found.is_displayed()
    box = browser.find_element(By.ID, "as-found")
    _scroll_to(browser, box)
    box.click()
    assert found.is_displayed()
    severe = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert not severe


def test_from_a_chart_to_the_sentence(
    browser: webdriver.Chrome, address: str, scripted: bool
) -> None:
    """A person filters by year and agency, follows a figure to its rows, and a row to its quote."""
    browser.get(f"{address}/dashboard?from=2015-01-01")
    Select(browser.find_element(By.NAME, "agency")).select_by_index(1)
    button = browser.find_element(By.CSS_SELECTOR, ".filters button")
    button.send_keys(Keys.ENTER)  # where scripts are off the driver waits long after a click
    WebDriverWait(browser, 60).until(lambda _: "agency=" in browser.current_url)
    assert "from=2015-01-01" in browser.current_url
    WebDriverWait(browser, 60).until(
        lambda _: len(browser.find_elements(By.CSS_SELECTOR, ".panel")) > 8
    )
    assert browser.find_elements(By.CSS_SELECTOR, ".panel table")
    rows = browser.find_element(By.CSS_SELECTOR, "#panel-timeline a").get_attribute("href") or ""
    assert "agency=" in rows and "from=2015-01-01" in rows
    browser.get(rows)
    event = browser.find_element(By.CSS_SELECTOR, "table td a[href*='/page/event/']")
    browser.get(event.get_attribute("href") or "")
    assert _words_behind_a_mark(browser)
