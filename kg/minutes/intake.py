"""What becomes of a document before its facts are looked for: read, skipped because it is no minutes, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.minutes import damage, genre, torn
from kg.model import OTHER_PAPER

if TYPE_CHECKING:
    from kg.model import Minutes, Source


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
    if out_of_order := torn.told(minutes):
        at, shown = out_of_order
        said = "was a page in columns read across? build from the PDF"
        raise SourceError(f"line {read.line(at)} {shown}", where=read.name, hint=said)
    if _headed_apart(minutes):
        said = "have the headings of all been put in front of them? save the document another way"
        raise SourceError("all decisions stand below the last of its paragraphs", where=read.name, hint=said)
    if kind and (claims or genre.is_gibberish(whole.text)):
        raise nothing_read(read)
    return genre.set_as(minutes) if kind else ""


_FEW = 2
"""So many paragraphs without a word are more than a clerk leaves."""


def _headed_apart(minutes: Minutes) -> bool:
    """Whether all paragraphs but the last are empty and it has a decision for each: their headings were torn off."""
    *empty, last = minutes.items or (None,)
    said = any(one is None or any(part.lines for part in one.sections) for one in empty)
    if len(empty) < _FEW or last is None or said:
        return False
    decided = sum(section.kind == "decision" and section.heading is not None for section in last.sections)
    return decided > len(empty)


def nothing_read(read: Source) -> SourceError:
    """Say that nothing was found in a document that should be minutes."""
    hint = "is this minutes? `kg inspect` shows how it was read"
    return SourceError("no paragraphs (§) and no head of minutes found", where=read.name, hint=hint)
