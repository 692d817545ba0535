"""Which tellings of a movement are of one movement: the sender's, the receiver's, and those of bodies further up."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.graph.tellings import Told

_HANDED = frozenset({"proposes", "forwards", "prepares", "answers", "requests"})
_FAMILIES = (_HANDED, frozenset({"consults", "requests", "forwards"}), frozenset({"refers-back"}))
"""Kinds by which two bodies may call one movement: who proposes is to the receiver the one that has prepared."""
_RETOLD = _HANDED | {"refers-back"}
_LATEST = "9999"


class Join(NamedTuple):
    """Two tellings of one movement; the first of them counts."""

    counted: Told
    other: Told
    rule: str
    confidence: str


def by_step(tellings: Iterable[Told], step: str) -> list[Join]:
    """Join tellings that state the sender's paragraph with what that paragraph tells itself, and with each other.

    A committee's step is told by the bodies further up too, each as having come to itself.

    Args:
        tellings: What the preferred records tell.
        step: The IRI of the paragraph of the sender's minutes.
    """
    of_step: dict[str, list[Told]] = defaultdict(list)
    for one in tellings:
        if not one.anticipated and (one.at == step or (one.item == step and one.source == one.body)):
            of_step[one.source].append(one)
    found: list[Join] = []
    for same in of_step.values():
        own = [one for one in same if one.item == step]
        if own:
            taken: dict[tuple[str, str], Told] = {}
            for one in sorted((one for one in same if one.item != step), key=order):
                sent = _sent_as(one, own)
                # A paragraph may tell of one movement twice: as dealt with, and as handed on.
                first = taken.setdefault((sent.iri, one.minutes), one) if sent is not None else None
                if sent is not None and first is not None and (first.item, first.target) == (one.item, one.target):
                    found.append(Join(sent, one, "join/by-paragraph", "0.95"))
        else:
            retold = _first_of_each([one for one in same if one.item != step])
            found += [
                Join(retold[0], one, "join/by-paragraph", "0.9")
                for one in retold[1:]
                if _compatible(retold[0].kind, one.kind) and one.minutes != retold[0].minutes
            ]
    return found


def _sent_as(told: Told, own: Sequence[Told]) -> Told | None:
    """Give the one movement of the sender's paragraph that another body tells: to it, else the one to a body below."""
    fitting = [one for one in own if _compatible(one.kind, told.kind)]
    direct = [one for one in fitting if one.target == told.target]
    if direct:
        return nearest(direct, told.kind)
    # A line of where the matter was before says of a return or a question no more than of a proposal.
    given = [one for one in own if one.target == told.target and told.kind == "prepares"]
    if len(given) == 1:
        return given[0]
    # What a paragraph sent back to one body, another may tell as having come back to itself: there is but one return.
    return fitting[0] if len(fitting) == 1 and told.kind in _RETOLD else None


def by_case(tellings: Iterable[Told], again: Collection[str]) -> list[Join]:
    """Join the tellings of one case: by the stated day, else by order.

    The receiver's first telling on or after the sender's day, and before the day on which it sends the matter again,
    tells of the same movement; what a paragraph tells that takes up an adjourned one again is told before.

    Args:
        tellings: What the preferred records tell.
        again: The paragraphs that put their matter off.
    """
    told = [one for one in tellings if not one.anticipated]
    own: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.source == one.body:
            own[one.item].append(one)
    ends: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        # What states a paragraph that tells the movement itself is joined to that, whatever end it names: `by_step`.
        if one.source == one.body or not one.at or _sent_as(one, own[one.at]) is None:
            ends[one.source, one.body if _has_come(one) else one.target].append(one)
    found: list[Join] = []
    for same in ends.values():
        for family in _FAMILIES:
            kin = [one for one in same if one.kind in family]
            found += _between(sorted(kin, key=order), again)
    return _once(found)


