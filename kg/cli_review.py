"""The command `kg review`: decisions of people, without a server."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.settings import Settings
from kg.terminal import STORE_SETTINGS, as_json, settings_flags, table, write_json

if TYPE_CHECKING:
    from kg.identity.conflicts import Conflict
    from kg.reviewing import Listed

_SHOWN = 50


@click.command()
@click.option("--facts", "tab", flag_value="facts", help="facts read with little confidence")
@click.option("--pairs", "tab", flag_value="pairs", default="pairs", help="pairs of things [this]")
@click.option("--kind", default="", help="only things of this kind: agency, event, ...")
@click.option("--rule", default="", help="only what this rule proposes")
@click.option("--text", default="", help="only things with these words in a name")
@click.option("--accept", multiple=True, metavar="NUMBER|KEY", help="accept this proposal")
@click.option("--reject", multiple=True, metavar="NUMBER|KEY", help="reject this proposal")
@click.option("--accept-above", type=click.FloatRange(0, 1), help="accept all with this score")
@click.option("--undo", multiple=True, metavar="KEY", help="take this decision back")
@click.option("--why", default="", help="the reason, kept with the decision")
@click.option("--who", default="", help="whose decision it is [the user's name]")
@click.option("--export", "target", type=click.Path(path_type=Path), help="write all decisions")
@click.option(
    "--import",
    "origin",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="add the decisions of a file",
)
@as_json
@settings_flags((*STORE_SETTINGS, "languages"))
def review(
    settings: Settings,
    tab: Any,
    kind: str,
    rule: str,
    text: str,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    accept_above: float | None,
    undo: tuple[str, ...],
    why: str,
    who: str,
    target: Path | None,
    origin: Path | None,
    json_output: bool,
) -> int:
    """List what awaits a decision, and decide.

    Decisions go out and come in as a file of JSON, one on a line.
    """
    from kg import reviewing
    from kg.identity.decisions import written
    from kg.proposals import Wanted

    if target:
        decisions = reviewing.decided(settings)
        target.write_text(written(decisions), encoding="utf-8")
        click.echo(f"{len(decisions)} decisions", err=True)
        return 0
    if origin:
        imported = reviewing.take_in(settings, origin.read_text(encoding="utf-8"))
        click.echo(f"{imported.added} added, {imported.unchanged} there already", err=True)
        _report(imported.conflicts)
        return 1 if imported.conflicts else 0
    found = reviewing.listed(settings, tab, Wanted(kind, rule, accept_above or 0, text))
    yes = found if accept_above is not None else reviewing.choose(found, accept)
    signed = {"who": who or getpass.getuser(), "why": why}
    decisions = reviewing.sign(yes, same=True, **signed)
    decisions += reviewing.sign(reviewing.choose(found, reject), same=False, **signed)
    if decisions or undo:
        reviewing.decide(settings, decisions, undo)
        click.echo(f"{len(decisions)} decided, {len(undo)} taken back", err=True)
    else:
        _list(found, json_output=json_output)
    return 0


def _list(found: "list[Listed]", *, json_output: bool) -> None:
    if json_output:
        write_json([{"key": x.key, "names": x.names, **asdict(x.proposal)} for x in found])
        return
    rows = [
        (str(n), x.key, f"{x.proposal.score:.2f}", str(x.proposal.impact), " · ".join(x.names))
        for n, x in enumerate(found[:_SHOWN], 1)
    ]
    click.echo(table(("number", "key", "score", "pages", "proposal"), rows))
    if len(found) > _SHOWN:
        click.echo(f"and {len(found) - _SHOWN} more", err=True)


def _report(conflicts: "list[Conflict]") -> None:
    for conflict in conflicts:
        holding = ", ".join(each.key for each in conflict.holding)
        click.echo(f"{conflict.overruled.key} has no effect: it contradicts {holding}", err=True)


COMMANDS = (review,)
