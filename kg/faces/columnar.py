"""Tables as Parquet and Arrow, with real types; the extra `tables` brings what writes them."""

import io
from collections.abc import Mapping
from importlib.util import find_spec
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


def _arrow(query: SavedQuery, table: Table) -> Any:
    """Return the table with its name and the meaning of its columns as metadata."""
    import pyarrow as pa

    types = {"integer": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    fields = [
        pa.field(name, types.get(kind, pa.string()), metadata={"type": kind})
        for name, kind in table.types.items()
    ]
    schema = pa.schema(fields, metadata={"name": query.name, "title": query.title["en"]})
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(fields)
    arrays = [
        pa.array(list(column), type=field.type)
        for column, field in zip(columns, fields, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
