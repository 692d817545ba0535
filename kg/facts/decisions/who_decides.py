"""The words in front of a decision's clauses: who decides, who proposes what to whom, on whose proposal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.decisions import clause, whose_proposal
from kg.language import agents, grammar, words
from kg.language.agents.organs import Located
from kg.letters import lowered
from kg.lines.sentences import sentences
from kg.model import Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from kg.model import Flow, Span


NOTHING = frozenset({"", "följande", "att", "enligt följande", "enligt nedan", "om att"})
"""What may stand behind a lead whose clauses follow on lines of their own."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The words in front of the clauses: who decides or proposes what to whom."""

    by: Mention | None
    asked: tuple[Mention, ...]
    on_proposal_of: Mention | None
    span: Span
    rest: Flow
    decides: bool
    said: bool = False
    """Whether the words say on whose proposal, be it a body's, an official's or a person's."""


_SKIP, _BETWEEN = (grammar.pattern("leads", name) for name in ("skip", "between"))
_TOLD_OF_ANOTHER = grammar.pattern("leads", "told-of-another")
_REMARK = grammar.pattern("leads", "remark")
_PROPOSAL_OF = grammar.pattern("leads", "on")
_PROPOSE, _DECIDE = (grammar.pattern("leads", name) for name in ("propose", "decide"))
_SUBORDINATE, _ASKS = (grammar.pattern("leads", name) for name in ("subordinate", "asks"))
_FAR = 160
"""Who decides does not stand further down the sentence than this, in characters."""
_OF_PLACE, _OF_PLACES = (grammar.pattern("leads", name) for name in ("of-a-place", "of-places"))
_MEMBERS = grammar.pattern("leads", "members")
_BEFORE_BODY = grammar.pattern("leads", "before-a-body")
_FOR_ITSELF, _OWN_CLAUSE = (grammar.pattern("leads", name) for name in ("for-itself", "own-clause"))
_OF_OTHERS = grammar.pattern("leads", "of-others")
_SUPPORTS = grammar.pattern("leads", "supports")


@cache
def _verbs() -> re.Pattern[str]:
    decide = words.any_of(words.forms("decide", "pres", "past", "sup"))
    makes = grammar.pattern("decisions", "makes-a-decision").pattern
    propose = words.any_of(
        (
            *words.forms("propose", "pres", "past"),
            *words.forms("petition", "pres", "past"),
            *phrases("decisions", "verb")["propose"],
        )
    )
    lays = grammar.pattern("decisions", "makes-a-proposal").pattern
    return re.compile(rf"\b(?:(?P<decide>{decide}|{makes})|(?P<propose>{propose}|{lays}))\b", re.IGNORECASE)


_IMPERSONAL = grammar.pattern("decisions", "impersonal")
_ASKED_TO = grammar.pattern("leads", "asked-to")
_IS_ASKED, _IS_ASKED_TO = (grammar.pattern("leads", name) for name in ("is-asked", "is-asked-to"))
_REQUEST, _OF_WHOM, _ASKS_IN_TURN = (grammar.pattern("leads", name) for name in ("request", "of-whom", "asks-in-turn"))


def _short_too(flow: Flow, begin: int) -> Located | None:
    """Give the body at a place, also by an abbreviation that nobody lists."""
    return whose_proposal.body_at(flow, begin) or agents.unlisted_at(flow, begin)


def _members_at(flow: Flow, begin: int) -> Located | None:
    """Give the municipalities or regions that an association or a common board asks: `samtliga medlemskommuner`."""
    match = _MEMBERS.match(flow.text, begin)
    if match is None:
        return None
    return Located(*match.span(), Mention("agent", f"{match['stem'].capitalize()}erna", flow.span(*match.span())))


def _who_at(flow: Flow) -> Located | None:
    """Give the body that a sentence begins with, also by what a board is called for short."""
    return _short_too(flow, 0) or agents.board_at(flow, 0)


def _is_asked(flow: Flow) -> Lead | None:
    hit = whose_proposal.body_at(flow, 0) if "s " in flow.text[:120] else None
    if hit is None:
        return None
    match = _IS_ASKED.match(flow.text, hit.end)
    if match is None and hit.mention.text.casefold().endswith(("fullmäktige", "styrelsen")):
        match = _IS_ASKED_TO.match(flow.text, hit.end)
        further, _, at = _chain(flow, match.end(), expecting=False) if match else ((), None, 0)
        if further:  # "Styrelsen föreslås föreslå fullmäktige att ..."
            return Lead(None, (hit.mention, *further), None, flow.span(0, at), _rest(flow, at), decides=False)
        match = match if match and is_infinitive(flow.text[match.end() :]) else None
    if match is None:
        return None
    return Lead(None, (hit.mention,), None, flow.span(0, match.end()), _rest(flow, match.end()), decides=False)


