"""The built wheel carries everything the program needs, and stays small."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, root],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_wheel_holds_code_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "server.py",
        "ontology/ecoaccord.ttl",
        "ontology/shapes.ttl",
        "ontology/authority/agencies.csv",
        "kg/web/templates/",
        "kg/web/static/",
        "queries/",
        "samples/",
    ):
        assert any(name.startswith(needed) for name in names), f"the wheel lacks {needed}"
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]


@pytest.mark.full
def test_wheel_runs_its_demo_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--upgrade",
            "pip",
        ],
        check=True,
    )
    _install(python, f"ecoaccord @ {wheel.as_uri()}", tmp_path)
    size = sum(f.stat().st_size for f in (tmp_path / "env").rglob("*") if f.is_file())
    assert size < 300 * MEGABYTE
    _install(python, f"ecoaccord[full] @ {wheel.as_uri()}", tmp_path)
    demo = subprocess.run(
        [tmp_path / "env" / "bin" / "kg", "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert demo.returncode == 0, demo.stderr
    assert "renewed" in demo.stdout and "谅解备忘录" in demo.stdout
    assert not (tmp_path / "data").exists(), "the demo leaves nothing behind"


def _install(python: Path, requirement: str, folder: Path) -> None:
    command = [python, "-m", "pip", "install", "--quiet", requirement]
    subprocess.run(command, check=True, cwd=folder)
