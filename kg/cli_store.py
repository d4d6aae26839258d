"""The commands of `kg` about a store as a whole: copies of it, and who may write to it."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, as_json, settings_flags, table, write_json

_TEXT_SHOWN = 80
_SCOPES = ("load", "review", "admin")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@settings_flags(STORE_SETTINGS)
def backup(settings: Settings, directory: Path) -> None:
    """Copy the store into DIRECTORY, while it is in use, and check the copy."""
    from kg.backup import backup as copy_store

    manifest = copy_store(settings, directory)
    click.echo(f"{manifest.quads:,} quads as of commit {manifest.sequence}", err=True)


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@settings_flags(STORE_SETTINGS)
def restore(settings: Settings, directory: Path) -> None:
    """Make the store anew from the copy in DIRECTORY, which is checked first."""
    from kg.backup import restore as restore_store

    manifest = restore_store(settings, directory)
    click.echo(f"{manifest.quads:,} quads as of commit {manifest.sequence}", err=True)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(("parquet", "csv")), default="parquet")
@settings_flags((*STORE_SETTINGS, "languages"))
def export(settings: Settings, folder: Path, form: str) -> None:
    """Write the whole graph into FOLDER as tables, with a DCAT description."""
    from kg.export import export as write_tables

    for name, rows in write_tables(settings, folder, form):
        click.echo(f"{name}: {rows:,} rows", err=True)


@click.group()
def token() -> None:
    """Tokens for whoever may write over HTTP: add, list, revoke."""


@token.command()
@click.argument("name")
@click.option("--scope", type=click.Choice(_SCOPES), default="load", help="[load]")
@settings_flags(("store", "state"))
def add(settings: Settings, name: str, scope: str) -> None:
    """Add a token and print it, this once only.

    load: documents, updates and graphs; review: decisions; admin: everything.
    """
    from kg.tokens import Tokens

    click.echo(Tokens(settings.root).add(name, scope))


@token.command("list")
@as_json
@settings_flags(("store", "state"))
def list_(settings: Settings, json_output: bool) -> None:
    """List the tokens, without the tokens themselves."""
    from kg.tokens import Tokens

    tokens = Tokens(settings.root).added()
    if json_output:
        shown = ({k: v for k, v in asdict(one).items() if k != "digest"} for one in tokens)
        write_json(list(shown))
    else:
        click.echo(table(("name", "scope", "added"), [(t.name, t.scope, t.added) for t in tokens]))


@token.command()
@click.argument("name")
@settings_flags(("store", "state"))
def revoke(settings: Settings, name: str) -> None:
    """Take a token out of use at once."""
    from kg.tokens import Tokens

    Tokens(settings.root).revoke(name)
    click.echo(f"revoked {name}", err=True)


@click.command()
@click.option("--end", "number", type=int, help="end the query with this number")
@as_json
@settings_flags(("store", "state"))
def top(settings: Settings, number: int | None, json_output: bool) -> None:
    """Show the queries that a running service works on, or end one of them."""
    from kg.web import control

    root = settings.root
    if number is not None:
        control.end(root, number)
        click.echo(f"ended {number}", err=True)
        return
    queries = control.running(root)
    if json_output:
        write_json(queries)
        return
    header = ("query", "seconds", "client", "process", "bytes", "text")
    rows = [[str(query[name]) for name in header] for query in queries]
    for row in rows:
        row[-1] = " ".join(row[-1].split())[:_TEXT_SHOWN]
    click.echo(table(header, rows))


COMMANDS = (backup, restore, export, token, top)
