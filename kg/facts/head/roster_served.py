"""Lists of substitutes whose label says that those they serve for stand behind: `Tjänstgörande ersättare: ersätter`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import agents, roster_labels
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow

_SERVES = " ersätter "
_BETWEEN = re.compile(r"\s*(?:\([^()]{1,8}\))?[\s,;:/–-]*")
_TWO = 2


def told(found: Sequence[Group]) -> Iterator[Group]:
    """Put the word between the two names of each line of such a list, as other lists have it there."""
    for group in found:
        if group.kind == "list" and roster_labels.names_served(group.label.text):
            yield group._replace(lines=[replace(line, flow=_told(line.flow)) for line in group.lines])
        else:
            yield group


def _told(flow: Flow) -> Flow:
    named = list(agents.find(flow.text))
    if len(named) != _TWO:
        return flow
    first, second = named
    between = flow.text[first.begin + len(first.name) : second.begin]
    if not _BETWEEN.fullmatch(between):
        return flow
    return join([flow.cut(0, first.end), flow.cut(second.begin)], _SERVES)
