"""What the documentation says can be done, is done here."""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import ROOT
from reference import TARGET, reference

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")
ADDRESS = "http://127.0.0.1:8000"


def commands() -> list[tuple[str, str]]:
    """Every shell line of the documentation, with lines that end in a backslash joined."""
    return [
        (page.name, line.strip())
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has loaded the samples."""
    folder = tmp_path_factory.mktemp("documentation")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"ECOACCORD_STORE": str(folder / "store"), "PATH": path}
    environment["ECOACCORD_ADMIN_TOKEN"] = "a token for the documentation"
    subprocess.run(["kg", "load", "samples"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture(scope="module")
def address(loaded: dict[str, str]) -> Iterator[str]:
    """A server over the samples, at the address it prints."""
    with subprocess.Popen(
        ["kg", "serve", "--port", "0"], env=loaded, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        try:
            found = next(m for line in server.stderr if (m := re.search(r"http://[\d.:]+", line)))
            for _ in range(240):
                with suppress(HTTPError), urlopen(f"{found.group()}/search?q=UNEP"):
                    break
                time.sleep(0.25)
            yield found.group()
        finally:
            server.terminate()


@pytest.mark.parametrize(("page", "line"), commands())
def test_command_runs(page: str, line: str, loaded: dict[str, str], address: str) -> None:
    program = shlex.split(line)[0]
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert shlex.split(line)[1] in targets
        return
    assert program in {"kg", "curl"}, f"{page} shows a command that no test runs"
    if line.startswith("kg serve"):
        return  # the fixture runs it
    command = line.replace(ADDRESS, address)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env=loaded,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    if program == "curl":
        assert not done.stdout.startswith('{"error"') and "<title>404" not in done.stdout


def test_reference_is_fresh() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), (
        "run: python tests/documentation/reference.py"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