def _between(same: Sequence[Told], again: Collection[str]) -> Iterator[Join]:
    """Join the tellings of one pair of ends, in the order of time."""
    sent = [one for one in same if one.source == one.body]
    rest = [one for one in same if one.source != one.body]
    steps = {one.item for one in sent}
    days = [one.day for one in sent]
    open_: list[Told] = []
    for one in rest:
        if one.at in steps:
            continue  # told by its paragraph: `by_step` joins it
        if not one.date:
            open_.append(one)
            continue
        of_day = [other for other in sent if other.day == one.date]
        if (counted := nearest(of_day, one.kind)) is not None:
            yield Join(counted, one, "join/by-day", "0.9")
        elif not of_day and (counted := _of_number(one, sent)) is not None:
            yield Join(counted, one, "join/by-number", "0.8")
    yield from _told_again(rest, days)
    for nth, one in enumerate(sent):
        if days.count(one.day) > 1 and nearest([other for other in sent if other.day == one.day], one.kind) != one:
            continue
        until = next((day for day in days[nth:] if day > one.day), _LATEST)
        between = [other for other in open_ if one.day and one.day <= other.day < until and _may_name(other, one)]
        for body in sorted({other.body for other in between}):
            of_body = [other for other in between if other.body == body]
            if body != one.target:
                of_body = [other for other in of_body if other.kind == one.kind]
            for first in _first_and_again(of_body, one.kind, again):
                yield Join(one, first, "join/by-case-and-order", "0.9")
    if not sent:
        yield from _without_sender(open_, again)


def is_of_another(here: Iterable[Told], step: str, body: str) -> bool:
    """Whether a paragraph has before it what a body sent at another paragraph than a step, as far as it states which.

    Args:
        here: What the paragraph tells.
        step: The IRI of the body's paragraph.
        body: The body.
    """
    day, number = step.rsplit("/", 2)[-2:]
    stated = [
        (one.number, one.date)
        for one in here
        if one.source == body and one.kind in _HANDED and (one.number or one.date) and not one.anticipated
    ]
    return bool(stated) and not any(
        (of == number and when.partition("-")[0] in {"", day.partition("-")[0]}) or (not of and when == day)
        for of, when in stated
    )


def _may_name(told: Told, sent: Told) -> bool:
    """Whether a telling without a day is of a paragraph, as far as it states a number: `Au § 60` is not of § 45."""
    return told.number in {"", sent.item.rpartition("/")[2]}


def _name_alike(one: Told, other: Told) -> bool:
    """Whether two tellings without a day may be of one paragraph."""
    return not one.number or not other.number or one.number == other.number


def _of_number(one: Told, sent: Sequence[Told]) -> Told | None:
    """Give the one movement of the paragraph whose number is stated with a wrong day of its year: a slip."""
    number, year = one.at.rpartition("/")[2], one.date.partition("-")[0]
    of_year = [other for other in sent if other.day.startswith(f"{year}-") and other.day <= one.day]
    fitting = [other for other in of_year if number and other.item.rpartition("/")[2] == number]
    return nearest(fitting, one.kind) if len({other.day for other in fitting}) == 1 else None


def of_committees(told: Sequence[Told], decided: Collection[str]) -> list[Join]:
    """Join what a board tells of its asking somebody with its committee's asking: no other did.

    Args:
        told: What is told of one matter.
        decided: The passages of clauses: what one of these does is no telling of what was done before.
    """
    asked = [one for one in told if one.kind == "consults" and one.source == one.body and not one.anticipated]
    found: list[Join] = []
    for one in asked:
        if one.passage in decided or one.date:
            continue
        before = [
            other
            for other in asked
            if other.target == one.target and other.source.startswith(f"{one.source}s-") and other.day <= one.day
        ]
        if before:
            found.append(Join(max(before, key=order), one, "join/by-committee", "0.85"))
    return found


