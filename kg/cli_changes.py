"""The commands of `kg` about what changes and what must go: erase, diff, upgrade."""

from dataclasses import asdict

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, as_json, settings_flags, write_json


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


COMMANDS = (erase,)
