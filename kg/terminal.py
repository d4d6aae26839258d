"""What the commands share: a flag for each setting, tables, and a line of progress."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import wraps
from typing import Any, Self, TypeVar
from unicodedata import east_asian_width

import click

from kg.errors import KgError
from kg.settings import DEFAULTS, Settings, parse

Command = TypeVar("Command", bound=Callable[..., Any])

REMOTE_SETTINGS = (
    "store_kind", "store_update", "store_replicas", "store_credentials", "store_writer", "state",
)  # fmt: skip
STORE_SETTINGS = ("store", "archive", "base_iri", "dataset", *REMOTE_SETTINGS)
LLM_SETTINGS = (
    "llm_url", "llm_model", "llm_api_key", "llm_timeout_s", "llm_max_tokens", "llm_price_in",
    "llm_price_out",
)  # fmt: skip
LOAD_SETTINGS = (
    *STORE_SETTINGS, "load_workers", "load_timeout_s", "load_memory_mb", "max_document_bytes",
    "min_confidence", *LLM_SETTINGS,
)  # fmt: skip
QUERY_SETTINGS = (*STORE_SETTINGS, "query_timeout_s", "query_memory_mb", "languages", "queries")
ALL_SETTINGS = tuple(f.name for f in fields(Settings))

as_json = click.option("--json", "json_output", is_flag=True, help="machine-readable output")


class SettingType(click.ParamType[Any]):
    """The value of one setting, read by kg.settings."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        self.name = type(getattr(DEFAULTS, setting)).__name__

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            return parse(self.setting, value) if isinstance(value, str) else value
        except KgError as error:
            self.fail(str(error), param, ctx)


def settings_flags(names: Iterable[str]) -> Callable[[Command], Command]:
    """Give a command a flag for each setting, and the settings they make as first argument."""
    chosen = [f for f in fields(Settings) if f.name in set(names)]

    def decorate(command: Command) -> Command:
        @wraps(command)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            flags = {f.name: kwargs.pop(f.name) for f in chosen}
            return command(Settings.from_environment(os.environ, **flags), *args, **kwargs)

        for f in reversed(chosen):
            default = ",".join(f.default) if isinstance(f.default, tuple) else f.default
            text = f.metadata["help"] + (f" [{default}]" if default not in ("", 0) else "")
            flag = "--" + f.name.replace("_", "-")
            wrapped = click.option(flag, f.name, type=SettingType(f.name), help=text)(wrapped)
        return wrapped  # type: ignore[return-value]

    return decorate


class Progress:
    """One line on a terminal that says how far long work is; silent in a pipe.

    Units: `total` documents, None when nobody knows; `rate` documents a second.
    """

    def __init__(self, total: Callable[[], int | None]) -> None:
        self._shows = sys.stderr.isatty()
        self._total = total() if self._shows else None
        self._last = 0.0

    def __call__(self, done: int, rejected: int, rate: float) -> None:
        now = time.monotonic()
        if not self._shows or now - self._last < 0.2:
            return
        self._last = now
        line = f"{done:,} documents  {rate:,.0f}/s  {rejected:,} rejected"
        if self._total and rate:
            share = min(1.0, (done + rejected) / self._total)
            minutes, seconds = divmod(int(max(0, self._total - done - rejected) / rate), 60)
            bar = "█" * round(20 * share)
            line = f"{bar:░<20} {share:4.0%}  {line}  {minutes}:{seconds:02} left"
        click.echo(f"\r{line:79}", err=True, nl=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shows and self._last:
            click.echo(err=True)


def write_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned text; a wide character counts as two columns."""
    cells = [list(columns), *[[" ".join(cell.split()) for cell in row] for row in rows]]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(columns))]
    lines = [_aligned(row, widths) for row in cells]
    return "\n".join((lines[0], "  ".join("-" * width for width in widths), *lines[1:]))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def arrays_table(answer: bytes) -> str:
    """Return an array of names and arrays of values, as JSON, as a table."""
    names, *rows = json.loads(answer)
    return table(names, [["" if value is None else str(value) for value in row] for row in rows])


def solutions_table(answer: bytes) -> str:
    """Return SPARQL JSON results as a table; the answer to ASK as a word; anything else as is."""
    try:
        result = json.loads(answer)
        if "boolean" in result:
            return str(result["boolean"]).lower()
        names = result["head"]["vars"]
        bindings = result["results"]["bindings"]
    except (ValueError, KeyError, TypeError):
        return answer.decode(errors="replace")
    return table(
        names, [[row.get(name, {}).get("value", "") for name in names] for row in bindings]
    )
