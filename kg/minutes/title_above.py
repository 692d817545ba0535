"""Minutes that print the title of a paragraph (§) above its number: the lines are put in the usual order."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.language.headings import is_lead, section_kind
from kg.lines import breaks
from kg.minutes import heading, heading_cases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_MOST_LINES = 4
_SHORTEST = 4
_MOSTLY = 0.6
_FEWEST = 2


def put_below(
    lines: list[Line], chain: list[Candidate], candidates: Sequence[Candidate]
) -> tuple[list[Line], list[Candidate], list[Candidate]]:
    """Put each title that stands right above a bare number below it, if most paragraphs of a document are printed so.

    Returns:
        The lines, the headings and all candidates, at their new places.
    """
    titles = {c.at: begin for c in chain if (begin := _begin(lines, c)) is not None}
    sure = sum(_opens(line) for at in titles if (line := _below(lines, at)))
    apart = _blocks(lines, chain)
    if sure < _FEWEST or len(titles) < _MOSTLY * len(chain) or len(apart) > len(titles):
        return _put_below_blocks(lines, chain, candidates, apart)
    moved = list(lines)
    for at, begin in titles.items():
        number = replace(lines[at], gap=True)
        moved[begin : at + 1] = [number, replace(lines[begin], gap=False), *lines[begin + 1 : at]]
        if at + 1 < len(lines) and not heading_cases.case_line(lines[at + 1].text):
            moved[at + 1] = replace(moved[at + 1], gap=True)

    def place(here: Candidate) -> Candidate:
        return here._replace(at=titles.get(here.at, here.at))

    return moved, [place(c) for c in chain], [place(c) for c in candidates]


def _below(lines: Sequence[Line], at: int) -> Line | None:
    """Give the line below a number; the diary number may stand between the number and the first section."""
    return next((line for line in lines[at + 1 : at + 3] if not heading_cases.case_line(line.text)), None)


def _opens(line: Line) -> bool:
    return section_kind(line) is not None or is_lead(line)


def _begin(lines: Sequence[Line], here: Candidate) -> int | None:
    """Give where the title above a number begins; None where the number has its title on its line or below.

    Below a number without a title a section begins, or a sentence.
    """
    at = here.at
    bare = not heading_cases.cut(lines[at].flow.cut(here.rest))[1].text
    below = _below(lines, at)
    if not bare or below is None or not (_opens(below) or breaks.is_sentence(_stretch(lines, at + 1))):
        return None
    begin = at - 1
    while begin > 0 and not lines[begin].gap and at - begin < _MOST_LINES:
        begin -= 1
    block = lines[begin:at] if begin >= 0 else []
    whole = bool(block) and (begin == 0 or lines[begin].gap or lines[begin].level > 0)
    if not whole or any(line.mark or _opens(line) for line in block):
        return None
    return None if block[-1].text[-1] in ".:;," or not block[0].text[0].isupper() else begin


def _stretch(lines: Sequence[Line], at: int) -> str:
    """Give the text from a line on to the next gap, diary numbers left out."""
    own = takewhile(
        lambda k: k == at or not lines[k].gap or heading_cases.case_line(lines[k - 1].text), range(at, len(lines))
    )
    return " ".join(lines[k].text for k in own if not heading_cases.case_line(lines[k].text))


def _blocks(lines: Sequence[Line], chain: Sequence[Candidate]) -> dict[int, tuple[int, int]]:
    """Give where the titles stand that are set apart above their numbers, by the places of these."""
    before = [0, *(c.at + 1 for c in chain)]
    return {c.at: block for c, floor in zip(chain, before, strict=False) if (block := _set_apart(lines, c, floor))}


def _put_below_blocks(
    lines: list[Line],
    chain: list[Candidate],
    candidates: Sequence[Candidate],
    titles: Mapping[int, tuple[int, int]],
) -> tuple[list[Line], list[Candidate], list[Candidate]]:
    """Do the same where titles are set apart from the numbers: as headings are, in capitals or as Markdown has them.

    Paragraphs of earlier bodies may stand between: the title is theirs too. Behind them the own number stands again.
    """
    if len(titles) < 2 or len(titles) < _MOSTLY * len(chain):
        return lines, chain, list(candidates)
    moved: list[Line] = []
    places: dict[int, int] = {}
    begins = {begin: (at, end) for at, (begin, end) in titles.items()}
    at = 0
    while at < len(lines):
        places[at] = len(moved)
        if at not in begins:
            moved.append(lines[at])
            at += 1
            continue
        number, end = begins[at]
        places |= {k: len(moved) + 1 + k - at for k in range(at, end)} | {number: len(moved)}
        moved += [replace(lines[number], gap=True), replace(lines[at], gap=False), *lines[at + 1 : end]]
        earlier = lines[end:number]
        if earlier:
            places |= {k: len(moved) + k - end for k in range(end, number)}
            moved += [*earlier, lines[number]]
        elif number + 1 < len(lines):
            places[number + 1] = len(moved)
            moved.append(replace(lines[number + 1], gap=True))
            number += 1
        at = number + 1
    return moved, [c._replace(at=places[c.at]) for c in chain], [c._replace(at=places[c.at]) for c in candidates]


def _set_apart(lines: Sequence[Line], here: Candidate, floor: int) -> tuple[int, int] | None:
    """Give where the heading above a bare number begins and ends: right above it, or above what earlier bodies did."""
    bare = not heading_cases.cut(lines[here.at].flow.cut(here.rest))[1].text
    if not bare or not lines[here.at].gap:
        return None
    inner = (at for at in range(floor, here.at) if lines[at].gap and heading.inner(lines[at].text))
    end = next(inner, here.at)
    begin = end
    while begin > floor and _is_heading(lines[begin - 1], lines[here.at]) and end - begin < _MOST_LINES:
        begin -= 1
        if lines[begin].gap:
            break
    return (begin, end) if begin < end and (begin == 0 or lines[begin].gap) else None


def _is_heading(line: Line, number: Line) -> bool:
    """Whether a line is set as headings are: in capitals, or a heading of Markdown above a number that is none."""
    if section_kind(line) is not None or is_lead(line) or line.mark or line.text[-1] in ".:;,":
        return False
    return (line.text.isupper() and len(line.text) >= _SHORTEST) or (line.level > 0 and not number.level)
