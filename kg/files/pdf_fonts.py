"""Fonts of a PDF whose map to Unicode is missing or wrong: their text is garbage, and is told or refused."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import c_int, create_string_buffer
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.errors import SourceError
from kg.files import pdf_alphabet, pdf_glyphs, pdf_letters
from kg.language import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MEANINGLESS = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uefff\uf100-\uf8ff\ufffd]")
"""Characters that no text has; symbol fonts keep theirs at U+F000 to U+F0FF."""
_RUN = 3
"""So many characters beside each other without a meaning are a word; fewer are bullets and ticks."""
_SHARE = 0.3
"""A font of which so much has no meaning has none at all: what looks like letters is as wrong."""
_MOST = 0.03
"""Minutes of which a larger share cannot be read have lost headings or names."""
_MISTAKEN = 20
"""Words of so many letters may be a heading, and what stands below it is then taken for a part of something else."""
_INSIDE = 2
"""So many characters without a meaning inside words, and the words of their font are not those that are printed."""
_BOXES = 4
"""No outline stands for so many signs, but that of signs which are not there."""
_NAMED = 12
"""So many pages are named in a report."""
_SUBSET = re.compile(r"[A-Z]{6}\+")


class Unread(NamedTuple):
    """What of a page cannot be read: pdfium's numbers of its characters, how many each font has, how many it reads."""

    characters: frozenset[int]
    fonts: Counter[str]
    letters: int
    mistaken: int = 0
    """How many of the characters are in fonts that draw signs for others."""


Judged = dict[tuple[object, ...], frozenset[str]]
"""The signs that fonts of a document draw wrongly, by what tells these fonts from others."""


def unread(
    page: lib.FPDF_PAGE, text: lib.FPDF_TEXTPAGE, words: str, lines: Sequence[tuple[int, int]], judged: Judged
) -> Unread | None:
    """Find the characters of a page that are set in a font whose map to Unicode is missing or wrong.

    Args:
        page: The page by pdfium.
        text: Its text by pdfium.
        words: The same as a string.
        lines: pdfium's numbers of the first and the last character of each line: these are looked at first.
        judged: What is known of the fonts of the pages before, and is then known of those of this one.
    """
    wrong = _wrong(page, text, judged)
    suspicious = (
        wrong
        or _MEANINGLESS.search(words)
        or any(lib.FPDFText_HasUnicodeMapError(text, at) == 1 for line in lines for at in line)
        or any(map(pairs.seems_garbled, words.splitlines()))
    )
    return _judged(text, wrong) if suspicious else None


def _wrong(page: lib.FPDF_PAGE, text: lib.FPDF_TEXTPAGE, judged: Judged) -> dict[int, frozenset[str]]:
    """Give the signs that fonts of a page, by their address, have for others or for two at once, none where some lack.

    A font that draws one sign for another says what nobody sees, whatever the words look like.
    """
    letters = pdf_letters.look(text, pdf_alphabet.ALPHABET)
    wrong = {address: signs for address, font in letters.fonts.items() if (signs := _drawn_wrong(font, judged))}
    for address, twice in letters.twice().items():
        for sign, places in twice.items():
            pictures = [seen for at in places if (seen := pdf_glyphs.printed(page, text, at)) is not None]
            if len(pictures) > 1 and pdf_alphabet.is_other(sign, pictures):
                wrong[address] = wrong.get(address, frozenset()) | {sign}
    lost = letters.blanks + Counter({address: count for address, count in letters.lost.items() if count >= _INSIDE})
    return wrong | {address: frozenset() for address in lost}


def _drawn_wrong(font: lib.FPDF_FONT, judged: Judged) -> frozenset[str]:
    """Give the signs for which a font draws others."""
    drawn = {sign: pdf_glyphs.drawn(font, sign) for sign in pdf_alphabet.ALPHABET}
    key = tuple(signature for signature, _ in drawn.values())
    if key not in judged:
        alike = Counter(key)  # for signs that it has not a font draws the same box
        own = {sign: glyph for sign, (outline, glyph) in drawn.items() if glyph and alike[outline] < _BOXES}
        judged[key] = pdf_alphabet.mistaken(own)
    return judged[key]


def _judged(text: lib.FPDF_TEXTPAGE, wrong: Mapping[int, frozenset[str]]) -> Unread | None:
    places: dict[str, list[int]] = {}
    bad: dict[str, list[int]] = {}
    words: dict[str, str] = {}
    mistaken: Counter[str] = Counter()
    before = ""
    buffer, flags = create_string_buffer(200), c_int()
    for at in range(lib.FPDFText_CountChars(text)):
        if lib.FPDFText_IsGenerated(text, at):
            before = ""
            continue
        length = lib.FPDFText_GetFontInfo(text, at, buffer, 200, flags)
        font = _SUBSET.sub("", buffer.raw[: max(min(length, 200) - 1, 0)].decode("utf-8", "replace")) or "without name"
        sign = chr(lib.FPDFText_GetUnicode(text, at))
        words[font] = f"{words.get(font, '')}{'' if font == before else ' '}{sign}"
        before = font
        signs = wrong.get(pdf_letters.address_of(pdf_letters.font_of(text, at))) if wrong else None
        if signs is not None:
            mistaken[font] += sign in signs or not signs
        if not sign.isspace() or sign in "\x1c\x1d\x1e\x1f" or (sign == " " and signs == frozenset()):
            places.setdefault(font, []).append(at)
            if lib.FPDFText_HasUnicodeMapError(text, at) == 1 or _MEANINGLESS.fullmatch(sign):
                bad.setdefault(font, []).append(at)
    lost = {
        font: places[font] for font, found in bad.items() if len(found) >= _SHARE * len(places[font]) and _words(found)
    }
    lost |= {font: found for font, found in places.items() if mistaken[font] or pairs.is_garbled(words[font])}
    if not lost:
        return None
    counts = Counter({font: len(found) for font, found in lost.items()})
    characters = frozenset(at for found in lost.values() for at in found)
    return Unread(characters, counts, sum(map(len, places.values())), sum(counts[font] for font in mistaken))


def _words(found: list[int]) -> bool:
    """Whether some of the characters stand beside each other, as those of a word do."""
    return any(last - first == _RUN - 1 for first, last in zip(found, found[_RUN - 1 :], strict=False))


def told(pages: Sequence[Unread | None], letters: int, where: str) -> Iterator[str]:
    """Say which fonts on which pages cannot be read.

    Args:
        pages: What cannot be read of each page.
        letters: How many characters of all pages can be read.
        where: Of what document it is told.

    Raises:
        SourceError: So much of the text cannot be read that what is left says other things.
    """
    fonts = sorted({font for page in pages if page for font in page.fonts})
    lost = sum(page.fonts.total() for page in pages if page)
    hint = "read it with --ocr, which recognises such pages"
    said = []
    for font in fonts:
        numbers = [str(number) for number, page in enumerate(pages, 1) if page and font in page.fonts]
        named = ", ".join(numbers[:_NAMED]) + (" ..." if len(numbers) > _NAMED else "")
        said.append(f'the text of font "{font}" cannot be read (page{"s" if len(numbers) > 1 else ""} {named})')
    mistaken = sum(page.mistaken for page in pages if page)
    if said and (lost > _MOST * (lost + letters) or mistaken >= _MISTAKEN):
        raise SourceError("; ".join(said) + ": its map to Unicode is missing or wrong", where=where, hint=hint)
    for line in said:
        yield f"{line}: its map to Unicode is missing or wrong, and it was left out; {hint}"
