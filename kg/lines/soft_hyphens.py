"""Marks at the end of a line that part a word and are no part of it: soft hyphens, and what stands for them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar, headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.furniture import Raw

_SOFT = "\u00ad¬=\uf0ad"
"""Marks that are nothing else at the end of a line behind a letter: `=` is a hyphen of Fraktur, and of mail."""
_NEVER = "-–—.,:;!?()[]{}\"'”’»%&…"
"""What a word may end with, or is read elsewhere; Markdown has more."""
_MARKDOWN = "\\*_`|"
_ENDED = re.compile(r"[^\W\d_](?P<mark>[^\w\s]|_)$")
_LEAST = 3
"""So many lines that end with another mark in the middle of a word show that it is the hyphen of this document."""
_LAST_WORD, _FIRST_WORD = re.compile(r"\w{2,}$"), re.compile(r"\w{2,}")
_WHOLE_WORD = grammar.pattern("running", "whole-word")
_WORDS = grammar.pattern("running", "word-of-its-own")


def ends(raw: Sequence[Raw], *, markdown: bool) -> re.Pattern[str]:
    r"""Give what a line of this document ends with in the middle of a word.

    >>> from kg.lines.furniture import raw_lines
    >>> text = "i sko~\nlan och på biblio~\nteket samt i kom~\nmunhuset"
    >>> ends(raw_lines(text), markdown=False).search("biblio~") is not None
    True
    """
    never = _NEVER + (_MARKDOWN if markdown else "")
    found = Counter(
        match["mark"]
        for line, below in pairwise(line for line in raw if line.text)
        if below.text[0].islower()
        and (match := _ENDED.search(line.text))
        and match["mark"] not in never
        and not _WORDS.match(below.text)
    )
    marks = _SOFT + "".join(mark for mark, count in found.items() if count >= _LEAST and mark not in _SOFT)
    return re.compile(rf"[^\W\d_][{re.escape(marks)}]\s*$")


def ends_word(before: str, after: str) -> bool:
    """Whether a line ends the word that a soft hyphen parted above: that hyphen may also stand behind a whole word.

    A word goes on in its own case, and a heading in capitals is whole.
    """
    if after[:1].islower():
        return _WHOLE_WORD.match(after) is None
    half, other = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    return (
        half is not None
        and other is not None
        and half[0].isupper()
        and other[0].isupper()
        and headings.heading_kind(before) is None
    )
