"""Commands that write a graph as something else: export, view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.shared import MORE, narrowed, redact_option, shown, timeout_option
from kg.terminal import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from kg.explore.movement import Scope


@click.command()
@click.option(
    "--view",
    "projection",
    type=click.Choice(
        [
            *("referrals", "cases", "people", "votes", "full"),
            *("tables", "events", "ballots", "popolo", "neo4j", "annotations"),
        ]
    ),
    help="What is a node and what an edge; without it the referrals, or the whole graph for a form of RDF.",
)
@click.option("--facts-only", is_flag=True, help="Without passages, rules and confidence: RDF, full and neo4j.")
@narrowed
@redact_option
@timeout_option
def export(
    file: Path,
    output: Path,
    scope: Scope,
    force: bool,
    projection: str | None,
    facts_only: bool,
    redact: str | None,
    timeout: int,
) -> None:
    """Write a graph as a graph file: .graphml, .gexf, .csv, .dot, .cyjs, or any form of RDF.

    referrals: who referred how much to whom; cases: which case was before which body; people: who moved or reserved
    themselves together; votes: who voted with whom; full: everything. CSV is two files, of nodes and of edges.
    As .csv, .xlsx or .parquet: tables: persons, bodies, meetings, decisions, motions, votes and more, a table each;
    events: every movement with IRIs; ballots: persons by votes, and the votes. popolo: .json for civic-tech tools;
    neo4j: .csv for its import; annotations: .jsonld, each fact with the place where it stands.
    """
    from kg import processes
    from kg.explore import export as exports

    exports.check(output, projection or "", force=force, facts_only=facts_only)
    with waiting("exporting"), shown(file, redact) as place:
        given = (place, output, projection or "", scope, facts_only)
        paths = processes.within(_exported, given, timeout, MORE)
    for path in paths:
        click.echo(f"{path}")


_SHOWN = {"map": "movements", "timeline": "steps", "matrix": "movements", "votes": "votes"}


@click.command()
@click.option(
    "--picture",
    type=click.Choice([*_SHOWN]),
    help="What is drawn: the map; the path of a case in time; who sent how much to whom as a table; votes by party. "
    "[of a case its timeline, else the map]",
)
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Of the words in it.")
@click.option(
    "--most",
    type=click.IntRange(0),
    metavar="N",
    help="Show the N busiest bodies, the others of each organisation as one; 0 for all. [the largest flows]",
)
@narrowed
@redact_option
@timeout_option
def view(
    file: Path,
    output: Path,
    scope: Scope,
    force: bool,
    picture: str | None,
    lang: str,
    most: int | None,
    redact: str | None,
    timeout: int,
) -> None:
    """Draw who referred what to which body, the path of a case, or votes by party: .svg, .png, .pdf.

    The map as .html has the sentences behind each arrow; as .pdf its largest flows stand beside it.
    """
    from kg import processes
    from kg.explore import view as pictures

    what = pictures.chosen(output, scope, picture)
    pictures.check(output, what, force=force)
    with waiting("drawing"), shown(file, redact) as place:
        count = processes.within(_drawn, (place, output, scope, lang, most, what), timeout, MORE)
    click.echo(f"{output}: {count} {_SHOWN[what]}")


def _exported(given: tuple[Path, Path, str, Scope, bool]) -> list[Path]:
    from kg.explore import export as exports
    from kg.graph.store import open_graph

    file, output, projection, scope, facts_only = given
    return exports.export(open_graph(file), output, projection, scope, facts_only=facts_only)


def _drawn(given: tuple[Path, Path, Scope, str, int | None, str]) -> int:
    from kg.explore import view as pictures
    from kg.graph.store import open_graph

    file, output, scope, lang, most, picture = given
    return pictures.view(open_graph(file), output, scope, lang, most, picture)
