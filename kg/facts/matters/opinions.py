"""Who asked for an opinion on a matter and who gave it, where the words leave one of them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.matters import movement
from kg.facts.matters.movement import ASKER
from kg.language import agents, grammar
from kg.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.facts.kind import ItemText
    from kg.facts.matters.movement import Referral

_BOARD = grammar.pattern("steps", "board")
_MUNICIPALITY = grammar.pattern("steps", "municipality")
_MUNICIPALITIES = grammar.pattern("steps", "municipalities")
_PREPARING = frozenset({"body", "administration"})
STANCES = frozenset(
    {"referral/took-a-stance", "referral/proposes-here", "referral/wrote", "referral/proposed-in-a-clause"}
)
"""What somebody thinks of a matter is the answer, where an opinion was asked for."""
PREPARER = Mention("preparer", "", Span(0, 0))
"""To whom the assembly gave the matter: who asks for opinions on it, where nobody is named."""
_WAS_REMITTED = "referral/was-remitted"
_WENT_OUT = "referral/went-out-for-opinions"

OPINION_TO = "referral/opinion-to-in-a-title"
"""What a title says of an answer: to whom it goes, if the meeting gives one."""


def with_preparer(found: Sequence[Referral]) -> Iterator[Referral]:
    """Name to whom the assembly gave the matter as who asked; where it was given to nobody, nobody is known to have."""
    given = [one.target for one in found if one.kind == "forwards" and one.source.kind == "own"]
    for one in found:
        if PREPARER not in {one.source, one.target}:
            yield one
        elif given and given[0].text.casefold() not in {one.source.text.casefold(), one.target.text.casefold()}:
            asker = given[0]
            yield replace(one, source=asker) if one.source == PREPARER else replace(one, target=asker)


def asked_by_nobody(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give who is asked for an opinion, by whom is not said: by the meeting; in an assembly's minutes by its board."""
    is_own = movement.is_own(text, one.target)
    if movement.is_assembly(movement.own_name(text)):
        if one.rule in {_WAS_REMITTED, _WENT_OUT} and movement.is_executive(one.target.text):
            yield replace(one, kind="forwards") if one.rule == _WAS_REMITTED else one
        elif not is_own:
            yield replace(one, source=PREPARER)
    elif not is_own and not (one.rule == _WAS_REMITTED and _has_motions(one.target.text)) and not _of_above(text, one):
        yield one


def _of_above(text: ItemText, one: Referral) -> bool:
    """Whether those above a board asked: in its minutes it is a motion, and others than its offices are asked."""
    board = _BOARD.match(movement.own_name(text).casefold()) and not movement.is_executive(movement.own_name(text))
    is_motion = any(fact.kind == "motion" for fact in text.before.get("initiative", ()))
    return bool(board and is_motion and one.target.kind != "administration")


def of_many(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give who asked many for their opinions: a board that meets and did not ask is one of them."""
    own_name = movement.own_name(text)
    if one.source.kind == "own":
        yield replace(one, source=PREPARER) if movement.is_assembly(own_name) else one
    elif (
        _BOARD.match(own_name.casefold())
        and not movement.is_executive(own_name)
        and not movement.is_own(text, one.source)
    ):
        yield replace(one, target=agents.own())
    else:
        yield one


def asked_and_answered(text: ItemText, one: Referral) -> Iterator[Referral]:
    """Give both movements of `X har på begäran av Y yttrat sig`; who asked for this meeting is not the assembly."""
    asker = one.target
    if movement.is_own(text, one.source):
        return
    if asker.kind == "own" and movement.is_assembly(movement.own_name(text)):
        asker = PREPARER
    yield replace(one, source=asker, target=one.source, kind="consults", date="", step="")
    yield replace(one, target=asker)


def _has_motions(name: str) -> bool:
    """Whether it is a body to which only an assembly gives a motion: what was `remitted` there has another sender."""
    return movement.is_executive(name) or movement.is_assembly(name)


def with_askers(text: ItemText, found: Iterable[Referral]) -> tuple[list[Referral], list[Referral]]:
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
        question = asked.get(said.source.text.casefold()) or _of_its_members(said, asked)
        asks = question or _one_of_many(text, said, of_many)
        stands = asks is not None and said.rule in STANCES and said.target.kind == "own"
        if said.source.kind == "authority" and said.rule in STANCES and not stands:
            continue  # what an authority thinks of its own accord prepares nothing
        one = replace(said, target=ASKER) if stands else said
        if one.target.kind != "asker":
            (opinions if one.kind == "consults" else settled).append(one)
        elif question is not None and question.source.kind != "somebody":
            opinions.append(replace(one, target=question.source, kind="answers"))
        elif (to_all := _one_of_many(text, one, of_many)) is not None:
            opinions.append(replace(one, target=to_all.source, kind="answers", at=(*one.at, *to_all.at)))
        elif one.kind == "prepares" and one.source.kind in _PREPARING and not movement.is_own(text, one.source):
            settled.append(replace(one, target=agents.own()))
        elif one.kind == "answers" and one.source.kind in _PREPARING and movement.is_assembly(movement.own_name(text)):
            # An assembly asks for no opinions: who prepares the matter for it does, where that is told.
            settled += [fact for fact in with_preparer([*found, replace(one, target=PREPARER)]) if fact not in found]
        elif one.source.kind == "authority" or (one.kind == "answers" and not movement.is_own(text, one.source)):
            settled.append(replace(one, target=agents.own(), kind="answers"))
    return opinions, settled


def _of_its_members(said: Referral, asked: Mapping[str, Referral]) -> Referral | None:
    """Give the question to the municipalities together that one of them answers."""
    if _MUNICIPALITY.fullmatch(said.source.text) is None:
        return None
    return next((question for named, question in asked.items() if _MUNICIPALITIES.search(named)), None)


def _one_of_many(text: ItemText, said: Referral, of_many: Sequence[Referral]) -> Referral | None:
    """Give the question to many that somebody answers: told in front of it, and he is a board or no organ at all."""
    if movement.is_own(text, said.source) or movement.is_executive(said.source.text):
        return None
    if said.source.kind != "agent" and not _BOARD.match(said.source.text.casefold()):
        return None
    name = said.source.text.casefold()
    before = (one for one in of_many if one.at[0].begin <= said.at[0].begin and one.source.text.casefold() != name)
    return next(before, None)


def to_who_asked(answer: Referral, consultations: Sequence[Referral], known: Sequence[Referral]) -> Referral | None:
    """Give an answer to the only one who asked; where nobody did, to whom the title says that it goes."""
    if len(consultations) == 1:
        (asked,) = consultations
        return replace(answer, at=(*answer.at, *asked.at), source=asked.target, target=asked.source)
    addressed = [] if consultations else [one for one in known if one.rule == OPINION_TO]
    if len(addressed) != 1:
        return None
    return replace(answer, at=(*answer.at, *addressed[0].at), target=addressed[0].target)


def as_asked(text: ItemText, answer: Referral, consultations: Sequence[Referral]) -> Referral:
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
