"""The title of a paragraph over several lines, and the labelled lines beside it: where it ends and the text begins."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import diary, grammar
from kg.language.headings import is_lead, section_kind
from kg.lines import breaks, reading
from kg.minutes import heading_cases, sections
from kg.model import Flow, Line, join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][\w /-]{2,35}?)\s?(?::\s*|\s(?=\S*\d))(?P<value>.*)$")


@cache
def _labels() -> dict[str, str]:
    return {words: kind for kind, listed in phrases("headings", "label").items() for words in listed}


def label_of(line: Line) -> tuple[str, Flow] | None:
    """Give what a labelled line is about and what it says: `Handläggare: Anna Ek`; None where it has no known label."""
    if _labels().get(line.text.casefold().rstrip(" :-–—")) == "case":
        return "case", line.flow.cut(len(line.text))
    match = _LABEL.match(line.text)
    if match and (kind := _labels().get(match["label"].casefold())):
        return kind, line.flow.cut(match.start("value"))
    return None


def is_mark(line: Line) -> bool:
    """Whether a line opens something that no title goes past."""
    return section_kind(line) is not None or label_of(line) is not None


def may_open_title(line: Line) -> bool:
    """Whether a title may begin with a line: `Information`, `Meddelanden` are titles as often as headings."""
    return label_of(line) is None and section_kind(line) in {None, "deliberation", "documents", "delegation"}


def collect(
    lines: Sequence[Line], at: int, rest: Flow, cases: tuple[Flow, ...], full: int
) -> tuple[int, Flow, tuple[Flow, ...]]:
    """Collect the title behind and below the heading.

    Returns:
        Where the body begins, the title, and the diary numbers.
    """
    rest = _without_label(rest)
    parts = [Line(rest, 0, lines[0].level)] if rest.text else []
    taken: tuple[int, Line] | None = None
    while at < len(lines):
        line = lines[at]
        if not parts and (flow := _without_label(line.flow)) is not line.flow:
            at += not flow.text
            if not flow.text:
                continue
            line = replace(line, flow=flow, gap=False)
        if is_mark(line) and (parts or label_of(line) is not None):
            break
        if heading_cases.AGENDA.fullmatch(line.text):
            at += 1
            continue
        numbers = heading_cases.case_line(line.text)
        if numbers and heading_cases.is_sure(line.text, cases, begun=bool(parts)):
            own = tuple(line.flow.cut(*span) for span in numbers)
            if taken is not None and own[0].text != cases[0].text:
                # The number on a line of its own is the case's: that at the end of the title is another authority's.
                parts[taken[0]], cases = taken[1], own
            cases = cases or own
            at += 1
            if parts:
                break
            continue
        if parts and _is_second_half(lines, at, parts[-1]):
            whole = join([reading.join_lines(parts), line.flow], f" {line.mark} ")
            return at + 1, whole, cases
        if parts and (again := _prints_again(lines, at, parts)):
            at += again
            break
        if parts and not _goes_on(lines, at, parts[-1], full):
            break
        if not cases:
            cases, flow = heading_cases.taken_from_end(line.flow)
            taken = (len(parts), line) if cases else taken
            if not cases and not parts:
                cases, flow = heading_cases.taken_from_front(line.flow)
            line = (
                line if flow is line.flow else Line(flow, line.number, line.level, line.mark, line.gap, line.furniture)
            )
        parts.append(line)
        at += 1
    return at, reading.join_lines(parts), cases


def _without_label(flow: Flow) -> Flow:
    """Leave out what says that a title follows: `Ärende: Taxa för torg`, `Ärenderubrik` on a line of its own."""
    match = _TITLE_LABEL.match(flow.text)
    return flow.cut(match.end()) if match else flow


def _prints_again(lines: Sequence[Line], at: int, parts: Sequence[Line]) -> int:
    """Give how many lines print the whole title once more below it: as many as it has, word for word."""
    below = lines[at : at + len(parts)]
    said, again = (" ".join(one.text for one in listed).casefold().rstrip(" .:") for listed in (parts, below))
    return len(parts) if said == again and not any(is_mark(one) for one in below) else 0


_LONGEST_TITLE, _WIDER, _NARROWEST = 8, 1.25, 45
"""A title has no more lines than this; a line longer than the first by this factor is set in smaller type: prose.
No title of two lines is set narrower than the third, in characters."""
_ONE_TYPE, _LEAST_TITLE = 0.75, 25
"""Lines of one type differ by that in characters; lines shorter than so many have no room for a title of several."""
_ANNEX = grammar.pattern("paragraph", "annex-below-a-title")
_MEETING = grammar.pattern("paragraph", "meeting-below-a-title")
_TITLE_LABEL = grammar.pattern("paragraph", "label-of-a-title")
_ENTRY = re.compile(r"\d{4}-\d\d-\d\d|\([A-ZÅÄÖ]{1,3}\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TITLE_FULL = 0.93
"""A title's line is full from this share of the longest: letters differ in width."""


