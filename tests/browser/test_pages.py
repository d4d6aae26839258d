"""The pages as a person meets them: a real browser, on a phone and on a wide screen."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from selenium import webdriver
from selenium.webdriver.common.by import By
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
    "/page/agency/unep",
    "/page/framework/kmgbf",
)

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
        yield next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.:]+", line)))
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
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
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


def test_a_person_walks_from_the_first_page_to_the_sentence(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.get(f"{address}/page/framework/kmgbf")
    browser.find_element(By.CSS_SELECTOR, "a[href*='/event/']").click()
    assert "/event/" in browser.current_url
    text = browser.find_element(By.TAG_NAME, "main").text
    assert "Kunming" in text
    assert browser.find_elements(By.CSS_SELECTOR, "blockquote, q"), "an event shows its evidence"


def _wait_for_charts(browser: webdriver.Chrome) -> None:
    """Scroll through the page, so that all charts are asked for, and wait for them."""
    for chart in browser.find_elements(By.CSS_SELECTOR, "img.chart"):
        browser.execute_script("arguments[0].scrollIntoView()", chart)
        WebDriverWait(browser, 60).until(
            lambda _, c=chart: browser.execute_script("return arguments[0].naturalWidth", c) > 0
        )


def _click(browser: webdriver.Chrome, text: str) -> None:
    link = browser.find_element(By.PARTIAL_LINK_TEXT, text)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()


def test_from_a_word_to_the_sentence(browser: webdriver.Chrome, address: str) -> None:
    """A person searches for a framework, opens it and an event, and reads why we say so."""
    for _ in range(120):  # the index is made while the first page is read
        browser.get(f"{address}/search?q=昆蒙框架")
        if browser.find_elements(By.PARTIAL_LINK_TEXT, "Kunming-Montreal"):
            break
        time.sleep(0.5)
    _click(browser, "Kunming-Montreal")
    assert "Kunming-Montreal Global Biodiversity Framework" in browser.title
    event = browser.find_element(By.CSS_SELECTOR, "a[href*='/page/event/']")
    browser.get(event.get_attribute("href") or "")
    assert browser.find_elements(By.CSS_SELECTOR, "blockquote, q, mark")


def test_from_a_chart_to_its_rows(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/dashboard")
    Select(browser.find_element(By.NAME, "agency")).select_by_index(1)
    browser.find_element(By.CSS_SELECTOR, ".filters button").click()
    WebDriverWait(browser, 60).until(lambda _: "agency=" in browser.current_url)
    WebDriverWait(browser, 60).until(
        lambda _: len(browser.find_elements(By.CSS_SELECTOR, ".panel")) > 5
    )
    rows = browser.find_element(By.CSS_SELECTOR, ".panel h2 a").get_attribute("href") or ""
    assert "agency=" in rows
    browser.get(rows)
    assert browser.find_elements(By.CSS_SELECTOR, "table td")
