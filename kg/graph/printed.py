"""How often a spelling stands in a text, and what its genitive is the genitive of."""

from __future__ import annotations

import re
from functools import lru_cache

_THING = r"(?:yrkande|förslag|motion|reservation|interpellation|ställe)"
_NEAR = 60
"""How far in front of a name its words are looked for, in characters."""
_IN_WORD = re.compile(r"\w")
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
        wanted = " ".join(spelling.split()).casefold()
        count = 0
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            whole = not _IN_WORD.match(self._text, end) and not (at and _IN_WORD.match(self._text, at - 1))
            count += whole
            at = self._text.find(wanted, end if whole else at + 1)
        return count

    def words_before(self, spelling: str) -> list[tuple[str, str, str]]:
        """Give the three words in front of a spelling, or its genitive, wherever it stands; empty at a beginning."""
        wanted = " ".join(spelling.split()).casefold()
        found: list[tuple[str, str, str]] = []
        for match in re.finditer(rf"(?<![\w-]){re.escape(wanted)}s?(?!\w)", self._text):
            *_, one, two, three = ["", "", "", *self._text[max(0, match.start() - _NEAR) : match.start()].split()]
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
        owned = re.findall(rf"(?<!\w){re.escape(name.casefold())}(?=\s(?:\([^)]{{1,6}}\)s?\s)?\w*{_THING})", self._text)
        return bare if _GENITIVE.search(name) and owned and len(owned) == self.times(name) else name
