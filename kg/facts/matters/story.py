"""Who moved a matter to whom, as frames say it: in its story, beside its title, in the clauses of its decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from kg.facts import framed
from kg.facts.matters import movement, opinions, returns, steps
from kg.facts.matters.movement import Referral
from kg.language import agents, frames, grammar
from kg.lines.sentences import sentences
from kg.minutes import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.decisions.told import Decision
    from kg.facts.framed import Said
    from kg.facts.kind import ItemText, Kind
    from kg.model import Flow, Mention

_BOARD = grammar.pattern("steps", "board")
_SENT_OUT = grammar.pattern("steps", "sent-out")
_AND_AGAIN = grammar.pattern("steps", "and-again")
_AT_A_MEETING = grammar.pattern("steps", "at-a-meeting")
_STORY = ("preparation", "background", "", "other", "draft", "documents")
_PREPARING = {"body", "administration"}
_BOTH = frozenset(
    {"referral/answered-on-request", "referral/asked-and-answered", "referral/asked-and-answered-in-a-clause"}
)
"""An answer that tells that it was asked for: two movements, of which only the answer has the day."""
_REMITTED = "referral/remitted"
"""What a matter was sent out for is not said: an assembly hands it on to be prepared (guide 8)."""
_TO_US = "referral/proposes-to-us"
_WROTE = "referral/wrote"
_PETITION = "referral/petition-spoken-of"
_WITHOUT_PURPOSE = "referral/assembly-remitted"
_SENT_BACK_HERE = ("referral/sent-back-here", "referral/back-after-a-minority")
_HANDLED_AND_SENT_BACK = "referral/handled-and-sent-back"


def told(text: ItemText, kind: Kind) -> tuple[list[Referral], list[Referral]]:
    """Read what the story of a matter tells: sentence by sentence, and its lines of steps (`KSAU 2031-05-06, § 88`).

    Returns:
        Who asked for an opinion and who answered that, then the rest.
    """
    found: list[Referral] = list(steps.heading_steps(text))
    for section in text.item.of("preparation"):
        found += steps.steps(text, section)
    for section in text.item.of(quoted.KIND):
        found += steps.earlier(text, section)
    for said in framed.said(text):
        if said.section in _STORY:
            found += _sentence(text, kind, said)
    known = {(one.source.text, one.date, one.step) for one in found}
    for section in text.item.of("", "background", "other", "preparation"):
        found += [one for one in steps.said(text, section) if (one.source.text, one.date, one.step) not in known]
    return opinions.with_askers(text, opinions.with_preparer(found))


def _sentence(text: ItemText, kind: Kind, said: Said) -> Iterator[Referral]:
    """Read one sentence, title or heading."""
    seen: set[tuple[Mention, Mention, str, str, str]] = set()
    facts = list(_facts(text, kind, said))
    # "Motionen har remitterats till oss och kulturnämnden": who was asked beside others has not asked them.
    beside = any(o.kind == "consults" and o.source.kind == "own" and movement.is_own(text, o.target) for o in facts)
    for one in (day for fact in facts for day in (fact, *_again(text, fact, said))):
        if beside and one.kind == "consults" and one.source.kind == "own":
            continue
        for fact in _settled(text, one, said.flow):
            key = (fact.source, fact.target, fact.kind, fact.date, fact.step)
            if key not in seen and (said.section in _STORY or opinions.PREPARER not in {fact.source, fact.target}):
                seen.add(key)
                yield fact


def _again(text: ItemText, one: Referral, said: Said) -> Iterator[Referral]:
    """Give the other days on which a body dealt with the matter: `den 3 maj, § 4, och den 5 juni, § 9`."""
    if one.kind != "prepares" or not one.step:
        return
    flow, days = said.flow, [mark for mark in said.marked.marks if mark.kind == "dated"]
    told = [movement.step(text, flow.cut(mark.begin, mark.end)) for mark in days]
    if (one.date, one.step) not in told:
        return
    at = told.index((one.date, one.step))
    for before, mark, (date, step) in zip(days[at:], days[at + 1 :], told[at + 1 :], strict=False):
        if not step or not _AND_AGAIN.fullmatch(flow.text, before.end, mark.begin):
            return
        yield replace(one, date=date, step=step)


def _facts(text: ItemText, kind: Kind, said: Said) -> Iterator[Referral]:
    for match in framed.matches(kind, said, frames.finder()):
        yield from cast("Iterator[Referral]", framed.facts(text, kind, match))


def _before(text: ItemText, flow: Flow) -> Flow | None:
    """Give the sentence in front of one in its section; None where it is the first."""
    for section in text.item.sections:
        told = [sentence for block in section.blocks for sentence in sentences(block.flow)]
        for before, sentence in pairwise(told):
            if sentence.span() == flow.span():
                return before
    return None


def _settled(text: ItemText, one: Referral, flow: Flow) -> Iterator[Referral]:
    """Put in place of a role who has it, and leave out what is no movement: one body to itself, the own one's own."""
    if one.source.kind in {"before", "assembly"}:
        before = _before(text, flow)
        step = (next(steps.line(text, before, whole=True), None) or _met(text, before)) if before else None
        if step is not None:
            yield replace(step, at=one.at, target=one.target, kind=one.kind, confidence=one.confidence, rule=one.rule)
        elif one.source.kind == "assembly" and _hands_on(text, one):
            yield replace(one, source=agents.own())
        return
    if one.rule in _BOTH:
        yield from opinions.asked_and_answered(text, one)
        return
    if one.target.kind == "decider":
        decisions: Sequence[Decision] = text.before.get("decision", ())
        one = replace(one, target=decisions[0].decider if decisions else agents.own())
    if one.target.kind == "many":
        yield from opinions.of_many(text, one)
        return
    if one.rule.startswith(_SENT_BACK_HERE) and not _sends_back_here(text, one.source.text):
        return
    if one.rule == _HANDLED_AND_SENT_BACK and not _is_above(text, one.source.text):
        one = replace(one, kind="prepares")
    if one.rule == _PETITION and not movement.is_executive(one.source.text):
        return
    if one.rule == _TO_US:
        if not movement.is_own(text, one.target):
            return
        one = replace(one, target=agents.own())
    if one.kind == "requests" and movement.is_executive(one.source.text) and _is_own_assembly(text, one.target):
        one = replace(one, target=agents.own(), kind="prepares")
    if one.source.kind == "somebody" and (sender := _sent_out(text, flow)) is not None:
        one = replace(one, source=sender, at=(*one.at, sender.span))
    if one.source.kind == "own" and one.kind == "consults":
        yield from opinions.asked_by_nobody(text, one)
        return
    if one.rule == _REMITTED and movement.is_assembly(one.source.text):
        one = replace(one, kind="forwards")
    if one.kind == "forwards" and not one.date and movement.is_assembly(one.source.text):
        one = _at_the_meeting_before(text, one, flow)
    is_own = movement.is_own(text, one.source)
    nameless = one.source.text.casefold() in agents.NAMELESS_BODIES
    if one.source.text and one.source.text.casefold() == one.target.text.casefold():
        return
    if one.kind == "proposes":
        if not is_own:
            yield replace(one, target=agents.own(), kind="prepares")
        if not movement.is_own(text, one.target) and not is_own:
            yield one
    elif one.kind == "prepares" and one.target.kind == "own":
        if one.rule == _WROTE and movement.is_elsewhere(text, one.source):
            return  # a letter from a neighbour asks or tells: he has not dealt with the matter
        asked = one.source.kind == "authority" and one.rule in opinions.STANCES
        if (one.source.kind in _PREPARING or asked) and not is_own and not nameless:
            yield one
    elif not (one.kind in {"refers-back", "requests"} and is_own) and not (one.kind == "refers-back" and nameless):
        yield one


