"""The words that names of bodies, administrations and offices end in or are described by: what the lexicon says."""

from __future__ import annotations

import re

from kg.resources import phrases

COORDINATED = r"(?:\w+-,?\s(?:\w+-,?\s)*(?:och|samt|&)\s)?"
"""The first halves of a name whose last word they share: `hälso- och`, `kultur-, idrotts- och`."""


def endings_of(kind: str, part: str = "ending") -> str:
    """Give the endings of one kind as alternatives of a pattern, the longest first."""
    words = sorted(phrases("agents", part)[kind], key=len, reverse=True)
    return "|".join(map(re.escape, words))


def canonical(text: str) -> str:
    """Write the name of a body as a sentence would: single spaces, a capital first, no genitive s, no shouting."""
    words = re.sub(r"\s+", " ", text).strip(" .,:;")
    if words.isupper():
        words = words.lower()
    return words[:1].upper() + words[1:]
