"""axe finds nothing serious on any main page: both languages, light and dark, phone and desk.

axe-core is not part of the product: `make axe` fetches it into the virtual environment.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser.test_pages import FLAGS, PAGES, address  # noqa: F401 - a fixture
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
MORE = (
    *("/search?q=biodiversity", "/search?q=xyzzy", "/page/framework/kmgbf/events", "/changes"),
    *("/why", "/page/agency/cn-mee", "/page/place/cn-yn", "/queries/partners-of-agency"),
    *("/dashboard?from=2090-01-01", "/page/agency/nobody", "/ns/status", "/review"),
    "/sparql?query=SELECT+%3Fs+%28COUNT%28*%29+AS+%3Fn%29+%7B+%3Fs+%3Fp+%3Fo+%7D+GROUP+BY+%3Fs+LIMIT+9",
)
FOLLOWED = (  # a page, and the beginning of the address of a link on it
    ("/page/agency/cn-mee/events", "/page/event/"),
    ("/page/agency/unep", "/page/agreement/"),
    ("/documents", "/page/document/"),
    ("/page/agency/unep", "/page/person/"),
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.full,
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("BROWSER") == "no", reason="left out: BROWSER=no"),
    pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make axe (with npm)"),
]


class Screen(NamedTuple):
    width: int
    scheme: str
    language: str


SCREENS = (
    Screen(390, "light", "en"),
    Screen(390, "dark", "zh-Hans"),
    Screen(1440, "light", "zh-Hans"),
    Screen(1440, "dark", "en"),
)


@pytest.fixture(scope="module", params=SCREENS, ids=lambda s: "-".join(map(str, s)))
def browser(request: pytest.FixtureRequest) -> Iterator[webdriver.Chrome]:
    screen: Screen = request.param
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    size = {"width": screen.width, "height": 900, "pixelRatio": 1.0, "touch": screen.width < 500}
    options.add_experimental_option("mobileEmulation", {"deviceMetrics": size})
    options.add_experimental_option("prefs", {"intl.accept_languages": screen.language})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
        wanted = {"features": [{"name": "prefers-color-scheme", "value": screen.scheme}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
        yield driver


def barriers(browser: webdriver.Chrome) -> list[tuple[str, str]]:
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "axe.run({runOnly: arguments[0]}).then(r => arguments[1](r.violations))", LEVELS
    )
    return [(each["id"], node["html"]) for each in found for node in each["nodes"]]


@pytest.mark.parametrize("page", (*PAGES, *MORE))
def test_axe_finds_nothing(
    browser: webdriver.Chrome,
    address: str,  # noqa: F811
    page: str,
) -> None:
    browser.get(address + page)
    assert barriers(browser) == []


@pytest.mark.parametrize(("page", "link"), FOLLOWED)
def test_axe_finds_nothing_behind_links(
    browser: webdriver.Chrome,
    address: str,  # noqa: F811
    page: str,
    link: str,
) -> None:
    browser.get(address + page)
    found = browser.find_element(By.CSS_SELECTOR, f"main a[href*='{link}']")
    browser.get(found.get_attribute("href") or "")
    assert barriers(browser) == []


def test_axe_finds_nothing_in_the_words_behind_a_mark(
    browser: webdriver.Chrome,
    address: str,  # noqa: F811
) -> None:
    browser.get(f"{address}/page/agency/unep")
    mark = browser.find_element(By.CSS_SELECTOR, "main a.why")
    browser.execute_script("arguments[0].click()", mark)
    WebDriverWait(browser, 20).until(
        lambda each: each.find_elements(By.CSS_SELECTOR, "dialog[open] p")
    )
    assert barriers(browser) == []
