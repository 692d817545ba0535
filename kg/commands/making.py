"""Commands that make a graph and hand it on: build, push."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.shared import (
    INCOMPLETE,
    as_json,
    file_argument,
    lexicon_option,
    model_option,
    ocr_option,
    timeout_option,
)
from kg.errors import KgError, NothingFoundError
from kg.terminal import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="A .trig, .nq, .ttl, .nt or .jsonld file, or a store: NAME.kg.",
)
@click.option("--base-iri", help="What all IRIs of data begin with.")
@click.option("--organisation", default="", help="Whose minutes these are, where no letterhead says it.")
@click.option("--body", default="", help="Which body met, where the minutes do not say it.")
@click.option(
    "--date", default=None, metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="When it met, likewise."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that read side by side.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Read on the workers of this Dask cluster.")
@click.option(
    "--keep-text", type=click.Path(path_type=Path), metavar="DIR", help="Write there the text of each document."
)
@click.option(
    "--source-url", default="", metavar="TEMPLATE", help="Where each is published: https://.../{path}, or FILE.csv."
)
@click.option("--force", is_flag=True, help="Replace the file if it is there; of a store, read everything again.")
@click.option("--prune", is_flag=True, help="Take out of the store the documents whose files are gone.")
@click.option("-v", "--verbose", is_flag=True, help="A line for every document, kind of fact and warning.")
@lexicon_option
@model_option
@ocr_option
@as_json
def build(
    paths: Sequence[Path],
    output: Path,
    base_iri: str | None,
    organisation: str,
    body: str,
    date: datetime | None,
    jobs: int,
    scheduler: str,
    keep_text: Path | None,
    source_url: str,
    force: bool,
    prune: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Read minutes and write their graph.

    PATHS are files, folders and .zip archives. Printed is what was found and what was not; the build's own record
    stands beside the file, as FILE.prov.ttl. What is no minutes is skipped and counted: that is no failure.
    A store (NAME.kg) is brought up to date: only what changed is read again, and other documents in it stay.
    """
    from kg.files import kept
    from kg.graph import files
    from kg.graph.kept import folder

    # Before spaCy is imported, which takes a second.
    store = output.suffix.lower() == folder.ENDING
    if store:
        folder.check(output)
    elif prune:
        raise click.UsageError("--prune is for a store: -o NAME.kg")
    else:
        files.check_output(output, force=force)
    if keep_text:
        kept.check_folder(keep_text, paths, force=force)
    from kg import conductor, keeping, report
    from kg.document import Options
    from kg.explore.tables import dumps
    from kg.files import addresses as published
    from kg.graph.iri import BASE

    addresses = published.read(source_url) if source_url else None
    day = f"{date:%Y-%m-%d}" if date else ""
    options = Options(_base(base_iri) or BASE, organisation, body, day, jobs, scheduler, keep_text, addresses)
    with Progress() as progress:
        if store:
            built: conductor.Built | keeping.Updated = keeping.update(
                paths, output, options, keeping.Given(prune=prune, again=force), progress
            )
        else:
            built = conductor.build(paths, options, progress)
    if isinstance(built, conductor.Built) and built.inputs:
        conductor.save(built, output)
    told = report.as_data(built.reports, built.other)
    text = report.as_text(built.reports, built.other, verbose=verbose)
    if isinstance(built, keeping.Updated):
        told["store"] = keeping.as_data(built)
        text += keeping.as_text(built)
    click.echo(dumps(told) if as_json else text, nl=False)
    for line in report.failures(built.reports, verbose=verbose):
        click.echo(f"kg: {line}", err=True)
    if any(one.status == "failed" for one in built.reports):
        sys.exit(INCOMPLETE if built.inputs else KgError.exit_status)
    if not built.inputs:
        raise NothingFoundError("nothing here is minutes", where=", ".join(map(str, paths)), hint="nothing was written")


@click.command()
@file_argument
@click.option("--endpoint", required=True, metavar="URL", help="Where the store takes graphs.")
@click.option("--update", is_flag=True, help="URL takes SPARQL Update, not the Graph Store Protocol.")
@click.option("--query", metavar="URL", default="", help="Where it answers questions, if its address does not say so.")
@click.option("--prune", is_flag=True, help="Take out of the store the documents that FILE does not have.")
@timeout_option
def push(file: Path, endpoint: str, update: bool, query: str, prune: bool, timeout: int) -> None:
    """Put the graphs of a file into a store elsewhere.

    Each document of FILE, a .trig or .nq, replaces the one of its name; other documents there stay as they are, and
    the names of things are made anew for all of them: pushed builds add up. What is there already is not sent again.
    The default graph is left alone.
    """
    from kg.graph import push as pushing
    from kg.graph.store import open_graph

    store = pushing.Store(endpoint, update, query, timeout)
    with Progress() as progress:
        done = pushing.push(open_graph(file), store, prune=prune, progress=progress)
    same = f", {len(done.same)} are there already" if done.same else ""
    click.echo(f"kg: {len(done.graphs)} graphs pushed{same}", err=True)
    if done.pruned:
        click.echo(f"kg: {len(done.pruned)} documents taken out: {', '.join(done.pruned)}", err=True)


def _base(base_iri: str | None) -> str:
    """Check the base of all IRIs and give it the slash that ends it."""
    if not base_iri:
        return ""
    if "://" not in base_iri or any(ch in base_iri for ch in ' <>"{}|\\^`#?'):
        raise click.BadParameter("give an absolute IRI such as https://example.org/id/", param_hint="--base-iri")
    return base_iri if base_iri.endswith("/") else f"{base_iri}/"
