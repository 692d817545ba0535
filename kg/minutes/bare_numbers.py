"""Paragraphs (§) numbered without the sign: by a bare number, or a body and a number, that the head vouches for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.headings import is_lead, section_kind
from kg.minutes import heading, heading_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_LONGEST = 160
_NUMBERED = re.compile(
    rf"(?P<body>{heading_cases.BODY}\.?\s)?(?P<number>\d{{1,4}})(?:\s?(?P<letter>[a-h])(?=\s|$))?[.:]?"
    r"(?P<rest>\s+[-–—]?\s?[\"”»]?[A-ZÅÄÖ].*|\s+\d+[-/.:]\d.*|)$"
)
_RANGE = grammar.pattern("paragraph", "bare-range")
_MOST = 200
"""No minutes have more paragraphs than these."""


def ranges(head: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the ranges of numbers that a head prints, the widest first: one of them may be that of its paragraphs."""
    found = {
        (int(match["first"]), int(match["last"]))
        for line in head
        for match in _RANGE.finditer(line.text)
        if 0 < int(match["last"]) - int(match["first"]) < _MOST
    }
    return sorted(found, key=lambda one: one[0] - one[1])


def numbered(line: Line) -> heading.Opening | None:
    """Read a line with nothing but a number, or a body and a number, in front of its title: `65 Taxa`, `Sn 65 Taxa`."""
    return _numbered(line, no_end=".;:,")


def sentence(line: Line) -> heading.Opening | None:
    """Read such a line whose title ends as a sentence does: `35. Mötet öppnas.`, which only the head vouches for."""
    return _numbered(line, no_end=";:,")


def _numbered(line: Line, *, no_end: str) -> heading.Opening | None:
    if re.fullmatch(r"\d{1,3}[.)]", line.mark):
        stands = line.gap and line.text[0].isupper() and line.text[-1] not in no_end
        return heading.Opening(int(line.mark[:-1]), "", "", 0) if stands and len(line.text) <= _LONGEST else None
    match = None if line.mark else _NUMBERED.match(line.text)
    if match is None or len(line.text) > _LONGEST or line.text[-1] in ";,":
        return None
    return heading.Opening(
        int(match["number"]), match["letter"] or "", (match["body"] or "").strip(" ."), match.start("rest")
    )


def vouched(candidates: Sequence[Candidate], stated: Sequence[tuple[int, int]]) -> Iterator[list[Candidate]]:
    """Give for each range that the head prints the lines that it may mean: those that stand apart, of its numbers.

    A range that the numbers go on from, in front of it or behind, is for which paragraphs somebody was there.
    """
    apart = [c for c in candidates if c.weight >= 1]
    for first, last in stated:
        within = [c for c in apart if first <= c.number <= last]
        if {c.number for c in within} != set(range(first, last + 1)):
            continue
        before = any(c.number == first - 1 and c.at < within[0].at for c in apart)
        behind = any(c.number == last + 1 and c.at > within[-1].at for c in apart)
        if not before and not behind:
            yield within


def run_on(chain: Sequence[Candidate]) -> bool:
    """Whether several paragraphs have numbers without a gap."""
    return len(chain) > 1 and all(after.number - before.number in {0, 1} for before, after in pairwise(chain))


def all_decide(lines: Sequence[Line], chain: Sequence[Candidate]) -> bool:
    """Whether each paragraph has a section with a heading below, or a line that opens a decision."""
    ends = [*(c.at for c in chain[1:]), len(lines)]
    return all(
        any(section_kind(x) or is_lead(x) for x in lines[c.at + 1 : end]) for c, end in zip(chain, ends, strict=True)
    )
