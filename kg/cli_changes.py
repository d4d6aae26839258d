"""The commands of `kg` about what changes and what must go: erase, diff, upgrade."""

from dataclasses import asdict
from pathlib import Path

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

_EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("document", required=False)
@click.option("--person", metavar="IRI", help="a person, in all documents")
@click.option("--lift", metavar="KEY", help="let an erased document be loaded again")
@as_json
@settings_flags((*LOAD_SETTINGS, "log"))
def erase(
    settings: Settings,
    document: str | None,
    person: str | None,
    lift: str | None,
    json_output: bool,
) -> int:
    """Erase a document, named by key, IRI or path, from everything that the store keeps.

    Its bytes, facts, words and history go, and those of the documents that it took the place of;
    an address that answers 410 stays. It cannot be loaded again. Copies made by kg backup are
    yours to delete. The whole store is written anew, which takes as long as reading it.

    With --person, documents stay but for the names of the person, which are struck out, now and
    whenever a document is loaded.
    """
    from kg.erasure import admit, erase_person
    from kg.erasure import erase as erase_document

    if lift:
        was_erased = admit(lift, settings)
        click.echo(f"{lift} {'may be loaded again' if was_erased else 'was not erased'}", err=True)
        return 0 if was_erased else 1
    if document and not person:
        erased = erase_document(document, settings)
    elif person and not document:
        erased = erase_person(person, settings)
    else:
        raise click.UsageError("name a document, a --person, or what to --lift")
    if json_output:
        write_json(asdict(erased))
    what = "erased from" if person else "erased"
    click.echo(f"{what} {', '.join(erased.documents) or 'no document'}", err=True)
    if erased.readers_left:
        click.echo("programs still read an older state; it goes when they end", err=True)
    if erased.index_left:
        click.echo("the search index has yet to forget it", err=True)
    return 0


@click.command()
@click.argument("before", type=_EXISTING)
@click.argument("after", type=_EXISTING, required=False)
@as_json
@settings_flags(STORE_SETTINGS)
def diff(settings: Settings, before: Path, after: Path | None, json_output: bool) -> int:
    """Show which facts AFTER has added and lost since BEFORE, thing by thing.

    Both are copies made by kg backup, dumps (.nq, .trig, .nt, .ttl, also .gz) or directories of
    stores; without AFTER it is the store in use. Exit code 0: no difference; 1: some.
    """
    return 1 if _show(settings, before, after, json_output=json_output) else 0


def _show(settings: Settings, before: Path, after: Path | None, *, json_output: bool) -> bool:
    """Print what differs; return whether anything does."""
    from kg.diff import diff as compare

    found = list(compare(before, after, settings))
    if json_output:
        write_json([asdict(difference) for difference in found])
    for difference in () if json_output else found:
        click.echo(difference.thing)
        for sign, lines in (("-", difference.removed), ("+", difference.added)):
            for line in lines:
                click.echo(f"  {sign} {line.partition(' ')[2]}")
    added, removed = (sum(len(getattr(d, n)) for d in found) for n in ("added", "removed"))
    click.echo(f"{len(found):,} things: {added:,} facts added, {removed:,} removed", err=True)
    return bool(found)


def _renew(settings: Settings) -> None:
    from kg.upgrade import is_outdated, renew

    if is_outdated(settings):
        click.echo(f"{renew(settings):,} documents are in the new format", err=True)
    else:
        click.echo("the store has the format of this program; --plan reads it anew", err=True)


@click.command()
@click.option("--plan", "step", flag_value="plan", help="read all documents anew, beside the store")
@click.option("--take", "step", flag_value="take", help="let that take over")
@click.option("--back", "step", flag_value="back", help="let the former store take over again")
@click.option("--finish", "step", flag_value="finish", help="delete the former store")
@as_json
@settings_flags(LOAD_SETTINGS)
def upgrade(settings: Settings, step: str | None, json_output: bool) -> int:
    """Bring the store to the format of this program, or its facts to this extractor.

    --plan reads all documents anew from the archive into a store beside the one in use, and shows
    which facts differ; --take lets it take over, with what was loaded meanwhile, and --back undoes
    that. A running service goes on. Decisions, old addresses and the log of changes stay.
    """
    from kg import upgrade as upgrading

    if step is None:
        _renew(settings)
        return 0
    if step == "finish":
        upgrading.finish(settings)
        return 0
    if step == "plan":
        with Progress(lambda: None) as progress:
            report = upgrading.plan(settings, progress)
        beside = Path(upgrading.planned(settings).store)
        _show(settings, settings.root, beside, json_output=json_output)
    else:
        report = (upgrading.take if step == "take" else upgrading.back)(settings)
    for rejected in report.rejected:
        click.echo(f"stays as it was: {rejected.path}: {rejected.reason}", err=True)
    click.echo(report.summary(), err=True)
    return 1 if report.rejected else 0


COMMANDS = (erase, diff, upgrade)
