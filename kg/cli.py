"""The door: every command loads, calls, prints; a KgError becomes one line and an exit status."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import KgError, NothingFoundError, QueryError
from kg.processes import until_told_to_end
from kg.terminal import ROWS, Progress, waiting, width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from kg.explore.queries import Question
    from kg.graph.store import Answer

# The heavy imports (spaCy by kg.build, the RDF engine by kg.graph.store) stand inside the commands that need them,
# so that `kg --help` and `kg query` answer at once.
INCOMPLETE = 3

_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
_file = click.argument("file", type=click.Path(path_type=Path))
_TIMEOUT = "How long it may take."


class _Kg(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error that a user can act on, and the wish to stop, into one line on stderr."""
        try:
            with until_told_to_end():
                return super().invoke(ctx)
        except KgError as problem:
            click.echo(f"kg: {problem}", err=True)
            ctx.exit(problem.exit_status)
        except KeyboardInterrupt as stop:
            click.echo("kg: interrupted" if not stop.args else "kg: told to end", err=True)
            ctx.exit(128 + (stop.args[0] if stop.args else signal.SIGINT))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Tell the version, and the commit where it is known."""
    if not asked or ctx.resilient_parsing:
        return
    from kg.revision import commit

    found = commit()
    click.echo(f"kg, version {__version__}" + (f" ({found})" if found else ""))
    ctx.exit()


@click.group(cls=_Kg, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Turn the minutes of Swedish councils and boards into a knowledge graph, and ask it.

    Exit status: 0 ok, 1 failed, 2 wrong use, 3 finished but some input was missing or rejected, 4 time limit,
    5 nothing matched, 130 interrupted.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .trig, .nq, .ttl or .nt file.")
@click.option("--base-iri", help="What all IRIs of data begin with.")
@click.option("--organisation", default="", help="Whose minutes these are, where no letterhead says it.")
@click.option("--body", default="", help="Which body met, where the minutes do not say it.")
@click.option(
    "--date", default=None, metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="When it met, likewise."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that read side by side.")
@click.option(
    "--keep-text", type=click.Path(path_type=Path), metavar="DIR", help="Write there the text of each document."
)
@click.option(
    "--source-url", default="", metavar="TEMPLATE", help="Where each is published: https://.../{path}, or FILE.csv."
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("-v", "--verbose", is_flag=True, help="A line for every document, kind of fact and warning.")
@_json
def build(
    paths: Sequence[Path],
    output: Path,
    base_iri: str | None,
    organisation: str,
    body: str,
    date: datetime | None,
    jobs: int,
    keep_text: Path | None,
    source_url: str,
    force: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Read minutes and write their graph.

    PATHS are files, folders and .zip archives. Printed is what was found and what was not; the build's own record
    stands beside the file, as FILE.prov.ttl. What is no minutes is skipped and counted: that is no failure.
    """
    from kg.graph import files

    files.check_place(output, force=force)  # before spaCy is imported, which takes a second
    from kg import build as conductor
    from kg import report
    from kg.explore.tables import dumps
    from kg.graph.iri import BASE
    from kg.text import addresses as published

    conductor.check_output(output, force=force)
    addresses = published.read(source_url) if source_url else None
    day = f"{date:%Y-%m-%d}" if date else ""
    options = conductor.Options(_base(base_iri) or BASE, organisation, body, day, jobs, keep_text, addresses)
    if keep_text:
        conductor.check_folder(keep_text, paths, force=force)
    with Progress() as progress:
        built = conductor.build(paths, options, progress)
    failed = built.failed
    if built.inputs:
        conductor.save(built, output)
    told = report.as_data(built.reports, built.other)
    text = dumps(told) if as_json else report.as_text(built.reports, built.other, verbose=verbose)
    click.echo(text, nl=False)
    for line in report.failures(built.reports, verbose=verbose):
        click.echo(f"kg: {line}", err=True)
    if failed:
        sys.exit(INCOMPLETE if built.inputs else KgError.exit_status)
    if not built.inputs:
        raise NothingFoundError("nothing here is minutes", where=", ".join(map(str, paths)), hint="nothing was written")


