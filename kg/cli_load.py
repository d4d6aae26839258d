"""The commands of `kg` that load documents, from files and from the web."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.settings import Settings
from kg.terminal import (
    LOAD_SETTINGS,
    STORE_SETTINGS,
    Progress,
    as_json,
    settings_flags,
    write_json,
)

if TYPE_CHECKING:
    from kg.importing import ImportReport
    from kg.load import LoadReport
    from kg.parts import Totals

_EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_allow_private = click.option(
    "--allow-private", is_flag=True, help="fetch from private and local addresses too"
)


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--list", "listing", type=_EXISTING_FILE, help="load what this file names, a line each"
)
@click.option("--collection", help="NAME; NAME plus the relative path identifies each file")
@click.option("--mapping", type=_EXISTING_FILE, help="YAML: what the columns of the tables mean")
@click.option("--strict", is_flag=True, help="stop at the first document that is rejected")
@click.option("--force", is_flag=True, help="read documents again that are there already")
@click.option(
    "--parts", type=_FOLDER, help="write files of N-Quads into this folder, for kg import"
)
@click.option("--spark", metavar="MASTER", help="let Spark make the parts: local[4], spark://…")
@_allow_private
@as_json
@settings_flags((*LOAD_SETTINGS, "fetch_timeout_s"))
def load(
    settings: Settings,
    paths: tuple[str, ...],
    listing: Path | None,
    collection: str | None,
    mapping: Path | None,
    strict: bool,
    force: bool,
    parts: Path | None,
    spark: str | None,
    allow_private: bool,
    json_output: bool,
) -> int:
    """Load files, folders, globs, http(s) addresses or standard input (-).

    Addresses of object stores (s3://, gs://, ...) are as good as paths, with their extra.
    Each document is loaded whole or not at all. Bytes that are already there are skipped; a
    document whose content changed replaces its former facts. Kill it at any time and run it
    again: it finishes the rest. A running `kg serve` on the same store does the writing.
    """
    from kg.sources import expected, listed

    paths += tuple(listed(listing)) if listing else ()
    if not paths:
        raise click.UsageError("say what to load")
    if spark or parts:
        totals = _made_parts(paths, parts, settings, collection, mapping, spark)
        return _tell_totals(totals, json_output=json_output)
    from kg.fetch import Fetcher
    from kg.load import load as load_documents

    with (
        Progress(lambda: expected(paths)) as progress,
        Fetcher(settings, allow_private=allow_private) as fetcher,
    ):
        report = load_documents(
            paths,
            settings,
            collection=collection,
            mapping=mapping,
            fetcher=fetcher,
            strict=strict,
            force=force,
            progress=progress,
        )
    return _tell(report, json_output=json_output)


@click.command()
@click.argument("file", type=_EXISTING_FILE)
@click.option(
    "--every", type=click.FloatRange(0.1), default=60.0, help="minutes between rounds [60]"
)
@click.option("--once", is_flag=True, help="one round, and the end")
@_allow_private
@as_json
@settings_flags((*LOAD_SETTINGS, "fetch_timeout_s", "fetch_delay_s"))
def watch(
    settings: Settings,
    file: Path,
    every: float,
    once: bool,
    allow_private: bool,
    json_output: bool,
) -> int:
    """Load what is new on the feeds, sitemaps and pages that FILE lists, one address a line.

    Servers are asked politely: robots.txt is obeyed, unchanged pages are not sent again, and
    requests to one server keep apart. Lists may lead to their own server only, and to those named
    behind their address.
    """
    from kg.watch import watch as watch_list

    code = 0

    def tell(report: "LoadReport") -> None:
        nonlocal code
        code = _tell(report, json_output=json_output)

    every_s = None if once else every * 60
    watch_list(file, settings, every_s=every_s, allow_private=allow_private, tell=tell)
    return code


def _made_parts(
    paths: tuple[str, ...],
    folder: Path | None,
    settings: Settings,
    collection: str | None,
    mapping: Path | None,
    spark: str | None,
) -> "Totals":
    if folder is None:
        raise click.UsageError("--spark makes parts: say by --parts FOLDER where")
    if spark:
        from kg.spark import make as make_by_spark

        return make_by_spark(
            *(paths, folder, settings, spark), collection=collection, mapping=mapping
        )
    from kg.parts import make

    with Progress(lambda: None) as progress:
        return make(
            *(paths, folder, settings),
            collection=collection,
            mapping=mapping,
            progress=lambda so_far, _: progress(so_far.documents, so_far.rejected, 0.0),
        )


def _tell_totals(totals: "Totals", *, json_output: bool) -> int:
    if json_output:
        write_json(asdict(totals))
    else:
        click.echo(totals.summary(), err=True)
    return 1 if totals.rejected else 0


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--status", is_flag=True, help="only say what is there, from the manifests")
@as_json
@settings_flags(STORE_SETTINGS)
def import_(settings: Settings, folder: Path, status: bool, json_output: bool) -> int:
    """Load the parts that `kg load --parts FOLDER` made, here or elsewhere.

    What is there unchanged is skipped. A damaged part is reported, and the others are loaded. A new
    store takes the graphs that `kg resolve` has written beside them as they are.
    """
    from kg.importing import import_parts
    from kg.parts import totals

    if status:
        return _tell_totals(totals(folder), json_output=json_output)
    return _tell(import_parts(folder, settings), json_output=json_output)


def _tell(report: "LoadReport | ImportReport", *, json_output: bool) -> int:
    """Say what became of a load; return the exit code."""
    for rejected in report.rejected:
        click.echo(f"rejected {rejected.path}: {rejected.reason}", err=True)
    if json_output:
        write_json(asdict(report))
    else:
        click.echo(report.summary(), err=True)
    return 1 if report.rejected else 0


COMMANDS = (load, watch, import_)
