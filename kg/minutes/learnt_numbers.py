"""Paragraphs numbered in a way of their own: what stands in front of each number is learnt from the document."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.headings import is_lead, section_kind
from kg.minutes import bare_numbers, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_NUMBERED = re.compile(
    # What stands in front of the sign may hold the day and a diary number: `Tekniska nämnden 2031-05-06 § 12`.
    r"(?P<mark>[^§\n]{0,70}§|(?:(?!§\s?[lIO|])[^\d\n]){0,30}?)\s?(?:(?:19|20)\d\d[/:-](?!\d\d[/:-]\d\d\b))?"
    r"(?P<number>\d{1,4})(?P<letter>[a-h](?=[\s.:)]|$))?(?:[/-](?:20)?\d\d)?"
    r"[.:)\]]*(?P<rest>\s+[-–—]?\s?[(\"”»]?[A-ZÅÄÖ].*|\s+(?:[Dd]nr\b)?[.:]?\s?\d.*|\s+[Dd]nr\b.*|)$"
)
_OTHER = grammar.pattern("paragraph", "marks-of-other-series")
"""What other rows of numbers stand behind: pages, annexes, hours, telephones."""
_DECIDES = grammar.pattern("paragraph", "decides")
_LONGEST = 160
FEWEST = 3
"""So many numbers make a row."""
_DECIDING = 2 / 3
"""So many of the paragraphs have a section with a heading below, or a line that tells of a decision."""


def ways(lines: Sequence[Line]) -> Iterator[Callable[[Line], heading.Opening | None]]:
    """Give how a document may number its paragraphs: by each mark that stands in front of several numbers, most first.

    A mark may be a word (`Ärende`, `Protokollspunkt`), a sign that was lost on the way (`$ 12`, `Â§ 12`), a body
    (`TN 12/25`) or nothing.
    """
    marks = Counter(_mark(match) for line in lines if (match := _match(line)))
    marks[""] += sum(1 for line in lines if line.mark and bare_numbers.numbered(line) is not None)  # `12. Taxa`
    for mark, count in marks.most_common():
        if count >= FEWEST and not _OTHER.fullmatch(mark):
            yield _reader(mark)


def trusted(lines: Sequence[Line], chain: Sequence[Candidate]) -> bool:
    """Whether numbers learnt so are those of paragraphs: without a gap, each apart with text below, most decide."""
    if len(chain) < FEWEST or not bare_numbers.run_on(chain) or min(one.weight for one in chain) < 1:
        return False
    return most_decide(lines, [one.at for one in chain])


def most_decide(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether there is text below each of these lines, and below most of them something is decided."""
    parts = [lines[at + 1 : end] for at, end in zip(places, [*places[1:], len(lines)], strict=True)]
    deciding = sum(any(section_kind(x) or is_lead(x) or _DECIDES.search(x.text) for x in part) for part in parts)
    return all(parts) and deciding >= _DECIDING * len(parts)


def _match(line: Line) -> re.Match[str] | None:
    signed = "§" in line.text
    if ((line.mark or not line.gap) and not signed) or len(line.text) > _LONGEST or line.text[-1] in ";,":
        return None
    return _NUMBERED.match(line.text)


def _mark(match: re.Match[str]) -> str:
    return " ".join(match["mark"].casefold().split()).rstrip(" .:")


def _reader(mark: str) -> Callable[[Line], heading.Opening | None]:
    def read(line: Line) -> heading.Opening | None:
        if not mark and line.mark:
            return bare_numbers.numbered(line)
        match = _match(line)
        if match is None or _mark(match) != mark:
            return None
        return heading.Opening(int(match["number"]), match["letter"] or "", "", match.start("rest"))

    return read
