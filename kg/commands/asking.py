"""Commands that ask a graph: query, queries, stats, why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import completing
from kg.commands.shared import MORE, as_json, file_argument, redact_option, shown, timeout_option
from kg.errors import NothingFoundError, QueryError
from kg.terminal import ROWS, waiting, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.explore.why import Explanation
    from kg.graph.terms import Answer


@click.command()
@click.argument("file", required=False, shell_complete=completing.graphs)
@click.argument("question", required=False, shell_complete=completing.questions)
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL service there instead of a file.")
@timeout_option
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completing.parameters,
    help="Narrow the question; see `kg queries`.",
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
@redact_option
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
    redact: str | None,
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
    if endpoint and redact:
        raise click.UsageError("--redact is for a FILE")
    if output:
        from kg.graph import files

        files.check_place(output, force=force)
    form = form or tables.form_of(output)
    found = queries.find(question if question != "-" else sys.stdin.read())
    values = _values(params)
    found.bound(values)  # a wrong parameter is told before a large graph is loaded
    with waiting("asking"), shown(Path(file or ""), redact) as place:
        told = queries.told(endpoint or place, found, values, timeout)
    if endpoint:
        from kg.explore import engines

        if warning := engines.warning(told.software, found.name):
            click.echo(f"kg: {warning}", err=True)
    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    answer = tables.choose(told.answer, wanted or (told.table if form == "table" else ()))
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
    _needs_something(answer, found.name, told.near)


@click.command()
@file_argument
@as_json
def stats(file: Path, as_json: bool) -> None:
    """Say what a graph holds, which meetings it cites without their minutes, and what was understood.

    FILE is a store or a file of a graph.
    """
    from kg.explore import overview
    from kg.explore.tables import dumps
    from kg.graph.store import open_graph

    with waiting("counting"):
        found = overview.overview(open_graph(file), "en")
    click.echo(dumps(overview.as_data(found)) if as_json else overview.as_text(found), nl=False)


@click.command()
@click.argument("name", required=False, shell_complete=completing.questions)
@as_json
def queries(name: str | None, as_json: bool) -> None:
    """List the shipped questions, or show the one called NAME: what it asks, its parameters, an example."""
    from kg.explore import queries as shelf
    from kg.explore import questions as shown
    from kg.explore.tables import dumps

    questions = [shelf.find(name)] if name else shelf.shipped()
    text = shown.in_full(questions[0]) if name else shown.as_text(questions)
    click.echo(dumps(shown.as_data(questions)) if as_json else text, nl=False)


@click.command()
@file_argument
@click.argument("iri")
@click.option(
    "--lang", type=click.Choice(["sv", "en"]), help="Call terms and concepts by their labels in this language."
)
@timeout_option
@redact_option
@as_json
def why(file: Path, iri: str, lang: str | None, timeout: int, redact: str | None, as_json: bool) -> None:
    """Show the sentences behind a fact.

    IRI is a whole one, a prefixed one, or the end of one if no other ends so: 282fabbe93dbb5d1/9/referral/1.
    """
    from kg import processes
    from kg.explore import why as reasons
    from kg.explore.tables import dumps

    with waiting("looking"), shown(file, redact) as place:
        found = processes.within(_explained, (place, iri, lang or ""), timeout, MORE)
    click.echo(dumps(reasons.as_data(found)) if as_json else reasons.as_text(found, lang or "en"), nl=False)


def _explained(given: tuple[Path, str, str]) -> Explanation:
    from kg.explore import why as reasons
    from kg.graph.store import open_graph

    file, iri, lang = given
    return reasons.explain(open_graph(file), iri, lang)


def _values(params: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for param in params:
        name, given, value = param.partition("=")
        if not given or not name.strip():
            raise QueryError(f"parameter {param!r} is not understood", hint="write -p name=value")
        found[name.strip()] = value
    return found


def _needs_something(answer: Answer, name: str, near: str = "") -> None:
    rows = getattr(answer, "rows", None) if not hasattr(answer, "triples") else answer.triples
    if rows is not None and not rows:
        raise NothingFoundError("nothing in the graph matches", where=name, hint=near)