def _at_the_meeting_before(text: ItemText, one: Referral, flow: Flow) -> Referral:
    """Give what an assembly handed on the day of its meeting that the sentence before tells: a motion was put there."""
    before = _before(text, flow)
    met = _met(text, before) if before is not None else None
    same = met is not None and met.source.text.casefold() == one.source.text.casefold()
    return replace(one, date=met.date, step=met.step, at=(*one.at, *met.at)) if met is not None and same else one


def _hands_on(text: ItemText, one: Referral) -> bool:
    """Whether it is the meeting that handed a matter on, where nobody is named: an assembly, and to another."""
    if not movement.is_assembly(movement.own_name(text)) or movement.is_own(text, one.target):
        return False
    return one.rule != _WITHOUT_PURPOSE or movement.is_executive(one.target.text)


def _sent_out(text: ItemText, flow: Flow) -> Mention | None:
    """Give who sent out what a sentence tells was got for an opinion: the one that acts in the sentence before."""
    before = _before(text, flow)
    hit = next(iter(agents.locate(before, kinds=agents.ALL)), None) if before is not None else None
    if before is None or hit is None or hit.begin or not _SENT_OUT.match(before.text, hit.end):
        return None
    return None if movement.is_own(text, hit.mention) else hit.mention


def _met(text: ItemText, before: Flow) -> Referral | None:
    """Read at whose meeting a sentence tells that something was put: `Vid kommunfullmäktiges sammanträde den ...`."""
    for hit in agents.locate(before, kinds=("body",)):
        if _AT_A_MEETING.match(before.text, hit.end) and not movement.is_own(text, hit.mention):
            date, step = movement.step(text, before)
            return Referral(
                item=text.item.number,
                at=(before.span(),),
                source=hit.mention,
                target=agents.own(),
                kind="prepares",
                date=date,
                step=step,
            )
    return None


