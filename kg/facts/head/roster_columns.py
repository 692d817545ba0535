"""Roles, titles or parties that stand in a block of their own below the names: the columns of a list, read down."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.facts.head import printed_party, roster_entry, roster_lines
from kg.language import agents, grammar
from kg.language.roster_labels import PRESIDIUM
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Line

_SEATS = frozenset({"member", "deciding", "present"})
_PARTY = re.compile(r"[(\[][A-ZÅÄÖa-zåäö-]{1,6}[)\]]")
_ABSENT = grammar.pattern("attendance", "absent-word")
_LEAST, _ROOM = 2, 12
_SLACK = 2
"""How many characters the cells of one column may begin apart."""


def beside(names: Sequence[Line], below: Sequence[Line]) -> tuple[list[Line], int]:
    """Put each line of a block behind the name it belongs to, in their order.

    They belong together where there are as many, or where they are the presidium alone, which stands first. A name
    that has a role already shows that the block is none of these.

    Returns:
        The names with what stands beside them, and how many lines the block has; 0 where it is no such block.
    """
    if len(names) < _LEAST or not below or not below[0].gap or not all(map(_is_bare, names)):
        return [], 0
    used = 1
    while used < len(below) and not below[used].gap:
        used += 1
    block = below[:used]
    roles = [roster_entry.role_of(line.text) for line in block]
    parties = all(_PARTY.fullmatch(line.text) for line in block)
    said = parties or all(
        role or (agents.has_post(line.text) and not agents.people(line.flow))
        for role, line in zip(roles, block, strict=True)
    )
    presidium = 1 < used <= len(PRESIDIUM) and tuple(roles) == PRESIDIUM[:used]
    if not said or not (presidium or (used == len(names) and used >= _LEAST)):
        return [], 0
    between = " " if parties else ", "
    found = [replace(line, flow=join([line.flow, one.flow], between)) for line, one in zip(names, block, strict=False)]
    return [*found, *names[used:]], used + (_of_nobody(below[used:]) if used < len(names) else 0)


def _of_nobody(lines: Sequence[Line]) -> int:
    """Give how many lines go on with a block behind white space: beside which names they stood is not told."""
    if not lines or not lines[0].gap:
        return 0
    block = [lines[0], *takewhile(lambda line: not line.gap, lines[1:])]
    return len(block) if all(line.text[0].islower() or line.text[0] in "§(" for line in block) else 0


def by_party(lines: Sequence[Line], text: str) -> tuple[list[Line], int]:
    """Read columns that each begin with a party, `Socialdemokraterna    Moderaterna`, `S    M`, one after the other.

    Where labels stand in them, which were read before, the parties above belong to nobody: they are no entry.

    Returns:
        The lines column by column, and how many lines of the page they had; 0 where the first heads no such columns.
    """
    heads = roster_lines.cells(lines[0].flow, text)
    if len(heads) < _LEAST or not all(map(_is_party, heads)):
        return [], 0
    places = [_column(one, text) for one in heads]
    columns: list[list[Line]] = [[] for _ in heads]
    used = 0
    for line in lines:
        parts = list(_placed(line, places, text))
        if (used and line.gap) or any(at is None for at, _ in parts):
            break
        for at, part in parts:
            if at is not None:
                columns[at].append(replace(line, flow=part))
        used += 1
    return ([line for column in columns for line in column], used) if used > 1 else ([], 1)


def _is_party(cell: Flow) -> bool:
    """Whether a cell is a party and nothing else."""
    party = printed_party.party_heading(cell) or printed_party.stands_alone(cell)
    return party is not None and not party[1].text


def below_chairs(found: Sequence[Group]) -> Iterator[Group]:
    """Give back to the list whose label stands above the chairs, each beside their office, those who follow them.

    `Beslutande` / `Ordförande   Anna Ek` / `Vice ordförande   Bo Ek` / `             Eva Ås`: an office has one person.
    """
    label: Group | None = None
    for group in found:
        if group.kind == "list" and group.name in PRESIDIUM and label is not None and group.lines:
            rest = list(takewhile(roster_lines.may_be_entry, group.lines[1:]))
            yield group._replace(lines=[line for line in group.lines if line not in rest])
            if rest:
                yield label._replace(lines=rest)
            continue
        label = group if group.kind == "list" and group.name in _SEATS and not group.lines else None
        yield group


def _column(flow: Flow, text: str) -> int:
    begin = flow.span().begin
    return begin - text.rfind("\n", 0, begin) - 1


def _placed(line: Line, places: Sequence[int], text: str) -> Iterator[tuple[int | None, Flow]]:
    """Give the cells of a line with the column each stands in; None where one begins between two."""
    for part in roster_lines.cells(line.flow, text):
        near = [at for at, place in enumerate(places) if abs(_column(part, text) - place) <= _SLACK]
        yield (near[0] if near else None), part


def _is_bare(line: Line) -> bool:
    """Whether a line is a name, with or without its party and a limit, and no more."""
    people = agents.people(line.flow)
    rest = line.text[len(people[0].text) :] if people and line.text.startswith(people[0].text) else ""
    limited = "§" in rest or not rest.strip(" ,") or _ABSENT.search(rest) is not None
    return len(people) == 1 and (limited or len(rest) <= _ROOM) and not roster_entry.role_of(rest.strip(" ,"))
