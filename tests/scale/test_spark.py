"""Spark makes the same parts as one machine, whatever is killed in between."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_server

import pytest

pyspark = pytest.importorskip("pyspark", reason="needs the extra spark")
from scale.test_parts import HOSTILE, HOSTILE_REASONS, held  # noqa: E402

import loaders  # noqa: E402
from kg import parts  # noqa: E402
from kg.parts import FILES_TOGETHER, totals  # noqa: E402
from kg.settings import Settings  # noqa: E402

pytestmark = [pytest.mark.full, pytest.mark.live]

PARTS = 6
PATIENCE_S = 300.0
KG = Path(sys.executable).parent / "kg"
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
ALONE = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents for a few parts; among them one that cannot be read."""
    made = tmp_path_factory.mktemp("documents")
    for number in range(PARTS * FILES_TOGETHER - 1):
        day, town = number % 28 + 1, ("Geneva", "Nairobi", "Vientiane")[number % 3]
        (made / f"{number:05}.txt").write_text(
            f"{town}, {day} May 2024 - The United Nations Environment Programme (UNEP) and the "
            f"Ministry of Ecology and Environment of China held meeting {number} in {town}.\n"
        )
    (made / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    return made


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this machine makes of them without Spark."""
    target = tmp_path_factory.mktemp("local")
    assert subprocess.run(loading(folder, target), check=False).returncode == 1  # one is rejected
    return held(target)


def loading(folder: Path, target: Path, *more: str) -> list[str]:
    store = target.with_name(f"{target.name}-store")
    return [str(KG), "load", str(folder), "--parts", str(target), "--store", str(store), *more]


@contextmanager
def run(folder: Path, target: Path, master: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(loading(folder, target, "--spark", master), env=ALONE) as driver:
        try:
            yield driver
        finally:
            driver.kill()


def processes(having: str) -> list[int]:
    """Return whose command line has some words, the youngest last."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and having in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:
            continue  # it has ended
    return sorted(found)


def wait_for(met: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def is_begun(target: Path) -> Callable[[], bool]:
    return lambda: any((target / "parts").glob("*.json"))


@contextmanager
def cluster() -> Iterator[str]:
    """Start a master and two workers on loopback; yield the master's address."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    role = "org.apache.spark.deploy"
    at = ["--host", "127.0.0.1", "--webui-port", "0"]
    with ExitStack() as ended:

        def start(*command: str) -> None:
            server = subprocess.Popen(
                [str(SPARK_CLASS), *command], env=ALONE, stderr=subprocess.DEVNULL
            )
            ended.callback(server.wait)
            ended.callback(server.terminate)

        start(f"{role}.master.Master", "--port", str(port), *at)
        for _ in range(2):
            start(f"{role}.worker.Worker", f"spark://127.0.0.1:{port}", "--cores", "1", *at)
        yield f"spark://127.0.0.1:{port}"


def test_1_spark_makes_the_same_bytes(
    folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with run(folder, tmp_path, "local[2]") as driver:
        assert driver.wait() == 1
    assert held(tmp_path) == local
    with run(folder, tmp_path, "local[2]") as driver:  # and nothing a second time
        assert driver.wait() == 1
    assert held(tmp_path) == local


def test_2_a_killed_python_worker_costs_nothing(
    folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with run(folder, tmp_path, "local[2,4]") as driver:
        wait_for(is_begun(tmp_path), "no part is made")
        os.kill(processes("pyspark.daemon")[-1], signal.SIGKILL)
        assert driver.wait() == 1
    assert held(tmp_path).items() >= local.items()


def test_2_a_killed_driver_is_gone_on_with(
    folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with run(folder, tmp_path, "local[2]") as driver:
        wait_for(is_begun(tmp_path), "no part is made")
        driver.kill()
    assert 0 < totals(tmp_path).parts < PARTS
    with run(folder, tmp_path, "local[2]") as driver:
        assert driver.wait() == 1
    assert held(tmp_path).items() >= local.items()


def test_2_a_killed_executor_costs_nothing(
    folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with cluster() as master, run(folder, tmp_path, master) as driver:
        wait_for(is_begun(tmp_path), "no part is made")
        os.kill(processes("CoarseGrainedExecutorBackend")[-1], signal.SIGKILL)
        assert driver.wait() == 1
    assert held(tmp_path).items() >= local.items()


def test_3_documents_that_exit_loop_raise_or_eat_memory_cost_themselves_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, target = tmp_path / "words", tmp_path / "parts"
    words.mkdir()
    for word in (*HOSTILE_REASONS, "fine", "well"):
        (words / f"{word}.txt").write_text(word)
    package = tmp_path / "path" / "loaders"  # the program's own, but for what it finds
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        f"__path__ = {loaders.__path__!r}\nfrom hostile_loaders import discover\n"
    )
    monkeypatch.setitem(ALONE, "PYTHONPATH", f"{package.parent}{os.pathsep}{HOSTILE}")
    monkeypatch.setitem(ALONE, "ECOACCORD_LOAD_TIMEOUT_S", "5")
    monkeypatch.setitem(ALONE, "ECOACCORD_LOAD_MEMORY_MB", "200")
    with run(words, target, "local[2]") as driver:
        assert driver.wait() == 1
    (manifest,) = parts.manifests(target)
    assert {Path(path).stem: reason for path, reason in manifest["rejected"]} == HOSTILE_REASONS
    assert len(manifest["documents"]) == 2


def test_6_the_driver_of_100_000_parts_stays_small(tmp_path: Path) -> None:
    """All are there already, so that listing, handing out and adding up is what it does."""
    documents, target = tmp_path / "documents", tmp_path / "parts"
    documents.mkdir()
    for number in range(100_000):
        (documents / f"{number:06}.jsonl").touch()
    parts.begin(target, Settings())
    (target / "parts").mkdir()
    for part in parts.partitions([str(documents)]):
        manifest = {"name": part.name, "documents": [], "rejected": [], "quads": 0}
        (target / "parts" / f"{part.name}.json").write_text(json.dumps(manifest))
    with run(documents, target, "local[2]") as driver:
        peaks = dict[str, int]()
        while driver.poll() is None:
            peaks |= {name: peak_mb(process) for name, process in of_driver(driver.pid)}
            time.sleep(0.1)
    assert driver.returncode == 0
    assert peaks.keys() >= {"kg", "java"}
    assert max(peaks.values()) < 512, peaks


def of_driver(process: int) -> Iterator[tuple[str, int]]:
    """Yield the Python process of a driver and the Java machine below it."""
    yield "kg", process
    children = Path(f"/proc/{process}/task/{process}/children")
    yield from (("java", int(child)) for child in children.read_text().split())


def peak_mb(process: int) -> int:
    """Return the most memory that a process had so far."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(each.split()[1]) >> 10 for each in lines if each.startswith("VmHWM")), 0)
