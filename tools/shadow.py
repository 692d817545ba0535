"""What the frames of a kind of fact say beside its rules: facts that only one of the two finds, and their sentences."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import facts
from kg.facts import framed
from kg.facts.kind import ItemText
from kg.files import source
from kg.minutes import segment
from kg.model import Mention

if TYPE_CHECKING:
    from kg.facts.kind import Kind
    from kg.model import Minutes

_LEFT_OUT = {"at", "confidence", "rule", "text", "preceded_by"}


def _plain(value: Any) -> Any:
    if isinstance(value, Mention):
        return (value.kind, value.text.casefold())
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value if isinstance(value, str | int | bool | None) else repr(value)


def _key(fact: Any) -> tuple[Any, ...]:
    return tuple(_plain(getattr(fact, field.name)) for field in fields(fact) if field.name not in _LEFT_OUT)


def _said(minutes: Minutes, fact: Any) -> str:
    return " / ".join(" ".join(minutes.source.quote(span).split()) for span in fact.at)[:400]


def _framed(minutes: Minutes, kind: Kind, found: dict[str, list[Any]]) -> list[Any]:
    whole = {name: listed for name, listed in found.items() if listed}
    return [fact for item in minutes.items for fact in framed.read(ItemText(item, minutes, whole), kind)]


@click.command()
@click.argument("kind_name", metavar="KIND")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--only", type=click.Choice(["rules", "frames"]), help="Show only what one of the two finds.")
def main(kind_name: str, paths: tuple[Path, ...], only: str | None) -> None:
    """Compare rules and frames of KIND over text files (folders are walked)."""
    kind = next(kind for kind in facts.KINDS if kind.name == kind_name)
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    both = rules = frames = 0
    for file in files:
        if file.suffix not in {".txt", ".md"}:
            continue
        minutes = segment.segment(source.from_bytes(file.read_bytes(), file.name))
        found = facts.extract(minutes)
        old = {_key(fact): fact for fact in found[kind.name] if "/" not in fact.rule}
        new = {_key(fact): fact for fact in _framed(minutes, kind, found)}
        both += len(old.keys() & new.keys())
        rules += len(old.keys() - new.keys())
        frames += len(new.keys() - old.keys())
        for side, mine, other in (("rules", old, new), ("frames", new, old)):
            for key in [key for key in mine if key not in other] if only in {None, side} else []:
                one = mine[key]
                click.echo(f"{side:6} {file.name[:30]} § {one.item} {key[1:]} {one.rule}\n       {_said(minutes, one)}")
    click.echo(f"{kind.name}: both {both}, only rules {rules}, only frames {frames}")


if __name__ == "__main__":
    sys.exit(main())
