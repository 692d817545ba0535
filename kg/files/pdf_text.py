"""The text of one page as pdfium gives it: its lines, and where its characters stand."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import POINTER, c_double, c_ushort, cast, create_string_buffer
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.files import letter_spacing

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIGHT_ANGLE = 1.5707963
_LEAN = 0.2
"""Scanned pages lie askew by less than this."""
_SAMPLED = 100
"""So many letters of a page tell how most of them stand."""
_SPACES = re.compile(r"[ \t]{2,}")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
PLAIN = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st",
    "\u0002": "-", "\ufffe": "-", "\uffff": "\ufffd", "\x0b": " ", "\x0c": " ", "\n": " ", "\r": " ",
    # The symbol fonts of word processors have their characters in the private area.
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf076": "•", "\uf06f": "○", "\uf02d": "-",
    "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☒", "\uf0a8": "☐",
})  # fmt: skip


class Boxed(NamedTuple):
    """Characters of one line, from one place to another, and the boxes of their runs."""

    begin: int
    end: int
    boxes: list[tuple[float, float, float, float]]
    near: bool = False
    """Whether a label stands in front, however near."""


class Text:
    """The text of one page by pdfium, and where its characters stand: upright, whatever the page's rotation."""

    def __init__(self, page: lib.FPDF_PAGE) -> None:
        self.raw = lib.FPDFText_LoadPage(page)
        count = lib.FPDFText_CountChars(self.raw) if self.raw else 0
        buffer = create_string_buffer(2 * (count + 1))
        written = lib.FPDFText_GetText(self.raw, 0, count, cast(buffer, POINTER(c_ushort))) - 1 if count > 0 else 0
        text = buffer.raw[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass").rstrip("\0")
        # pdfium counts a character beyond the basic plane as two.
        self.text = _ASTRAL.sub("\ud800\udc00", text) if _ASTRAL.search(text) else text
        self.whole = text
        self.straight = count == len(self.text)
        self.turned = self._most_turned(lib.FPDFPage_GetRotation(page))
        self._numbers = (c_double(), c_double(), c_double(), c_double())
        self._box = lib.FS_RECTF()

    def close(self) -> None:
        lib.FPDFText_ClosePage(self.raw)

    def hide(self, unseen: frozenset[int]) -> int:
        """Let the line end at each character that nobody sees; give how many letters these are."""
        if not unseen:
            return 0
        kept = "\ud800\udc00 \t\r\n"
        gone = [at for at, ch in enumerate(self.text) if ch not in kept and self.index(at) in unseen]
        letters = sum(self.text[at].isalnum() for at in gone)
        characters = list(self.text)
        for at in gone:
            characters[at] = "\n"
        hidden = "".join(characters)
        if self.whole is self.text:
            self.whole = hidden
        self.text = hidden
        return letters

    def words(self, characters: frozenset[int]) -> tuple[str, ...]:
        """Give the words that some characters make, each stretch by itself."""
        if not characters:
            return ()
        between = dict.fromkeys(" \t\xa0", " ")
        kept = (ch if self.index(at) in characters else between.get(ch, "\n") for at, ch in enumerate(self.text))
        return tuple(words for part in "".join(kept).split("\n") if (words := part.strip()))

    def ends(self) -> list[tuple[int, int]]:
        """Give pdfium's numbers of the first and the last character of each line."""
        return [(self.index(begin), self.index(end - 1)) for begin, end in lines(self.text)]

    def index(self, at: int) -> int:
        """Give pdfium's number of the character at a place of the text."""
        return at if self.straight else lib.FPDFText_GetCharIndexFromTextIndex(self.raw, at)

    def upright_box(self, left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
        """Give the edges of a place of the page as it is shown."""
        if self.turned == 1:
            return bottom, top, -right, -left
        if self.turned == 2:
            return -right, -left, -top, -bottom
        if self.turned == 3:
            return -top, -bottom, left, right
        return left, right, bottom, top

    def boxes(self, begin: int, end: int) -> list[tuple[float, float, float, float]]:
        """Give left, right, bottom and top of the runs between two places, in the order of the text."""
        first = self.index(begin)
        left, top, right, bottom = self._numbers
        return [
            self.upright_box(left.value, right.value, bottom.value, top.value)
            for number in range(lib.FPDFText_CountRects(self.raw, first, self.index(end - 1) + 1 - first))
            if lib.FPDFText_GetRect(self.raw, number, left, top, right, bottom)
        ]

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Give the edges of one character's ink."""
        left, right, bottom, top = self._numbers
        lib.FPDFText_GetCharBox(self.raw, self.index(at), left, right, bottom, top)
        return self.upright_box(left.value, right.value, bottom.value, top.value)

    def line_box(self, at: int) -> tuple[float, float, float, float]:
        """Give the edges that a character has by its font: alike for all characters of a line."""
        box = self._box
        lib.FPDFText_GetLooseCharBox(self.raw, self.index(at), box)
        return self.upright_box(box.left, box.right, box.bottom, box.top)

    def glyphs(self, begin: int, end: int) -> list[letter_spacing.Glyph]:
        """Give the characters between two places that are no white space."""
        places = (at for at in range(begin, end) if not self.text[at].isspace())
        return [letter_spacing.Glyph(at, self.text[at], *self.line_box(at)[:2]) for at in places]

    def page_box(self, page: lib.FPDF_PAGE) -> tuple[float, float, float, float]:
        """Give the edges of the page as it is shown."""
        box = self._box
        lib.FPDF_GetPageBoundingBox(page, box)
        return self.upright_box(box.left, box.right, box.bottom, box.top)

    def _most_turned(self, shown: int) -> int:
        """Give by how many right angles most letters are turned: a page may lie on its side as it is shown."""
        letters = [at for at, ch in enumerate(self.text) if ch.isalpha()]
        looked = letters[:: len(letters) // _SAMPLED + 1]
        angles = (lib.FPDFText_GetCharAngle(self.raw, self.index(at)) for at in looked)
        often = Counter(-round(angle / _RIGHT_ANGLE) % 4 for angle in angles)  # the angle is told clockwise
        return often.most_common(1)[0][0] if often else shown

    def upright(self, at: int) -> bool:
        """Say whether a character stands upright, as most of the page do."""
        turned = self._angle(at)
        return turned < _LEAN or turned > 4 * _RIGHT_ANGLE - _LEAN

    def on_its_side(self, at: int) -> bool:
        """Say whether a character is turned by a right angle against most of the page."""
        turned = self._angle(at)
        return abs(turned - _RIGHT_ANGLE) < _LEAN or abs(turned - 3 * _RIGHT_ANGLE) < _LEAN

    def _angle(self, at: int) -> float:
        angle: float = lib.FPDFText_GetCharAngle(self.raw, self.index(at))
        return (angle + self.turned * _RIGHT_ANGLE) % (4 * _RIGHT_ANGLE)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Give begin and end of pdfium's lines; where it took a hyphen at a line's end for a parted word it goes on."""
    begin = 0
    for match in re.finditer("\r\n?|\n|\ufffe|$", text):
        end = match.end() if match[0] == "\ufffe" else match.start()
        first, last = begin, end
        while first < last and text[first] in " \t\u00a0":
            first += 1
        while last > first and text[last - 1] in " \t\u00a0":
            last -= 1
        if first < last:
            yield first, last
        begin = match.end()


def clean(text: Text, begin: int, end: int) -> str:
    """Give the text between two places as it is written: single spaces, letters for ligatures, signs for symbols."""
    words = text.text[begin:end]
    if text.whole is not text.text:
        pairs = text.text.count("\ud800", 0, begin)
        words = text.whole[begin - pairs : end - pairs - words.count("\ud800")]
    return _SPACES.sub(" ", words.translate(PLAIN)).strip(" \t")