@main.command()
@click.argument("file", required=False)
@click.argument("question", required=False)
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL service there instead of a file.")
@click.option("--timeout", metavar="SECONDS", default=60, show_default=True, type=click.IntRange(1), help=_TIMEOUT)
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Narrow the question; see `kg queries`."
)
@click.option("--columns", default="", metavar="A,B,...", help="Only these columns.")
@click.option(
    "--rows", type=click.IntRange(0), metavar="N", help=f"At most so many rows of a table; 0 for all. [{ROWS}]"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file; .csv, .tsv, .json say how.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Say columns, concepts, yes and no in this language.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
@click.option("--tsv", "form", flag_value="tsv", help="Tab-separated values, one line a row.")
@click.option("--excel", "form", flag_value="excel", help="What Excel opens in Swedish: semicolons, decimal commas.")
@click.option("--json", "form", flag_value="json", help="SPARQL 1.1 results in JSON.")
@click.option("--table", "form", flag_value="table", help="A table cut to the terminal (the default).")
def query(
    file: str | None,
    question: str | None,
    endpoint: str | None,
    timeout: int,
    params: Sequence[str],
    columns: str,
    rows: int | None,
    output: Path | None,
    force: bool,
    lang: str | None,
    form: str | None,
) -> None:
    """Ask a graph a question: kg query FILE QUESTION, or kg query --endpoint URL QUESTION.

    QUESTION is the name of a shipped one (see `kg queries`), a file ending in .rq, SPARQL as it stands, which may
    leave the usual prefixes undeclared, or - to read SPARQL from standard input.
    """
    from kg.explore import queries, tables
    from kg.explore import values as meaning

    if endpoint:
        file, question = (None, file) if question is None else (file, None)
    if question is None or (file is None) != bool(endpoint):
        raise click.UsageError("give FILE and QUESTION, or --endpoint URL and QUESTION")
    if output:
        from kg.graph import files

        files.check_place(output, force=force)
    form = form or tables.form_of(output)
    found = queries.find(question if question != "-" else sys.stdin.read())
    values = _values(params)
    found.bound(values)  # a wrong parameter is told before a large graph is loaded
    with waiting("asking"):
        answer = _answer(file, endpoint, found, values, timeout)
    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    answer = tables.choose(answer, wanted or (found.table if form == "table" else ()))
    if lang:
        answer = meaning.translated(answer, found.schemes, lang)
    if form == "table":
        most = (ROWS if sys.stdout.isatty() and not output else 0) if rows is None else rows
        answer, left = tables.first(answer, most)
        text = tables.as_table(answer, width())
        if left:
            click.echo(f"kg: {left} more rows: --rows 0 shows all, -o FILE.csv writes all", err=True)
    else:
        text = tables.FORMATS[form](answer)
    if output:
        with files.replacing(output) as stream:
            stream.write(text)
    else:
        click.echo(text, nl=False)
    _needs_something(answer, found.name)


@main.command()
@click.argument("minutes", type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write one page that works offline.")
@click.option("--unread", is_flag=True, help="Only what was not understood, and apart from it what was skipped.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@_json
def inspect(minutes: Path, html: Path | None, unread: bool, force: bool, as_json: bool) -> None:
    """Show how one document was read.

    Its head, its paragraphs and sections, every fact with its line, what was not understood and what was skipped as
    page furniture.
    """
    from kg.graph import files

    if html:
        files.check_place(html, force=force)
    from kg import build as conductor
    from kg.explore import inspect as inspection
    from kg.explore import missed, page, tables
    from kg.text import source

    with waiting("reading"):
        place = source.place_of(minutes)
        found = conductor.examine(source.read(place), place.called)
    reading = inspection.read(found.minutes, found.facts, found.coverage, found.unread)
    if html:
        with files.replacing(html) as stream:
            stream.write(page.page(reading))
    if as_json or not html:
        shown = missed if unread else inspection
        click.echo(tables.dumps(shown.as_data(reading)) if as_json else shown.as_text(reading, width()), nl=False)


@main.command()
@_file
@click.option("--endpoint", required=True, metavar="URL", help="Where the store takes graphs.")
@click.option("--update", is_flag=True, help="URL takes SPARQL Update, not the Graph Store Protocol.")
@click.option("--query", metavar="URL", default="", help="Where it answers questions, if its address does not say so.")
@click.option("--prune", is_flag=True, help="Take out of the store the documents that FILE does not have.")
@click.option("--timeout", metavar="SECONDS", default=60, show_default=True, type=click.IntRange(1), help=_TIMEOUT)
def push(file: Path, endpoint: str, update: bool, query: str, prune: bool, timeout: int) -> None:
    """Put the graphs of a file into a store elsewhere.

    Each document of FILE, a .trig or .nq, replaces the one of its name; other documents there stay as they are, and
    the names of things are made anew for all of them: pushed builds add up. The default graph is left alone.
    """
    from kg.graph import push as pushing
    from kg.graph.store import open_graph

    store = pushing.Store(endpoint, update, query, timeout)
    with Progress() as progress:
        done = pushing.push(open_graph(file), store, prune=prune, progress=progress)
    click.echo(f"kg: {len(done.graphs)} graphs pushed", err=True)
    if done.pruned:
        click.echo(f"kg: {len(done.pruned)} documents taken out: {', '.join(done.pruned)}", err=True)


@main.command()
@click.argument("name", required=False)
@_json
def queries(name: str | None, as_json: bool) -> None:
    """List the shipped questions, or show the one called NAME: what it asks, its parameters, an example."""
    from kg.explore import queries as shelf
    from kg.explore.tables import dumps

    questions = [shelf.find(name)] if name else shelf.shipped()
    text = shelf.in_full(questions[0]) if name else shelf.as_text(questions)
    click.echo(dumps(shelf.as_data(questions)) if as_json else text, nl=False)


@main.command()
@_file
@click.argument("iri")
@_json
def why(file: Path, iri: str, as_json: bool) -> None:
    """Show the sentences behind a fact.

    IRI is a whole one, a prefixed one, or the end of one if no other ends so: 282fabbe93dbb5d1/9/referral/1.
    """
    from kg.explore import why as reasons
    from kg.explore.tables import dumps
    from kg.graph.store import open_graph

    with waiting("looking"):
        found = reasons.explain(open_graph(file), iri)
    click.echo(dumps(reasons.as_data(found)) if as_json else reasons.as_text(found), nl=False)


@main.command()
@click.argument("gold", type=click.Path(path_type=Path))
@_file
@click.option("--only", default="", metavar="PREFIX,...", help="Only documents whose name begins so.")
@click.option("--show", default="", metavar="KIND", help="List what is missed and what is spurious: a kind, or all.")
@_json
def score(gold: Path, file: Path, only: str, show: str, as_json: bool) -> None:
    """Compare a graph with annotations.

    GOLD is a file of annotations or a folder of them, FILE a graph of those documents in .trig or .nq. Printed are
    precision and recall by kind of fact.
    """
    from kg import gold as annotations
    from kg import score as scoring
    from kg.explore.tables import dumps
    from kg.graph.store import open_graph

    only_these = [prefix for prefix in only.split(",") if prefix]
    with waiting("comparing"):
        found = scoring.score(annotations.read(gold), open_graph(file), only_these)
    if show:
        click.echo(scoring.differences(found, show), nl=False, err=as_json)
    click.echo(dumps(scoring.as_data(found)) if as_json else scoring.as_text(found), nl=False)


@main.command()
@_file
@click.option(
    "--minutes",
    type=click.Path(path_type=Path),
    help="What it was built from, or the folder of --keep-text: quotes are compared with the text, and lines are told.",
)
@_json
def check(file: Path, minutes: Path | None, as_json: bool) -> None:
    """Check a graph against its contract.

    Each document is validated by the shapes of ontology/ and by what they cannot say: whether passages quote their
    text, terms exist, facts about people name them, sums agree. Violations give exit status 3; warnings are printed.
    """
    from kg import check as checks
    from kg.check import finding
    from kg.explore.tables import dumps

    with waiting("checking"):
        found = checks.check(file, minutes)
    click.echo(dumps(finding.as_data(found)) if as_json else finding.as_text(found), nl=False)
    if found.violations:
        sys.exit(INCOMPLETE)


def _narrowed(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that narrow an export or a picture."""
    for option in (
        click.option("--force", is_flag=True, help="Replace the output if it exists."),
        click.option("--case", default="", metavar="NUMBER", help="Only this diary number."),
        click.option("--body", default="", metavar="NAME", help="Only what this body sent, received or held."),
        click.option("--since", default="", metavar="DATE", help="Only what is dated that day or later."),
        click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write."),
        _file,
    ):
        command = option(command)
    return command


@main.command()
@click.option(
    "--view",
    "projection",
    type=click.Choice(["referrals", "cases", "people", "votes", "full", "events", "ballots"]),
    help="What is a node and what an edge; without it the referrals, or the whole graph for a form of RDF.",
)
@_narrowed
def export(file: Path, output: Path, since: str, body: str, case: str, force: bool, projection: str | None) -> None:
    """Write a graph as a graph file: .graphml, .gexf, .csv, .dot, or any form of RDF.

    referrals: who referred how much to whom; cases: which case was before which body; people: who moved or reserved
    themselves together; votes: who voted with whom; full: everything. CSV is two files, of nodes and of edges.
    Tables as CSV: events: every movement with IRIs; ballots: persons by votes, and the votes.
    """
    from kg.explore import export as exports
    from kg.explore.movement import Scope
    from kg.graph.store import open_graph

    exports.check(output, projection or "", force=force)
    with waiting("exporting"):
        paths = exports.export(open_graph(file), output, projection or "", Scope(since, body, case))
    for path in paths:
        click.echo(f"{path}")


@main.command()
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Of the words in it.")
@_narrowed
def view(file: Path, output: Path, since: str, body: str, case: str, force: bool, lang: str) -> None:
    """Draw the map of who referred what to which body: .svg, .png, or an .html page with the sentences behind it."""
    from kg.explore import view as pictures
    from kg.explore.movement import Scope
    from kg.graph.store import open_graph

    pictures.check(output, force=force)
    with waiting("drawing"):
        count = pictures.view(open_graph(file), output, Scope(since, body, case), lang)
    click.echo(f"{output}: {count} movements")


def _base(base_iri: str | None) -> str:
    """Check the base of all IRIs and give it the slash that ends it."""
    if not base_iri:
        return ""
    if "://" not in base_iri or any(ch in base_iri for ch in ' <>"{}|\\^`#?'):
        raise click.BadParameter("give an absolute IRI such as https://example.org/id/", param_hint="--base-iri")
    return base_iri if base_iri.endswith("/") else f"{base_iri}/"


def _values(params: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for param in params:
        name, given, value = param.partition("=")
        if not given or not name.strip():
            raise QueryError(f"parameter {param!r} is not understood", hint="write -p name=value")
        found[name.strip()] = value
    return found


def _answer(file: str | None, endpoint: str | None, question: Question, values: dict[str, str], timeout: int) -> Answer:
    from kg.explore import engines, queries

    if not endpoint:
        return queries.ask_file(Path(file or ""), question, values, timeout)
    from kg.graph.endpoint import Endpoint

    service = Endpoint(endpoint, timeout)
    try:
        return queries.ask(service, question, values)
    finally:
        if told := engines.warning(service.software, question.name):
            click.echo(f"kg: {told}", err=True)


def _needs_something(answer: Answer, name: str) -> None:
    rows = getattr(answer, "rows", None) if not hasattr(answer, "triples") else answer.triples
    if rows is not None and not rows:
        raise NothingFoundError("nothing in the graph matches", where=name)


if __name__ == "__main__":
    main()
