"""How often a spelling stands in a text, and what its genitive is the genitive of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_THING = r"(?:yrkande|förslag|motion|reservation|interpellation|ställe)"
_NEAR = 60
"""How far in front of a name its words are looked for, in characters."""
_LETTER, _LETTER_OR_HYPHEN = re.compile(r"\w"), re.compile(r"[\w-]")
_WORD_END, _GENITIVE_END = re.compile(r"(?!\w)"), re.compile(r"s?(?!\w)")
_OWNS = re.compile(rf"(?=\s(?:\([^)]{{1,6}}\)s?\s)?\w*{_THING})")
_GENITIVE = re.compile(r"[bdfgkmnprtv]s$")
"""Behind these letters an s is most likely that of the genitive; behind a vowel it may be the name's (`Jonas`)."""


class Printed:
    """The text of one document, asked for spellings: case and the kind of white space make no difference."""

    def __init__(self, text: str) -> None:
        self._text = " ".join(text.split()).casefold()
        self._counted = lru_cache(maxsize=None)(self._count)

    def times(self, spelling: str) -> int:
        """Count where a spelling stands as a whole."""
        return self._counted(spelling)

    def _count(self, spelling: str) -> int:
        return sum(1 for _ in self._places(spelling, _LETTER, _WORD_END))

    def _places(self, spelling: str, front: re.Pattern[str], behind: re.Pattern[str]) -> Iterator[int]:
        """Give where a spelling begins with no such letter in front of it, and with what stands behind it.

        Its letters are looked for first: a pattern that begins with what must not stand in front tries every place.
        """
        wanted = " ".join(spelling.split()).casefold()
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            whole = not (at and front.match(self._text, at - 1)) and behind.match(self._text, end) is not None
            if whole:
                yield at
            at = self._text.find(wanted, end if whole else at + 1)

    def words_before(self, spelling: str) -> list[tuple[str, str, str]]:
        """Give the three words in front of a spelling, or its genitive, wherever it stands; empty at a beginning."""
        found: list[tuple[str, str, str]] = []
        for at in self._places(spelling, _LETTER_OR_HYPHEN, _GENITIVE_END):
            *_, one, two, three = ["", "", "", *self._text[max(0, at - _NEAR) : at].split()]
            found.append((one, two, three))
        return found

    def nominative(self, name: str) -> str:
        """Give the name that a name ending in s is the genitive of, where the text shows it; else the name.

        It shows it where the nominative stands too, or where what is owned stands behind every time, and the s behind a
        letter that leaves no doubt.
        """
        bare = name.removesuffix("s")
        if bare == name or " " not in bare:
            return name
        if self.times(bare):
            return bare
        owned = sum(1 for _ in self._places(name, _LETTER, _OWNS)) if _GENITIVE.search(name) else 0
        return bare if owned and owned == self.times(name) else name
