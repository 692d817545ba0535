"""Lines that begin with a paragraph's number and only cite it: entries of a list, and what the printed range excludes.

A printed range (`Paragrafer §§ 31-33`) removes no paragraph: what stands beyond it and has words of its own is one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.headings import is_lead, section_kind
from kg.lines import breaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_COVERS = grammar.pattern("paragraph", "covers")
_COVERS_LABEL = grammar.pattern("paragraph", "covers-label")
_RANGE = grammar.pattern("paragraph", "range")
_LISTS = {"documents", "delegation", "background", "preparation"}
"""Right below these headings stand entries of a list: what was decided on delegation, minutes of others."""
_DELEGATED = grammar.pattern("paragraph", "delegated")
_ANNOUNCES = grammar.pattern("paragraph", "announces")
_NEAR = 4
"""So many lines from the heading on say that the matter is taken off the agenda."""


def stated(head: Sequence[Line]) -> tuple[int, int] | None:
    """Give the first and last paragraph that the minutes say they hold (`Paragrafer §§ 26–38`)."""
    found: list[int] = []
    for before, line in pairwise([None, *head]):
        if line is None or "aragraf" not in line.text + (before.text if before else ""):
            continue
        text = line.text
        if not _COVERS.match(text) and not (before is not None and _COVERS_LABEL.fullmatch(before.text)):
            continue
        found += [int(number) for match in _RANGE.finditer(text) for number in match.groups()]
    return (min(found), max(found)) if found else None


def find(lines: Sequence[Line], candidates: Sequence[Candidate], covers: tuple[int, int] | None) -> set[int]:
    """Give the places of those candidates that cite a paragraph.

    An entry of a list stands right below what announces the list, or below another entry; below a mere heading it is a
    paragraph all the same if its number goes on from the last and the words below are its own. Beyond the range, where
    most paragraphs are within, a heading has words of its own, and the one above is decided or ends a sentence.
    """
    ends = [*(c.at for c in candidates[1:]), len(lines)]
    worded = [_has_words(lines[c.at + 1 : end]) for c, end in zip(candidates, ends, strict=True)]
    inside = [covers is not None and covers[0] <= c.number <= covers[1] for c in candidates]
    trusted = sum(own for own, within in zip(worded, inside, strict=True) if within) > sum(worded) / 2
    found: set[int] = set()
    others: set[int] = set()
    above: Candidate | None = None
    for at, (here, end) in enumerate(zip(candidates, ends, strict=True)):
        if above is None or (trusted and inside[at]) or (worded[at] and here.number <= above.number):
            above = here
            continue
        if here.number <= above.number:
            continue
        if not inside[at] and _is_of_another(lines, here, above, candidates[at + 1 :]):
            found.add(here.at)
            others.add(here.at)
            continue
        if candidates[at - 1].at in others and here.number == above.number + 1:
            above = here
            continue
        before, below = candidates[at - 1], lines[here.at + 1 : end]
        decided = decides(lines[above.at + 1 : here.at])
        goes_on = before.at in found and not worded[at - 1]
        announced = _ANNOUNCES.search(lines[here.at - 1].text) is not None
        listed = (announced or _may_list(lines[here.at - 1])) and not (decided and decides(below))
        own = worded[at] or taken_off(lines, here.at, end)
        if trusted:
            ended = decided or lines[here.at].gap or lines[here.at].level > 0 or lines[here.at - 1].text[-1] == "."
            cited = goes_on or listed or not own or not ended
        else:
            cited = (goes_on or listed) and not (own and not announced and here.number == above.number + 1)
        if cited:
            found.add(here.at)
        else:
            above = here
    return found


def _is_of_another(lines: Sequence[Line], here: Candidate, above: Candidate, behind: Sequence[Candidate]) -> bool:
    """Whether a line names another body than the paragraph above does, whose own number goes on below.

    `Kommunstyrelsen § 60/2031, Budgetdirektiv` among the announcements of `KN § 34`, and then `KN § 35`.
    """
    jumps = here.number > above.number + 1 and any(one.number == above.number + 1 for one in behind)
    return jumps and _named(lines, here)[:1].isalpha() and _named(lines, here) != _named(lines, above)


def _named(lines: Sequence[Line], here: Candidate) -> str:
    """Give what stands in front of the sign of a paragraph: `kn`."""
    return lines[here.at].text.partition("§")[0].strip().casefold()


def decides(lines: Sequence[Line]) -> bool:
    """Whether lines hold the heading of a decision or of a proposal, or a line that opens a decision."""
    return any(section_kind(line) in {"decision", "proposal"} or is_lead(line) for line in lines)


def taken_off(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether a paragraph says in its first lines that it is taken off the agenda."""
    return any("utgår" in line.text.casefold() for line in lines[at : min(end, at + _NEAR)])


def _has_words(lines: Sequence[Line]) -> bool:
    return any(section_kind(line) is not None or is_lead(line) or breaks.is_sentence(line.text) for line in lines)


def _may_list(line: Line) -> bool:
    return section_kind(line) in _LISTS or _DELEGATED.search(line.text) is not None
