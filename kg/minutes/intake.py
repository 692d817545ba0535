"""What becomes of a document before its facts are looked for: read, skipped because it is no minutes, or refused."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.language.headings import is_lead
from kg.minutes import damage, genre, heading_cases
from kg.model import OTHER_PAPER

if TYPE_CHECKING:
    from kg.model import Line, Minutes, Source

_FIGURES = re.compile(r"\d+")


def unread(read: Source) -> str:
    """Give what a text is that is not worth cutting into paragraphs: a website's error, or another language."""
    if kind := genre.missing(read.text):
        return kind
    language = genre.foreign(read.text)
    return f"text på {language}" if language else ""


def other(minutes: Minutes, whole: Source) -> str:
    """Give what a document is that is no minutes; empty where it is to be read.

    Args:
        minutes: The document cut into its parts.
        whole: The document with what one does not see, such as the signs of a font without its letters.

    Raises:
        SourceError: It is minutes, or may be, and cannot be read.
    """
    read = minutes.source
    kind = genre.other(minutes)
    claims = genre.claims(minutes) or genre.is_minutes(minutes)
    if (claims or not kind) and (suffered := damage.told(read.text)):
        raise SourceError(suffered, where=read.name, hint="save or recognise the text again")
    if kind and kind != OTHER_PAPER:
        return kind
    if minutes.astray:
        at = read.line(minutes.astray[0].begin)
        said = "are its pages mixed up?"
        raise SourceError(f"the paragraph of line {at} stands out of its order", where=read.name, hint=said)
    if at := _torn(minutes):
        said = "was a page in columns read across? build from the PDF"
        raise SourceError(f"line {read.line(at)} says who decides, and nothing that is", where=read.name, hint=said)
    if _headed_apart(minutes):
        said = "have the headings of all been put in front of them? save the document another way"
        raise SourceError("all decisions stand below the last of its paragraphs", where=read.name, hint=said)
    if kind and (claims or genre.is_gibberish(whole.text)):
        raise nothing_read(read)
    return genre.set_as(minutes) if kind else ""


_MANY, _HALF = 3, 2
"""So many decisions without their words, half as many as paragraphs, are torn from them, whatever the numbers say."""


def _torn(minutes: Minutes) -> int:
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
        if line is not None and is_lead(line) and line.text[-1].isalpha() and not _is_said(after)
    ]
    many = len(found) >= _MANY and _HALF * len(found) >= len(minutes.items)
    return found[0] if found and (falls or many) else 0


def _headed_apart(minutes: Minutes) -> bool:
    """Whether all paragraphs but the last are empty and it has a decision for each: their headings were torn off."""
    *empty, last = minutes.items or (None,)
    said = any(one is None or any(part.lines for part in one.sections) for one in empty)
    if len(empty) < _HALF or last is None or said:
        return False
    decided = sum(section.kind == "decision" and section.heading is not None for section in last.sections)
    return decided > len(empty)


def _is_said(line: Line | None) -> bool:
    """Whether a line below the words in front of a decision may be one: a heading and a diary number are none."""
    return line is not None and not heading_cases.case_line(line.text)


def nothing_read(read: Source) -> SourceError:
    """Say that nothing was found in a document that should be minutes."""
    hint = "is this minutes? `kg inspect` shows how it was read"
    return SourceError("no paragraphs (§) and no head of minutes found", where=read.name, hint=hint)
