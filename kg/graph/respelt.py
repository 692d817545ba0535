"""Bodies that a document misspells once: the one name of the document that it must be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONG_NAME = 14
"""Names of bodies shorter than this are never taken for misspelt ones, in letters."""


def several(value: object) -> tuple[Mention, ...]:
    """Give the mentions of a field that holds one, several or none."""
    if isinstance(value, Mention):
        return (value,)
    return tuple(one for one in value if isinstance(one, Mention)) if isinstance(value, tuple) else ()


def respellings(facts: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Give the bodies whose name is misspelt once, by the one name of the document that it must be."""
    counted = Counter(
        mention.text
        for found in facts.values()
        for fact in found
        for name in ("source", "target", "by", "agent", "to")
        if isinstance(mention := getattr(fact, name, None), Mention) and mention.kind in {"body", "administration"}
    )
    found = {}
    for name, count in counted.items():
        if count > 2 or len(name) < _LONG_NAME:
            continue
        near = [
            other
            for other, times in counted.items()
            if times > count and OSA.distance(name.casefold(), other.casefold(), score_cutoff=2) in {1, 2}
        ]
        if len(near) == 1:
            found[name] = near[0]
    return found
