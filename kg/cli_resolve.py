"""`kg resolve`: what follows from parts, worked out before any store has them."""

from pathlib import Path

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, settings_flags


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--spark", metavar="MASTER", help="let Spark do it: local[4], yarn")
@settings_flags(STORE_SETTINGS)
def resolve(settings: Settings, folder: Path, spark: str | None) -> None:
    """Work out which things are one in the parts of FOLDER, and the view of them.

    They are written to FOLDER/graphs: with the parts, all that a store has to load. Without --spark
    this process does it, in its memory.
    """
    from kg.resolution import resolve as resolve_parts

    resolve_parts(folder, settings, spark)


COMMANDS = (resolve,)
