"""Who has a vote: whom the roster seats as secretary, official, guest or waiting substitute casts no ballot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.floor.ballot import Ballot
    from kg.facts.floor.vote import Vote
    from kg.facts.kind import ItemText
    from kg.model import Minutes

NO_VOTE = frozenset({"secretary", "official", "presenter", "union", "auditor", "guest", "substitute"})
"""Only the elected who serve vote: the others may be there and speak, by right or invited."""
_SERVES = grammar.pattern("vote", "serves")
_APART = grammar.pattern("vote", "voters-apart")
_WRAPPED = re.compile(r"[ \t]*\n[ \t]*(?=[a-zåäö(])|(?<=\bför)[ \t]*\n[ \t]*")
"""A line break inside a sentence: it goes on in small letters or with the party, or says next who is served for."""
_PARTY = re.compile(r"^\s?\([^)\n]*\)")
_NEAR = 60
"""How far from a name on its line the words may stand that it serves, in characters."""
_SWEDISH = {
    "secretary": "secretary",
    "official": "official",
    "presenter": "presenter",
    "union": "union representative",
    "auditor": "auditor",
    "guest": "guest",
    "substitute": "substitute that does not serve",
}


def of_those(text: ItemText, ballots: Sequence[Ballot]) -> tuple[tuple[Ballot, ...], tuple[Ballot, ...]]:
    """Part ballots into those of people who may have a vote, and those of people who have none by their role.

    Who stands on no list, or on one of the elected too, may have one; and a substitute of whom it is said beside the
    ballot, or in a note of the roster, that he or she serves.
    """
    roles: dict[str, set[str]] = {}
    for fact in text.before.get("attendance", ()):
        serves = fact.role == "substitute" and (fact.serves_for is not None or _SERVES.search(fact.note))
        roles.setdefault(_folded(fact.person.text), set()).add("serving-substitute" if serves else fact.role)
    refused = tuple(
        ballot
        for ballot in ballots
        if (own := roles.get(_folded(ballot.voter.text)))
        and own <= NO_VOTE
        and not ("substitute" in own and _serves_here(text, ballot))
    )
    return tuple(ballot for ballot in ballots if ballot not in refused), refused


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _serves_here(text: ItemText, ballot: Ballot) -> bool:
    source = text.minutes.source.text
    begin, end = ballot.voter.span
    before = _APART.split(_WRAPPED.sub(" ", source[max(0, begin - _NEAR) : begin]))[-1]
    behind = _APART.split(_PARTY.sub("", _WRAPPED.sub(" ", source[end : end + _NEAR]), count=1))[0]
    return _SERVES.search(before) is not None or _SERVES.search(behind) is not None


def warnings(minutes: Minutes, facts: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Tell who is named on a list of voters and has no vote, and where the figures of a vote and its list disagree."""
    roles = {_folded(fact.person.text): fact.role for fact in facts["attendance"] if fact.role in NO_VOTE}
    votes: Sequence[Vote] = facts["vote"]
    for vote in votes:
        line = minutes.source.line(vote.at[0].begin)
        for ballot in vote.without:
            where = minutes.source.line(ballot.voter.span.begin)
            role = _SWEDISH[roles[_folded(ballot.voter.text)]]
            yield f"line {where}: {ballot.voter.text} stands on a list of voters, and is a {role}: no ballot is read"
        if vote.disagrees:
            yield f"line {line}: § {vote.item}: {told(vote)}"


def told(vote: Vote) -> str:
    """Say how the figures of a vote and its list disagree."""
    listed = f"{_of(vote.listed_yes, vote.yes)} ja, {_of(vote.listed_no, vote.no)} nej"
    return f"the vote is said to be {vote.yes} ja, {vote.no} nej, and its list has {listed}: both are kept"


def _of(listed: int | None, said: int) -> int:
    return said if listed is None else listed
