"""What is laid out in columns: tables of votes, and headings beside their text; found once for all who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.lines import label_rows, vote_heads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.lines.furniture import Raw
    from kg.lines.label_rows import Block


class LaidOut(NamedTuple):
    """Where the tables of votes begin and end, by rows, and the blocks of headings with their text, by first row."""

    votes: Mapping[int, int]
    labelled: Mapping[int, Block]
    untold: Sequence[Block]
    """The blocks of which nobody can tell whose text is whose: none of their rows is read."""

    @property
    def tables(self) -> Mapping[int, int]:
        """First and last line, counted from 1, of the tables of votes."""
        return {at + 1: end for at, end in self.votes.items()}


def find(raw: Sequence[Raw], furniture: frozenset[int]) -> LaidOut:
    """Find what is laid out in columns in the lines of a text."""
    votes = {at - 1: end for at, end in vote_heads.tables(raw, furniture).items()}
    labelled = label_rows.find(raw, furniture, votes)
    return LaidOut(votes, labelled, label_rows.left_out(raw, furniture, votes, labelled.values()))
