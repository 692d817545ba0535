"""The letters of a page: in which fonts they are, which of them mean nothing, which are drawn in more than one way."""

from __future__ import annotations

from collections import Counter, defaultdict
from ctypes import byref, c_double, c_void_p, cast
from typing import NamedTuple

from pypdfium2 import raw as lib

BLANK = 0x20
"""The last character that parts words."""
_LEAN = 0.05
"""Words that lean more than this, in radians, are not compared."""
_INK = 1.0
"""A blank that is so many points high and wide is none."""
_STEPS = 250
"""Into so many steps a line's height is parted: letters of one outline have boxes that differ by none or one."""
_NOTHING = {0, 0xFFFD, *range(0xE000, 0xF000)}
"""Codes that no letter has."""
_ENOUGH = 40
"""So often a letter of a font is looked at on a page: where every eighth is another, one of these is."""

_Form = tuple[int, int, int]
"""Where a letter's ink begins below, how high and how wide it is, in steps of the line's height."""


class Letters(NamedTuple):
    """What the letters of a page show, by the address of their font."""

    fonts: dict[int, lib.FPDF_FONT]
    lost: Counter[int]
    """How many characters behind others of a word have no meaning; those between others count twice."""
    blanks: Counter[int]
    """How many blanks have ink: words of a font whose map says that it has nothing but blanks."""
    forms: dict[tuple[int, str], dict[_Form, int]]
    """The boxes that a letter has, and pdfium's number of one that has it."""

    def twice(self) -> dict[int, dict[str, list[int]]]:
        """Give the letters that have boxes of more than one kind, and one of each kind."""
        found: dict[int, dict[str, list[int]]] = defaultdict(dict)
        for (address, sign), forms in self.forms.items():
            kinds: dict[_Form, int] = {}
            for form, at in forms.items() if len(forms) > 1 else ():
                if all(max(abs(a - b) for a, b in zip(form, other, strict=True)) > 1 for other in kinds):
                    kinds[form] = at
            if len(kinds) > 1:
                found[address][sign] = list(kinds.values())
        return found


def look(text: lib.FPDF_TEXTPAGE, alphabet: str) -> Letters:
    """Look at each letter of a page; the boxes are asked for of those of the alphabet."""
    found = Letters({}, Counter(), Counter(), defaultdict(dict))
    wanted = {ord(sign): sign for sign in alphabet}
    seen: Counter[tuple[int, str]] = Counter()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    line = lib.FS_RECTF()
    address, level, before = 0, False, BLANK
    count = lib.FPDFText_CountChars(text)
    for at in range(count):
        code = lib.FPDFText_GetUnicode(text, at)
        if code > BLANK and before <= BLANK:
            font = font_of(text, at)
            address = address_of(font) if font else 0
            if font:
                found.fonts.setdefault(address, font)
            turned = lib.FPDFText_GetCharAngle(text, at)
            level = turned < _LEAN or turned > 6.28 - _LEAN
        if code == BLANK:
            lib.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top))
            if min(top.value - bottom.value, right.value - left.value) > _INK:
                found.blanks[address_of(font_of(text, at))] += 1
        if code in _NOTHING or lib.FPDFText_HasUnicodeMapError(text, at) == 1:
            after = chr(lib.FPDFText_GetUnicode(text, at + 1)) if at + 1 < count else ""
            found.lost[address] += chr(before).isalnum() * (2 if after.isalnum() else 1)
            code = 0xFFFD
        elif level and (sign := wanted.get(code)):
            key = address, sign
            seen[key] += 1
            if seen[key] > _ENOUGH:
                before = code
                continue
            lib.FPDFText_GetLooseCharBox(text, at, byref(line))
            lib.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top))
            step = (line.top - line.bottom) / _STEPS or 1.0
            form = (
                round((bottom.value - line.bottom) / step),
                round((top.value - bottom.value) / step),
                round((right.value - left.value) / step),
            )
            if form[1] < _STEPS:  # part of a ligature has the box of its line
                found.forms[key].setdefault(form, at)
        before = code
    return found


def font_of(text: lib.FPDF_TEXTPAGE, at: int) -> lib.FPDF_FONT | None:
    """Give the font that a character is in."""
    run = lib.FPDFText_GetTextObject(text, at)
    return lib.FPDFTextObj_GetFont(run) or None if run else None


def address_of(font: lib.FPDF_FONT | None) -> int:
    """Give what tells a font from others."""
    return cast(font, c_void_p).value or 0 if font else 0
