"""Generated minutes whose cases go on: a committee, its board and its assembly, each with minutes of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from bench import generate, invented
from bench.layouts import LAYOUTS, Meeting

if TYPE_CHECKING:
    from bench.generate import Generated
    from bench.invented import Council, Person
    from bench.layouts import Matter

STAGES = 3
"""Bodies that a case goes through."""
_ROUNDS = 40
"""How often each of them meets, before the next organisation begins."""
_BETWEEN = 14
"""Days from one round to the next, and from one body to the next one's meeting."""
_SEATS = 14
_PEOPLE = STAGES * _SEATS + len(generate.OFFICES)
_FROM = dt.date(2019, 1, 7)
_RETURNED = 9


class _Place(NamedTuple):
    """Where a document stands: its organisation, the round of meetings, and which of the three bodies meets."""

    organisation: int
    round: int
    stage: int


def make(seed: int, index: int, size: int = generate.SIZE) -> Generated:
    """Make one document: the committee's, the board's or the assembly's on the same cases.

    Args:
        seed: Of the whole collection.
        index: Its place: three documents a round, forty rounds an organisation.
        size: Characters of each, about.
    """
    organisation, rest = divmod(index, STAGES * _ROUNDS)
    place = _Place(organisation, *divmod(rest, STAGES))
    own = Random(f"{seed}/chain/{organisation}")
    layout = list(LAYOUTS)[organisation % len(LAYOUTS)]
    first = invented.council(own, region=layout != "town", assembly=False)
    people = [*invented.people(own, _PEOPLE, parties=True)]
    shared = Random(f"{seed}/chain/{organisation}/{place.round}")
    meeting = _meeting(Random(f"{seed}/chain/{index}"), _council(first, place.stage), people, place)
    before = _when(place._replace(stage=place.stage - 1)) if place.stage else None
    matters: list[Matter] = []
    write, ending = LAYOUTS[layout]
    length = len(write(meeting)) + 400
    while length < size:
        # The same draws for each of the three: what differs is whose minutes they are.
        matter = generate.matter_of(shared, replace(meeting, council=first), len(matters), plan=place.round)
        matters.append(_at_stage(matter, first, place, len(matters), before))
        length += generate.length_of(matters[-1])
    whole = replace(meeting, matters=tuple(matters))
    name = f"{index:05}-{layout}-{meeting.when:%Y-%m-%d}{ending}"
    return generate.Generated(name, write(whole), len(matters))


def _when(place: _Place) -> dt.date:
    return _FROM + dt.timedelta(days=_BETWEEN * (place.round + place.stage))


def _council(first: Council, stage: int) -> Council:
    if stage == 0:
        return first
    if stage == 1:
        return replace(first, body=first.board, own="styrelsen", drafting=first.body)
    return replace(first, body=first.assembly, own="fullmäktige", drafting=first.board)


def _meeting(random: Random, council: Council, people: list[Person], place: _Place) -> Meeting:
    """Take a third of the people for each body, the officials for all."""
    officials = people[-5:]
    here = people[_SEATS * place.stage : _SEATS * (place.stage + 1)]
    seated = random.randint(9, 12)
    hours = (f"{random.randint(8, 10):02}.00", f"{random.randint(12, 17)}.15")
    named = tuple((replace(one, party=""), title) for one, title in zip(officials, generate.OFFICES, strict=True))
    return Meeting(
        council, _when(place), hours, 1 + 40 * (place.round % 20), tuple(here[:seated]), tuple(here[seated:]), named,
        (here[2],), (),
    )  # fmt: skip


def _at_stage(matter: Matter, first: Council, place: _Place, nth: int, before: dt.date | None) -> Matter:
    """Let a matter be what it is before one of the three bodies: proposed on, or decided, or sent back."""
    matter.proposed_to = (first.board, first.assembly, "")[place.stage]
    if before:
        sender = (first.body, first.board)[place.stage - 1]
        section = 40 * (place.round % 20) + nth
        matter.story[0] = f"{sender} har den {invented.day(before)}, § {section}, behandlat ärendet. {matter.story[0]}"
    if place.stage == STAGES - 1 and nth % _RETURNED == 0:
        matter.clauses = (f"att återremittera ärendet till {first.board.lower()}",)
        matter.sentences = (f"Ärendet återremitteras till {first.board.lower()}.",)
    return matter