def _told_again(rest: Sequence[Told], days: Sequence[str]) -> Iterator[Join]:
    """Join what states one day, where the sender's minutes of that day do not tell it."""
    dated: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in rest:
        if one.date and one.date not in days:
            dated[one.kind, one.date].append(one)
    for same in dated.values():
        first, *others = _first_of_each(same)
        # Two steps of a day have two paragraphs.
        yield from (
            Join(first, other, "join/by-day", "0.9") for other in others if not first.at or other.at in {"", first.at}
        )


def _has_come(one: Told) -> bool:
    """Whether the receiver tells of it: who asks the municipality asks the board that tells of it and is to answer."""
    return one.target == one.body or (one.kind == "consults" and one.body.startswith(f"{one.target}/"))


def _without_sender(told: Sequence[Told], again: Collection[str]) -> Iterator[Join]:
    """Join what the receiver tells with what others told of it before, where the sender's own minutes tell nothing."""
    received = [one for one in told if _has_come(one)]
    for kind in sorted({one.kind for one in received}):
        mine = [one for one in received if one.kind == kind]
        for body in sorted({one.body for one in told if not _has_come(one) and one.kind == kind}):
            others = [one for one in told if one.body == body and one.kind == kind and not _has_come(one)]
            before = [one for one in others if one.day <= mine[0].day and _name_alike(one, mine[0])]
            if before:
                yield Join(mine[0], before[-1], "join/by-case-and-order", "0.85")
        if kind == "consults":
            # One asks once: what is told of it again and again is that.
            yield from (Join(mine[0], one, "join/by-case-and-order", "0.85") for one in mine[1:])
            continue
        for nth, one in enumerate(mine):
            later = _first_and_again(mine[nth:], kind, again)[1:]
            yield from (
                Join(one, other, "join/by-case-and-order", "0.85") for other in later if _name_alike(one, other)
            )


def _first_and_again(told: Sequence[Told], kind: str, again: Collection[str]) -> list[Told]:
    """Give the first telling of a body, and those of the paragraphs that take the matter up again after it was put off.

    Args:
        told: Of one body, in the order of time.
        kind: How it is called by the sender: of two tellings of a paragraph the one that calls it so.
        again: The paragraphs that put their matter off.
    """
    found: list[Told] = []
    for day in sorted({one.day for one in told}):
        if found and found[-1].item not in again:
            break
        one_of_day = nearest([one for one in told if one.day == day], kind)
        if one_of_day is None:
            break
        found.append(one_of_day)
    return found


def nearest(told: Sequence[Told], kind: str) -> Told | None:
    """Give the telling of one day that calls it by a kind, else the first; None where two paragraphs tell it alike."""
    if not told:
        return None
    same = [one for one in told if one.kind == kind] or list(told)
    return same[0] if len({one.item for one in same}) == 1 else None


def _first_of_each(told: Sequence[Told]) -> list[Told]:
    """Give the first telling of each Minutes."""
    found: dict[str, Told] = {}
    for one in sorted(told, key=order):
        found.setdefault(one.minutes, one)
    return sorted(found.values(), key=order)


def _once(joins: Sequence[Join]) -> list[Join]:
    """Keep one join for each telling, the surest, and one partner of each for every Minutes."""
    found: list[Join] = []
    taken: set[str] = set()
    partners: set[tuple[str, str]] = set()
    for join in sorted(joins, key=lambda one: (-float(one.confidence), order(one.other), order(one.counted))):
        if join.other.iri in taken or (join.counted.iri, join.other.minutes) in partners:
            continue
        taken.add(join.other.iri)
        partners.add((join.counted.iri, join.other.minutes))
        found.append(join)
    return found


def _compatible(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _FAMILIES)


def order(one: Told) -> tuple[str, int, str]:
    """Give the place of a telling in time: the day, the number of the paragraph."""
    digits = re.match(r"\d+", one.item.rpartition("/")[2])
    return one.day, int(digits[0]) if digits else 0, one.iri
