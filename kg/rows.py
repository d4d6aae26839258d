"""Rows in this process, with those operations of Spark's RDDs that resolving uses.

So one machine takes the same steps as many. Rows are worked out whenever they are asked for, unless
`cache` has them kept; grouping and joining hold one side in memory.

Source: the RDD API of PySpark
"""

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, Self

_LEVEL: Final = 1  # of gzip: read once


class Rows:
    def __init__(self, made: Callable[[], Iterable[Any]]) -> None:
        self._made = made
        self._kept: list[Any] | None = None
        self._is_kept = False

    def __iter__(self) -> Iterator[Any]:
        if not self._is_kept:
            return iter(self._made())
        if self._kept is None:
            self._kept = list(self._made())
        return iter(self._kept)

    def cache(self) -> Self:
        self._is_kept = True
        return self

    def map(self, make: Callable[[Any], Any]) -> "Rows":
        return Rows(lambda: map(make, self))

    def flatMap(self, make: Callable[[Any], Iterable[Any]]) -> "Rows":  # noqa: N802
        return Rows(lambda: chain.from_iterable(map(make, self)))

    def filter(self, holds: Callable[[Any], object]) -> "Rows":
        return Rows(lambda: filter(holds, self))

    def mapValues(self, make: Callable[[Any], Any]) -> "Rows":  # noqa: N802
        return Rows(lambda: ((key, make(value)) for key, value in self))

    def mapPartitions(self, make: Callable[[Iterable[Any]], Iterable[Any]]) -> "Rows":  # noqa: N802
        return Rows(lambda: make(self))

    def union(self, other: "Rows") -> "Rows":
        return Rows(lambda: chain(self, other))

    def distinct(self) -> "Rows":
        return Rows(lambda: set(self))

    def isEmpty(self) -> bool:  # noqa: N802
        return next(iter(self), self) is self

    def groupByKey(self) -> "Rows":  # noqa: N802
        return Rows(lambda: self._groups().items())

    def reduceByKey(self, reduce: Callable[[Any, Any], Any]) -> "Rows":  # noqa: N802
        def made() -> Iterable[Any]:
            found: dict[Any, Any] = {}
            for key, value in self:
                found[key] = reduce(found[key], value) if key in found else value
            return found.items()

        return Rows(made)

    def aggregateByKey(  # noqa: N802
        self, zero: Any, add: Callable[[Any, Any], Any], _both: Callable[[Any, Any], Any]
    ) -> "Rows":
        def made() -> Iterable[Any]:
            found: dict[Any, Any] = {}
            for key, value in self:
                found[key] = add(found.get(key, zero), value)
            return found.items()

        return Rows(made)

    def join(self, other: "Rows") -> "Rows":
        def made() -> Iterator[Any]:
            others = other._groups()
            return ((k, (value, each)) for k, value in self for each in others.get(k, ()))

        return Rows(made)

    def leftOuterJoin(self, other: "Rows") -> "Rows":  # noqa: N802
        def made() -> Iterator[Any]:
            others = other._groups()
            return ((k, (value, each)) for k, value in self for each in others.get(k, (None,)))

        return Rows(made)

    def fullOuterJoin(self, other: "Rows") -> "Rows":  # noqa: N802
        alone = other.subtractByKey(self).mapValues(lambda value: (None, value))
        return self.leftOuterJoin(other).union(alone)

    def subtractByKey(self, other: "Rows") -> "Rows":  # noqa: N802
        def made() -> Iterator[Any]:
            keys = {key for key, _ in other}
            return (each for each in self if each[0] not in keys)

        return Rows(made)

    def cogroup(self, other: "Rows") -> "Rows":
        def made() -> Iterator[Any]:
            mine, others = self._groups(), other._groups()
            keys = mine.keys() | others.keys()
            return ((key, (mine.get(key, []), others.get(key, []))) for key in keys)

        return Rows(made)

    def saveAsTextFile(self, folder: str, compressionCodecClass: str) -> None:  # noqa: N802, N803
        Path(folder).mkdir(parents=True)
        file = Path(folder) / "part-00000.gz"
        with gzip.open(file, "wt", _LEVEL, encoding="utf-8") as lines:
            lines.writelines(f"{line}\n" for line in self)

    def _groups(self) -> dict[Any, list[Any]]:
        found: defaultdict[Any, list[Any]] = defaultdict(list)
        for key, value in self:
            found[key].append(value)
        return dict(found)


class Here:
    """Makes rows in this process; in place of a SparkContext."""

    defaultParallelism: Final = 1  # noqa: N815

    def emptyRDD(self) -> Rows:  # noqa: N802
        return Rows(tuple)

    def parallelize(self, rows: Iterable[Any], _pieces: int = 1) -> Rows:
        return Rows(lambda: rows)

    def union(self, each: Iterable[Rows]) -> Rows:
        return Rows(lambda: chain.from_iterable(each))
