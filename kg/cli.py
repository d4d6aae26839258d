"""The command `kg`: arguments in, one library call, output.

Data goes to standard output, talk to standard error. Exit codes: 0 all well, 1 something was
rejected or failed, 2 wrong use. Libraries are imported inside the commands, so that each command
starts as fast as what it needs.
"""

import sys
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from kg.cli_changes import COMMANDS as CHANGE_COMMANDS
from kg.cli_load import COMMANDS as LOAD_COMMANDS
from kg.cli_resolve import COMMANDS as RESOLVE_COMMANDS
from kg.cli_review import COMMANDS as REVIEW_COMMANDS
from kg.cli_store import COMMANDS as STORE_COMMANDS
from kg.errors import KgError, WrongUse
from kg.iris import Namespace
from kg.settings import Settings
from kg.terminal import (
    ALL_SETTINGS,
    LLM_SETTINGS,
    LOAD_SETTINGS,
    QUERY_SETTINGS,
    STORE_SETTINGS,
    arrays_table,
    as_json,
    settings_flags,
    solutions_table,
    table,
    write_json,
)

if TYPE_CHECKING:
    from kg.query.saved import SavedQuery


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ecoaccord", prog_name="kg")
def cli() -> None:
    """A knowledge graph of environmental agencies, their meetings and agreements."""