def _is_second_half(lines: Sequence[Line], at: int, before: Line) -> bool:
    """Whether a line that begins with a dash ends a title: the only such line, between a long one and a heading."""
    line = lines[at]
    alone = line.mark in {"-", "–"} and not line.gap and not line.level and line.text[-1] not in ".:;"
    below = lines[at + 1] if at + 1 < len(lines) else None
    return alone and len(before.text) >= _NARROWEST and below is not None and not below.mark and is_mark(below)


def _goes_on(lines: Sequence[Line], at: int, before: Line, full: int) -> bool:
    """Whether a line goes on with the title above it."""
    line = lines[at]
    if line.mark or line.level or before.level or is_lead(line) or sections.inline(line) is not None:
        return False
    beside = _ANNEX.fullmatch(line.text) or _MEETING.fullmatch(line.text) or heading_cases.handled_line(line.text)
    if beside and not reading.OPEN_END.search(before.text):
        return False
    if f"{line.text} ".startswith(("att ", "Att ")) and not reading.OPEN_END.search(before.text):
        return line.text[0] == "a" and _ends_title(lines, at, before)
    ahead = next((k for k in range(at, min(at + 5, len(lines))) if is_mark(lines[k])), None)
    labelled = ahead is not None and label_of(lines[ahead]) is not None
    close = ahead is not None and not any(lines[k].gap for k in range(at + 1, ahead + 1))
    if not line.gap and line.text[-1] not in ".:;," and _fills_block(lines, at):
        return True
    if not line.gap and _YEAR.fullmatch(line.text) and before.text[-1] not in ".:;":
        return True
    is_open = before.text[-1].isalpha() and reading.OPEN_END.search(before.text) is not None
    small = line.furniture and line.text[0].islower() and before.text[-1] not in ".:;"
    if line.gap and (is_open or small):
        return True  # a page or a column ends within the title
    if line.gap:
        return labelled and (line.text[0].islower() or close or not before.text.endswith("."))
    if line.text.isupper() and before.text.isupper():
        return True
    if line.text[0].isupper() and not reading.OPEN_END.search(before.text) and _is_prose(lines, at, full):
        return False
    here = _block_width(lines, at)
    here = min(full, here if _is_narrow(lines, here) else max(here, _NARROWEST))
    if line.text.endswith((".", ":")) and not reading.runs_on(before, line, full):
        return False
    return labelled or close or line.text[0] == "(" or reading.runs_on(before, line, int(_TITLE_FULL * here))


def _is_prose(lines: Sequence[Line], at: int, full: int) -> bool:
    """Whether a sentence begins at a line, and ends with a full stop before the next heading: no title has its form."""
    text = ""
    for line, after in pairwise([*lines[at : at + _LONGEST_TITLE], None]):
        if line is None or (text and (line.gap or line.mark or is_mark(line))):
            return False
        text = f"{text} {line.text}"
        if line.text.endswith("."):
            return breaks.is_sentence(text)
        if after is not None and after.text[0].isupper() and not reading.runs_on(line, after, int(_TITLE_FULL * full)):
            return False
    return False


