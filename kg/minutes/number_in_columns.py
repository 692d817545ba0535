"""Paragraphs (§) whose number stands in the head of the page under a label of its own (`Datum  Paragraf  Sida`)."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.language import dates, diary, grammar
from kg.minutes import heading, heading_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.lines.furniture import Raw

_LABELS = grammar.pattern("furniture", "labels-of-columns")
_PARAGRAPH = grammar.pattern("furniture", "label-of-the-paragraph")
_NUMBER = grammar.pattern("furniture", "number-under-its-label")
_PAGES = grammar.pattern("furniture", "page-of-pages")
_RULE = re.compile(r"[|\s:-]+")
"""What parts the labels of a Markdown table from the values."""
_CELL = re.compile(r"[^\s|](?:[^|]*?[^\s|])?(?=\s{2,}|\s*\||\s*$)")
_LONGEST = 140
_FEWEST, _NEAR = 2, 2
_MOST_BETWEEN = 3
"""Numbers of one series have no more between them than this on the average."""


def put_alone(raw: Sequence[Raw], furniture: frozenset[int]) -> tuple[list[Raw], frozenset[int], frozenset[int]]:
    """Leave the number alone on the first page of each paragraph; the rest of such a page's head is furniture.

    It is trusted where the numbers rise from page to page, and no heading in the text has one.

    Returns:
        The lines, the furniture, and which lines hold nothing but the number of the paragraph below.
    """
    found = list(_found(raw))
    numbers = [int(match["number"]) for _, _, match in found]
    steps = [after - before for before, after in pairwise(numbers)]
    rising = bool(steps) and min(steps) >= 0 and sum(steps) <= _MOST_BETWEEN * len(steps)
    if len(set(numbers)) < _FEWEST or not rising or _opened(raw, furniture) >= len(set(numbers)):
        return list(raw), furniture, frozenset()
    lines, opens = list(raw), set()
    for (_, at, match), number, before in zip(found, numbers, [0, *numbers], strict=False):
        if number != before:
            opens.add(at)
            begin, end = match.span("number")
            lines[at] = raw[at]._replace(begin=raw[at].begin + begin, end=raw[at].begin + end, text=match["number"])
    heads = {line for label, value, _ in found for line in (label, value)}
    own = {below for at in opens for below in _below(raw, at) if heading_cases.case_line(raw[below].text)}
    return lines, (furniture | heads) - opens - own, frozenset(opens)


def _below(raw: Sequence[Raw], at: int) -> Iterator[int]:
    """Give the next lines with text: a diary number that stands there on page after page is no furniture."""
    return islice((below for below in range(at + 1, len(raw)) if raw[below].text), _NEAR)


def _opened(raw: Sequence[Raw], furniture: frozenset[int]) -> int:
    signed = (line for at, line in enumerate(raw) if "§" in line.text and at not in furniture)
    return sum(heading.opening(line.text) is not None for line in signed)


def _found(raw: Sequence[Raw]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Find the lines of labels with one for the paragraph, the line of their values, and the number in it."""
    filled = [at for at, line in enumerate(raw) if line.text and not _RULE.fullmatch(line.text)]
    for label, value in pairwise(filled):
        text = raw[label].text
        if len(text) > _LONGEST or not _PARAGRAPH.search(text) or _LABELS.sub("", text).strip(" |:"):
            continue
        if match := _value(raw[value].text) or _below_its_label(text, raw[value].text):
            yield label, value, match


def _value(text: str) -> re.Match[str] | None:
    """Find the one number in a line that is none of a day, a page or a register; all the rest is blanked."""
    if len(text) > _LONGEST:
        return None
    for other in (dates.DATE, diary.SERIES, _PAGES):
        text = other.sub(lambda match: " " * len(match[0]), text)
    return _NUMBER.fullmatch(text)


def _below_its_label(labels: str, values: str) -> re.Match[str] | None:
    """Find the number in the column of its label, where a number stands below other labels, too: `12      3`."""
    heads, cells = (list(_CELL.finditer(line)) for line in (labels, values))
    if len(heads) != len(cells) or len(values) > _LONGEST:
        return None
    at = next((at for at, head in enumerate(heads) if _PARAGRAPH.search(head[0])), None)
    return None if at is None else _NUMBER.fullmatch(values, *cells[at].span())
