"""Commands that judge what was read: inspect, check, score."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.shared import INCOMPLETE, as_json, file_argument, lexicon_option, model_option, ocr_option
from kg.terminal import waiting, width


@click.command()
@click.argument("minutes", type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write one page that works offline.")
@click.option("--unread", is_flag=True, help="Only what was not understood, and apart from it what was skipped.")
@click.option("--learnt", is_flag=True, help="Only how the documents are set, with their own headings as TOML.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="en", help="Say kinds, fields and values in it.")
@lexicon_option
@model_option
@ocr_option
@as_json
def inspect(
    minutes: Path, html: Path | None, unread: bool, learnt: bool, force: bool, lang: str, as_json: bool
) -> None:
    """Show how one document was read.

    Its head, its paragraphs and sections, every fact with its line, what was not understood and what was skipped as
    page furniture. With --unread MINUTES may be a folder: what was not understood in all of it, the most frequent
    first, as TOML for a lexicon of your own. With --learnt MINUTES may be a folder too: how its documents number their
    paragraphs and print parties and rosters, and their own headings as TOML.
    """
    from kg.graph import files

    if html:
        files.check_place(html, force=force)
    from kg import document
    from kg.explore import inspect as inspection
    from kg.explore import missed, page, tables
    from kg.facts import KINDS
    from kg.files import source
    from kg.quality import learnt as learning

    if learnt:
        _learnt(minutes, as_json=as_json)
        return
    if minutes.is_dir() and unread and not html:
        _survey(minutes, as_json=as_json)
        return
    with waiting("reading"):
        place = source.place_of(minutes)
        found = document.examine(source.read(place), place.called)
    shown_of = learning.learn(found.minutes, found.facts)
    reading = inspection.read(found.minutes, found.facts, found.coverage, found.unread, shown_of)
    if html:
        with files.replacing(html) as stream:
            stream.write(page.page(reading))
    if as_json or not html:
        shown = missed if unread else inspection
        text = missed.as_text(reading, width()) if unread else inspection.as_text(reading, width(), lang, KINDS)
        click.echo(tables.dumps(shown.as_data(reading)) if as_json else text, nl=False)


def _learnt(minutes: Path, *, as_json: bool) -> None:
    from dataclasses import asdict

    from kg import document
    from kg.explore import learnt, tables
    from kg.files import source
    from kg.quality import learnt as learning

    with waiting("reading"):
        gathered = source.gather([minutes]) if minutes.is_dir() else None
        places = [source.place_of(minutes)] if gathered is None else gathered.places
        read = (document.examine(source.read(place), place.called) for place in places)
        found = learning.together([learning.learn(one.minutes, one.facts) for one in read])
    click.echo(tables.dumps(asdict(found)) if as_json else learnt.as_toml(found), nl=False)
    for problem in gathered.problems if gathered else ():
        click.echo(f"kg: {problem}", err=True)


def _survey(folder: Path, *, as_json: bool) -> None:
    from kg import survey
    from kg.explore import tables, wanted

    with waiting("reading") as progress:
        found = survey.survey([folder], progress=progress)
    click.echo(tables.dumps(wanted.as_data(found)) if as_json else wanted.as_toml(found), nl=False)
    for problem in found.problems:
        click.echo(f"kg: {problem}", err=True)
    if found.problems:
        sys.exit(INCOMPLETE)


@click.command()
@file_argument
@click.option(
    "--minutes",
    type=click.Path(path_type=Path),
    help="What it was built from, or the folder of --keep-text: quotes are compared with the text, and lines are told.",
)
@ocr_option
@as_json
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


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@file_argument
@click.option("--only", default="", metavar="PREFIX,...", help="Only documents whose name begins so.")
@click.option("--show", default="", metavar="KIND", help="List what is missed and what is spurious: a kind, or all.")
@click.option(
    "--by-confidence", is_flag=True, help="Also the precision of the facts by how sure the program is of them."
)
@as_json
def score(gold: Path, file: Path, only: str, show: str, by_confidence: bool, as_json: bool) -> None:
    """Compare a graph with annotations.

    GOLD is a file of annotations or a folder of them, FILE a graph of those documents in .trig or .nq. Printed are
    precision and recall by kind of fact, with --by-confidence also the precision by band of confidence (--json always
    has it).
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
    if by_confidence and not as_json:
        click.echo("\n" + scoring.by_confidence(found), nl=False)
