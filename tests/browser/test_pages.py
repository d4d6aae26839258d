"""The pages as a person meets them: a real browser, on a phone and on a wide screen."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from selenium import webdriver
from selenium.webdriver.common.by import By

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
