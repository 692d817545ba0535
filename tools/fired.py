"""Which frames and which of their wordings fired over folders of minutes, and how often: dead wordings show.

    python -m tools.fired [--unfired] [--frames-only] PATH...

Every document is read once, as a build reads it; what its reading finds on the way is counted: in how many different
texts of a document a wording was looked for and found, whether it became a fact or another one that says more did.
"""

from __future__ import annotations

import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import document
from kg.errors import KgError
from kg.files import source
from kg.language import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Source

Counts = tuple[Counter[str], Counter[tuple[str, str]]]
"""The facts by the frame that gave them; in how many texts each wording of a frame fits."""


def counted(read: Source) -> Counts:
    """Read a document, and count what its frames gave and where their wordings fit."""
    finder = frames.finder()
    finder.recount()
    _, found = document.understand(read)
    return Counter(fact.rule for listed in found.values() for fact in listed if "/" in fact.rule), Counter(
        finder.fitted
    )


def _counted(place: source.Place) -> Counts:
    try:
        return counted(source.read(place))
    except KgError:
        return Counter(), Counter()


def table(counts: Iterable[Counts], *, unfired: bool = False) -> Iterator[str]:
    """Give a line for each frame with the number of its facts, and below it those of its wordings that fit nowhere."""
    given: Counter[str] = Counter()
    fitted: Counter[tuple[str, str]] = Counter()
    for facts, texts in counts:
        given.update(facts)
        fitted.update(texts)
    for frame in frames.shipped():
        dead = [said for said in frame.says if not fitted[frame.rule, said]]
        if unfired and len(dead) < len(frame.says):
            continue
        times = sum(fitted[frame.rule, said] for said in frame.says)
        yield f"{given[frame.rule]:6} facts {times:6} fits {len(dead):2} of {len(frame.says):2} dead: {frame.rule}"
        yield from (f"       never: {said}" for said in dead)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--frames-only", is_flag=True, help="Leave out which wordings of a frame fit nowhere.")
@click.option("--unfired", is_flag=True, help="Only frames none of whose wordings fit anywhere.")
@click.option("--jobs", default=1, help="How many processes read side by side.")
def main(paths: tuple[Path, ...], *, frames_only: bool, unfired: bool, jobs: int) -> None:
    """Say of each frame how many facts it gave over minutes (folders are walked)."""
    with Pool(jobs) as pool:
        lines = list(table(pool.imap_unordered(_counted, source.find(paths).places), unfired=unfired))
    for line in lines:
        if not (frames_only and line.startswith("       never")):
            click.echo(line)


if __name__ == "__main__":
    sys.exit(main())
