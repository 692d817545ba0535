"""What follows from all that the documents tell of one matter: which movements are one, what became of proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import fates, joining, renumbered, reports, taken_up
from kg.graph.evidence import Rank
from kg.graph.inferred import Ground, inferred
from kg.graph.joining import Join
from kg.graph.quads import iri
from kg.graph.renumbered import About, Same
from kg.graph.tellings import Given, Made, Record, Reported, Told, read
from kg.graph.vocab import concept, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.graph.fates import Fate
    from kg.graph.group import Group
    from kg.graph.quads import Triple

_ADJOURNED = "adjourned"


def by_step(step: str, group: Group) -> set[Triple]:
    """Tell what follows where a paragraph is named by the minutes of others."""
    best = _preferred(group)
    told = _told(group, best)
    found = _same(joining.by_step(told, step))
    about = sorted(_counting(About, group.of("about"), best))
    for same in renumbered.of_step(step, about):
        found |= _one_matter(same)
    beyond = renumbered.unnumbered(step, about)
    for sent, later in taken_up.elsewhere(told, step, beyond[0][1]) if beyond else ():
        ground = Ground((sent.passage, later.passage), "taken-up/by-step-and-title", "0.85")
        found |= inferred(sent.iri, "takenUpAt", later.item, ground)
    items = {step, *(later.item for _, later in beyond)}
    by_number = {here.body for one, _ in beyond for here in about if renumbered.share_a_number(one, here)}
    made = (one for one in _counting(Made, group.of("made"), best) if one.item in items)
    for fate in fates.of_case(sorted(made), told) if beyond else ():
        # What is put off is settled by a paragraph that need not tell of the step.
        if fate.proposal.item == step and fate.fate != _ADJOURNED and fate.settled.body not in by_number:
            found |= _settled(fate, "fate/by-step-and-clauses")
    given = sorted(_counting(Given, group.of("given"), best))
    reported = sorted(_counting(Reported, group.of("reported"), best))
    for one, assignment in reports.matched(reported, given):
        ground = Ground((one.passage, assignment.passage), "report/by-point" if one.points else "report/by-task", "0.9")
        found |= inferred(one.iri, "reportsOn", assignment.iri, ground)
    return found


def by_day(_: str, group: Group) -> set[Triple]:
    """Tell what follows where a day and both ends are named, and no paragraph: of one matter by another number.

    Its title says so in the same words, and nothing else that went that way on that day has a title like it.
    """
    best = _preferred(group)
    told = _told(group, best)
    of_item = {one.item: one for one in _counting(About, group.of("about"), best)}
    found: set[Triple] = set()
    for one in told:
        later = of_item[one.item]
        fitting = [
            other
            for other in told
            if other.source == other.body != one.body and renumbered.are_one_matter(of_item[other.item], later)
        ]
        if one.source == one.body or len({other.item for other in fitting}) != 1:
            continue
        sent = joining.nearest(fitting, one.kind)
        earlier = of_item[fitting[0].item]
        if sent is None or renumbered.share_a_number(earlier, later) or not renumbered.says_all_of(earlier, later):
            continue
        found |= _same([Join(sent, one, "join/by-day-and-title", "0.85")])
        ground = Ground((sent.passage, later.passage), "taken-up/by-day-and-title", "0.8")
        found |= inferred(sent.iri, "takenUpAt", later.item, ground)
        if len(earlier.cases) == len(later.cases) == 1:
            case, own = earlier.cases[0], later.cases[0]
            found |= _one_matter(Same(case, own, (earlier, later), "matter/by-day-and-title", "0.8"))
    return found


def by_case(_: str, group: Group) -> set[Triple]:
    """Tell what follows from the paragraphs about one number of a year: of each matter that has it."""
    best = _preferred(group)
    about = sorted(_counting(About, group.of("about"), best))
    steps = [(one.item, one.at) for one in _told(group, best) if one.at]
    joined = [*renumbered.same(about), *renumbered.of_steps(about, steps)]
    found: set[Triple] = set()
    beside = sorted(_counting(About, group.of("beside"), best))
    for one in [*joined, *(renumbered.beside(paragraph) for paragraph in beside)]:
        found |= _one_matter(one)
    made, told = list(_counting(Made, group.of("made"), best)), _told(group, best)
    for cases in renumbered.matters(about, joined):
        here = [one for one in about if cases & set(one.cases)]
        items = {one.item for one in here}
        found |= _of_matter(
            [one for one in told if one.item in items], [one for one in made if one.item in items], here
        )
    return found


def _one_matter(one: Same) -> set[Triple]:
    ground = Ground(tuple(sorted({here.passage for here in one.shown})), one.rule, one.confidence)
    return inferred(min(one.one, one.other), "sameMatterAs", max(one.one, one.other), ground)


def _of_matter(told: Sequence[Told], made: Sequence[Made], about: Sequence[About]) -> set[Triple]:
    """Tell what follows from the paragraphs of one matter."""
    put_off = {one.item for one in made if one.outcome == _ADJOURNED}
    clauses = {clause.passage for one in made for clause in one.clauses}
    joins = [*joining.by_case(told, put_off), *joining.of_committees(told, clauses)]
    found = _same(joins)
    for one, paragraph in taken_up.next_after(told, about, {join.other.iri for join in joins}):
        ground = Ground((one.passage, paragraph.passage), "taken-up/by-case-and-order", "0.85")
        found |= inferred(one.iri, "takenUpAt", paragraph.item, ground)
    for fate in fates.of_case(made, told):
        found |= _settled(fate)
    return found


def _same(joins: Iterable[Join]) -> set[Triple]:
    """Join two tellings both ways, and say which of them counts."""
    found: set[Triple] = set()
    for counted, other, rule, confidence in joins:
        ground = Ground((counted.passage, other.passage), rule, confidence)
        found |= inferred(counted.iri, "sameMovementAs", other.iri, ground)
        found |= inferred(other.iri, "sameMovementAs", counted.iri, ground)
        found.add((iri(other.iri), iri(term("countedAs")), iri(counted.iri)))
    return found


def _settled(one: Fate, rule: str = "fate/by-case-and-clauses") -> set[Triple]:
    """Say what became of a proposal and of its clauses."""
    proposal, settled = one.proposal, one.settled
    ground = Ground((proposal.passage, settled.passage), rule, one.confidence)
    found = inferred(proposal.iri, "settledBy", settled.iri, ground)
    found |= inferred(proposal.iri, "fate", concept("fate", one.fate), ground)
    for was, now in one.became:
        ground = Ground((was.passage, now.passage), "fate/by-clause", one.confidence)
        found |= inferred(was.iri, "becameClause", now.iri, ground)
    return found


def _told(group: Group, best: Mapping[str, str]) -> list[Told]:
    return sorted(_counting(Told, group.of("told"), best))


def _counting(kind: type[Record], rows: Iterable[str], best: Mapping[str, str]) -> Iterator[Record]:
    """Read the records of the Minutes that count."""
    return (one for row in rows if best[(one := read(kind, row)).item] == one.minutes)


def _preferred(group: Group) -> dict[str, str]:
    """Give the Minutes that count, of each paragraph of a group."""
    best: dict[str, Rank] = {}
    for value in group.of("record"):
        item, _, written = value.partition(" ")
        rank = Rank.read(written)
        best[item] = min(rank, best.get(item, rank))
    return {item: rank.minutes for item, rank in best.items()}
