"""Which table of names and marks belongs to which vote of a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.floor import vote_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.facts.floor.vote import Vote


def owners(found: Sequence[Vote], told: Sequence[str], tables: Sequence[vote_reader.Table]) -> list[int | None]:
    """Give the vote of each table: by the annex or number that both name, else by equal figures, else the last left.

    Never by order: where two fit, none is taken.
    """
    owner_of: list[int | None] = [None] * len(tables)

    def free(table: vote_reader.Table) -> list[int]:
        named = {row.voter.text for row in table.rows}
        return [
            k
            for k, vote in enumerate(found)
            if k not in owner_of and named.isdisjoint(ballot.voter.text for ballot in vote.ballots)
        ]

    def take(fits: Callable[[vote_reader.Table, int], bool]) -> None:
        wanted = [
            [k for k in free(table) if fits(table, k)] if owner is None else []
            for table, owner in zip(tables, owner_of, strict=True)
        ]
        for place, votes in enumerate(wanted):
            if len(votes) == 1 and sum(votes[0] in other for other in wanted) == 1:
                owner_of[place] = votes[0]

    spoken = [vote_reader.references(words) for words in told]
    take(lambda table, k: bool(table.refers & spoken[k]))
    take(lambda table, k: f"votering {k + 1}" in table.refers and len(found) > 1)
    take(lambda table, k: (found[k].yes, found[k].no) == (table.count("yes"), table.count("no")))
    left = [place for place, owner in enumerate(owner_of) if owner is None]
    if len(tables) == len(found) and len(left) == 1 and len(free(tables[left[0]])) == 1:
        owner_of[left[0]] = free(tables[left[0]])[0]  # figures that differ: both are kept, and told
    return owner_of
