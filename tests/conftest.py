"""Fixtures for all tests.

Strategy: the smallest real thing that has what a test needs. A fresh store in memory or in a
temporary directory costs nothing, so nothing is mocked. Corpus tests run where `../shared` stands
beside the checkout and are skipped elsewhere; everything else needs the checkout alone.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

needs_corpus = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")

os.environ["ECOACCORD_LOAD_WORKERS"] = "1"  # for fixtures of whole files, too
settings.register_profile(  # the same examples each time; `full` looks for new ones
    "default",
    deadline=None,
    max_examples=20,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests start without any ECOACCORD_* variable but one: they share the cores already."""
    for name in list(os.environ):
        if name.startswith("ECOACCORD_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ECOACCORD_LOAD_WORKERS", "1")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED
