"""Those who sign in the head of minutes: the office below a name, the names that slipped below `Paragrafer`."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import roster_lines
from kg.facts.head.roster_notes import Group
from kg.language import agents, offices
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.signers import Signer
    from kg.model import Line

_SIGNING = frozenset({"chair", "secretary", "adjuster"})


def signed(found: list[Group], lines: Sequence[Line], signer: Signer, text: str) -> bool:
    """Add the list of one who signs with the office behind or below the name; a field that is open goes on.

    In a list of those present an office behind a name is that of an entry: only one that stands on another line of the
    source's `text` is none.
    """
    here = found[-1] if found else None
    span = lines[0].flow.span()
    if here is None or (here.kind == "list" and here.name not in _SIGNING and "\n" not in text[span.begin : span.end]):
        return False
    flow = join([line.flow for line in lines[: signer.lines]], ", ")
    one = Group("list", signer.role, flow, [replace(lines[0], flow=flow)], flat=False)
    found.insert(len(found) - (here.kind != "list"), one)
    return True


def office_below(found: list[Group], line: Line, below: Sequence[Line]) -> bool:
    """Take `ordförande` right below a name, alone and with a gap behind it, for the office of that name.

    The name becomes a list of its own in front of the one that is open, which goes on.
    """
    here = found[-1] if found else None
    alone = not line.gap and line.text.islower() and (not below or below[0].gap) and offices.signs(line.text) == "chair"
    if here is None or not here.lines or not alone:
        return False
    if here.kind == "list" and here.name not in _SIGNING:
        return False
    if not roster_lines.is_name(here.lines[-1].flow):
        return False
    found.insert(-1, Group("list", "chair", line.flow, [here.lines.pop()], flat=False))
    return True


def placed(found: Sequence[Group]) -> list[Group]:
    """Give the groups with the names that a reader of rows met too early or too late under their own labels."""
    return beside_paragraphs(_above_their_label(found))


def _above_their_label(found: Sequence[Group]) -> list[Group]:
    """Give a list of officials the entries right above its label, which a reader of rows met first.

    `Bo Ek, ekonomichef` / `Övriga deltagande Eva Ås, sekreterare`: a gap parts them from the field above, none from
    the label, and each has an office.
    """
    whole = list(found)
    for at, (above, one) in enumerate(pairwise(whole)):
        if above.kind != "field" or (one.kind, one.name) != ("list", "official") or not one.lines or not above.lines:
            continue
        kept = len(above.lines)
        while kept > 1 and _has_office(above.lines[kept - 1]):
            kept -= 1
            if above.lines[kept].gap:
                break
        names = above.lines[kept:]
        if names and names[0].gap and not one.lines[0].gap:
            whole[at : at + 2] = [above._replace(lines=above.lines[:kept]), one._replace(lines=[*names, *one.lines])]
    return whole


def _has_office(line: Line) -> bool:
    """Whether a line is one name with an office behind a comma: `Bo Ek, ekonomichef § 4`."""
    name, comma, office = line.text.partition(",")
    named = agents.people(line.flow.cut(0, len(name)))
    return bool(comma) and len(named) == 1 and len(named[0].text) == len(name.strip()) and agents.has_post(office)


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
