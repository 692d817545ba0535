"""How much of a document was understood, in numbers, and whether its template is one that we know."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import later
from kg.facts.head import roster
from kg.language import agents, roster_labels
from kg.lines import vote_heads
from kg.model import Coverage
from kg.quality.passages import Covered
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Block, Item, Line, Minutes, Section

FACTORS = (1.0, 0.9, 0.8, 0.6)
"""What confidence is multiplied by: nothing tells of a new template, one sign does, two do, three or more."""
_TITLED = _ROSTER = 0.8
"""Fewer paragraphs with a title than this share, or fewer lines of the roster understood, are a sign."""
_KNOWN = 0.5
"""Less text than this under a known heading is a sign, if decisions are missing as well: many paragraphs of a
template that we read well have no heading at all."""
_FEWEST_ROSTER_LINES = 4
_LONGEST_HEADING = 60
_FEWEST_LETTERS = 4
_CONTENTS_ENTRY = re.compile(r"§\s?\d+[a-h]?(?:$|\s+(?:\d+\s+)?[A-ZÅÄÖ])")
_MEMBER = later.pattern(rf"{agents.NAME},?\s?{agents.PARTY}")
_POINT = re.compile(r"[A-ZÅÄÖ]\s?[/)]\s")
"""A letter in front of a point of a list: `B/ Information om ...`."""
_SWALLOWING = {"item", "clause", "reservation", "statement", "document"}
"""Kinds whose passages may have swallowed a heading that nobody knew: they do not show that it was understood."""


class RosterLine(NamedTuple):
    """A line of a list of the head, and why nobody was read from it; empty where it was understood."""

    line: Line
    why: str


@cache
def words(part: str, name: str) -> tuple[str, ...]:
    """Give one list of `data/lexicon/unread.toml`."""
    return phrases("unread", part)[name]


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words('heading', 'telling')))})")


def measure(minutes: Minutes, facts: Mapping[str, Sequence[Any]], covered: Covered) -> Coverage:
    """Measure how much of a document was understood.

    Args:
        minutes: The document cut into its parts.
        facts: Its facts by the name of their kind.
        covered: Their passages.
    """
    characters = known = 0
    for item in minutes.items:
        for section in item.sections:
            lengths = [len(block.text) for block in section.blocks]
            characters += sum(lengths)
            if is_known(section, covered):
                ends = next((at for at, _ in unknown_headings(section, covered)), len(lengths))
                known += sum(lengths[:ends])
    listed = roster_lines(minutes, facts)
    found = Coverage(
        paragraphs=len(minutes.items),
        titled=sum(1 for item in minutes.items if item.title.text),
        with_case=len({fact.item for fact in facts["concern"]}),
        decided=len({fact.item for fact in facts["decision"]}),
        characters=characters,
        known=known,
        roster_lines=len(listed),
        roster_understood=sum(1 for one in listed if not one.why),
    )
    signs = tuple(_signs(facts, found))
    return replace(found, signs=signs, factor=FACTORS[min(len(signs), len(FACTORS) - 1)])


def _signs(facts: Mapping[str, Sequence[Any]], found: Coverage) -> Iterator[str]:
    """Give what tells that the template is new: each of head, roster, titles and sections at most once."""
    meeting = facts["meeting"][0]
    lacking = dict(meeting.outside)
    unread = [name for name, value in (("body", meeting.body), ("date", meeting.dates)) if not value or name in lacking]
    if unread:
        yield f"no {' and no '.join(unread)} of the meeting read"
    shares = found.shares()
    if found.roster_lines >= _FEWEST_ROSTER_LINES and shares["understood_roster"] < _ROSTER:
        yield f"{found.roster_understood} of {found.roster_lines} lines of the roster understood"
    if not found.paragraphs:
        yield "no paragraphs (§) found"
    elif shares["titled"] < _TITLED:
        yield f"{found.titled} of {found.paragraphs} paragraphs with a title"
    if shares.get("known_sections", 1.0) < _KNOWN and shares["decided"] < _TITLED:
        yield f"{shares['known_sections']:.0%} of the text under a known heading"


def is_known(section: Section, covered: Covered) -> bool:
    """Whether the kind of a section is known; a heading that names who speaks is known by the fact taken from it."""
    if section.kind == "other":
        return section.heading is not None and bool(covered.kinds(section.heading.span()) - _SWALLOWING)
    return bool(section.kind)


def unknown_headings(section: Section, covered: Covered) -> Iterator[tuple[int, Line]]:
    """Give place and line of blocks that look like headings, are of no known kind and are worth telling."""
    narrative = section.kind in words("heading", "narrative")
    told: set[str] = set()
    for at, block in enumerate(section.blocks):
        if (
            at + 1 < len(section.blocks)
            and block.lines[0].flow is not section.heading
            and _looks_like_heading(block)
            and (not narrative or _telling().search(block.text.casefold()))
            and not agents.people(block.flow)
            and not covered.kinds(block.flow.span()) - _SWALLOWING
            and block.text not in told
        ):
            told.add(block.text)  # one that stands again and again is told once
            yield at, block.lines[0]


def _looks_like_heading(block: Block) -> bool:
    """Whether a paragraph is one short line apart from the others, bold or in capitals, without a stop or figures."""
    line = block.lines[0]
    text = line.text
    return (
        len(block.lines) == 1
        and not line.mark
        and _FEWEST_LETTERS <= len(text) <= _LONGEST_HEADING
        and text[0].isupper()
        and (text[-1].isalpha() or text[-1] == ":")
        and ": " not in text
        and not _POINT.match(text)
        and (line.gap or line.level > 0 or text.isupper())
        and not any(ch.isdigit() for ch in text)
        and text.casefold() not in words("table", "marks")
        and not vote_heads.heads_votes(text)
    )


def roster_lines(minutes: Minutes, facts: Mapping[str, Sequence[Any]]) -> list[RosterLine]:
    """Give the lines of the head's lists of people, each with the reason why nobody was read from it.

    A line is understood where a fact was taken from it, where it only repeats people who are known, or where nobody
    is to be read: a vacant seat, the heading of a table. A table of contents behind the last list is none of it. A line
    that begins with a name and a party belongs to a list, even where no heading of one is known above it.
    """
    there = {kind: facts[kind] for kind in ("attendance", "adjuster")}
    covered = Covered(there)
    people = {fact.person.text for found in there.values() for fact in found}
    names = sorted(people, key=len, reverse=True)
    found: list[RosterLine] = []
    at = {line.flow.span().begin: line for line in minutes.head}
    for before, group in pairwise([None, *roster.groups(minutes)]):
        listed = list(group.lines) if group is not None and group.kind == "list" else []
        if group is not None and before is not None and before.kind == "list" and group[:2] == roster_labels.UNKNOWN:
            # A line that is no name ends a list: what it is, and who else stood there, is not understood.
            first = at.get(group.label.span().begin)
            below = takewhile(lambda line: not line.gap, group.lines)
            listed = [] if first is None or first.gap else [first, *below]
        for line in listed:
            if _CONTENTS_ENTRY.match(line.text) and not covered.kinds(line.flow.span()):
                break
            if group is not None and group.name == "adjuster" and not agents.people(line.flow):
                break
            found.append(RosterLine(line, "" if _is_understood(line, names, covered) else _why(line)))
    known = {id(one.line) for one in found}
    for line in minutes.head:
        if _CONTENTS_ENTRY.match(line.text):
            break
        if id(line) not in known and _MEMBER.match(line.text) and not _is_understood(line, names, covered):
            found.append(RosterLine(line, "a name with its party, under no heading of a roster"))
    return found


def _is_understood(line: Line, names: Sequence[str], covered: Covered) -> bool:
    if covered.kinds(line.flow.span()):
        return True
    rest = line.text
    for name in names:
        rest = rest.replace(name, " ")
    folded = rest.casefold()
    cells = [cell.strip(" *:.") for cell in folded.split("|") if cell.strip(" *:.")]
    return (
        (rest != line.text and re.search(agents.NAME, rest) is None)
        or any(word in folded for word in words("roster", "nobody"))
        or all(cell in words("roster", "columns") for cell in cells)
    )


def _why(line: Line) -> str:
    people = agents.people(line.flow)
    if not people:
        return "no name is read here"
    if len(people) > 1:
        return f"{len(people)} names on one line"
    return "a name, but nobody on the roster"


def headings(item: Item, covered: Covered) -> Iterator[tuple[Line | None, Section]]:
    """Give the headings of a paragraph that no rule knows: lines that look like one, and sections of no kind (None)."""
    for section in item.sections:
        if section.kind == "other" and not is_known(section, covered):
            yield None, section
        yield from ((line, section) for _, line in unknown_headings(section, covered))
