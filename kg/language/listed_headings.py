"""The headings of sections that the lexicon lists word for word, and how they are folded."""

from __future__ import annotations

import re
import string
from functools import cache, lru_cache

from kg.resources import phrases

_AND_MORE = re.compile(r"\sm\.?\s?m$")
_ENDS = f":;.{string.whitespace}\u00a0"


@cache
def listed() -> dict[str, str]:
    """Give the kinds of sections by their headings as the lexicon has them."""
    return {words: kind for kind, listed in phrases("headings", "section").items() for words in listed}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Write a heading as the lexicon has it: lower case, without closing colon."""
    folded = text.casefold().rstrip(_ENDS)
    more = _AND_MORE.search(folded) if folded.endswith("m") else None
    return folded[: more.start()] if more else folded


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in listed())


def may_open(text: str) -> bool:
    """Whether a heading of the lexicon may stand in front of a text: one of them begins with its first word."""
    return text.partition(" ")[0].casefold() in _first_words()


def is_listed(text: str) -> bool:
    """Whether a heading is one of the lexicon word for word."""
    return fold(text) in listed()
