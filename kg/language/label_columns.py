"""Which of the two columns of a table holds labels, headings of sections or of the head, and which the text of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import roster_labels
from kg.language.headings import heading_kind, heads_voters

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOSTLY = 0.6


def heads(words: str) -> bool:
    """Whether words are the heading of a section of a paragraph (§), or of a list of voters."""
    return heading_kind(words) is not None or heads_voters(words)


def hold_headings(words: Sequence[str]) -> bool:
    """Whether the cells of a column are headings of sections, few of them unknown."""
    known = sum(map(heads, words))
    return known > 0 and known >= _MOSTLY * len(words)


def hold_labels(words: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether the cells of the second column are the labels of what stands in the first one.

    >>> hold_labels(["Plats och tid", "Beslutande"], ["Stadshuset", "Anna Ek (S)"])
    True
    >>> hold_labels(["Ordförande", "Ledamot"], ["Bo Ås (M)", "Anna Ek (S)"])
    False
    """
    known = sum(heads(label) or roster_labels.is_no_title(label) for label in words)
    others = sum(heads(text) or roster_labels.kind(text) is not None or "§" in text[:6] for text in beside)
    return 0 < known >= _MOSTLY * len(words) and others <= (1 - _MOSTLY) * len(beside)
