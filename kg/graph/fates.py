"""What became of a proposal in the minutes of the body that it went to."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.graph.clauses import Compared, compare, is_opposite, is_vague, only_refers, says_the_same
from kg.graph.joining import is_of_another

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.tellings import Made, Point, Told

_PUT_OFF, _SENT_BACK, _REFUSED = "adjourned", "referred-back", "rejected"
_AGREES = frozenset({"adopted", "fulfilled", "assigned", "appointed", "considered-answered", "partly-adopted", "other"})
"""Outcomes that a refusal is the opposite of."""
_IDLE = frozenset({"noted", "withdrawn"})
"""What only hears of a matter, or takes it off the agenda, settles no proposal in it that was about something else."""


class Fate(NamedTuple):
    """What became of a proposal, by which decision, and of which of its clauses what."""

    proposal: Made
    settled: Made
    fate: str
    became: tuple[tuple[Point, Point], ...] = ()
    confidence: str = "0.9"


def of_case(made: Sequence[Made], told: Iterable[Told] = ()) -> Iterator[Fate]:
    """Tell of the proposals of one case what became of them, where the receiver's minutes are loaded.

    The receiver's first paragraph on or after the day of the proposal, and before the proposer proposes again, settles
    it; one that only puts the matter off does so where none comes after it.

    Args:
        made: The decisions and proposals of the case, of preferred records.
        told: What the paragraphs of the case tell: one that has another proposal before it does not settle this one.
    """
    tells: dict[str, list[Told]] = defaultdict(list)
    for telling in told:
        tells[telling.item].append(telling)
    proposed: dict[str, list[Made]] = defaultdict(list)
    for one in sorted(made, key=_order):
        if one.kind == "proposal" and one.asked and one.asked != one.body:
            proposed[one.item].append(one)
    for here in proposed.values():
        for one in here:
            later = [other.day for other in made if _is_again(one, other)]
            until = min(later, default="9999")
            taken_up = [
                other
                for other in made
                if other.body == one.asked and one.day and one.day <= other.day < until and other.meeting != one.meeting
                if not is_of_another(tells[other.item], one.item, one.body)
            ]
            together = [other for other in here if other.asked == one.asked]
            aside = [other for other in here if other.asked != one.asked]
            found = _settled(one, together, taken_up, aside)
            if found is not None:
                yield found


def _is_again(one: Made, other: Made) -> bool:
    same = (other.kind, other.body, other.asked) == ("proposal", one.body, one.asked)
    return same and other.day > one.day


def _settled(one: Made, together: Sequence[Made], taken_up: Iterable[Made], aside: Sequence[Made]) -> Fate | None:
    """Find the paragraph that settles a proposal, and say how.

    Args:
        one: The proposal.
        together: All proposals of its paragraph to the same body, itself among them.
        taken_up: What that body decided in the case since.
        aside: What its paragraph proposes to others: the body may hand that on to them, and adds nothing by it.
    """
    days: dict[str, dict[str, list[Made]]] = defaultdict(lambda: defaultdict(list))
    for other in sorted(taken_up, key=_order):
        days[other.day][other.item].append(other)
    put_off: Made | None = None
    for _, items in sorted(days.items()):
        found = [fate for decisions in items.values() if (fate := _judged(one, together, decisions, aside))]
        open_ = [fate for fate in found if fate.fate != _PUT_OFF]
        if len(open_) == 1:
            return open_[0]
        if open_:
            # Several paragraphs of one day: the one that follows the proposal, else nobody knows which.
            near = [fate for fate in open_ if fate.fate in {"as-proposed", "changed"}]
            return near[0] if len(near) == 1 else None
        put_off = found[0].settled if found else put_off
    return Fate(one, put_off, _PUT_OFF) if put_off else None


def _judged(one: Made, together: Sequence[Made], decisions: Sequence[Made], aside: Sequence[Made]) -> Fate | None:
    """Say what one paragraph of the receiver makes of a proposal; None where it is about something else."""
    proposed = [clause for other in together for clause in other.clauses]
    decided = [clause for other in decisions for clause in other.clauses if not _handed_on(other, clause, aside)]
    main = _main(one, decisions)
    own = compare(one.clauses if len(together) > 1 else proposed, decided, strictly=main.altered)
    if not (own.same or own.became):
        if main.outcome in {_PUT_OFF, _SENT_BACK}:
            return Fate(one, main, main.outcome)
        if any(other.outcome == _SENT_BACK for other in decisions):
            return Fate(one, next(other for other in decisions if other.outcome == _SENT_BACK), _SENT_BACK)
    follows = main.of == one.body
    if own.unchanged or (follows and not main.altered):
        return Fate(one, main, "as-proposed", confidence="0.95" if own.unchanged and follows else "0.9")
    if len(together) > 1 and own.same == len(one.clauses) and not main.altered:
        return Fate(one, main, "as-proposed")
    opposite = not own.same and all(
        was.outcome != now.outcome or is_opposite(was.text, now.text) for was, now in own.became
    )
    if (own.same or own.became or follows) and not (opposite and own.became and not follows):
        return Fate(one, main, "changed", own.became, "0.85")
    return _otherwise(one, main, own)


def _handed_on(decision: Made, clause: Point, aside: Sequence[Made]) -> bool:
    """Whether a clause hands on to others what was proposed to them beside, as it was or otherwise."""
    return any(
        decision.asked == other.asked or any(says_the_same(clause.text, one.text) for one in other.clauses)
        for other in aside
    )


def _otherwise(one: Made, main: Made, own: Compared) -> Fate | None:
    """Say what a decision is to a proposal with which it has no clause in common."""
    if not main.clauses or not (own.dropped or own.became) or (main.outcome in _IDLE and not main.altered):
        return None
    if main.outcome == _REFUSED and one.outcome != _REFUSED and one.outcome in _AGREES | _IDLE:
        return Fate(one, main, "rejected", own.became, "0.85")
    if main.outcome != _REFUSED and all(only_refers(clause.text) for clause in main.clauses):
        return None if main.altered else Fate(one, main, "as-proposed", confidence="0.75")
    if any(all(is_vague(clause.text) for clause in said.clauses) for said in (one, main)):
        return None  # "Enligt ordförandens förslag": what that was is not said
    return Fate(one, main, "replaced", own.became, "0.8")


def _main(one: Made, decisions: Sequence[Made]) -> Made:
    """Give the decision of a paragraph that a proposal meets: the one most of whose clauses are its own."""

    def meets(other: Made) -> tuple[int, int, int]:
        found = compare(one.clauses, other.clauses)
        return found.same, len(found.became), other.of == one.body

    return max(decisions, key=meets)


def _order(one: Made) -> tuple[str, int, str]:
    digits = re.match(r"\d+", one.item.rpartition("/")[2])
    return one.day, int(digits[0]) if digits else 0, one.iri