def impersonal(flow: Flow) -> Lead | None:
    """Read words that name nobody who decides: `Efter diskussion beslutas att`, `Beslutades att`; else give None."""
    match = _IMPERSONAL.match(flow.text)
    return Lead(None, (), None, flow.span(0, match.end()), flow.cut(match.end()), decides=True) if match else None


def read(flow: Flow) -> Lead | None:
    """Read `X beslutar`, `X föreslår att Y beslutar föreslå Z besluta`, `Då ... beslutar X`; else give None."""
    if told := _is_asked(flow) or impersonal(flow):
        return told
    verb = _verbs().search(flow.text[:300])
    if verb is None or re.match(r"att\s", flow.text, re.IGNORECASE):
        return None
    by = None
    at = verb.end()
    named = agents.locate(flow.cut(0, verb.start() + 1)) or filter(None, [_who_at(flow)])
    before = [hit for hit in named if hit.end <= verb.start()]
    if before and _BETWEEN.fullmatch(flow.text[before[-1].end : verb.start()]):
        by = before[-1].mention
        in_front = flow.text[: before[-1].begin]
        # "den av nämnden beslutade planen", "som nämnden beslutade": told of another decision in a clause of this one.
        if before[-1].begin > _FAR or _SUBORDINATE.search(in_front) or _TOLD_OF_ANOTHER.search(in_front):
            return None
    else:
        behind = _short_too(flow, at + 1) if flow.text[at : at + 1] == " " else None
        # `Vidare föreslår styrelsen fullmäktige besluta`: who asks stands behind the verb, and whom behind that.
        asks = verb.start() > 0 and behind is not None and whose_proposal.body_at(flow, behind.end + 1) is not None
        if behind is not None and (verb["decide"] or asks):
            by, at = behind.mention, behind.end
        elif verb.start() > 0:
            return None
    follows = whose_proposal.ACCORDING.match(flow.text) if verb["decide"] else None
    supported = whose_proposal.of_whom(flow.cut(0, verb.start()), follows.end()) if follows else None
    if verb["propose"] and (supports := _SUPPORTS.match(flow.text, verb.start())):
        # What is supported lies on the table already; who is asked to decide stands behind the verb that follows.
        if supports["asks"] is None:
            return None
        supported, at = whose_proposal.of_whom(flow.cut(0, supports.start("asks")), verb.end()), supports.end("asks")
    asked, proposer, at = _chain(flow, at, expecting=verb["propose"] is not None)
    proposer = proposer or supported
    # "hemställer hos Länsstyrelsen om att": an authority is asked to act, and decides nothing for the council.
    if verb["propose"] and (not asked or all(one.kind == "authority" for one in asked)):
        return None
    rest = _rest(flow, at)
    if others := _OF_OTHERS.fullmatch(rest.text):
        rest = rest.cut(others.end())
    said = proposer is not None or others is not None
    return Lead(by, asked, proposer, flow.span(0, at), rest, decides=not asked, said=said)


def read_clause(flow: Flow) -> Lead | None:
    """Read what asks another body to decide: `att föreslå X att ...`, `Föreslå X att ...`; else give None.

    Where nothing stands behind it, `att föreslå X besluta`, its att-satser stand on the lines below.
    """
    if of_whom := _OF_WHOM.match(flow.text):
        hit = whose_proposal.body_at(flow, of_whom.end())
        request = _REQUEST.match(flow.text, hit.end) if hit else None
        if hit is None or request is None or hit.mention.kind == "authority":
            return None
        return Lead(None, (hit.mention,), None, flow.span(0, request.end()), _rest(flow, request.end()), decides=False)
    if flow.text[:4].casefold() == "att " and (asked_first := _is_asked(flow.cut(4))):
        return asked_first
    match = _ASKS.match(flow.text)
    asker = whose_proposal.body_at(flow, match.end()) if match else None
    if asker is not None and (turn := _ASKS_IN_TURN.match(flow.text, asker.end)):
        further, proposer, at = _chain(flow, turn.end(), expecting=False)
        chain = (asker.mention, *further)
        return Lead(None, chain, proposer, flow.span(0, at), _rest(flow, at), decides=False) if further else None
    if match and _REMARK.match(flow.text, match.end()):
        return None  # "att som svar på remissen överlämna skrivelsen, och att föreslå X": the first is the body's own
    asked, proposer, at = _chain(flow, match.end(), expecting=False) if match else ((), None, 0)
    rest = _rest(flow, at)
    said = rest.text.casefold()
    if not asked or not (said.startswith("att ") or said.strip(" :.") in NOTHING):
        return None
    return Lead(None, asked, proposer, flow.span(0, at), rest, decides=False)


def _rest(flow: Flow, at: int) -> Flow:
    rest = flow.cut(at)
    return rest.cut(len(rest.text) - len(rest.text.lstrip(" :,")))


