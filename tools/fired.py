"""Which frames and which of their wordings fired over a folder of minutes, and how often: dead wordings show."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import facts
from kg.files import source
from kg.language import frames
from kg.language.marks import marked
from kg.lines.sentences import sentences
from kg.minutes import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow, Minutes


def flows(minutes: Minutes) -> Iterator[Flow]:
    """Give each sentence of a document in which the frames of a kind may be looked for."""
    for item in minutes.items:
        yield item.title
        for section in item.sections:
            for block in section.blocks:
                yield from sentences(block.flow)


def wordings(minutes: Minutes) -> Counter[tuple[str, str]]:
    """Count the wordings that fit somewhere in a document, by frame and wording; whether they became a fact or not."""
    found: Counter[tuple[str, str]] = Counter()
    for flow in flows(minutes):
        for one in frames.finder().may_fit(flow.text):
            if next(one.wording.fits(marked(flow).text), None) is not None:
                found[one.frame.rule, one.wording.said] += 1
    return found


def rules(minutes: Minutes) -> Counter[str]:
    """Count the facts of a document by the frame that gave them."""
    found = facts.extract(minutes)
    return Counter(fact.rule for listed in found.values() for fact in listed if "/" in fact.rule)


def table(read: list[Minutes]) -> Iterator[str]:
    """Give a line for each frame with the number of its facts, and below it those of its wordings that fit nowhere."""
    given = sum((rules(minutes) for minutes in read), Counter())
    fitted = sum((wordings(minutes) for minutes in read), Counter())
    for frame in frames.shipped():
        dead = [said for said in frame.says if not fitted[frame.rule, said]]
        times = sum(fitted[frame.rule, said] for said in frame.says)
        yield f"{given[frame.rule]:6} facts {times:6} fits {len(dead):2} of {len(frame.says):2} dead: {frame.rule}"
        yield from (f"       never: {said}" for said in dead)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--frames-only", is_flag=True, help="Leave out which wordings of a frame fit nowhere.")
def main(paths: tuple[Path, ...], *, frames_only: bool) -> None:
    """Say of each frame how many facts it gave over text files (folders are walked)."""
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    texts = [file for file in files if file.suffix in {".txt", ".md"}]
    read = [segment.segment(source.from_bytes(file.read_bytes(), file.name)) for file in texts]
    for line in table(read):
        if not (frames_only and line.startswith("       never")):
            click.echo(line)


if __name__ == "__main__":
    sys.exit(main())
