"""A matter moves from one body to another: proposed, forwarded, sent back, prepared, asked about, answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts import movement, returned, told
from kg.facts.consultation import consultations
from kg.facts.kind import Field, ItemText, Kind
from kg.facts.movement import Referral
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.points import Decision
    from kg.model import Flow, Mention


_FORWARD = grammar.pattern("referral", "forward")
_MATTER = grammar.pattern("referral", "matter")
_SENT_BACK = grammar.pattern("referral", "sent-back")
_ANSWER = grammar.pattern("referral", "answer")
_GIVES_ANSWER = grammar.pattern("referral", "gives-answer")
_ASKS = grammar.pattern("referral", "asks-in-clause")
# "till samtliga nämnder inom Norra kommun": where they are is not who is asked.
_ADDRESSED = re.compile(r"(?:\b(?:till|från|av|hos|och|samt)|,)\s$")
_PETITION = re.compile(r"^(?:Hemställ(?:an|ningar)|Begäran|Framställ(?:an|ningar?))\s(?:från|av)\s")
_FOR_SOMETHING = re.compile(r"\s(?:ansöka|begära|hemställa)\b")
_REQUEST = grammar.pattern("referral", "request")


def extract(text: ItemText) -> Iterator[Referral]:
    """Read the movements: those the decisions make, then those that the story of the case tells."""
    found = list(_found(text))
    for one in found:
        whose = _whose_committee(text, one, found)
        if whose is not None:
            dated = _with_its_day(one, found)
            yield dated if whose is one.source else replace(dated, source=whose)


_COMMITTEE = "arbetsutskottet"
_BOARD = re.compile(r"(?!.*utskott)(?!.*fullmäktige).*(?:nämnd|styrelse)", re.IGNORECASE)


def _whose_committee(text: ItemText, one: Referral, found: list[Referral]) -> Mention | None:
    """Give the sender; where that is only `arbetsutskottet`, the one of the board that handled the matter after it.

    A committee prepares for its own board: dated before another board's handling, it is not the meeting's own.

    Returns:
        None where several boards could be meant.
    """
    if one.source.text.casefold() != _COMMITTEE or not one.date:
        return one.source
    own_name = movement.own_name(text).casefold()
    boards = {
        other.source.text
        for other in found
        if other.kind in {"prepares", "forwards", "proposes"}
        and other.source.kind == "body"
        and other.date >= one.date
        and _BOARD.match(other.source.text)
        and other.source.text.casefold() != own_name
    }
    if not boards:
        return one.source
    board = boards.pop()
    return None if boards else replace(one.source, text=f"{board}s {_COMMITTEE.removesuffix('et')}")


def _with_its_day(one: Referral, found: list[Referral]) -> Referral:
    """Give a matter's being handed to this meeting the day of the one paragraph in which its sender handled it."""
    if one.kind != "forwards" or one.date or one.anticipated:
        return one
    handled = {
        (other.date, other.step)
        for other in found
        if other.kind == "prepares" and other.date and other.source.text.casefold() == one.source.text.casefold()
    }
    if len(handled) != 1 or one.source.kind == "own":
        return one
    (date, step) = handled.pop()
    return replace(one, date=date, step=step)


def _found(text: ItemText) -> Iterator[Referral]:
    number = text.item.number
    decisions: list[Decision] = list(text.before.get("decision", ()))
    asked = list(consultations(text))
    yield from asked
    answers = list(told.answered(text, asked))
    yield from answers
    answered = {one.at for one in answers}
    for decision in decisions:
        step: Referral | None = None
        for sender, receiver in zip((decision.by, *decision.asked), decision.asked, strict=False):
            step = Referral(
                item=number,
                at=decision.at[:1],
                source=sender,
                target=receiver,
                kind="proposes",
                anticipated=True if step else None,
                preceded_by=step,
            )
            yield step
        if decision.on_proposal_of is not None:
            yield Referral(
                item=number,
                at=decision.at[:1] or (decision.on_proposal_of.span,),
                source=decision.on_proposal_of,
                target=agents.own(),
                kind="prepares",
            )
        for clause in decision.clauses:
            yield from _moved_by_clause(text, decision, clause.flow, asked)
            yield from _requested(text, decision, clause.flow)
    yield from _petitioned(text, decisions)
    yield from returned.in_title(text)
    for section in text.item.of("preparation", "background", "", "other"):
        if section.kind == "preparation":
            yield from told.steps(text, section)
        for block in section.blocks:
            yield from (one for one in told.told(text, block.flow) if one.at not in answered)
    for section in text.item.of("draft"):
        for block in section.blocks:
            yield from told.handled_below_a_draft(text, block.flow)
    yield from told.headings(text)
    yield from told.spoken_of(text)


