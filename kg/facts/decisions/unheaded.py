"""Decisions below yrkanden, propositions, votes and reservations that no heading of their own parts from these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import framed
from kg.facts.decisions import decision_walk, who_decides, whose_proposal
from kg.facts.decisions.told import Decision
from kg.facts.floor import motion_headed, motion_sentence
from kg.language import agents, grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Block, Flow, Section


class _Place(NamedTuple):
    """A sentence, its paragraph, and where in it the sentence begins."""

    block: int
    begin: int
    flow: Flow


_ANNOUNCED = grammar.pattern("mover", "announced")
_SAYS_WHO = {
    "motions": ("motion",),
    "proposition": (),
    "vote": (),
    "reservation": ("reservation", "statement", "not-participating"),
    "statement": ("reservation", "statement", "not-participating"),
    "recusal": ("not-participating", "recused"),
}
"""The kinds of sections below which a decision may stand, and whose words may go on in them."""
_ENDS = ".!)”"


def read(text: ItemText, own_name: str) -> Iterator[Decision]:
    """Read the decision that stands behind the words of those who move, vote or reserve themselves.

    It begins where the body that meets decides in a sentence that is no part of what somebody moves or writes: nobody
    has announced it, and nobody moves anything behind it.
    """
    start = Decision(item=text.item.number, at=(), by=agents.own(), kind="decision")
    for section in text.item.of(*_SAYS_WHO):
        for place in _free(text, section):
            if _decides(place.flow, own_name):
                first = section.blocks[place.block]
                blocks = [replace(first, flow=first.flow.cut(place.begin)), *section.blocks[place.block + 1 :]]
                yield from decision_walk.walk(text, blocks, start, by_lead=True)
                break


def last(text: ItemText) -> Iterator[Flow]:
    """Give the last paragraph of each such section, where it is apart from the words above it."""
    for section in text.item.of(*_SAYS_WHO):
        end = len(section.blocks) - 1
        if any(place.block == end and not place.begin for place in _free(text, section)):
            yield section.blocks[end].flow


def before(text: ItemText, section: Section) -> Sequence[Block]:
    """Give the paragraphs of a section down to where the decision of its paragraph (§) begins in it."""
    for place in _sentences(section.blocks):
        if is_decided(text, place.flow):
            block = section.blocks[place.block]
            cut = [replace(block, flow=block.flow.cut(0, place.begin))] if place.begin else []
            return (*section.blocks[: place.block], *cut)
    return section.blocks


def is_decided(text: ItemText, flow: Flow) -> bool:
    """Whether a sentence or paragraph is of a decision of its paragraph (§), and so nobody's words."""
    at = flow.span().begin
    decisions = text.before.get("decision", ())
    return any(
        span.begin <= at < span.end
        for decision in decisions
        for one in (decision, *decision.clauses)
        for span in one.at
    )


def _free(text: ItemText, section: Section) -> list[_Place]:
    """Give the sentences of a section that nobody has announced as his own, behind the last of those who move."""
    whose = _SAYS_WHO[section.kind]
    goes_on = bool(whose)
    found: list[_Place] = []
    before: Flow | None = None
    for place in _sentences(section.blocks):
        flow = place.flow
        headed = "motion" in whose and motion_headed.read(text, flow) is not None
        acts = any(framed.parts(kind, flow, section.kind, taught=False) for kind in whose) or _by_names(
            text, flow, whose
        )
        if "motion" in whose and (acts or headed):
            found = []  # what somebody moves behind it shows that it was none
        parted = place.block and section.blocks[place.block].lines[0].gap and not place.begin
        ended = before.text[-1] in _ENDS or parted if before is not None else not whose
        if ended and not goes_on and not acts:
            found.append(place)
        if motion_headed.chair_speaks(flow):
            goes_on = False
        elif _ANNOUNCED.search(flow.text) or headed:
            goes_on = bool(whose)
        elif acts:
            goes_on = False
        elif "motion" not in whose:
            goes_on = bool(whose)
        before = flow
    return found


def _by_names(text: ItemText, flow: Flow, whose: Sequence[str]) -> bool:
    """Whether somebody moves without a verb, or reserves himself by his name alone."""
    if "motion" in whose:
        return motion_sentence.verbless(text, flow) is not None
    return bool(whose) and motion_sentence.names_only(text, flow)


def _sentences(blocks: Sequence[Block]) -> Iterator[_Place]:
    for at, block in enumerate(blocks):
        begin = 0
        for sentence in sentences(block.flow):
            begin = block.flow.text.index(sentence.text, begin)
            yield _Place(at, begin, sentence)
            begin += len(sentence.text)


def _decides(flow: Flow, own_name: str) -> bool:
    """Whether the body that meets decides in a sentence, or asks another to."""
    lead = who_decides.read(flow)
    return (
        lead is not None
        and lead.by is not None
        and not agents.foreign(lead.by, own_name)
        and (who_decides.opens(lead, strict=True) or who_decides.settles(lead) or _follows(lead))
    )


def _follows(lead: who_decides.Lead) -> bool:
    """Whether a body decides as was proposed, and says no more: `Nämnden beslutar enligt förslaget`."""
    return lead.decides and whose_proposal.by_reference(lead.rest.text)
