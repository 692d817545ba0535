"""What shows that the text of minutes is out of its order: words torn from each other where columns were mixed up."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar, headings, roster_labels
from kg.lines import sentences
from kg.minutes import heading_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Item, Line, Minutes

_FIGURES = re.compile(r"\d+")
_MANY, _HALF = 3, 2
"""So many decisions without their words, half as many as paragraphs, are torn from them, whatever the numbers say."""
_MIDDLE = grammar.pattern("running", "middle")
"""What begins a line and no sentence, nor a point of a list."""
_NEVER_ABOVE = frozenset({"documents", "notified", "background"})
"""Headings that no front page has above its lists."""
_OPENS_LIST = ":;"
_WIDE = "   "
"""Texts that have kept their columns have so wide blanks."""
_LEAST_WORDS, _FULL = 4, 0.6
"""A line that is left in the middle of a sentence has so many words, and such a share of a full line."""
_PROSE = frozenset(
    {"decision", "proposal", "motions", "proposition", "vote", "reservation", "statement", "preparation", "background"}
)
"""Sections of sentences: those of lists may begin with a word in small letters."""


def told(minutes: Minutes) -> tuple[int, str] | None:
    """Give where a text shows that it is out of its order, and what shows it; nothing where it is not."""
    if at := _without_decision(minutes):
        return at, "says who decides, and nothing that is"
    if at := _without_sentence(minutes):
        return at, "goes on with a sentence that stands elsewhere"
    if at := _before_paragraphs(minutes):
        return at, "has a heading of a paragraph (§) above those present"
    return None


def _before_paragraphs(minutes: Minutes) -> int:
    """Give where a heading of what stands in paragraphs (§) stands above them all and above a list of those present."""
    found = 0
    for line in minutes.head if minutes.items else ():
        label = roster_labels.kind(line.text)
        if found and label is not None and label[0] == "list":
            return found
        if not found and line.text[0].isupper() and headings.heading_kind(line.text) in _NEVER_ABOVE:
            found = line.flow.span().begin
    return 0


def _without_decision(minutes: Minutes) -> int:
    """Give where words stand in front of a decision that no decision follows, if its columns were mixed up; else 0.

    One is enough where the numbers of the paragraphs fall: in order one may be a clerk's.
    """
    numbers = [int(match[0]) for item in minutes.items if (match := _FIGURES.match(item.number))]
    falls = any(after < before for before, after in pairwise(numbers))
    found = [
        line.flow.span().begin
        for item in minutes.items
        for section in item.sections
        for line, after in pairwise([*section.lines, None])
        if line is not None and headings.is_lead(line) and line.text[-1].isalpha() and not _is_said(after)
    ]
    many = len(found) >= _MANY and _HALF * len(found) >= len(minutes.items)
    return found[0] if found and (falls or many) else 0


def _is_said(line: Line | None) -> bool:
    """Whether a line below the words in front of a decision may be one: a heading and a diary number are none."""
    return line is not None and not heading_cases.case_line(line.text)


def _without_sentence(minutes: Minutes) -> int:
    """Give where the middle of a sentence stands behind the end of another, if a sentence breaks off elsewhere; else 0.

    So `pdftotext` writes columns without -layout, a stretch of each where it meets one: in its texts a middle is
    enough. Elsewhere it may be a slip of the clerk's, though 177 real documents and templates have none.
    """
    begun = next((line for item in minutes.items for line in _middles(item)), None)
    text = minutes.source.text
    unset = "\f" in text and _WIDE not in text
    if begun is None or not (unset or any(_breaks_off(item, minutes.width) for item in minutes.items)):
        return 0
    return begun.flow.span().begin


def _middles(item: Item) -> Iterator[Line]:
    """Give the lines that are the middle of a sentence whose beginning does not stand above.

    Entries of a list whose bullets are lost may all begin in small letters.
    """
    for section in item.sections:
        before: Line | None = None
        listed = False
        for line in section.lines:
            if before is None:
                behind = section.heading is not None and section.kind in _PROSE and line.text[-1] == "."
            else:
                behind = not (before.mark or before.level or listed) and sentences.ends(before.text)
            if behind and not (line.mark or line.level or line.furniture) and _MIDDLE.match(line.text):
                yield line
            if before is None or before.text[-1] in _OPENS_LIST or sentences.ends(before.text):
                listed = line.text[0].islower() and not line.text.startswith("att ")
            before = line


def _breaks_off(item: Item, full: int) -> bool:
    """Whether a line of running text breaks off in front of a heading, or of white space and a capital."""
    for section in item.of(*_PROSE):
        for line, below in pairwise([*section.lines, None]):
            if line is None or line.mark or line.reach < _FULL * full or len(line.text.split()) < _LEAST_WORDS:
                continue
            parted = below is None or (below.gap and not below.furniture and not below.text[0].islower())
            if parted and (line.text[-1].isalnum() or line.text[-1] in ",)-"):
                return True
    return False
