"""The commands of `kg` about what changes and what must go: erase, diff, upgrade."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, as_json, settings_flags, write_json

_EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("document", required=False)
@click.option("--lift", metavar="KEY", help="let an erased document be loaded again")
@as_json
@settings_flags((*STORE_SETTINGS, "log"))
def erase(settings: Settings, document: str | None, lift: str | None, json_output: bool) -> int:
    """Erase a document, named by key, IRI or path, from everything that the store keeps.

    Its bytes, facts, words and history go, and those of the documents that it took the place of;
    an address that answers 410 stays. It cannot be loaded again. Copies made by kg backup are
    yours to delete. The whole store is written anew, which takes as long as reading it.
    """
    from kg.erasure import admit
    from kg.erasure import erase as erase_document

    if lift:
        was_erased = admit(lift, settings)
        click.echo(f"{lift} {'may be loaded again' if was_erased else 'was not erased'}", err=True)
        return 0 if was_erased else 1
    if document is None:
        raise click.UsageError("name a document, or what to --lift")
    erased = erase_document(document, settings)
    if json_output:
        write_json(asdict(erased))
    click.echo(f"erased {', '.join(erased.documents)}", err=True)
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
    return 1 if found else 0


COMMANDS = (erase, diff)
