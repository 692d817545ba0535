"""Who moved a matter to whom, as frames say it: in its story, beside its title, in the clauses of its decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from kg.facts import framed
from kg.facts.matters import movement, returns, steps
from kg.facts.matters.movement import Referral
from kg.language import agents, frames, grammar
from kg.lines.sentences import sentences
from kg.minutes import quoted
from kg.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.decisions.told import Decision
    from kg.facts.framed import Said
    from kg.facts.kind import ItemText, Kind
    from kg.model import Flow

_BOARD = grammar.pattern("steps", "board")
_SENT_OUT = grammar.pattern("steps", "sent-out")
_AT_A_MEETING = grammar.pattern("steps", "at-a-meeting")
_STORY = ("preparation", "background", "", "other", "draft", "documents")
_PREPARING = {"body", "administration"}
_STANCES = frozenset({"referral/took-a-stance", "referral/proposes-here"})
"""What somebody thinks of a matter is the answer, where an opinion was asked for."""
_ASKER = Mention("asker", "", Span(0, 0))
_PREPARER = Mention("preparer", "", Span(0, 0))
"""To whom the assembly gave the matter: who asks for opinions on it, where nobody is named."""
_BOTH = frozenset(
    {"referral/answered-on-request", "referral/asked-and-answered", "referral/asked-and-answered-in-a-clause"}
)
"""An answer that tells that it was asked for: two movements, of which only the answer has the day."""
_REMITTED = "referral/remitted"
"""What a matter was sent out for is not said: an assembly hands it on to be prepared (guide 8)."""


_TO_US = "referral/proposes-to-us"
_PETITION = "referral/petition-spoken-of"
_WAS_REMITTED = "referral/was-remitted"
_WENT_OUT = "referral/went-out-for-opinions"
_WITHOUT_PURPOSE = "referral/assembly-remitted"
_SENT_BACK_HERE = frozenset({"referral/sent-back-here", "referral/sent-back-here-in-a-title"})
OPINION_TO = "referral/opinion-to-in-a-title"
"""What a title says of an answer: to whom it goes, if the meeting gives one."""
_HANDLED_AND_SENT_BACK = "referral/handled-and-sent-back"
_EXECUTIVE = "styrelsen"
"""How the board of a municipality or region is called, to which its assembly gives a motion."""


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
    return _with_askers(text, _with_preparer(found))


def _with_preparer(found: Sequence[Referral]) -> Iterator[Referral]:
    """Name to whom the assembly gave the matter as who asked; where it was given to nobody, nobody is known to have."""
    given = [one.target for one in found if one.kind == "forwards" and one.source.kind == "own"]
    for one in found:
        if _PREPARER not in {one.source, one.target}:
            yield one
        elif given and given[0].text.casefold() not in {one.source.text.casefold(), one.target.text.casefold()}:
            asker = given[0]
            yield replace(one, source=asker) if one.source == _PREPARER else replace(one, target=asker)


def _sentence(text: ItemText, kind: Kind, said: Said) -> Iterator[Referral]:
    """Read one sentence, title or heading."""
    seen: set[tuple[Mention, Mention, str, str, str]] = set()
    facts = list(_facts(text, kind, said))
    # "Motionen har remitterats till oss och kulturnämnden": who was asked beside others has not asked them.
    beside = any(o.kind == "consults" and o.source.kind == "own" and movement.is_own(text, o.target) for o in facts)
    for one in facts:
        if beside and one.kind == "consults" and one.source.kind == "own":
            continue
        for fact in _settled(text, one, said.flow):
            key = (fact.source, fact.target, fact.kind, fact.date, fact.step)
            if key not in seen and (said.section in _STORY or _PREPARER not in {fact.source, fact.target}):
                seen.add(key)
                yield fact


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
        yield from _asked_and_answered(text, one)
        return
    if one.target.kind == "decider":
        decisions: Sequence[Decision] = text.before.get("decision", ())
        one = replace(one, target=decisions[0].decider if decisions else agents.own())
    if one.target.kind == "many":
        yield from _of_many(text, one)
        return
    if one.rule in _SENT_BACK_HERE and not _is_assembly(one.source.text):
        return
    if one.rule == _HANDLED_AND_SENT_BACK and not _is_above(text, one.source):
        one = replace(one, kind="prepares")
    if one.rule == _PETITION and not _is_executive(one.source.text):
        return
    if one.rule == _TO_US:
        if not movement.is_own(text, one.target):
            return
        one = replace(one, target=agents.own())
    if one.kind == "requests" and _is_executive(one.source.text) and _is_own_assembly(text, one.target):
        one = replace(one, target=agents.own(), kind="prepares")
    if one.source.kind == "somebody" and (sender := _sent_out(text, flow)) is not None:
        one = replace(one, source=sender, at=(*one.at, sender.span))
    if one.source.kind == "own" and one.kind == "consults":
        yield from _asked_by_nobody(text, one)
        return
    if one.rule == _REMITTED and _is_assembly(one.source.text):
        one = replace(one, kind="forwards")
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
        if one.source.kind in _PREPARING and not is_own and not nameless:
            yield one
    elif not (one.kind in {"refers-back", "requests"} and is_own) and not (one.kind == "refers-back" and nameless):
        yield one


def _hands_on(text: ItemText, one: Referral) -> bool:
    """Whether it is the meeting that handed a matter on, where nobody is named: an assembly, and to another."""
    if not _is_assembly(movement.own_name(text)) or movement.is_own(text, one.target):
        return False
    return one.rule != _WITHOUT_PURPOSE or _is_executive(one.target.text)


def _asked_by_nobody(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give who is asked for an opinion, by whom is not said: by the meeting; in an assembly's minutes by its board."""
    is_own = movement.is_own(text, one.target)
    if _is_assembly(movement.own_name(text)):
        if one.rule in {_WAS_REMITTED, _WENT_OUT} and _is_executive(one.target.text):
            yield replace(one, kind="forwards") if one.rule == _WAS_REMITTED else one
        elif not is_own:
            yield replace(one, source=_PREPARER)
    elif not is_own and not (one.rule == _WAS_REMITTED and _has_motions(one.target.text)):
        yield one