def _moved_by_clause(
    text: ItemText, decision: Decision, flow: Flow, consultations: list[Referral]
) -> Iterator[Referral]:
    """Read `återremittera ärendet till X`, `överlämna motionen till X`, `avge yttrande till X` in an own decision."""
    if decision.asked:
        return
    number = text.item.number
    if (asks := _ASKS.search(flow.text)) and not _SENT_BACK.search(flow.text):
        for hit in agents.locate(flow, kinds=agents.ALL):
            if hit.begin >= asks.end() and _ADDRESSED.search(flow.text[: hit.begin]):
                yield Referral(item=number, at=(flow.span(),), source=decision.by, target=hit.mention, kind="consults")
        return
    back = _SENT_BACK.search(flow.text)
    answer = _ANSWER.search(flow.text)
    forward = _FORWARD.search(flow.text)
    if back:
        receiver = movement.receiver(flow, back.start()) or _proposer(text)
        if receiver is not None:
            yield Referral(item=number, at=(flow.span(),), source=decision.by, target=receiver, kind="refers-back")
    elif answer and (receiver := movement.receiver(flow, answer.start(), kinds=agents.ALL)):
        yield Referral(
            item=number, at=(flow.span(),), source=_answers_for(flow) or decision.by, target=receiver, kind="answers"
        )
    elif _GIVES_ANSWER.search(flow.text) and len(consultations) == 1:
        asked = consultations[0]
        yield Referral(
            item=number, at=(flow.span(), *asked.at), source=asked.target, target=asked.source, kind="answers"
        )
    elif forward and (not forward[0].casefold().startswith("lämn") or _MATTER.search(flow.text)):
        for receiver in movement.receivers(flow, forward.start(), kinds=agents.ALL):
            yield Referral(item=number, at=(flow.span(),), source=decision.by, target=receiver, kind="forwards")


def _answers_for(flow: Flow) -> Mention | None:
    """Give the organisation in whose name an answer is given: `som Region X:s svar till`."""
    match = re.search(r"\bsom\s(?=[A-ZÅÄÖ])", flow.text)
    hits = [hit for hit in agents.locate(flow, kinds=("organisation",)) if match and hit.begin == match.end()]
    return hits[0].mention if hits else None


def _proposer(text: ItemText) -> Mention | None:
    """Give the one body whose proposal was before the meeting; None where several or none were."""
    found: dict[str, Mention] = {}
    for section in text.item.of("preparation", "background", ""):
        for block in section.blocks:
            for referral in told.told(text, block.flow):
                if referral.kind == "prepares" and referral.source.kind == "body":
                    found[referral.source.text.casefold()] = referral.source
    return next(iter(found.values())) if len(found) == 1 else None


def _petitioned(text: ItemText, decisions: list[Decision]) -> Iterator[Referral]:
    """Read a title such as `Hemställan från X och Y om ...`: each asks the body that is to decide."""
    title = text.item.title
    match = _PETITION.search(title.text)
    if match is None:
        return
    located = agents.locate(title, kinds=agents.ALL)
    first = next((at for at, hit in enumerate(located) if hit.begin == match.end()), None)
    hits = movement.joined(title, located[first:]) if first is not None else []
    if not hits and (association := movement.association_at(title, match.end())):
        hits = [association]
    decider = decisions[0].decider if decisions else agents.own()
    for hit in hits:
        yield Referral(item=text.item.number, at=(title.span(),), source=hit.mention, target=decider, kind="requests")


def _requested(text: ItemText, decision: Decision, flow: Flow) -> Iterator[Referral]:
    """Read what a clause asks of an authority: `att begära dispens hos X`."""
    match = None if _ASKS.search(flow.text) else _REQUEST.search(flow.text)
    if match and re.search(r"\buppdra", flow.text[: match.start()]):
        return  # who is given the task asks, once it is done
    located = agents.locate(flow, kinds=agents.ALL) if match or "hos" in flow.text else []
    hits = [hit for hit in located if match and hit.begin == match.end()] or [
        hit
        for hit in located
        if flow.text[: hit.begin].endswith("att hos ") and _FOR_SOMETHING.match(flow.text, hit.end)
    ]
    if hits:
        yield Referral(
            item=text.item.number,
            at=(flow.span(),),
            source=decision.decider,
            target=hits[0].mention,
            kind="requests",
            anticipated=True if decision.asked else None,
        )


KIND = Kind(
    name="referral",
    record=Referral,
    term="Referral",
    link="hasReferral",
    of_case=True,
    fields=(
        Field("source", "referredFrom", "agent"),
        Field("target", "referredTo", "agent"),
        Field("kind", "referralKind", "concept", "referral-kind"),
        Field("date", "date", "date"),
        Field("step", "stepNumber", "string"),
        Field("anticipated", "anticipated", "boolean"),
        Field("preceded_by", "precededBy", "fact"),
    ),
    key=("source", "target", "kind"),
    apart=("date",),
    extract_item=extract,
)
