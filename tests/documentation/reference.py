"""Writes docs/reference.md from the declarations: `python tests/documentation/reference.py`."""

from dataclasses import fields
from pathlib import Path

from kg.cli import cli
from kg.query.formats import FORMATS
from kg.query.saved import saved_queries
from kg.settings import VARIABLE_PREFIX, Settings
from loaders import discover

TARGET = Path(__file__).resolve().parents[2] / "docs" / "reference.md"


def cell(value: object) -> str:
    return str(value).replace("|", "\\|")


def rows(header: tuple[str, ...], body: list[tuple[object, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *body]
    return "\n".join("| " + " | ".join(cell(c) for c in line) + " |" for line in lines)


def settings_table() -> str:
    def default(value: object) -> str:
        return f"`{','.join(value) if isinstance(value, tuple) else value}`" if value != "" else ""

    body: list[tuple[object, ...]] = [
        (
            f"`--{f.name.replace('_', '-')}`",
            f"`{VARIABLE_PREFIX}{f.name.upper()}`",
            default(f.default),
            f.metadata["help"],
        )
        for f in fields(Settings)
    ]
    return rows(("flag", "variable", "default", "what it sets"), body)


def commands_table() -> str:
    body: list[tuple[object, ...]] = [
        (f"`kg {name}`", command.get_short_help_str(200))
        for name, command in sorted(cli.commands.items())
    ]
    return rows(("command", "what it does"), body)


def loaders_table() -> str:
    body: list[tuple[object, ...]] = [
        (name, " ".join(f"`{s}`" for s in loader.suffixes), " ".join(loader.media_types))
        for name, loader in discover().items()
    ]
    return rows(("loader", "file names ending in", "media types"), body)


def formats_table() -> str:
    body: list[tuple[object, ...]] = [
        (f"`{f.suffix}`", f.kind, " ".join(f.media_types)) for f in FORMATS
    ]
    return rows(("suffix", "of", "media types"), body)


def queries_table() -> str:
    body: list[tuple[object, ...]] = [
        (f"`{q.name}`", q.title["en"], ", ".join(f"`{p.name}`" for p in q.parameters))
        for q in saved_queries().values()
    ]
    return rows(("name", "question", "parameters"), body)


def reference() -> str:
    return (
        "\n\n".join(
            (
                "# Reference",
                "Made from the code by `tests/documentation/reference.py`; a test keeps it fresh.",
                "## Commands",
                commands_table(),
                "`kg COMMAND --help` says more. Exit codes: 0 all well, 1 something was rejected"
                " or failed, 2 wrong use.",
                "## Settings",
                "Flags come before variables, variables before defaults. An unknown `ECOACCORD_*`"
                " variable is refused.",
                settings_table(),
                "## Loaders",
                loaders_table(),
                "## Result formats",
                formats_table(),
                "## Saved queries",
                queries_table(),
            )
        )
        + "\n"
    )


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
