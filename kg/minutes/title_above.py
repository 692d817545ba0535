"""Minutes that print the title of a paragraph (§) above its number: the lines are put in the usual order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language.headings import is_lead, section_kind
from kg.minutes import heading_cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_MOST_LINES = 4
_MOSTLY = 0.6


def put_below(
    lines: list[Line], chain: list[Candidate], candidates: Sequence[Candidate]
) -> tuple[list[Line], list[Candidate], list[Candidate]]:
    """Put each title that stands right above a bare number below it, if most paragraphs of a document are printed so.

    Returns:
        The lines, the headings and all candidates, at their new places.
    """
    titles = {c.at: begin for c in chain if (begin := _begin(lines, c)) is not None}
    if len(titles) < 2 or len(titles) < _MOSTLY * len(chain):
        return lines, chain, list(candidates)
    moved = list(lines)
    for at, begin in titles.items():
        number = replace(lines[at], gap=True)
        moved[begin : at + 1] = [number, replace(lines[begin], gap=False), *lines[begin + 1 : at]]

    def place(here: Candidate) -> Candidate:
        return here._replace(at=titles.get(here.at, here.at))

    return moved, [place(c) for c in chain], [place(c) for c in candidates]


def _begin(lines: Sequence[Line], here: Candidate) -> int | None:
    """Give where the title above a number begins; None where the number has its title on its line or below."""
    at = here.at
    bare = not heading_cases.cut(lines[at].flow.cut(here.rest))[1].text
    # The diary number may stand between the number and the first section.
    below = next((line for line in lines[at + 1 : at + 3] if not heading_cases.case_line(line.text)), None)
    if not bare or below is None or lines[at].gap or not (section_kind(below) or is_lead(below)):
        return None
    begin = at - 1
    while begin > 0 and not lines[begin].gap and at - begin < _MOST_LINES:
        begin -= 1
    block = lines[begin:at] if begin >= 0 else []
    whole = bool(block) and (begin == 0 or lines[begin].gap or lines[begin].level > 0)
    if not whole or any(line.mark or section_kind(line) or is_lead(line) for line in block):
        return None
    return None if block[-1].text[-1] in ".:;" or not block[0].text[0].isupper() else begin
