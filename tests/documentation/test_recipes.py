"""The recipes do what they say, as far as their tools are installed."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import ROOT
from queries.answers import write_to

from kg.export import export
from kg.settings import Settings

RECIPES = ROOT / "docs" / "recipes"
BLOCK = re.compile(r"```(python|javascript|json|bash|r)\n(.*?)```", re.DOTALL)
PROGRAMS = {
    "python": [sys.executable, "-c"],
    "javascript": ["node", "-e"],
    "bash": ["bash", "-ec"],
    "r": ["Rscript", "-e"],
}
NEEDED = {"javascript": ["node"], "bash": ["curl", "soffice"], "r": ["Rscript"]}


def snippets() -> list[tuple[str, str, str]]:
    return [
        (page.stem, *block)
        for page in sorted(RECIPES.glob("*.md"))
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the invented documents, and its tables beside it."""
    folder = tmp_path_factory.mktemp("recipes")
    write_to(folder / "store")
    list(export(Settings(store=str(folder / "store")), folder / "lake", "parquet"))
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    kg = Path(sys.executable).parent / "kg"
    command = [kg, "serve", "--port", "0", "--store", folder / "store", "--query-workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        yield next(m[0] for line in server.stderr if (m := re.search(r"http://[\d.:]+", line)))
        server.terminate()


@pytest.mark.parametrize(
    ("page", "language", "code"),
    snippets(),
    ids=[f"{page}-{language}-{n}" for n, (page, language, _) in enumerate(snippets())],
)
def test_a_snippet_reads_what_it_names(
    page: str, language: str, code: str, folder: Path, address: str
) -> None:
    code = code.replace("http://127.0.0.1:8000", address)
    if language == "json":
        panel = json.loads(code)
        with urlopen(panel["url"]) as answer:
            row = json.load(answer)[0]
        for column in panel["columns"]:
            value = row[column["selector"]]
            if column["type"] == "timestamp":
                assert value is None or date.fromisoformat(value)
            else:
                assert value is None or isinstance(value, str)
        return
    for tool in NEEDED.get(language, ()):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    if language == "r" and subprocess.run(["Rscript", "-e", "library(jsonlite)"]).returncode:
        pytest.skip("jsonlite is not installed")
    if module := re.search(r"import (pandas|polars|duckdb)", code):
        pytest.importorskip(module[1])
    done = subprocess.run([*PROGRAMS[language], code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_chinese_as_it_is_written(folder: Path, address: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (_, _, code) = next(each for each in snippets() if each[1] == "bash")
    code = code.replace("http://127.0.0.1:8000", address)
    subprocess.run(["bash", "-ec", code], cwd=folder, check=True, capture_output=True)
    sheet = openpyxl.load_workbook(folder / "timeline.xlsx").active
    labels = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert any("生态" in label or "环境" in label for label in labels), labels
