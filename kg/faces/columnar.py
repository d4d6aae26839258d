"""Tables as Parquet and Arrow, with real types; the extra `tables` brings what writes them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.faces.table import Table
from kg.query.saved import SavedQuery

IS_INSTALLED = find_spec("pyarrow") is not None  # imported when needed: it takes its time


def as_parquet(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(_arrow(query, table), out, compression="zstd")
    return out.getvalue()


def as_arrow(query: SavedQuery, table: Table, options: Mapping[str, str]) -> bytes:
    """Return the file format of Arrow IPC, which is Feather version 2."""
    from pyarrow import ipc

    content = _arrow(query, table)
    out = io.BytesIO()
    with ipc.new_file(out, content.schema) as writer:
        writer.write_table(content)
    return out.getvalue()


def write_parquet(
    path: Path, types: Mapping[str, str], batches: Iterator[Sequence[Sequence[Any]]]
) -> int:
    """Write batches of rows as one file; return how many rows there were."""
    import pyarrow as pa
    from pyarrow import parquet

    schema, count = pa.schema(_fields(types)), 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(pa.record_batch(_arrays(schema, batch), schema=schema))
            count += len(batch)
    return count


def _arrow(query: SavedQuery, table: Table) -> Any:
    """Return the table with its name and the meaning of its columns as metadata."""
    import pyarrow as pa

    about = {"name": query.name, "title": query.title["en"]}
    schema = pa.schema(_fields(table.types), metadata=about)
    return pa.Table.from_arrays(_arrays(schema, table.rows), schema=schema)


def _fields(types: Mapping[str, str]) -> list[Any]:
    import pyarrow as pa

    known = {"integer": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    return [
        pa.field(name, known.get(kind, pa.string()), metadata={"type": kind})
        for name, kind in types.items()
    ]


def _arrays(schema: Any, rows: Sequence[Sequence[Any]]) -> list[Any]:
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return [
        pa.array(list(column), type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
