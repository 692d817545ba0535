"""Whether what a font draws for a letter is that letter: compared with fonts that are known to draw the right ones."""

from __future__ import annotations

import unicodedata
from ctypes import c_ubyte
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2
from font_lato import Lato, LatoItalic, LatoLight
from pypdfium2 import raw as lib

from kg.files import pdf_glyphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.files.pdf_glyphs import Glyph

    _Font = Mapping[str, Glyph]

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789§()"
_STANDARD = (
    *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Courier", "Courier-Bold"),
    *("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
)
"""The fonts that pdfium has within itself."""
_MODERN = (Lato, LatoLight, LatoItalic)
"""Files of a newer type: its 'a', 't' and '1' are not those of Helvetica."""
_ALIKE = ("oO0", "lLI1")
"""Signs that many types draw alike, besides a letter and its capital."""
_CLOSEST = 3
"""With so many of the known fonts a font is compared: with those that it is most like."""
_FEWEST = 4
"""Of fewer signs nobody can say what a font draws."""
_UNLIKE = 0.6
"""What is further from a letter than this says nothing of which font is alike."""
_PICTURE, _HEIGHT, _WIDTH, _CONTOUR = 1 / 256, 0.7, 0.25, 0.06
"""What the places of a picture, the edges and the width of its box and its closed lines weigh."""
_ROUND = 0.85
"""Letters each of which looks like the next one, and the last like the first, are so much nearer to that one than to
themselves: of 220 fonts none has such letters, and of 100 pairs of letters that change places four have more."""
_DISPLACED, _NEAR = 0.5, 0.15
"""So much nearer, and so near, where what a letter looks like is drawn by none: in those fonts a few of thousands."""
_OTHER, _LIKELY, _NEAR_AS_PRINTED = 0.7, 0.9, 0.25
"""So much nearer to another sign (to a letter with a mark, or from a figure), and so near, is what stands for it."""


def mistaken(font: _Font) -> frozenset[str]:
    """Give the signs for which a font draws other ones, so that its text says what nobody sees.

    A type may have its own way with a letter: its 'a' may look like an 'o', or its 'J' like an 'f'. Only where that
    letter itself is not drawn as one should think has somebody put one in the place of another.
    """
    if len(font) < _FEWEST:
        return frozenset()
    size = median(glyph.high for glyph in font.values()) / median(_known()[0][sign].high for sign in font)
    own = {sign: [_distance(glyph, known[sign], size) for known in _known()] for sign, glyph in font.items()}
    unlike = [sum(min(far[at], _UNLIKE) for far in own.values()) for at in range(len(_known()))]
    closest = [_known()[at] for at in sorted(range(len(_known())), key=unlike.__getitem__)[:_CLOSEST]]
    looks: dict[str, str] = {}
    nearer: dict[str, float] = {}
    near: dict[str, float] = {}
    for sign, glyph in font.items():
        itself = min(_distance(glyph, known[sign], size) for known in closest)
        looked, near[sign] = _nearest(glyph, sign, closest, size, itself)
        if _kind(looked) != _kind(sign):
            looks[sign], nearer[sign] = looked, near[sign] / max(min(own[sign]), 0.001)
    by_kind: dict[str, list[str]] = {}
    for sign in font:
        by_kind.setdefault(_kind(sign), []).append(sign)
    sure = {sign for sign, share in nearer.items() if share < _ROUND}
    steps = {sign: [other for other in by_kind.get(_kind(looks[sign]), ()) if other in sure] for sign in sure}
    if found := frozenset(sign for sign in sure if _returns(sign, steps)):
        return found
    return frozenset(
        sign
        for sign, looked in looks.items()
        if nearer[sign] < _DISPLACED and near[sign] < _NEAR and looked in (looks if looked in font else ())
    )


def _nearest(glyph: Glyph, sign: str, fonts: Sequence[_Font], size: float, itself: float) -> tuple[str, float]:
    """Give the sign that a glyph is nearest to, and how far that is: the one that it should be, or one nearer."""
    found = sign, itself
    for font in fonts:
        for other, known in font.items():
            # Most pictures differ by more than all that counts.
            if _PICTURE * (glyph.picture ^ known.picture).bit_count() < found[1]:
                far = _distance(glyph, known, size)
                found = (other, far) if far < found[1] else found
    return found


def is_other(sign: str, pictures: Sequence[int]) -> bool:
    """Say whether one of the ways in which a page prints a letter is another letter, and another way is that letter."""
    shares = [_shares(picture, sign) for picture in pictures]
    own = min(itself for itself, _ in shares)
    return any(
        itself > own and share < _NEAR_AS_PRINTED and share < _far_enough(sign, other) * itself
        for itself, (share, other) in shares
    )


def _far_enough(sign: str, other: str) -> float:
    """Give the share of the way to a sign that the way to the other one may be: figures have no other forms."""
    return _LIKELY if sign.isdigit() or _base(other) == sign else _OTHER


def _shares(picture: int, sign: str) -> tuple[float, tuple[float, str]]:
    """Give how far a picture is from a sign, how far from the next of all others, and which that is."""
    itself, other = 1.0, (1.0, "")
    for known in _known():
        for name, glyph in known.items():
            share = _PICTURE * (picture ^ glyph.picture).bit_count()
            if _kind(name) == _kind(sign):
                itself = min(itself, share)
            else:
                other = min(other, (share, name))
    return itself, other


def _base(sign: str) -> str:
    """Give a letter without its mark."""
    return unicodedata.normalize("NFD", sign)[:1]


def _returns(sign: str, steps: Mapping[str, list[str]]) -> bool:
    """Whether one comes back to a sign from what it looks like, by what that looks like, and so on."""
    seen: set[str] = set()
    todo = list(steps[sign])
    while todo:
        other = todo.pop()
        if other == sign:
            return True
        if other not in seen:
            seen.add(other)
            todo += steps[other]
    return False


def _kind(sign: str) -> str:
    return next((kind for kind in _ALIKE if sign in kind), sign.lower())


def _distance(glyph: Glyph, other: Glyph, size: float) -> float:
    return (
        _PICTURE * (glyph.picture ^ other.picture).bit_count()
        + _HEIGHT * (abs(glyph.low / size - other.low) + abs(glyph.high / size - other.high))
        + _WIDTH * abs(glyph.width / size - other.width)
        + _CONTOUR * min(abs(glyph.contours - other.contours), 3)
    )


@cache
def _known() -> tuple[dict[str, Glyph], ...]:
    """Give what fonts that are right draw for each sign."""
    document = pypdfium2.PdfDocument.new()
    try:
        fonts = [lib.FPDFText_LoadStandardFont(document.raw, name.encode()) for name in _STANDARD]
        for path in _MODERN:
            data = Path(path).read_bytes()
            held = (c_ubyte * len(data)).from_buffer_copy(data)
            fonts.append(lib.FPDFText_LoadFont(document.raw, held, len(data), lib.FPDF_FONT_TRUETYPE, 1))
        drawn = [{sign: pdf_glyphs.drawn(font, sign)[1] for sign in ALPHABET} for font in fonts]
        for font in fonts:
            lib.FPDFFont_Close(font)
    finally:
        document.close()
    return tuple({sign: glyph for sign, glyph in font.items() if glyph} for font in drawn)
