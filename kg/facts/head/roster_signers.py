"""Those who sign in the head of minutes: the office below a name, the names that slipped below `Paragrafer`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.facts.head import roster_lines
from kg.facts.head.roster_notes import Group
from kg.language import agents, roster_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_SIGNING = frozenset({"chair", "secretary", "adjuster"})
_PAIRS = 2
"""So many names with an office below them, one after another, show that the offices stand below."""
_ABOVE = 3
"""A label so many lines above the first name is its own: `Sekreterare ....... Paragrafer 27-46` / `Eva Ås`."""


def offices_below(lines: Sequence[Line]) -> frozenset[int]:
    """Give where the labels begin that stand below the names they belong to: two names or more, each with one below.

    `Underskrifter` / `Anna Ek (S)` / `Ordförande` / `Bo Ek (M)` / `Justerare`: no label stands above the first.
    """
    kinds = [_signs(line) for line in lines]
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end + 1 < len(lines) and not kinds[end] and kinds[end + 1] and roster_lines.is_name(lines[end].flow):
            end += 2
        headed = any(kinds[max(0, at - _ABOVE) : at])
        goes_on = end < len(lines) and bool(agents.people(lines[end].flow))
        if end - at >= 2 * _PAIRS and not headed and not goes_on:
            found.update(line.flow.span().begin for line in lines[at + 1 : end : 2])
        at = max(end, at + 1)
    return frozenset(found)


def _signs(line: Line) -> str:
    kind, name = roster_labels.kind(line.text) or ("", "")
    return name if kind == "list" and name in _SIGNING else ""


def office_below(found: list[Group], line: Line, below: Sequence[Line], known: frozenset[int]) -> bool:
    """Take an office right below a name for that of the name: no list begins. `known` are the ones told by all of them.

    `ordförande` with a gap behind it is one alone too. The name becomes a list of its own in front of the one that is
    open, which goes on.
    """
    here = found[-1] if found else None
    told = line.flow.span().begin in known
    alone = not line.gap and line.text.islower() and (not below or below[0].gap) and _signs(line) == "chair"
    if here is None or not here.lines or not (told or alone):
        return False
    if here.kind == "list" and here.name not in _SIGNING:
        return False
    if not roster_lines.is_name(here.lines[-1].flow):
        return False
    found.insert(-1, Group("list", _signs(line), line.flow, [here.lines.pop()], flat=False))
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