for _command in (
    *LOAD_COMMANDS,
    *RESOLVE_COMMANDS,
    *STORE_COMMANDS,
    *REVIEW_COMMANDS,
    *CHANGE_COMMANDS,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("kg: stopped", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; nothing is wrong
        code = 0
    except KgError as error:
        hint = f"\n  {error.hint}" if error.hint else ""
        click.echo(f"kg: {error}{hint}", err=True)
        code = 2 if isinstance(error, WrongUse) else 1
    sys.exit(code if isinstance(code, int) else 0)


@cli.command()
@click.argument("document")
@settings_flags(STORE_SETTINGS)
def remove(settings: Settings, document: str) -> None:
    """Remove a document, named by key, IRI or path, and every fact that only it asserts."""
    from kg.load import remove as remove_document

    click.echo(f"removed {remove_document(document, settings)}", err=True)


@cli.command()
@settings_flags(ALL_SETTINGS)
def serve(settings: Settings) -> None:
    """Serve the graph over HTTP; writing takes a token (kg token)."""
    from kg.web.serving import serve as serve_http

    def ready(address: str) -> None:
        click.echo(
            f"EcoAccord is at {address}\nTry:\n"
            f"  {address}queries\n"
            f"  {address}page/framework/kmgbf\n"
            f"  curl -s {address}api/queries/agreements-by-status.csv",
            err=True,
        )

    serve_http(settings, ready)


@cli.command()
@settings_flags(STORE_SETTINGS)
@click.option("--runs", is_flag=True, help="with load runs: clock times, paths, sequence numbers")
def dump(settings: Settings, runs: bool) -> None:
    """Write everything as N-Quads, sorted: equal input gives equal bytes."""
    from kg.dumping import dump as dump_quads

    for chunk in dump_quads(settings, runs=runs):
        sys.stdout.buffer.write(chunk)


@cli.command()
@click.argument("names", nargs=-1)
@settings_flags(STORE_SETTINGS)
def facts(settings: Settings, names: tuple[str, ...]) -> None:
    """Print what the graph says of each loaded document, as JSON."""
    from kg.facts import facts as document_facts
    from kg.writer import reader

    with reader(settings) as store:
        write_json(document_facts(store, Namespace(settings.base_iri), names or None))


@cli.command()
@as_json
@settings_flags(STORE_SETTINGS)
def stats(settings: Settings, json_output: bool) -> None:
    """Count what is in the store."""
    from kg.facts import stats as store_stats
    from kg.writer import reader

    with reader(settings) as store:
        counts = store_stats(store, Namespace(settings.base_iri))
    if json_output:
        write_json(counts)
    else:
        click.echo(table(("what", "count"), [(name, f"{n:,}") for name, n in counts.items()]))


@cli.command()
@click.argument("docs", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--together", is_flag=True, help="all documents into one store")
@click.option("-v", "--verbose", is_flag=True, help="list misses (-) and inventions (+)")
@click.option(
    "--errors", metavar="FILE", help="write them beside the texts as a page; html: errors.html"
)
@as_json
@settings_flags(("store", "min_confidence", *LLM_SETTINGS))
def evaluate(
    settings: Settings,
    docs: Path,
    gold: Path,
    together: bool,
    verbose: bool,
    errors: str | None,
    json_output: bool,
) -> None:
    """Compare the facts of DOCS with the annotations in GOLD: precision, recall and F1."""
    from kg.differences_page import page
    from kg.evaluate import evaluate as evaluate_documents
    from kg.llm import Endpoint
    from kg.model import Policy

    endpoint = Endpoint.of(settings)
    policy = Policy(settings.min_confidence, settings.llm_model, endpoint.ask if endpoint else None)
    evaluation = evaluate_documents(docs, gold, together=together, policy=policy)
    if endpoint:
        endpoint.judge(r for each in evaluation.back.readings.values() for r in each.graph.rejected)
        click.echo(endpoint.use.summary(), err=True)
    for reason in evaluation.back.rejected:
        click.echo(f"rejected {reason}", err=True)
    compared = list(evaluation.differences()) if verbose or errors else []
    for each in compared if verbose else ():
        click.echo("".join(f"{difference}\n" for difference in each.differences), nl=False)
    if errors:
        path = Path("errors.html" if errors == "html" else errors)
        path.write_text(page(compared, evaluation.rows), encoding="utf-8")
        click.echo(f"wrote {path}", err=True)
    if json_output:
        write_json(evaluation.as_json())
    else:
        click.echo(evaluation.table())


@cli.command()
@click.argument("iri")
@as_json
@settings_flags(STORE_SETTINGS)
def explain(settings: Settings, iri: str, json_output: bool) -> None:
    """Show every claim about a thing, with document, quote and offsets.

    IRI is a whole IRI or its path, such as agency/unep.
    """
    from kg.reasons import explain as explain_thing
    from kg.writer import reader

    namespace = Namespace(settings.base_iri)
    whole = iri if "://" in iri else f"{namespace.base}id/{iri.removeprefix('id/')}"
    with reader(settings) as store:
        reasons = explain_thing(store, namespace, whole)
    if json_output:
        write_json([asdict(reason) for reason in reasons])
    for reason in () if json_output else reasons:
        where = reason.cell or f"{reason.start}:{reason.end}"
        click.echo(
            f"{'proposed: ' if reason.is_proposal else ''}"
            f"{reason.subject} {reason.predicate} {reason.object}\n"
            f"  {reason.rule} {reason.confidence:.2f} {reason.certainty}\n"
            f"  {reason.document} [{where}] {reason.title or ''}\n"
            f"  “{reason.quote}”"
        )


@cli.command()
@click.argument("name", metavar="NAME-or-FILE", required=False)
@click.option("--param", "params", multiple=True, metavar="k=v", help="parameter of a saved query")
@click.option("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the store")
@click.option(
    "--format",
    "form",
    default="table",
    help="table; of saved queries json, csv, parquet, ics, svg, srj, ...; of files json, ttl, ...",
)
@click.option("--list", "listing", is_flag=True, help="list the saved queries and their parameters")
@settings_flags(QUERY_SETTINGS)
def query(
    settings: Settings,
    name: str | None,
    params: tuple[str, ...],
    endpoint: str | None,
    form: str,
    listing: bool,
) -> None:
    """Answer a saved query or a SPARQL file."""
    from kg.ask import ask_endpoint, ask_store, text_of
    from kg.remote.pool import queries_of

    if listing or name is None:
        rows = [
            (q.name, ", ".join(p.name for p in q.parameters), q.title["en"])
            for q in queries_of(settings).values()
        ]
        click.echo(table(("name", "parameters", "question"), rows))
        return
    values: dict[str, list[str]] = {}
    for param in params:
        key, value = _pair(param)
        values.setdefault(key, []).append(value)
    if saved := queries_of(settings).get(name):
        answer_saved(settings, saved, values, form, endpoint)
        return
    if values:
        raise click.UsageError(f"{name} is no saved query, and only these have parameters")
    text, wanted = text_of(name), "json" if form == "table" else form
    if endpoint:
        answer = ask_endpoint(endpoint, text, wanted, settings.query_timeout_s)
    else:
        answer = b"".join(ask_store(settings, text, wanted))
    if form == "table":
        click.echo(solutions_table(answer))
    else:
        sys.stdout.buffer.write(answer)


def answer_saved(
    settings: Settings,
    saved: "SavedQuery",
    values: dict[str, list[str]],
    form: str,
    endpoint: str | None,
) -> None:
    from kg.ask import ask_saved

    if form == "table":
        found = ask_saved(settings, saved, values | {"shape": ["arrays"]}, "json", endpoint)
        click.echo(arrays_table(found.content))
    else:
        found = ask_saved(settings, saved, values, form, endpoint)
        sys.stdout.buffer.write(found.content)
    if found.next_page:
        click.echo(f"there may be more: --param after={found.next_page}", err=True)


@cli.command()
@click.option("--http", type=int, metavar="PORT", help="over HTTP, on this loopback port")
@settings_flags(QUERY_SETTINGS)
def mcp(settings: Settings, http: int | None) -> None:
    """Serve the saved queries as tools of the Model Context Protocol, on standard streams."""
    from kg.agents import serve as serve_tools

    serve_tools(settings, http)


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise click.BadParameter(f"{param!r} is not of the form name=value", param_hint="--param")
    return name, value


@cli.command()
@click.option("--shacl", type=int, default=50, help="documents that pySHACL checks as well [50]")
@settings_flags(STORE_SETTINGS)
@as_json
def check(settings: Settings, shacl: int, json_output: bool) -> int:
    """Check the saved queries, every document in the store, its kept bytes, and the view."""
    from kg.check import check as check_everything

    findings = check_everything(settings, shacl)
    if json_output:
        write_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{finding.severity:8} {finding.where}: {finding.message}")
    violations = sum(finding.severity == "violation" for finding in findings)
    click.echo(f"{violations} violations, {len(findings) - violations} warnings", err=True)
    return 1 if violations else 0


@cli.command()
@settings_flags((*LOAD_SETTINGS, "query_timeout_s"))
@click.pass_context
def demo(ctx: click.Context, settings: Settings) -> None:
    """Load the sample documents into a passing store and answer three questions from it."""
    from kg.load import load as load_documents

    with TemporaryDirectory(prefix="ecoaccord-") as folder:
        samples = sorted(str(sample) for sample in files("samples").iterdir())
        passing = replace(settings, store=f"{folder}/store", archive=f"{folder}/archive")
        click.echo(load_documents(samples, passing).summary(), err=True)
        for name in ("agreements-by-status", "framework-targets", "corpus-health"):
            click.echo(f"\n{name}")
            ctx.invoke(query, name=name, form="table", store=passing.store)
