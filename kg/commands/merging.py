"""Commands that say which people and bodies of a store are one: merge propose, merge apply."""

from __future__ import annotations

from pathlib import Path

import click

from kg.terminal import waiting

_SAME = "\nsame = true"


@click.group()
def merge() -> None:
    """Say which people and bodies of a store are one."""


@merge.command()
@click.argument("store", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def propose(store: Path, output: Path | None, force: bool) -> None:
    """Write pairs that may be one, with what speaks for each, as a file to edit.

    The pairs that are merged in STORE stand first.
    """
    from kg import merging
    from kg.graph import files

    if output:
        files.check_place(output, force=force)
    with waiting("comparing"):
        text = merging.propose(store)
    if output:
        output.write_text(text, encoding="utf-8")
        click.echo(f"wrote {output}: {text.count('[[pair]]')} pairs, {text.count(_SAME)} of them the same")
    else:
        click.echo(text, nl=False)


@merge.command()
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
def apply(store: Path, file: Path) -> None:
    """Take the pairs of FILE with `same = true` for one in STORE, now and in every build to come.

    Pairs that were merged before and are no more are parted again: an empty FILE parts all.
    """
    from kg import merging

    merges = merging.read(file)
    with waiting("merging"):
        done = merging.apply(store, merges)
    click.echo(f"{len(merges)} merged, {len(done.changed)} documents changed")
