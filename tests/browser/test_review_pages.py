"""A reviewer in a real browser: one thing made of two and parted again, a name that is added."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from browser.test_pages import FLAGS
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.tokens import Tokens

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("BROWSER") == "no", reason="left out: BROWSER=no (pages in a real browser)"
    ),
]

TEXTS = {
    "reeds.txt": "Reed keepers meet\n\nOn 4 March 2025 the Reed Keepers Foundation met the United "
    "Nations Environment Programme (UNEP) in Nairobi, Kenya.\n",
    "keepers.txt": "Keepers in Geneva\n\nOn 7 May 2025 the Delta Keepers Foundation met the World "
    "Meteorological Organization in Geneva, Switzerland.\n",
}


class Site(NamedTuple):
    address: str
    token: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("reviewing")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    kg = Path(sys.executable).parent / "kg"
    environment = os.environ | {"ECOACCORD_STORE": str(folder / "store")}
    subprocess.run([kg, "load", *(folder / name for name in TEXTS)], env=environment, check=True)
    token = Tokens(folder / "store").add("ann", "review")
    with subprocess.Popen(
        [kg, "serve", "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        found = next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.:]+", line)))
        yield Site(found, token)
        server.terminate()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[webdriver.Chrome]:
    """A browser that has signed in."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    with webdriver.Chrome(options=options, service=service) as driver:
        driver.get(f"{site.address}/review")
        driver.find_element(By.ID, "token").send_keys(site.token + Keys.ENTER)
        WebDriverWait(driver, 60).until(lambda d: d.find_elements(By.CLASS_NAME, "tabs"))
        yield driver


def text(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "main").text


def agency(browser: webdriver.Chrome, site: Site, file: int, name: str) -> str:
    """Return the path of an agency's page, found from the documents that name it."""
    browser.get(f"{site.address}/documents")
    browser.find_elements(By.CSS_SELECTOR, ".list a")[file].click()
    href = browser.find_element(By.LINK_TEXT, name).get_attribute("href") or ""
    return urlsplit(href).path


def test_two_agencies_become_one_and_two_again(browser: webdriver.Chrome, site: Site) -> None:
    names = ("Reed Keepers Foundation", "Delta Keepers Foundation")
    browser.get(f"{site.address}/documents")
    titles = [each.text for each in browser.find_elements(By.CSS_SELECTOR, ".list a")]
    files = [titles.index("Reed keepers meet"), titles.index("Keepers in Geneva")]
    one, other = (agency(browser, site, n, name) for n, name in zip(files, names, strict=True))

    browser.get(f"{site.address}/review/pair?one={one}&other={other}")
    body = browser.find_element(By.TAG_NAME, "body")
    assert all(name in text(browser) for name in names)
    body.send_keys("j")
    browser.switch_to.active_element.send_keys("y")
    WebDriverWait(browser, 60).until(lambda d: d.find_elements(By.CLASS_NAME, "done"))

    landed = set()
    for page in (one, other):
        browser.get(site.address + page)
        landed.add(urlsplit(browser.current_url).path)
        assert all(name in text(browser) for name in names)
    assert len(landed) == 1 and landed < {one, other}

    browser.get(f"{site.address}/review/pair?one={one}&other={other}")
    browser.find_element(By.TAG_NAME, "body").send_keys("u")
    WebDriverWait(browser, 60).until(lambda d: not d.find_elements(By.CLASS_NAME, "done"))
    for page, name in zip((one, other), names, strict=True):
        browser.get(site.address + page)
        assert urlsplit(browser.current_url).path == page
        assert name in text(browser)


@pytest.mark.full
def test_a_name_is_added_and_its_document_linked_again(
    browser: webdriver.Chrome, site: Site
) -> None:
    browser.get(f"{site.address}/review/entries/new")
    browser.find_element(By.NAME, "key").send_keys("unep")
    browser.find_element(By.NAME, "alt_en").send_keys("Reed Keepers Foundation")
    browser.find_element(By.NAME, "alt_en").submit()
    relink = "form[action$='/relink'] button"
    wait = WebDriverWait(browser, 120)
    wait.until(lambda d: d.find_elements(By.CSS_SELECTOR, relink))
    assert "1 of 2 documents have it" in text(browser) and "Reed keepers meet" in text(browser)
    browser.find_element(By.CSS_SELECTOR, relink).click()
    wait.until(lambda d: d.find_elements(By.TAG_NAME, "del"))
    assert "Reed Keepers Foundation" in browser.find_element(By.TAG_NAME, "del").text
    browser.find_element(By.CSS_SELECTOR, "form[action$='/undo'] button").click()
    wait.until(lambda d: d.find_elements(By.TAG_NAME, "ins"))
    assert "This was taken back" in text(browser)