def _ends_title(lines: Sequence[Line], at: int, before: Line) -> bool:
    """Whether a line in `att` is the second half of a title: the only such line, without a stop, and a heading follows.

    Several such lines, or one that ends as a sentence does, are what is decided.
    """
    line, below = lines[at], lines[at + 1 : at + 2]
    if line.text == "att" and below and not below[0].gap:
        line, below = replace(below[0], gap=line.gap), lines[at + 2 : at + 3]
    if line.gap or line.text[-1] in ".:;," or before.text[-1] in ".:;":
        return False
    return bool(below) and (is_mark(below[0]) or bool(heading_cases.case_line(below[0].text)))


def _fills_block(lines: Sequence[Line], at: int) -> bool:
    """Whether the lines from the number on, to a gap with the case or a known heading below, are full at one width.

    Such a block has three lines or more and nothing in it that entries of a list have: days, parties.
    """
    end = next((k for k in range(1, len(lines)) if lines[k].gap or _opens_below(lines[k])), len(lines))
    block = lines[:end]
    if not (at < end < len(lines) and 2 < end <= _LONGEST_TITLE) or any(_ENTRY.search(one.text) for one in block[1:]):
        return False
    longest = max(len(one.text) for one in block)
    full = all(
        len(one.text) + 1 + len(after.text.split(" ", 1)[0]) > _ONE_TYPE * longest for one, after in pairwise(block)
    )
    return full and longest >= _LEAST_TITLE and _opens_below(lines[end])


def _opens_below(line: Line) -> bool:
    """Whether a line is what stands below a title: the case, or a known heading."""
    return is_mark(line) or bool(heading_cases.case_line(line.text))


def _is_narrow(lines: Sequence[Line], width: int) -> bool:
    """Whether a heading of three lines or more is full at a width and goes on in lower case: letters stand apart."""
    end = next((k for k in range(1, len(lines)) if lines[k].gap or is_mark(lines[k])), len(lines))
    block = lines[:end]
    return (
        2 < end <= _LONGEST_TITLE
        and block[-1].text[-1] not in ".:"
        and any(line.text[0].islower() for line in block[1:])
        and all(len(one.text) + 1 + len(next_.text.split(" ", 1)[0]) > width for one, next_ in pairwise(block))
    )


def _block_width(lines: Sequence[Line], at: int) -> int:
    """Give the longest line of the block a title stands in: titles are set larger, and their lines are shorter."""
    begin = at
    while begin > 1 and not lines[begin].gap:
        begin -= 1
    longest = len(lines[begin].text)
    for line in lines[begin + 1 : begin + _LONGEST_TITLE]:
        if line.gap or len(line.text) > _WIDER * len(lines[begin].text) or is_mark(line):
            break
        longest = max(longest, len(line.text))
    return longest


def labelled_lines(
    lines: Sequence[Line], at: int, cases: tuple[Flow, ...]
) -> tuple[dict[str, tuple[Flow, ...]], int, tuple[Flow, ...]]:
    """Read the labelled lines at the top of a paragraph (`Diarienummer:`, `Handläggare:`)."""
    fields: dict[str, list[Flow]] = {}
    while at < len(lines):
        line = lines[at]
        labelled = label_of(line)
        if labelled is None:
            numbers = heading_cases.case_line(line.text) if not fields and not cases else []
            if not numbers or not heading_cases.is_sure(line.text, cases, begun=True):
                break
            cases = tuple(line.flow.cut(*span) for span in numbers)
            at += 1
            continue
        kind, value = labelled
        at += 1
        if not value.text and at < len(lines) and not is_mark(lines[at]):
            value = lines[at].flow
            at += 1
        while value.text.endswith((",", "/")) and at < len(lines) and not is_mark(lines[at]):
            value = join([value, lines[at].flow])
            at += 1
        if value.text:
            fields.setdefault(kind, []).append(value)
    for value in fields.pop("case", []):
        numbers = [match.span() for match in diary.LABELLED.finditer(value.text)]
        cases = tuple(value.cut(*span) for span in numbers) or cases
    return {kind: tuple(values) for kind, values in fields.items()}, at, cases
