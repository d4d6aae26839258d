"""Parts made by Spark: its executors call the function that makes them on one machine.

Executors need this program, and documents and folder under the same paths as here.
"""

import atexit
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.guarded import Preparers
from kg.parts import Partition, Totals, begin, make_part, partitions, totals
from kg.settings import Settings
from kg.sources import Limits

if TYPE_CHECKING:
    from pyspark import SparkContext

_TASKS_EACH: Final = 4  # for each core, so that a slow one does not keep all waiting


@contextmanager
def running(master: str, **configuration: str) -> Iterator["SparkContext"]:
    """Run Spark; its settings have underscores for dots.

    Raises: KgError without pyspark, or when Spark gives up
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KgError("this needs an extra: pip install 'ecoaccord[spark]'") from error
    if master.startswith("local"):  # else Spark takes whichever Python comes first
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("ecoaccord")
    for name, value in configuration.items():
        builder = builder.config(name.replace("_", "."), value)
    session = builder.getOrCreate()
    try:
        yield session.sparkContext
    except (PySparkException, Py4JError) as error:
        raise KgError(f"Spark gave up: {error}") from error
    finally:
        session.stop()


def make(
    paths: Iterable[str],
    folder: Path,
    settings: Settings,
    master: str,
    *,
    collection: str | None = None,
    mapping: Path | None = None,
) -> Totals:
    """Make the parts of all files below paths; what is there is not made again.

    Raises: KgError without pyspark, or when Spark gives up; StoreProblem
    """
    with running(master) as context:
        settings = replace(begin(folder, settings, collection, mapping), load_workers=1)
        everything = partitions(paths)

        def make_one(partition: Partition) -> None:
            preparers = _preparers(settings)
            limits = Limits(collection, settings.max_document_bytes, preparers.open, mapping)
            make_part(partition, folder, preparers, limits)

        tasks = min(len(everything), _TASKS_EACH * context.defaultParallelism)
        context.parallelize(everything, max(1, tasks)).foreach(make_one)
    return totals(folder)


@cache
def _preparers(settings: Settings) -> Preparers:
    """Return the reading process of this Python worker, which Spark uses for many tasks."""
    preparers = Preparers(settings)
    atexit.register(preparers.close)
    return preparers