def _is_above(text: ItemText, body: str) -> bool:
    """Whether what a body dealt with and sent back comes to the meeting: as said below, or whose committee it is."""
    return _sends_back_here(text, body) or movement.own_name(text).casefold().startswith(f"{body.casefold()}s ")


def _sends_back_here(text: ItemText, body: str) -> bool:
    """Whether what a body sent back to nobody by name came here: what the assembly did, to a board the executive."""
    own = movement.own_name(text).casefold()
    is_board = _BOARD.match(own) is not None and not movement.is_executive(own)
    return movement.is_assembly(body) or (is_board and movement.is_executive(body.partition("s ")[0]))


def _is_own_assembly(text: ItemText, body: Mention) -> bool:
    return movement.is_assembly(movement.own_name(text)) and movement.is_own(text, body)


def accepted(text: ItemText, one: Referral) -> Referral | None:
    """Give what a wording that the user adds says, its roles found; None where it is no movement."""
    found = [fact for group in opinions.with_askers(text, _settled(text, one, text.item.title)) for fact in group]
    return found[-1] if found and found[-1].source.kind not in (framed.ROLES | {"preparer"}) - {"own"} else None


def titled(text: ItemText, kind: Kind) -> Iterator[Referral]:
    """Read what a title says: `Hemställan från X om ...`, `Yttrande över remiss från X`, `... (återremiss från X)`."""
    yield from _sentence(text, kind, framed.saying("title", text.item.title))


def headed(text: ItemText, kind: Kind) -> Iterator[Referral]:
    """Read a heading such as `Kommunstyrelsens förslag 2031-03-11, § 40`: whose proposal the meeting has before it."""
    for section in text.item.sections:
        if section.heading is None:
            continue
        if section.kind == "preparation" and "§" in section.heading.text:
            yield from steps.line(text, section.heading)
        if section.kind in {"draft", "proposal"} and (section.blocks or "§" in section.heading.text):
            said = framed.saying("heading", section.heading)
            yield from (one for one in _sentence(text, kind, said) if _has_a_name(one))


def spoken_of(text: ItemText, kind: Kind) -> Iterator[Referral]:
    """Read `X:s förslag` where the matter is moved, put or decided: X prepared it."""
    for said in framed.said(text):
        if said.section not in _STORY:
            found = (one for one in _sentence(text, kind, said) if one.rule != returns.SPOKEN_OF)
            yield from (replace(one, date="", step="") for one in found if _has_a_name(one))


def _has_a_name(one: Referral) -> bool:
    """Whether whose proposal it is has a name: `beredningens förslag` is an idiom for what lies on the table."""
    return one.source.text.casefold() not in agents.NAMELESS_BODIES


def decided(text: ItemText, kind: Kind, decision: Decision, known: Sequence[Referral]) -> Iterator[Referral]:
    """Read what the clauses of a decision move; of a proposal only what it asks of others (`begära dispens hos X`)."""
    consultations = [one for one in known if one.kind == "consults"]
    for clause in decision.clauses:
        for one in _facts(text, kind, framed.saying("clause", clause.flow)):
            fact = replace(one, source=decision.decider) if one.source.kind == "decider" else one
            if fact.target.kind == "asker":
                answer = opinions.to_who_asked(fact, consultations, known)
                if answer is None:
                    continue
                fact = answer
            elif fact.target.kind == "proposer":
                receiver = returns.annotated(text) or returns.spoken_of(text, kind)
                proposer = receiver.who if receiver else _proposer(known)
                if proposer is None:
                    continue
                fact = replace(fact, target=proposer, at=(*fact.at, receiver.at) if receiver else fact.at)
            elif fact.kind == "refers-back":
                fact = returns.with_whole_name(text, fact)
            elif fact.kind == "answers":
                fact = opinions.as_asked(text, fact, consultations)
            if decision.asked and fact.kind != "requests":
                continue
            yield replace(fact, date="", step="", anticipated=True if decision.asked else None)


def _proposer(known: Iterable[Referral]) -> Mention | None:
    """Give the one body whose proposal was before the meeting; None where several or none were."""
    found = {
        one.source.text.casefold(): one.source for one in known if one.kind == "prepares" and one.source.kind == "body"
    }
    return next(iter(found.values())) if len(found) == 1 else None
