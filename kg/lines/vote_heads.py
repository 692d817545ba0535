"""Lines that head a table of votes, and how far such a table goes that has kept its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.lines import breaks, labels, roster_heads
from kg.lines.cells import CELL, PARAGRAPH, SLACK, fold, has_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.furniture import Raw

_VOTE_HEAD = re.compile(r"\b(?:ja|nej)\b", re.IGNORECASE)
_VOTE_WORDS = grammar.pattern("vote", "head-words")
_CALLED = grammar.pattern("vote", "column-of-a-vote")
_LONGEST_NUMBER = 3
CAST = ("röst", "resultat", "val", "svar", "votering", "omröstning", "avgiven röst", "röstade")
"""What a column is called that holds the option itself, as a word."""
_NO_HEADING = re.compile(r"\d|[a-zåäö]\.\s|\.$|[:,;]|\bför\b", re.IGNORECASE)
_DAY = re.compile(r"\s*(?:19|20)\d\d-\d\d-\d\d(?:,? \S+){0,3} {2,}")
"""The day of the meeting, and the hour, at the left edge of a line of headings."""
_MOST_WORDS = 6
"""How many words besides the options a line of headings can have (`Ledamöter och tjänstgörande ersättare`, `Parti`)."""
_ASIDE = 60
"""A line in a table of votes that has no cells is not longer, in characters: a party, a role."""
_WORD = re.compile(r"\w+")


def heads_votes(text: str) -> bool:
    """Say whether a line heads a table of votes: it has both Ja and Nej, and no more than what columns are called."""
    if "ej" not in text and "EJ" not in text:
        return False
    text = _DAY.sub("", text, count=1) if text.lstrip()[:2] in {"19", "20"} else text
    folded = {match[0].casefold() for match in _VOTE_HEAD.finditer(text)}
    if len(folded) < 2 or _NO_HEADING.search(text):
        return False
    return len(_WORD.findall(_VOTE_WORDS.sub("", text))) <= _MOST_WORDS


def may_head(text: str) -> bool:
    """Whether a line has the words without which it heads no table of votes, as most lines have not."""
    folded = text.casefold()
    return ("ja" in folded and "nej" in folded) or any(word in folded for word in CAST)


def heads_cast(text: str) -> bool:
    """Say whether a line heads a table of voters whose last column holds what each of them voted, as a word.

    >>> heads_cast("Ledamot (parti)       Kommun       Röst")
    True
    >>> heads_cast("Ledamot       Parti   Omröstning 1   Omröstning 2")
    True
    """
    folded = text.casefold()
    if not folded.rstrip(" :|").endswith(CAST) and not _CALLED.search(folded):
        return False
    first, *others = (fold(match[0].strip("|* ")) for match in CELL.finditer(folded.strip("| ")))
    numbered = len(first) <= _LONGEST_NUMBER  # `Nr` in front of the names
    people = (roster_heads.heads_names(one.removesuffix(" (parti)")) for one in (first, *others[:numbered]))
    return bool(others) and any(people) and (others[-1] in CAST or _CALLED.fullmatch(others[-1]) is not None)


def tables(raw: Sequence[Raw], furniture: frozenset[int]) -> dict[int, int]:
    """Give first and last line, counted from 1, of the tables of votes that have kept their columns.

    A table goes on until a paragraph begins, or a line of text without cells. Headings may stand in it again.
    """
    found: dict[int, int] = {}
    end = 0
    for at, line in enumerate(raw):
        if at < end or at in furniture or not has_cells(line.text):
            continue
        if not (heads_votes(line.text) or heads_cast(line.text)):
            continue
        end = at + 1
        for i in range(at + 1, len(raw)):
            text = raw[i].text
            if i in furniture or not text:
                continue
            if PARAGRAPH.match(text) or (not has_cells(text) and (len(text) > _ASIDE or text.endswith("."))):
                break
            left = raw[i].column < line.column - SLACK
            if left and (labels.heads_section(text.split("  ", 1)[0]) or breaks.is_sentence(text)):
                break  # beside the table stands the heading of what comes next, whole or parted in a narrow column
            end = i + 1
        found[at + 1] = end
    return found