def _of_many(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give who asked many for their opinions: a board that meets and did not ask is one of them."""
    own_name = movement.own_name(text)
    if one.source.kind == "own":
        yield replace(one, source=_PREPARER) if _is_assembly(own_name) else one
    elif _BOARD.match(own_name.casefold()) and not _is_executive(own_name) and not movement.is_own(text, one.source):
        yield replace(one, target=agents.own())
    else:
        yield one


def _asked_and_answered(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give both movements of `X har på begäran av Y yttrat sig`; who asked for this meeting is not the assembly."""
    asker = one.target
    if movement.is_own(text, one.source):
        return
    if asker.kind == "own" and _is_assembly(movement.own_name(text)):
        asker = _PREPARER
    yield replace(one, source=asker, target=one.source, kind="consults", date="", step="")
    yield replace(one, target=asker)


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


def _is_assembly(name: str) -> bool:
    return name.casefold().endswith("fullmäktige")


def _is_above(text: ItemText, body: Mention) -> bool:
    """Whether what a body sends back comes to the meeting: the assembly does that, and whose committee it is."""
    return _is_assembly(body.text) or movement.own_name(text).casefold().startswith(f"{body.text.casefold()}s ")


def _is_executive(name: str) -> bool:
    return name.casefold().endswith(_EXECUTIVE)


def _has_motions(name: str) -> bool:
    """Whether it is a body to which only an assembly gives a motion: what was `remitted` there has another sender."""
    return _is_executive(name) or _is_assembly(name)


def _is_own_assembly(text: ItemText, body: Mention) -> bool:
    return _is_assembly(movement.own_name(text)) and movement.is_own(text, body)


def _with_askers(text: ItemText, found: Iterable[Referral]) -> tuple[list[Referral], list[Referral]]:
    """Give an answer without an addressee to whom asked the one who gave it.

    Where nobody asked, a body or administration prepared the matter, an authority answered this meeting, and of anybody
    else nothing is known.
    """
    found = list(found)
    of_many = [one for one in found if one.target.kind == "many"]
    found = [one for one in found if one.target.kind != "many"]
    asked = {one.target.text.casefold(): one for one in found if one.kind == "consults" and one.target.text}
    settled: list[Referral] = []
    opinions: list[Referral] = []
    for said in found:
        question = asked.get(said.source.text.casefold())
        asks = question or _one_of_many(text, said, of_many)
        stands = asks is not None and said.rule in _STANCES and said.target.kind == "own"
        one = replace(said, target=_ASKER) if stands else said
        if one.target.kind != "asker":
            (opinions if one.kind == "consults" else settled).append(one)
        elif question is not None and question.source.kind != "somebody":
            opinions.append(replace(one, target=question.source, kind="answers"))
        elif (to_all := _one_of_many(text, one, of_many)) is not None:
            opinions.append(replace(one, target=to_all.source, kind="answers", at=(*one.at, *to_all.at)))
        elif one.kind == "prepares" and one.source.kind in _PREPARING and not movement.is_own(text, one.source):
            settled.append(replace(one, target=agents.own()))
        elif one.source.kind == "authority" or (one.kind == "answers" and not movement.is_own(text, one.source)):
            settled.append(replace(one, target=agents.own(), kind="answers"))
    return opinions, settled


def _one_of_many(text: ItemText, said: Referral, of_many: Sequence[Referral]) -> Referral | None:
    """Give the question to many that somebody answers: told in front of it, and he is a board or no organ at all."""
    if movement.is_own(text, said.source) or _is_executive(said.source.text):
        return None
    if said.source.kind != "agent" and not _BOARD.match(said.source.text.casefold()):
        return None
    name = said.source.text.casefold()
    before = (one for one in of_many if one.at[0].begin <= said.at[0].begin and one.source.text.casefold() != name)
    return next(before, None)


def accepted(text: ItemText, one: Referral) -> Referral | None:
    """Give what a wording that the user adds says, its roles found; None where it is no movement."""
    opinions, rest = _with_askers(text, _settled(text, one, text.item.title))
    found = [*opinions, *rest]
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
        if section.kind in {"draft", "proposal"} and section.blocks:
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
                answer = _to_who_asked(fact, consultations, known)
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
                fact = _as_asked(text, fact, consultations)
            if decision.asked and fact.kind != "requests":
                continue
            yield replace(fact, date="", step="", anticipated=True if decision.asked else None)


def _to_who_asked(answer: Referral, consultations: Sequence[Referral], known: Sequence[Referral]) -> Referral | None:
    """Give an answer to the only one who asked; where nobody did, to whom the title says that it goes."""
    if len(consultations) == 1:
        (asked,) = consultations
        return replace(answer, at=(*answer.at, *asked.at), source=asked.target, target=asked.source)
    addressed = [] if consultations else [one for one in known if one.rule == OPINION_TO]
    if len(addressed) != 1:
        return None
    return replace(answer, at=(*answer.at, *addressed[0].at), target=addressed[0].target)


def _as_asked(text: ItemText, answer: Referral, consultations: Sequence[Referral]) -> Referral:
    """Give an answer from the municipality or region, where that is who was asked.

    Called `kommunen` alone, it is the one that answers where the words name no other giver.
    """
    asked = [one for one in consultations if one.source.text.casefold() == answer.target.text.casefold()]
    meeting = text.before["meeting"][0]
    whole = {name.casefold() for name in (meeting.organisation, meeting.organisation_name) if name}
    home = len(asked) == 1 and asked[0].target.kind == "home"
    if len(asked) != 1 or not (home or asked[0].target.text.casefold() in whole):
        return answer
    said = text.minutes.source.text[answer.at[0].begin : answer.at[0].end].casefold()
    if home and said.startswith((movement.own_name(text).casefold() or said, *agents.NAMELESS_BODIES)):
        return answer  # it was "kommunen" that was asked, and "Kommunstyrelsen lämnar skrivelsen som sitt yttrande"
    return replace(answer, source=asked[0].target, at=(*answer.at, *asked[0].at))


def _proposer(known: Iterable[Referral]) -> Mention | None:
    """Give the one body whose proposal was before the meeting; None where several or none were."""
    found = {
        one.source.text.casefold(): one.source for one in known if one.kind == "prepares" and one.source.kind == "body"
    }
    return next(iter(found.values())) if len(found) == 1 else None
