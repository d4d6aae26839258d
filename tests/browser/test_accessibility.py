"""axe finds nothing serious on any main page, light or dark, on a phone or a wide screen.

axe-core is not part of the product: `make axe` fetches it into the virtual environment.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.test_pages import FLAGS, PAGES, address  # noqa: F401 - a fixture
from selenium import webdriver

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
MORE = ("/codebook", "/search?q=biodiversity", "/page/framework/kmgbf/events", "/changes", "/why")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.full,
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("BROWSER") == "no", reason="left out: BROWSER=no"),
    pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make axe (with npm)"),
]


@pytest.fixture(scope="module", params=[(390, "dark"), (1280, "light")], ids=["phone", "desk"])
def browser(request: pytest.FixtureRequest) -> Iterator[webdriver.Chrome]:
    width, scheme = request.param
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--window-size={width},900"):
        options.add_argument(flag)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
        wanted = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
        yield driver


@pytest.mark.parametrize("page", (*PAGES, *MORE))
def test_axe_finds_nothing_serious(
    browser: webdriver.Chrome,
    address: str,  # noqa: F811
    page: str,
) -> None:
    browser.get(address + page)
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "axe.run({runOnly: arguments[0]}).then(r => arguments[1](r.violations))", LEVELS
    )
    assert [
        (each["id"], node["html"])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ] == []
