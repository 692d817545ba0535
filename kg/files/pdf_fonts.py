"""Fonts of a PDF whose map to Unicode is missing or wrong: their text is garbage, and is told or refused."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import c_int, create_string_buffer
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.errors import SourceError
from kg.language import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MEANINGLESS = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uefff\uf100-\uf8ff\ufffd]")
"""Characters that no text has; symbol fonts keep theirs at U+F000 to U+F0FF."""
_RUN = 3
"""So many characters beside each other without a meaning are a word; fewer are bullets and ticks."""
_SHARE = 0.3
"""A font of which so much has no meaning has none at all: what looks like letters is as wrong."""
_MOST = 0.03
"""Minutes of which a larger share cannot be read have lost headings or names."""
_NAMED = 12
"""So many pages are named in a report."""
_SUBSET = re.compile(r"[A-Z]{6}\+")


class Unread(NamedTuple):
    """What of a page cannot be read: pdfium's numbers of its characters, how many each font has, how many it reads."""

    characters: frozenset[int]
    fonts: Counter[str]
    letters: int


def unread(text: lib.FPDF_TEXTPAGE, words: str, lines: Sequence[tuple[int, int]]) -> Unread | None:
    """Find the characters of a page that are set in a font whose map to Unicode is missing or wrong.

    Args:
        text: The page's text by pdfium.
        words: The same as a string.
        lines: pdfium's numbers of the first and the last character of each line: these are looked at first.
    """
    suspicious = (
        _MEANINGLESS.search(words)
        or any(lib.FPDFText_HasUnicodeMapError(text, at) == 1 for line in lines for at in line)
        or any(map(pairs.seems_garbled, words.splitlines()))
    )
    return _judged(text) if suspicious else None


def _judged(text: lib.FPDF_TEXTPAGE) -> Unread | None:
    places: dict[str, list[int]] = {}
    bad: dict[str, list[int]] = {}
    words: dict[str, str] = {}
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
        if not sign.isspace() or sign in "\x1c\x1d\x1e\x1f":
            places.setdefault(font, []).append(at)
            if lib.FPDFText_HasUnicodeMapError(text, at) == 1 or _MEANINGLESS.fullmatch(sign):
                bad.setdefault(font, []).append(at)
    lost = {
        font: places[font] for font, found in bad.items() if len(found) >= _SHARE * len(places[font]) and _words(found)
    }
    lost |= {font: found for font, found in places.items() if pairs.is_garbled(words[font])}
    if not lost:
        return None
    counts = Counter({font: len(found) for font, found in lost.items()})
    return Unread(frozenset(at for found in lost.values() for at in found), counts, sum(map(len, places.values())))


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
    if said and lost > _MOST * (lost + letters):
        raise SourceError("; ".join(said) + ": its map to Unicode is missing or wrong", where=where, hint=hint)
    for line in said:
        yield f"{line}: its map to Unicode is missing or wrong, and it was left out; {hint}"
