"""Sentences that say what became of a matter where no heading and no lead does: `Informationen noteras`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.decisions import clause, decision_points, remarks, spoken, unheaded, who_decides, whose_proposal
from kg.facts.decisions.told import Decision
from kg.facts.floor import motion_headed
from kg.facts.matters import movement
from kg.facts.papers import initiative_title
from kg.language import agents, grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Block, Flow, Mention


_LONGEST_BARE = 180
"""A longer sentence without a heading is story, in characters."""
_FAR = 90
"""Who decides in a story stands so near the beginning of the sentence, in characters."""
_DECIDES = grammar.pattern("decisions", "decides")
_DECIDED = grammar.pattern("decisions", "decided")
_DUE = grammar.pattern("assignment", "due")
_IMPERSONAL_INFINITIVE = grammar.pattern("decisions", "impersonal-infinitive")
_SETTLED_ALONE = grammar.pattern("decisions", "settled-alone")
_PROPOSED_LINE = grammar.pattern("decisions", "proposed-line")
_WHEN_ADJUSTED = grammar.pattern("decisions", "when-adjusted")
_FOUND = grammar.pattern("decisions", "found-by-the-chair")
_OF_A_YRKANDE = grammar.pattern("decisions", "of-a-yrkande")
_NOT_PUT = grammar.pattern("decisions", "not-put")
_QUESTION_TIME = grammar.pattern("initiative", "question-time")
_ALONE_NOT_PUT = grammar.pattern("decisions", "alone-not-put")
_PROPOSED = grammar.pattern("walk", "proposed")
_MOVED = grammar.pattern("walk", "moved")


def read(text: ItemText) -> Iterator[Decision]:
    """Read what stands as the outcome of a paragraph without a heading: `Informationen noteras`.

    Such a sentence is a paragraph of its own, or the last one of a story; what a title says is one where nothing else
    stands: `Dagordningen godkänns.`
    """
    told = False
    for section in text.item.of("", "background", "deliberation"):
        blocks = spoken.left_out(section)
        if not section.kind and _is_settled_by_points(blocks):
            told = True
            yield _decision(text, agents.own(), [part for block in blocks for part in _settling(text, block)])
            continue
        for block in blocks:
            told = True
            last = block is blocks[-1]
            if not block.mark and (last or not section.kind):
                alone = not section.kind or len(blocks) == 1
                yield from _outcomes(text, block.flow, alone=alone, last=last, plain=not section.kind)
    for flow in unheaded.last(text):
        yield from _outcomes(text, flow, alone=True, last=True)
    title = text.item.title
    if not told and not text.item.sections and title.text.endswith("."):
        yield from _outcomes(text, title, alone=True, last=True)


def found_by_the_chair(text: ItemText, own_name: str) -> list[Decision]:
    """Read the last that the chair finds decided: `finner att nämnden bifaller motionen`, but nobody's yrkande."""
    found: list[Decision] = []
    for section in text.item.of("", "proposition", "motions", "deliberation"):
        for flow in (flow for block in section.blocks for flow in sentences(block.flow)):
            match = _FOUND.search(flow.text) if motion_headed.chair_speaks(flow) else None
            said = flow.cut(match.end()) if match else None
            if said is None or _OF_A_YRKANDE.search(said.text) or agents.people(said):
                found = [] if said is not None else found
                continue
            by = who_decides.acts(said)
            told = who_decides.read(said)
            if by is None and told and told.by and not told.asked and told.rest.text.startswith("att "):
                by, said = told.by, told.rest
            if by is not None and not agents.foreign(by, own_name):
                found = [replace(_decision(text, by, [said]), on_proposal_of=whose_proposal.adopted(said))]
    return found


def _settling(text: ItemText, block: Block) -> Sequence[Flow]:
    """Part a point into sentences, without the last ones that say when the minutes are adjusted."""
    parts = decision_points.parted(block.flow, text.item.title.text)
    while len(parts) > 1 and _WHEN_ADJUSTED.match(parts[-1].text):
        parts.pop()
    return parts


