"""Which assignments a clause reports on that names the paragraph in which they were given, and often the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.clauses import meant
from kg.graph.iri import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.graph.tellings import Given, Reported

_TOLD = 0.6
"""A report that says of a task this share of its words is about it; one less like it may be about another."""
_CLEARLY = 0.25
"""By so much more than of any other task."""
_LONG, _UNLIKE = 15, 0.25
"""A report of so many words that says so little of a task is about another, which was not read."""
_FEW = 5
"""A task or a report of fewer words says too little to be told from others by them."""


def matched(reported: Sequence[Reported], given: Sequence[Given]) -> Iterator[tuple[Reported, Given]]:
    """Match reports on a paragraph with the assignments that it gave.

    Args:
        reported: Clauses that name the paragraph.
        given: The assignments of the paragraph.
    """
    for one in reported:
        earlier = [other for other in given if other.day < one.day]
        for assignment in _of_receiver(one, _meant_by(one, earlier)):
            yield one, assignment


def _meant_by(one: Reported, given: Sequence[Given]) -> list[Given]:
    """Give the assignments of the clause that is meant: by its number, where the words do not say another."""
    alike = _by_words(one, given)
    if alike:
        return alike
    if one.points:
        numbered = [other for other in given if other.order in one.points]
        # A budget numbers its points list by list: which of two with one number is not known.
        fitting = numbered if len({other.clause for other in numbered}) <= len(one.points) else []
    else:
        fitting = list(given) if len({other.clause for other in given}) == 1 else []
    return [other for other in fitting if not _is_of_another(one, other)]


def _is_of_another(one: Reported, other: Given) -> bool:
    """Whether a report tells a task at length, and it is not this one."""
    said = set(meant(one.text))
    share = _share(said, other)
    return share is not None and len(said) >= _LONG and share < _UNLIKE


def _share(said: set[str], other: Given) -> float | None:
    """Give how much of a task a report tells; None of a task that is too short to be told from others."""
    words = set(meant(other.task))
    return len(words & said) / len(words) if len(words) >= _FEW else None


def _by_words(one: Reported, given: Sequence[Given]) -> list[Given]:
    """Give the assignments of the one clause whose task a report tells in its own words; none where two are near."""
    said = set(meant(one.text))
    best: dict[str, float] = {}
    for other in given:
        best[other.clause] = max(_share(said, other) or 0.0, best.get(other.clause, 0.0))
    ranked = sorted(best.values(), reverse=True)
    if not ranked or ranked[0] < _TOLD or (len(ranked) > 1 and ranked[0] - ranked[1] < _CLEARLY):
        return []
    return [other for other in given if best[other.clause] == ranked[0]]


def _of_receiver(one: Reported, given: Sequence[Given]) -> list[Given]:
    """Of an assignment to several keep those that the report names, if it names any."""
    said = slug(one.text)
    named = [other for other in given if f"-{other.to.rpartition('/')[2]}-" in f"-{said}-"]
    return named or list(given)
