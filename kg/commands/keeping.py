"""Commands about what graphs hold: remove a document from a store, diff two graphs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.shared import INCOMPLETE, as_json
from kg.terminal import waiting


@click.command()
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("document")
def remove(store: Path, document: str) -> None:
    """Take a document out of a store.

    DOCUMENT is its name, the IRI of its Minutes, or the end of that. A build that is given its file reads it again.
    """
    from kg import keeping

    for name in keeping.remove(store, document):
        click.echo(f"{name} taken out")


@click.command()
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@as_json
def diff(before: Path, after: Path, as_json: bool) -> None:
    """Name the documents and facts that two graphs differ in.

    A and B are stores or files. A document with `-` is in A alone, one with `+` in B alone; a fact with `~` says
    something else, from A to B. Exit status 3 if they differ.
    """
    from kg.explore import difference
    from kg.explore.tables import dumps
    from kg.graph.store import open_graph

    with waiting("comparing"):
        found = difference.differences(open_graph(before), open_graph(after))
    click.echo(dumps(difference.as_data(found)) if as_json else difference.as_text(found), nl=False)
    if found:
        sys.exit(INCOMPLETE)
