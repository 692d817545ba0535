"""What smells of a misreading: one line each, with the line of the document where there is one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from kg.facts.head import roster
from kg.language.headings import is_lead, section_kind
from kg.language.roster_labels import SEATED, seats
from kg.minutes import genre
from kg.model import Span
from kg.quality import coverage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Coverage, Item, Line, Minutes
    from kg.quality.passages import Covered

_LONGEST = 30
"""Pages: a paragraph that is longer has probably swallowed others; budgets and lists of elections reach twenty."""
_PAGE = 3000
"""Characters of a page, where the document has none of its own."""
_FEWEST_MARKS = 4
"""So many lines with nothing but a mark of a vote make a table that has lost its rows."""
_APART = 25
"""How many lines may stand between two of them: name, party and seat, and what a page begins with."""
_LONGEST_MARK = 16
_MOST_DECISIONS = 3
"""From so many headings of decisions on, with as many of what the matter is, a paragraph is several."""
_FEWEST = 3
"""Paragraphs from which on it says something that most of them have no decision."""
_BESIDE_THE_SEATS = frozenset({"substitute", "official"})
_SEATS = {True: 149, False: 41}
"""The most seats that there are: in the largest assembly of Sweden, and in a board of many members."""


def signs(minutes: Minutes, facts: Mapping[str, Sequence[Any]], found: Coverage, covered: Covered) -> Iterator[str]:
    """Tell what smells of a misreading.

    Args:
        minutes: The document cut into its parts.
        facts: Its facts by the name of their kind.
        found: How much of it was understood.
        covered: The passages of its facts.
    """
    yield from _head(minutes, facts)
    yield from _attendance(minutes, facts)
    yield from _numbers(minutes)
    yield from (told for item in minutes.items if (told := _length(minutes, item)))
    yield from _swallowed(minutes)
    yield from _decisions(minutes, facts, found)
    for item in minutes.items:
        for span, count in lost_tables(item, covered):
            line = minutes.source.line(span.begin)
            yield f"line {line}: no ballots in § {item.number}: marks and names have lost their rows ({count} marks)"


def _head(minutes: Minutes, facts: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    meeting = facts["meeting"][0]
    if not minutes.items:
        yield _no_paragraphs(minutes)
    if meeting.body is None:
        yield "whose meeting it is could not be read"
    if not meeting.dates:
        yield "the date of the meeting could not be read"
    if not meeting.organisation:
        yield "whose minutes these are is not said: give --organisation NAME"


def _no_paragraphs(minutes: Minutes) -> str:
    """Tell of a text without paragraphs, and what to do where it decides something none the less."""
    deciding = [section_kind(line) == "decision" or is_lead(line) for line in minutes.head]
    places = [at for at, here in enumerate(deciding) if here and not (at and deciding[at - 1])]
    if not places and not genre.is_minutes(minutes):
        return "no paragraphs (§) found: is this minutes?"
    todo = (
        "titles are told by a number in front (`§ 12 Title`, `Ärende 12`, `12. Title`), "
        "not by letters, Roman figures or capitals alone: number them, and build again"
    )
    if not places:
        return f"no paragraphs (§) found, though it is called minutes: {todo}"
    first = minutes.head[places[0]]
    line = minutes.source.line(first.flow.span().begin)
    many = f"{len(places)} places" if len(places) > 1 else "one place"
    return f"line {line}: no paragraphs (§) found, though {first.text[:40]!r} or its like stands in {many}: {todo}"


def _swallowed(minutes: Minutes) -> Iterator[str]:
    """Tell of a paragraph that decides so often that it must be several, whose heads were not told."""
    for item in minutes.items:
        decided = [section for section in item.sections if section.kind == "decision" and section.heading]
        stories = sum(section.kind == "background" for section in item.sections)
        if min(len(decided), stories) >= _MOST_DECISIONS:
            line = minutes.source.line(item.span.begin)
            yield (
                f"line {line}: § {item.number} has {len(decided)} headings of a decision, each with its own matter: "
                "it holds other paragraphs, whose heads were not told: print their numbers as the others' are"
            )


def _attendance(minutes: Minutes, facts: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    listed = [group for group in roster.groups(minutes) if group.kind == "list" and group.name != "adjuster"]
    read = {fact.role for fact in facts["attendance"]}
    if listed and not read & SEATED:
        label = listed[0].label
        line = minutes.source.line(label.span().begin)
        yield f"line {line}: nobody was read from the roster under {label.text!r}"
    seated = {fact.person.text for fact in facts["attendance"] if fact.role in SEATED}
    body = facts["meeting"][0].body
    most = _SEATS[body is None or body.text.casefold().endswith("fullmäktige")]
    if len(seated) > most:
        last = max(fact.at[0].begin for fact in facts["attendance"] if fact.role in SEATED)
        line = minutes.source.line(last)
        yield f"line {line}: {len(seated)} people have a seat, more than any such body has: is it another list?"
    once: set[tuple[str, str, str, str]] = set()
    rows = [(fact.role, f"{fact.person.text} ({fact.person.party})") for fact in facts["attendance"]]
    for fact, role in zip(facts["attendance"], seats(rows), strict=True):
        key = (fact.person.text, fact.person.party, fact.person.place, role)
        if key in once and fact.party and not fact.note:
            line = minutes.source.line(fact.person.span.begin)
            yield (
                f"line {line}: {fact.person.text} ({fact.person.party}) stands twice on the roster: "
                "nothing tells these two apart, and what is said of the name is told of neither"
            )
        once.add(key)
    yield from _in_two_parts(minutes, facts["attendance"])
    present = {fact.person.text for fact in facts["attendance"] if fact.role != "absent"}
    for fact in facts["adjuster"] if read & SEATED - {"chair"} else ():
        if not any(_is_same(fact.person.text, name) for name in present):
            line = minutes.source.line(fact.person.span.begin)
            yield f"line {line}: {fact.person.text} adjusts the minutes and is not among those present"


def _in_two_parts(minutes: Minutes, attendance: Sequence[Any]) -> Iterator[str]:
    """Tell of a name that has a seat for the whole meeting, and stands among substitutes or officials too."""
    whole = [fact for fact in attendance if not fact.note and not fact.person.place]
    seats_of = {fact.person.text: fact for fact in whole if fact.role in SEATED and fact.party}
    for fact in whole:
        seat = seats_of.get(fact.person.text)
        other_party = seat is not None and fact.party and fact.party.text != seat.party.text
        if seat is None or fact.role not in _BESIDE_THE_SEATS or other_party:
            continue
        line = minutes.source.line(fact.person.span.begin)
        yield (
            f"line {line}: {fact.person.text} stands on the roster as {seat.role} and as {fact.role}: "
            "both are taken for one person"
        )


_NUMBER = re.compile(r"\d+")


def _is_same(one: str, other: str) -> bool:
    """Whether two spellings may be one name: a letter or two differ, or one has a name more."""
    words, others = set(one.casefold().split(" ")), set(other.casefold().split(" "))
    return words <= others or others <= words or OSA.distance(one, other, score_cutoff=2) <= 2


def _numbers(minutes: Minutes) -> Iterator[str]:
    numbered = [([int(number) for number in _NUMBER.findall(item.printed)], item) for item in minutes.items]
    for ((*_, before), _), ((after, *_), item) in pairwise(numbered):  # `28–30` is three paragraphs in one
        if after > before + 1:
            line = minutes.source.line(item.span.begin)
            missing = f"§ {before + 1}" if after == before + 2 else f"§§ {before + 1}–{after - 1}"
            yield f"line {line}: {missing} is missing before § {item.number}"


def _length(minutes: Minutes, item: Item) -> str:
    source = minutes.source
    first, last = source.page(item.span.begin), source.page(item.span.end)
    if first is not None and last is not None:
        pages = last - first + 1
    else:
        pages = (item.span.end - item.span.begin) // _PAGE + 1
    if pages <= _LONGEST:
        return ""
    return f"line {source.line(item.span.begin)}: § {item.number} is {pages} pages long: has it swallowed others?"


def _decisions(minutes: Minutes, facts: Mapping[str, Sequence[Any]], found: Coverage) -> Iterator[str]:
    decided = {fact.item for fact in facts["decision"]}
    if found.paragraphs < _FEWEST or 2 * found.decided >= found.paragraphs:
        return
    silent = [
        item
        for item in minutes.items
        if item.number not in decided
        and any("beslut" in line.text.lower() for section in item.sections for line in section.lines)
    ]
    if 2 * len(silent) > found.paragraphs:
        line = minutes.source.line(silent[0].span.begin)
        yield (
            f"line {line}: {len(silent)} of {found.paragraphs} paragraphs speak of a beslut and no decision was read, "
            f"the first is § {silent[0].number}"
        )


def lost_tables(item: Item, covered: Covered) -> Iterator[tuple[Span, int]]:
    """Give each run of lines that hold nothing but marks of a vote, and how many, where no ballot was read."""
    marks = coverage.words("table", "marks")
    lines = [
        line
        for section in item.sections
        for line in section.lines
        if len(line.text) <= _LONGEST_MARK and line.text.casefold().strip(" .|:") in marks
    ]
    run: list[Line] = []
    for line, after in pairwise((*lines, None)):
        if line is not None:
            run.append(line)
        if line is not None and after is not None and after.number - line.number <= _APART:
            continue
        if len(run) >= _FEWEST_MARKS:
            span = Span(run[0].flow.span().begin, run[-1].flow.span().end)
            if "ballot" not in covered.kinds(span):
                yield span, len(run)
        run = []
