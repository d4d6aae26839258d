"""The command `kg review`: decisions of people, without a server."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.settings import Settings
from kg.terminal import LOAD_SETTINGS, as_json, settings_flags, table, write_json

if TYPE_CHECKING:
    from kg.identity.conflicts import Conflict
    from kg.relinking import Report
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
@click.option("--add", "row", metavar="JSON", help="add a row to the authority data, and link it")
@click.option("--relink", metavar="KEY", help="link the names of a decision again")
@as_json
@settings_flags((*LOAD_SETTINGS, "languages"))
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
    row: str | None,
    relink: str | None,
    json_output: bool,
) -> int:
    """List what awaits a decision, and decide.

    Decisions go out and come in as a file of JSON, one on a line. A row that is added, such as
    '{"kind": "agency", "key": "unep", "alt_en": "UN Environment"}', has its documents read again.
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
    signed = {"who": who or getpass.getuser(), "why": why}
    if row or relink:
        added = reviewing.add_row(settings, row, **signed) if row else str(relink)
        _tell(reviewing.link_again(settings, added), added, json_output=json_output)
        return 0
    found = reviewing.listed(settings, tab, Wanted(kind, rule, accept_above or 0, text))
    yes = found if accept_above is not None else reviewing.choose(found, accept)
    decisions = reviewing.sign(yes, same=True, **signed)
    decisions += reviewing.sign(reviewing.choose(found, reject), same=False, **signed)
    if decisions or undo:
        for report in reviewing.decide_and_link(settings, decisions, undo):
            _tell(report, "", json_output=json_output)
        click.echo(f"{len(decisions)} decided, {len(undo)} taken back", err=True)
    else:
        _list(found, json_output=json_output)
    return 0


def _list(found: "list[Listed]", *, json_output: bool) -> None:
    if json_output:
        write_json([{**x.proposal.told(), "names": x.names} for x in found])
        return
    rows = [
        (str(n), x.key, f"{x.proposal.score:.2f}", str(x.proposal.impact), " · ".join(x.names))
        for n, x in enumerate(found[:_SHOWN], 1)
    ]
    click.echo(table(("number", "key", "score", "pages", "proposal"), rows))
    if len(found) > _SHOWN:
        click.echo(f"and {len(found) - _SHOWN} more", err=True)


def _tell(report: "Report", key: str, *, json_output: bool) -> None:
    """Show what a name changes in the documents that have it."""
    if json_output:
        write_json(asdict(report))
        return
    for document in report.documents:
        click.echo(f"{document.title or document.key}")
        for sign, lines in (("-", document.gone), ("+", document.new)):
            click.echo("".join(f"  {sign} {' '.join(line)}\n" for line in lines or ()), nl=False)
    undo = f"; to take it back: kg review --undo {key}" if key else ""
    click.echo(f"{len(report.documents)} of {report.scanned} documents read again{undo}", err=True)


def _report(conflicts: "list[Conflict]") -> None:
    for conflict in conflicts:
        holding = ", ".join(each.key for each in conflict.holding)
        click.echo(f"{conflict.overruled.key} has no effect: it contradicts {holding}", err=True)


@click.group()
def authority() -> None:
    """The curated tables of agencies, frameworks, places and series."""


@authority.command()
@as_json
def lint(json_output: bool) -> int:
    """Say what is wrong in the tables, with file, line and column."""
    from kg.authority_lint import lint as faults

    found = faults()
    if json_output:
        write_json([fault._asdict() for fault in found])
    else:
        click.echo("".join(f"{fault}\n" for fault in found), nl=False)
    click.echo(f"{len(found)} faults", err=True)
    return 1 if found else 0


COMMANDS = (review, authority)
