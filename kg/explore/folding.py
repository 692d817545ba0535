"""The rare of a map put together: the busiest agents stay, those of each organisation beside them are its others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.explore.movement import Agent
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.explore.movement import Movement

MOST = 8
"""How many agents stay where a map folds: with `ARROWS` of arrows a window shows them legibly, and a sheet of A4."""
ARROWS = 12
"""How many arrows a map shows at first, one between a sender and a receiver."""
_SMALL = (16, 20)
"""So many agents and arrows are shown as they are."""
ASKED = 300
"""From how many agents and arrows on a reader is asked before they are drawn."""
OTHERS = "others:"
"""What the IRI of the others begins with: it is none."""


def folded(told: Sequence[Movement], most: int = MOST, language: str = "sv") -> list[Movement]:
    """Put agents that take part in few movements together, by organisation.

    Those of organisations of which no agent stays are the others of all. One agent alone is never folded, and each
    movement stays, between whom it is drawn now; one among the others of an organisation leads from them to them.

    Args:
        told: The movements.
        most: How many agents stay as they are.
        language: `sv` or `en`: of the word for the others.
    """
    agents = {end.iri: end for one in told for end in (one.sender, one.receiver)}
    counts = Counter(end.iri for one in told for end in (one.sender, one.receiver))
    ranked = sorted(agents, key=lambda iri: (-counts[iri], iri))
    stay = set(ranked[:most])
    shown = {agents[iri].organisation for iri in stay}
    groups: dict[str, list[Agent]] = defaultdict(list)
    for iri in ranked[most:]:
        own = agents[iri].organisation
        groups[own if own in shown else ""].append(agents[iri])
    others = {
        agent.iri: _others(organisation, group, language)
        for organisation, group in groups.items()
        if len(group) > 1
        for agent in group
    }
    return [
        replace(
            one,
            sender=others.get(one.sender.iri, one.sender),
            receiver=others.get(one.receiver.iri, one.receiver),
        )
        for one in told
    ]


def strongest(told: Sequence[Movement], language: str = "sv") -> tuple[list[Movement], list[Movement]]:
    """Give the movements of the strongest flows between the busiest agents; all of them where they are few.

    Args:
        told: The movements.
        language: `sv` or `en`: of the word for the others.

    Returns:
        What is drawn, and all movements between the same agents and their others: what each of them sends and receives.
    """
    if len(_ends(told)) <= _SMALL[0] and len({_arrow(one) for one in told}) <= _SMALL[1]:
        return list(told), list(told)
    few = folded(told, MOST, language)
    counts = Counter((one.sender.iri, one.receiver.iri) for one in few if one.sender.iri != one.receiver.iri)
    ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))
    kept = set(ranked[:ARROWS])
    return [one for one in few if (one.sender.iri, one.receiver.iri) in kept], few


def _ends(told: Sequence[Movement]) -> set[str]:
    return {end.iri for one in told for end in (one.sender, one.receiver)}


def _arrow(one: Movement) -> tuple[str, str, str, bool]:
    return one.sender.iri, one.receiver.iri, one.kind, one.anticipated


def _others(organisation: str, group: Collection[Agent], language: str) -> Agent:
    label = words(language)["others"].format(count=len(group))
    return Agent(f"{OTHERS}{organisation}", label, organisation=organisation)


def parts(told: Sequence[Movement]) -> int:
    """Count the agents and arrows that a map of some movements has."""
    return len(_ends(told)) + len({_arrow(one) for one in told})
