"""Lines in files that gzip or Zstandard has packed are read as any others."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from kg.guarded import Rejected, Task
from kg.sources import Limits, find
from loaders import _packed

LINES = b"".join(b'{"text": "The council met for the %dth time."}\n' % n for n in range(5000))


def nothing_to_open(task: Task) -> Iterator[Task | Rejected]:
    raise AssertionError(task.path)


def read(file: Path) -> tuple[list[bytes], list[str]]:
    """Return the lines that are found, and why there are no more."""
    lines, reasons = [], []
    for found in find([str(file)], Limits(None, 1000, nothing_to_open)):
        if isinstance(found, Rejected):
            reasons.append(found.reason)
        else:
            assert found.task.loader == "jsonl"
            lines.append((found.task.content or b"") + b"\n")
    return lines, reasons


def in_frames(content: bytes) -> bytes:
    half = len(content) // 2
    return zstandard.compress(content[:half]) + zstandard.compress(content[half:])


PACKINGS = pytest.mark.parametrize(
    ("ending", "packed"),
    [(".gz", gzip.compress), (".zst", zstandard.compress), (".zst", in_frames)],
    ids=["gzip", "zstandard", "zstandard-in-frames"],
)


@PACKINGS
def test_each_line_is_a_document(
    ending: str, packed: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / f"meetings.jsonl{ending}"
    file.write_bytes(packed(LINES))
    lines, reasons = read(file)
    assert (b"".join(lines), reasons) == (LINES, [])


@PACKINGS
def test_a_file_that_breaks_off_says_so(
    ending: str, packed: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / f"meetings.jsonl{ending}"
    file.write_bytes(packed(LINES)[:-5])
    lines, (reason,) = read(file)
    assert LINES.startswith(b"".join(lines))
    assert "is damaged: " in reason


def test_what_is_no_frame_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "meetings.jsonl.zst"
    file.write_bytes(zstandard.compress(LINES) + b"and something else")
    assert len(read(file)[1]) == 1


def test_without_the_extra_its_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_packed, "_MISSING", "pip install 'ecoaccord[compression]'")
    file = tmp_path / "meetings.jsonl.zst"
    file.write_bytes(zstandard.compress(LINES))
    assert read(file) == ([], ["pip install 'ecoaccord[compression]'"])
