"""Roles, titles or parties that stand in a block of their own below the names: the columns of a list, read down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.head import roster_entry
from kg.language import agents
from kg.language.roster_labels import PRESIDIUM
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_PARTY = re.compile(r"[(\[][A-ZÅÄÖa-zåäö-]{1,6}[)\]]")
_LEAST, _ROOM = 2, 12


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
    return [*found, *names[used:]], used


def _is_bare(line: Line) -> bool:
    """Whether a line is a name, with or without its party and a limit, and no more."""
    people = agents.people(line.flow)
    rest = line.text[len(people[0].text) :] if people and line.text.startswith(people[0].text) else ""
    limited = "§" in rest or not rest.strip(" ,")
    return len(people) == 1 and (limited or len(rest) <= _ROOM) and not roster_entry.role_of(rest.strip(" ,"))