def _chain(flow: Flow, at: int, *, expecting: bool) -> tuple[tuple[Mention, ...], Mention | None, int]:
    """Follow the verbs and bodies of a lead from a place on.

    Returns:
        The bodies asked, the nearest first; on whose proposal; where the lead ends.
    """
    decides = not expecting
    asked: list[Mention] = []
    proposer: Mention | None = None
    while True:
        if match := _SKIP.match(flow.text, at):
            at = match.end()
            continue
        if (
            (match := _PROPOSAL_OF.match(flow.text, at))
            and (hit := whose_proposal.body_at(flow, match.end()))
            and (word := whose_proposal.WORD.match(flow.text, hit.end))
        ):
            proposer, at = hit.mention, word.end()
            continue
        if match := _PROPOSE.match(flow.text, at):
            at, expecting = match.end(), True
            continue
        if expecting:
            match = _BEFORE_BODY.match(flow.text, at)
            hit = _short_too(flow, match.end() if match else at) or _members_at(flow, match.end() if match else at)
            if hit is not None:
                assembly = hit.mention.text.casefold().endswith("fullmäktige")
                places = _OF_PLACES.match(flow.text, hit.end) if assembly else None
                place = _OF_PLACE.match(flow.text, hit.end) if assembly and not places else None
                where = places or place
                at, expecting = where.end() if where else hit.end, False
                asked.append(replace(hit.mention, text=f"{hit.mention.text}{place[0]}") if place else hit.mention)
                continue
        if (match := _DECIDE.match(flow.text, at)) and (asked or decides):
            at = match.end()
            continue
        if match := _REMARK.match(flow.text, at):
            at = match.end()
            continue
        break
    return tuple(asked), proposer, at


def for_itself(text: str) -> bool:
    """Whether a line says that what follows is decided on nobody's proposal: `För egen del`."""
    return _FOR_ITSELF.fullmatch(text) is not None


def own_clause(text: str) -> bool:
    """Whether an att-sats says that the body decides it itself: `att för egen del uppdra åt`."""
    return _OWN_CLAUSE.match(text) is not None


def own_and_asking(flow: Flow) -> tuple[Flow, Flow | None]:
    """Part att-satser of one paragraph before the one that asks another body: `att godkänna ..., att föreslå X att`."""
    parts = clause.split(flow)
    asks = next((at for at, part in enumerate(parts) if at and read_clause(part)), 0)
    if not asks:
        return flow, None
    end = flow.text.index(parts[asks - 1].text) + len(parts[asks - 1].text)
    return flow.cut(0, end), flow.cut(flow.text.index(parts[asks].text, end))


def sentence_of(flow: Flow, lead: Lead) -> int:
    """Give where the sentence begins in which who decides is named; 0 where it is the first one, or nobody is named."""
    at = lead.by.span.begin if lead.by is not None else -1
    behind = [part for part in list(sentences(flow))[1:] if part.origin(0) <= at]
    return flow.text.index(behind[-1].text) if behind else 0


def opens(lead: Lead, *, strict: bool) -> bool:
    """Whether clauses follow a lead: nothing more on its line, an att-sats, or any text behind a proposal."""
    rest = lead.rest.text.casefold().strip(" :.")
    return rest in NOTHING or rest.startswith("att ") or bool(lead.asked and not strict)


def goes_on(asked: tuple[Mention, ...], lead: Lead, *, begun: bool) -> bool:
    """Whether a lead is only the words of the decision that its heading has opened, of which `asked` are asked.

    Below `Förslag till beslut i nämnden` the line `Nämnden beslutar` is what the nämnd is asked to say.
    """
    if lead.asked:
        return False
    if asked:
        return lead.by is not None and lead.by.text.casefold() == asked[-1].text.casefold()
    return begun and lead.on_proposal_of is None


def settles(lead: Lead) -> bool:
    """Whether a lead goes on without `att`: `beslutar bifalla motionen`."""
    return is_infinitive(lead.rest.text)


def asks_in_a_clause(lead: Lead) -> bool:
    """Whether a lead asks in a clause with a verb of its own: `föreslår att styrelsen antar planen`."""
    return bool(lead.asked) and _ASKED_TO.match(lead.rest.text) is not None


def is_infinitive(text: str) -> bool:
    """Whether words say what is decided in the infinitive: `bifalla motionen`, below or behind `Nämnden beslutar`."""
    front = grammar.pattern("walk", "before-an-infinitive").match(text)
    return clause.settling().match(text, front.end() if front else 0) is not None


@cache
def _active(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(phrases('decisions', 'verb')[kind])})\W*")


def acts(flow: Flow, *, plain: bool = False) -> Mention | None:
    """Give the body that a sentence says has done with a matter: `Nämnden noterar informationen`; else None.

    Below a title alone (`plain`) it may say so in the past: `Nämnden bordlade ärendet`.
    """
    hit = _who_at(flow)
    kinds = ("active", "acted") if plain else ("active",)
    text = lowered(flow.text) if flow.text.isupper() else flow.text
    return hit.mention if hit and any(_active(kind).fullmatch(text, hit.end) for kind in kinds) else None
