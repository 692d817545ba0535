"""Letters that stand upright in the right margin, one on each line: what a stamp beside the text leaves in it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.lines.furniture import Raw

_LETTER = re.compile(r"(?:^|(?P<gap>\s{3,}))(?P<letter>[^\W\d_])$")
_FEWEST, _OTHERS = 5, 2
"""So many letters below each other are a word where so many of them, all different, are no party and no mark."""
_OFF = 1
"""How many characters two letters of one word may stand apart, from left to right."""
_BETWEEN, _BLANK = 1, 3
"""So many lines of text, and blank ones, may stand between two letters of one word."""
_WORD = grammar.pattern("furniture", "upright-word")
_MARK = grammar.pattern("furniture", "party-or-mark")


class _Letter(NamedTuple):
    at: int
    letter: str
    column: int
    begin: int
    """How much of its line stands in front, in characters; 0 where it stands alone."""


def without(lines: Sequence[Raw]) -> list[Raw]:
    """Give the lines without the letters of words that stand upright beside them.

    A letter alone on a line that the word has brought takes the line with it; one beside a blank line leaves it.
    """
    found = {one.at: one for one in _letters(lines)}
    if len(found) < _FEWEST:
        return list(lines)
    out: dict[int, Raw | None] = {}
    for word in _words(list(found.values()), lines):
        if not _is_word("".join(one.letter for one in word).casefold()):
            continue
        beside = any(one.begin for one in word)
        for one in word:
            line = lines[one.at]
            text = line.text[: one.begin]
            kept = line._replace(end=line.begin + len(text), text=text)
            out[one.at] = kept if beside else None
    left = [out.get(at, line) for at, line in enumerate(lines)]
    return [line for line in left if line is not None]


def _letters(lines: Sequence[Raw]) -> Iterator[_Letter]:
    for at, line in enumerate(lines):
        if (len(line.text) == 1 or line.text[-4:-1] == "   ") and (match := _LETTER.search(line.text)):
            column = line.column + match.start("letter")
            yield _Letter(at, match["letter"], column, match.start() if match["gap"] else 0)


def _words(letters: Sequence[_Letter], lines: Sequence[Raw]) -> Iterator[list[_Letter]]:
    """Put letters below each other together."""
    word = [*letters[:1]]
    for one, other in pairwise(letters):
        between = lines[one.at + 1 : other.at]
        texts = sum(line.text != "" for line in between)
        if (
            abs(one.column - other.column) > _OFF
            or texts > _BETWEEN
            or len(between) - texts > _BLANK
            or any(line.page for line in between)
        ):
            yield word
            word = []
        word.append(other)
    yield word


def _is_word(word: str) -> bool:
    """Whether letters from the top down or from the bottom up are a word, and no column of parties or of marks.

    >>> _is_word("justerat"), _is_word("aipok"), _is_word("smcvlsm"), _is_word("xxjnx")
    (True, True, False, False)
    """
    if _WORD.fullmatch(word) or _WORD.fullmatch(word[::-1]):
        return True
    others = {letter for letter in word if not _MARK.fullmatch(letter)}
    return len(word) >= _FEWEST and len(others) >= _OTHERS
