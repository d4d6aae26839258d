"""The commands of `kg` about a store as a whole: copies of it, and who may write to it."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, as_json, settings_flags, table, write_json

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


@click.group()
def token() -> None:
    """Tokens for whoever may write over HTTP: add, list, revoke."""


@token.command()
@click.argument("name")
@click.option("--scope", type=click.Choice(_SCOPES), default="load", help="[load]")
@settings_flags(("store",))
def add(settings: Settings, name: str, scope: str) -> None:
    """Add a token and print it, this once only.

    load: documents, updates and graphs; review: decisions; admin: everything.
    """
    from kg.tokens import Tokens

    click.echo(Tokens(Path(settings.store)).add(name, scope))


@token.command("list")
@as_json
@settings_flags(("store",))
def list_(settings: Settings, json_output: bool) -> None:
    """List the tokens, without the tokens themselves."""
    from kg.tokens import Tokens

    tokens = Tokens(Path(settings.store)).added()
    if json_output:
        shown = ({k: v for k, v in asdict(one).items() if k != "digest"} for one in tokens)
        write_json(list(shown))
    else:
        click.echo(table(("name", "scope", "added"), [(t.name, t.scope, t.added) for t in tokens]))


@token.command()
@click.argument("name")
@settings_flags(("store",))
def revoke(settings: Settings, name: str) -> None:
    """Take a token out of use at once."""
    from kg.tokens import Tokens

    Tokens(Path(settings.store)).revoke(name)
    click.echo(f"revoked {name}", err=True)


COMMANDS = (backup, restore, token)
