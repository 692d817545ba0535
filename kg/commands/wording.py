"""Commands about wordings: what the lexicon knows, and whether a folder of one's own is right."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.shared import INCOMPLETE, as_json, lexicon_option
from kg.terminal import width


@click.group()
def lexicon() -> None:
    """Show the wordings that are known, and check those of your own.

    A folder of your own has files of the same names and form as data/lexicon: headings.toml, words.toml,
    frames/referral.toml ..., and abbreviations.csv; `kg build --lexicon DIR` reads them beside those shipped.
    """


@lexicon.command("list")
@click.argument("kind", default="")
@lexicon_option
@as_json
def list_(kind: str, as_json: bool) -> None:
    """Show what is known: without KIND the files and kinds, with it its wordings and frames."""
    from kg.explore.tables import dumps, layout
    from kg.language import known

    rows = known.wordings(kind) if kind else known.kinds()
    header = list(rows[0])
    cells = [[str(row[name]) for name in header] for row in rows]
    click.echo(dumps(rows) if as_json else layout(header, cells, width()), nl=False)


@lexicon.command("check")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Check a folder of wordings: names, form, and every example of its frames. Exit status 3 if something is wrong."""
    from kg.facts import KINDS, PARTS, framed
    from kg.language import taught

    fields = {kind.name: framed.fields_of(kind) for kind in (*KINDS, *PARTS)}
    problems = taught.check(folder, fields)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        sys.exit(INCOMPLETE)
    click.echo(f"{folder}: {len(taught.digests(folder))} files, all is well")
