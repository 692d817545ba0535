"""What is odd rather than wrong: sums, rosters, numbers and dates that do not agree."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.check.triples import node
from kg.graph.vocab import concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.check.document import Document
    from kg.check.finding import Finding
    from kg.graph.terms import Term

_LIMITS = ("attendedItem", "missedItem", "missedDate", "fromTime", "untilTime", "note")
"""What says that somebody was there for a part of the meeting only; a note may say it in words."""
_COUNTS = (("yesCount", "yes"), ("noCount", "no"), ("abstainCount", "abstain"), ("absentCount", "absent"))


def warnings(document: Document) -> Iterator[Finding]:
    """Find what does not agree: a vote with its list in any document, the rest in whole minutes alone."""
    yield from counts(document)
    if document.value(document.minutes, "complete") == "true":
        for check in (voters, numbers, substitutes, adjustment):
            yield from check(document)


def _warning(document: Document, subject: Term, what: str) -> Finding:
    return document.finding(subject, what, "warning")


def _roster(document: Document) -> dict[Term, list[Term]]:
    """Give the attendances of this document by person."""
    found: dict[Term, list[Term]] = {}
    for attendance in document.things("Attendance"):
        for person in document.graph.objects(attendance, node("attendee")):
            found.setdefault(person, []).append(attendance)
    return found


def _limited(document: Document, attendance: Term) -> bool:
    return any(document.value(attendance, limit) for limit in _LIMITS)


def counts(document: Document) -> Iterator[Finding]:
    """Compare the counts of a vote with its ballots; absence not where somebody was there for a part only.

    A list that names nobody for an option need not be a list of them.
    """
    in_parts = any(_limited(document, one) for found in _roster(document).values() for one in found)
    for vote in document.things("Vote"):
        cast = Counter(document.value(ballot, "option") for ballot in document.graph.objects(vote, node("hasBallot")))
        for name, option in _COUNTS:
            said = document.value(vote, name)
            listed = cast[concept("ballot", option)]
            known = listed > 0 and not (option == "absent" and in_parts)
            if known and said and int(said) != listed:
                yield _warning(document, vote, f"gov:{name} is {said}, but the ballots are {listed}")


def voters(document: Document) -> Iterator[Finding]:
    """Find voters who are not on the roster, or only as absent."""
    roster = _roster(document)
    absent = concept("role", "absent")
    for ballot in document.things("Ballot") if roster else ():
        if document.value(ballot, "option") == concept("ballot", "absent"):
            continue
        for voter in document.graph.objects(ballot, node("voter")):
            if all(document.value(one, "role") == absent for one in roster.get(voter, ())):
                name = document.value(voter, "rdfs:label")
                yield _warning(document, ballot, f"the voter {name} is not on the roster")


def numbers(document: Document) -> Iterator[Finding]:
    """Find numbers of paragraphs that are missing or stand twice."""
    at: dict[int, Term] = {}
    for item in document.items():
        printed = [int(number) for number in re.findall(r"\d+", document.value(item, "number"))]
        for number in range(printed[0], printed[-1] + 1) if printed else ():  # `28–30` is three paragraphs in one
            at.setdefault(number, item)
        if len(list(document.graph.objects(item, node("order")))) > 1:
            yield _warning(document, item, "the number of this paragraph stands twice")
    for before, after in pairwise(sorted(at)):
        if after > before + 1:
            missing = f"§ {before + 1}" if after == before + 2 else f"§§ {before + 1}–{after - 1}"
            yield _warning(document, at[after], f"{missing} is missing before this paragraph")


def substitutes(document: Document) -> Iterator[Finding]:
    """Find substitutes who serve for somebody who was there throughout."""
    roster = _roster(document)
    absent = concept("role", "absent")
    for attendance in document.things("Attendance"):
        for person in document.graph.objects(attendance, node("substitutesFor")):
            own = roster.get(person, [])
            if own and not any(document.value(one, "role") == absent or _limited(document, one) for one in own):
                name = document.value(person, "rdfs:label")
                yield _warning(document, attendance, f"serves for {name}, who was there throughout")


def adjustment(document: Document) -> Iterator[Finding]:
    """Find minutes that were adjusted before their meeting."""
    adjusted = document.value(document.minutes, "adjustedOn")
    for meeting in document.graph.objects(document.minutes, node("recordOf")):
        first = document.value(meeting, "firstDate")
        if adjusted and first and adjusted < first:  # xsd:date sorts as text
            yield _warning(document, document.minutes, f"adjusted on {adjusted}, before the meeting of {first}")
