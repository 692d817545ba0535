"""Those who sign in the head of minutes: the office below a name, the names that slipped below `Paragrafer`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import roster_lines
from kg.facts.head.roster_notes import Group
from kg.language import roster_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_SIGNING = frozenset({"chair", "secretary", "adjuster"})


def office_below(found: list[Group], line: Line, below: Sequence[Line]) -> bool:
    """Take `ordförande` right below a name, with a gap behind it, for the office of that name: no list begins.

    The name becomes a list of its own in front of the one that is open, which goes on.
    """
    here = found[-1] if found else None
    alone = not line.gap and line.text.islower() and (not below or below[0].gap)
    if here is None or not here.lines or not alone or roster_labels.kind(line.text) != ("list", "chair"):
        return False
    if here.kind == "list" and here.name not in _SIGNING:
        return False
    if not roster_lines.is_name(here.lines[-1].flow):
        return False
    found.insert(-1, Group("list", "chair", line.flow, [here.lines.pop()], flat=False))
    return True


def beside_paragraphs(found: Sequence[Group]) -> list[Group]:
    """Give the labels of those who sign the names that stand below `Paragrafer` and its numbers.

    `Sekreterare` and `Paragrafer` stand on one row there, the name on the next: read down, it is below the wrong one.
    """
    whole = list(found)
    for at, (one, after) in enumerate(pairwise(whole)):
        if one.kind != "list" or one.name not in _SIGNING or one.lines or after.name != "covers":
            continue
        names = [
            line
            for line in after.lines
            if roster_lines.NUMBERS.fullmatch(line.text) is None and roster_lines.is_name(line.flow)
        ]
        if names and len(names) < len(after.lines):
            kept = [line for line in after.lines if line not in names]
            whole[at : at + 2] = [one._replace(lines=names), after._replace(lines=kept)]
    return whole
