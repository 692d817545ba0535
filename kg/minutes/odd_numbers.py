"""Headings of paragraphs whose printed number does not fit: doubled, misprinted, or beyond what the head says."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language.headings import section_kind
from kg.minutes import heading
from kg.minutes.cited_numbers import decides, taken_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Line

_FIRST = 5
"""No more paragraphs than these stand in front of the first that the head says."""
_AGAIN = ("", "bis", "ter", "quater")
"""What parts the second, third and fourth paragraph of one number."""


def find(lines: Sequence[Line], chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give the headings of all paragraphs: those whose numbers rise, and those that are none the less headings.

    Such a one stands in the form of the others, where a number is missing, doubled or goes on; the paragraph above it
    has its decision already, and so has it: a rule or minutes that are quoted stand inside a paragraph.
    """
    found = list(chain)
    usual = Counter(c.body for c in chain).most_common(1)
    for here in candidates:
        if not usual or here.body != usual[0][0] or here.at in {c.at for c in found}:
            continue
        before = max((c for c in found if c.at < here.at), key=lambda c: c.at, default=None)
        after = min((c for c in found if c.at > here.at), key=lambda c: c.at, default=None)
        if not _fits(here, before, after, chain) or _repeats(lines, here, found):
            continue
        end = min((c.at for c in (*candidates, *found) if c.at > here.at), default=len(lines))
        decided = before is None or decides(lines[before.at + 1 : here.at])
        if decided and (taken_off(lines, here.at, end) or decides(lines[here.at + 1 : end])):
            found.append(here)
    return sorted(found, key=lambda c: c.at)


def _fits(here: Candidate, before: Candidate | None, after: Candidate | None, chain: Sequence[Candidate]) -> bool:
    """Whether a paragraph may stand here: a number is missing, the same stands beside it, or the run goes on."""
    if before is None:
        return after is not None and after.number - _FIRST <= here.number < after.number
    if here.number == before.number:
        return True
    missing = any(one.number < here.number < other.number for one, other in pairwise(chain))
    if after is None:
        return here.number > before.number or missing or _is_misprint(here.number, before.number + 1)
    exchanged = missing and {before.number + 2, after.number + 1} == {here.number}
    return here.number == after.number or after.number > before.number + 1 or exchanged


def _is_misprint(number: int, meant: int) -> bool:
    """Whether a number is another one with one digit changed, left out, doubled or exchanged for its neighbour."""
    printed, right = str(number), str(meant)
    longer, shorter = (printed, right) if len(printed) > len(right) else (right, printed)
    if len(longer) == len(shorter):
        differ = [at for at in range(len(right)) if printed[at] != right[at]]
        return len(differ) == 1 or (len(differ) == 2 and sorted(printed) == sorted(right))
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _repeats(lines: Sequence[Line], here: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a heading only stands again, as at the top of a page: the words of one are those of the other.

    A number alone on its line stands again, unless each has a title below it, and another one.
    """
    text = lines[here.at].text
    for other in (c for c in found if (c.number, c.letter) == (here.number, here.letter)):
        before = lines[other.at].text
        alone = text == before and not text[here.rest :].strip(" .:")
        titles = [_title_below(lines, c.at) for c in (here, other)]
        if alone and all(titles) and titles[0] != titles[1]:
            continue
        if text.startswith(before) or before.startswith(text):
            return True
    return False


def _title_below(lines: Sequence[Line], at: int) -> str:
    """Give the line right below a bare number, if it is a title: no heading and no sentence, and then a heading."""
    title, *below = [*lines[at + 1 : at + 3]] or [lines[at]]
    titled = section_kind(title) is None and not title.mark and title.text[-1] not in ".:;," and ": " not in title.text
    return title.text if titled and below and (below[0].gap or section_kind(below[0]) is not None) else ""


def names(chain: Sequence[Candidate]) -> list[str]:
    """Give what each paragraph is called: its number, and for the second of a number `31bis`."""
    seen: Counter[str] = Counter()
    found = []
    for here in chain:
        printed = f"{here.number}{here.letter}"
        found.append(f"{printed}{_AGAIN[min(seen[printed], len(_AGAIN) - 1)]}")
        seen[printed] += 1
    return found


def told(lines: Sequence[Line], chain: Sequence[Candidate], stated: tuple[int, int] | None) -> Iterator[str]:
    """Tell where the numbers do not fit: each other, and what the head says."""
    for before, here in pairwise(chain):
        where = f"the heading {lines[here.at].text[:40]!r}"
        if (here.number, here.letter) == (before.number, before.letter):
            yield f"{where}: § {here.number}{here.letter} stands twice, and is read as two paragraphs"
        elif here.number < before.number:
            yield f"{where}: § {here.number} stands behind § {before.number}: is its number misprinted?"
    printed = [(c, heading.opening(lines[c.at].text)) for c in chain]
    odd = [c for c, opened in printed if opened is None or opened.number != c.number]
    for here in odd if len(odd) <= len(chain) / 2 or all("§" in lines[c.at].text for c in odd) else ():
        yield f"the heading {lines[here.at].text[:40]!r} is read as § {here.number}: is its number misprinted?"
    first, last = min(c.number for c in chain), max(max(c.number, c.to) for c in chain)
    if stated is not None and (first, last) != stated:
        yield f"the head says §§ {stated[0]}–{stated[1]}, the paragraphs are §§ {first}–{last}"
