"""Ballots: how each person voted whom a list, a sentence or a table names; figures alone give none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.floor import ballot_list, ballot_surnames, speakers, voters
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.facts.floor.vote_reader import Table
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Fact):
    """One person's vote as printed; never inferred."""

    voter: Mention
    party: Mention | None
    option: str
    disagrees: bool | None = None
    """Whether the figures of its vote and the list it stands on disagree."""


Ballots = tuple[Ballot, ...]
Parted = tuple[Ballots, Ballots]
"""The ballots of those who may vote, and of those who may not: these are told, and are none."""


def told(text: ItemText, whole: Flow, begin: int, end: int, figures: Mapping[str, int]) -> Parted:
    """Read the ballots between two places; `figures` say how many are looked for of each option."""
    listed = list(ballot_list.read(whole, begin, end, figures))
    if not any(voter.option in {"yes", "no"} for voter in listed):
        listed = [*ballot_surnames.read(text, whole, begin, end, figures), *listed]
    if _as_counted(text, listed, figures):
        return voters.of_those(text, [_ballot(text, whole, voter) for voter in listed])
    return of_voters(text, whole, listed)


def of_voters(text: ItemText, whole: Flow, listed: Iterable[ballot_list.Voter]) -> Parted:
    """Give the ballots of the voters of a list."""
    return voters.of_those(text, tuple(_known(text, whole, listed)))


def _as_counted(text: ItemText, listed: Sequence[ballot_list.Voter], figures: Mapping[str, int]) -> bool:
    """Whether lists of minutes that tell nobody's party, and have no roster, are as long as the figures say."""
    if speakers.has_roster(text) or any(voter.person.party for voter in listed):
        return False
    counted = Counter(voter.option for voter in listed)
    return all(figures.get(option) == counted[option] > 0 for option in ("yes", "no"))


def of_table(text: ItemText, table: Table) -> Parted:
    """Give the ballots of the rows of a table."""
    ballots = [
        Ballot(item=text.item.number, at=row.at, voter=row.voter, party=_party(row.voter), option=row.option)
        for row in table.rows
    ]
    return voters.of_those(text, ballots)


def _known(text: ItemText, whole: Flow, listed: Iterable[ballot_list.Voter]) -> Iterator[Ballot]:
    """Give the ballots of those on a list who have a party there, or stand on the roster."""
    for voter in listed:
        if voter.person.party or speakers.listed(text, voter.person.text):  # else a place or a proposal
            yield _ballot(text, whole, voter)


def _ballot(text: ItemText, whole: Flow, voter: ballot_list.Voter) -> Ballot:
    person, option, mark = voter
    at = (person.span, whole.span(*mark))
    return Ballot(item=text.item.number, at=at, voter=person, party=_party(person), option=option)


def _party(person: Mention) -> Mention | None:
    return Mention("party", person.party, person.span) if person.party else None


KIND = Kind(
    name="ballot",
    record=Ballot,
    term="Ballot",
    link="hasBallot",
    fields=(
        Field("voter", "voter", "agent"),
        Field("party", "party", "agent"),
        Field("option", "option", "concept", "ballot"),
        Field("disagrees", "countsDisagree", "boolean"),
    ),
    needs=("voter", "option"),
)
