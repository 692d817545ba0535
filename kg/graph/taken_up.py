"""In which paragraph what was sent is taken up next: by the receiver, or where it came back to by the sender."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.graph.joining import is_of_another

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.graph.renumbered import About
    from kg.graph.tellings import Told

_SENT = frozenset({"proposes", "forwards", "refers-back", "consults", "requests", "answers"})
_BACK = "refers-back"
_LATEST = "9999"


def next_after(told: Sequence[Told], about: Sequence[About], retold: Collection[str]) -> Iterator[tuple[Told, About]]:
    """Give the paragraph that takes up each movement of a matter next, as its sender tells it.

    It is the receiver's first from the sender's day on, and before the day on which the same goes to it again. What was
    sent back to somebody whose minutes tell nothing of it is taken up where another body says that it came back, else
    where the sender has the matter before it again.

    Args:
        told: The movements that the paragraphs of one matter tell.
        about: Those paragraphs.
        retold: The movements that count as another one.
    """
    of: dict[str, list[About]] = defaultdict(list)
    for paragraph in sorted(about, key=lambda one: (one.day, one.item)):
        of[paragraph.body].append(paragraph)
    tells: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        tells[one.item].append(one)
    sent = [one for one in told if one.source == one.body and not one.anticipated and one.kind in _SENT and one.day]
    for one in sent:
        if one.iri in retold:
            continue
        same = (other.day for other in sent if (other.target, other.kind) == (one.target, one.kind))
        until = min((day for day in same if day > one.day), default=_LATEST)
        here = one.item.rpartition("/")[0]
        found = [
            other
            for other in of[one.target]
            if one.day <= other.day < until
            and not _is_of(other, here)
            and not is_of_another(tells[other.item], one.item, one.source)
        ]
        if not found and one.kind == _BACK:
            found = _told_as_come_back(one, told, about)
            found = found or [other for other in of[one.source] if one.day < other.day <= until]
        if found and (len(found) == 1 or found[0].day != found[1].day):
            yield one, found[0]


def elsewhere(told: Sequence[Told], step: str, later: About) -> Iterator[tuple[Told, About]]:
    """Give what a paragraph sent, with the first paragraph that tells of it under another number of the matter."""
    for one in told:
        if one.item == step and one.source == one.body and not one.anticipated and one.kind in _SENT and one.day:
            yield one, later


def _told_as_come_back(one: Told, told: Sequence[Told], about: Sequence[About]) -> list[About]:
    """Give the paragraphs of others that tell of a return, by the sender's paragraph or its day, in their order."""
    items = {
        other.item
        for other in told
        if (other.kind, other.source) == (_BACK, one.source)
        and other.body != one.source
        and (other.at == one.item or (not other.at and other.date == one.day))
    }
    return sorted((other for other in about if other.item in items), key=lambda other: (other.day, other.item))


def _is_of(one: About, meeting: str) -> bool:
    return one.item.rpartition("/")[0] == meeting
