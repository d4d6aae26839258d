"""The samples are what their page says, and the damaged one is what the script makes."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.mirror_damage import damaged
from kg.extract.dates import find_dates, published_date
from kg.model import Document, Text
from kg.text.clean import clean_text
from loaders._base import Loader, Source
from loaders.html import LOADER as HTML
from loaders.jsonl import LOADER as JSONL
from loaders.text import LOADER as TEXT

LOADERS: dict[str, Loader] = {".txt": TEXT, ".html": HTML, ".jsonl": JSONL}


def sample(root: Path, name: str, line: int = 0) -> tuple[Document, Text]:
    path = root / "samples" / name
    content = path.read_bytes()
    if path.suffix == ".jsonl":
        content = content.splitlines()[line]
    (document,) = LOADERS[path.suffix].read(Source(f"{path}#{line}", content))
    return document, clean_text(document)


def test_the_documentation_lists_every_sample(root: Path) -> None:
    files = {path.name for path in (root / "samples").iterdir()}
    page = (root / "docs/samples.md").read_text(encoding="utf-8")
    assert files == set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))


def test_the_damaged_page_is_what_the_script_makes(root: Path) -> None:
    page = (root / "tests/samples/jiangsu-page.txt").read_text(encoding="utf-8")
    shown = (root / "samples/jiangsu-damaged-page.txt").read_text(encoding="utf-8")
    assert damaged(page) == shown
    assert "省生?xián)B(tài)環境廳" in shown  # a lost byte where two characters met


def test_the_damaged_page_is_read_as_if_it_were_whole(root: Path) -> None:
    page = (root / "tests/samples/jiangsu-page.txt").read_text(encoding="utf-8")
    half_width = str.maketrans("，：；（）", ",:;()")  # marks, as the mirror has them
    _, text = sample(root, "jiangsu-damaged-page.txt")
    assert text.clean.translate(half_width).split() == page.translate(half_width).split()


@pytest.mark.parametrize(
    ("name", "published", "event"),
    [
        ("unep-mee-memorandum.txt", "2025-03-14", "2025-03-12"),
        ("cbd-secretariat-feco.html", "2024-11-08", "2024-11-06/2024-11-07"),
        ("yunnan-guangxi-visit.txt", "2024-09-23", "2024-09-18/2024-09-20"),
        ("jiangsu-damaged-page.txt", "2024-04-18", "2024-04-16"),
        ("zhejiang-qinghai-study-tour.txt", None, "XXXX-06-11/XXXX-06-14"),
        ("target-training-kunming.txt", "2025-06-27", "2025-06-23/2025-06-26"),
        ("newsletter.jsonl", "2025-05-16", "2025-05-14"),
    ],
)
def test_each_sample_tells_its_dates(
    root: Path, name: str, published: str | None, event: str
) -> None:
    document, text = sample(root, name)
    told = published_date(text, document.published)
    assert (told and told.value.start) == published
    found = {m.date.edtf for m in find_dates(text, published=published) if m.role == "event"}
    assert event in found


def test_newsletter_items_declare_what_they_are(root: Path) -> None:
    lines = (root / "samples/newsletter.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    assert len(items) == 3
    assert all(item["text"].startswith(item["title"]) for item in items)
    assert {item["language"] for item in items} == {"en", "zh-Hans"}
