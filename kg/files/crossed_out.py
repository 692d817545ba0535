"""How a note tells what is struck out in a document, or seen by nobody, and therefore not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACES = re.compile(r"\s+")
STRUCK, UNSEEN = "struck out", "seen by nobody (in the colour of its ground, too small or out of sight)"
_LONGEST = 60
"""So much of it is quoted, in characters."""


def told(parts: Sequence[str], what: str = STRUCK) -> Iterator[str]:
    """Tell what is not read: the first of it in its words, and how much more there is."""
    said = [words for part in parts if (words := _SPACES.sub(" ", part).strip())]
    if said:
        more = f", and {len(said) - 1} more" if len(said) > 1 else ""
        yield f"{what}, and not read: {said[0][:_LONGEST]!r}{more}"
