"""Who sent how much to whom as a table: a row a sender, a column a receiver, darker where there is more."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from kg.explore import drawing, folding, svg, swedish
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.explore.movement import Agent, Movement

MOST = 16
"""So many agents have a row of their own unless told, the others of each organisation one together."""
_CELL, _ROW, _PAD = 44, 26, 16
_LETTERS = 46
_SLANT = -55
_DARKEST = 0.62
"""How much of the ink the fullest cell has: its number is still read."""


def matrix(told: Sequence[Movement], language: str = "sv", most: int | None = None) -> str:
    """Draw some movements as a table, as SVG.

    Args:
        told: The movements.
        language: `sv` or `en`.
        most: How many agents have a row of their own; 0 for all.
    """
    few = folding.folded(told, MOST if most is None else most, language) if most != 0 else list(told)
    pairs = [(one.sender.iri, one.receiver.iri) for one in few]
    counts = Counter(pairs)
    agents = {end.iri: end for one in few for end in (one.sender, one.receiver)}
    several = len({one.organisation for one in agents.values()}) > 1
    names = {iri: _name(one, several=several) for iri, one in agents.items()}
    senders = _ordered({sender for sender, _ in pairs}, agents)
    receivers = _ordered({receiver for _, receiver in pairs}, agents)
    left = _PAD + max(svg.length(names[iri]) for iri in senders) + 8
    top = _PAD + 0.85 * max(svg.length(names[iri]) for iri in receivers) + 12
    columns = [*receivers, ""]
    width = left + _CELL * len(columns) + 0.6 * max(svg.length(names[iri]) for iri in receivers) + _PAD
    drawn = []
    for at, iri in enumerate(columns):
        x = left + _CELL * (at + 0.6)
        drawn.append(svg.text(x, top - 8, names.get(iri) or words(language)["sum"], turned=_SLANT, bold=not iri))
    largest = max(counts.values())
    # The sums stand behind each row and below each column.
    counts.update(end for sender, receiver in pairs for end in ((sender, ""), ("", receiver), ("", "")))
    for row, sender in enumerate((*senders, "")):
        y = top + _ROW * row
        drawn.append(
            svg.text(left - 8, y + 18, names.get(sender) or words(language)["sum"], anchor="end", bold=not sender)
        )
        for at, receiver in enumerate(columns):
            count = counts[sender, receiver]
            inner = bool(sender and receiver)
            drawn += _cell(left + _CELL * at, y, count, _shade(count, largest) if inner else "#ffffff", bold=not inner)
    return svg.document(width, top + _ROW * (len(senders) + 1) + _PAD, drawn)


def _cell(x: float, y: float, count: int, fill: str, *, bold: bool) -> list[str]:
    drawn = [svg.box(x, y, _CELL, _ROW, fill, frame="#d0d0d0")]
    if count:
        drawn.append(svg.text(x + _CELL / 2, y + 18, str(count), anchor="middle", bold=bold))
    return drawn


def _shade(count: int, largest: int) -> str:
    """Give a tint of blue: twice as many is one step darker."""
    share = _DARKEST * log(1 + count) / log(1 + largest)
    red, green, blue = (round(255 - share * (255 - part)) for part in (0x0B, 0x4F, 0x8A))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _name(agent: Agent, *, several: bool) -> str:
    told = agent.organisation and agent.organisation != agent.label and several
    name = f"{agent.label}, {agent.organisation}" if told else agent.label
    return svg.short(name, _LETTERS)


def _ordered(iris: set[str], agents: dict[str, Agent]) -> list[str]:
    """Put the organisation with most bodies first, its assembly above the others; what is put together last."""
    sizes = Counter(one.organisation for one in agents.values())

    def place(iri: str) -> tuple[object, ...]:
        one = agents[iri]
        unit = (-sizes[one.organisation], swedish.key(one.organisation))
        return iri.startswith(folding.OTHERS), *unit, -drawing.level(one.type, one.kind), swedish.key(one.label), iri

    return sorted(iris, key=place)
