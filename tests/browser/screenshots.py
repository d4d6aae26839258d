"""Photographs eight pages of the samples into `docs/screenshots`: `make screenshots`."""

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from selenium import webdriver
from selenium.webdriver.common.by import By

ROOT: Final = Path(__file__).resolve().parents[2]
TARGET: Final = ROOT / "docs" / "screenshots"
FLAGS: Final = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
_DESK, _PHONE = (1120, 800), (390, 780)
_QUERY: Final = """PREFIX ea: <https://w3id.org/ecoaccord/ns#>

SELECT ?role (COUNT(*) AS ?times) {
  ?part ea:role ?role
} GROUP BY ?role ORDER BY DESC(?times)"""


class Shot(NamedTuple):
    """`link` is clicked first: the beginning of the address of a link on the page."""

    name: str
    path: str
    size: tuple[int, int] = _DESK
    link: str = ""
    is_dark: bool = False


SHOTS: Final = (
    Shot("home", "/"),
    Shot("search", f"/search?q={quote('昆蒙框架')}"),
    Shot("framework", "/page/framework/kmgbf"),
    Shot("event", "/page/framework/kmgbf/events", link="/page/event/"),
    Shot("document", "/documents", link="/page/document/"),
    Shot("query", f"/sparql?query={quote(_QUERY)}"),
    Shot("codebook", "/codebook?lang=zh-Hans", is_dark=True),
    Shot("phone", "/page/agency/unep", size=_PHONE),
)


@contextmanager
def served() -> Iterator[str]:
    kg = Path(sys.executable).parent / "kg"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"ECOACCORD_STORE": f"{folder}/store"}
        subprocess.run([kg, "load", "samples"], cwd=ROOT, env=environment, check=True)
        command = [kg, "serve", "--port", "0"]
        with subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, text=True
        ) as server:
            assert server.stderr
            lines = (re.search(r"http://[\d.:]+", line) for line in server.stderr)
            address = next(match[0] for match in lines if match)
            while not has_index(address):
                time.sleep(0.5)
            yield address
            server.terminate()


def has_index(address: str) -> bool:
    try:
        urlopen(f"{address}/search?q=UNEP").close()
    except HTTPError:
        return False
    return True


def photograph(driver: webdriver.Chrome, address: str, shot: Shot) -> None:
    width, height = shot.size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if shot.is_dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.delete_all_cookies()
    driver.get(address + shot.path)
    if shot.link:
        link = driver.find_element(By.CSS_SELECTOR, f"main a[href*='{shot.link}']")
        driver.get(link.get_attribute("href") or "")
    time.sleep(1)  # for the editor and pictures
    asked = {"format": "webp", "quality": 80}
    image = driver.execute_cdp_cmd("Page.captureScreenshot", asked)["data"]
    (TARGET / f"{shot.name}.webp").write_bytes(base64.b64decode(image))


def main() -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    TARGET.mkdir(exist_ok=True)
    with served() as address, webdriver.Chrome(options=options, service=service) as driver:
        for shot in SHOTS:
            photograph(driver, address, shot)


if __name__ == "__main__":
    main()