def _is_settled_by_points(blocks: Sequence[Block]) -> bool:
    """Whether points with a number or letter, or att-satser, stand below the title alone: each settles something."""
    return bool(blocks) and all(
        (block.mark[:1].isalnum() or decision_points.ATT.match(block.text)) and clause.outcome(block.text) != "other"
        for block in blocks
    )


def _outcomes(text: ItemText, flow: Flow, *, alone: bool, last: bool, plain: bool = False) -> Iterator[Decision]:
    """Read the sentences at the end of a paragraph that say what the meeting has done with the matter.

    Args:
        text: The paragraph (§).
        flow: A paragraph of it.
        alone: Whether a sentence that names nobody may be the outcome: it is, where no long story goes before it.
        last: Whether nothing follows: then the outcome may stand behind other sentences.
        plain: Whether it stands under no heading: there minutes in the past tense say what is decided.
    """
    own_name = movement.own_name(text)
    parts = [clause.without_remark(part) for part in sentences(flow)]
    while len(parts) > 1 and (_WHEN_ADJUSTED.match(parts[-1].text) or remarks.is_of_members(text, parts[-1])):
        parts.pop()
    for at in range(len(parts)):
        found = [_outcome(text, part, own_name, alone=alone, plain=plain) for part in parts[at:]]
        if len(parts) == 1 and plain and _SETTLED_ALONE.fullmatch(flow.text):
            found = [_decision(text, agents.own(), [flow])]
        if all(found):
            yield from (decision for decision in found if decision)
            return
        if not (last or plain):
            return


def _outcome(text: ItemText, flow: Flow, own_name: str, *, alone: bool, plain: bool) -> Decision | None:
    """Read one sentence that says what the meeting has done with the matter; else give None."""
    # What the chair finds is of a yrkande; what follows from it is said, or not said, in other words.
    if (
        _falls_away(text, flow)
        or _MOVED.search(flow.text)
        or motion_headed.chair_speaks(flow)
        or _PROPOSED_LINE.match(flow.text)
    ):
        return None
    if len(flow.text) < _LONGEST_BARE:
        by = who_decides.acts(flow, plain=plain)
        if (by is not None and not agents.foreign(by, own_name)) or (
            alone and not _PROPOSED.search(flow.text) and decision_points.is_outcome(flow.text.strip(" .:"))
        ):
            return _decision(text, by or agents.own(), [flow])
    if plain and (told := who_decides.impersonal(flow)):
        return _decision(text, agents.own(), clause.split(told.rest))
    bare = _IMPERSONAL_INFINITIVE.match(flow.text) if plain else None
    if bare and who_decides.is_infinitive(flow.text[bare.end() :]):
        return _decision(text, agents.own(), [flow])
    if not own_name or not (_DECIDES.search(flow.text[:_FAR]) or (plain and _DECIDED.match(_DUE.sub(" ", flow.text)))):
        return None
    told = who_decides.read(flow)
    if told is None or told.by is None or agents.foreign(told.by, own_name) or told.by.span.begin != flow.origin(0):
        return None
    asks = who_decides.asks_in_a_clause(told)
    if not told.rest.text.startswith("att ") and not who_decides.settles(told) and not asks:
        return None
    parts = clause.split(told.rest) if asks or told.rest.text.startswith("att ") else [flow]
    decision = _decision(text, told.by, parts, proposal=bool(told.asked))
    return replace(decision, asked=told.asked, on_proposal_of=told.on_proposal_of)


def _falls_away(text: ItemText, flow: Flow) -> bool:
    """Whether a sentence only says that a question or an interpellation is not put: nobody has decided that."""
    if _NOT_PUT.match(flow.text) is not None:
        return True
    title = text.item.title.text
    asked = (
        initiative_title.kind_of(title) in {"question", "interpellation"} or _QUESTION_TIME.search(title) is not None
    )
    return asked and _ALONE_NOT_PUT.match(flow.text) is not None


def _decision(text: ItemText, by: Mention, told: Sequence[Flow], *, proposal: bool = False) -> Decision:
    clauses = tuple(clause.read(text, flow, proposal=proposal) for flow in told)
    return Decision(
        item=text.item.number,
        at=clauses[0].at,
        by=by,
        kind="proposal" if proposal else "decision",
        clauses=clauses,
        confidence=0.7,
    )
