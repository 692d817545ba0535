"""The offices of those who sign minutes, as they stand below or behind the names."""

from __future__ import annotations

from functools import lru_cache

from kg.language import grammar

_SIGNING = ("chair", "second-vice-chair", "vice-chair", "adjuster", "secretary")
_LIMITED = grammar.pattern("attendance", "signing-office")
_LONGEST = 60
"""An office is no longer than this, in characters, with what limits it."""


@lru_cache(maxsize=4096)
def signs(text: str) -> str:
    """Give as what the words of an office sign; nothing where they are no such office.

    >>> signs("Ordförande"), signs("1:e vice ordförande § 4"), signs("Protokolljusterare"), signs("ekonomichef")
    ('chair', 'vice-chair', 'adjuster', '')
    """
    words = text.strip(" .:*()")
    if not words or len(words) > _LONGEST:
        return ""
    limited = _LIMITED.fullmatch(text.strip(" .:*"))
    for said in (words, limited["office"] if limited else ""):
        for role in _SIGNING:
            if said and grammar.pattern("attendance", f"role-{role}").fullmatch(said):
                return role
    return ""
